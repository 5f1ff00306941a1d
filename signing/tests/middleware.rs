//! The middleware on a plain reqwest client: requests as a server receives them, and requests that are not sent.

#![cfg(test)]
#![cfg(feature = "middleware")]

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Waker};
use std::time::Duration;

use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{self, Keypair, Signer};
use backpack_signing::{
    AsyncCredentials, AsyncSigner, Clock as _, Credentials, FixedClock, Instruction, Payload,
    ReceivedHeaders, SignatureFuture, SigningError, SigningMiddleware, StringToSignError,
    Timestamp, Unsigned, Verified, VerifyError, Window, sign_request, sign_request_async, verify,
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

/// A request as received.
struct Received {
    target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Received {
    fn header(&self, name: &str) -> Option<&str> {
        let mut found = self
            .headers
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let (_, value) = found.next()?;
        assert!(found.next().is_none(), "{name} received twice");
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

/// Responds 200 to every request, and keeps the requests.
struct Server {
    address: SocketAddr,
    received: mpsc::UnboundedReceiver<Received>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, received) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let request = respond(stream).await;
                sender.send(request).unwrap();
            }
        });
        Self { address, received }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Asserts that nothing has been sent yet: a probe that is sent now must be the first request.
    async fn has_received_nothing(&mut self) {
        http().get(self.url("/probe")).send().await.unwrap();
        let first = self.received.recv().await.unwrap();
        assert_eq!(first.target, "/probe", "a rejected request was sent");
    }
}

