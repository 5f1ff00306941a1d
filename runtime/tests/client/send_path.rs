//! The path of a request: retry, rate limit, the caller's middleware, sign, send.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_runtime::reqwest_middleware::{self, Middleware, Next};
use backpack_runtime::{
    Auth, BodyProblem, BuildError, CallOptions, ClientBuilder, Error, Event, NotSentReason,
    Operation, RateLimits, RetryPolicy, Transport, WhenLimited,
};
use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{self, Keypair, Signer};
use backpack_signing::{AsyncCredentials, Clock, Credentials, SignatureFuture, Timestamp, Window};
use http::{Extensions, HeaderValue};
use reqwest::{Method, Request};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::server::{Server, cut_response, error_response, response};

/// The future of a middleware.
type Sending<'a> =
    Pin<Box<dyn Future<Output = reqwest_middleware::Result<reqwest::Response>> + Send + 'a>>;

const PRIVATE: Operation = Operation::new("x", "GET", "/x").signed("balanceQuery");
const PUBLIC: Operation = Operation::new("x", "GET", "/x");
const SESSION: Operation = Operation::new("x", "GET", "/x").session();
const ORDER: Operation = Operation::new("order", "POST", "/x").signed("orderExecute");

fn credentials() -> Credentials {
    Credentials::from_secret(&format!("{}=", "A".repeat(43))).unwrap()
}

fn builder(url: &str) -> ClientBuilder<Transport> {
    ClientBuilder::new(url, "test/1")
        .credentials(credentials())
        .retry(RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO))
}

async fn execute(transport: &Transport, operation: &Operation) -> Result<u16, Error<String>> {
    let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
    let url = format!("{}{}", transport.base_url(), operation.path);
    let mut request = transport.http().request(method, url);
    if operation.method == "POST" {
        request = request.json(&serde_json::json!({"clientId": 7}));
    }
    let request = request.build().unwrap();
    let response = transport.execute(request, operation).await?;
    Ok(response.status().as_u16())
}

/// The number of attempts and the outcome of an order, where the server plays one of `responses` for each attempt.
async fn order(policy: RetryPolicy, responses: &[String]) -> (usize, Result<u16, Error<String>>) {
    let server = Server::play(responses).await;
    let transport = builder(&server.url).retry(policy).build().unwrap();
    let result = execute(&transport, &ORDER).await;
    (server.requests().await.len(), result)
}

/// A clock that is a second later at each reading.
#[derive(Default)]
struct Ticking(AtomicU64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_000 * self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// A middleware that marks a request, and reports a signature that is there already.
fn mark<'a>(mut request: Request, extensions: &'a mut Extensions, next: Next<'a>) -> Sending<'a> {
    let is_signed = request.headers().contains_key("x-signature");
    let mark = HeaderValue::from_static(if is_signed { "signed" } else { "unsigned" });
    request.headers_mut().append("x-mark", mark);
    next.run(request, extensions)
}

fn header<'a>(request: &'a str, name: &str) -> Vec<&'a str> {
    request
        .lines()
        .filter_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .collect()
}

/// Each attempt of a private request is signed anew, behind the caller's middleware; public and session requests carry
/// no key; and each header is sent once.
#[tokio::test]
async fn signs_every_attempt_behind_the_middleware() {
    for (operation, is_signed) in [(PRIVATE, true), (PUBLIC, false), (SESSION, false)] {
        for has_middleware in [false, true] {
            let server =
                Server::play([response(503, "", ""), cut_response(), response(200, "", "")]).await;
            let mut builder = builder(&server.url)
                .clock(Ticking::default())
                .options(&CallOptions::new().header("x-mine", "1").unwrap());
            if has_middleware {
                builder = builder.middleware(mark);
            }
            let transport = builder.build().unwrap();
            assert_eq!(execute(&transport, &operation).await.unwrap(), 200);

            let requests = server.requests().await;
            assert_eq!(requests.len(), 3);
            for (attempt, request) in requests.iter().enumerate() {
                assert_eq!(header(request, "accept"), ["application/json"]);
                assert_eq!(header(request, "x-mine"), ["1"]);
                assert_eq!(header(request, "user-agent"), ["test/1"]);
                let marks = header(request, "x-mark");
                assert_eq!(marks, vec!["unsigned"; usize::from(has_middleware)]);
                let signing = usize::from(is_signed);
                for name in ["x-api-key", "x-signature", "x-timestamp", "x-window"] {
                    assert_eq!(header(request, name).len(), signing, "{name}");
                }
                if is_signed {
                    assert_eq!(
                        header(request, "x-timestamp"),
                        [(1_000 * attempt).to_string()]
                    );
                }
            }
            if is_signed {
                let signatures = |index: usize| header(&requests[index], "x-signature");
                assert_ne!(signatures(0), signatures(1));
                assert_ne!(signatures(1), signatures(2));
            }
        }
    }
}

