//! State that a stream changes and REST returns as a whole, such as the balances of an account.

use std::error::Error;
use std::fmt;
use std::future::{Future, poll_fn};
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::Semaphore;
use tokio::time::Instant;

use crate::channel::Channel;
use crate::error::StreamError;
use crate::rest::{self, Attempts, MAX_KEPT, RestError, RestRequest, erase};
use crate::streams::Streams;
use crate::subscription::Subscription;
use crate::update::{Gap, Update};

/// State that a stream changes and REST returns as a whole.
///
/// Events that were received before a response can describe older or newer state than the response. Merge by values that
/// are absolute or only grow.
pub trait View: Send + 'static {
    /// Event of the stream.
    type Event: Send;
    /// Response of REST.
    type Snapshot: Send;

    /// Merges an event.
    fn apply(&mut self, event: Self::Event);

    /// Merges a response that was requested after the subscription was established.
    fn reconcile(&mut self, snapshot: Self::Snapshot);
}

/// State of a view.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum ViewState<'a, V> {
    /// Never live so far.
    Syncing,
    /// Complete up to the last event received.
    Live(&'a V),
    /// Events were lost, or may have been. The view is reconciled automatically.
    Uncertain(&'a UncertainReason),
}

/// Reason for which a view is not live.
#[derive(Clone)]
#[non_exhaustive]
pub enum UncertainReason {
    /// The stream has a gap.
    Gap(Gap),
    /// REST returned an error. The request is sent again, with a growing wait.
    RequestFailed(Arc<dyn Error + Send + Sync>),
    /// The stream has ended with this error.
    Ended(StreamError),
    /// More events were received than can be kept until the response. The view is reconciled again.
    TooManyEvents,
}

impl fmt::Display for UncertainReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap(gap) => write!(f, "gap: {}", gap.reason),
            Self::RequestFailed(error) => write!(f, "request failed: {error}"),
            Self::Ended(error) => write!(f, "stream ended: {error}"),
            Self::TooManyEvents => write!(f, "more than {MAX_KEPT} events during a request"),
        }
    }
}

impl fmt::Debug for UncertainReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

type Source<V> = Arc<dyn Fn(&V) -> RestRequest<<V as View>::Snapshot> + Send + Sync>;

/// A [`View`] that is kept up to date by its stream, and reconciled with REST after each gap.
///
/// It can be read as live only while it is. Between a gap and its reconciliation it is [`ViewState::Uncertain`].
pub struct ViewStream<V: View> {
    subscription: Subscription<V::Event>,
    view: V,
    status: Status,
    /// Events since the subscription was established, until the response is received.
    kept: Vec<V::Event>,
    source: Source<V>,
    permits: Arc<Semaphore>,
    pending: Option<RestRequest<V::Snapshot>>,
    /// The subscription is established, and a request is needed.
    is_requested: bool,
    attempts: Attempts,
}

enum Status {
    Syncing,
    Live,
    Uncertain(UncertainReason),
}

impl Streams {
    /// Opens a view, from its stream and a function that requests its state from REST.
    ///
    /// The function is called each time the subscription was established, with the view as it was before.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub async fn view<V, F, R, E>(
        &self,
        view: V,
        channel: Channel<V::Event>,
        request: F,
    ) -> Result<ViewStream<V>, StreamError>
    where
        V: View,
        F: Fn(&V) -> R + Send + Sync + 'static,
        R: Future<Output = Result<V::Snapshot, E>> + Send + 'static,
        E: Error + Send + Sync + 'static,
    {
        let source = move |view: &V| -> RestRequest<V::Snapshot> {
            let response = request(view);
            Box::pin(async move { erase(response.await) })
        };
        Ok(ViewStream {
            subscription: self.open(channel).await?,
            view,
            status: Status::Syncing,
            kept: Vec::new(),
            source: Arc::new(source),
            permits: Arc::clone(self.snapshots()),
            pending: None,
            is_requested: false,
            attempts: Attempts::default(),
        })
    }
}

