//! The queue between a connection and a consumer: raw frames, bounded in bytes, decoded by the consumer.
//!
//! The connection writes and never waits. Frames are copied into one buffer, so that a queued frame does not keep a
//! receive buffer allocated. A consumer of several streams has one queue with a slot for each stream: the order received
//! is kept, and each slot has its own bound.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::channel::Lag;
use crate::error::StreamError;
use crate::update::GapReason;

/// Cost of an entry in addition to the bytes of its frame.
const OVERHEAD: usize = 64;

/// Cost of dropped entries that may remain in the queue beyond the cost of the kept ones.
const SLACK: usize = 64 * 1024;

/// Queue of a consumer.
#[derive(Debug, Default)]
pub(crate) struct Inbox(Mutex<State>);

/// Item of the queue.
#[derive(Debug)]
pub(crate) enum Item {
    /// A frame; its bytes are in the caller's buffer.
    Frame,
    Gap(GapReason),
    Live(u64),
    /// End of a slot, with an error unless it was closed here.
    End(Option<StreamError>),
}

#[derive(Debug, Default)]
struct State {
    entries: VecDeque<Entry>,
    /// Frames of all entries, including dropped ones.
    bytes: VecDeque<u8>,
    slots: BTreeMap<u64, Slot>,
    next_slot: u64,
    /// Cost of all entries, and of the kept ones.
    cost: usize,
    kept: usize,
    waker: Option<Waker>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    slot: u64,
    stamp: u32,
    kind: QueuedKind,
}

/// Kind of an entry.
#[derive(Clone, Copy, Debug)]
enum QueuedKind {
    Frame { len: usize },
    Gap,
    Lag,
    Live(u64),
    End,
}

impl Entry {
    /// Returns the number of bytes of its frame.
    const fn len(&self) -> usize {
        match self.kind {
            QueuedKind::Frame { len } => len,
            QueuedKind::Gap | QueuedKind::Lag | QueuedKind::Live(_) | QueuedKind::End => 0,
        }
    }

    /// Returns the cost of the entry.
    const fn cost(&self) -> usize {
        OVERHEAD + self.len()
    }
}

/// Part of a queue that belongs to one stream.
#[derive(Debug)]
struct Slot {
    lag: Lag,
    /// Entries with another stamp are dropped: frames, and all others.
    frame_stamp: u32,
    stamp: u32,
    /// Kept entries: cost of all, cost and number of frames.
    cost: usize,
    frame_cost: usize,
    frames: u64,
    /// Reasons of the kept gaps, in order.
    gaps: VecDeque<GapReason>,
    /// Number of dropped events that the consumer has not read of.
    lost: u64,
    /// Connection of the last `Live` without a gap after it.
    live: Option<u64>,
    /// The end, once it is in the queue. No entry follows it.
    end: Option<Option<StreamError>>,
}

impl Slot {
    /// Creates an empty slot.
    const fn new(lag: Lag) -> Self {
        Self {
            lag,
            frame_stamp: 0,
            stamp: 0,
            cost: 0,
            frame_cost: 0,
            frames: 0,
            gaps: VecDeque::new(),
            lost: 0,
            live: None,
            end: None,
        }
    }

    /// Returns the current stamp of a kind of entry.
    const fn stamp_of(&self, kind: QueuedKind) -> u32 {
        match kind {
            QueuedKind::Frame { .. } => self.frame_stamp,
            QueuedKind::Gap | QueuedKind::Lag | QueuedKind::Live(_) | QueuedKind::End => self.stamp,
        }
    }
}

impl Inbox {
    /// Adds a slot.
    pub(crate) fn add(&self, lag: Lag) -> u64 {
        let mut state = self.lock();
        let slot = state.next_slot;
        state.next_slot += 1;
        state.slots.insert(slot, Slot::new(lag));
        slot
    }

    /// Removes a slot with its entries.
    pub(crate) fn remove(&self, slot: u64) {
        let mut state = self.lock();
        if let Some(removed) = state.slots.remove(&slot) {
            state.kept -= removed.cost;
            state.compact();
        }
    }