/// A private operation without credentials fails before anything is sent, whatever the caller's middleware does.
#[tokio::test]
async fn rejects_private_operation_without_credentials() {
    let transport: Transport = ClientBuilder::new("http://127.0.0.1:9", "test/1")
        .middleware(mark)
        .build()
        .unwrap();
    let error = execute(&transport, &PRIVATE).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotSent {
                operation: "x",
                reason: NotSentReason::NoCredentials
            }
        ),
        "{error:?}"
    );
}

/// An order is retried when it was certainly not executed, and its outcome is known or unknown accordingly.
#[tokio::test]
async fn retries_order_only_when_not_executed() {
    let ok = response(200, "", "");
    for (first, attempts, unknown) in [
        (response(400, "", ""), 1, None),
        (error_response(400, "INVALID_ORDER"), 1, None),
        (error_response(429, "TOO_MANY_REQUESTS"), 2, None),
        (error_response(429, "INVALID_ORDER"), 1, None),
        (response(429, "", "<html>"), 1, None),
        (response(200, "", ""), 1, None),
        (response(500, "", ""), 1, None),
        (response(503, "", ""), 1, None),
        (cut_response(), 1, Some(true)),
    ] {
        let responses = [first, ok.clone()];
        let (sent, result) = order(RetryPolicy::default(), &responses[..attempts]).await;
        assert_eq!(sent, attempts, "{responses:?}");
        let outcome = result.err().map(|error| {
            assert_eq!(error.attempts(), 1);
            error.outcome_unknown()
        });
        assert_eq!(outcome, unknown, "{responses:?}");
    }
}

/// Every attempt counts: an order that may have been executed once is unknown, though the last attempt was not sent.
#[tokio::test]
async fn remembers_an_earlier_attempt() {
    let risky = RetryPolicy::default()
        .attempts(2)
        .backoff(Duration::ZERO, Duration::ZERO)
        .retry_orders_with_client_id(true);
    let (sent, result) = order(risky.clone(), &[cut_response(), response(200, "", "")]).await;
    assert_eq!((sent, result.unwrap()), (2, 200));

    // The server is gone at the second attempt.
    let (_, result) = order(risky, &[cut_response()]).await;
    let error = result.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(error.attempts(), 2);
    assert!(error.outcome_unknown(), "{error:?}");
    assert!(error.to_string().contains("earlier attempt"), "{error}");
}

/// Without a connection nothing was executed.
#[tokio::test]
async fn order_without_connection_was_not_executed() {
    let server = Server::play(Vec::<String>::new()).await;
    let url = server.url.clone();
    server.requests().await;
    let transport = builder(&url).build().unwrap();
    let error = execute(&transport, &ORDER).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!((error.attempts(), error.outcome_unknown()), (4, false));
    assert_eq!(error.operation(), "order");
    assert!(error.to_string().contains("nothing was sent"), "{error}");
}

/// The response of an earlier attempt is returned when no permit is left for another.
#[tokio::test]
async fn returns_earlier_response_when_rate_limited() {
    let server = Server::play([response(503, "", "")]).await;
    let limits = RateLimits::per_minute(1, 1).when_limited(WhenLimited::Fail);
    let transport = builder(&server.url).rate_limits(limits).build().unwrap();
    assert_eq!(execute(&transport, &PUBLIC).await.unwrap(), 503);
    let error = execute(&transport, &PUBLIC).await.unwrap_err();
    assert!(
        matches!(
            &error,
            Error::NotSent { reason: NotSentReason::RateLimited { wait }, .. }
                if *wait > Duration::from_secs(10)
        ),
        "{error:?}"
    );
    assert_eq!(error.attempts(), 0);
    assert_eq!(server.requests().await.len(), 1);
}

/// A body is read up to the limit, whether its length is announced or not.
#[tokio::test]
async fn rejects_body_above_the_limit() {
    let chunked = |body: &str| {
        let chunks: String = body
            .chars()
            .map(|c| format!("1\r\n{c}\r\n"))
            .chain(["0\r\n\r\n".to_owned()])
            .collect();
        format!("HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n{chunks}")
    };
    let announced = |body: &str| response(200, "", body);
    for (response, is_accepted) in [
        (announced("12345"), true),
        (announced("123456"), false),
        (chunked("12345"), true),
        (chunked("123456"), false),
    ] {
        let server = Server::play([response.clone()]).await;
        let transport = builder(&server.url).max_body(5).build().unwrap();
        let result = execute(&transport, &ORDER).await;
        if is_accepted {
            assert_eq!(result.unwrap(), 200, "{response}");
            continue;
        }
        let error = result.unwrap_err();
        let Error::Body(body) = &error else {
            panic!("{error:?}")
        };
        assert!(
            matches!(body.problem(), BodyProblem::TooLong { limit: 5 }),
            "{error:?}"
        );
        assert!(error.outcome_unknown());
    }
}

