//! The retry policy of a call, apart from the sending.
//!
//! A mutating request that may have been executed is not retried: a second order can be a second trade. It is retried
//! when it was certainly not executed: no connection was established, the server did not process the stream, or the
//! exchange responded with 429 and its own error `TOO_MANY_REQUESTS`, which it does before execution. A cancel by id is
//! idempotent, and is retried like a read-only request.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use http::StatusCode;

use crate::attempt::Outcome;
use crate::error::{NotSentReason, TransportErrorKind};
use crate::headers::retry_after;
use crate::operation::{Operation, RateLimit};

/// The number of attempts of a call, and the backoff between them.
///
/// ```
/// use std::time::Duration;
/// use backpack_runtime::RetryPolicy;
///
/// let patient = RetryPolicy::default()
///     .attempts(6)
///     .backoff(Duration::from_millis(500), Duration::from_secs(10));
/// let none = RetryPolicy::never();
/// # let _ = (patient, none);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    base: Duration,
    cap: Duration,
    orders_with_client_id: bool,
    all_cancels: bool,
}

impl RetryPolicy {
    pub(crate) const DEFAULT: Self = Self {
        attempts: 4,
        base: Duration::from_millis(200),
        cap: Duration::from_secs(5),
        orders_with_client_id: false,
        all_cancels: false,
    };

    /// Creates a policy without retries: every request is sent once.
    #[must_use]
    pub const fn never() -> Self {
        Self {
            attempts: 1,
            base: Duration::ZERO,
            cap: Duration::ZERO,
            orders_with_client_id: false,
            all_cancels: false,
        }
    }

    /// Sets the highest number of attempts, the first included; 4 by default. 0 is read as 1.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// Sets the backoff: the wait before the second attempt, and the longest one; 200 ms and 5 s by default. The wait
    /// doubles with each attempt, and half of it is random, so that many clients do not retry at the same time.
    /// A longer `Retry-After` is honoured.
    #[must_use]
    pub const fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    /// Retries an order that may have been executed, if it carries a client id. Other requests that are placed by
    /// `POST` with a client id are included, such as requests for quotes and quotes.
    ///
    /// **The risk.** The exchange does not promise to reject a client id that it has received before: if it executes the second order
    /// too, you have traded twice. Enable this only if the exchange rejects repeated ids, or a second trade is
    /// acceptable. Off by default. A batch is retried only if each of its orders carries a client id.
    /// [`Error::outcome_unknown`](crate::Error::outcome_unknown) then covers all attempts.
    #[must_use]
    pub const fn retry_orders_with_client_id(mut self, retry: bool) -> Self {
        self.orders_with_client_id = retry;
        self
    }

    /// Retries every cancel that may have been executed, also one of all orders or strategies of a market. By default
    /// only a cancel by id is retried.
    ///
    /// **The risk.** An order that is placed between two attempts is cancelled too.
    #[must_use]
    pub const fn retry_all_cancels(mut self, retry: bool) -> Self {
        self.all_cancels = retry;
        self
    }

    /// Returns true when a mutating request is retried at the caller's risk: a cancel, or orders that all carry a
    /// client id.
    pub(crate) fn accepts_risk(&self, operation: &Operation, request: &reqwest::Request) -> bool {
        if operation.rate_limit == RateLimit::Cancel {
            return self.all_cancels;
        }
        self.orders_with_client_id
            && request.method() == reqwest::Method::POST
            && carries_client_id(request.body().and_then(reqwest::Body::as_bytes))
    }

    /// Returns true when the attempt of this number, counted from 1, is within the limit.
    pub(crate) const fn permits_attempt(&self, attempt: u32) -> bool {
        attempt <= self.attempts
    }

