//! The book of a running sandbox, shared by its connections and its tests.

use std::sync::{Mutex, MutexGuard, PoisonError};

use backpack_signing::Timestamp;
use tokio::sync::watch;

use super::config::Book;
use super::error::BookError;
use super::event::BookEvent;
use super::ledger::Ledger;

pub(crate) struct LiveBook {
    ledger: Mutex<Ledger>,
    /// The sequence number of the newest event.
    sequence: watch::Sender<u64>,
}

impl LiveBook {
    pub(crate) fn new(book: Book, now: Timestamp) -> Result<Self, BookError> {
        let ledger = Ledger::new(book, now)?;
        let sequence = watch::Sender::new(ledger.events().sequence());
        Ok(Self {
            ledger: Mutex::new(ledger),
            sequence,
        })
    }

    /// Reads the book.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&Ledger) -> T) -> T {
        read(&self.lock())
    }

    /// Changes the book, and wakes those that wait for its events.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let mut ledger = self.lock();
        let result = change(&mut ledger);
        let sequence = ledger.events().sequence();
        self.sequence
            .send_if_modified(|sent| std::mem::replace(sent, sequence) != sequence);
        result
    }

    /// Waits for the events after a sequence number.
    pub(crate) async fn wait_for_events(&self, after: u64) -> Vec<BookEvent> {
        let mut changed = self.sequence.subscribe();
        // It fails only when the sender is dropped, which `self` owns.
        let _ = changed.wait_for(|sequence| *sequence > after).await;
        self.read(|ledger| ledger.events().after(after))
    }

    fn lock(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
