//! A numbered stream whose gaps are filled from REST, such as the trades of a market.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use jiff::Timestamp;
use tokio::sync::Semaphore;

use crate::channel::Channel;
use crate::error::StreamError;
use crate::rest::{self, CLOCK_SKEW, RestError, RestRequest, erase};
use crate::streams::Streams;
use crate::subscription::Subscription;
use crate::update::{Gap, GapReason, Live, Update};

/// Requests for a range before its missing rows are reported as a gap.
const MAX_ATTEMPTS: u32 = 4;

/// Item of a [`Backfill`]. Events and rows are in the order of their numbers, each number once.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Filled<T, R> {
    /// The subscription is established. Rows that were missed follow.
    Live(Live),
    /// An event of the stream.
    Event(T),
    /// A row of REST in place of an event that was lost.
    Backfilled(R),
    /// Events were lost, and REST did not return all of them.
    Gap(Gap),
}

/// Numbers that are missing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MissingRange {
    /// First missing number.
    pub first: u64,
    /// Number after the last missing one. `None` if the range is open: all rows from `first` on.
    pub before: Option<u64>,
}

impl MissingRange {
    /// Returns true if the number is in the range.
    #[must_use]
    pub fn contains(&self, number: u64) -> bool {
        number >= self.first && self.before.is_none_or(|before| number < before)
    }
}

/// Row of REST with its number and time.
#[derive(Clone, Debug)]
pub struct FilledRow<R> {
    /// Number in the numbering of the stream.
    pub number: u64,
    /// Time of the row.
    pub time: Timestamp,
    /// The row.
    pub row: R,
}

type Source<R> = Arc<dyn Fn(MissingRange) -> RestRequest<Vec<FilledRow<R>>> + Send + Sync>;

/// A numbered stream whose gaps are filled from REST.
///
/// While rows are requested, events wait in the queue of the subscription. Rows that REST returns late are requested four
/// times. If rows are still missing, a [`Filled::Gap`] is in their place.
///
/// A gap before the first event cannot be filled, since its start has no number, and neither can a restarted numbering.
pub struct Backfill<T, R> {
    subscription: Subscription<T>,
    source: Source<R>,
    permits: Arc<Semaphore>,
    /// Number and time of the last event or row.
    last: Option<(u64, Timestamp)>,
    /// Gap after `last` that is not known to be filled.
    open_gap: Option<Gap>,
    /// Event after the gap.
    held: Option<Numbered<T>>,
    pending: Option<(MissingRange, RestRequest<Vec<FilledRow<R>>>)>,
    attempts: u32,
    ready: VecDeque<Filled<T, R>>,
    /// Error that follows the last gap.
    error: Option<StreamError>,
}

struct Numbered<T> {
    number: u64,
    time: Timestamp,
    event: T,
}

impl Streams {
    /// Opens a stream with numbers and times, and fills its gaps with a function that requests rows from REST.
    ///
    /// The function may return rows outside of the range, and rows in any order.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn backfill<T, B, F, Q, E>(
        &self,
        channel: Channel<T>,
        request: F,
    ) -> Result<Backfill<T, B>, StreamError>
    where
        F: Fn(MissingRange) -> Q + Send + Sync + 'static,
        Q: Future<Output = Result<Vec<FilledRow<B>>, E>> + Send + 'static,
        B: 'static,
        E: Error + Send + Sync + 'static,
    {
        let source = move |range| -> RestRequest<Vec<FilledRow<B>>> {
            let rows = request(range);
            Box::pin(async move { erase(rows.await) })
        };
        Ok(Backfill {
            subscription: self.open(channel).await?,
            source: Arc::new(source),
            permits: Arc::clone(self.snapshots()),
            last: None,
            open_gap: None,
            held: None,
            pending: None,
            attempts: 0,
            ready: VecDeque::new(),
            error: None,
        })
    }
}

