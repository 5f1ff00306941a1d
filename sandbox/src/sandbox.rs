//! The handle of a running sandbox.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;

use backpack_signing::Credentials;
use backpack_signing::ed25519_dalek::SigningKey;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::book::BookHandle;
use crate::builder::SandboxBuilder;
use crate::error::StartError;
use crate::exchange::Exchange;
use crate::faults::Faults;
use crate::record::ReceivedRequest;
use crate::script::Script;
use crate::skew::ClockSkew;

/// The secret half of the demo key. It is published here, so it protects nothing, and is good for nothing else.
const DEMO_SEED: [u8; 32] = *b"backpack-sandbox demo public key";

/// An exchange that runs on this machine, for tests.
///
/// It stops when it is dropped. That closes its port soon afterwards, when the runtime gets to it;
/// [`stop`](Self::stop) waits until it is done.
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
    /// Dropping it stops the server.
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// The demo API key: base64 of the verifying key of [`credentials`](Self::credentials). Every sandbox accepts it.
    pub const API_KEY: &str = "sFxLj8tJhYawSJLPJjrg2uUJTQ/uXEZn0Rm84rOEX/M=";

    /// The demo secret, for programs that take their credentials as text. **It is published; never use it elsewhere.**
    pub const API_SECRET: &str = "YmFja3BhY2stc2FuZGJveCBkZW1vIHB1YmxpYyBrZXk=";

    /// The demo credentials, fixed and publicly known. Every sandbox accepts them; the exchange does not.
    #[must_use]
    pub fn credentials() -> Credentials {
        Credentials::from_signer(SigningKey::from_bytes(&DEMO_SEED))
    }

    /// Starts a sandbox on a free port of 127.0.0.1, with the operations of the exchange.
    ///
    /// # Errors
    ///
    /// [`StartError`] when there is no port to listen on, or no Tokio runtime.
    ///
    /// # Panics
    ///
    /// When the Tokio runtime has network or time disabled, as anything of Tokio that needs them.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// A sandbox to configure before it starts.
    pub fn builder() -> SandboxBuilder {
        SandboxBuilder::default()
    }

    pub(crate) fn new(
        address: SocketAddr,
        exchange: Arc<Exchange>,
        stop: oneshot::Sender<()>,
        server: JoinHandle<()>,
    ) -> Self {
        Self {
            url: format!("http://{address}"),
            address,
            exchange,
            stop,
            server,
        }
    }

    /// The base URL, for example `http://127.0.0.1:49152`: no slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The address that the sandbox listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Scripts the answers and the faults of an operation, by its operation id.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use backpack_sandbox::{Answer, Sandbox};
    ///
    /// let sandbox = Sandbox::start().await?;
    /// sandbox
    ///     .on("get_max_withdrawal_quantity")
    ///     .answer(Answer::html(502, "<h1>Bad gateway</h1>").times(2))?
    ///     .answer(Answer::api_error(400, "INVALID_ASSET", "Invalid asset"))?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "nothing is scripted until `answer` or `fault` is called"]
    pub fn on<'a>(&'a self, operation_id: &'a str) -> Script<'a> {
        Script::new(&self.exchange, operation_id)
    }

    /// Injects faults into the requests of all operations.
    #[must_use = "nothing is injected until `add` is called"]
    pub fn faults(&self) -> Faults<'_> {
        Faults::new(&self.exchange)
    }

    /// The book, of a sandbox that was started with one.
    #[must_use]
    pub fn book(&self) -> BookHandle<'_> {
        BookHandle::new(&self.exchange)
    }

    /// Sets the clock of the sandbox ahead or behind, from now on: that of the system, or the one that it was given.
    ///
    /// By it requests expire, and the `Date` header of every answer says its time. While it is off, or with a book,
    /// `get_time` answers with the time of the sandbox instead of the example.
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

    /// How many connections were reset before a request was read from them, by
    /// [`Fault::reset_before_reading`](crate::Fault::reset_before_reading).
    #[must_use]
    pub fn resets(&self) -> u64 {
        self.exchange.record.resets()
    }

    /// The requests received so far, in the order in which they were complete, the newest last.
    ///
    /// A request is here by the time its answer is. One whose head is not HTTP, or whose sender went away before the
    /// end of the body, is not.
    #[must_use]
    pub fn requests(&self) -> Vec<ReceivedRequest> {
        self.exchange.record.all()
    }

    /// Forgets the requests received so far.
    pub fn forget_requests(&self) {
        self.exchange.record.clear();
    }

    /// Stops the sandbox, and returns when its port is closed and its connections are gone. Answers that are on their
    /// way are cut off.
    pub async fn stop(self) {
        drop(self.stop);
        // The server does not panic, and if its runtime went away it is stopped all the same.
        let _ = self.server.await;
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
