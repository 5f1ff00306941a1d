//! The attempts of a call: retries, rate limit, deadline.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use backpack_signing::SigningError;
use futures_util::future::OptionFuture;
use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::{Instant, timeout_at};

use crate::attempt::{Outcome, Signature};
use crate::error::{Error, NotSentReason};
use crate::headers::retry_after;
use crate::observer::{Event, RetryReason};
use crate::operation::{Auth, Operation};
use crate::options::CallOptions;
use crate::request_info::RequestInfo;
use crate::response::RawResponse;
use crate::retry_policy::RetryPolicy;
use crate::shared::Shared;

/// The timeout of an attempt unless overridden.
pub(crate) const DEFAULT_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// The timeout of a call in total unless overridden.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// The headers that the signer and the HTTP client add to a request. Without a reserve, each would grow the map.
const ADDED_HEADERS: usize = 7;

/// A call of an operation.
pub(crate) struct Call<'a> {
    pub(crate) shared: &'a Shared,
    pub(crate) options: &'a CallOptions,
    pub(crate) operation: &'a Operation,
    /// The time at which the call began.
    pub(crate) start: Instant,
}

impl<'a> Call<'a> {
    /// Sends `request`, and sends it again where the retry policy permits.
    pub(crate) fn send(
        self,
        request: reqwest::Request,
    ) -> impl Future<Output = Result<RawResponse, Error<Infallible>>> + Send + use<'a> {
        let timeout = self.options.timeout.unwrap_or(DEFAULT_TIMEOUT);
        let deadline = after(self.start, timeout);
        let policy = self.options.retry.as_ref();
        let policy = policy.unwrap_or(const { &RetryPolicy::DEFAULT });
        let mut info = RequestInfo {
            operation: self.operation.id,
            is_mutating: self.operation.is_mutating(),
            attempts: 0,
            may_have_executed: false,
            not_found_on_retry: false,
        };
        let is_safe = !info.is_mutating
            || self.operation.is_idempotent
            || policy.accepts_risk(self.operation, &request);
        // A block stores the request once; an `async fn` would store its arguments twice.
        async move {
            let Shared {
                sender, reporter, ..
            } = self.shared;
            let operation = self.operation;
            let signature = match (&operation.auth, sender.signer()) {
                (Auth::Signed(instruction), Some(signer)) => Some(Signature {
                    signer: Arc::clone(signer),
                    instruction: instruction.clone(),
                    window: self.options.window,
                }),
                (Auth::Signed(_), None) => {
                    let outcome = Outcome::NotSent(NotSentReason::NoCredentials);
                    return outcome.into_result(operation, info);
                }
                (Auth::Public | Auth::Session, _) => None,
            };
            // The outcome of the last attempt that was sent.
            let mut previous: Option<Box<Outcome>> = None;
            let mut attempt = 0;
            loop {
                attempt += 1;
                let throttled = |wait| {
                    reporter.report(Event::Throttled {
                        operation: operation.id,
                        rate_limit: operation.rate_limit,
                        wait,
                    });
                };
                let limits = &self.shared.limits;
                let permit = limits.acquire(operation.rate_limit, deadline, throttled);
                let permit = match permit.await {
                    Ok(permit) => permit,
                    Err(reason) => {
                        // An earlier attempt may have been executed, so its outcome is returned.
                        let outcome = previous.map_or(Outcome::NotSent(reason), |last| *last);
                        return outcome.into_result(operation, info);
                    }
                };
                let started = permit.granted();
                let timeout = self.options.attempt_timeout;
                let timeout = timeout.unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
                let ends = after(started, timeout).min(deadline);
                let sent = copy(&request).map(|mut request| {
                    self.add_default_headers(request.headers_mut());
                    let progress = permit.progress();
                    let sent = sender.send(request, ends, progress, signature.clone());
                    timeout_at(ends, sent)
                });
                let outcome = match OptionFuture::from(sent).await {
                    Some(Ok(outcome)) => outcome,
                    Some(Err(elapsed)) => Outcome::of_timeout(elapsed, permit.progress()),
                    None => {
                        let error = SigningError::StreamingBody;
                        Outcome::NotSent(NotSentReason::Signing(error))
                    }
                };
                drop(permit);
                if !matches!(outcome, Outcome::NotSent(_)) {
                    info.attempts += 1;
                    info.not_found_on_retry = operation.is_idempotent
                        && info.outcome_unknown()
                        && outcome.error().is_some_and(|error| error.is_not_found());
                    info.may_have_executed |= outcome.may_have_executed();
                    reporter.report_with(|| Event::Attempt {
                        operation: operation.id,
                        attempt,
                        status: outcome.status(),
                        latency: started.elapsed(),
                    });
                }
                self.hold_after(&outcome, deadline).await;

                let wait = policy.wait(attempt, is_safe, &outcome);
                let wait =
                    wait.filter(|wait| *wait < deadline.saturating_duration_since(Instant::now()));
                let Some(wait) = wait else {
                    let outcome = match (outcome, previous) {
                        (Outcome::NotSent(_), Some(previous)) => *previous,
                        (outcome, _) => outcome,
                    };
                    return outcome.into_result(operation, info);
                };
                reporter.report(Event::Retry {
                    operation: operation.id,
                    attempt,
                    wait,
                    reason: retry_reason(&outcome),
                });
                tokio::time::sleep(wait).await;
                if !matches!(outcome, Outcome::NotSent(_)) {
                    previous = Some(Box::new(outcome));
                }
            }
        }
    }

    /// Holds back the calls that share the rate limit after a 429, until the time that its `Retry-After` gives.
    async fn hold_after(&self, outcome: &Outcome, deadline: Instant) {
        if let Outcome::Received {
            status, headers, ..
        } = outcome
            && *status == StatusCode::TOO_MANY_REQUESTS
            && let Some(wait) = retry_after(headers)
        {
            self.shared
                .limits
                .hold(self.operation.rate_limit, wait, deadline)
                .await;
        }
    }

    /// Adds the headers of every attempt.
    fn add_default_headers(&self, headers: &mut HeaderMap) {
        headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static("application/json"));
        for (name, value) in &self.options.headers {
            headers.insert(name, value.clone());
        }
    }
}

