//! A client of this project that subscribes to a stream of numbered events: `streams_client URL STREAM COUNT`.
//!
//! Prints each item as a line of JSON, until it has received the event with the number `COUNT`.

use std::error::Error;

use backpack_streams::{Channel, GapReason, Streams, Update};
use serde_json::{Value, json};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [url, stream, count] = arguments.as_slice() else {
        return Err("usage: streams_client URL STREAM COUNT".into());
    };
    let count: u64 = count.parse()?;
    let client = reqwest::Client::builder().http1_only().no_proxy().build()?;
    let streams = Streams::builder(client, url)?.build();
    let number = |event: &Value| event["n"].as_u64().unwrap_or_default();
    let channel = Channel::<Value>::new(stream.as_str()).sequence(move |event| {
        let number = event["n"].as_u64().unwrap_or_default();
        (number, number)
    });
    let mut subscription = streams.open(channel).await?;
    while let Some(update) = subscription.next().await {
        match update? {
            Update::Live(live) => println!("{}", json!({"live": live.connection})),
            Update::Event(event) => {
                println!("{}", json!({"event": event}));
                if number(&event) == count {
                    break;
                }
            }
            Update::Gap(gap) => {
                let reason = match gap.reason {
                    GapReason::ClosedByExchange { code } => json!({"closed": code}),
                    GapReason::Skipped { expected, got } => json!({"skipped": [expected, got]}),
                    reason => reason.to_string().into(),
                };
                println!("{}", json!({"gap": reason}));
            }
            _ => {}
        }
    }
    streams.close().await;
    Ok(())
}
