//! The reservations that this process holds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use backpack_runtime::{MemoryStore, RateLimit, Reservation};
use tokio::time::Instant;

use crate::script::Permit;

/// A reserved permit, in Redis or in memory.
#[derive(Clone)]
pub(crate) enum ReservedPermit {
    Shared(Permit),
    Local {
        store: Arc<MemoryStore>,
        class: RateLimit,
        token: u128,
    },
}

impl ReservedPermit {
    /// Creates the reservation in the store in memory from its parts.
    pub(crate) const fn local_reservation(class: RateLimit, token: u128) -> Reservation {
        Reservation::new(class, Duration::ZERO, token)
    }
}

/// A reservation.
#[derive(Clone)]
pub(crate) struct Held {
    /// The requested class.
    pub(crate) class: RateLimit,
    pub(crate) permit: ReservedPermit,
    usable: Option<Instant>,
}

/// Reservations by number. The token of one has its number in the lower half, and in the upper half the time of Redis's
/// clock at which it can be used; 0 for one in memory. The use of one is not reported, so it is dropped one period later.
#[derive(Default)]
pub(crate) struct Outstanding {
    next: u64,
    held: BTreeMap<u64, Held>,
}

impl Outstanding {
    /// Adds a reservation and returns its token.
    pub(crate) fn insert(
        &mut self,
        class: RateLimit,
        permit: ReservedPermit,
        wait: Duration,
        period: Duration,
    ) -> u128 {
        let now = Instant::now();
        while let Some(first) = self.held.first_entry()
            && first
                .get()
                .usable
                .and_then(|at| at.checked_add(period))
                .is_some_and(|end| end < now)
        {
            first.remove();
        }
        let number = self.next;
        self.next = self.next.wrapping_add(1);
        let usable_in_redis = match &permit {
            ReservedPermit::Shared(permit) => permit.usable,
            ReservedPermit::Local { .. } => 0,
        };
        let usable = now.checked_add(wait);
        self.held.insert(
            number,
            Held {
                class,
                permit,
                usable,
            },
        );
        (u128::from(usable_in_redis) << 64) | u128::from(number)
    }

    /// Returns a reservation, unless it has expired.
    pub(crate) fn get(&self, token: u128) -> Option<Held> {
        self.held.get(&number(token)).cloned()
    }

    /// Replaces the permit of a reservation.
    pub(crate) fn replace(&mut self, token: u128, permit: ReservedPermit, wait: Duration) {
        if let Some(held) = self.held.get_mut(&number(token)) {
            held.permit = permit;
            held.usable = Instant::now().checked_add(wait);
        }
    }

    /// Removes a reservation.
    pub(crate) fn remove(&mut self, token: u128) -> Option<Held> {
        self.held.remove(&number(token))
    }
}

/// Returns the number of a reservation, which is in the lower half of its token.
fn number(token: u128) -> u64 {
    u64::try_from(token & u128::from(u64::MAX)).unwrap_or(u64::MAX)
}
