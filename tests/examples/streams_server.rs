//! A sandbox with a market, for stream clients in other languages: `streams_server`.
//!
//! Prints its addresses and credentials as `serve` does. It reads commands from its input, one per line, and responds to each
//! with a line of JSON:
//!
//! | command | effect | response |
//! | --- | --- | --- |
//! | `events STREAM` | | the events of a stream, as a list |
//! | `triggered` | | the number of faults that acted |
//! | `skip STREAM`, `fragments STREAM`, `close STREAM`, `error STREAM`, `mute STREAM` | a fault of the next event | `true` |

use std::error::Error;
use std::time::Duration;

use backpack_sandbox::streams::{SeededMarket, StreamFault};
use backpack_sandbox::{Book, Sandbox};
use serde_json::Value;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .book(Book::new().balance("USDC", 1_000_000).balance("SOL", 0))
        .market(
            SeededMarket::new("SOL_USDC", 1).price(140),
            Duration::from_millis(5),
        )
        .start()
        .await?;
    println!("BACKPACK_API_URL={}", sandbox.url());
    println!("BACKPACK_STREAMS_URL={}", sandbox.streams_url());
    println!("BACKPACK_API_KEY={}", Sandbox::API_KEY);
    println!("BACKPACK_API_SECRET={}", Sandbox::API_SECRET);
    loop {
        let line = tokio::task::spawn_blocking(|| {
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).map(|_| line)
        });
        let line = line.await??;
        let (command, stream) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        let response = match command {
            "" => return Ok(()),
            "events" => {
                let events = sandbox.streams().events(stream);
                let data = events
                    .iter()
                    .map(|event| serde_json::from_str(event.data()));
                Value::Array(data.collect::<Result<_, _>>()?)
            }
            "triggered" => sandbox.streams().triggered().values().sum::<u64>().into(),
            _ => {
                let fault = match command {
                    "skip" => StreamFault::skip(),
                    "fragments" => StreamFault::fragments(),
                    "close" => StreamFault::close(1012),
                    "error" => StreamFault::error_frame(4002, "Parse error"),
                    "mute" => StreamFault::mute(Duration::from_millis(500)),
                    _ => return Err(format!("unknown command {command:?}").into()),
                };
                sandbox.streams().fault(fault.on(stream))?;
                true.into()
            }
        };
        println!("{response}");
    }
}