/// The default limit is 8 MiB: a longer body that is announced is not read.
#[tokio::test]
async fn default_body_limit_is_8_mib() {
    const LIMIT: usize = 8 * 1024 * 1024;
    let announced = |length: usize| {
        format!("HTTP/1.1 200 X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n")
    };
    let server = Server::play([announced(LIMIT + 1)]).await;
    let transport = builder(&server.url).build().unwrap();
    let error = execute(&transport, &PUBLIC).await.unwrap_err();
    let Error::Body(body) = &error else {
        panic!("{error:?}")
    };
    assert!(
        matches!(body.problem(), BodyProblem::TooLong { limit: LIMIT }),
        "{error:?}"
    );
    assert_eq!(server.requests().await.len(), 1);
}

/// Asserts the outcomes of two orders, whose middleware fails `before` and `after` the request is sent. Returns the cause
/// of the first.
async fn failed_middleware(before: impl Middleware, after: impl Middleware) -> String {
    let server = Server::play([response(200, "", "")]).await;
    let transport = builder(&server.url).middleware(before).build().unwrap();
    let error = execute(&transport, &ORDER).await.unwrap_err();
    assert_eq!((error.outcome_unknown(), error.attempts()), (false, 0));
    let Error::NotSent {
        reason: NotSentReason::Middleware(cause),
        ..
    } = error
    else {
        panic!("{error:?}")
    };

    let transport = builder(&server.url).middleware(after).build().unwrap();
    let error = execute(&transport, &ORDER).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!((error.outcome_unknown(), error.attempts()), (true, 1));
    assert!(!error.is_connect() && !error.is_timeout());
    assert_eq!(server.requests().await.len(), 1);
    cause.to_string()
}

/// A failure of the caller's middleware leaves the outcome unknown when it follows the request, and not before.
#[tokio::test]
async fn failed_middleware_tells_whether_the_request_was_sent() {
    fn fail_before<'a>(_: Request, _: &'a mut Extensions, _: Next<'a>) -> Sending<'a> {
        Box::pin(async { Err(reqwest_middleware::Error::middleware(std::fmt::Error)) })
    }
    fn fail_after<'a>(
        request: Request,
        extensions: &'a mut Extensions,
        next: Next<'a>,
    ) -> Sending<'a> {
        Box::pin(async move {
            next.run(request, extensions).await?;
            Err(reqwest_middleware::Error::middleware(std::fmt::Error))
        })
    }
    let cause = failed_middleware(fail_before, fail_after).await;
    assert_eq!(cause, std::fmt::Error.to_string());
}

/// A middleware that cannot build a request of its own leaves the outcome unknown if it sent the order before.
#[tokio::test]
async fn invalid_request_of_middleware_does_not_hide_a_sent_order() {
    fn invalid() -> reqwest_middleware::Error {
        reqwest::Client::new()
            .get("no URL")
            .build()
            .unwrap_err()
            .into()
    }
    fn fail_before<'a>(_: Request, _: &'a mut Extensions, _: Next<'a>) -> Sending<'a> {
        Box::pin(async { Err(invalid()) })
    }
    fn fail_after<'a>(
        request: Request,
        extensions: &'a mut Extensions,
        next: Next<'a>,
    ) -> Sending<'a> {
        Box::pin(async move {
            next.run(request, extensions).await?;
            Err(invalid())
        })
    }
    let cause = failed_middleware(fail_before, fail_after).await;
    assert_eq!(cause, invalid().to_string());
}

/// All events of a call number its attempts alike, also after one that was not sent.
#[tokio::test]
async fn events_number_attempts_alike() {
    static HAS_HUNG: AtomicBool = AtomicBool::new(false);

    fn hang_once<'a>(
        request: Request,
        extensions: &'a mut Extensions,
        next: Next<'a>,
    ) -> Sending<'a> {
        if HAS_HUNG.swap(true, Ordering::Relaxed) {
            next.run(request, extensions)
        } else {
            Box::pin(std::future::pending())
        }
    }

    let server = Server::play([response(503, "", ""), response(200, "", "")]).await;
    let events = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&events);
    let transport = builder(&server.url)
        .attempt_timeout(Duration::from_secs(1))
        .middleware(hang_once)
        .observer(move |event: &Event| seen.lock().unwrap().push(*event))
        .build()
        .unwrap();
    execute(&transport, &PRIVATE).await.unwrap();
    let numbers: Vec<_> = (events.lock().unwrap().iter())
        .map(|event| match event {
            Event::Retry { attempt, .. } => ("retry", *attempt),
            Event::Attempt { attempt, .. } => ("attempt", *attempt),
            Event::Finished { attempts, .. } => ("sent", *attempts),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        ("retry", 1),
        ("attempt", 2),
        ("retry", 2),
        ("attempt", 3),
        ("sent", 2),
    ];
    assert_eq!(numbers, expected);
}