    /// Returns the wait before the next attempt, after `attempt` attempts; `None` without a further attempt.
    ///
    /// `is_safe` is true for requests that may be executed more than once.
    pub(crate) fn wait(&self, attempt: u32, is_safe: bool, outcome: &Outcome) -> Option<Duration> {
        if !self.permits_attempt(attempt.saturating_add(1)) || !is_retriable(is_safe, outcome) {
            return None;
        }
        let doubled = self
            .base
            .saturating_mul(1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
        let longest = doubled.min(self.cap);
        let backoff = longest / 2 + (longest / 2).mul_f64(random_fraction());
        let requested = match outcome {
            Outcome::Received { headers, .. } => retry_after(headers),
            Outcome::NotSent(_) | Outcome::Lost { .. } => None,
        };
        Some(requested.map_or(backoff, |requested| requested.max(backoff)))
    }
}

/// Four attempts, the second after 200 ms, waits of up to 5 s.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Returns a number from 0 to 1 that differs between clients: the standard library seeds each hasher at random.
fn random_fraction() -> f64 {
    let bits = RandomState::new().hash_one(()) >> 32;
    bits as f64 / f64::from(u32::MAX)
}

/// Returns true when another attempt can succeed, and the request is not executed twice unless that is safe.
fn is_retriable(is_safe: bool, outcome: &Outcome) -> bool {
    let can_succeed = match outcome {
        // The attempt has a deadline of its own, which is earlier than that of the call.
        Outcome::NotSent(reason) => matches!(reason, NotSentReason::DeadlinePassed),
        Outcome::Lost { kind, .. } => *kind != TransportErrorKind::Certificate,
        Outcome::Received { .. } if !is_safe => {
            outcome.error().is_some_and(|error| error.is_rate_limit())
        }
        Outcome::Received { status, .. } => matches!(
            *status,
            StatusCode::TOO_MANY_REQUESTS
                | StatusCode::BAD_GATEWAY
                | StatusCode::SERVICE_UNAVAILABLE
                | StatusCode::GATEWAY_TIMEOUT
        ),
    };
    can_succeed && (is_safe || !outcome.may_have_executed())
}

/// Returns true when each order of a JSON body carries a client id.
fn carries_client_id(body: Option<&[u8]>) -> bool {
    use serde_json::Value;

    let order = |value: &Value| value.get("clientId").is_some_and(Value::is_number);
    match body.map(serde_json::from_slice) {
        Some(Ok(Value::Array(orders))) => !orders.is_empty() && orders.iter().all(order),
        Some(Ok(one)) => order(&one),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::header::RETRY_AFTER;
    use http::{HeaderMap, HeaderValue};

    use super::*;
    use crate::attempt::Body;

    fn received(status: u16, retry_after: Option<&'static str>) -> Outcome {
        received_with(status, retry_after, "")
    }

    fn received_with(
        status: u16,
        retry_after: Option<&'static str>,
        body: &'static str,
    ) -> Outcome {
        let mut headers = HeaderMap::new();
        if let Some(wait) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from_static(wait));
        }
        Outcome::Received {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: Body::Complete(Bytes::from_static(body.as_bytes())),
            is_repeated: false,
        }
    }

    fn lost(kind: TransportErrorKind) -> Outcome {
        Outcome::Lost {
            kind,
            source: "lost".into(),
        }
    }

    /// The table that decides if an order can be executed twice.
    #[test]
    fn retries_only_what_is_safe_or_not_executed() {
        for (status, get, post) in [
            (200, false, false),
            (202, false, false),
            (302, false, false),
            (400, false, false),
            (401, false, false),
            (403, false, false),
            (404, false, false),
            (408, false, false),
            (429, true, false),
            (500, false, false),
            (502, true, false),
            (503, true, false),
            (504, true, false),
        ] {
            let outcome = received(status, None);
            assert_eq!(is_retriable(true, &outcome), get, "GET {status}");
            assert_eq!(is_retriable(false, &outcome), post, "POST {status}");
        }
        for (kind, post) in [
            (TransportErrorKind::Connect, true),
            (TransportErrorKind::Unprocessed, true),
            (TransportErrorKind::Timeout, false),
            (TransportErrorKind::Other, false),
        ] {
            assert!(is_retriable(true, &lost(kind)), "GET {kind:?}");
            assert_eq!(is_retriable(false, &lost(kind)), post, "POST {kind:?}");
        }
        let not_sent = Outcome::NotSent(NotSentReason::NoCredentials);
        assert!(!is_retriable(true, &not_sent));
        assert!(is_retriable(
            false,
            &Outcome::NotSent(NotSentReason::DeadlinePassed)
        ));
    }

