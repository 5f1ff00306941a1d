//! An order book that is kept in sync by a stream and REST.

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::book::{BookState, BookSync, DepthDelta, OrderBook, Snapshot, SnapshotRequest};
use crate::channel::Channel;
use crate::error::StreamError;
use crate::rest::{self, RestRequest, erase};
use crate::streams::Streams;
use crate::subscription::Subscription;
use crate::update::Update;

type Source = Arc<dyn Fn() -> RestRequest<Snapshot> + Send + Sync>;

/// Order book of a market, kept in sync by its depth stream and by snapshots from REST.
///
/// A gap makes only this book stale. It is synchronised again automatically, with a growing backoff, and with at most four
/// concurrent snapshot requests over all books of a [`Streams`].
pub struct BookStream<T> {
    subscription: Subscription<T>,
    sync: BookSync<T>,
    source: Source,
    permits: Arc<Semaphore>,
    pending: Option<(SnapshotRequest, RestRequest<Snapshot>)>,
    /// Interval of the comparisons with REST, and time of the next one.
    verify_every: Option<Duration>,
    verify_at: Option<Instant>,
    /// Time since which the book is crossed.
    crossed_since: Option<Instant>,
    timer: Pin<Box<Sleep>>,
}

/// Longest time for which a live book may be crossed.
const MAX_CROSSED: Duration = Duration::from_secs(1);

/// Resolution of timers.
const TICK: Duration = Duration::from_millis(1);

impl Streams {
    /// Opens the order book of a market, from its depth stream and a function that requests a snapshot from REST.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn book<T, F, R, E>(
        &self,
        channel: Channel<T>,
        snapshot: F,
    ) -> Result<BookStream<T>, StreamError>
    where
        T: DepthDelta,
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<Snapshot, E>> + Send + 'static,
        E: Error + Send + Sync + 'static,
    {
        let source = move || -> RestRequest<Snapshot> {
            let snapshot = snapshot();
            Box::pin(async move { erase(snapshot.await) })
        };
        Ok(BookStream {
            subscription: self.open(channel).await?,
            sync: BookSync::new(),
            source: Arc::new(source),
            permits: Arc::clone(self.snapshots()),
            pending: None,
            verify_every: None,
            verify_at: None,
            crossed_since: None,
            timer: Box::pin(sleep_until(Instant::now())),
        })
    }
}

impl<T: DepthDelta> BookStream<T> {
    /// Enables comparisons of the live book with REST at this interval, from 1 s to a day.
    ///
    /// A difference makes the book stale with [`StaleReason::Mismatch`](crate::StaleReason::Mismatch).
    #[must_use]
    pub fn verify_every(mut self, interval: Duration) -> Self {
        let (shortest, longest) = (Duration::from_secs(1), Duration::from_secs(86_400));
        self.verify_every = Some(interval.clamp(shortest, longest));
        self
    }

    /// Waits for the next change, and returns the new state.
    ///
    /// Cancel-safe: no update is lost if the future is dropped before it is ready.
    ///
    /// # Errors
    ///
    /// The error that ends the depth stream, and [`StreamError::Closed`] after its end.
    pub async fn changed(&mut self) -> Result<BookState<'_>, StreamError> {
        poll_fn(|cx| self.poll_changed(cx)).await?;
        Ok(self.sync.state())
    }

    /// Returns the state as of the last [`changed`](Self::changed).
    #[must_use]
    pub fn state(&self) -> BookState<'_> {
        self.sync.state()
    }

    /// Returns the book if it is live.
    #[must_use]
    pub fn live(&self) -> Option<&OrderBook> {
        self.sync.live()
    }

    /// Returns the book as of the last time it was live. Do not trade on it.
    #[must_use]
    pub fn last_known(&self) -> Option<&OrderBook> {
        self.sync.last_known()
    }

    /// Returns `Ready` after the next change, and the error that ends the stream.
    fn poll_changed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), StreamError>> {
        loop {
            if self.watch() {
                return Poll::Ready(Ok(()));
            }
            self.request();
            if let Some((request, response)) = &mut self.pending
                && let Poll::Ready(response) = response.as_mut().poll(cx)
            {
                let request = *request;
                self.pending = None;
                let now = Instant::now().into_std();
                if self.sync.snapshot(request, response, now) {
                    return Poll::Ready(Ok(()));
                }
                continue;
            }
            let update = match self.subscription.poll_update(cx) {
                Poll::Pending => {
                    ready!(self.poll_timer(cx));
                    continue;
                }
                Poll::Ready(Some(Ok(update))) => update,
                Poll::Ready(end) => {
                    let error = end.and_then(Result::err).unwrap_or(StreamError::Closed);
                    self.sync.ended(error.clone());
                    return Poll::Ready(Err(error));
                }
            };
            match update {
                Update::Event(delta) => {
                    if self.sync.delta(delta) {
                        return Poll::Ready(Ok(()));
                    }
                }
                Update::Live(_) => self.sync.subscribed(),
                Update::Gap(gap) => {
                    self.sync.gap(gap);
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }

    /// Checks for a book that stays crossed. Returns true if it became stale.
    fn watch(&mut self) -> bool {
        let live = self.sync.live();
        let is_crossed = live.is_some_and(OrderBook::is_crossed);
        if live.is_none() {
            self.verify_at = None;
        } else if let (None, Some(interval)) = (self.verify_at, self.verify_every) {
            self.verify_at = Some(Instant::now() + interval);
        }
        if !is_crossed {
            self.crossed_since = None;
            return false;
        }
        let since = *self.crossed_since.get_or_insert_with(Instant::now);
        if since.elapsed() <= MAX_CROSSED {
            return false;
        }
        self.crossed_since = None;
        self.sync.crossed()
    }

    /// Waits until the next check.
    fn poll_timer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let crossed = self.crossed_since.map(|since| since + MAX_CROSSED + TICK);
        let verify_at = self.verify_at.filter(|_| self.pending.is_none());
        let Some(at) = [crossed, verify_at].into_iter().flatten().min() else {
            return Poll::Pending;
        };
        if self.timer.deadline() != at {
            self.timer.as_mut().reset(at);
        }
        self.timer.as_mut().poll(cx)
    }

    /// Starts the snapshot request that is needed, and cancels one that no longer is.
    fn request(&mut self) {
        self.pending
            .take_if(|(request, _)| !self.sync.awaits(*request));
        let now = Instant::now();
        let request = match self.sync.snapshot_request(now.into_std()) {
            None if self.pending.is_none() && self.verify_at.is_some_and(|at| now >= at) => {
                self.verify_at = None;
                self.sync.verify()
            }
            request => request,
        };
        let Some(request) = request else { return };
        let source = Arc::clone(&self.source);
        let response = rest::request(&self.permits, request.wait, move || source());
        self.pending = Some((request, response));
    }
}

impl<T> fmt::Debug for BookStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BookStream")
            .field("subscription", &self.subscription)
            .finish_non_exhaustive()
    }
}