/// A middleware that sends an order twice leaves its outcome unknown, whatever the second response is.
#[tokio::test]
async fn order_that_a_middleware_repeats_is_unknown() {
    fn repeat<'a>(request: Request, extensions: &'a mut Extensions, next: Next<'a>) -> Sending<'a> {
        Box::pin(async move {
            let again = request.try_clone().unwrap();
            let _ = next.clone().run(request, extensions).await;
            next.run(again, extensions).await
        })
    }
    let rejected = error_response(429, "TOO_MANY_REQUESTS");
    for (second, is_response) in [(rejected, true), (cut_response(), false)] {
        let server = Server::play([cut_response(), second]).await;
        let transport = builder(&server.url).middleware(repeat).build().unwrap();
        let result = execute(&transport, &ORDER).await;
        // A raw response is not an error; it is not retried.
        assert_eq!(result.is_ok(), is_response, "{result:?}");
        if let Err(error) = result {
            assert_eq!((error.attempts(), error.outcome_unknown()), (1, true));
        }
        assert_eq!(server.requests().await.len(), 2);
    }
}

/// A middleware that replaces the extensions of a request does not change how it is signed and sent.
#[tokio::test]
async fn signs_request_with_replaced_extensions() {
    fn replace<'a>(
        request: Request,
        extensions: &'a mut Extensions,
        next: Next<'a>,
    ) -> Sending<'a> {
        *extensions = Extensions::new();
        next.run(request, extensions)
    }
    let server = Server::play([response(200, "", "")]).await;
    let transport = builder(&server.url).middleware(replace).build().unwrap();
    assert_eq!(execute(&transport, &PRIVATE).await.unwrap(), 200);
    let requests = server.requests().await;
    assert_eq!(header(&requests[0], "x-signature").len(), 1);
}

/// The timeout of an attempt covers the caller's middleware and a signer that is awaited. Nothing was sent, so an order is
/// tried again too.
#[tokio::test(start_paused = true)]
async fn attempt_timeout_covers_middleware_and_signer() {
    fn hang<'a>(_: Request, _: &'a mut Extensions, _: Next<'a>) -> Sending<'a> {
        HANGS.fetch_add(1, Ordering::Relaxed);
        Box::pin(std::future::pending())
    }
    static HANGS: AtomicU64 = AtomicU64::new(0);

    /// A signer that never returns.
    struct Hanging(VerifyingKey);

    impl backpack_signing::AsyncSigner for Hanging {
        fn verifying_key(&self) -> VerifyingKey {
            self.0
        }

        fn sign<'a>(&'a self, _: &'a [u8]) -> SignatureFuture<'a> {
            HANGS.fetch_add(1, Ordering::Relaxed);
            Box::pin(std::future::pending())
        }
    }

    let key = SigningKey::from_bytes(&[7; 32]).verifying_key();
    let url = "http://127.0.0.1:9";
    let middleware = builder(url).middleware(hang).build().unwrap();
    let signer = builder(url)
        .credentials(AsyncCredentials::from_signer(Hanging(key)))
        .build()
        .unwrap();
    for transport in [middleware, signer] {
        for operation in [PRIVATE, ORDER] {
            let before = HANGS.load(Ordering::Relaxed);
            let start = tokio::time::Instant::now();
            let error = execute(&transport, &operation).await.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::NotSent {
                        reason: NotSentReason::DeadlinePassed,
                        ..
                    }
                ),
                "{error:?}"
            );
            assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
            assert_eq!((error.attempts(), error.outcome_unknown()), (0, false));
            // Three attempts of 10 s fill the 30 s of the call.
            assert!(HANGS.load(Ordering::Relaxed) >= before + 3);
            assert!(start.elapsed() <= Duration::from_millis(30_010));
        }
    }
}

/// A call without time sends nothing, and a call whose middleware or signer blocks past the deadline does not either.
#[tokio::test]
async fn sends_nothing_after_the_deadline() {
    const LIMIT: Duration = Duration::from_millis(50);

    fn block<'a>(request: Request, extensions: &'a mut Extensions, next: Next<'a>) -> Sending<'a> {
        std::thread::sleep(LIMIT + Duration::from_millis(5));
        next.run(request, extensions)
    }

    /// A signer that blocks for longer than the call may take.
    struct Slow(SigningKey);

    impl Keypair for Slow {
        type VerifyingKey = VerifyingKey;

        fn verifying_key(&self) -> VerifyingKey {
            self.0.verifying_key()
        }
    }

    impl Signer<Signature> for Slow {
        fn try_sign(&self, message: &[u8]) -> Result<Signature, signature::Error> {
            std::thread::sleep(LIMIT + Duration::from_millis(5));
            self.0.try_sign(message)
        }
    }

    let server = Server::play([response(200, "", "")]).await;
    let slow = Credentials::from_signer(Slow(SigningKey::from_bytes(&[7; 32])));
    let zero = builder(&server.url)
        .timeout(Duration::ZERO)
        .build()
        .unwrap();
    let middleware = builder(&server.url)
        .timeout(LIMIT)
        .middleware(block)
        .build()
        .unwrap();
    let signer = builder(&server.url)
        .timeout(LIMIT)
        .credentials(slow)
        .build()
        .unwrap();
    for (transport, calls) in [(zero, 200), (middleware, 3), (signer, 3)] {
        for _ in 0..calls {
            let error = execute(&transport, &ORDER).await.unwrap_err();
            assert!(
                matches!(
                    error,
                    Error::NotSent {
                        reason: NotSentReason::DeadlinePassed,
                        ..
                    }
                ),
                "{error:?}"
            );
        }
    }
    let transport = builder(&server.url).build().unwrap();
    execute(&transport, &ORDER).await.unwrap();
    assert_eq!(server.requests().await.len(), 1);
}