async fn respond(mut stream: TcpStream) -> Received {
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
    let mut request = Received {
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

fn middleware() -> SigningMiddleware<FixedClock> {
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

/// Sends a request that the middleware must reject.
async fn rejected(request: RequestBuilder) -> SigningError {
    match request.send().await.unwrap_err() {
        reqwest_middleware::Error::Middleware(error) => error.downcast().unwrap(),
        other => panic!("{other}"),
    }
}

async fn received(server: &mut Server, request: RequestBuilder) -> Received {
    assert_eq!(request.send().await.unwrap().status(), 200);
    server.received.recv().await.unwrap()
}

#[tokio::test]
async fn query_verifies_as_reqwest_encodes_it() {
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
    let received = received(&mut server, request).await;
    assert!(
        received.target.contains("q=a+b%2Bc%26d%3D%C3%A9%25"),
        "{}",
        received.target
    );
    let verified = received.verify(&BALANCES, NOW).unwrap();
    assert_eq!(verified.timestamp, NOW);
    assert_eq!(verified.window, Window::DEFAULT);
    assert_eq!(received.header("X-API-Key"), Some(API_KEY));
    assert_eq!(received.header("X-Window"), Some("5000"));
}

#[tokio::test]
async fn body_is_received_as_signed() {
    let mut server = Server::start().await;
    let order = serde_json::json!({"symbol": "SOL_USDC", "price": "20.50", "clientId": 7, "note": "say \"hi\""});
    for body in [order.clone(), serde_json::json!([order, {"symbol": "BTC"}])] {
        let request = client(middleware())
            .post(server.url("/x"))
            .json(&body)
            .with_extension(ORDER);
        let received = received(&mut server, request).await;
        assert_eq!(received.body, serde_json::to_vec(&body).unwrap());
        received.verify(&ORDER, NOW).unwrap();
        assert_eq!(received.verify(&BALANCES, NOW), Err(VerifyError::Mismatch));
    }
}

#[tokio::test]
async fn rejects_request_without_or_with_both_extensions() {
    let mut server = Server::start().await;
    let client = client(middleware());
    let get = || client.get(server.url("/x"));

    let public = get().with_extension(Unsigned);
    let error = rejected(get()).await;
    assert!(matches!(error, SigningError::NoInstruction));
    assert!(error.to_string().contains("`Unsigned`"));
    let error = rejected(get().with_extension(BALANCES).with_extension(Unsigned)).await;
    assert!(matches!(error, SigningError::ConflictingExtensions));
    server.has_received_nothing().await;

    let received = received(&mut server, public).await;
    for header in ["X-API-Key", "X-Signature", "X-Timestamp", "X-Window"] {
        assert_eq!(received.header(header), None);
    }
}

#[tokio::test]
async fn unsignable_request_is_not_sent() {
    let mut server = Server::start().await;
    let client = client(middleware());
    let post = |path| client.post(server.url(path)).with_extension(ORDER);

    // A response that is passed on as a body is a stream.
    let stream = Body::from(Response::from(http::Response::new("{}")));
    assert!(matches!(
        rejected(post("/x").body(stream)).await,
        SigningError::StreamingBody
    ));
    let string_to_sign_error = |error| match error {
        SigningError::StringToSign(error) => error,
        other => panic!("{other}"),
    };
    assert_eq!(
        string_to_sign_error(rejected(post("/x?a=1").body("{}")).await),
        StringToSignError::QueryAndBody
    );
    assert_eq!(
        string_to_sign_error(rejected(post("/x").body("[]")).await),
        StringToSignError::EmptyBatch
    );
    assert_eq!(
        string_to_sign_error(rejected(post("/x").body("a=1")).await),
        StringToSignError::BodyNotObjectOrArray
    );
    server.has_received_nothing().await;
}

#[tokio::test]
async fn request_is_not_sent_when_the_signer_fails() {
    struct Locked;

    impl Keypair for Locked {
        type VerifyingKey = VerifyingKey;

        fn verifying_key(&self) -> VerifyingKey {
            *credentials().verifying_key()
        }
    }

    impl Signer<Signature> for Locked {
        fn try_sign(&self, _: &[u8]) -> Result<Signature, signature::Error> {
            Err(signature::Error::from_source("the device is locked"))
        }
    }

    let mut server = Server::start().await;
    let client = client(SigningMiddleware::new(Credentials::from_signer(Locked)));
    let error = rejected(client.get(server.url("/x")).with_extension(BALANCES)).await;
    assert!(matches!(error, SigningError::Signer { .. }));
    server.has_received_nothing().await;
}

#[tokio::test]
async fn window_of_the_request_replaces_the_default() {
    let mut server = Server::start().await;
    let client = client(middleware().with_window(Window::MAX));
    let get = || client.get(server.url("/x")).with_extension(BALANCES);

    let (own, short) = (get(), get().with_extension(Window::MIN));
    let found = received(&mut server, own).await;
    assert_eq!(found.verify(&BALANCES, NOW).unwrap().window, Window::MAX);
    let found = received(&mut server, short).await;
    assert_eq!(found.verify(&BALANCES, NOW).unwrap().window, Window::MIN);
}

/// Sends each request twice, a minute apart, as a retry does.
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

#[tokio::test]
async fn each_attempt_has_its_own_timestamp_and_signature() {
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

    let first = server.received.recv().await.unwrap();
    let second = server.received.recv().await.unwrap();
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

#[test]
fn sign_request_replaces_headers_and_marks_them_sensitive() {
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
    sign_request(&credentials(), &mut request, &BALANCES, NOW, Window::MAX).unwrap();

    let headers = request.headers();
    assert_eq!(headers.len(), 5);
    assert_eq!(headers["X-API-Key"], API_KEY);
    assert_eq!(headers["X-Timestamp"], NOW.to_string());
    assert_eq!(headers["X-Window"], "60000");
    assert!(headers["X-API-Key"].is_sensitive());
    assert!(headers["X-Signature"].is_sensitive());
    let shown = format!("{request:?}");
    assert!(
        !shown.contains(headers["X-Signature"].to_str().unwrap()),
        "{shown}"
    );
}

#[test]
fn rejected_request_is_unchanged() {
    let mut request = request(Method::POST, "http://localhost/x");
    *request.body_mut() = Some("null".into());
    assert!(sign_request(&credentials(), &mut request, &ORDER, NOW, Window::MAX).is_err());
    assert!(request.headers().is_empty());
}

/// A signer during whose work the clock advances.
struct Slow {
    clock: Arc<FixedClock>,
    key: SigningKey,
}

impl AsyncSigner for Slow {
    fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.clock.advance(Duration::from_secs(1));
            self.key.try_sign(message)
        })
    }
}

fn slow() -> (Arc<FixedClock>, AsyncCredentials) {
    let clock = Arc::new(FixedClock::new(NOW));
    let signer = Slow {
        clock: Arc::clone(&clock),
        key: SigningKey::from_bytes(&[7; 32]),
    };
    (clock, AsyncCredentials::from_signer(signer))
}

#[tokio::test]
async fn request_has_the_timestamp_from_before_the_signature() {
    let mut server = Server::start().await;
    let (clock, credentials) = slow();
    let middleware = SigningMiddleware::new(credentials).with_clock(Arc::clone(&clock));
    let request = client(middleware).get(server.url("/x?a=1"));
    let received = received(&mut server, request.with_extension(BALANCES)).await;
    assert_eq!(clock.now(), NOW.saturating_add(Duration::from_secs(1)));
    let verified = received.verify(&BALANCES, clock.now()).unwrap();
    assert_eq!(verified.timestamp, NOW);
}

#[test]
fn request_is_unchanged_when_the_signature_is_abandoned() {
    let (_, credentials) = slow();
    let mut request = request(Method::GET, "http://localhost/x");
    {
        let signing =
            sign_request_async(&credentials, &mut request, &BALANCES, NOW, Window::DEFAULT);
        let mut context = Context::from_waker(Waker::noop());
        assert!(pin!(signing).poll(&mut context).is_pending());
    }
    assert!(request.headers().is_empty());
}