impl<V: View> ViewStream<V> {
    /// Waits for the next change, and returns the new state.
    ///
    /// Cancel-safe: no update is lost if the future is dropped before it is ready.
    ///
    /// # Errors
    ///
    /// The error that ends the stream, and [`StreamError::Closed`] after its end.
    pub async fn changed(&mut self) -> Result<ViewState<'_, V>, StreamError> {
        poll_fn(|cx| self.poll_changed(cx)).await?;
        Ok(self.state())
    }

    /// Waits until the view is live.
    ///
    /// # Errors
    ///
    /// As [`changed`](Self::changed).
    pub async fn wait_until_live(&mut self) -> Result<&V, StreamError> {
        while !matches!(self.status, Status::Live) {
            poll_fn(|cx| self.poll_changed(cx)).await?;
        }
        Ok(&self.view)
    }

    /// Returns the state as of the last [`changed`](Self::changed).
    #[must_use]
    pub fn state(&self) -> ViewState<'_, V> {
        match &self.status {
            Status::Syncing => ViewState::Syncing,
            Status::Live => ViewState::Live(&self.view),
            Status::Uncertain(reason) => ViewState::Uncertain(reason),
        }
    }

    /// Returns the view if it is live.
    #[must_use]
    pub fn live(&self) -> Option<&V> {
        match self.state() {
            ViewState::Live(view) => Some(view),
            _ => None,
        }
    }

    /// Returns the view as of the last time it was live. Do not trade on it.
    #[must_use]
    pub const fn last_known(&self) -> &V {
        &self.view
    }

    /// Returns `Ready` after the next change, and the error that ends the stream.
    fn poll_changed(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), StreamError>> {
        loop {
            self.request();
            if let Some(pending) = &mut self.pending
                && let Poll::Ready(response) = pending.as_mut().poll(cx)
            {
                self.pending = None;
                self.respond(response);
                return Poll::Ready(Ok(()));
            }
            let update = match self.subscription.poll_update(cx) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(update))) => update,
                Poll::Ready(end) => {
                    let error = end.and_then(Result::err).unwrap_or(StreamError::Closed);
                    self.lose(UncertainReason::Ended(error.clone()));
                    self.is_requested = false;
                    return Poll::Ready(Err(error));
                }
            };
            match update {
                Update::Event(event) if matches!(self.status, Status::Live) => {
                    self.view.apply(event);
                    return Poll::Ready(Ok(()));
                }
                Update::Event(event) => {
                    self.kept.push(event);
                    if self.kept.len() > MAX_KEPT {
                        self.lose(UncertainReason::TooManyEvents);
                        self.is_requested = true;
                        return Poll::Ready(Ok(()));
                    }
                }
                Update::Live(_) => self.is_requested = true,
                Update::Gap(gap) => {
                    self.lose(UncertainReason::Gap(gap));
                    self.is_requested = false;
                    return Poll::Ready(Ok(()));
                }
            }
        }
    }

    /// Makes the view uncertain, and drops what was received for its reconciliation.
    fn lose(&mut self, reason: UncertainReason) {
        self.status = Status::Uncertain(reason);
        self.kept.clear();
        self.pending = None;
    }

    /// Starts the request that is needed.
    fn request(&mut self) {
        if !self.is_requested || self.pending.is_some() {
            return;
        }
        self.is_requested = false;
        let wait = self.attempts.next_wait(Instant::now().into_std());
        let request = (self.source)(&self.view);
        self.pending = Some(rest::request(&self.permits, wait, move || request));
    }

    /// Handles a response of REST.
    fn respond(&mut self, response: Result<V::Snapshot, RestError>) {
        match response {
            Ok(snapshot) => {
                self.view.reconcile(snapshot);
                for event in self.kept.drain(..) {
                    self.view.apply(event);
                }
                self.status = Status::Live;
                self.attempts.set_live(Instant::now().into_std());
            }
            Err(error) => {
                self.status = Status::Uncertain(UncertainReason::RequestFailed(error));
                self.is_requested = true;
            }
        }
    }
}

impl<V: View + fmt::Debug> fmt::Debug for ViewStream<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ViewStream")
            .field("subscription", &self.subscription)
            .field("state", &self.state())
            .finish_non_exhaustive()
    }
}
