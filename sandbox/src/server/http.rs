//! HTTP/1.1 on each accepted connection, until the sandbox is stopped.

use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::error_response;
use crate::server::connection::{Connection, State};
use crate::server::exchange::{Exchange, Outcome};
use crate::server::request_body;
use crate::server::response_body::{Pace, ResponseBody};
use crate::streams::{self, End, SeededMarket};

/// The pause after a connection could not be accepted (too many open files, for example), to avoid a busy loop.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Serves until the sender of `stopped` is dropped, then closes the port and all connections.
pub(crate) async fn serve(
    listener: TcpListener,
    exchange: Arc<Exchange>,
    read_timeout: Duration,
    markets: Vec<(SeededMarket, Duration)>,
    mut stopped: oneshot::Receiver<()>,
) {
    let mut connections = JoinSet::new();
    connections.spawn(streams::pump(Arc::clone(&exchange)));
    for (market, every) in markets {
        connections.spawn(streams::drive(Arc::clone(&exchange), market, every));
    }
    let mut accepted_so_far = 0;
    loop {
        tokio::select! {
            biased;
            _ = &mut stopped => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    accepted_so_far += 1;
                    let state = State::new(accepted_so_far);
                    let exchange = Arc::clone(&exchange);
                    connections.spawn(serve_connection(stream, state, exchange, read_timeout));
                }
                Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn serve_connection(
    stream: TcpStream,
    state: State,
    exchange: Arc<Exchange>,
    read_timeout: Duration,
) {
    // Without it small responses are delayed, and nothing else.
    let _ = stream.set_nodelay(true);
    let state = Arc::new(state);
    let connection = Connection::new(stream, Arc::clone(&state), Arc::clone(&exchange));
    let shared = (Arc::clone(&exchange), Arc::clone(&state));
    let service = service_fn(move |request| {
        let (exchange, state) = shared.clone();
        respond(exchange, state, request, read_timeout)
    });
    // An error is caused by the client, which disconnected or sent invalid HTTP, or by an injected fault.
    let _ = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(read_timeout)
        .serve_connection(TokioIo::new(connection), service)
        .with_upgrades()
        .await;
    if let Some(upgrade) = state.take_upgrade()
        && let Ok(upgraded) = upgrade.await
    {
        // Dropped after the reset is set.
        let mut io = TokioIo::new(upgraded);
        if streams::run(&exchange, &mut io).await == End::Reset {
            state.reset();
        }
    }
}

/// The reason for which a request has no response.
#[derive(Debug, thiserror::Error)]
enum NoResponse {
    #[error("the client disconnected before the end of the request body")]
    Disconnected(#[from] hyper::Error),
    #[error("the connection is reset by an injected fault")]
    Reset,
}

/// Responds to one request. An error closes the connection without a response.
async fn respond(
    exchange: Arc<Exchange>,
    state: Arc<State>,
    mut request: Request<Incoming>,
    read_timeout: Duration,
) -> Result<Response<ResponseBody>, NoResponse> {
    if streams::is_handshake(request.method(), request.uri().path(), request.headers()) {
        let response = streams::accept(&exchange, request.headers());
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            state.set_upgrade(hyper::upgrade::on(&mut request));
        } else {
            state.set_idle();
        }
        return Ok(response.map(|body| ResponseBody::new(body, Pace::Whole)));
    }
    let (parts, body) = request.into_parts();
    let outcome = match timeout(read_timeout, request_body::read(body)).await {
        Ok(received) => exchange.handle(parts, received?, state.number).await,
        Err(_) => Outcome::Respond(error_response::request_timeout(), Pace::Whole),
    };
    match outcome {
        Outcome::Respond(response, pace) => {
            state.set_idle();
            Ok(response.map(|body| ResponseBody::new(body, pace)))
        }
        Outcome::Reset => {
            state.reset();
            Err(NoResponse::Reset)
        }
    }
}
