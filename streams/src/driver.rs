//! The task of one connection. It connects, reads and writes, and never waits for a consumer.

use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use backpack_runtime::BoxFuture;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::connect::{Connect, Connecting};
use crate::error::StreamError;
use crate::session::{Chance, Command, KeepAlive, Session, Signature, Signer};
use crate::socket::{Incoming, Io, Socket};
use crate::update::GapReason;

/// Connect timeout, including the handshake.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// Maximum number of frames handled before consumer requests are checked.
const BURST: usize = 256;

/// A connection that is opened on demand, and the consumer requests to it.
pub(crate) struct Lane {
    state: Mutex<State>,
    /// `true` while the task is running.
    running: watch::Sender<bool>,
    connector: Arc<dyn Connect>,
    signer: Option<Signer>,
    keep_alive: KeepAlive,
    connections: Arc<AtomicU64>,
    chance: Chance,
}

#[derive(Default)]
struct State {
    commands: VecDeque<Command>,
    waker: Option<Waker>,
    is_running: bool,
    /// No stream can be opened again.
    is_closed: bool,
}

impl Lane {
    /// Creates a connection that is not opened yet.
    pub(crate) fn new(
        connector: Arc<dyn Connect>,
        signer: Option<Signer>,
        keep_alive: KeepAlive,
        connections: Arc<AtomicU64>,
        chance: Chance,
    ) -> Arc<Self> {
        Arc::new(Self {
            state: Mutex::default(),
            running: watch::Sender::new(false),
            connector,
            signer,
            keep_alive,
            connections,
            chance,
        })
    }

    /// Passes a request to the task; starts the task if a stream needs it.
    pub(crate) fn call(self: &Arc<Self>, command: Command) -> Result<(), StreamError> {
        let mut state = self.lock();
        match command {
            Command::Subscribe { .. } if state.is_closed => return Err(StreamError::Closed),
            Command::Close => state.is_closed = true,
            Command::Subscribe { .. } | Command::Unsubscribe { .. } => {}
        }
        if !state.is_running {
            if !matches!(command, Command::Subscribe { .. }) {
                return Ok(());
            }
            let runtime = Handle::try_current().map_err(|_| StreamError::NoRuntime)?;
            state.is_running = true;
            self.running.send_replace(true);
            runtime.spawn(run(Running {
                lane: Arc::clone(self),
                is_over: false,
            }));
        }
        state.commands.push_back(command);
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        Ok(())
    }

    /// Waits until the connection is closed.
    pub(crate) async fn closed(&self) {
        // The sender is in `self`, so the channel stays open.
        let _ = self.running.subscribe().wait_for(|running| !running).await;
    }

    /// Locks the state.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the requests.
    fn take_commands(&self) -> VecDeque<Command> {
        std::mem::take(&mut self.lock().commands)
    }

    /// Returns `Ready` if there are requests.
    fn poll_commands(&self, cx: &Context<'_>) -> Poll<()> {
        let mut state = self.lock();
        if !state.commands.is_empty() {
            return Poll::Ready(());
        }
        if !state
            .waker
            .as_ref()
            .is_some_and(|waker| waker.will_wake(cx.waker()))
        {
            state.waker = Some(cx.waker().clone());
        }
        Poll::Pending
    }

    /// Marks the task as ended.
    fn stop(&self, state: &mut State) {
        state.is_running = false;
        self.running.send_replace(false);
    }
}

/// The lane of a running task. Dropping it lets the next request start another task.
struct Running {
    lane: Arc<Lane>,
    is_over: bool,
}

impl Running {
    /// Marks the task as ended unless there are requests.
    fn try_stop(&mut self) -> bool {
        let mut state = self.lane.lock();
        self.is_over = state.commands.is_empty();
        if self.is_over {
            self.lane.stop(&mut state);
        }
        self.is_over
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.is_over {
            let mut state = self.lane.lock();
            self.lane.stop(&mut state);
            let commands = std::mem::take(&mut state.commands);
            drop(state);
            // Outside of the lock: this ends the streams in them.
            drop(commands);
        }
    }
}

enum Link {
    Down,
    Connecting(Connecting),
    Up(Box<Socket>),
}

/// Result of a wait.
enum Turn {
    /// There are requests or frames to send, or a deadline has passed.
    Next,
    Connected(Result<Box<dyn Io>, StreamError>),
    Lost(GapReason),
}

