//! `backpack auth check`: the API key, the clock and the rate budget.

use backpack_api::signing::{Clock as _, SystemClock};
use backpack_api::{Client, Error, RateLimit};
use backpack_sandbox::{MockResponse, ReceivedRequest};
use clap::ArgMatches;

use crate::console::Console;
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{self, Format};
use crate::session::Session;

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
        Err(error) => return Err(error.into()),
    };
    let window = session.transport.window().as_millis();
    let is_clock_right = offset.unsigned_abs() < window;

    let text = |text: &str| Json::String(text.to_owned());
    let number = |number: String| Json::Number(number);
    let left =
        |class| (client.rate_budget(class)).map_or(Json::Null, |left| number(left.to_string()));
    let value = Json::Object(vec![
        ("apiKey".to_owned(), text(credentials.api_key())),
        ("source".to_owned(), text(&session.source)),
        ("isAccepted".to_owned(), Json::Boolean(account.is_ok())),
        ("clockOffsetMs".to_owned(), number(offset.to_string())),
        ("isClockRight".to_owned(), Json::Boolean(is_clock_right)),
        // What this client permits: requests of other programs are not known.
        ("requestsLeft".to_owned(), left(RateLimit::Account)),
        (
            "historicalRequestsLeft".to_owned(),
            left(RateLimit::Historical),
        ),
    ]);
    output::print(console, format, &value, &value.to_string(), &[])?;
    console.note(
        "requestsLeft: what the rate limits of this program permit now without a wait, after the requests of this check. \
         Requests of other programs on the account are not counted.",
    );
    account?;
    if is_clock_right {
        return Ok(());
    }
    Err(Failure::Other(format!(
        "the clock of this machine is off by {offset} ms, and requests are valid for {window} ms (synchronize it)"
    )))
}
