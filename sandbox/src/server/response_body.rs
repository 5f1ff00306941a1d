//! The body of a response as it is sent: whole, in chunks, or truncated.

use std::num::NonZeroUsize;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// The way in which a body is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    Whole,
    /// Half of it, then the connection is closed.
    Half,
    /// In chunks of this size, with a pause before each but the first.
    Chunks(NonZeroUsize, Duration),
}

pub(crate) struct ResponseBody {
    /// The bytes that are not sent yet.
    rest: Bytes,
    /// The announced length, minus the bytes sent.
    announced: u64,
    mode: Mode,
}

enum Mode {
    Whole,
    /// The connection is closed after the rest. `flushed` is set once the bytes before could be written.
    Truncated {
        flushed: bool,
    },
    Chunks {
        size: NonZeroUsize,
        pause: Duration,
        waiting: Option<Pin<Box<Sleep>>>,
    },
}

/// The error that closes a connection in the middle of a body.
#[derive(Debug, thiserror::Error)]
#[error("the body is truncated by an injected fault")]
pub(crate) struct Truncated;

impl ResponseBody {
    pub(crate) fn new(mut body: Bytes, pace: Pace) -> Self {
        let mut announced = length(&body);
        let mode = match pace {
            Pace::Whole => Mode::Whole,
            Pace::Half => {
                // An empty body is truncated by one byte.
                announced = announced.max(1);
                body.truncate(body.len() / 2);
                Mode::Truncated { flushed: false }
            }
            Pace::Chunks(size, pause) => Mode::Chunks {
                size,
                pause,
                waiting: None,
            },
        };
        Self {
            rest: body,
            announced,
            mode,
        }
    }

    fn send(&mut self, size: usize) -> Frame<Bytes> {
        let chunk = self.rest.split_to(size.min(self.rest.len()));
        self.announced = self.announced.saturating_sub(length(&chunk));
        Frame::data(chunk)
    }
}

fn length(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = Truncated;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Truncated>>> {
        let this = self.get_mut();
        let size = match &mut this.mode {
            Mode::Whole => this.rest.len(),
            Mode::Truncated { flushed } if this.rest.is_empty() => {
                if *flushed {
                    return Poll::Ready(Some(Err(Truncated)));
                }
                // An error discards the bytes that wait to be written, so it is returned one poll later.
                *flushed = true;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Mode::Truncated { .. } => this.rest.len(),
            Mode::Chunks {
                size,
                pause,
                waiting,
            } => {
                if let Some(sleep) = waiting {
                    ready!(sleep.as_mut().poll(cx));
                }
                *waiting = Some(Box::pin(sleep(*pause)));
                size.get()
            }
        };
        if this.rest.is_empty() {
            return Poll::Ready(None);
        }
        Poll::Ready(Some(Ok(this.send(size))))
    }

    fn is_end_stream(&self) -> bool {
        self.announced == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
