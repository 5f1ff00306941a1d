//! The requests that the sandbox keeps.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::request::ReceivedRequest;

/// The bounds of the requests that a sandbox keeps.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bounds {
    pub(crate) count: usize,
    pub(crate) bytes: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            count: 10_000,
            bytes: 64 * 1024 * 1024,
        }
    }
}

/// The newest requests, in the order received.
pub(crate) struct Record {
    bounds: Bounds,
    requests: Mutex<Kept>,
    resets: AtomicU64,
}

#[derive(Default)]
struct Kept {
    count: u64,
    newest: VecDeque<ReceivedRequest>,
    /// The size of the newest requests.
    bytes: usize,
}

impl Record {
    pub(crate) fn new(bounds: Bounds) -> Self {
        Self {
            bounds,
            requests: Mutex::default(),
            resets: AtomicU64::new(0),
        }
    }

    /// Keeps a copy of a request, and sets the number of both. Drops the oldest requests beyond the bounds.
    pub(crate) fn push(&self, request: &mut ReceivedRequest) {
        let size = request.size();
        let mut kept = self.lock();
        kept.count += 1;
        request.number = kept.count;
        kept.bytes = kept.bytes.saturating_add(size);
        kept.newest.push_back(request.clone());
        while kept.newest.len() > self.bounds.count || kept.bytes > self.bounds.bytes {
            let Some(oldest) = kept.newest.pop_front() else {
                break;
            };
            kept.bytes = kept.bytes.saturating_sub(oldest.size());
        }
    }

    /// Records that a request was executed, if it is still kept.
    pub(crate) fn mark_executed(&self, number: u64) {
        let mut kept = self.lock();
        if let Ok(index) = kept.newest.binary_search_by_key(&number, |r| r.number)
            && let Some(request) = kept.newest.get_mut(index)
        {
            request.executed = true;
        }
    }

    pub(crate) fn all(&self) -> Vec<ReceivedRequest> {
        self.lock().newest.iter().cloned().collect()
    }

    pub(crate) fn clear(&self) {
        let mut kept = self.lock();
        kept.newest.clear();
        kept.bytes = 0;
    }

    /// Counts a connection that was reset before its request was read.
    pub(crate) fn count_reset(&self) {
        self.resets.fetch_add(1, Ordering::SeqCst);
    }

    pub(crate) fn resets(&self) -> u64 {
        self.resets.load(Ordering::SeqCst)
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
