//! The attempts of a call: retries, rate limit, deadline.

use std::convert::Infallible;
use std::future::Future;
use std::time::Duration;

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::Instant;

use crate::attempt::{Limit, Outcome, Sender};
use crate::error::{Error, NotSentReason};
use crate::headers::retry_after;
use crate::limits::RateLimits;
use crate::observer::{Event, Reporter, RetryReason};
use crate::operation::{Auth, Operation};
use crate::options::CallOptions;
use crate::request_info::RequestInfo;
use crate::response::RawResponse;

/// The timeout of an attempt unless overridden.
pub(crate) const DEFAULT_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// The timeout of a call in total unless overridden.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// A call of an operation.
pub(crate) struct Call<'a> {
    pub(crate) sender: &'a Sender,
    pub(crate) limits: &'a RateLimits,
    pub(crate) reporter: &'a Reporter,
    pub(crate) options: &'a CallOptions,
    pub(crate) operation: &'a Operation,
}

impl Call<'_> {
    /// Sends `request`, and sends it again where the retry policy permits.
    pub(crate) fn send(
        self,
        mut request: reqwest::Request,
    ) -> impl Future<Output = Result<RawResponse, Error<Infallible>>> + Send {
        let deadline = after(self.options.timeout.unwrap_or(DEFAULT_TIMEOUT));
        let attempt_timeout = self.options.attempt_timeout;
        let attempt_timeout = attempt_timeout.unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
        let policy = self.options.retry.clone().unwrap_or_default();
        let operation = self.operation.id;
        let mut info = RequestInfo {
            operation,
            is_mutating: self.operation.method != "GET",
            attempts: 0,
            may_have_executed: false,
            not_found_on_retry: false,
        };
        let is_safe = !info.is_mutating
            || self.operation.is_idempotent
            || policy.accepts_risk(self.operation, &request);
        // A block stores the request once; an `async fn` would store its arguments twice.
        async move {
            if matches!(self.operation.auth, Auth::Signed(_)) && !self.sender.has_signer {
                let outcome = Outcome::NotSent(NotSentReason::NoCredentials);
                return outcome.into_result(self.operation, info);
            }
            // The outcome of the last attempt that was sent.
            let mut previous: Option<Outcome> = None;
            let mut attempt = 0;
            loop {
                attempt += 1;
                let class = self.operation.rate_limit;
                let throttled = |wait| {
                    self.reporter.report(Event::Throttled {
                        operation,
                        rate_limit: class,
                        wait,
                    });
                };
                let permit = match self.limits.acquire(class, deadline, throttled).await {
                    Ok(permit) => permit,
                    Err(reason) => {
                        // An earlier attempt may have been executed, so its outcome is returned.
                        let outcome = previous.unwrap_or(Outcome::NotSent(reason));
                        return outcome.into_result(self.operation, info);
                    }
                };
                let next = if policy.permits_attempt(attempt + 1) {
                    // `None` for a body that is not buffered, which cannot be sent again.
                    request.try_clone()
                } else {
                    None
                };
                self.add_default_headers(request.headers_mut());
                let limit = Limit {
                    deadline: after(attempt_timeout).min(deadline),
                    progress: permit.progress().clone(),
                };
                let ends = limit.deadline;
                let (auth, window) = (&self.operation.auth, self.options.window);
                let sent = self.sender.send(request, auth, window, limit);
                let started = Instant::now();
                let outcome = tokio::time::timeout_at(ends, sent)
                    .await
                    .unwrap_or_else(|elapsed| Outcome::of_timeout(elapsed, permit.progress()));
                drop(permit);
                if !matches!(outcome, Outcome::NotSent(_)) {
                    info.attempts += 1;
                    info.not_found_on_retry = self.operation.is_idempotent
                        && info.outcome_unknown()
                        && outcome.error().is_some_and(|error| error.is_not_found());
                    info.may_have_executed |= outcome.may_have_executed();
                    self.reporter.report(Event::Attempt {
                        operation,
                        attempt: info.attempts,
                        status: outcome.status(),
                        latency: started.elapsed(),
                    });
                }
                self.hold_after(&outcome, deadline).await;

                let wait = policy.wait(attempt, is_safe, &outcome);
                let wait =
                    wait.filter(|wait| *wait < deadline.saturating_duration_since(Instant::now()));
                let (Some(wait), Some(next)) = (wait, next) else {
                    let outcome = match (outcome, previous) {
                        (Outcome::NotSent(_), Some(previous)) => previous,
                        (outcome, _) => outcome,
                    };
                    return outcome.into_result(self.operation, info);
                };
                self.reporter.report(Event::Retry {
                    operation,
                    attempt,
                    wait,
                    reason: retry_reason(&outcome),
                });
                tokio::time::sleep(wait).await;
                if !matches!(outcome, Outcome::NotSent(_)) {
                    previous = Some(outcome);
                }
                request = next;
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
            self.limits
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

/// The time after `duration`, at most 30 years from now.
fn after(duration: Duration) -> Instant {
    let now = Instant::now();
    let longest = Duration::from_secs(30 * 365 * 24 * 3_600);
    now.checked_add(duration.min(longest)).unwrap_or(now)
}

/// The reason of a retry after an outcome.
fn retry_reason(outcome: &Outcome) -> RetryReason {
    match outcome {
        Outcome::NotSent(_) => RetryReason::NotSent,
        Outcome::Lost { kind, .. } => (*kind).into(),
        Outcome::Received { status, .. } => RetryReason::Status(*status),
    }
}
