//! The store of rate limit permits in memory.

use std::future::ready;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_core::future::BoxFuture;
use tokio::time::Instant;

use crate::limit_policy::{self, MAX_HOLD, PERIOD};
use crate::limit_store::{RateLimitStore, RateLimitStoreError, Reservation, ReserveError};
use crate::operation::RateLimit;

/// The store in memory, which clients use by default. A store that is remote can use one while its server is
/// unavailable.
///
/// ```
/// use std::time::Duration;
/// use backpack_runtime::{MemoryStore, RateLimit, RateLimitStore as _};
///
/// // A quarter of the published limits.
/// let store = MemoryStore::per_period(500, 7, Duration::from_secs(60));
/// assert_eq!(store.budget(RateLimit::Historical), Some(1));
/// assert_eq!(store.exhausted().budget(RateLimit::Historical), Some(0));
/// ```
pub struct MemoryStore {
    start: Instant,
    limits: Mutex<Limits>,
}

struct Limits {
    account: Limit,
    historical: Limit,
}

/// One published limit.
struct Limit {
    general: Bucket,
    /// The permits that only cancels use; `None` for a limit that is too low to be divided.
    cancels: Option<Bucket>,
    pause: Pause,
}

/// Permits by the generic cell rate algorithm: one is due every period, and a burst of them can be acquired before they
/// are due. Times are in nanoseconds of a clock that stands still during a hold.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    period: u64,
    /// The time by which a permit can be acquired before it is due.
    tolerance: u64,
    /// The time at which the next permit is due.
    due: u64,
}

/// The holds of a limit, in nanoseconds from the start.
#[derive(Clone, Copy, Debug, Default)]
struct Pause {
    from: u64,
    until: u64,
    /// The length of earlier holds.
    earlier: u64,
}

impl MemoryStore {
    /// Limits in requests a minute, as [`per_period`](Self::per_period).
    pub(crate) fn per_minute(account: u32, historical: u32) -> Self {
        Self::per_period(account, historical, PERIOD)
    }

    /// Limits in requests in any `period`: for the account, of which a tenth is kept for cancels, and for historical
    /// market data. 0 is read as 1.
    #[must_use]
    pub fn per_period(account: u32, historical: u32, period: Duration) -> Self {
        let cancels = limit_policy::cancel_lane(account);
        Self::new(
            Limit {
                general: Bucket::new(account - cancels, period),
                cancels: (cancels > 0).then(|| Bucket::new(cancels, period)),
                pause: Pause::default(),
            },
            Limit::of(Bucket::new(historical, period)),
        )
    }

    /// Takes the permits that can be used at once. A store that continues another one begins without them, so that the
    /// two together stay within the limits.
    #[must_use]
    pub fn exhausted(self) -> Self {
        {
            let (mut limits, now) = self.lock();
            let Limits {
                account,
                historical,
            } = &mut *limits;
            for limit in [account, historical] {
                let time = limit.pause.time(now);
                limit.general.exhaust(time);
                if let Some(cancels) = &mut limit.cancels {
                    cancels.exhaust(time);
                }
            }
        }
        self
    }

    /// Creates a store without limits; holds apply.
    pub(crate) fn unlimited() -> Self {
        Self::new(Limit::of(Bucket::UNLIMITED), Limit::of(Bucket::UNLIMITED))
    }

    fn new(account: Limit, historical: Limit) -> Self {
        Self {
            start: Instant::now(),
            limits: Mutex::new(Limits {
                account,
                historical,
            }),
        }
    }

    /// Returns the limits, and the time in nanoseconds from the start.
    fn lock(&self) -> (MutexGuard<'_, Limits>, u64) {
        let limits = self.limits.lock().unwrap_or_else(PoisonError::into_inner);
        (limits, nanos(self.start.elapsed()))
    }