/// Runs a connection until no stream needs it.
async fn run(mut running: Running) {
    let lane = &*Arc::clone(&running.lane);
    let mut session = Session::new(
        lane.keep_alive,
        lane.signer.clone(),
        Arc::clone(&lane.chance),
        Instant::now(),
    );
    let mut sleep = Box::pin(sleep_until(Instant::now()));
    let mut link = Link::Down;
    // Signature in progress.
    let mut signing: Option<BoxFuture<'static, Signature>> = None;
    loop {
        let now = Instant::now();
        for command in lane.take_commands() {
            session.command(command, now);
        }
        let turn = match &mut link {
            Link::Down if session.is_finished() => {
                if running.try_stop() {
                    return;
                }
                continue;
            }
            Link::Down if now >= session.deadline() => {
                link = Link::Connecting(connect(&lane.connector));
                continue;
            }
            Link::Down => wait(lane, sleep.as_mut(), session.deadline()).await,
            Link::Connecting(_) if session.is_finished() => {
                link = Link::Down;
                continue;
            }
            Link::Connecting(connecting) => {
                poll_fn(|cx| match lane.poll_commands(cx) {
                    Poll::Ready(()) => Poll::Ready(Turn::Next),
                    Poll::Pending => connecting.as_mut().poll(cx).map(Turn::Connected),
                })
                .await
            }
            Link::Up(socket) => match advance(&mut session, socket, now) {
                Err(reason) => Turn::Lost(reason),
                Ok(()) => {
                    signing = session.sign().or(signing);
                    let deadline = session.deadline();
                    poll_fn(|cx| {
                        if let Some(signature) = &mut signing
                            && let Poll::Ready(signature) = signature.as_mut().poll(cx)
                        {
                            signing = None;
                            session.signed(signature);
                            return Poll::Ready(Turn::Next);
                        }
                        if poll_wait(lane, sleep.as_mut(), deadline, cx).is_ready() {
                            return Poll::Ready(Turn::Next);
                        }
                        receive(&mut session, socket, deadline, cx)
                    })
                    .await
                }
            },
        };
        let now = Instant::now();
        match turn {
            Turn::Next => {}
            Turn::Connected(Ok(io)) => {
                let connection = lane.connections.fetch_add(1, Ordering::Relaxed) + 1;
                tracing::debug!(connection, "connected");
                session.connected(connection, now);
                link = Link::Up(Box::new(Socket::new(io)));
            }
            Turn::Connected(Err(error)) => {
                tracing::debug!(%error, "not connected");
                session.connect_failed(error, now);
                link = Link::Down;
            }
            Turn::Lost(reason) => {
                tracing::debug!(%reason, "connection lost");
                session.lost(&reason, now);
                signing = None;
                if let Link::Up(socket) = &mut link {
                    // Best effort: the response to a Close.
                    let _ = poll_fn(|cx| Poll::Ready(socket.poll_flush(cx))).await;
                }
                link = Link::Down;
            }
        }
    }
}

/// Starts an attempt to connect, with a timeout.
fn connect(connector: &Arc<dyn Connect>) -> Connecting {
    let connecting = connector.connect();
    Box::pin(async move {
        let timeout = tokio::time::timeout(CONNECT_TIMEOUT, connecting).await;
        timeout.unwrap_or(Err(StreamError::ConnectTimeout(CONNECT_TIMEOUT)))
    })
}

/// Handles deadlines, and sends.
fn advance(session: &mut Session, socket: &mut Socket, now: Instant) -> Result<(), GapReason> {
    if let Some(reason) = session.tick(now, socket.last_read(), socket.unsent_since()) {
        return Err(reason);
    }
    while let Some(frame) = session.next(now) {
        socket
            .send(frame)
            .map_err(|error| GapReason::Disconnected(Arc::new(error)))?;
    }
    Ok(())
}

/// Waits for requests or the deadline.
async fn wait(lane: &Lane, mut sleep: Pin<&mut Sleep>, deadline: Instant) -> Turn {
    poll_fn(|cx| poll_wait(lane, sleep.as_mut(), deadline, cx)).await;
    Turn::Next
}

/// Returns `Ready` if there are requests, or at the deadline.
fn poll_wait(
    lane: &Lane,
    mut sleep: Pin<&mut Sleep>,
    deadline: Instant,
    cx: &mut Context<'_>,
) -> Poll<()> {
    if lane.poll_commands(cx).is_ready() {
        return Poll::Ready(());
    }
    if sleep.deadline() != deadline {
        sleep.as_mut().reset(deadline);
    }
    sleep.poll(cx)
}

/// Handles received frames. Returns `Pending` if there is nothing to receive or send before the deadline.
fn receive(
    session: &mut Session,
    socket: &mut Socket,
    deadline: Instant,
    cx: &mut Context<'_>,
) -> Poll<Turn> {
    let now = Instant::now();
    for _ in 0..BURST {
        let incoming = match socket.poll_next(cx) {
            Poll::Pending if session.has_output() || session.deadline() < deadline => {
                return Poll::Ready(Turn::Next);
            }
            Poll::Pending => return Poll::Pending,
            Poll::Ready(incoming) => incoming,
        };
        let reason = match incoming {
            Some(Ok(Incoming::Text(text))) => {
                session.received(&text, now);
                continue;
            }
            Some(Ok(Incoming::Binary(data))) => {
                session.undecodable(&data, &"expected a text frame");
                continue;
            }
            Some(Ok(Incoming::Pong(number))) => {
                session.pong(number.unwrap_or(0), now);
                continue;
            }
            Some(Ok(Incoming::Ping)) => continue,
            Some(Ok(Incoming::Close(code))) => GapReason::ClosedByExchange { code },
            Some(Err(error)) => GapReason::Disconnected(Arc::new(error)),
            None => GapReason::ClosedByExchange { code: None },
        };
        return Poll::Ready(Turn::Lost(reason));
    }
    Poll::Ready(Turn::Next)
}
