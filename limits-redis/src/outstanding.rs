//! The reservations that this process holds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use backpack_runtime::{MemoryStore, RateLimit, Reservation};
use tokio::time::Instant;

use crate::script::Permit;

/// The place that counts a reserved permit.
#[derive(Clone)]
pub(crate) enum Place {
    Shared(Permit),
    Local {
        store: Arc<MemoryStore>,
        class: RateLimit,
        token: u128,
    },
}

impl Place {
    /// The reservation in the store in memory, from its parts.
    pub(crate) const fn local_reservation(class: RateLimit, token: u128) -> Reservation {
        Reservation::new(class, Duration::ZERO, token)
    }
}

/// A reservation.
#[derive(Clone)]
pub(crate) struct Held {
    /// The requested class.
    pub(crate) class: RateLimit,
    pub(crate) place: Place,
    usable: Option<Instant>,
}

/// Reservations by number. The token of one has its number in the lower half, and in the upper half the time of Redis's clock
/// at which it can be used; 0 for one in memory. One that was used is not reported, so it is forgotten one period later.
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
        place: Place,
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
        let usable_in_redis = match &place {
            Place::Shared(permit) => permit.usable,
            Place::Local { .. } => 0,
        };
        let usable = now.checked_add(wait);
        self.held.insert(
            number,
            Held {
                class,
                place,
                usable,
            },
        );
        (u128::from(usable_in_redis) << 64) | u128::from(number)
    }

    pub(crate) fn get(&self, token: u128) -> Option<Held> {
        self.held.get(&number(token)).cloned()
    }

    /// Moves a reservation.
    pub(crate) fn replace(&mut self, token: u128, place: Place, wait: Duration) {
        if let Some(held) = self.held.get_mut(&number(token)) {
            held.place = place;
            held.usable = Instant::now().checked_add(wait);
        }
    }

    pub(crate) fn remove(&mut self, token: u128) -> Option<Held> {
        self.held.remove(&number(token))
    }
}

/// The number of a reservation, in the lower half of its token.
fn number(token: u128) -> u64 {
    u64::try_from(token & u128::from(u64::MAX)).unwrap_or(u64::MAX)
}
