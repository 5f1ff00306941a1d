//! Shared code of the examples: the exchange to call, and the exit code.

use std::error::Error;
use std::process::ExitCode;

use backpack_api::signing::API_SECRET_VARIABLE;
use backpack_api::{Client, Credentials, LIVE_URL};
use backpack_sandbox::{Book, Sandbox, SandboxBuilder};

/// Variable with the URL of a running sandbox.
const SANDBOX_URL_VARIABLE: &str = "BACKPACK_SANDBOX_URL";

/// Sandbox on this machine, or the live exchange.
pub(crate) struct Exchange {
    /// Client of the exchange.
    pub(crate) client: Client,
    /// Sandbox that was started; `None` for the live exchange, and for a sandbox that runs already.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Exchange {
    /// Connects to the live exchange if `BACKPACK_API_SECRET` is set, and else starts a sandbox.
    ///
    /// An empty variable is an error, not a reason to use the sandbox.
    pub(crate) async fn connect() -> Result<Self, Box<dyn Error>> {
        if std::env::var_os(API_SECRET_VARIABLE).is_none() {
            return Self::sandbox().await;
        }
        let client = Client::builder()
            .credentials(Credentials::from_env()?)
            .build()?;
        Ok(Self {
            client,
            sandbox: None,
        })
    }

    /// Starts a sandbox, whatever the environment: examples must not trade real funds.
    pub(crate) async fn sandbox() -> Result<Self, Box<dyn Error>> {
        Self::start(Sandbox::builder()).await
    }

    /// Starts a sandbox with a book.
    pub(crate) async fn with_book(book: Book) -> Result<Self, Box<dyn Error>> {
        Self::start(Sandbox::builder().book(book)).await
    }

    /// Starts a sandbox. If `BACKPACK_SANDBOX_URL` is set, that sandbox is called instead, with the published key of all
    /// sandboxes, which the live exchange does not know.
    async fn start(sandbox: SandboxBuilder) -> Result<Self, Box<dyn Error>> {
        let (url, sandbox) = match std::env::var(SANDBOX_URL_VARIABLE) {
            Ok(url) => (url, None),
            Err(_) => {
                let sandbox = sandbox.start().await?;
                (sandbox.url().to_owned(), Some(sandbox))
            }
        };
        let client = Client::builder()
            .base_url(url)
            .credentials(Sandbox::credentials())
            .build()?;
        Ok(Self { client, sandbox })
    }

    /// Connects as [`connect`](Self::connect) does. In the sandbox, the market changes 20 times a second.
    #[cfg(feature = "streams")]
    pub(crate) async fn with_market(symbol: &str) -> Result<Self, Box<dyn Error>> {
        if std::env::var_os(API_SECRET_VARIABLE).is_none() {
            return Self::sandbox_with_market(symbol).await;
        }
        Self::connect().await
    }

    /// Starts a sandbox with an account and a market.
    #[cfg(feature = "streams")]
    pub(crate) async fn sandbox_with_market(symbol: &str) -> Result<Self, Box<dyn Error>> {
        use backpack_sandbox::{Book, streams::SeededMarket};

        let book = Book::new()
            .balance("USDC", 1_000_000)
            .balance("SOL", 10_000);
        let every = std::time::Duration::from_millis(50);
        let sandbox = Sandbox::builder()
            .book(book)
            .market(SeededMarket::new(symbol, 1).price(140), every)
            .start()
            .await?;
        let client = Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .build()?;
        Ok(Self {
            client,
            sandbox: Some(sandbox),
        })
    }

    /// Prints the source of the data.
    pub(crate) fn print_source(&self) {
        if self.client.base_url() == LIVE_URL {
            println!("Source: {LIVE_URL}");
        } else {
            println!("Source: the sandbox on this machine. These are not your funds.");
            println!("For the live exchange, set BACKPACK_API_KEY and {API_SECRET_VARIABLE}.");
        }
    }
}

/// Returns the market that the first argument names.
#[cfg(feature = "streams")]
pub(crate) fn symbol() -> String {
    let argument = std::env::args().nth(1);
    argument.unwrap_or_else(|| "SOL_USDC".to_owned())
}

/// Converts the outcome of an example into its exit code, and prints an error in one line.
pub(crate) fn end(outcome: Result<(), Box<dyn Error>>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
