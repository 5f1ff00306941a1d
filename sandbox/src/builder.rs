//! How a sandbox is configured and started.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use backpack_signing::ed25519_dalek::VerifyingKey;
use backpack_signing::{Clock, Credentials, SystemClock};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use crate::authenticate::AcceptedKeys;
use crate::book::{Book, LiveBook};
use crate::document::Document;
use crate::error::StartError;
use crate::exchange::Exchange;
use crate::faults::FaultList;
use crate::record::{DEFAULT_KEPT, Record};
use crate::sandbox::Sandbox;
use crate::script::Scripts;
use crate::server::serve;
use crate::skew::SkewedClock;

/// A sandbox that has not started. From [`Sandbox::builder`].
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
    kept: usize,
    book: Option<Book>,
}

impl Default for SandboxBuilder {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            document: None,
            clock: Box::new(SystemClock),
            api_keys: Vec::new(),
            kept: DEFAULT_KEPT,
            book: None,
        }
    }
}

impl SandboxBuilder {
    /// Listens on this address, which must be a loopback one; port 0 takes a free port. `127.0.0.1:0` by default.
    pub fn bind(mut self, address: impl Into<SocketAddr>) -> Self {
        self.address = address.into();
        self
    }

    /// Serves this OpenAPI 3.0 document, as JSON, in place of the exchange's. It may refer to itself alone.
    pub fn openapi(mut self, json: impl Into<String>) -> Self {
        self.document = Some(json.into());
        self
    }

    /// Reads the time from this clock, by which requests expire. The system's by default.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// Accepts the key of these credentials as well. The secret stays where it is.
    pub fn credentials<S>(self, credentials: &Credentials<S>) -> Self {
        let api_key = credentials.api_key().to_owned();
        self.api_key(api_key)
    }

    /// Accepts this API key as well, besides [`Sandbox::API_KEY`], which is always accepted.
    pub fn api_key(mut self, api_key: impl Into<String>) -> Self {
        self.api_keys.push(api_key.into());
        self
    }

    /// Keeps the newest `count` requests for [`Sandbox::requests`]: 10 000 by default.
    pub const fn keep_requests(mut self, count: usize) -> Self {
        self.kept = count;
        self
    }

    /// Gives the sandbox a book that remembers orders, fills and balances: see [`book`](crate::book).
    pub fn book(mut self, book: Book) -> Self {
        self.book = Some(book);
        self
    }

    /// Starts the sandbox.
    ///
    /// # Errors
    ///
    /// [`StartError`] when the address is not a loopback one or is taken, a key is not a key, the document cannot be
    /// served, the book cannot be, or there is no Tokio runtime.
    ///
    /// # Panics
    ///
    /// When the Tokio runtime has network or time disabled, as anything of Tokio that needs them.
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
            accepted.insert(read_key(api_key)?);
        }
        let book = self.book.map(LiveBook::new).transpose()?;

        let listening = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listening)?;
        let address = listener.local_addr().map_err(listening)?;
        let exchange = Arc::new(Exchange {
            document,
            accepted,
            clock: SkewedClock::new(self.clock),
            record: Record::new(self.kept),
            scripts: Scripts::default(),
            faults: FaultList::default(),
            book,
        });
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(serve(listener, Arc::clone(&exchange), stopped));
        Ok(Sandbox::new(address, exchange, stop, server))
    }
}

fn read_key(api_key: String) -> Result<[u8; 32], StartError> {
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
            .field("book", &self.book)
            .finish_non_exhaustive()
    }
}