/// With the defaults, a connection that is never established ends as "not connected" within its attempt: an order is
/// retried, and its outcome is known. So it is with a timeout that is shorter than the connect timeout.
#[tokio::test(start_paused = true)]
async fn connection_that_is_never_established_was_not_used() {
    // It accepts connections, and never takes part in a TLS handshake.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let default = builder(&url).build().unwrap();
    let short = builder(&url)
        .attempt_timeout(Duration::from_millis(800))
        .connect_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    for transport in [default, short] {
        let error = execute(&transport, &ORDER).await.unwrap_err();
        assert!(error.is_connect(), "{error:?}");
        assert_eq!((error.attempts(), error.outcome_unknown()), (4, false));
    }
    // The timeout of this call alone is shorter than the connect timeout.
    let options = CallOptions::new().attempt_timeout(Duration::from_millis(100));
    let call = builder(&url).build().unwrap().with(&options);
    let error = execute(&call, &ORDER).await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!((error.attempts(), error.outcome_unknown()), (4, false));

    let call = builder(&url)
        .timeout(Duration::from_secs(2))
        .build()
        .unwrap();
    let error = execute(&call, &ORDER).await.unwrap_err();
    assert!(error.is_connect() && !error.outcome_unknown(), "{error:?}");
}

/// A URL that is too long for a request is an error before anything is sent, and is not tried again.
#[tokio::test]
async fn url_that_cannot_be_built_is_not_sent() {
    let transport = builder("http://127.0.0.1:9").build().unwrap();
    for operation in [PUBLIC, ORDER] {
        let method = Method::from_bytes(operation.method.as_bytes()).unwrap();
        let url = format!("http://127.0.0.1:9/x?symbol={}", "A".repeat(70_000));
        let request = transport.http().request(method, url).build().unwrap();
        let result = transport.execute::<String>(request, &operation).await;
        let error = result.unwrap_err();
        assert!(
            matches!(
                error,
                Error::NotSent {
                    reason: NotSentReason::InvalidRequest(_),
                    ..
                }
            ),
            "{error:?}"
        );
        assert_eq!((error.attempts(), error.outcome_unknown()), (0, false));
        assert!(error.to_string().len() < 200, "{error}");
    }
}

/// A cancel by id is retried after an attempt that may have been executed; if nothing is found then, it succeeded. A
/// cancel of all orders is retried on request alone.
#[tokio::test]
async fn retries_cancel_by_id() {
    const CANCEL: Operation = Operation::new("cancel", "DELETE", "/x")
        .signed("orderCancel")
        .cancel()
        .idempotent();
    const CANCEL_ALL: Operation = Operation::new("cancel_all", "DELETE", "/x")
        .signed("orderCancelAll")
        .cancel();
    let not_found = || error_response(404, "RESOURCE_NOT_FOUND");

    // At the first attempt, nothing was found.
    let server = Server::play([not_found()]).await;
    let transport = builder(&server.url).build().unwrap();
    assert_eq!(execute(&transport, &CANCEL).await.unwrap(), 404);

    // At the second, the first may have cancelled the order.
    for first in [
        cut_response(),
        response(502, "", ""),
        response(429, "", "<html>"),
    ] {
        let server = Server::play([first, not_found()]).await;
        let transport = builder(&server.url).build().unwrap();
        assert_eq!(execute(&transport, &CANCEL).await.unwrap(), 202);
        assert_eq!(server.requests().await.len(), 2);
    }

    // The first was certainly not executed, so the order was not there.
    let first = error_response(429, "TOO_MANY_REQUESTS");
    let server = Server::play([first, not_found()]).await;
    let transport = builder(&server.url).build().unwrap();
    assert_eq!(execute(&transport, &CANCEL).await.unwrap(), 404);

    let server = Server::play([cut_response()]).await;
    let transport = builder(&server.url).build().unwrap();
    let error = execute(&transport, &CANCEL_ALL).await.unwrap_err();
    assert_eq!((error.attempts(), error.outcome_unknown()), (1, true));

    let server = Server::play([cut_response(), response(200, "", "")]).await;
    let policy = RetryPolicy::default()
        .backoff(Duration::ZERO, Duration::ZERO)
        .retry_all_cancels(true);
    let on_request = CallOptions::new().retry(policy);
    let transport = builder(&server.url).build().unwrap().with(&on_request);
    assert_eq!(execute(&transport, &CANCEL_ALL).await.unwrap(), 200);
    assert_eq!(server.requests().await.len(), 2);
}

