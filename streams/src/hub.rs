//! The connections of all streams of a client, and the registration of consumers with them.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    pub(crate) open: Arc<OpenStreams>,
}

impl Hub {
    /// Returns all connections.
    pub(crate) fn lanes(&self) -> impl Iterator<Item = &Arc<Lane>> {
        self.public.iter().chain([&self.private])
    }

    /// Registers a queue for a stream, and keeps the stream open.
    pub(crate) fn subscribe<T>(
        &self,
        channel: &Channel<T>,
        inbox: &Arc<Inbox>,
    ) -> Result<Registration, StreamError> {
        let mut registration = self.register(channel, inbox)?;
        registration.opened = Some(OpenStreams::add(&self.open, &channel.name));
        Ok(registration)
    }

    /// Registers a queue for a stream that is open; `None` if it is not.
    pub(crate) fn join<T>(
        &self,
        channel: &Channel<T>,
        inbox: &Arc<Inbox>,
    ) -> Option<Result<Registration, StreamError>> {
        let is_open = self.open.contains(&channel.name);
        is_open.then(|| self.register(channel, inbox))
    }

    /// Registers a queue for a stream.
    fn register<T>(
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
            opened: None,
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

/// Numbers of consumers that keep each stream open.
#[derive(Default)]
pub(crate) struct OpenStreams(Mutex<BTreeMap<Arc<str>, usize>>);

impl OpenStreams {
    /// Counts a consumer until the returned value is dropped.
    fn add(streams: &Arc<Self>, name: &Arc<str>) -> Opened {
        *streams.lock().entry(Arc::clone(name)).or_default() += 1;
        Opened {
            streams: Arc::clone(streams),
            name: Arc::clone(name),
        }
    }

    /// Returns true if a consumer keeps the stream open.
    fn contains(&self, name: &str) -> bool {
        self.lock().contains_key(name)
    }

    /// Locks the counts.
    fn lock(&self) -> MutexGuard<'_, BTreeMap<Arc<str>, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a stream among the open ones.
struct Opened {
    streams: Arc<OpenStreams>,
    name: Arc<str>,
}

impl Drop for Opened {
    fn drop(&mut self) {
        let mut streams = self.streams.lock();
        if let Some(count) = streams.get_mut(&self.name) {
            *count -= 1;
            if *count == 0 {
                streams.remove(&self.name);
            }
        }
    }
}

/// Registration of a queue for a stream. Dropping it unsubscribes, unless the stream is open elsewhere.
pub(crate) struct Registration {
    lane: Arc<Lane>,
    stream: Arc<str>,
    inbox: Arc<Inbox>,
    slot: u64,
    /// `None` for a consumer that joined an open stream.
    opened: Option<Opened>,
}

impl Registration {
    /// Returns the slot of the queue.
    pub(crate) const fn slot(&self) -> u64 {
        self.slot
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        self.opened = None;
        self.inbox.remove(self.slot);
        // Fails only for new subscriptions.
        let _ = self.lane.call(Command::Unsubscribe {
            stream: Arc::clone(&self.stream),
            inbox: Arc::clone(&self.inbox),
            slot: self.slot,
        });
    }
}
