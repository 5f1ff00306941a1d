//! The clock of a sandbox, and its offset.

use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use backpack_signing::{Clock, Timestamp};

/// The offset of a sandbox's clock. See [`Sandbox::skew_clock`](crate::Sandbox::skew_clock).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ClockSkew {
    /// No offset.
    #[default]
    None,
    /// The sandbox is ahead of the client.
    Ahead(Duration),
    /// The sandbox is behind the client.
    Behind(Duration),
}

pub(crate) struct SkewedClock {
    clock: Box<dyn Clock>,
    skew: RwLock<ClockSkew>,
}

impl SkewedClock {
    pub(crate) fn new(clock: Box<dyn Clock>) -> Self {
        Self {
            clock,
            skew: RwLock::default(),
        }
    }

    pub(crate) fn set(&self, skew: ClockSkew) {
        *self.skew.write().unwrap_or_else(PoisonError::into_inner) = skew;
    }

    pub(crate) fn skew(&self) -> ClockSkew {
        *self.skew.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn now(&self) -> Timestamp {
        let now = self.clock.now();
        match self.skew() {
            ClockSkew::None => now,
            ClockSkew::Ahead(by) => now.saturating_add(by),
            ClockSkew::Behind(by) => now.saturating_sub(by),
        }
    }
}