impl<T, R: 'static> Backfill<T, R> {
    /// Returns the next item, or `None` after the end. An error is the last item.
    ///
    /// Cancel-safe: no item is lost if the future is dropped before it is ready.
    pub async fn next(&mut self) -> Option<Result<Filled<T, R>, StreamError>> {
        poll_fn(|cx| self.poll_item(cx)).await
    }

    /// Returns the next item that is ready, or polls the request and the subscription.
    fn poll_item(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Filled<T, R>, StreamError>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if let Some((range, pending)) = &mut self.pending {
                let range = *range;
                let rows = ready!(pending.as_mut().poll(cx));
                self.pending = None;
                self.fill(range, rows);
                continue;
            }
            match ready!(self.subscription.poll_update(cx)) {
                Some(Ok(Update::Event(event))) => self.event(event),
                Some(Ok(Update::Live(live))) => {
                    self.ready.push_back(Filled::Live(live));
                    if let (Some(_), Some((last, _))) = (&self.open_gap, self.last) {
                        self.request(last, None);
                    }
                }
                Some(Ok(Update::Gap(gap))) => self.gap(gap),
                end => {
                    let end = end.and_then(Result::err);
                    if let Some(gap) = self.open_gap.take() {
                        // The subscription has ended, and returns `None` from now on.
                        self.error = end;
                        return Poll::Ready(Some(Ok(Filled::Gap(gap))));
                    }
                    return Poll::Ready(end.or_else(|| self.error.take()).map(Err));
                }
            }
        }
    }

    /// Handles a gap of the subscription.
    fn gap(&mut self, gap: Gap) {
        if self.last.is_none() || matches!(gap.reason, GapReason::Renumbered { .. }) {
            (self.last, self.open_gap) = (None, None);
            self.ready.push_back(Filled::Gap(gap));
        } else {
            self.open_gap.get_or_insert(gap);
        }
    }

    /// Handles an event: delivers it, drops it as a duplicate, or requests the rows before it.
    fn event(&mut self, event: T) {
        let channel = self.subscription.channel();
        let (Some(sequence), Some(time)) = (channel.sequence, channel.event_time) else {
            // Without numbers and times, nothing is known to be missing.
            if let Some(gap) = self.open_gap.take() {
                self.ready.push_back(Filled::Gap(gap));
            }
            self.ready.push_back(Filled::Event(event));
            return;
        };
        let (number, time) = (sequence(&event).0, time(&event));
        let event = Numbered {
            number,
            time,
            event,
        };
        match self.last {
            Some((last, _)) if number == last.saturating_add(1) => {
                self.open_gap = None;
                self.deliver(event);
            }
            Some((last, at)) if number <= last => {
                if number < last && time.duration_since(at) > CLOCK_SKEW {
                    let reason = GapReason::Renumbered { last, got: number };
                    let gap = self.gap_of(at, reason);
                    self.open_gap = None;
                    self.ready.push_back(Filled::Gap(gap));
                    self.deliver(event);
                }
            }
            Some((last, at)) => {
                let reason = GapReason::Skipped {
                    expected: last.saturating_add(1),
                    got: number,
                };
                let gap = self.gap_of(at, reason);
                self.open_gap.get_or_insert(gap);
                self.held = Some(event);
                self.request(last, Some(number));
            }
            None => self.deliver(event),
        }
    }

    /// Creates a gap of this stream.
    fn gap_of(&self, since: Timestamp, reason: GapReason) -> Gap {
        Gap {
            since: Some(since),
            reason,
            reconcile: self.subscription.channel().reconcile,
        }
    }

    /// Appends an event to the items that are ready.
    fn deliver(&mut self, event: Numbered<T>) {
        self.last = Some((event.number, event.time));
        self.ready.push_back(Filled::Event(event.event));
    }

    /// Requests the rows after `last`.
    fn request(&mut self, last: u64, before: Option<u64>) {
        let range = MissingRange {
            first: last.saturating_add(1),
            before,
        };
        let wait = rest::wait_before(self.attempts);
        self.attempts = self.attempts.saturating_add(1);
        let source = Arc::clone(&self.source);
        let response = rest::request(&self.permits, wait, move || source(range));
        self.pending = Some((range, response));
    }

    /// Handles the rows of a range.
    fn fill(&mut self, range: MissingRange, rows: Result<Vec<FilledRow<R>>, RestError>) {
        let has_failed = rows.is_err();
        let mut rows = rows.unwrap_or_default();
        rows.retain(|row| range.contains(row.number));
        rows.sort_by_key(|row| row.number);
        rows.dedup_by_key(|row| row.number);
        let numbers = rows.iter().map(|row| row.number);
        let is_contiguous = numbers.zip(range.first..).all(|(got, next)| got == next);
        let end = rows
            .last()
            .map_or(range.first, |row| row.number.saturating_add(1));
        let is_complete =
            !has_failed && is_contiguous && range.before.is_none_or(|before| before == end);
        if !is_complete
            && self.attempts < MAX_ATTEMPTS
            && let Some((last, _)) = self.last
        {
            return self.request(last, range.before);
        }
        self.attempts = 0;
        for FilledRow { number, time, row } in rows {
            self.skip_to(number);
            self.last = Some((number, time));
            self.ready.push_back(Filled::Backfilled(row));
        }
        if let Some(event) = self.held.take() {
            self.skip_to(event.number);
            self.open_gap = None;
            self.deliver(event);
        }
    }

    /// Reports the numbers between the last one and `number`.
    fn skip_to(&mut self, number: u64) {
        if let Some((last, at)) = self.last
            && number > last.saturating_add(1)
        {
            let reason = GapReason::Skipped {
                expected: last.saturating_add(1),
                got: number,
            };
            let gap = self.gap_of(at, reason);
            self.ready.push_back(Filled::Gap(gap));
        }
    }
}

impl<T, R: 'static> Stream for Backfill<T, R> {
    type Item = Result<Filled<T, R>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(cx)
    }
}

// Events and rows are never pinned.
impl<T, R> Unpin for Backfill<T, R> {}

impl<T, R> fmt::Debug for Backfill<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Backfill")
            .field("subscription", &self.subscription)
            .finish_non_exhaustive()
    }
}
