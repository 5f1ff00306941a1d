//! `backpack stream`: the events of a stream as lines.

use backpack_streams::{Channel, Gap, StreamError, Update};
use clap::ArgMatches;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde_json::value::RawValue;

use crate::console::Console;
use crate::failure::Failure;
use crate::json::Json;
use crate::session::Session;

/// The beginning of the names of private streams (exchange documentation, "Streams").
const PRIVATE: &str = "account.";

/// The beginning of the names of depth streams, whose events are numbered (exchange documentation, "Depth").
const DEPTH: &str = "depth.";

/// An event as received, with its first and last sequence number; zeros without numbers.
struct Event {
    json: Box<RawValue>,
    first: u64,
    last: u64,
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = Box::<RawValue>::deserialize(deserializer)?;
        let value = Json::parse(json.get()).map_err(D::Error::custom)?;
        let number = |name| match value.get(name) {
            Some(Json::Number(text)) => text.parse().unwrap_or_default(),
            _ => 0,
        };
        let (first, last) = (number("U"), number("u"));
        Ok(Self { json, first, last })
    }
}

/// Prints the events of a stream as the exchange sent them, and between them `{"live": ..}` and `{"gap": ..}`.
pub(crate) async fn print(
    arguments: &ArgMatches,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let parts = ["kind", "parameters"].into_iter().flat_map(|id| {
        arguments
            .get_many::<String>(id)
            .into_iter()
            .flatten()
            .map(String::as_str)
    });
    let name = parts.collect::<Vec<_>>().join(".");
    let is_private = name.starts_with(PRIVATE);
    let session = Session::start_market(arguments, console).await?;
    if is_private && session.credentials.is_none() {
        return Err(Session::no_credentials(console));
    }
    let streams = session.streams();
    let is_depth = name.starts_with(DEPTH);
    let mut channel = Channel::<Event>::new(name);
    if is_depth {
        channel = channel.sequence(|event| (event.first, event.last));
    }
    if is_private {
        channel = channel.private();
    }
    let mut left = arguments.get_one::<u64>("count").copied();
    let mut subscription = streams.open(channel).await.map_err(failure)?;
    while left != Some(0) {
        let Some(update) = subscription.next().await else {
            break;
        };
        match update.map_err(failure)? {
            Update::Event(event) => {
                writeln!(console.output, "{}", one_line(event.json.get()))?;
                left = left.map(|left| left.saturating_sub(1));
            }
            Update::Live(live) => {
                writeln!(
                    console.output,
                    "{{\"live\":{{\"connection\":{}}}}}",
                    live.connection
                )?;
            }
            Update::Gap(gap) => writeln!(console.output, "{}", gap_line(&gap))?,
            _ => {}
        }
        console.output.flush()?;
    }
    drop(subscription);
    streams.close().await;
    Ok(())
}

fn one_line(json: &str) -> String {
    Json::parse(json).map_or_else(|_| json.to_owned(), |value| value.to_string())
}

fn gap_line(gap: &Gap) -> Json {
    let text = |text: String| Json::String(text);
    let reconcile = gap
        .reconcile
        .iter()
        .map(|name| text((*name).to_owned()))
        .collect();
    let since = gap
        .since
        .map_or(Json::Null, |since| text(since.to_string()));
    let members = vec![
        ("reason".to_owned(), text(gap.reason.to_string())),
        ("since".to_owned(), since),
        ("reconcile".to_owned(), Json::List(reconcile)),
    ];
    Json::Object(vec![("gap".to_owned(), Json::Object(members))])
}

/// The failure of a stream, with its causes.
pub(crate) fn failure(error: StreamError) -> Failure {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    Failure::Other(message)
}
