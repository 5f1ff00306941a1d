//! The middleware on a plain reqwest client: what really goes over the wire, and what does not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "clippy.toml exempts tests, but not the functions that tests share"
)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{self, Keypair, Signer};
use backpack_signing::{
    CanonicalError, Clock as _, Credentials, FixedClock, Instruction, Payload, ReceivedHeaders,
    SigningError, SigningMiddleware, Timestamp, Unsigned, Verified, VerifyError, Window, verify,
};
use http::Extensions;
use reqwest::{Body, Method, Request, Response};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, RequestBuilder};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;

const API_KEY: &str = "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=";
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
const NOW: Timestamp = Timestamp::from_millis(1_614_550_000_000);

const BALANCES: Instruction = Instruction::from_static("balanceQuery");
const ORDER: Instruction = Instruction::from_static("orderExecute");

/// A request as it arrived.
struct Arrived {
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Arrived {
    fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let (_, value) = found.next()?;
        assert!(found.next().is_none(), "{name} arrived twice");
        Some(value)
    }

    fn verify(&self, instruction: &Instruction, now: Timestamp) -> Result<Verified, VerifyError> {
        let received = ReceivedHeaders {
            api_key: self.header("X-API-Key"),
            signature: self.header("X-Signature"),
            timestamp: self.header("X-Timestamp"),
            window: self.header("X-Window"),
        };
        let query = self.target.split_once('?').map(|(_, query)| query);
        verify(
            received,
            instruction,
            Payload::new(query, Some(&self.body)),
            now,
        )
    }
}

/// Answers 200 to everything, and keeps what arrives.
struct Server {
    address: SocketAddr,
    arrived: mpsc::UnboundedReceiver<Arrived>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, arrived) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let request = answer(stream).await;
                sender.send(request).unwrap();
            }
        });
        Self { address, arrived }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asserts that nothing has been sent yet, by sending something that must then be the first to arrive.
    async fn has_seen_nothing(&mut self) {
        http().get(self.url("/probe")).send().await.unwrap();
        let first = self.arrived.recv().await.unwrap();
        assert_eq!(first.target, "/probe", "a refused request was sent");
    }
}