/// Copies a request, for one attempt. Returns `None` for a body that is not buffered.
///
/// `Request::try_clone` allocates extensions that it discards, and leaves no room for the headers that are added.
fn copy(request: &reqwest::Request) -> Option<reqwest::Request> {
    let body = match request.body() {
        Some(body) => Some(body.as_bytes()?.to_vec().into()),
        None => None,
    };
    let mut copy = reqwest::Request::new(request.method().clone(), request.url().clone());
    copy.headers_mut()
        .reserve(request.headers().len() + ADDED_HEADERS);
    let headers = request.headers().iter();
    copy.headers_mut()
        .extend(headers.map(|(name, value)| (name.clone(), value.clone())));
    *copy.body_mut() = body;
    *copy.version_mut() = request.version();
    if let Some(timeout) = request.timeout() {
        *copy.timeout_mut() = Some(*timeout);
    }
    Some(copy)
}

/// Returns the time `duration` after `start`, at most 30 years.
fn after(start: Instant, duration: Duration) -> Instant {
    let longest = Duration::from_secs(30 * 365 * 24 * 3_600);
    start.checked_add(duration.min(longest)).unwrap_or(start)
}

/// Returns the reason of a retry after an outcome.
fn retry_reason(outcome: &Outcome) -> RetryReason {
    match outcome {
        Outcome::NotSent(_) => RetryReason::NotSent,
        Outcome::Lost { kind, .. } => (*kind).into(),
        Outcome::Received { status, .. } => RetryReason::Status(*status),
    }
}