    /// Appends a frame, and drops older ones if the bound of the slot is exceeded.
    pub(crate) fn push_frame(&self, slot: u64, frame: &str) {
        self.write(slot, |state| {
            let len = frame.len();
            let target = state.slots.get_mut(&slot)?;
            match target.lag {
                Lag::Newest => state.drop_frames(slot),
                Lag::Gap(bound) => {
                    if target.cost.saturating_add(OVERHEAD + len) > bound {
                        state.overflow(slot)?;
                        let target = state.slots.get_mut(&slot)?;
                        if target.cost.saturating_add(OVERHEAD + len) > bound {
                            // The frame alone exceeds the bound.
                            target.lost += 1;
                            return state.overflow(slot);
                        }
                    }
                }
            }
            state.bytes.extend(frame.as_bytes());
            let target = state.push(slot, QueuedKind::Frame { len })?;
            target.frame_cost += OVERHEAD + len;
            target.frames += 1;
            Some(())
        });
    }

    /// Appends a gap.
    pub(crate) fn push_gap(&self, slot: u64, reason: GapReason) {
        self.write(slot, |state| {
            let target = state.slots.get_mut(&slot)?;
            target.live = None;
            if target.lag == Lag::Newest {
                state.drop_frames(slot);
            }
            let target = state.slots.get_mut(&slot)?;
            if target.frames == 0 && (target.lost > 0 || !target.gaps.is_empty()) {
                // No event is between this gap and an unread one, so the first stands for both.
                return state.overflow(slot);
            }
            let target = state.push(slot, QueuedKind::Gap)?;
            target.gaps.push_back(reason);
            Some(())
        });
    }

    /// Appends `Live`.
    pub(crate) fn push_live(&self, slot: u64, connection: u64) {
        self.write(slot, |state| {
            state.push(slot, QueuedKind::Live(connection))?.live = Some(connection);
            Some(())
        });
    }

    /// Appends the end of the stream.
    pub(crate) fn push_end(&self, slot: u64, error: Option<StreamError>) {
        self.write(slot, |state| {
            state.push(slot, QueuedKind::End)?.end = Some(error);
            Some(())
        });
    }

    /// Takes the next item with its slot. `None` if no slot is left.
    pub(crate) fn poll_next(
        &self,
        cx: &Context<'_>,
        frame: &mut Vec<u8>,
    ) -> Poll<Option<(u64, Item)>> {
        let mut state = self.lock();
        match state.pop(frame) {
            Some(item) => Poll::Ready(Some(item)),
            None if state.slots.is_empty() => Poll::Ready(None),
            None => {
                if !state
                    .waker
                    .as_ref()
                    .is_some_and(|waker| waker.will_wake(cx.waker()))
                {
                    state.waker = Some(cx.waker().clone());
                }
                Poll::Pending
            }
        }
    }

