//! `backpack stream`: the events of a stream as lines.

use backpack_api::streams::StreamEvent;
use backpack_streams::{Gap, GapReason, StreamError, Update};
use clap::ArgMatches;

use crate::commands::usage;
use crate::console::{Console, printable};
use crate::failure::Failure;
use crate::json::Json;
use crate::session::Session;

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
    check(&name)?;
    let channel = StreamEvent::channel(&name).ok_or_else(|| {
        Failure::Usage(format!(
            "unknown stream `{name}` (see `backpack stream --help`)"
        ))
    })?;
    let session = Session::start_market(arguments, console).await?;
    let streams = session.streams();
    let mut left = arguments.get_one::<u64>("count").copied();
    let mut subscription = match streams.open(channel).await {
        Err(StreamError::NoCredentials { .. }) => return Err(Session::no_credentials(console)),
        opened => opened.map_err(failure)?,
    };
    while left != Some(0) {
        let Some(update) = subscription.next().await else {
            break;
        };
        match update.map_err(failure)? {
            Update::Event(_) => {
                writeln!(console.output, "{}", data(subscription.frame()))?;
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

/// Rejects a name with fewer parameters than each stream of its kind.
fn check(name: &str) -> Result<(), Failure> {
    let is_kind = |described: &&&str| {
        let kind = described.split(".{").next().unwrap_or_default();
        (name.strip_prefix(kind)).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let streams = StreamEvent::NAMES.iter().filter(is_kind);
    let parts = |name: &str| name.split('.').filter(|part| !part.is_empty()).count();
    // A symbol can have dots.
    if streams
        .clone()
        .any(|described| parts(described) <= parts(name))
    {
        return Ok(());
    }
    let expected: Vec<String> = streams.map(|described| usage(described)).collect();
    Err(Failure::Usage(format!(
        "missing parameters of the stream `{name}` (expected: {})",
        expected.join(", or ")
    )))
}

/// Returns the event in a frame as the exchange sent it, on one line.
fn data(frame: &str) -> String {
    let json = Json::parse(frame).ok();
    let data = json.as_ref().and_then(|frame| frame.get("data"));
    data.map_or_else(|| printable(frame), Json::to_string)
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
    let mut members = vec![
        ("reason".to_owned(), text(gap.reason.to_string())),
        ("since".to_owned(), since),
        ("reconcile".to_owned(), Json::List(reconcile)),
    ];
    if let GapReason::Undecodable(undecodable) = &gap.reason {
        let frame = String::from_utf8_lossy(&undecodable.frame).into_owned();
        members.push(("frame".to_owned(), text(frame)));
    }
    Json::Object(vec![("gap".to_owned(), Json::Object(members))])
}

/// Returns the failure of a stream, with its causes.
pub(crate) fn failure(error: StreamError) -> Failure {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    match error {
        StreamError::Rejected { .. } => Failure::Rejected(message),
        _ => Failure::Other(message),
    }
}
