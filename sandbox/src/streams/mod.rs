//! Streams on the port of the sandbox: subscriptions, events of the book, scripted events, and faults.
//!
//! A WebSocket handshake at the path `/` opens a connection ([`Sandbox::streams_url`](crate::Sandbox::streams_url)). Requests
//! are checked as the exchange checks them, and a rejected one has an error frame: 4002 `Parse error`, 4003
//! `Invalid signature`, 4006 `Invalid stream`, 4008 `Invalid depth window`. A valid request has no response. A request with one
//! invalid name is rejected whole, which is not captured.
//!
//! # Events
//!
//! - **The book** sends `depth` with the windows 200, 600 and 1000 ms, `bookTicker`, `trade`, and each second `markPrice` and
//!   `ticker` of a market with a price or trades; and to the account `orderUpdate`, `positionUpdate` and `balanceUpdate`.
//!   `U` and `u` of a `depth` event are the update id that `get_depth` returns after the same change.
//! - **A test** sends events of any stream with [`StreamHandle::send`], frames with [`StreamHandle::send_frame`], and recorded
//!   runs with [`StreamHandle::play`].
//! - **A seeded market** ([`SeededMarket`]) changes the levels of the book and trades.
//!
//! Each event is numbered consecutively in its stream from 1, and has its own event time `E`, whether or not a connection
//! receives it: [`StreamHandle::events`] returns them for comparison with the events of a client. Recording starts with the
//! first connection.
//!
//! # Logs
//!
//! `tungstenite`, which reads the frames here, logs them at level TRACE, with the signatures of subscriptions: leave out its
//! target `tungstenite::protocol`.
//!
//! # Bounds
//!
//! The newest 65 536 events are kept, and at most 32 MiB of them. A connection that falls behind by more is closed.

mod connection;
mod event;
mod fault;
mod handle;
mod handshake;
mod hub;
mod log;
mod market;
mod name;
mod pump;
mod request;
mod view;

pub use event::StreamEvent;
pub use fault::{StreamFault, StreamFaultKind};
pub use handle::StreamHandle;
pub use market::SeededMarket;

pub(crate) use connection::{End, run};
pub(crate) use handshake::{accept, is_handshake};
pub(crate) use hub::Hub;
pub(crate) use pump::{drive, pump};