    /// Changes a slot that has not ended, and wakes the consumer.
    fn write(&self, slot: u64, write: impl FnOnce(&mut State) -> Option<()>) {
        let waker = {
            let mut state = self.lock();
            if state.slots.get(&slot).is_none_or(|slot| slot.end.is_some()) {
                return;
            }
            write(&mut state);
            state.compact();
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Locks the state.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Appends an entry, and returns its slot.
    fn push(&mut self, slot: u64, kind: QueuedKind) -> Option<&mut Slot> {
        let target = self.slots.get_mut(&slot)?;
        let stamp = target.stamp_of(kind);
        let entry = Entry { slot, stamp, kind };
        target.cost += entry.cost();
        self.kept += entry.cost();
        self.cost += entry.cost();
        self.entries.push_back(entry);
        Some(target)
    }

    /// Drops the frames of a slot.
    fn drop_frames(&mut self, slot: u64) {
        if let Some(target) = self.slots.get_mut(&slot) {
            self.kept -= target.frame_cost;
            target.cost -= target.frame_cost;
            target.frame_stamp = target.frame_stamp.wrapping_add(1);
            (target.frame_cost, target.frames) = (0, 0);
        }
    }

    /// Drops all entries of a slot, and appends the gap and the state of the subscription in their place.
    fn overflow(&mut self, slot: u64) -> Option<()> {
        let target = self.slots.get_mut(&slot)?;
        self.kept -= target.cost;
        target.lost += target.frames;
        target.frame_stamp = target.frame_stamp.wrapping_add(1);
        target.stamp = target.stamp.wrapping_add(1);
        (target.cost, target.frame_cost, target.frames) = (0, 0, 0);
        // With the events between them dropped, the first gap stands for all.
        target.gaps.truncate(1);
        let (has_gap, lost, live) = (!target.gaps.is_empty(), target.lost, target.live);
        if has_gap {
            self.push(slot, QueuedKind::Gap);
        }
        if lost > 0 {
            self.push(slot, QueuedKind::Lag);
        }
        if let Some(connection) = live {
            self.push(slot, QueuedKind::Live(connection));
        }
        Some(())
    }

    /// Removes dropped entries if they cost more than the kept ones.
    fn compact(&mut self) {
        if self.cost <= self.kept.saturating_mul(2).saturating_add(SLACK) {
            return;
        }
        let mut bytes = std::mem::take(&mut self.bytes);
        let Self { slots, entries, .. } = self;
        let mut kept_bytes = VecDeque::new();
        entries.retain(|entry| {
            let target = slots.get(&entry.slot);
            let is_kept = target.is_some_and(|slot| slot.stamp_of(entry.kind) == entry.stamp);
            let frame = bytes.drain(..entry.len().min(bytes.len()));
            if is_kept {
                kept_bytes.extend(frame);
            }
            is_kept
        });
        self.bytes = kept_bytes;
        self.cost = self.kept;
    }

    /// Takes the next kept entry.
    fn pop(&mut self, frame: &mut Vec<u8>) -> Option<(u64, Item)> {
        while let Some(entry) = self.entries.pop_front() {
            self.cost -= entry.cost();
            let len = entry.len().min(self.bytes.len());
            let target = self.slots.get_mut(&entry.slot);
            let kept = target.filter(|slot| slot.stamp_of(entry.kind) == entry.stamp);
            let Some(target) = kept else {
                self.bytes.drain(..len);
                continue;
            };
            target.cost -= entry.cost();
            self.kept -= entry.cost();
            let item = match entry.kind {
                QueuedKind::Frame { .. } => {
                    target.frame_cost -= entry.cost();
                    target.frames -= 1;
                    let (front, back) = self.bytes.as_slices();
                    let (front, _) = front.split_at(len.min(front.len()));
                    let (back, _) = back.split_at(len - front.len());
                    frame.clear();
                    frame.extend_from_slice(front);
                    frame.extend_from_slice(back);
                    self.bytes.drain(..len);
                    Item::Frame
                }
                QueuedKind::Gap => match target.gaps.pop_front() {
                    Some(reason) => Item::Gap(reason),
                    None => continue,
                },
                QueuedKind::Lag => Item::Gap(GapReason::Lagged {
                    events: std::mem::take(&mut target.lost),
                }),
                QueuedKind::Live(connection) => Item::Live(connection),
                QueuedKind::End => {
                    let error = target.end.take().flatten();
                    self.slots.remove(&entry.slot);
                    Item::End(error)
                }
            };
            return Some((entry.slot, item));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Counter(AtomicUsize);

    impl Wake for Counter {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Returns the next item: a frame as its text, others abbreviated.
    fn next(inbox: &Inbox) -> Option<(u64, String)> {
        let mut frame = Vec::new();
        match inbox.poll_next(&Context::from_waker(Waker::noop()), &mut frame) {
            Poll::Pending => None,
            Poll::Ready(None) => Some((u64::MAX, "none".to_owned())),
            Poll::Ready(Some((slot, item))) => Some((
                slot,
                match item {
                    Item::Frame => String::from_utf8(frame).unwrap(),
                    Item::Gap(GapReason::Lagged { events }) => format!("lag {events}"),
                    Item::Gap(GapReason::ClosedByExchange { code }) => format!("gap {code:?}"),
                    Item::Gap(reason) => format!("{reason}"),
                    Item::Live(connection) => format!("live {connection}"),
                    Item::End(error) => format!("end {error:?}"),
                },
            )),
        }
    }

    fn all(inbox: &Inbox) -> Vec<String> {
        std::iter::from_fn(|| next(inbox))
            .map(|(_, item)| item)
            .take(10_000)
            .collect()
    }

    fn closed(code: u16) -> GapReason {
        GapReason::ClosedByExchange { code: Some(code) }
    }

    fn size(inbox: &Inbox) -> (usize, usize) {
        let state = inbox.lock();
        (state.bytes.len(), state.entries.len())
    }

    #[test]
    fn keeps_the_order_received_over_all_streams() {
        let inbox = Inbox::default();
        let (a, b) = (inbox.add(Lag::Gap(10_000)), inbox.add(Lag::Gap(10_000)));
        inbox.push_live(a, 1);
        inbox.push_frame(a, "a1");
        inbox.push_frame(b, "b1");
        inbox.push_frame(a, "a2");
        inbox.push_gap(b, closed(1));
        let items: Vec<_> = std::iter::from_fn(|| next(&inbox)).collect();
        let expected = [
            (a, "live 1"),
            (a, "a1"),
            (b, "b1"),
            (a, "a2"),
            (b, "gap Some(1)"),
        ];
        assert_eq!(items, expected.map(|(slot, item)| (slot, item.to_owned())));
    }

    #[test]
    fn overflow_is_one_gap_with_the_count() {
        let inbox = Inbox::default();
        let slot = inbox.add(Lag::Gap(10 * (OVERHEAD + 4)));
        inbox.push_live(slot, 1);
        for number in 1000..1200 {
            inbox.push_frame(slot, &number.to_string());
        }
        let items = all(&inbox);
        let kept = items.len() as u64 - 2;
        assert_eq!(items[0], format!("lag {}", 200 - kept));
        assert_eq!(items[1], "live 1");
        assert_eq!(items[2], (1200 - kept).to_string());
        assert_eq!(items.last().unwrap(), "1199");
    }

    #[test]
    fn overflow_of_one_stream_leaves_the_others() {
        let inbox = Inbox::default();
        let slow = inbox.add(Lag::Gap(400));
        let other = inbox.add(Lag::Gap(400));
        inbox.push_frame(other, "kept");
        for _ in 0..100 {
            inbox.push_frame(slow, "x");
        }
        assert_eq!(next(&inbox), Some((other, "kept".to_owned())));
        assert!(next(&inbox).unwrap().1.starts_with("lag "));
    }

    #[test]
    fn gap_before_an_overflow_is_first() {
        let inbox = Inbox::default();
        let slot = inbox.add(Lag::Gap(500));
        inbox.push_live(slot, 1);
        inbox.push_frame(slot, "lost");
        inbox.push_gap(slot, closed(1));
        inbox.push_live(slot, 2);
        for _ in 0..7 {
            inbox.push_frame(slot, "x");
        }
        let items = all(&inbox);
        assert_eq!(items[..3], ["gap Some(1)", "lag 4", "live 2"]);
        assert_eq!(items.len(), 3 + 4);
    }

    #[test]
    fn unread_gaps_without_an_event_between_are_one() {
        for lag in [Lag::Gap(1_000), Lag::Newest] {
            let inbox = Inbox::default();
            let slot = inbox.add(lag);
            for code in 1..1000 {
                inbox.push_gap(slot, closed(code));
                inbox.push_live(slot, code.into());
                if lag == Lag::Newest {
                    inbox.push_frame(slot, "x");
                }
            }
            inbox.push_gap(slot, closed(1000));
            assert_eq!(all(&inbox), ["gap Some(1)"]);
            inbox.push_gap(slot, closed(7));
            assert_eq!(all(&inbox), ["gap Some(7)"]);
        }
    }

    #[test]
    fn newest_keeps_the_newest_alone() {
        let inbox = Inbox::default();
        let slot = inbox.add(Lag::Newest);
        let other = inbox.add(Lag::Gap(1_000));
        inbox.push_live(slot, 1);
        inbox.push_frame(slot, "1");
        inbox.push_frame(other, "other");
        inbox.push_frame(slot, "2");
        inbox.push_frame(slot, "3");
        assert_eq!(all(&inbox), ["live 1", "other", "3"]);
        inbox.push_frame(slot, "4");
        assert_eq!(all(&inbox), ["4"]);
    }

    #[test]
    fn memory_is_bounded_whatever_is_dropped() {
        let frame = "x".repeat(200);
        let inbox = Inbox::default();
        let bound = 100_000;
        let slots = [inbox.add(Lag::Gap(bound)), inbox.add(Lag::Newest)];
        for number in 0..50_000 {
            inbox.push_frame(slots[number % 2], &frame);
            let (bytes, entries) = size(&inbox);
            assert!(bytes + entries * OVERHEAD <= 2 * bound + SLACK + 1_000);
        }
        inbox.remove(slots[0]);
        inbox.remove(slots[1]);
        assert!(size(&inbox).0 <= SLACK);
        assert_eq!(next(&inbox), Some((u64::MAX, "none".to_owned())));
    }

    #[test]
    fn frame_larger_than_the_bound_is_lost_alone() {
        let inbox = Inbox::default();
        let slot = inbox.add(Lag::Gap(300));
        inbox.push_live(slot, 1);
        inbox.push_frame(slot, &"x".repeat(500));
        inbox.push_frame(slot, "y");
        assert_eq!(all(&inbox), ["lag 1", "live 1", "y"]);
    }

    #[test]
    fn nothing_follows_the_end() {
        let inbox = Inbox::default();
        let slot = inbox.add(Lag::Gap(1_000));
        inbox.push_frame(slot, "1");
        inbox.push_end(slot, Some(StreamError::Closed));
        inbox.push_frame(slot, "2");
        inbox.push_end(slot, None);
        let items: Vec<_> = (0..4)
            .filter_map(|_| next(&inbox))
            .map(|(_, item)| item)
            .collect();
        assert_eq!(items, ["1", "end Some(Closed)", "none", "none"]);
    }

    #[test]
    fn wakes_a_waiting_consumer_once() {
        let inbox = Inbox::default();
        let slot = inbox.add(Lag::Gap(1_000));
        let counter = Arc::new(Counter::default());
        let waker = Waker::from(Arc::clone(&counter));
        let mut frame = Vec::new();
        let is_pending = |frame: &mut Vec<u8>| {
            inbox
                .poll_next(&Context::from_waker(&waker), frame)
                .is_pending()
        };
        assert!(is_pending(&mut frame));
        assert!(is_pending(&mut frame));
        inbox.push_frame(slot, "1");
        inbox.push_frame(slot, "2");
        assert_eq!(counter.0.load(Ordering::Relaxed), 1);
        assert!(!is_pending(&mut frame));
    }

    /// Costs and stamps stay consistent over any use.
    #[test]
    fn accounts_are_exact_over_seeded_schedules() {
        for seed in 0..200 {
            let mut random = fastrand::Rng::with_seed(seed);
            let inbox = Inbox::default();
            let mut slots = Vec::new();
            for _ in 0..2_000 {
                match random.u8(..) {
                    0..3 => slots.push(inbox.add(if random.bool() {
                        Lag::Newest
                    } else {
                        Lag::Gap(random.usize(0..4_000))
                    })),
                    3..5 if !slots.is_empty() => {
                        inbox.remove(slots.swap_remove(random.usize(..slots.len())));
                    }
                    5..120 => drop(next(&inbox)),
                    kind => {
                        let Some(&slot) = random.choice(&slots) else {
                            continue;
                        };
                        match kind {
                            120..130 => inbox.push_gap(slot, closed(1)),
                            130..140 => inbox.push_live(slot, 1),
                            140..141 => inbox.push_end(slot, None),
                            _ => inbox.push_frame(slot, &"x".repeat(random.usize(..300))),
                        }
                    }
                }
                let state = inbox.lock();
                let cost: usize = state.entries.iter().map(Entry::cost).sum();
                let bytes: usize = state.entries.iter().map(Entry::len).sum();
                let is_kept = |entry: &&Entry| {
                    let slot = state.slots.get(&entry.slot);
                    slot.is_some_and(|slot| slot.stamp_of(entry.kind) == entry.stamp)
                };
                let kept: usize = state.entries.iter().filter(is_kept).map(Entry::cost).sum();
                assert_eq!(
                    (state.cost, state.bytes.len(), state.kept),
                    (cost, bytes, kept)
                );
            }
        }
    }
}