    fn reserve_now(
        &self,
        class: RateLimit,
        longest: Duration,
    ) -> Result<Reservation, ReserveError> {
        let (mut limits, now) = self.lock();
        let limit = limits.of(class);
        let (time, held) = (limit.pause.time(now), limit.pause.left(now));
        // A cancel uses the earlier permit of its own and the general ones.
        let uses_lane = class == RateLimit::Cancel
            && limit
                .cancels
                .is_some_and(|lane| lane.slot(time) <= limit.general.slot(time));
        let class = match class {
            RateLimit::Cancel if !uses_lane => RateLimit::Account,
            class => class,
        };
        let bucket = limit.bucket(class);
        let slot = bucket.slot(time);
        let wait = Duration::from_nanos((slot - time).saturating_add(held));
        if wait > longest {
            return Err(ReserveError::TooLate { wait });
        }
        let due = bucket.take(time);
        let token = (u128::from(slot) << 64) | u128::from(due);
        Ok(Reservation::new(class, wait, token))
    }
}

impl RateLimitStore for MemoryStore {
    fn reserve(
        &self,
        class: RateLimit,
        longest: Duration,
    ) -> BoxFuture<'_, Result<Reservation, ReserveError>> {
        Box::pin(ready(self.reserve_now(class, longest)))
    }

    fn remaining<'a>(
        &'a self,
        reservation: &'a Reservation,
    ) -> BoxFuture<'a, Result<Duration, RateLimitStoreError>> {
        let (mut limits, now) = self.lock();
        let pause = limits.of(reservation.class()).pause;
        let (slot, _) = parts(reservation);
        let wait = slot.saturating_sub(pause.time(now));
        let wait = Duration::from_nanos(wait.saturating_add(pause.left(now)));
        Box::pin(ready(Ok(wait)))
    }

    fn hold(
        &self,
        class: RateLimit,
        wait: Duration,
    ) -> BoxFuture<'_, Result<(), RateLimitStoreError>> {
        let (mut limits, now) = self.lock();
        let wait = nanos(wait.min(MAX_HOLD));
        limits.of(class).pause.extend(now, wait);
        Box::pin(ready(Ok(())))
    }

    fn budget(&self, class: RateLimit) -> Option<u32> {
        let (mut limits, now) = self.lock();
        let limit = limits.of(class);
        if limit.pause.left(now) > 0 {
            return Some(0);
        }
        let time = limit.pause.time(now);
        let general = limit.general.permits(time)?;
        match (class, &limit.cancels) {
            (RateLimit::Cancel, Some(lane)) => Some(general.saturating_add(lane.permits(time)?)),
            _ => Some(general),
        }
    }

    fn release(&self, reservation: Reservation) {
        let (mut limits, now) = self.lock();
        let limit = limits.of(reservation.class());
        let time = limit.pause.time(now);
        let (_, due) = parts(&reservation);
        limit.bucket(reservation.class()).give_back(due, time);
    }
}

/// Returns the time at which a reservation can be used, and the time at which its permit was due.
fn parts(reservation: &Reservation) -> (u64, u64) {
    let low = u64::try_from(reservation.token() & u128::from(u64::MAX)).unwrap_or(u64::MAX);
    let high = u64::try_from(reservation.token() >> 64).unwrap_or(u64::MAX);
    (high, low)
}

impl Limits {
    fn of(&mut self, class: RateLimit) -> &mut Limit {
        match class {
            RateLimit::Account | RateLimit::Cancel => &mut self.account,
            RateLimit::Historical => &mut self.historical,
        }
    }
}

impl Limit {
    fn of(general: Bucket) -> Self {
        Self {
            general,
            cancels: None,
            pause: Pause::default(),
        }
    }

    fn bucket(&mut self, class: RateLimit) -> &mut Bucket {
        match (class, &mut self.cancels) {
            (RateLimit::Cancel, Some(cancels)) => cancels,
            _ => &mut self.general,
        }
    }
}

impl Bucket {
    const UNLIMITED: Self = Self {
        period: 0,
        tolerance: 0,
        due: 0,
    };

    fn new(calls: u32, period: Duration) -> Self {
        let calls = calls.max(1);
        let burst = limit_policy::burst(calls);
        let spread = calls.saturating_sub(burst).max(1);
        let period = nanos(period / spread).max(1);
        Self {
            period,
            tolerance: period.saturating_mul(u64::from(burst - 1)),
            due: 0,
        }
    }

    /// Returns the time at which the next permit can be used.
    fn slot(&self, now: u64) -> u64 {
        self.due.saturating_sub(self.tolerance).max(now)
    }

