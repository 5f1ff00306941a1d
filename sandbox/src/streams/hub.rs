//! The state that all stream connections of a sandbox share: events, subscriptions and faults.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::event::StreamEvent;
use super::fault::{Effect, Injected, Occasion, StreamFaultKind};
use super::log::{Item, Lagged, Log, Subscribed};
use super::view::View;
use crate::book::LiveBook;

pub(crate) struct Hub {
    state: Mutex<State>,
    /// The sequence number of the newest item.
    newest: watch::Sender<u64>,
    /// Raised when connections or subscriptions change.
    changes: watch::Sender<u64>,
    /// Raised to close all connections.
    generation: watch::Sender<u64>,
}

struct State {
    /// `None` before the first connection.
    view: Option<View>,
    log: Log,
    subscriptions: BTreeMap<String, usize>,
    accepted: u64,
    open: u64,
    faults: Vec<Injected>,
    triggered: BTreeMap<StreamFaultKind, u64>,
    /// The end of an outage.
    outage: Option<Instant>,
    is_stopped: bool,
}

impl State {
    fn is_closed(&self) -> bool {
        self.is_stopped || self.outage.is_some_and(|end| Instant::now() < end)
    }
}

impl Hub {
    pub(crate) fn new() -> Self {
        Self {
            state: Mutex::new(State {
                view: None,
                log: Log::default(),
                subscriptions: BTreeMap::new(),
                accepted: 0,
                open: 0,
                faults: Vec::new(),
                triggered: BTreeMap::new(),
                outage: None,
                is_stopped: false,
            }),
            newest: watch::Sender::new(0),
            changes: watch::Sender::new(0),
            generation: watch::Sender::new(0),
        }
    }

    /// Opens a connection; `None` while the sandbox restarts or is stopped.
    pub(crate) fn open(&self, book: Option<&LiveBook>) -> Option<Opened> {
        let mut state = self.lock();
        if state.is_closed() {
            return None;
        }
        state.accepted += 1;
        state.open += 1;
        if state.view.is_none() {
            state.view = book.map(|book| book.read(View::new));
        }
        let cursor = state.log.sequence;
        drop(state);
        self.raise(&self.changes);
        Some(Opened {
            cursor,
            generation: self.generation.subscribe(),
        })
    }

    /// Returns whether the sandbox restarts or is stopped.
    pub(crate) fn is_closed(&self) -> bool {
        self.lock().is_closed()
    }

    pub(crate) fn close(&self, subscriptions: impl Iterator<Item = String>) {
        let mut state = self.lock();
        state.open = state.open.saturating_sub(1);
        for stream in subscriptions {
            unsubscribe(&mut state.subscriptions, &stream);
        }
        drop(state);
        self.raise(&self.changes);
    }

    /// Counts a subscription. Returns the sequence number after which it receives events, and what is read from the view
    /// of the book at that number, if there is a view.
    pub(crate) fn subscribe<T>(
        &self,
        stream: &str,
        read: impl FnOnce(&mut View, &mut Log) -> T,
    ) -> (u64, Option<T>) {
        let mut guard = self.lock();
        let state = &mut *guard;
        let read = state.view.as_mut().map(|view| read(view, &mut state.log));
        *state.subscriptions.entry(stream.to_owned()).or_default() += 1;
        let sequence = state.log.sequence;
        drop(guard);
        self.announce(sequence);
        self.raise(&self.changes);
        (sequence, read)
    }

    pub(crate) fn unsubscribe(&self, stream: &str) {
        unsubscribe(&mut self.lock().subscriptions, stream);
        self.raise(&self.changes);
    }

    /// Returns the number of subscriptions to a stream.
    pub(crate) fn subscriptions(&self, stream: &str) -> usize {
        let state = self.lock();
        state.subscriptions.get(stream).copied().unwrap_or_default()
    }

    /// Returns the numbers of connections that were accepted and that are open.
    pub(crate) fn connections(&self) -> (u64, u64) {
        let state = self.lock();
        (state.accepted, state.open)
    }

    /// Wakes when connections or subscriptions change.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Waits for an item after a sequence number.
    pub(crate) async fn wait_for_items(&self, after: u64) {
        let mut newest = self.newest.subscribe();
        // It fails only when the sender is dropped, which `self` owns.
        let _ = newest.wait_for(|sequence| *sequence > after).await;
    }

