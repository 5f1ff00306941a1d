//! The body of an answer on its way: all at once, in pieces, or in part.

use std::num::NonZeroUsize;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How a body is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Pace {
    Whole,
    /// Half of it, and then the end of the connection.
    Half,
    /// In pieces of this size, with a pause before each but the first.
    Pieces(NonZeroUsize, Duration),
}

pub(crate) struct ReplyBody {
    /// What is still to be sent.
    rest: Bytes,
    /// The length that is announced, less what was sent.
    announced: u64,
    then: Then,
}

enum Then {
    /// The rest follows at once.
    Follow,
    /// The rest follows, and after it the connection is cut. `flushed` once what was sent before has had its chance
    /// to go out.
    Cut { flushed: bool },
    Pieces {
        size: NonZeroUsize,
        pause: Duration,
        waiting: Option<Pin<Box<Sleep>>>,
    },
}

/// What ends a connection in the middle of a body.
#[derive(Debug, thiserror::Error)]
#[error("the body is cut off on purpose")]
pub(crate) struct CutOff;

impl ReplyBody {
    pub(crate) fn new(mut body: Bytes, pace: Pace) -> Self {
        let mut announced = length(&body);
        let then = match pace {
            Pace::Whole => Then::Follow,
            Pace::Half => {
                // Of an empty body a byte is missing, too.
                announced = announced.max(1);
                body.truncate(body.len() / 2);
                Then::Cut { flushed: false }
            }
            Pace::Pieces(size, pause) => Then::Pieces {
                size,
                pause,
                waiting: None,
            },
        };
        Self {
            rest: body,
            announced,
            then,
        }
    }

    fn send(&mut self, size: usize) -> Frame<Bytes> {
        let piece = self.rest.split_to(size.min(self.rest.len()));
        self.announced = self.announced.saturating_sub(length(&piece));
        Frame::data(piece)
    }
}

fn length(bytes: &Bytes) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = CutOff;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, CutOff>>> {
        let this = self.get_mut();
        let size = match &mut this.then {
            Then::Follow => this.rest.len(),
            Then::Cut { flushed } if this.rest.is_empty() => {
                if *flushed {
                    return Poll::Ready(Some(Err(CutOff)));
                }
                // An error throws away what waits to be written, so it comes one turn later.
                *flushed = true;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Then::Cut { .. } => this.rest.len(),
            Then::Pieces {
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
