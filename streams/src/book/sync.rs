//! State machine that joins a REST snapshot and the deltas of a stream by update id. No IO: time is an argument.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::input::{DepthDelta, Snapshot};
use super::order_book::{InvalidLevel, OrderBook};
use crate::error::StreamError;
use crate::rest::{Attempts, CLOCK_SKEW, MAX_KEPT};
use crate::update::Gap;

/// Number of snapshots older than the first delta after which the book becomes stale.
const MAX_ATTEMPTS: u32 = 8;

/// Longest engine time for which a live book may be crossed.
const MAX_CROSSED: SignedDuration = SignedDuration::from_secs(1);

/// Snapshot request of a [`BookSync`].
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct SnapshotRequest {
    /// Id of the request.
    pub id: u64,
    /// Wait before sending it.
    pub wait: Duration,
}

/// State of an order book.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum BookState<'a> {
    /// Never live so far.
    Syncing,
    /// In sync with the exchange.
    Live(&'a OrderBook),
    /// Not in sync, for this reason. It is synchronised again automatically.
    Stale(&'a StaleReason),
}

/// Reason for which an order book is not live.
#[derive(Clone)]
#[non_exhaustive]
pub enum StaleReason {
    /// The stream has a gap.
    Gap(Gap),
    /// The stream has ended with this error.
    Ended(StreamError),
    /// Update ids are missing.
    Skipped {
        /// Expected id.
        expected: u64,
        /// First id of the received delta.
        got: u64,
    },
    /// A delta begins with updates that are already in the book. No documented rule covers this case.
    Overlapping {
        /// First id of the delta.
        first: u64,
        /// Last id in the book.
        last: u64,
    },
    /// The numbering of updates has restarted: a delta has a later time and a lower id than the book.
    Renumbered {
        /// Last id in the book.
        last: u64,
        /// Last id of the delta.
        got: u64,
    },
    /// The best bid was at or above the best ask for more than a second.
    Crossed {
        /// Engine time of the delta or snapshot that crossed the book.
        since: Timestamp,
    },
    /// The book differs from a snapshot of the same update id.
    Mismatch {
        /// Update id.
        update_id: u64,
    },
    /// A delta or a snapshot has an invalid level.
    InvalidLevel(InvalidLevel),
    /// At least eight snapshots were older than the first delta.
    SnapshotBehind {
        /// Last id of the snapshot.
        snapshot: u64,
        /// First id of the first delta.
        first: u64,
    },
    /// The snapshot request failed.
    SnapshotFailed(Arc<dyn Error + Send + Sync>),
}

impl fmt::Display for StaleReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap(gap) => write!(f, "gap in the stream: {}", gap.reason),
            Self::Skipped { expected, got } => {
                write!(f, "missing updates: expected {expected}, got {got}")
            }
            Self::Overlapping { first, last } => {
                write!(f, "delta from update {first} overlaps the book at {last}")
            }
            Self::Renumbered { last, got } => {
                write!(f, "numbering restarted: got {got} after {last}")
            }
            Self::Crossed { since } => write!(f, "book is crossed since {since}"),
            Self::Mismatch { update_id } => {
                write!(f, "book differs from the snapshot of update {update_id}")
            }
            Self::InvalidLevel(invalid) => write!(f, "invalid level: {invalid}"),
            Self::SnapshotBehind { snapshot, first } => {
                write!(
                    f,
                    "snapshot {snapshot} is older than the first delta {first}"
                )
            }
            Self::SnapshotFailed(error) => write!(f, "snapshot failed: {error}"),
            Self::Ended(error) => write!(f, "stream ended: {error}"),
        }
    }
}

impl From<InvalidLevel> for StaleReason {
    fn from(invalid: InvalidLevel) -> Self {
        Self::InvalidLevel(invalid)
    }
}

impl fmt::Debug for StaleReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Keeps an [`OrderBook`] in step with the depth stream of a market.
///
/// It is live exactly while the book is known to equal the exchange's as of [`OrderBook::update_id`].
/// [`BookStream`](crate::BookStream) drives it with a subscription and REST.
///
/// 1. The subscription is established: call [`subscribed`](Self::subscribed). Deltas are kept from now on.
/// 2. [`snapshot_request`](Self::snapshot_request) returns a request; pass the response to [`snapshot`](Self::snapshot).
/// 3. Deltas up to the snapshot's id are dropped. The first delta after it must contain the next id.
/// 4. Each further delta must begin with the id after the last one. Otherwise the book becomes stale, and step 2 is
///    repeated with the deltas from this one on.
///
/// [`verify`](Self::verify) compares a live book with another snapshot.
#[derive(Debug)]
pub struct BookSync<D> {
    state: State,
    book: Option<OrderBook>,
    /// Consecutive deltas kept until a snapshot is received.
    kept: VecDeque<D>,
    /// Engine time of the latest delta or snapshot.
    time: Option<Timestamp>,
    /// A delta was applied after the snapshot. The first one may begin before the snapshot.
    is_joined: bool,
    crossed_since: Option<Timestamp>,
    request: Request,
    next_id: u64,
    attempts: Attempts,
    verification: Option<Verification<D>>,
}