async fn answer(mut stream: TcpStream) -> Arrived {
    let mut bytes = Vec::new();
    let head_len = loop {
        assert_ne!(
            stream.read_buf(&mut bytes).await.unwrap(),
            0,
            "closed inside the head"
        );
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let head = String::from_utf8(bytes[..head_len].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let target = lines.next().unwrap().split(' ').nth(1).unwrap().to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
    let mut request = Arrived {
        target,
        headers,
        body: Vec::new(),
    };
    let body_len = request
        .header("content-length")
        .map_or(0, |len| len.parse().unwrap());
    while bytes.len() < head_len + body_len {
        assert_ne!(
            stream.read_buf(&mut bytes).await.unwrap(),
            0,
            "closed inside the body"
        );
    }
    request.body = bytes[head_len..].to_vec();
    stream
        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    request
}

fn credentials() -> Credentials {
    Credentials::new(API_KEY, SECRET).unwrap()
}

fn middleware() -> SigningMiddleware<SigningKey, FixedClock> {
    SigningMiddleware::new(credentials()).with_clock(FixedClock::new(NOW))
}

fn client(signing: impl Middleware) -> ClientWithMiddleware {
    ClientBuilder::new(http()).with(signing).build()
}

fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// Sends a request that must be refused by the middleware.
async fn refused(request: RequestBuilder) -> SigningError {
    match request.send().await.unwrap_err() {
        reqwest_middleware::Error::Middleware(error) => error.downcast().unwrap(),
        other => panic!("{other}"),
    }
}

async fn arrived(server: &mut Server, request: RequestBuilder) -> Arrived {
    assert_eq!(request.send().await.unwrap().status(), 200);
    server.arrived.recv().await.unwrap()
}

// Protects what the exchange receives: parameters as reqwest encodes them verify as they arrive.
#[tokio::test]
async fn a_read_verifies_as_it_arrives() {
    let mut server = Server::start().await;
    let parameters = [
        ("symbol", "SOL_USDC"),
        ("m", "SPOT"),
        ("m", "PERP"),
        ("q", "a b+c&d=é%"),
    ];
    let request = client(middleware())
        .get(server.url("/x"))
        .query(&parameters)
        .with_extension(BALANCES);
    let arrived = arrived(&mut server, request).await;
    assert!(
        arrived.target.contains("q=a+b%2Bc%26d%3D%C3%A9%25"),
        "{}",
        arrived.target
    );
    let verified = arrived.verify(&BALANCES, NOW).unwrap();
    assert_eq!(verified.timestamp, NOW);
    assert_eq!(verified.window, Window::DEFAULT);
    assert_eq!(arrived.header("X-API-Key"), Some(API_KEY));
    assert_eq!(arrived.header("X-Window"), Some("5000"));
}

// Protects orders: the body that arrives is the one that was signed.
#[tokio::test]
async fn a_write_verifies_as_it_arrives() {
    let mut server = Server::start().await;
    let order = serde_json::json!({"symbol": "SOL_USDC", "price": "20.50", "clientId": 7, "note": "say \"hi\""});
    for body in [order.clone(), serde_json::json!([order, {"symbol": "BTC"}])] {
        let request = client(middleware())
            .post(server.url("/x"))
            .json(&body)
            .with_extension(ORDER);
        let arrived = arrived(&mut server, request).await;
        assert_eq!(arrived.body, serde_json::to_vec(&body).unwrap());
        arrived.verify(&ORDER, NOW).unwrap();
        assert_eq!(arrived.verify(&BALANCES, NOW), Err(VerifyError::Mismatch));
    }
}

// Protects the rule that nothing goes out unsigned by accident, nor signed by a guess.
#[tokio::test]
async fn a_request_must_say_what_it_is() {
    let mut server = Server::start().await;
    let client = client(middleware());
    let get = || client.get(server.url("/x"));

    let public = get().with_extension(Unsigned);
    let error = refused(get()).await;
    assert!(matches!(error, SigningError::NoInstruction));
    assert!(error.to_string().contains("`Unsigned`"));
    let error = refused(get().with_extension(BALANCES).with_extension(Unsigned)).await;
    assert!(matches!(error, SigningError::Contradiction));
    server.has_seen_nothing().await;

    let arrived = arrived(&mut server, public).await;
    for header in ["X-API-Key", "X-Signature", "X-Timestamp", "X-Window"] {
        assert_eq!(arrived.header(header), None);
    }
}

// Protects against sending what could not be signed.
#[tokio::test]
async fn what_cannot_be_signed_is_not_sent() {
    let mut server = Server::start().await;
    let client = client(middleware());
    let post = |path| client.post(server.url(path)).with_extension(ORDER);

    // What comes from elsewhere and is passed on as it arrives: its bytes are not known beforehand.
    let stream = Body::from(Response::from(http::Response::new("{}")));
    assert!(matches!(
        refused(post("/x").body(stream)).await,
        SigningError::StreamingBody
    ));
    let canonical = |error| match error {
        SigningError::Canonical(error) => error,
        other => panic!("{other}"),
    };
    assert_eq!(
        canonical(refused(post("/x?a=1").body("{}")).await),
        CanonicalError::QueryAndBody
    );
    assert_eq!(
        canonical(refused(post("/x").body("[]")).await),
        CanonicalError::EmptyBatch
    );
    assert_eq!(
        canonical(refused(post("/x").body("a=1")).await),
        CanonicalError::BodyNotObjectOrArray
    );
    server.has_seen_nothing().await;
}

// Protects signers that can fail: the request is refused, with the cause kept.
#[tokio::test]
async fn a_failing_signer_sends_nothing() {
    struct Locked;

    impl Keypair for Locked {
        type VerifyingKey = VerifyingKey;

        fn verifying_key(&self) -> VerifyingKey {
            *credentials().verifying_key()
        }
    }

    impl Signer<Signature> for Locked {
        fn try_sign(&self, _: &[u8]) -> Result<Signature, signature::Error> {
            Err(signature::Error::from_source("the agent is locked"))
        }
    }

    let mut server = Server::start().await;
    let client = client(SigningMiddleware::new(Credentials::from_signer(Locked)));
    let error = refused(client.get(server.url("/x")).with_extension(BALANCES)).await;
    assert!(matches!(error, SigningError::Signer(_)));
    server.has_seen_nothing().await;
}

// Protects the window: the middleware's own, and one of the request, which wins.
#[tokio::test]
async fn the_window_can_be_chosen() {
    let mut server = Server::start().await;
    let client = client(middleware().with_window(Window::MAX));
    let get = || client.get(server.url("/x")).with_extension(BALANCES);

    let (own, short) = (get(), get().with_extension(Window::MIN));
    let found = arrived(&mut server, own).await;
    assert_eq!(found.verify(&BALANCES, NOW).unwrap().window, Window::MAX);
    let found = arrived(&mut server, short).await;
    assert_eq!(found.verify(&BALANCES, NOW).unwrap().window, Window::MIN);
}

/// Sends each request twice, a minute apart: what a retry does.
struct Twice(Arc<FixedClock>);

#[async_trait::async_trait]
impl Middleware for Twice {
    async fn handle(
        &self,
        request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        let again = request.try_clone().unwrap();
        next.clone().run(request, extensions).await?;
        self.0.advance(Duration::from_secs(60));
        next.run(again, extensions).await
    }
}

// Protects retries: each attempt carries its own time and signature, so a late one is not refused as expired.
#[tokio::test]
async fn each_attempt_is_signed_anew() {
    let mut server = Server::start().await;
    let clock = Arc::new(FixedClock::new(NOW));
    let client = ClientBuilder::new(http())
        .with(Twice(Arc::clone(&clock)))
        .with(SigningMiddleware::new(credentials()).with_clock(Arc::clone(&clock)))
        .build();
    client
        .post(server.url("/x"))
        .body("{}")
        .with_extension(ORDER)
        .send()
        .await
        .unwrap();

    let first = server.arrived.recv().await.unwrap();
    let second = server.arrived.recv().await.unwrap();
    assert_eq!(first.verify(&ORDER, NOW).unwrap().timestamp, NOW);
    assert_eq!(
        second.verify(&ORDER, clock.now()).unwrap().timestamp,
        clock.now()
    );
    assert!(matches!(
        first.verify(&ORDER, clock.now()),
        Err(VerifyError::Expired { .. })
    ));
    assert_ne!(first.header("X-Signature"), second.header("X-Signature"));
}

fn request(method: Method, url: &str) -> Request {
    Request::new(method, url.parse().unwrap())
}

// Protects use without the stack: headers are replaced and not added to, and the telling ones are sensitive.
#[test]
fn sign_request_replaces_its_headers() {
    let mut request = request(Method::GET, "http://localhost/x?symbol=SOL");
    for header in ["X-API-Key", "X-Signature", "X-Timestamp", "X-Window"] {
        request
            .headers_mut()
            .append(header, "stale".parse().unwrap());
        request
            .headers_mut()
            .append(header, "staler".parse().unwrap());
    }
    request
        .headers_mut()
        .insert("X-Broker-Id", "1".parse().unwrap());
    middleware()
        .sign_request(&mut request, &BALANCES, None)
        .unwrap();

    let headers = request.headers();
    assert_eq!(headers.len(), 5);
    assert_eq!(headers["X-API-Key"], API_KEY);
    assert_eq!(headers["X-Timestamp"], NOW.to_string());
    assert!(headers["X-API-Key"].is_sensitive());
    assert!(headers["X-Signature"].is_sensitive());
    let shown = format!("{request:?}");
    assert!(
        !shown.contains(headers["X-Signature"].to_str().unwrap()),
        "{shown}"
    );
}

// Protects the caller's request: a refusal leaves it as it was.
#[test]
fn a_refused_request_is_untouched() {
    let mut request = request(Method::POST, "http://localhost/x");
    *request.body_mut() = Some("null".into());
    assert!(
        middleware()
            .sign_request(&mut request, &ORDER, None)
            .is_err()
    );
    assert!(request.headers().is_empty());
}
