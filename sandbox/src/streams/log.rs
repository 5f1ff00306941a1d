//! The newest events of all streams, each with its number.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use backpack_signing::Timestamp;
use serde_json::Value;

use super::event::{StreamEvent, Times, micros};

/// The bounds of the kept events.
const KEPT: usize = 65_536;
const KEPT_BYTES: usize = 32 * 1024 * 1024;

/// An event or a frame for the connections.
#[derive(Debug, Clone)]
pub(crate) enum Item {
    Event(Arc<StreamEvent>),
    /// A scripted frame, for all connections.
    Frame(Arc<str>),
}

impl Item {
    fn size(&self) -> usize {
        match self {
            Self::Event(event) => event.data.len(),
            Self::Frame(text) => text.len(),
        }
    }
}

/// Events were dropped that a connection has not received.
#[derive(Debug)]
pub(crate) struct Lagged;

/// The newest items.
#[derive(Default)]
pub(crate) struct Log {
    pub(crate) sequence: u64,
    pub(crate) newest: VecDeque<Item>,
    bytes: usize,
    /// The number of events of each stream.
    counts: BTreeMap<String, u64>,
    last_time: u64,
}

impl Log {
    /// Returns the times of an event: each has its own event time.
    pub(crate) fn times(&mut self, now: Timestamp, engine: Timestamp) -> Times {
        self.last_time = micros(now).max(self.last_time.saturating_add(1));
        Times {
            event: self.last_time,
            engine: micros(engine),
        }
    }

    /// Numbers an event, and keeps it.
    pub(crate) fn push(
        &mut self,
        stream: impl Into<String>,
        scope: Option<String>,
        data: String,
    ) -> u64 {
        let stream = stream.into();
        let count = self.counts.entry(stream.clone()).or_default();
        *count += 1;
        let number = *count;
        let event = StreamEvent {
            sequence: self.sequence + 1,
            number,
            stream,
            scope,
            data,
        };
        self.keep(Item::Event(Arc::new(event)));
        number
    }

    pub(crate) fn keep(&mut self, item: Item) {
        self.sequence += 1;
        self.bytes = self.bytes.saturating_add(item.size());
        self.newest.push_back(item);
        while self.newest.len() > KEPT || self.bytes > KEPT_BYTES {
            let Some(oldest) = self.newest.pop_front() else {
                break;
            };
            self.bytes = self.bytes.saturating_sub(oldest.size());
        }
    }

    /// Returns at most `limit` items after a sequence number.
    pub(crate) fn after(&self, sequence: u64, limit: usize) -> Result<Vec<Item>, Lagged> {
        let kept = u64::try_from(self.newest.len()).unwrap_or(u64::MAX);
        let dropped = self.sequence.saturating_sub(kept);
        let start = sequence.checked_sub(dropped).ok_or(Lagged)?;
        let start = usize::try_from(start).unwrap_or(usize::MAX);
        let items = self.newest.iter().skip(start).take(limit);
        Ok(items.cloned().collect())
    }
}

/// The streams that have subscriptions.
pub(crate) struct Subscribed<'a>(pub(crate) &'a BTreeMap<String, usize>);

impl Subscribed<'_> {
    /// Returns the symbols of the streams of a kind.
    pub(crate) fn symbols(&self, kind: &str) -> impl Iterator<Item = &str> {
        self.0.keys().filter_map(move |stream| {
            let (found, symbol) = stream.split_once('.')?;
            (found == kind).then_some(symbol)
        })
    }
}

/// Pushes a JSON value as an event.
pub(crate) fn push(log: &mut Log, stream: impl Into<String>, scope: Option<String>, data: &Value) {
    log.push(stream, scope, data.to_string());
}
