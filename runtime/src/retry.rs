//! The attempts of a call: retries, rate limit, deadline.

use std::convert::Infallible;
use std::future::Future;
use std::time::{Duration, Instant};

use http::header::ACCEPT;
use http::{HeaderMap, HeaderValue};

use crate::attempt::{Outcome, Sender};
use crate::error::{Error, NotSentReason};
use crate::limits::{RateLimits, WhenLimited};
use crate::operation::{Auth, Operation};
use crate::options::CallOptions;
use crate::request_info::RequestInfo;
use crate::response::RawResponse;

/// The timeout of an attempt unless overridden.
const DEFAULT_ATTEMPT_TIMEOUT: Duration = Duration::from_secs(10);

/// The timeout of a call in total unless overridden.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);

/// A call of an operation.
pub(crate) struct Call<'a> {
    pub(crate) sender: &'a Sender,
    pub(crate) limits: &'a RateLimits,
    pub(crate) options: &'a CallOptions,
    pub(crate) operation: &'a Operation,
}

impl Call<'_> {
    /// Sends `request`, and sends it again where the retry policy permits.
    pub(crate) fn send(
        self,
        mut request: reqwest::Request,
    ) -> impl Future<Output = Result<RawResponse, Error<Infallible>>> + Send {
        let start = Instant::now();
        let timeout = self.options.timeout.unwrap_or(DEFAULT_TIMEOUT);
        let remaining = move || timeout.saturating_sub(start.elapsed());
        let attempt_timeout = self.options.attempt_timeout;
        let attempt_timeout = attempt_timeout.unwrap_or(DEFAULT_ATTEMPT_TIMEOUT);
        let policy = self.options.retry.clone().unwrap_or_default();
        let operation = self.operation.id;
        let mut info = RequestInfo {
            operation,
            is_mutating: self.operation.method != "GET",
            attempts: 0,
            may_have_executed: false,
        };
        let is_safe = !info.is_mutating || policy.accepts_risk(&request);
        // A block stores the request once; an `async fn` would store its arguments twice.
        async move {
            if matches!(self.operation.auth, Auth::Signed(_)) && !self.sender.has_signer {
                let outcome = Outcome::NotSent(NotSentReason::NoCredentials);
                return outcome.into_result(self.operation, info);
            }
            let mut previous: Option<Outcome> = None;
            loop {
                if let Err(reason) = self.wait_for_rate_limit(remaining).await {
                    // An earlier attempt may have been executed, so its outcome is returned.
                    let outcome = previous.unwrap_or(Outcome::NotSent(reason));
                    return outcome.into_result(self.operation, info);
                }
                let next = if policy.permits_attempt(info.attempts + 2) {
                    // `None` for a body that is not buffered, which cannot be sent again.
                    request.try_clone()
                } else {
                    None
                };
                self.add_default_headers(request.headers_mut());
                let (auth, window) = (&self.operation.auth, self.options.window);
                let attempt = self.sender.send(request, auth, window);
                let started = Instant::now();
                let outcome = tokio::time::timeout(attempt_timeout.min(remaining()), attempt)
                    .await
                    .unwrap_or_else(Outcome::of_timeout);
                if let Outcome::NotSent(_) = outcome {
                    let outcome = previous.unwrap_or(outcome);
                    return outcome.into_result(self.operation, info);
                }
                info.attempts += 1;
                info.may_have_executed |= outcome.may_have_executed();
                trace(&outcome, info, started);

                let wait = policy.wait(info.attempts, is_safe, &outcome);
                let wait = wait.filter(|wait| *wait < remaining());
                let (Some(wait), Some(next)) = (wait, next) else {
                    return outcome.into_result(self.operation, info);
                };
                tracing::debug!(
                    operation,
                    attempt = info.attempts,
                    wait_ms = millis(wait),
                    "retrying"
                );
                tokio::time::sleep(wait).await;
                previous = Some(outcome);
                request = next;
            }
        }
    }

    /// Acquires a permit of the operation's rate limit.
    async fn wait_for_rate_limit(
        &self,
        remaining: impl Fn() -> Duration,
    ) -> Result<(), NotSentReason> {
        while let Err(wait) = self.limits.acquire(self.operation.rate_limit) {
            if self.limits.when() == WhenLimited::Fail || wait >= remaining() {
                return Err(NotSentReason::RateLimited { wait });
            }
            tokio::time::sleep(wait).await;
        }
        Ok(())
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

/// Traces an attempt.
fn trace(outcome: &Outcome, info: RequestInfo, started: Instant) {
    let (operation, attempt) = (info.operation, info.attempts);
    if let Outcome::Received { status, .. } = outcome {
        tracing::debug!(
            operation,
            attempt,
            status = status.as_u16(),
            latency_ms = millis(started.elapsed()),
            "response received"
        );
    } else {
        tracing::debug!(
            operation,
            attempt,
            latency_ms = millis(started.elapsed()),
            "request failed"
        );
    }
}

/// The duration in milliseconds.
pub(crate) fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
