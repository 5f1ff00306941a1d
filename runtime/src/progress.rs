//! The progress of an attempt: from here it is known that a request was not sent, whatever ended its attempt.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// The progress of an attempt. Clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<AtomicU8>);

/// A stage of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// The request is in the caller's middleware or in the signer.
    Preparing,
    /// The HTTP client has the request and has written nothing of its body: it waits for a connection. Without its
    /// body, the request cannot be executed.
    Connecting,
    /// The request may have been written.
    Sent,
    /// A middleware of the caller sent the request more than once: the last response does not cover the others.
    Repeated,
}

impl Progress {
    pub(crate) fn stage(&self) -> Stage {
        match self.0.load(Ordering::Acquire) {
            0 => Stage::Preparing,
            1 => Stage::Connecting,
            2 => Stage::Sent,
            _ => Stage::Repeated,
        }
    }

    pub(crate) fn is_sent(&self) -> bool {
        matches!(self.stage(), Stage::Sent | Stage::Repeated)
    }

    pub(crate) fn set_sent(&self) {
        self.0.fetch_max(2, Ordering::AcqRel);
    }

    /// Follows the body of a request that is given to the HTTP client. A request without a body counts as sent.
    pub(crate) fn follow(&self, request: &mut reqwest::Request) {
        let is_empty = |body: &reqwest::Body| body.as_bytes().is_some_and(<[u8]>::is_empty);
        let first = self
            .0
            .compare_exchange(0, 1, Ordering::AcqRel, Ordering::Acquire);
        if first.is_err() {
            self.0.store(3, Ordering::Release);
            return;
        }
        match request.body_mut() {
            Some(body) if !is_empty(body) => {
                let followed = FollowedBody {
                    body: std::mem::take(body),
                    progress: self.clone(),
                };
                *body = reqwest::Body::wrap(followed);
            }
            _ => self.set_sent(),
        }
    }
}

/// A body that records when it is read, which is when the head of its request is written to a connection.
struct FollowedBody {
    body: reqwest::Body,
    progress: Progress,
}

impl Body for FollowedBody {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        self.progress.set_sent();
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
