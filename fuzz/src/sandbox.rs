//! Any request to the sandbox: it responds and does not stop.
//!
//! An input is `METHOD /path?query`, lines with headers, an empty line, the body. A request to a signed operation is signed
//! if possible, and the sandbox must verify it. The sandbox has a book, so that orders are executed.

use std::cell::RefCell;
use std::time::Duration;

use backpack_api::{Auth, operations};
use backpack_sandbox::rust_decimal::Decimal;
use backpack_sandbox::{Book, Sandbox};
use backpack_signing::{FixedClock, Payload, Timestamp, Window, sign};
use backpack_tests::support::document::Document;
use http::{HeaderName, HeaderValue, Method};
use reqwest::Url;
use tokio::runtime::Runtime;

use crate::seeds::Seed;

/// Time of the sandbox.
const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_123);

/// Number of requests to one sandbox. A new one is started after them, since the book grows.
const REQUESTS: usize = 500;

/// Sandbox and client on one thread, so that an input always has the same outcome.
struct Bench {
    runtime: Runtime,
    sandbox: Sandbox,
    http: reqwest::Client,
    requests: usize,
}

impl Bench {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let book = Book::new()
            .balance("USDC", 1_000_000)
            .balance("SOL", Decimal::new(1_000_001, 1))
            .price("SOL_USDC", 140)
            .fee_rate(Decimal::new(1, 3));
        let sandbox = Sandbox::builder()
            .clock(FixedClock::new(NOW))
            .book(book)
            .keep_requests(1);
        let sandbox = runtime.block_on(sandbox.start()).unwrap();
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(10))
            .build();
        Self {
            runtime,
            sandbox,
            http: http.unwrap(),
            requests: 0,
        }
    }

    /// Sends the request of an input.
    fn send(&mut self, input: &[u8]) {
        self.requests += 1;
        let (head, body) = match input.windows(2).position(|two| two == b"\n\n") {
            Some(end) => (&input[..end], &input[end + 2..]),
            None => (input, &[][..]),
        };
        let head = String::from_utf8_lossy(head);
        let mut lines = head.split('\n');
        let (method, target) = lines
            .next()
            .unwrap_or_default()
            .split_once(' ')
            .unwrap_or_default();
        let url = Url::parse(&format!("{}{target}", self.sandbox.url()));
        let (Ok(method), Ok(url)) = (Method::from_bytes(method.as_bytes()), url) else {
            return;
        };
        // A target without a slash would be part of the authority.
        if !target.starts_with('/') || method == Method::CONNECT || method == Method::HEAD {
            return;
        }
        let payload = Payload::new(url.query(), Some(body));
        let signed = instruction(&method, url.path()).map(|instruction| {
            sign(
                &Sandbox::credentials(),
                instruction,
                payload,
                NOW,
                Window::MAX,
            )
        });

        let mut request = self
            .http
            .request(method.clone(), url.clone())
            .body(body.to_vec());
        for line in lines {
            if let Some((name, value)) = line.split_once(": ")
                && let Ok(name) = name.parse::<HeaderName>()
                && let Ok(value) = HeaderValue::from_bytes(value.as_bytes())
                // hyper sets the headers of the connection.
                && !["content-length", "transfer-encoding", "connection", "expect", "host", "upgrade", "te"]
                    .contains(&name.as_str())
                && !name.as_str().starts_with("x-")
            {
                request = request.header(name, value);
            }
        }
        if let Some(Ok(signed)) = &signed {
            for (name, value) in signed.as_array() {
                request = request.header(name, value);
            }
        }
        let Ok(request) = request.build() else {
            return;
        };
        self.sandbox.clear_requests();
        let response = self.runtime.block_on(async {
            let response = self.http.execute(request).await?;
            let status = response.status();
            Ok::<_, reqwest::Error>((status, response.bytes().await?))
        });
        let (status, text) = response.unwrap_or_else(|error| panic!("{method} {url}: {error:?}"));
        // The book responds with 501 to order types that it does not execute.
        let failed = status.is_server_error() && status != http::StatusCode::NOT_IMPLEMENTED;
        assert!(!failed, "{method} {url}: {status}: {text:?}");
        let received = self.sandbox.requests();
        let Some(found) = received.last().map(|request| request.authentication()) else {
            // hyper rejects some requests before the sandbox receives them, such as one with too many headers.
            assert!(
                status.is_client_error(),
                "not recorded, response status {status}"
            );
            return;
        };
        match signed {
            Some(Ok(_)) if status != http::StatusCode::PAYLOAD_TOO_LARGE => {
                assert!(found.is_verified(), "{method} {url}: {found}");
            }
            _ => assert!(!found.is_verified(), "{method} {url}: {found}"),
        }
        if matches!(signed, Some(Err(_))) {
            assert!(
                status.is_client_error(),
                "unsigned, response status {status}"
            );
        }
    }
}

/// Returns the instruction of the operation with this method and path, if it is signed.
fn instruction(method: &Method, path: &str) -> Option<&'static backpack_signing::Instruction> {
    let found = operations::all().iter().find(|operation| {
        let (template, path) = (operation.path.split('/'), path.split('/'));
        operation.method == method.as_str()
            && template.clone().count() == path.clone().count()
            && template.zip(path).all(|(template, segment)| {
                template == segment || (template.starts_with('{') && !segment.is_empty())
            })
    });
    match &found?.auth {
        Auth::Signed(instruction) => Some(instruction),
        _ => None,
    }
}

thread_local! {
    static BENCH: RefCell<Option<Bench>> = const { RefCell::new(None) };
}

/// Checks one request.
pub(crate) fn run(input: &[u8]) {
    BENCH.with(|bench| {
        let mut bench = bench.borrow_mut();
        if bench
            .as_ref()
            .is_some_and(|bench| bench.requests >= REQUESTS)
        {
            *bench = None;
        }
        bench.get_or_insert_with(Bench::start).send(input);
    });
}

/// Returns the requests of the description's examples.
pub(crate) fn seeds() -> Vec<Seed> {
    let document = Document::load();
    let mut seeds = Vec::new();
    for operation in document.operations() {
        let target = format!("{}{}", operation.path, crate::seeds::query(&operation));
        let head = format!("{} {}", operation.method, target.trim_end_matches('?'));
        let mut add = |part: &str, input: String| {
            let name = format!("{} {part}", operation.id);
            seeds.push(Seed {
                name,
                input: input.into_bytes(),
            });
        };
        match operation.body_examples() {
            None => add("query", format!("{head}\n\n")),
            Some(bodies) => bodies.iter().for_each(|body| {
                add(
                    "body",
                    format!("{head}\nContent-Type: application/json\n\n{body}"),
                );
            }),
        }
    }
    seeds
}