    /// Returns at most `limit` items after a sequence number.
    pub(crate) fn after(&self, sequence: u64, limit: usize) -> Result<Vec<Item>, Lagged> {
        self.lock().log.after(sequence, limit)
    }

    /// Returns the kept events of a stream, the oldest first.
    pub(crate) fn events(&self, stream: &str) -> Vec<Arc<StreamEvent>> {
        let state = self.lock();
        let events = state.log.newest.iter().filter_map(|item| match item {
            Item::Event(event) => Some(event),
            Item::Frame(_) => None,
        });
        let is_of = |event: &&Arc<StreamEvent>| {
            event.stream == stream || event.scope.as_deref() == Some(stream)
        };
        events.filter(is_of).cloned().collect()
    }

    /// Sends a scripted event. Returns its number.
    pub(crate) fn send(&self, stream: &str, data: String) -> u64 {
        let (number, sequence) = {
            let mut state = self.lock();
            let number = state.log.push(stream, None, data);
            (number, state.log.sequence)
        };
        self.announce(sequence);
        number
    }

    pub(crate) fn send_frame(&self, text: &str) {
        let sequence = {
            let mut state = self.lock();
            state.log.keep(Item::Frame(text.into()));
            state.log.sequence
        };
        self.announce(sequence);
    }

    /// Changes the log together with the view of the book. `None` before the first connection.
    pub(crate) fn update<T>(
        &self,
        update: impl FnOnce(&mut View, &mut Log, &Subscribed<'_>) -> T,
    ) -> Option<T> {
        let mut guard = self.lock();
        let State {
            view,
            log,
            subscriptions,
            ..
        } = &mut *guard;
        let result = update(view.as_mut()?, log, &Subscribed(subscriptions));
        let sequence = log.sequence;
        drop(guard);
        self.announce(sequence);
        Some(result)
    }

    pub(crate) fn add_fault(&self, fault: Injected) {
        self.lock().faults.push(fault);
    }

    pub(crate) fn clear_faults(&self) {
        self.lock().faults.clear();
    }

    pub(crate) fn triggered(&self) -> BTreeMap<StreamFaultKind, u64> {
        self.lock().triggered.clone()
    }

    /// Returns the effect of the first fault that acts.
    pub(crate) fn trigger(&self, occasion: Occasion, stream: &str) -> Option<Effect> {
        let mut state = self.lock();
        if state.faults.is_empty() {
            return None;
        }
        let mut faults = state.faults.iter_mut();
        let effect = faults.find_map(|fault| {
            let triggers = fault.triggers(occasion, stream);
            triggers.then(|| fault.effect.clone())
        })?;
        state.faults.retain(|fault| !fault.schedule.is_spent());
        *state.triggered.entry(effect.kind()).or_default() += 1;
        Some(effect)
    }

    /// Returns the faults that were not used, with the remaining number of times.
    pub(crate) fn unused(&self) -> Vec<(StreamFaultKind, Option<usize>)> {
        let state = self.lock();
        let unused = state.faults.iter().filter_map(|fault| {
            let remaining = fault.schedule.unused()?;
            Some((fault.effect.kind(), remaining))
        });
        unused.collect()
    }

    /// Closes all connections, and accepts no other for the time of an outage.
    pub(crate) fn restart(&self, outage: Duration) {
        self.lock().outage = Instant::now().checked_add(outage);
        self.raise(&self.generation);
    }

    /// Closes all connections, which have missed changes of the book.
    pub(crate) fn disconnect(&self) {
        self.raise(&self.generation);
    }

    /// Closes all connections, and accepts no other.
    pub(crate) fn stop(&self) {
        self.lock().is_stopped = true;
        self.raise(&self.generation);
    }

    fn announce(&self, sequence: u64) {
        self.newest.send_if_modified(|newest| {
            let is_newer = sequence > *newest;
            *newest = sequence.max(*newest);
            is_newer
        });
    }

    fn raise(&self, sender: &watch::Sender<u64>) {
        sender.send_modify(|number| *number = number.wrapping_add(1));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that was opened.
pub(crate) struct Opened {
    /// The sequence number of the newest item.
    pub(crate) cursor: u64,
    /// Changes when all connections are closed.
    pub(crate) generation: watch::Receiver<u64>,
}

fn unsubscribe(subscriptions: &mut BTreeMap<String, usize>, stream: &str) {
    if let Some(count) = subscriptions.get_mut(stream) {
        *count -= 1;
        if *count == 0 {
            subscriptions.remove(stream);
        }
    }
}
