#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod backoff;
mod book;
mod book_stream;
mod channel;
mod connect;
mod driver;
mod error;
mod feed;
mod frame;
mod inbox;
mod reader;
mod session;
mod socket;
mod streams;
mod subscription;
mod update;

pub use futures_core::Stream;

pub use crate::book::{
    BookSide, BookState, BookSync, DepthDelta, InvalidLevel, OrderBook, PriceLevel, Snapshot,
    SnapshotRequest, StaleReason,
};
pub use crate::book_stream::BookStream;
pub use crate::channel::{Channel, Lag};
pub use crate::error::StreamError;
pub use crate::feed::{Feed, FeedItem};
pub use crate::streams::{Streams, StreamsBuilder};
pub use crate::subscription::Subscription;
pub use crate::update::{Gap, GapReason, Live, Undecodable, Update};
