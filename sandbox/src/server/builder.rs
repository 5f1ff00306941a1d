//! The configuration and the start of a sandbox.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use backpack_signing::ed25519_dalek::VerifyingKey;
use backpack_signing::{Clock, Credentials, SystemClock};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::authentication::AcceptedKeys;
use crate::book::{Book, BookError, LiveBook};
use crate::clock::SkewedClock;
use crate::error::StartError;
use crate::error_response::AuthenticationErrors;
use crate::faults::injected::FaultList;
use crate::script::queue::ResponseQueues;
use crate::server::exchange::Exchange;
use crate::server::http::serve;
use crate::server::record::{Bounds, Record};
use crate::server::sandbox::Sandbox;
use crate::spec::document::Document;
use crate::streams::{Hub, SeededMarket};

/// The default deadline for the head of a request, and for its body.
const READ_TIMEOUT: Duration = Duration::from_secs(30);

/// A sandbox that is not started yet. From [`Sandbox::builder`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
/// use backpack_sandbox::Sandbox;
/// use backpack_signing::{FixedClock, Timestamp};
///
/// let clock = Arc::new(FixedClock::new(Timestamp::from_millis(1_700_000_000_000)));
/// let sandbox = Sandbox::builder().clock(Arc::clone(&clock)).keep_requests(100).start().await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing runs until `start` is called"]
pub struct SandboxBuilder {
    address: SocketAddr,
    document: Option<String>,
    clock: Box<dyn Clock>,
    api_keys: Vec<String>,
    kept: Bounds,
    read_timeout: Duration,
    authentication_errors: AuthenticationErrors,
    book: Option<Book>,
    markets: Vec<(SeededMarket, Duration)>,
}

impl Default for SandboxBuilder {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            document: None,
            clock: Box::new(SystemClock),
            api_keys: Vec::new(),
            kept: Bounds::default(),
            read_timeout: READ_TIMEOUT,
            authentication_errors: AuthenticationErrors::default(),
            book: None,
            markets: Vec::new(),
        }
    }
}

