//! Many streams in one queue.

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::channel::Channel;
use crate::error::StreamError;
use crate::hub::{Hub, Registration};
use crate::inbox::{Inbox, Item};
use crate::reader::Reader;
use crate::update::Update;

/// Item of a [`Feed`]: the name of a stream, and its update or error.
pub type FeedItem<E> = (Arc<str>, Result<Update<E>, StreamError>);

/// Many streams in one queue, in the order received. Each stream has the bound of its channel's [`Lag`](crate::Lag).
///
/// Each event is converted into `E`, an enum of the events.
pub struct Feed<E> {
    hub: Arc<Hub>,
    inbox: Arc<Inbox>,
    slots: BTreeMap<u64, Slot<E>>,
    /// Slot whose reader may have updates ready.
    current: Option<u64>,
    frame: Vec<u8>,
}

struct Slot<E> {
    registration: Registration,
    name: Arc<str>,
    reader: Box<dyn Read<E>>,
}

/// Reader of any type of event.
trait Read<E>: Send {
    /// Handles an item of the queue, as [`Reader::accept`].
    fn accept(&mut self, item: Item, frame: &[u8]) -> Result<(), Option<StreamError>>;
    /// Returns the next update that is ready.
    fn next(&mut self) -> Option<Update<E>>;
}

impl<T: Into<E> + Send, E> Read<E> for Reader<T> {
    fn accept(&mut self, item: Item, frame: &[u8]) -> Result<(), Option<StreamError>> {
        self.accept(item, frame)
    }

    fn next(&mut self) -> Option<Update<E>> {
        Some(match self.next()? {
            Update::Event(event) => Update::Event(event.into()),
            Update::Live(live) => Update::Live(live),
            Update::Gap(gap) => Update::Gap(gap),
        })
    }
}

impl<E> Feed<E> {
    /// Creates an empty feed.
    pub(crate) fn new(hub: Arc<Hub>) -> Self {
        Self {
            hub,
            inbox: Arc::default(),
            slots: BTreeMap::new(),
            current: None,
            frame: Vec::new(),
        }
    }

    /// Adds a stream. Has no effect on a stream that is already in the feed.
    ///
    /// # Errors
    ///
    /// As [`Streams::open`](crate::Streams::open).
    pub fn add<T>(&mut self, channel: Channel<T>) -> Result<(), StreamError>
    where
        T: Into<E> + Send + 'static,
    {
        if self.slots.values().any(|slot| slot.name == channel.name) {
            return Ok(());
        }
        let registration = self.hub.subscribe(&channel, &self.inbox)?;
        let slot = Slot {
            name: Arc::clone(&channel.name),
            reader: Box::new(Reader::new(channel)),
            registration,
        };
        self.slots.insert(slot.registration.slot(), slot);
        Ok(())
    }

    /// Removes a stream with its queued updates.
    pub fn remove<T>(&mut self, channel: &Channel<T>) {
        self.slots.retain(|_, slot| slot.name != channel.name);
    }

    /// Returns the next update and the name of its stream, or `None` if the feed has no stream.
    ///
    /// An error is the last item of its stream and removes it from the feed. Cancel-safe: no update is lost if the future
    /// is dropped before it is ready.
    pub async fn next(&mut self) -> Option<FeedItem<E>> {
        poll_fn(|cx| self.poll_update(cx)).await
    }

    /// Returns the next update of any stream.
    fn poll_update(&mut self, cx: &mut Context<'_>) -> Poll<Option<FeedItem<E>>> {
        loop {
            if let Some(slot) = self.current.and_then(|slot| self.slots.get_mut(&slot))
                && let Some(update) = slot.reader.next()
            {
                return Poll::Ready(Some((Arc::clone(&slot.name), Ok(update))));
            }
            self.current = None;
            let (place, item) = match self.inbox.poll_next(cx, &mut self.frame) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Ready(Some(item)) => item,
            };
            let Some(slot) = self.slots.get_mut(&place) else {
                continue;
            };
            match slot.reader.accept(item, &self.frame) {
                Ok(()) => self.current = Some(place),
                Err(error) => {
                    let slot = self.slots.remove(&place);
                    if let (Some(slot), Some(error)) = (slot, error) {
                        return Poll::Ready(Some((slot.name, Err(error))));
                    }
                }
            }
        }
    }
}

impl<E> Stream for Feed<E> {
    type Item = FeedItem<E>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_update(cx)
    }
}

impl<E> fmt::Debug for Feed<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.slots.values().map(|slot| &slot.name);
        f.debug_struct("Feed")
            .field("streams", &names.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