    /// Returns the number of permits that can be used now; `None` without a limit.
    fn permits(&self, now: u64) -> Option<u32> {
        let early = self.due.saturating_sub(now);
        let permits = match self.tolerance.checked_sub(early) {
            Some(left) => left.checked_div(self.period)?.saturating_add(1),
            None => 0,
        };
        Some(u32::try_from(permits).unwrap_or(u32::MAX))
    }

    /// Takes the next permit, and returns the time at which it is due.
    fn take(&mut self, now: u64) -> u64 {
        let due = self.due.max(now);
        self.due = due.saturating_add(self.period);
        due
    }

    /// Takes the permits that can be used now; the next one can be used after a period.
    fn exhaust(&mut self, now: u64) {
        let due = now.saturating_add(self.tolerance);
        self.due = self.due.max(due.saturating_add(self.period));
    }

    /// Takes back a permit that was due at `due`. One whose time has passed is lost: the bucket may have been full
    /// since.
    fn give_back(&mut self, due: u64, now: u64) {
        if now <= due {
            self.due = self.due.saturating_sub(self.period);
        }
    }
}

impl Pause {
    /// Returns the time of the clock that stands still during holds.
    fn time(&self, now: u64) -> u64 {
        let held = now.min(self.until).saturating_sub(self.from);
        now.saturating_sub(self.earlier).saturating_sub(held)
    }

    /// Returns the time until the end of the hold.
    fn left(&self, now: u64) -> u64 {
        self.until.saturating_sub(now)
    }

    fn extend(&mut self, now: u64, wait: u64) {
        if now >= self.until {
            self.earlier += self.until - self.from;
            self.from = now;
            self.until = now;
        }
        self.until = self.until.max(now.saturating_add(wait));
    }
}

