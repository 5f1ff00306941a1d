//! The handle of a running sandbox's streams.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::io::DuplexStream;

use super::connection::run;
use super::event::StreamEvent;
use super::fault::{Effect, Occasion, StreamFault, StreamFaultKind};
use crate::error::ScriptError;
use crate::server::exchange::Exchange;

/// The buffer of an in-memory connection in each direction.
const BUFFER: usize = 64 * 1024;

/// The streams of a running sandbox, to script and to compare. From [`Sandbox::streams`](crate::Sandbox::streams).
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use backpack_sandbox::Sandbox;
/// use backpack_sandbox::streams::StreamFault;
/// use serde_json::json;
///
/// let sandbox = Sandbox::start().await?;
/// // ... a client subscribes to the trades of SOL_USDC, and then:
/// # if false {
/// sandbox.streams().wait_for_subscription("trade.SOL_USDC").await;
/// # }
/// sandbox.streams().fault(StreamFault::duplicate().every(10))?;
/// sandbox.streams().send("trade.SOL_USDC", &json!({"e": "trade", "p": "140.5", "q": "2", "t": 1}))?;
/// assert_eq!(sandbox.streams().events("trade.SOL_USDC")[0].number(), 1);
/// # sandbox.streams().clear_faults();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy)]
pub struct StreamHandle<'a> {
    exchange: &'a Arc<Exchange>,
}

/// A line of a recorded run.
#[derive(Deserialize)]
struct Recorded<'a> {
    stream: Option<String>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
}

impl<'a> StreamHandle<'a> {
    pub(crate) const fn new(exchange: &'a Arc<Exchange>) -> Self {
        Self { exchange }
    }

    /// Sends an event to the connections that are subscribed to a stream. Returns its number.
    ///
    /// `data` is the value of `data` in the frame. It is sent as it is, and has no influence on the events that the book
    /// sends to the same stream.
    ///
    /// # Errors
    ///
    /// [`ScriptError::Json`].
    pub fn send(self, stream: &str, data: &(impl Serialize + ?Sized)) -> Result<u64, ScriptError> {
        let data =
            serde_json::to_string(data).map_err(|error| ScriptError::Json(Arc::new(error)))?;
        // Changes of the book are sent before it.
        self.exchange.report();
        Ok(self.exchange.streams.send(stream, data))
    }

    /// Sends a text frame to all connections, whatever they are subscribed to: an error frame, or no JSON. It has no number,
    /// and no fault acts on it.
    pub fn send_frame(self, text: &str) {
        self.exchange.streams.send_frame(text);
    }

    /// Sends the frames of a recorded run, one JSON text per line, without pauses: `{"data": {...}, "stream": "..."}` as an
    /// event, and any other object as a frame. Returns the number of events.
    ///
    /// # Errors
    ///
    /// [`ScriptError::Run`] when a line is not a JSON object. Nothing is sent then.
    pub fn play(self, run: &str) -> Result<usize, ScriptError> {
        let lines = run.lines().enumerate();
        let lines = lines.filter(|(_, line)| !line.trim().is_empty());
        let frames: Vec<(&str, Recorded<'_>)> = lines
            .map(|(index, text)| {
                let recorded = serde_json::from_str(text).map_err(|error| ScriptError::Run {
                    line: index + 1,
                    source: Arc::new(error),
                })?;
                Ok((text, recorded))
            })
            .collect::<Result<_, ScriptError>>()?;
        self.exchange.report();
        let mut events = 0;
        for (text, recorded) in frames {
            match (recorded.stream, recorded.data) {
                (Some(stream), Some(data)) => {
                    self.exchange.streams.send(&stream, data.get().to_owned());
                    events += 1;
                }
                _ => self.exchange.streams.send_frame(text),
            }
        }
        Ok(events)
    }

    /// Returns the kept events of a stream, the oldest first: see the [bounds](crate::streams).
    #[must_use]
    pub fn events(self, stream: &str) -> Vec<Arc<StreamEvent>> {
        self.exchange.report();
        self.exchange.streams.events(stream)
    }

    /// Returns the number of connections that are subscribed to a stream.
    #[must_use]
    pub fn subscriptions(self, stream: &str) -> usize {
        self.exchange.streams.subscriptions(stream)
    }

    /// Waits until a connection is subscribed to a stream.
    pub async fn wait_for_subscription(self, stream: &str) {
        let mut changes = self.exchange.streams.changes();
        // It fails only when the sender is dropped, which the sandbox owns.
        let _ = changes.wait_for(|_| self.subscriptions(stream) > 0).await;
    }

    /// Returns the number of connections that were accepted so far.
    #[must_use]
    pub fn accepted_connections(self) -> u64 {
        self.exchange.streams.connections().0
    }

    /// Returns the number of open connections.
    #[must_use]
    pub fn open_connections(self) -> u64 {
        self.exchange.streams.connections().1
    }

    /// Injects a fault. An event is offered to the faults in the order of injection until one acts: at most one does.
    ///
    /// # Errors
    ///
    /// [`ScriptError`] when the fault is invalid.
    pub fn fault(self, fault: StreamFault) -> Result<Self, ScriptError> {
        self.exchange.streams.add_fault(fault.injected()?);
        Ok(self)
    }

    /// Removes all faults of streams.
    pub fn clear_faults(self) {
        self.exchange.streams.clear_faults();
    }

    /// Returns the number of times that faults of each kind have acted.
    #[must_use]
    pub fn triggered(self) -> BTreeMap<StreamFaultKind, u64> {
        self.exchange.streams.triggered()
    }

    /// Opens a connection in memory, past the handshake, for tests in paused time. `None` when a fault rejects the
    /// handshake, and during a [restart](StreamFault::restart). A reset ends it.
    ///
    /// # Panics
    ///
    /// Outside of a Tokio runtime.
    #[must_use]
    pub fn connect(self) -> Option<DuplexStream> {
        let rejected = self.exchange.streams.trigger(Occasion::Handshake, "");
        if matches!(rejected, Some(Effect::RejectHandshake(_))) || self.exchange.streams.is_closed()
        {
            return None;
        }
        let (client, server) = tokio::io::duplex(BUFFER);
        let exchange = Arc::clone(self.exchange);
        tokio::spawn(async move { run(&exchange, server).await });
        Some(client)
    }
}
