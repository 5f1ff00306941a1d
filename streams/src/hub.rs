//! The connections of all streams of a client, and the registration of consumers with them.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;

use tokio::sync::Semaphore;

use crate::channel::Channel;
use crate::driver::Lane;
use crate::error::StreamError;
use crate::inbox::Inbox;
use crate::session::{Command, Sink};

/// Connections of a client, and the permits of its snapshot requests.
pub(crate) struct Hub {
    pub(crate) public: Vec<Arc<Lane>>,
    pub(crate) private: Arc<Lane>,
    pub(crate) is_signed: bool,
    /// Error that every stream is opened with.
    pub(crate) unavailable: Option<StreamError>,
    pub(crate) snapshots: Arc<Semaphore>,
}

impl Hub {
    pub(crate) fn lanes(&self) -> impl Iterator<Item = &Arc<Lane>> {
        self.public.iter().chain([&self.private])
    }

    /// Registers a queue for a stream.
    pub(crate) fn subscribe<T>(
        &self,
        channel: &Channel<T>,
        inbox: &Arc<Inbox>,
    ) -> Result<Registration, StreamError> {
        if let Some(error) = &self.unavailable {
            return Err(error.clone());
        }
        channel.check()?;
        if channel.is_private && !self.is_signed {
            return Err(StreamError::NoCredentials {
                stream: Arc::clone(&channel.name),
            });
        }
        let lane = if channel.is_private {
            &self.private
        } else {
            self.public(&channel.name)
        };
        let slot = inbox.add(channel.lag);
        let registration = Registration {
            lane: Arc::clone(lane),
            stream: Arc::clone(&channel.name),
            inbox: Arc::clone(inbox),
            slot,
        };
        lane.call(Command::Subscribe {
            stream: Arc::clone(&channel.name),
            max_silence: channel.max_silence,
            sink: Sink::new(Arc::clone(inbox), slot),
        })?;
        Ok(registration)
    }

    /// Returns the connection of a public stream, which depends on its name alone.
    fn public(&self, name: &str) -> &Arc<Lane> {
        let lanes = &self.public;
        let hash = BuildHasherDefault::<DefaultHasher>::new().hash_one(name);
        let place = hash.checked_rem(lanes.len() as u64).unwrap_or(0);
        let place = usize::try_from(place).unwrap_or(0);
        lanes.get(place).unwrap_or(&self.private)
    }
}

/// Registration of a queue for a stream. Dropping it unsubscribes, unless the stream is open elsewhere.
pub(crate) struct Registration {
    lane: Arc<Lane>,
    stream: Arc<str>,
    inbox: Arc<Inbox>,
    slot: u64,
}

impl Registration {
    pub(crate) const fn slot(&self) -> u64 {
        self.slot
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.inbox.remove(self.slot);
        // Fails only for new subscriptions.
        let _ = self.lane.call(Command::Unsubscribe {
            stream: Arc::clone(&self.stream),
            inbox: Arc::clone(&self.inbox),
            slot: self.slot,
        });
    }
}