impl SandboxBuilder {
    /// Listens on this address, which must be a loopback address; port 0 is a free port. `127.0.0.1:0` by default.
    pub fn bind(mut self, address: impl Into<SocketAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Serves this OpenAPI 3.0 document, as one JSON text without external references, in place of the exchange's.
    ///
    /// Schemas of requests may use `type`, `format`, `nullable`, `enum`, `minimum` and `maximum` of integers, `minLength`,
    /// `maxLength`, `items`, `minItems`, `maxItems`, `properties`, `required`, `additionalProperties`, `allOf`, `oneOf`
    /// with a `discriminator`, `title`, `description`, `default`, `deprecated`, and extensions (`x-`). Any other keyword,
    /// and an unknown format of an integer, is an error of [`start`](Self::start), so that nothing passes unchecked.
    pub fn openapi(mut self, json: impl Into<String>) -> Self {
        self.document = Some(json.into());
        self
    }

    /// Reads the time, by which requests expire, from this clock. The system's by default.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Registers the key of these credentials. The secret is not copied.
    pub fn credentials<S>(self, credentials: &Credentials<S>) -> Self {
        let api_key = credentials.api_key().to_owned();
        self.api_key(api_key)
    }

    /// Registers this API key, besides [`Sandbox::API_KEY`], which is always registered.
    pub fn api_key(mut self, api_key: impl Into<String>) -> Self {
        self.api_keys.push(api_key.into());
        self
    }

    /// Keeps at most this many requests for [`Sandbox::requests`], and drops the oldest: 10 000 by default.
    pub const fn keep_requests(mut self, count: usize) -> Self {
        self.kept.count = count;
        self
    }

    /// Keeps requests of at most this size for [`Sandbox::requests`], and drops the oldest: 64 MiB by default. The size of
    /// a request is that of its path, query, headers and body.
    pub const fn keep_request_bytes(mut self, bytes: usize) -> Self {
        self.kept.bytes = bytes;
        self
    }

    /// Sets the deadline for the head of a request, and that for its body: 30 seconds each by default. A body that is late
    /// is responded to with 408 and not recorded; the connection is closed.
    pub const fn read_timeout(mut self, timeout: Duration) -> Self {
        self.read_timeout = timeout;
        self
    }

    /// Sets the responses to requests that fail verification.
    ///
    /// To script a response for single requests, use [`MockResponse::unchecked`](crate::MockResponse::unchecked).
    pub const fn authentication_errors(mut self, errors: AuthenticationErrors) -> Self {
        self.authentication_errors = errors;
        self
    }

    /// Adds a book that keeps orders, fills and balances: see [`book`](crate::book).
    pub fn book(mut self, book: Book) -> Self {
        self.book = Some(book);
        self
    }

    /// Adds a market that makes one step in each interval, until a step fails. It needs a [`book`](Self::book).
    pub fn market(mut self, market: SeededMarket, every: Duration) -> Self {
        self.markets.push((market, every));
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// [`StartError`] when the address is not a loopback address or is in use, a key, the document or the book is invalid,
    /// or there is no Tokio runtime.
    ///
    /// # Panics
    ///
    /// When the Tokio runtime has network or time disabled.
    pub async fn start(self) -> Result<Sandbox, StartError> {
        if Handle::try_current().is_err() {
            return Err(StartError::NoRuntime);
        }
        let address = self.address;
        if !address.ip().is_loopback() {
            return Err(StartError::NotLoopback { address });
        }
        let document = match &self.document {
            Some(json) => Arc::new(Document::read(json)?),
            None => Document::bundled()?,
        };
        let mut accepted = AcceptedKeys::new();
        for api_key in [Sandbox::API_KEY.to_owned()]
            .into_iter()
            .chain(self.api_keys)
        {
            accepted.insert(parse_key(api_key)?);
        }
        let clock = SkewedClock::new(self.clock);
        if self.book.is_none() && !self.markets.is_empty() {
            return Err(BookError::NoBook.into());
        }
        let book = self.book.map(|book| LiveBook::new(book, clock.now()));
        let book = book.transpose()?;

        let listen_error = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        let exchange = Arc::new(Exchange {
            document,
            accepted,
            authentication_errors: self.authentication_errors,
            clock,
            record: Record::new(self.kept),
            responses: ResponseQueues::default(),
            faults: FaultList::default(),
            book,
            streams: Hub::new(),
        });
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(serve(
            listener,
            Arc::clone(&exchange),
            self.read_timeout,
            self.markets,
            stopped,
        ));
        Ok(Sandbox::new(address, exchange, stop, server))
    }
}

// Beside the builder, so that the handle does not depend on its builder.
impl Sandbox {
    /// Starts a sandbox on a free port of 127.0.0.1, with the operations of the exchange.
    ///
    /// # Errors
    ///
    /// [`StartError`] when there is no free port or no Tokio runtime.
    ///
    /// # Panics
    ///
    /// When the Tokio runtime has network or time disabled.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// Returns a sandbox to configure before it starts.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }
}

fn parse_key(api_key: String) -> Result<[u8; 32], StartError> {
    let key = STANDARD
        .decode(&api_key)
        .ok()
        .and_then(|bytes| VerifyingKey::try_from(bytes.as_slice()).ok());
    match key {
        Some(key) => Ok(key.to_bytes()),
        None => Err(StartError::ApiKey { api_key }),
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("address", &self.address)
            .field("own_document", &self.document.is_some())
            .field("api_keys", &self.api_keys)
            .field("kept", &self.kept)
            .field("read_timeout", &self.read_timeout)
            .field("authentication_errors", &self.authentication_errors)
            .field("book", &self.book)
            .field("markets", &self.markets)
            .finish_non_exhaustive()
    }
}