/// Comparison in progress.
#[derive(Debug)]
struct Verification<D> {
    /// Id of the request until its response is received.
    request: Option<u64>,
    /// Book at the time of the request, and the deltas since.
    book: OrderBook,
    deltas: VecDeque<D>,
    snapshot: Option<OrderBook>,
}

#[derive(Debug)]
enum State {
    Syncing,
    Live,
    Stale(StaleReason),
}

#[derive(Debug, PartialEq)]
enum Request {
    /// Not needed, or the subscription is not established.
    None,
    Needed,
    Sent(u64),
}

impl<D> Default for BookSync<D> {
    fn default() -> Self {
        Self {
            state: State::Syncing,
            book: None,
            kept: VecDeque::new(),
            time: None,
            is_joined: false,
            crossed_since: None,
            request: Request::None,
            next_id: 0,
            attempts: Attempts::default(),
            verification: None,
        }
    }
}

impl<D: DepthDelta> BookSync<D> {
    /// Creates a book without a subscription.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the current state.
    #[must_use]
    pub fn state(&self) -> BookState<'_> {
        match (&self.state, &self.book) {
            (State::Live, Some(book)) => BookState::Live(book),
            (State::Stale(reason), _) => BookState::Stale(reason),
            _ => BookState::Syncing,
        }
    }

    /// Returns the book if it is live.
    #[must_use]
    pub fn live(&self) -> Option<&OrderBook> {
        match self.state() {
            BookState::Live(book) => Some(book),
            _ => None,
        }
    }

    /// Returns the book as of the last time it was live. Do not trade on it.
    #[must_use]
    pub fn last_known(&self) -> Option<&OrderBook> {
        self.book.as_ref()
    }

    /// Handles an established subscription: deltas follow.
    pub fn subscribed(&mut self) {
        self.kept.clear();
        self.time = None;
        self.request = Request::Needed;
    }

    /// Handles a gap of the subscription: the book is stale until [`subscribed`](Self::subscribed) is called.
    pub fn gap(&mut self, gap: Gap) {
        self.kept.clear();
        self.stale(StaleReason::Gap(gap));
        self.request = Request::None;
    }

    /// Handles the end of the subscription: the book stays stale.
    pub fn ended(&mut self, error: StreamError) {
        self.kept.clear();
        self.stale(StaleReason::Ended(error));
        self.request = Request::None;
    }

    /// Handles the next delta. Returns true if [`state`](Self::state) has changed.
    pub fn delta(&mut self, delta: D) -> bool {
        if matches!(self.state, State::Live) {
            return self.apply(delta);
        }
        self.keep(delta);
        false
    }

    /// Returns the snapshot request to send. `None` while one is in flight or none is needed.
    pub fn snapshot_request(&mut self, now: Instant) -> Option<SnapshotRequest> {
        if self.request != Request::Needed {
            return None;
        }
        let id = self.next_id;
        let wait = self.attempts.next_wait(now);
        self.next_id += 1;
        self.request = Request::Sent(id);
        Some(SnapshotRequest { id, wait })
    }

    /// Starts a comparison of a live book with another snapshot, and returns its request. `None` if the book is not live.
    ///
    /// All levels within the bounds of both are compared as of the snapshot's update id. A difference makes the book stale.
    pub fn verify(&mut self) -> Option<SnapshotRequest> {
        let book = self.live()?.clone();
        let id = self.next_id;
        self.next_id += 1;
        self.verification = Some(Verification {
            request: Some(id),
            book,
            deltas: VecDeque::new(),
            snapshot: None,
        });
        Some(SnapshotRequest {
            id,
            wait: Duration::ZERO,
        })
    }

    /// Returns true if the response to this request is still needed. It is not after a gap.
    #[must_use]
    pub fn awaits(&self, request: SnapshotRequest) -> bool {
        self.request == Request::Sent(request.id) || self.verifies(request)
    }

    /// Returns true if a request belongs to the comparison in progress.
    fn verifies(&self, request: SnapshotRequest) -> bool {
        let verification = self.verification.as_ref();
        verification.is_some_and(|verification| verification.request == Some(request.id))
    }

    /// Makes a crossed book stale. The caller decides by its own clock, since a market without deltas has no engine time.
    pub fn crossed(&mut self) -> bool {
        match self.crossed_since {
            Some(since) if self.live().is_some() => self.stale(StaleReason::Crossed { since }),
            _ => false,
        }
    }

    /// Handles the response to a request. Returns true if [`state`](Self::state) has changed.
    pub fn snapshot(
        &mut self,
        request: SnapshotRequest,
        response: Result<Snapshot, Arc<dyn Error + Send + Sync>>,
        now: Instant,
    ) -> bool {
        if self.verifies(request) {
            return self.compare_with(response.ok());
        }
        if self.request != Request::Sent(request.id) {
            return false;
        }
        self.request = Request::Needed;
        let snapshot = match response {
            Ok(snapshot) => snapshot,
            Err(error) => return self.stale(StaleReason::SnapshotFailed(error)),
        };
        let (id, time) = (snapshot.last_update_id, snapshot.time);
        while self
            .kept
            .front()
            .is_some_and(|delta| delta.last_update_id() <= id)
        {
            self.kept.pop_front();
        }
        if let Some(first) = self.kept.front().map(DepthDelta::first_update_id)
            && first > id.saturating_add(1)
        {
            let is_last = self.attempts.count() >= MAX_ATTEMPTS;
            return is_last
                && self.stale(StaleReason::SnapshotBehind {
                    snapshot: id,
                    first,
                });
        }
        match OrderBook::new(snapshot) {
            Ok(book) => self.book = Some(book),
            Err(invalid) => return self.stale(invalid.into()),
        }
        self.request = Request::None;
        self.state = State::Live;
        self.is_joined = false;
        let is_crossed = self.live().is_some_and(OrderBook::is_crossed);
        self.crossed_since = is_crossed.then_some(time);
        self.time = self.time.max(time.checked_add(CLOCK_SKEW).ok());
        self.attempts.set_live(now);
        for delta in std::mem::take(&mut self.kept) {
            self.delta(delta);
        }
        true
    }

    /// Makes the book stale, and requests a snapshot.
    fn stale(&mut self, reason: StaleReason) -> bool {
        self.state = State::Stale(reason);
        self.request = Request::Needed;
        self.verification = None;
        true
    }

    /// Handles the snapshot of a comparison.
    fn compare_with(&mut self, snapshot: Option<Snapshot>) -> bool {
        let snapshot = snapshot.and_then(|snapshot| OrderBook::new(snapshot).ok());
        if let Some(verification) = &mut self.verification {
            (verification.request, verification.snapshot) = (None, snapshot);
        }
        self.compare()
    }

    /// Compares if the book has reached the snapshot. Returns true if they differ.
    fn compare(&mut self) -> bool {
        let reached = self.live().map(OrderBook::update_id);
        // The book may never reach the snapshot.
        self.verification
            .take_if(|verification| verification.deltas.len() > MAX_KEPT);
        let Some(verification) = &mut self.verification else {
            return false;
        };
        let Some(snapshot) = &verification.snapshot else {
            if verification.request.is_none() {
                self.verification = None;
            }
            return false;
        };
        let id = snapshot.update_id();
        if reached.is_none_or(|reached| reached < id) {
            return false;
        }
        let book = &mut verification.book;
        for delta in verification
            .deltas
            .iter()
            .take_while(|delta| delta.last_update_id() <= id)
        {
            // The delta was applied to the live book before, so it is valid.
            let _ = book.apply(delta);
        }
        // A snapshot older than the comparison, or within a delta, cannot be compared.
        let differs = book.update_id() == id && book.differs_from(snapshot);
        self.verification = None;
        differs && self.stale(StaleReason::Mismatch { update_id: id })
    }

    /// Keeps a delta for the next snapshot. Deltas before a gap are dropped.
    fn keep(&mut self, delta: D) {
        if self.request == Request::None {
            return;
        }
        if let Some(latest) = self.kept.back() {
            let last = latest.last_update_id();
            if delta.last_update_id() <= last && !self.is_renumbered(last, &delta) {
                return;
            }
            if delta.first_update_id() != last.saturating_add(1) {
                self.kept.clear();
            }
        }
        if self.kept.len() >= MAX_KEPT {
            self.kept.pop_front();
        }
        self.time = Some(delta.engine_time());
        self.kept.push_back(delta);
    }

    /// Applies a delta to the live book. Returns true if the state has changed.
    fn apply(&mut self, delta: D) -> bool {
        let Some(book) = &mut self.book else {
            return false;
        };
        let (first, last, time) = (
            delta.first_update_id(),
            delta.last_update_id(),
            delta.engine_time(),
        );
        let at = book.update_id();
        let expected = at.saturating_add(1);
        let reason = if last <= at {
            if !self.is_renumbered(at, &delta) {
                return false;
            }
            StaleReason::Renumbered {
                last: at,
                got: last,
            }
        } else if first > expected {
            StaleReason::Skipped {
                expected,
                got: first,
            }
        } else if first < expected && self.is_joined {
            StaleReason::Overlapping { first, last: at }
        } else {
            if let Err(invalid) = book.apply(&delta) {
                return self.stale(invalid.into());
            }
            self.is_joined = true;
            self.time = Some(time);
            self.crossed_since = book
                .is_crossed()
                .then(|| self.crossed_since.unwrap_or(time));
            return match self.crossed_since {
                Some(since) if time.duration_since(since) > MAX_CROSSED => {
                    self.stale(StaleReason::Crossed { since })
                }
                _ => {
                    if let Some(verification) = &mut self.verification {
                        verification.deltas.push_back(delta);
                        self.compare();
                    }
                    true
                }
            };
        };
        self.stale(reason);
        self.keep(delta);
        true
    }

    /// Returns true if a delta has a lower id and a later time.
    fn is_renumbered(&self, last: u64, delta: &D) -> bool {
        delta.last_update_id() < last && self.time.is_some_and(|time| delta.engine_time() > time)
    }
}
