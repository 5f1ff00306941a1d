//! `backpack auth check`: the API key, the clock and the rate budget.

use backpack_api::signing::{Clock as _, SystemClock, Window};
use backpack_api::{Client, Error};
use backpack_sandbox::{MockResponse, ReceivedRequest};
use clap::ArgMatches;

use crate::console::{Console, printable};
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{self, Format};
use crate::session::Session;

/// The published limit of a subaccount, in requests a minute (the exchange's support pages).
const BUDGET: u32 = 2_000;

/// The requests of the measurement of the clock, and the signed one.
const REQUESTS: u32 = 6;

/// Checks the credentials with a signed request that changes nothing, and the clock by the time of the exchange.
pub(crate) async fn check(
    arguments: &ArgMatches,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let format = Format::of(arguments, console);
    let session = Session::start(arguments, console).await?;
    let Some(credentials) = &session.credentials else {
        return Err(Session::no_credentials(console));
    };
    if let Some(sandbox) = &session.sandbox {
        let now = |_: &ReceivedRequest| MockResponse::text(200, SystemClock.now().to_string());
        let time = MockResponse::from_fn(now).always();
        // Its documented example is a fixed time.
        let scripted = sandbox.on("get_time").respond_with(time).map(|_| ());
        scripted.map_err(|error| Failure::Other(error.to_string()))?;
    }
    let client = Client::from(session.transport.clone());
    // Before the measurement, which corrects the timestamps of later requests.
    let account = client.get_account().send().await;
    let offset = match client.sync_clock().await {
        Ok(offset) | Err(Error::ClockOffset { offset, .. }) => offset.as_millis(),
        Err(error) => return Err(failure(error)),
    };
    let window = Window::DEFAULT.as_millis();
    let is_clock_right = offset.unsigned_abs() < window;

    let text = |text: &str| Json::String(text.to_owned());
    let number = |number: String| Json::Number(number);
    let value = Json::Object(vec![
        ("apiKey".to_owned(), text(credentials.api_key())),
        ("source".to_owned(), text(&session.source)),
        ("isAccepted".to_owned(), Json::Boolean(account.is_ok())),
        ("clockOffsetMs".to_owned(), number(offset.to_string())),
        ("isClockRight".to_owned(), Json::Boolean(is_clock_right)),
        // Requests of other programs are not known.
        ("requestsPerMinute".to_owned(), number(BUDGET.to_string())),
        (
            "requestsLeftAtMost".to_owned(),
            number((BUDGET - REQUESTS).to_string()),
        ),
    ]);
    output::print(console, format, &value, &value.to_string(), &[])?;
    account.map_err(failure)?;
    if is_clock_right {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "the clock of this machine is off by {offset} ms, and requests are valid for {window} ms (synchronize it)"
    )))
}

/// The failure of a read-only call.
fn failure(error: Error) -> Failure {
    let message = printable(&error.to_string());
    match error {
        Error::NotSent { .. } => Failure::NotSent(message),
        error if error.is_connect() => Failure::NotSent(message),
        error if error.status().is_some_and(|status| !status.is_success()) => {
            Failure::Rejected(message)
        }
        _ => Failure::Other(message),
    }
}
