//! The network side: accepts connections and speaks HTTP/1.1 on them, until it is stopped.

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;

use crate::body;
use crate::exchange::{Exchange, Outcome};
use crate::reply_body::ReplyBody;
use crate::wire::{Line, Wire};

/// For how long a connection may take over the head of a request.
const HEAD_TIMEOUT: Duration = Duration::from_secs(30);

/// How long to wait when no connection can be accepted (too many open files, say), so as not to spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Serves until `stopped` resolves, which it does when its sender is dropped. Then closes the port and all connections.
pub(crate) async fn serve(
    listener: TcpListener,
    exchange: Arc<Exchange>,
    mut stopped: oneshot::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    let mut accepted_so_far = 0;
    loop {
        tokio::select! {
            biased;
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    accepted_so_far += 1;
                    let line = Line::new(accepted_so_far);
                    connections.spawn(connection(stream, line, Arc::clone(&exchange)));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, line: Line, exchange: Arc<Exchange>) {
    // Small answers go out at once. It costs speed alone if the system refuses.
    let _ = stream.set_nodelay(true);
    let line = Arc::new(line);
    let wire = Wire::new(stream, Arc::clone(&line), Arc::clone(&exchange));
    let service =
        service_fn(move |request| respond(Arc::clone(&exchange), Arc::clone(&line), request));
    // An error is the client's: it went away, or spoke something that is not HTTP and was told so. Or it is a fault
    // that was asked for.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .serve_connection(TokioIo::new(wire), service)
        .await;
}

/// Why a request is not answered.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error("the client went away before the end of its body")]
    Gone(#[from] hyper::Error),
    #[error("the connection is reset on purpose")]
    Reset,
}

/// Answers one request. An error closes the connection without an answer.
async fn respond(
    exchange: Arc<Exchange>,
    line: Arc<Line>,
    request: Request<Incoming>,
) -> Result<Response<ReplyBody>, NoAnswer> {
    let (parts, body) = request.into_parts();
    let received = body::read(body).await?;
    match exchange.answer(parts, received, line.number).await {
        Outcome::Answer(reply, pace) => {
            line.answered();
            Ok(reply.into_response(pace))
        }
        Outcome::Reset => {
            line.reset();
            Err(NoAnswer::Reset)
        }
    }
}