/// After a 429 with `Retry-After`, every clone waits; a call that cannot is rejected before it is sent.
#[tokio::test]
async fn rate_limit_response_holds_back_every_clone() {
    for limits in [RateLimits::default(), RateLimits::unlimited()] {
        let server = Server::play([response(429, "retry-after: 100\r\n", "")]).await;
        let one = builder(&server.url)
            .rate_limits(limits.clone())
            .build()
            .unwrap();
        assert_eq!(execute(&one, &PUBLIC).await.unwrap(), 429);
        let two = builder(&server.url).rate_limits(limits).build().unwrap();
        for transport in [one.clone(), one, two] {
            for operation in [PUBLIC, ORDER] {
                let error = execute(&transport, &operation).await.unwrap_err();
                assert!(
                    matches!(
                        error,
                        Error::NotSent {
                            reason: NotSentReason::RateLimited { wait },
                            ..
                        } if wait > Duration::from_secs(60)
                    ),
                    "{error:?}"
                );
            }
        }
        assert_eq!(server.requests().await.len(), 1);
    }
}

/// A `Retry-After` that overflows ends the call: no retry is late enough.
#[tokio::test]
async fn overflowing_retry_after_is_not_retried() {
    let header = "retry-after: 99999999999999999999\r\n";
    let server = Server::play([response(429, header, "")]).await;
    let transport = builder(&server.url).build().unwrap();
    assert_eq!(execute(&transport, &PUBLIC).await.unwrap(), 429);
    assert_eq!(server.requests().await.len(), 1);
}

/// A server that closes an idle connection when the next request arrives leaves an order unknown, and a read is sent on a
/// new connection.
#[tokio::test]
async fn idle_connection_that_closes_leaves_the_order_unknown() {
    for (operation, is_retried) in [(PUBLIC, true), (ORDER, false)] {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let served = tokio::spawn(async move {
            let (mut kept, _) = listener.accept().await.unwrap();
            read_head(&mut kept).await;
            let ok = "HTTP/1.1 200 X\r\ncontent-length: 0\r\n\r\n";
            kept.write_all(ok.as_bytes()).await.unwrap();
            // The second request arrives on the same connection, which closes in place of a response.
            read_head(&mut kept).await;
            drop(kept);
            if is_retried {
                let (mut fresh, _) = listener.accept().await.unwrap();
                read_head(&mut fresh).await;
                fresh.write_all(ok.as_bytes()).await.unwrap();
            }
            listener
        });
        let transport = builder(&url).build().unwrap();
        assert_eq!(execute(&transport, &PUBLIC).await.unwrap(), 200);
        let result = execute(&transport, &operation).await;
        if is_retried {
            assert_eq!(result.unwrap(), 200);
        } else {
            let error = result.unwrap_err();
            assert_eq!((error.attempts(), error.outcome_unknown()), (1, true));
            assert!(!error.is_connect() && !error.is_timeout(), "{error:?}");
        }
        // No further connection was made.
        let listener = served.await.unwrap();
        let further = futures_util::FutureExt::now_or_never(listener.accept());
        assert!(further.is_none());
    }
}

async fn read_head(stream: &mut tokio::net::TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
}

/// A request that cannot be signed is not sent; after an earlier attempt, the response to that one is returned.
#[tokio::test]
async fn request_that_cannot_be_signed_is_not_sent() {
    /// A signer that signs once.
    struct Once(SigningKey, AtomicBool);

    impl Keypair for Once {
        type VerifyingKey = VerifyingKey;

        fn verifying_key(&self) -> VerifyingKey {
            self.0.verifying_key()
        }
    }

    impl Signer<Signature> for Once {
        fn try_sign(&self, message: &[u8]) -> Result<Signature, signature::Error> {
            if self.1.swap(true, Ordering::Relaxed) {
                return Err(signature::Error::new());
            }
            self.0.try_sign(message)
        }
    }

    let server = Server::play([response(503, "", "")]).await;
    let signer = Once(SigningKey::from_bytes(&[7; 32]), AtomicBool::new(false));
    let transport = builder(&server.url)
        .credentials(Credentials::from_signer(signer))
        .build()
        .unwrap();
    assert_eq!(execute(&transport, &PRIVATE).await.unwrap(), 503);
    let error = execute(&transport, &ORDER).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotSent {
                operation: "order",
                reason: NotSentReason::Signing(_)
            }
        ),
        "{error:?}"
    );
    assert_eq!((error.attempts(), error.outcome_unknown()), (0, false));
    assert_eq!(server.requests().await.len(), 1);
}

