//! What the examples share: an exchange to talk to, and how they end.

use std::error::Error;
use std::process::ExitCode;

use backpack_api::signing::API_SECRET_VARIABLE;
use backpack_api::{Client, Credentials, LIVE_URL};
use backpack_sandbox::Sandbox;

/// An exchange: the sandbox on this machine, or the live one.
pub(crate) struct Exchange {
    /// A client of it.
    pub(crate) client: Client,
    /// The sandbox; `None` where the exchange is the live one.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Exchange {
    /// The live exchange where `BACKPACK_API_SECRET` is set, and else a sandbox that is started here.
    ///
    /// A variable that is set and empty is a mistake worth a message, and no reason to fall back to the sandbox.
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

    /// A sandbox, whatever the environment says: for what must not happen to real funds by accident.
    pub(crate) async fn sandbox() -> Result<Self, Box<dyn Error>> {
        let sandbox = Sandbox::start().await?;
        let client = Client::builder()
            .base_url(sandbox.url())
            .credentials(Sandbox::credentials())
            .build()?;
        Ok(Self {
            client,
            sandbox: Some(sandbox),
        })
    }

    /// Says who answered.
    pub(crate) fn print_source(&self) {
        match self.sandbox {
            None => println!("Answered by {LIVE_URL}."),
            Some(_) => {
                println!("Answered by the sandbox on this machine: these are not your funds.");
                println!("For the live exchange, set BACKPACK_API_KEY and {API_SECRET_VARIABLE}.");
            }
        }
    }
}

/// One clear line and a failure, or success.
pub(crate) fn end(outcome: Result<(), Box<dyn Error>>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