/// Returns the duration in nanoseconds, at most `u64::MAX` (584 years).
fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use governor::clock::{Clock as _, FakeRelativeClock};
    use governor::{Quota, RateLimiter};

    use super::*;

    const NO_WAIT: Duration = Duration::ZERO;
    const LONG: Duration = Duration::from_secs(3_600);

    /// Takes a permit at `now`; an error is the wait.
    fn acquire(bucket: &mut Bucket, now: u64) -> Result<(), u64> {
        match bucket.slot(now) - now {
            0 => {
                bucket.take(now);
                Ok(())
            }
            wait => Err(wait),
        }
    }

    /// Returns the highest number of `times`, which are in order, in any 60 seconds.
    fn most_in_a_minute(times: &[u64]) -> usize {
        let in_minute = |(first, from): (usize, &u64)| {
            times.partition_point(|at| *at < from + 60_000_000_000) - first
        };
        let counts = times.iter().enumerate().map(in_minute);
        counts.max().unwrap_or_default()
    }

    /// A caller that never stops asking gets at most the limit in any 60 seconds, and at least nine tenths of it.
    #[test]
    fn no_minute_exceeds_the_limit() {
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let mut bucket = Bucket::new(calls, PERIOD);
            let mut times = Vec::new();
            for tick in 0..(180_000 / 5) {
                let now = tick * 5_000_000_u64;
                while acquire(&mut bucket, now).is_ok() {
                    times.push(now);
                }
            }
            let most = most_in_a_minute(&times);
            // A single call a minute is permitted at both ends of a minute.
            assert!(most <= calls.max(2) as usize, "{calls}: {most}");
            assert!(most + 1 >= calls as usize * 9 / 10, "{calls}: {most}");
        }
    }

    /// The governor crate takes the same decision at each time, to the nanosecond.
    #[test]
    fn decides_as_governor_does() {
        let mut random = fastrand::Rng::with_seed(7);
        for calls in [1_u32, 2, 5, 30, 100, 2_000] {
            let mut bucket = Bucket::new(calls, PERIOD);
            let burst = u32::try_from(bucket.tolerance / bucket.period).unwrap() + 1;
            let quota = Quota::with_period(Duration::from_nanos(bucket.period))
                .unwrap()
                .allow_burst(NonZeroU32::new(burst).unwrap());
            let clock = FakeRelativeClock::default();
            let governor = RateLimiter::direct_with_clock(quota, clock.clone());
            let (mut now, mut granted, mut rejected) = (0, 0_u32, 0_u32);
            for _ in 0..20_000 {
                // Idle times, so that the burst is restored.
                let longest = bucket.period * if random.u8(..) == 0 { 100 } else { 1 };
                let step = random.u64(..longest);
                now += step;
                clock.advance(Duration::from_nanos(step));
                let other = governor
                    .check()
                    .map_err(|early| nanos(early.wait_time_from(clock.now())));
                let own = acquire(&mut bucket, now);
                assert_eq!(own, other, "{calls} a minute, at {now}");
                *(if own.is_ok() {
                    &mut granted
                } else {
                    &mut rejected
                }) += 1;
            }
            assert!(granted > 1_000 && rejected > 1_000, "{granted} {rejected}");
        }
    }

    /// Reservations that are dropped at random neither exceed the limit nor lose their permits: later calls use them.
    #[test]
    fn dropped_reservations_are_used_by_later_calls() {
        const WAITING: usize = 8;
        for seed in 0..40 {
            let mut random = fastrand::Rng::with_seed(seed);
            let calls = [30, 100, 600, 2_000][random.usize(..4)];
            let mut bucket = Bucket::new(calls, PERIOD);
            // The times at which reservations can be used and are due, in order.
            let mut queue = std::collections::VecDeque::new();
            let mut sent = Vec::new();
            for tick in 0..18_000 {
                let now = tick * 10_000_000_u64;
                while queue.len() < WAITING {
                    let slot = bucket.slot(now);
                    assert!(queue.back().is_none_or(|(last, _)| *last <= slot));
                    queue.push_back((slot, bucket.take(now)));
                }
                // One in three.
                if random.u32(..18_000) < calls {
                    let (_, due) = queue.remove(random.usize(..WAITING)).unwrap();
                    bucket.give_back(due, now);
                }
                while queue.front().is_some_and(|(slot, _)| *slot <= now) {
                    queue.pop_front();
                    sent.push(now);
                }
            }
            let most = most_in_a_minute(&sent);
            assert!(most <= calls as usize + 1, "{seed}: {most} of {calls}");
            let spread = (calls - calls / 5) as usize;
            let sent = sent.len();
            assert!(
                sent + WAITING + 2 >= spread * 3,
                "{seed}: {sent} of {calls}"
            );
        }
    }

    /// Permits are granted in the order of the reservations; one that is too late takes none; one that is released is
    /// given to the next call.
    #[tokio::test(start_paused = true)]
    async fn reserves_in_order_and_gives_back() {
        let store = MemoryStore::per_minute(9, 1);
        let reserve = |longest| store.reserve_now(RateLimit::Account, longest);
        assert_eq!(reserve(NO_WAIT).unwrap().wait(), NO_WAIT);
        let period = reserve(LONG).unwrap();
        let second = reserve(LONG).unwrap();
        let third = reserve(LONG).unwrap();
        assert!(period.wait() > Duration::from_secs(7));
        assert_eq!(second.wait(), period.wait() * 2);
        assert_eq!(third.wait(), period.wait() * 3);
        let late = reserve(third.wait()).unwrap_err();
        let ReserveError::TooLate { wait } = late else {
            panic!("{late}")
        };
        assert_eq!(wait, period.wait() * 4);
        store.release(second);
        let again = reserve(LONG).unwrap();
        assert_eq!(again.wait(), third.wait());
        let (class, token) = (again.class(), again.token());
        assert_eq!(Reservation::new(class, third.wait(), token), again);
    }

    /// Reads cannot use the permits of cancels; a cancel uses those of reads where they are earlier. Historical market
    /// data has a limit of its own.
    #[tokio::test(start_paused = true)]
    async fn cancels_have_a_lane() {
        let store = MemoryStore::per_minute(100, 5);
        let at_once = |class| store.reserve_now(class, NO_WAIT).is_ok();
        let mut reads = 0;
        while at_once(RateLimit::Account) {
            reads += 1;
        }
        assert_eq!(reads, 18);
        assert!(at_once(RateLimit::Cancel) && at_once(RateLimit::Cancel));
        assert!(!at_once(RateLimit::Cancel));
        assert!(at_once(RateLimit::Historical));
        assert!(!at_once(RateLimit::Historical));
        // Reads wait for an hour, and cancels for a few seconds.
        for _ in 0..4_000 {
            store.reserve_now(RateLimit::Account, LONG).unwrap();
        }
        let wait = store.reserve_now(RateLimit::Cancel, LONG).unwrap().wait();
        assert!(wait < Duration::from_secs(10), "{wait:?}");

        let idle = MemoryStore::per_minute(100, 5);
        let mut cancels = 0;
        while idle.reserve_now(RateLimit::Cancel, NO_WAIT).is_ok() {
            cancels += 1;
        }
        assert_eq!(cancels, 20);
    }

    /// A hold postpones new and waiting reservations of its limit, keeps their distances, and ends.
    #[tokio::test(start_paused = true)]
    async fn hold_postpones_reservations() {
        let store = MemoryStore::per_minute(100, 5);
        while store.reserve_now(RateLimit::Account, NO_WAIT).is_ok() {}
        let waiting = store.reserve_now(RateLimit::Account, LONG).unwrap();
        let next = store.reserve_now(RateLimit::Account, LONG).unwrap();
        let hold = Duration::from_secs(20);
        store.hold(RateLimit::Cancel, hold).await.unwrap();
        store
            .hold(RateLimit::Account, Duration::from_secs(1))
            .await
            .unwrap();
        tokio::time::advance(waiting.wait()).await;
        let left = store.remaining(&waiting).await.unwrap();
        assert_eq!(left, hold);
        let cancel = store.reserve_now(RateLimit::Cancel, LONG).unwrap();
        assert_eq!(cancel.wait(), hold - waiting.wait());
        assert!(store.reserve_now(RateLimit::Historical, NO_WAIT).is_ok());
        tokio::time::advance(left).await;
        assert_eq!(store.remaining(&waiting).await.unwrap(), NO_WAIT);
        let distance = next.wait() - waiting.wait();
        assert_eq!(store.remaining(&next).await.unwrap(), distance);

        // A second hold begins where the first has ended; a very long one is shortened.
        store.hold(RateLimit::Account, Duration::MAX).await.unwrap();
        let left = store.remaining(&next).await.unwrap();
        assert_eq!(left, MAX_HOLD + distance);
        let unlimited = MemoryStore::unlimited();
        unlimited.hold(RateLimit::Account, hold).await.unwrap();
        let held = unlimited.reserve_now(RateLimit::Account, LONG).unwrap();
        assert_eq!(held.wait(), hold);
        tokio::time::advance(hold).await;
        assert!(unlimited.reserve_now(RateLimit::Account, NO_WAIT).is_ok());
    }

    /// An exhausted store grants its first permit after the interval of permits, and later ones at its rate.
    #[tokio::test(start_paused = true)]
    async fn exhausted_store_begins_without_a_burst() {
        let store = MemoryStore::per_period(9, 1, Duration::from_secs(6)).exhausted();
        for class in [RateLimit::Account, RateLimit::Historical, RateLimit::Cancel] {
            assert_eq!(store.budget(class), Some(0), "{class:?}");
        }
        let interval = Duration::from_millis(750);
        for permit in 1..20 {
            let wait = store.reserve_now(RateLimit::Account, LONG).unwrap().wait();
            assert_eq!(wait, interval * permit);
        }
    }

    /// The budget is the number of permits that are acquired before the first wait; cancels have their lane beside it.
    #[tokio::test(start_paused = true)]
    async fn budget_counts_permits_without_wait() {
        for class in [RateLimit::Account, RateLimit::Historical, RateLimit::Cancel] {
            let store = MemoryStore::per_minute(2_000, 30);
            let budget = store.budget(class).unwrap();
            let taken = (0..).take_while(|_| store.reserve_now(class, NO_WAIT).is_ok());
            assert_eq!(taken.count(), budget as usize, "{class:?}");
            assert_eq!(store.budget(class), Some(0), "{class:?}");
        }
        let store = MemoryStore::per_minute(2_000, 30);
        store.hold(RateLimit::Account, LONG).await.unwrap();
        assert_eq!(store.budget(RateLimit::Cancel), Some(0));
        assert_eq!(store.budget(RateLimit::Historical), Some(6));
        assert_eq!(MemoryStore::unlimited().budget(RateLimit::Account), None);
    }
}
