//! The path of a request: retry, rate limit, the caller's middleware, sign, send.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use backpack_runtime::reqwest_middleware::{self, Next};
use backpack_runtime::{
    Auth, BodyProblem, BuildError, CallOptions, ClientBuilder, Error, NotSentReason, Operation,
    RateLimits, RetryPolicy, Transport, WhenLimited,
};
use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{self, Keypair, Signer};
use backpack_signing::{Clock, Credentials, Timestamp, Window};
use http::{Extensions, HeaderValue};
use reqwest::{Method, Request};

use crate::server::{Server, cut_response, response};

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
fn mark<'a>(
    mut request: Request,
    extensions: &'a mut Extensions,
    next: Next<'a>,
) -> Pin<Box<dyn Future<Output = reqwest_middleware::Result<reqwest::Response>> + Send + 'a>> {
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
        (response(429, "", ""), 2, None),
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

/// A failure of the caller's middleware may be one after the request was sent.
#[tokio::test]
async fn failed_middleware_leaves_outcome_unknown() {
    fn fail<'a>(
        _: Request,
        _: &'a mut Extensions,
        _: Next<'a>,
    ) -> Pin<Box<dyn Future<Output = reqwest_middleware::Result<reqwest::Response>> + Send + 'a>>
    {
        Box::pin(async { Err(reqwest_middleware::Error::middleware(std::fmt::Error)) })
    }
    let transport = builder("http://127.0.0.1:9")
        .middleware(fail)
        .build()
        .unwrap();
    let error = execute(&transport, &ORDER).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert!(error.outcome_unknown());
    assert!(!error.is_connect() && !error.is_timeout());
}

/// The timeout of an attempt covers the caller's middleware; a read-only request is retried after it, an order is not.
#[tokio::test(start_paused = true)]
async fn attempt_timeout_covers_the_middleware() {
    fn hang<'a>(
        _: Request,
        _: &'a mut Extensions,
        _: Next<'a>,
    ) -> Pin<Box<dyn Future<Output = reqwest_middleware::Result<reqwest::Response>> + Send + 'a>>
    {
        Box::pin(std::future::pending())
    }
    let transport = builder("http://127.0.0.1:9")
        .middleware(hang)
        .build()
        .unwrap();
    for (operation, attempts, outcome_unknown) in [(PRIVATE, 4, false), (ORDER, 1, true)] {
        let error = execute(&transport, &operation).await.unwrap_err();
        assert!(error.is_timeout() && !error.is_connect(), "{error:?}");
        assert_eq!(error.attempts(), attempts);
        assert_eq!(error.outcome_unknown(), outcome_unknown, "{error:?}");
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

/// A redirect is not followed: its target would receive the signed headers.
#[tokio::test]
async fn does_not_follow_redirects() {
    let target = Server::play([response(200, "", "")]).await;
    let location = format!("location: {}/x\r\n", target.url);
    let server = Server::play([response(307, &location, "")]).await;
    let transport = builder(&server.url).build().unwrap();
    assert_eq!(execute(&transport, &ORDER).await.unwrap(), 307);
    assert_eq!(server.requests().await.len(), 1);
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
