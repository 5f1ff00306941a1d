//! When a request is sent again: policy, apart from the sending.
//!
//! A request that changes something is never repeated when it may have reached the exchange: an order that is sent
//! twice can buy twice. It is repeated when it certainly did nothing: no connection came about, or the exchange
//! answered 429, which it does before it executes.

use std::hash::{BuildHasher as _, RandomState};
use std::time::Duration;

use http::StatusCode;

use crate::error::SendError;
use crate::response::Response;

/// How often, and how patiently, a request is sent again.
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
}

impl RetryPolicy {
    /// Every request is sent once.
    #[must_use]
    pub const fn never() -> Self {
        Self {
            attempts: 1,
            base: Duration::ZERO,
            cap: Duration::ZERO,
            orders_with_client_id: false,
        }
    }

    /// How often a request is sent at the most, the first time included; 4 by default. 0 is taken for 1.
    #[must_use]
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = if attempts == 0 { 1 } else { attempts };
        self
    }

    /// How long to wait before the second attempt, and at the most before any; 200 ms and 5 s by default. The wait
    /// doubles with each attempt, and half of it is left to chance, so that many clients do not come back as one.
    /// `Retry-After` is honoured where it asks for more.
    #[must_use]
    pub const fn backoff(mut self, base: Duration, cap: Duration) -> Self {
        self.base = base;
        self.cap = cap;
        self
    }

    /// Sends an order again as well when it may have reached the exchange, provided that it carries a client id. So are
    /// requests for quotes and quotes, which carry one too: whatever is placed by `POST`.
    ///
    /// **The risk.** The exchange does not promise to refuse a client id that it has seen: if it takes the second
    /// order too, you have traded twice. Switch this on only if you know that your ids are checked, or can bear it.
    /// Off by default. A batch is repeated only when each of its orders carries a client id.
    /// [`Error::outcome_unknown`](crate::Error::outcome_unknown) then speaks of all attempts.
    #[must_use]
    pub const fn repeat_orders_with_client_id(mut self, repeat: bool) -> Self {
        self.orders_with_client_id = repeat;
        self
    }

    /// Whether a request that changes something is sent again at the caller's risk: it places orders, which each carry
    /// a client id. A cancel is not, though it may name the order by such an id.
    pub(crate) fn repeats(&self, request: &reqwest::Request) -> bool {
        self.orders_with_client_id
            && request.method() == reqwest::Method::POST
            && carries_client_id(request.body().and_then(reqwest::Body::as_bytes))
    }

    /// How long to wait before a request is sent again after `attempt` attempts; `None` when it is not.
    ///
    /// `safe` says that the request changes nothing, or that it may be repeated all the same.
    pub(crate) fn wait(
        &self,
        attempt: u32,
        safe: bool,
        outcome: &Result<Response, SendError>,
    ) -> Option<Duration> {
        if attempt >= self.attempts || !worth_repeating(safe, outcome) {
            return None;
        }
        let doubled = self
            .base
            .saturating_mul(1_u32.checked_shl(attempt - 1).unwrap_or(u32::MAX));
        let most = doubled.min(self.cap);
        let backoff = most / 2 + (most / 2).mul_f64(chance());
        let asked = outcome
            .as_ref()
            .ok()
            .and_then(|answer| crate::error::retry_after(answer.headers()));
        Some(asked.map_or(backoff, |asked| asked.max(backoff)))
    }
}

/// Four attempts, the second after 200 ms, waits of up to 5 s.
impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 4,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(5),
            orders_with_client_id: false,
        }
    }
}

/// A number from 0 up to 1. It only has to differ between clients: the standard library keys each hasher at random.
fn chance() -> f64 {
    let bits = RandomState::new().hash_one(()) >> 32;
    bits as f64 / f64::from(u32::MAX)
}

/// Whether another attempt can help and can do no harm.
fn worth_repeating(safe: bool, outcome: &Result<Response, SendError>) -> bool {
    match outcome {
        Ok(answer) => match answer.status() {
            // Answered before anything is executed.
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => safe,
            _ => false,
        },
        Err(SendError::Transport(error)) => error.is_connect() || safe,
        Err(SendError::Refused(_) | SendError::Signing(_) | SendError::Body(_)) => false,
    }
}

/// Whether each order in a JSON body carries a client id.
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
    use crate::response::Sent;

    fn answer(status: u16, retry_after: Option<&'static str>) -> Result<Response, SendError> {
        let mut headers = HeaderMap::new();
        if let Some(wait) = retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from_static(wait));
        }
        Ok(Response {
            status: StatusCode::from_u16(status).unwrap(),
            headers,
            body: Bytes::new(),
            sent: Sent {
                operation: "x",
                changes: false,
                attempts: 1,
                in_doubt: false,
            },
        })
    }

    /// The one table that decides whether something can be bought twice.
    #[test]
    fn what_is_repeated() {
        for (status, safe, unsafe_) in [
            (200, false, false),
            (202, false, false),
            (302, false, false),
            (400, false, false),
            (401, false, false),
            (403, false, false),
            (404, false, false),
            (408, false, false),
            (429, true, true),
            (500, false, false),
            (502, true, false),
            (503, true, false),
            (504, true, false),
        ] {
            assert_eq!(
                worth_repeating(true, &answer(status, None)),
                safe,
                "GET {status}"
            );
            assert_eq!(
                worth_repeating(false, &answer(status, None)),
                unsafe_,
                "POST {status}"
            );
        }
    }

    /// Waits double up to the cap, keep to their jitter, and are no shorter than the exchange asks for.
    #[test]
    fn waits() {
        let policy = RetryPolicy::default().attempts(40);
        for (attempt, least, most) in [
            (1, 100, 200),
            (2, 200, 400),
            (5, 1_600, 3_200),
            (6, 2_500, 5_000),
            (39, 2_500, 5_000),
        ] {
            for _ in 0..50 {
                let wait = policy.wait(attempt, true, &answer(503, None)).unwrap();
                assert!(
                    (least..=most).contains(&wait.as_millis()),
                    "{attempt}: {wait:?}"
                );
            }
        }
        assert_eq!(
            policy.wait(1, true, &answer(429, Some("7"))),
            Some(Duration::from_secs(7))
        );
        assert_eq!(policy.wait(40, true, &answer(503, None)), None);
        assert_eq!(RetryPolicy::never().wait(1, true, &answer(503, None)), None);
    }

    /// An order without an id of its own is not repeated, in a batch neither.
    #[test]
    fn client_ids() {
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
