//! The handle of a running sandbox.

use std::fmt;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;

use backpack_signing::Credentials;
use backpack_signing::ed25519_dalek::SigningKey;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::book::BookHandle;
use crate::clock::ClockSkew;
use crate::faults::injected::Faults;
use crate::request::ReceivedRequest;
use crate::server::exchange::Exchange;
use crate::server::script::Script;
use crate::server::unused::{Unused, UnusedError};
use crate::streams::StreamHandle;

/// The secret of the demo key. It is published, so it protects nothing.
const DEMO_SEED: [u8; 32] = *b"backpack-sandbox demo public key";

/// An exchange that runs on this machine, for tests.
///
/// It stops when it is dropped: its port is closed when the runtime next runs its task. [`stop`](Self::stop) waits until then.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backpack_sandbox::Sandbox;
///
/// let sandbox = Sandbox::start().await?;
/// println!("an exchange at {}", sandbox.url());
/// # Ok(())
/// # }
/// ```
#[must_use = "the sandbox stops when it is dropped"]
pub struct Sandbox {
    url: String,
    address: SocketAddr,
    exchange: Arc<Exchange>,
    server: Option<Server>,
}

struct Server {
    /// Stops the server when it is dropped.
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Sandbox {
    /// The demo API key: base64 of the verifying key of [`credentials`](Self::credentials). Every sandbox accepts it.
    pub const API_KEY: &str = "sFxLj8tJhYawSJLPJjrg2uUJTQ/uXEZn0Rm84rOEX/M=";

    /// The demo secret, for programs that read their credentials as strings. **It is published; never use it elsewhere.**
    pub const API_SECRET: &str = "YmFja3BhY2stc2FuZGJveCBkZW1vIHB1YmxpYyBrZXk=";

    /// Returns the demo credentials, fixed and public. Every sandbox accepts them; the exchange does not.
    #[must_use]
    pub fn credentials() -> Credentials {
        Credentials::from_signer(SigningKey::from_bytes(&DEMO_SEED))
    }

    pub(crate) fn new(
        address: SocketAddr,
        exchange: Arc<Exchange>,
        stop: oneshot::Sender<()>,
        task: JoinHandle<()>,
    ) -> Self {
        Self {
            url: format!("http://{address}"),
            address,
            exchange,
            server: Some(Server { stop, task }),
        }
    }

    /// Returns the base URL without a trailing slash, for example `http://127.0.0.1:49152`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the address that the sandbox listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the address of the streams, for example `ws://127.0.0.1:49152`.
    #[must_use]
    pub fn streams_url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Returns the handle of the streams: see [`streams`](crate::streams).
    #[must_use]
    pub fn streams(&self) -> StreamHandle<'_> {
        StreamHandle::new(&self.exchange)
    }

    /// Scripts the responses and the faults of an operation, by its operation id.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::{MockResponse, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox
    ///     .on("get_max_withdrawal_quantity")
    ///     .respond_with(MockResponse::html(502, "<h1>Bad gateway</h1>").times(2))?
    ///     .respond_with(MockResponse::api_error(400, "INVALID_ASSET", "Invalid asset"))?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is scripted until `respond_with` or `fault` is called"]
    pub fn on<'a>(&'a self, operation_id: &'a str) -> Script<'a> {
        Script::new(&self.exchange, operation_id)
    }

    /// Injects faults into the requests of all operations.
    #[must_use = "nothing is injected until `add` is called"]
    pub fn faults(&self) -> Faults<'_> {
        Faults::new(&self.exchange.faults)
    }

    /// Returns the handle of the book of a sandbox that was started with one.
    #[must_use]
    pub fn book(&self) -> BookHandle<'_> {
        BookHandle::new(self.exchange.book.as_ref(), &self.exchange.clock)
    }

    /// Sets the offset of the sandbox's clock from now on.
    ///
    /// Requests expire by this clock, and it is the `Date` of every response. While it is skewed, or with a book,
    /// `get_time` responds with its time instead of the example.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use std::time::Duration;
    /// use backpack_sandbox::{ClockSkew, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// // Requests with the default window of five seconds have expired when they arrive.
    /// sandbox.skew_clock(ClockSkew::Ahead(Duration::from_secs(60)));
    /// # Ok(())
    /// # }
    /// ```
    pub fn skew_clock(&self, skew: ClockSkew) {
        self.exchange.clock.set(skew);
    }

    /// Returns the number of connections that were reset before a request was read from them, by
    /// [`Fault::reset_before_reading`](crate::Fault::reset_before_reading).
    #[must_use]
    pub fn resets(&self) -> u64 {
        self.exchange.record.resets()
    }

    /// Returns the requests received so far, in the order in which they were complete, the newest last.
    ///
    /// A request is recorded before its response is sent. A request that is not HTTP, or whose sender disconnected before
    /// the end of the body, is not recorded.
    #[must_use]
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.exchange.record.all()
    }

    /// Drops the requests received so far.
    pub fn clear_requests(&self) {
        self.exchange.record.clear();
    }

    /// Stops the sandbox, and returns when its port and its connections are closed. Responses in progress are cut off.
    pub async fn stop(mut self) {
        if let Some(Server { stop, task }) = self.server.take() {
            drop(stop);
            // The server does not panic, and it is stopped too if its runtime is gone.
            let _ = task.await;
        }
    }

    /// Returns the scripted responses and the injected faults that were not used, sorted by operation.
    ///
    /// One with [`times`](crate::MockResponse::times) is unused until it was used that often; one without a limit until it was
    /// used once; a fault [`with_probability`](crate::Fault::with_probability) never.
    #[must_use]
    pub fn unused(&self) -> Vec<Unused> {
        Unused::all(&self.exchange)
    }

    /// Checks that every scripted response and every injected fault was used, at the end of a test.
    ///
    /// A sandbox that is dropped with unused ones prints them to stderr, so that the output of a failed test shows a script
    /// that was never reached.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::{MockResponse, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox.on("get_time").respond_with(MockResponse::status(503))?;
    /// // ... run the bot ...
    /// let error = sandbox.verify().unwrap_err();
    /// assert_eq!(error.to_string(), "get_time: a response was not used");
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`UnusedError`] with those that were not used.
    pub fn verify(&self) -> Result<(), UnusedError> {
        let unused = self.unused();
        if unused.is_empty() {
            Ok(())
        } else {
            Err(UnusedError { unused })
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.exchange.streams.stop();
        let Err(error) = self.verify() else {
            return;
        };
        let message = format!("backpack-sandbox {}: {error}", self.url);
        if std::thread::panicking() {
            // `eprintln` panics when stderr is closed, which would abort here.
            let _ = writeln!(std::io::stderr(), "{message}");
        } else {
            // Test harnesses capture it.
            eprintln!("{message}");
        }
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
