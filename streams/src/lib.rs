#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod backfill;
mod backoff;
#[cfg(feature = "blocking")]
mod blocking;
mod book;
mod book_stream;
mod channel;
mod connect;
mod driver;
mod error;
mod feed;
mod frame;
mod hub;
mod inbox;
mod ledger;
mod reader;
mod rest;
mod session;
mod socket;
mod streams;
mod subscription;
mod update;
mod view;

pub use backpack_runtime::wire::PriceLevel;
pub use futures_core::Stream;

pub use crate::backfill::{Backfill, Filled, FilledRow, MissingRange};
#[cfg(feature = "blocking")]
#[doc(hidden)]
pub use crate::blocking::run_blocking;
pub use crate::book::{
    BookSide, BookState, BookSync, DepthDelta, InvalidLevel, OrderBook, Snapshot, SnapshotRequest,
    StaleReason,
};
pub use crate::book_stream::BookStream;
pub use crate::channel::{Channel, Lag};
pub use crate::error::StreamError;
pub use crate::feed::{Feed, FeedItem};
pub use crate::ledger::{Ledger, Report};
pub use crate::streams::{Streams, StreamsBuilder};
pub use crate::subscription::Subscription;
pub use crate::update::{Gap, GapReason, Live, Undecodable, Update};
pub use crate::view::{UncertainReason, View, ViewState, ViewStream};