    /// Only the exchange's own JSON error proves that a request was not executed, and only its rate limit is retried.
    #[test]
    fn only_a_json_rejection_proves_that_nothing_was_executed() {
        const REJECTION: &str = r#"{"code":"INVALID_ORDER","message":"Invalid order"}"#;
        const LIMIT: &str = r#"{"code":"TOO_MANY_REQUESTS","message":"Too many requests"}"#;
        for (status, body, may_have_executed, is_retried) in [
            (400, REJECTION, false, false),
            (404, REJECTION, false, false),
            (409, REJECTION, false, false),
            (418, r#"{"code":"NEW_CODE","message":""}"#, false, false),
            (429, LIMIT, false, true),
            (429, REJECTION, false, false),
            (429, "<html>429</html>", true, false),
            (429, r#"{"code":1015,"message":"m"}"#, true, false),
            (429, "", true, false),
            (403, "<html>403</html>", true, false),
            (400, "parse request payload error", true, false),
            (400, r#"{"message":"no code"}"#, true, false),
            (
                400,
                r#"{"code":"TIMEOUT","message":"Timeout"}"#,
                true,
                false,
            ),
            (408, REJECTION, true, false),
            (425, REJECTION, true, false),
            (499, REJECTION, true, false),
            (503, LIMIT, true, false),
            (302, LIMIT, true, false),
        ] {
            let outcome = received_with(status, None, body);
            assert_eq!(
                outcome.may_have_executed(),
                may_have_executed,
                "{status} {body}"
            );
            assert_eq!(is_retriable(false, &outcome), is_retried, "{status} {body}");
        }
    }

    /// Waits double up to the cap, stay within their jitter, and are at least as long as `Retry-After`.
    #[test]
    fn backs_off_with_jitter_and_honours_retry_after() {
        let policy = RetryPolicy::default().attempts(40);
        for (attempt, least, most) in [
            (1, 100, 200),
            (2, 200, 400),
            (5, 1_600, 3_200),
            (6, 2_500, 5_000),
            (39, 2_500, 5_000),
        ] {
            for _ in 0..50 {
                let wait = policy.wait(attempt, true, &received(503, None)).unwrap();
                assert!(
                    (least..=most).contains(&wait.as_millis()),
                    "{attempt}: {wait:?}"
                );
            }
        }
        assert_eq!(
            policy.wait(1, true, &received(429, Some("7"))),
            Some(Duration::from_secs(7))
        );
        for never in ["18446744073709551615", "99999999999999999999999"] {
            let wait = policy.wait(1, true, &received(429, Some(never))).unwrap();
            assert!(wait > Duration::from_secs(1 << 40), "{wait:?}");
        }
        assert_eq!(policy.wait(40, true, &received(503, None)), None);
        assert_eq!(
            RetryPolicy::never().wait(1, true, &received(503, None)),
            None
        );
    }

    /// An order without a client id is not retried, nor is a batch that contains one.
    #[test]
    fn finds_client_id_of_each_order() {
        for (body, carries) in [
            (r#"{"clientId":7}"#, true),
            (r#"[{"clientId":7},{"clientId":8}]"#, true),
            (r#"[{"clientId":7},{}]"#, false),
            ("[]", false),
            ("{}", false),
            (r#"{"clientId":null}"#, false),
            ("", false),
        ] {
            assert_eq!(carries_client_id(Some(body.as_bytes())), carries, "{body}");
        }
        assert!(!carries_client_id(None));
    }
}