/// Options of a call override those of the client, for that call.
#[tokio::test]
async fn call_options_override_client_options() {
    let server = Server::play([response(200, "", ""), response(200, "", "")]).await;
    let transport = builder(&server.url)
        .window(Window::from_millis(9_000).unwrap())
        .options(&CallOptions::new().broker_id(500))
        .build()
        .unwrap();
    let options = CallOptions::new()
        .window(Window::MAX)
        .broker_key("broker-secret")
        .unwrap();
    execute(&transport.with(&options), &PRIVATE).await.unwrap();
    execute(&transport, &PRIVATE).await.unwrap();
    let requests = server.requests().await;
    for (request, window, key) in [
        (&requests[0], "60000", vec!["broker-secret"]),
        (&requests[1], "9000", vec![]),
    ] {
        assert_eq!(header(request, "x-window"), [window]);
        assert_eq!(header(request, "x-broker-key"), key);
        assert_eq!(header(request, "x-broker-id"), ["500"]);
    }
}

/// A redirect is not followed, whatever the method: its target would receive the signed headers.
#[tokio::test]
async fn does_not_follow_redirects() {
    const DELETE: Operation = Operation::new("cancel", "DELETE", "/x").signed("orderCancel");
    for operation in [PRIVATE, ORDER, DELETE] {
        for status in [301, 302, 303, 307, 308] {
            let target = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let location = format!("location: http://{}/x\r\n", target.local_addr().unwrap());
            let server = Server::play([response(status, &location, "")]).await;
            let transport = builder(&server.url).build().unwrap();
            assert_eq!(execute(&transport, &operation).await.unwrap(), status);
            assert_eq!(server.requests().await.len(), 1);
            let reached = futures_util::FutureExt::now_or_never(target.accept());
            assert!(reached.is_none(), "{} {status}", operation.method);
        }
    }
}

/// Credentials are not accepted over plain HTTP to another machine.
#[test]
fn rejects_credentials_over_plain_http() {
    let error = builder("http://exchange.example").build().unwrap_err();
    assert!(matches!(error, BuildError::InsecureBaseUrl), "{error}");
    let public = ClientBuilder::<Transport>::new("http://exchange.example", "test/1");
    assert!(public.build().is_ok());
    let error = builder("exchange.example").build().unwrap_err();
    assert!(matches!(error, BuildError::BaseUrl(_)), "{error}");
    let error = ClientBuilder::<Transport>::new("https://exchange.example", "a\nb")
        .build()
        .unwrap_err();
    assert!(matches!(error, BuildError::Http(_)), "{error}");
}

/// `Debug` shows the key, which is public, and neither the secret nor a password.
#[test]
fn debug_hides_secrets() {
    let key = credentials().api_key().to_owned();
    let builder = builder("http://user:password@127.0.0.1:9");
    let shown = format!("{builder:?}");
    assert!(shown.contains(&key), "{shown}");
    assert!(
        !shown.contains("AAAA") && !shown.contains("password"),
        "{shown}"
    );
    let transport = builder.base_url("http://127.0.0.1:9").build().unwrap();
    let shown = format!("{transport:?}");
    assert!(
        shown.contains(&key) && shown.contains("127.0.0.1"),
        "{shown}"
    );
    assert!(!shown.contains("AAAA"), "{shown}");
}

/// The measured offset moves the timestamps of signatures, for every clone; a measurement that fails changes nothing.
#[tokio::test]
async fn sync_clock_corrects_signatures() {
    let local = Timestamp::from_millis(1_000_000);
    let ahead = jiff::Timestamp::from_millisecond(1_420_000).unwrap();
    let server = Server::play([response(200, "", ""), response(200, "", "")]).await;
    let transport = builder(&server.url)
        .clock(backpack_signing::FixedClock::new(local))
        .build()
        .unwrap();
    let clone = transport.clone();

    let failure = || Error::<String>::from(NotSentReason::Blocking);
    let error = transport.sync_clock(|_| async { Err(failure()) }).await;
    assert!(error.is_err());
    assert_eq!(transport.clock_offset().as_millis(), 0);
    execute(&clone, &PRIVATE).await.unwrap();

    let requests = Arc::new(AtomicU64::new(0));
    let offset = transport
        .sync_clock(|_| {
            // Every other request fails.
            let fails = requests.fetch_add(1, Ordering::Relaxed) % 2 == 1;
            async move { if fails { Err(failure()) } else { Ok(ahead) } }
        })
        .await
        .unwrap();
    assert_eq!(offset.as_millis(), 420_000);
    assert_eq!(clone.clock_offset(), offset);
    execute(&clone, &PRIVATE).await.unwrap();

    let requests = server.requests().await;
    assert_eq!(header(&requests[0], "x-timestamp"), ["1000000"]);
    assert_eq!(header(&requests[1], "x-timestamp"), ["1420000"]);
}

