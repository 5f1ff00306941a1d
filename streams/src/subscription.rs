//! A subscription to one stream.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::FusedStream;

use crate::channel::Channel;
use crate::error::StreamError;
use crate::hub::{Hub, Registration};
use crate::inbox::Inbox;
use crate::reader::Reader;
use crate::update::Update;

/// A subscription to a stream. Dropping it unsubscribes, unless the stream is open elsewhere.
///
/// It yields [`Update`]s. An error is the last item, followed by `None`. `None` without an error is the end after
/// [`Streams::close`](crate::Streams::close).
pub struct Subscription<T> {
    /// `None` once it has ended.
    registration: Option<Registration>,
    inbox: Arc<Inbox>,
    reader: Reader<T>,
    frame: Vec<u8>,
}

impl<T> Subscription<T> {
    /// Opens a stream.
    pub(crate) fn open(hub: &Hub, channel: Channel<T>) -> Result<Self, StreamError> {
        let inbox = Arc::new(Inbox::default());
        let registration = hub.subscribe(&channel, &inbox)?;
        Ok(Self::new(registration, inbox, channel))
    }

    /// Opens a stream that is open already. `None` if it is not.
    pub(crate) fn join(hub: &Hub, channel: Channel<T>) -> Option<Result<Self, StreamError>> {
        let inbox = Arc::new(Inbox::default());
        let registration = hub.join(&channel, &inbox)?;
        Some(registration.map(|registration| Self::new(registration, inbox, channel)))
    }

    /// Creates the subscription of a registered queue.
    const fn new(registration: Registration, inbox: Arc<Inbox>, channel: Channel<T>) -> Self {
        Self {
            registration: Some(registration),
            inbox,
            reader: Reader::new(channel),
            frame: Vec::new(),
        }
    }

    /// Returns the next update, or `None` after the end.
    ///
    /// Cancel-safe: no update is lost if the future is dropped before it is ready.
    pub async fn next(&mut self) -> Option<Result<Update<T>, StreamError>> {
        poll_fn(|cx| self.poll_update(cx)).await
    }

    /// Returns the description of the stream.
    #[must_use]
    pub const fn channel(&self) -> &Channel<T> {
        self.reader.channel()
    }

    /// Returns the frame of the last event as received, including fields that its type does not model.
    #[must_use]
    pub fn frame(&self) -> &str {
        std::str::from_utf8(&self.frame).unwrap_or_default()
    }

    /// Returns the next update.
    pub(crate) fn poll_update(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Update<T>, StreamError>>> {
        loop {
            if let Some(update) = self.reader.next() {
                return Poll::Ready(Some(Ok(update)));
            }
            if self.registration.is_none() {
                return Poll::Ready(None);
            }
            let item = match self.inbox.poll_next(cx, &mut self.frame) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(item) => item,
            };
            let end = match item {
                Some((_, item)) => self.reader.accept(item, &self.frame),
                None => Err(None),
            };
            if let Err(error) = end {
                self.registration = None;
                return Poll::Ready(error.map(Err));
            }
        }
    }
}

impl<T> Stream for Subscription<T> {
    type Item = Result<Update<T>, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_update(cx)
    }
}

impl<T> FusedStream for Subscription<T> {
    fn is_terminated(&self) -> bool {
        self.registration.is_none()
    }
}

// Events are never pinned.
impl<T> Unpin for Subscription<T> {}

impl<T> fmt::Debug for Subscription<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("channel", self.channel())
            .field("has_ended", &self.registration.is_none())
            .finish_non_exhaustive()
    }
}
