//! HTTP/2 against a server that writes its frames by hand.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use backpack_signing::SystemClock;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::attempt::Sender;
use crate::clock::CorrectedClock;
use crate::error::Error;
use crate::limits::RateLimits;
use crate::operation::Operation;
use crate::options::CallOptions;
use crate::retry_policy::RetryPolicy;
use crate::shared::Shared;
use crate::transport::Transport;

const ORDER: Operation = Operation::new("order", "POST", "/x").session();

const NO_ERROR: u8 = 0;
const INTERNAL_ERROR: u8 = 2;
const REFUSED_STREAM: u8 = 7;
const CANCEL: u8 = 8;

/// The reaction of the server to a request.
#[derive(Clone, Copy, Debug)]
enum Reaction {
    /// Status 200.
    Respond,
    /// `RST_STREAM` with this code.
    Reset(u8),
    /// `GOAWAY` with this last stream and code; then the connection closes.
    GoAway(u8, u8),
}

/// Plays the reactions in order, over as many connections as the client makes. Returns the number of requests.
async fn serve(listener: TcpListener, reactions: &[Reaction]) -> usize {
    let mut requests = 0;
    while requests < reactions.len() {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.read_exact(&mut [0; 24]).await.unwrap();
        write_frame(&mut stream, 4, 0, 0, &[]).await;
        while let Some((kind, flags, id)) = read_frame(&mut stream).await {
            const DATA: u8 = 0;
            const HEADERS: u8 = 1;
            const SETTINGS: u8 = 4;
            match kind {
                SETTINGS if flags == 0 => write_frame(&mut stream, SETTINGS, 1, 0, &[]).await,
                DATA | HEADERS if flags & 1 == 1 => {
                    let reaction = reactions[requests];
                    requests += 1;
                    match reaction {
                        // `0x88` is `:status 200`.
                        Reaction::Respond => {
                            write_frame(&mut stream, HEADERS, 5, id, &[0x88]).await;
                        }
                        Reaction::Reset(code) => {
                            write_frame(&mut stream, 3, 0, id, &[0, 0, 0, code]).await;
                        }
                        Reaction::GoAway(last, code) => {
                            let payload = [0, 0, 0, last, 0, 0, 0, code];
                            write_frame(&mut stream, 7, 0, 0, &payload).await;
                            break;
                        }
                    }
                    if requests == reactions.len() {
                        break;
                    }
                }
                _ => {}
            }
        }
        // Reads until the client has read what was written: an unread request would reset the connection.
        stream.shutdown().await.unwrap();
        while stream.read(&mut [0; 256]).await.is_ok_and(|read| read > 0) {}
    }
    requests
}

/// Reads a frame: its type, flags and stream. `None` at the end.
async fn read_frame(stream: &mut TcpStream) -> Option<(u8, u8, u8)> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let length = usize::from(head[1]) << 8 | usize::from(head[2]);
    stream.read_exact(&mut vec![0; length]).await.ok()?;
    Some((head[3], head[4], head[8]))
}

async fn write_frame(stream: &mut TcpStream, kind: u8, flags: u8, id: u8, payload: &[u8]) {
    let length = u8::try_from(payload.len()).unwrap();
    let head = [0, 0, length, kind, flags, 0, 0, 0, id];
    stream.write_all(&[&head, payload].concat()).await.unwrap();
}

fn transport(url: &str) -> Transport {
    let http = reqwest::Client::builder()
        .http2_prior_knowledge()
        .retry(reqwest::retry::never())
        .build()
        .unwrap();
    let shared = Shared {
        sender: Sender::new(http.clone(), Vec::new(), None, 100),
        stream_url: url.replacen("http", "ws", 1),
        stream_http: http,
        streams: OnceLock::new(),
        base_url: url.parse().unwrap(),
        reporter: crate::observer::Reporter::default(),
        limits: RateLimits::unlimited(),
        clock: Arc::new(CorrectedClock::new(Arc::new(SystemClock))),
        max_clock_offset: Duration::ZERO,
    };
    let policy = RetryPolicy::default().backoff(Duration::ZERO, Duration::ZERO);
    Transport::new(shared, CallOptions::new().retry(policy))
}

/// An order on a stream that the server did not process is retried; any other end of a stream leaves the order
/// unknown, and it is not retried.
#[tokio::test]
async fn retries_order_on_unprocessed_stream_alone() {
    use Reaction::{GoAway, Reset, Respond};
    for (first, is_retried) in [
        (Respond, None),
        (Reset(REFUSED_STREAM), Some(true)),
        // Streams above the last one were not processed.
        (GoAway(0, NO_ERROR), Some(true)),
        (Reset(CANCEL), Some(false)),
        (Reset(INTERNAL_ERROR), Some(false)),
        (GoAway(1, NO_ERROR), Some(false)),
        (GoAway(1, INTERNAL_ERROR), Some(false)),
        (GoAway(0, INTERNAL_ERROR), Some(false)),
    ] {
        let reactions = match is_retried {
            Some(true) => vec![first, first, Respond],
            _ => vec![first],
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let expected = reactions.len();
        let server = tokio::spawn(async move { serve(listener, &reactions).await });
        let transport = transport(&url);
        let request = transport.http().post(format!("{url}/x")).body("{}");
        let request = request.build().unwrap();
        let result = transport.execute::<String>(request, &ORDER).await;
        drop(transport);
        if is_retried == Some(false) {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::Transport(_)), "{first:?}: {error:?}");
            assert!(error.outcome_unknown(), "{first:?}: {error:?}");
            assert_eq!(error.attempts(), 1, "{first:?}: {error:?}");
        } else {
            let response = result.unwrap_or_else(|error| panic!("{first:?}: {error:?}"));
            assert_eq!(response.meta.attempts() as usize, expected, "{first:?}");
        }
        assert_eq!(server.await.unwrap(), expected, "{first:?}");
    }
}