/// A jump of the system's clock during a measurement does not change the offset, nor does one wrong response, however
/// fast it is.
#[tokio::test(start_paused = true)]
async fn sync_clock_survives_jumps_and_a_wrong_response() {
    let clock = Arc::new(backpack_signing::FixedClock::new(Timestamp::from_millis(0)));
    let transport = builder("http://127.0.0.1:9")
        .clock(Arc::clone(&clock))
        .build()
        .unwrap();
    let start = tokio::time::Instant::now();
    let exchange = |after: Duration| {
        let millis = 1_000_000 + i64::try_from(after.as_millis()).unwrap();
        jiff::Timestamp::from_millisecond(millis).unwrap()
    };
    for wrong in 0..5 {
        // The clock of this machine is 5 minutes behind, and a minute ahead of that at the start.
        clock.set(Timestamp::from_millis(760_000));
        let requests = AtomicU64::new(0);
        let offset = transport
            .sync_clock(|_| {
                let (request, clock) = (requests.fetch_add(1, Ordering::Relaxed), clock.clone());
                async move {
                    if request == wrong {
                        // At once, and nine minutes off.
                        let off = start.elapsed() + Duration::from_secs(540);
                        return Ok::<_, Error<String>>(exchange(off));
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    clock.set(Timestamp::from_millis(700_000));
                    let time = exchange(start.elapsed());
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    Ok(time)
                }
            })
            .await
            .unwrap();
        let elapsed = i64::try_from(start.elapsed().as_millis()).unwrap();
        assert_eq!(offset.as_millis(), 300_000 + elapsed, "{wrong}");
    }
}

/// An offset above the limit is a typed error, in both directions, and changes nothing.
#[tokio::test]
async fn sync_clock_rejects_an_offset_above_the_limit() {
    let minute = Duration::from_secs(60);
    for (limit, seconds, is_accepted) in [
        (None, 599, true),
        (None, 601, false),
        (None, -601, false),
        (None, 365 * 24 * 3_600, false),
        (Some(minute), 61, false),
        (Some(minute * 60), 3_599, true),
    ] {
        let local = Timestamp::from_millis(1_700_000_000_000);
        let mut builder =
            builder("http://127.0.0.1:9").clock(backpack_signing::FixedClock::new(local));
        if let Some(limit) = limit {
            builder = builder.max_clock_offset(limit);
        }
        let transport = builder.build().unwrap();
        let time = jiff::Timestamp::from_second(1_700_000_000 + seconds).unwrap();
        let result = transport
            .sync_clock(|_| async move { Ok::<_, Error<String>>(time) })
            .await;
        if is_accepted {
            // The measurement takes a moment.
            let off = result.unwrap().as_millis() - seconds * 1_000;
            assert!((0..1_000).contains(&off), "{off}");
            continue;
        }
        let error = result.unwrap_err();
        assert!(
            matches!(error, Error::ClockOffset { limit: of, .. } if of == limit.unwrap_or(10 * minute)),
            "{error:?}"
        );
        assert!(error.to_string().contains("above the limit"), "{error}");
        assert_eq!((error.operation(), error.attempts()), ("sync_clock", 0));
        assert!(!error.outcome_unknown());
        assert_eq!(transport.clock_offset().as_millis(), 0);
    }
}

/// The offset is measured again after each interval, whether a measurement fails or not.
#[tokio::test(start_paused = true)]
async fn sync_clock_every_repeats() {
    let transport = builder("http://127.0.0.1:9")
        .clock(backpack_signing::FixedClock::new(Timestamp::from_millis(0)))
        .build()
        .unwrap();
    let calls = Arc::new(AtomicU64::new(0));
    let (counter, clone) = (Arc::clone(&calls), transport.clone());
    let repeating = tokio::spawn(async move {
        clone
            .sync_clock_every(Duration::from_secs(600), |_| {
                // The first measurement fails.
                let call = counter.fetch_add(1, Ordering::Relaxed);
                async move {
                    if call < 5 {
                        return Err(Error::<String>::from(NotSentReason::Blocking));
                    }
                    Ok(jiff::Timestamp::from_second(7).unwrap())
                }
            })
            .await
    });
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(transport.clock_offset().as_millis(), 0);
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(transport.clock_offset().as_millis(), 7_000);
    let after_two = calls.load(Ordering::Relaxed);
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert!(calls.load(Ordering::Relaxed) > after_two);
    repeating.abort();
}

/// A signed operation has its instruction in the table.
#[test]
fn operations_carry_their_authentication() {
    assert!(matches!(&PRIVATE.auth, Auth::Signed(name) if name.as_str() == "balanceQuery"));
    assert_eq!((PUBLIC.auth, SESSION.auth), (Auth::Public, Auth::Session));
}
