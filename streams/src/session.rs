//! State machine of one connection: requests, received frames, deadlines. No IO: time is an argument.
//!
//! One request is in flight at a time. A valid request has no response, and an error names no stream, so each request is
//! followed by a ping: its pong shows that the exchange has read the request. An error before the pong belongs to the
//! request. If the request has several streams, they are requested again one by one to find the invalid one.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use backpack_runtime::BoxFuture;
use backpack_signing::{SignedSubscription, SigningError};
use tokio::time::Instant;

use crate::backoff::Backoff;
use crate::error::StreamError;
use crate::frame::{self, Frame, Request};
use crate::inbox::Inbox;
use crate::update::{GapReason, Undecodable};

/// Maximum number of streams in one request, below the numbers that the exchange was observed to accept.
const BATCH: usize = 64;

/// Wait for an error that is received after the pong.
const GRACE: Duration = Duration::from_millis(250);

/// Timeout of the pong after a request.
const PONG_TIMEOUT: Duration = Duration::from_secs(5);

/// Time after a request in which an error still belongs to it.
const LATE_ERROR: Duration = Duration::from_secs(5);

/// Lifetime of a connection that resets the backoff.
const HELD: Duration = Duration::from_secs(30);

/// Time for which a connection without streams is kept.
const LINGER: Duration = Duration::from_secs(10);

/// Timeout of the exchange's Close.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Upper bound of `Retry-After`.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(300);

/// Longest time between two requests for a stream that stays silent.
const MAX_SILENCE: Duration = Duration::from_secs(300);

/// Signature of a subscription.
pub(crate) type Signature = Result<SignedSubscription, SigningError>;

/// Signs a subscription with the current time.
pub(crate) type Signer = Arc<dyn Fn() -> BoxFuture<'static, Signature> + Send + Sync>;

/// A source of numbers from 0 up to 1.
pub(crate) type Chance = Arc<dyn Fn() -> f64 + Send + Sync>;

/// Request of a consumer to its connection.
pub(crate) enum Command {
    Subscribe {
        stream: Arc<str>,
        max_silence: Option<Duration>,
        sink: Sink,
    },
    Unsubscribe {
        stream: Arc<str>,
        inbox: Arc<Inbox>,
        slot: u64,
    },
    Close,
}

/// Slot of a consumer's queue that a stream writes to. Dropping it ends the slot.
pub(crate) struct Sink {
    inbox: Arc<Inbox>,
    slot: u64,
    is_live: bool,
    /// A gap was written since the last `Live`.
    has_gap: bool,
}

impl Sink {
    /// Creates a sink that is not live yet.
    pub(crate) const fn new(inbox: Arc<Inbox>, slot: u64) -> Self {
        Self {
            inbox,
            slot,
            is_live: false,
            has_gap: false,
        }
    }

    /// Writes `Live` unless the sink is live.
    fn establish(&mut self, connection: u64) {
        if !self.is_live {
            (self.is_live, self.has_gap) = (true, false);
            self.inbox.push_live(self.slot, connection);
        }
    }

    /// Writes a gap unless one was written since the last `Live`.
    fn lose(&mut self, reason: &GapReason) {
        self.is_live = false;
        if !self.has_gap {
            self.has_gap = true;
            self.inbox.push_gap(self.slot, reason.clone());
        }
    }

    /// Ends the slot.
    fn end(&self, error: Option<StreamError>) {
        self.inbox.push_end(self.slot, error);
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.end(Some(StreamError::Closed));
    }
}

/// Frame to send.
pub(crate) enum Outgoing {
    /// A request, which may hold a signature.
    Text(String),
    Ping(u64),
    Close,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text(<{} bytes>)", text.len()),
            Self::Ping(number) => write!(f, "Ping({number})"),
            Self::Close => f.write_str("Close"),
        }
    }
}

/// Ping interval.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeepAlive {
    pub(crate) ping: Duration,
}

impl KeepAlive {
    /// Returns the time without a received byte after which a connection is lost: two pings have no pong by then.
    fn silence(self) -> Duration {
        self.ping.saturating_mul(2) + Duration::from_secs(10)
    }
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self {
            ping: Duration::from_secs(15),
        }
    }
}

/// Streams and state of one connection.
pub(crate) struct Session {
    keep_alive: KeepAlive,
    signer: Option<Signer>,
    /// A signature is being made; the finished one for the next request.
    is_signing: bool,
    signature: Option<Signature>,
    chance: Chance,
    backoff: Backoff,
    streams: HashMap<Arc<str>, Stream>,
    opened: u64,
    link: Link,
    outbox: VecDeque<Outgoing>,
    in_flight: Option<InFlight>,
    /// Streams to subscribe to, to unsubscribe from, and to request one by one.
    fresh: VecDeque<Arc<str>>,
    leaving: VecDeque<Arc<str>>,
    suspects: VecDeque<Arc<str>>,
    pings: u64,
    /// End of the last SUBSCRIBE request.
    settled: Option<Instant>,
    /// Next check for silent streams.
    silence_check: Option<Instant>,
    closing: Closing,
}

/// State of the connection.
#[derive(Clone, Copy, Debug)]
enum Link {
    Down {
        retry_at: Instant,
    },
    Up {
        connection: u64,
        since: Instant,
        next_ping: Instant,
        dead_at: Instant,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Closing {
    No,
    /// Without streams; Close is sent at this time.
    Idle(Instant),
    /// Close is sent; the exchange's Close is awaited until this time.
    Sent(Instant),
    /// As `Sent`, and no stream can be opened again.
    Final(Instant),
}

/// An open stream.
struct Stream {
    /// Position in the order in which streams were opened.
    order: u64,
    sinks: Vec<Sink>,
    /// SUBSCRIBE was sent on this connection.
    is_requested: bool,
    /// The exchange has read the SUBSCRIBE.
    is_established: bool,
    /// An event was received since the SUBSCRIBE.
    is_heard: bool,
    silence: Option<Silence>,
}

/// Silence detection of a stream of known cadence.
struct Silence {
    limit: Duration,
    /// Doubles from `limit` with each request that has no effect.
    wait: Duration,
    since: Instant,
    is_silent: bool,
}

/// Request whose pong is awaited.
struct InFlight {
    kind: RequestKind,
    streams: Vec<Arc<str>>,
    ping: u64,
    /// End of the request, with or without a pong.
    deadline: Instant,
    error: Option<(i64, Arc<str>)>,
}

/// Kind of a request.
#[derive(Clone, Copy, PartialEq)]
enum RequestKind {
    Subscribe,
    /// SUBSCRIBE of one stream that may be invalid.
    Probe,
    Unsubscribe,
}

impl Session {
    /// Creates a session without a connection.
    pub(crate) fn new(
        keep_alive: KeepAlive,
        signer: Option<Signer>,
        chance: Chance,
        now: Instant,
    ) -> Self {
        let mut backoff = Backoff::default();
        let retry_at = now + backoff.next(chance());
        Self {
            keep_alive,
            signer,
            is_signing: false,
            signature: None,
            chance,
            backoff,
            streams: HashMap::new(),
            opened: 0,
            link: Link::Down { retry_at },
            outbox: VecDeque::new(),
            in_flight: None,
            fresh: VecDeque::new(),
            leaving: VecDeque::new(),
            suspects: VecDeque::new(),
            pings: 0,
            settled: None,
            silence_check: None,
            closing: Closing::No,
        }
    }

    /// Returns true if no connection is established or needed.
    pub(crate) fn is_finished(&self) -> bool {
        matches!(self.link, Link::Down { .. }) && self.streams.is_empty()
    }

    /// Returns true if [`next`](Self::next) has a frame to send.
    pub(crate) fn has_output(&self) -> bool {
        let is_waiting = self.in_flight.is_none()
            && !(self.fresh.is_empty() && self.leaving.is_empty() && self.suspects.is_empty());
        let is_ready = self.signature.is_some() || !self.is_signing || !self.needs_signature();
        !self.outbox.is_empty() || (is_waiting && is_ready && !self.is_closed_here())
    }

    /// Returns true if the next request has a signature.
    fn needs_signature(&self) -> bool {
        let is_subscribe =
            !self.fresh.is_empty() || (self.leaving.is_empty() && !self.suspects.is_empty());
        self.signer.is_some() && is_subscribe
    }

    /// Starts the signature of the next request if it needs one.
    pub(crate) fn sign(&mut self) -> Option<BoxFuture<'static, Signature>> {
        let is_idle = matches!(self.link, Link::Up { .. })
            && !self.is_closed_here()
            && self.in_flight.is_none()
            && self.outbox.is_empty();
        if !is_idle || self.is_signing || self.signature.is_some() || !self.needs_signature() {
            return None;
        }
        let signing = self.signer.as_ref().map(|sign| sign());
        self.is_signing = signing.is_some();
        signing
    }

    /// Handles a signature. It is dropped if it would be sent later, since its time counts.
    pub(crate) fn signed(&mut self, signature: Signature) {
        self.is_signing = false;
        let is_next = self.in_flight.is_none() && self.outbox.is_empty() && self.needs_signature();
        self.signature = Some(signature).filter(|_| is_next);
    }

    /// Returns the time of the next [`tick`](Self::tick), or of the next attempt to connect.
    pub(crate) fn deadline(&self) -> Instant {
        match self.link {
            Link::Down { retry_at } => retry_at,
            Link::Up {
                next_ping, dead_at, ..
            } => {
                let closing = match self.closing {
                    Closing::No => None,
                    Closing::Idle(at) | Closing::Sent(at) | Closing::Final(at) => Some(at),
                };
                let request = self.in_flight.as_ref().map(|request| request.deadline);
                let others = [closing, request, self.silence_check];
                let at = others.into_iter().flatten().min();
                at.map_or(next_ping.min(dead_at), |at| at.min(next_ping).min(dead_at))
            }
        }
    }

    /// Handles a request of a consumer.
    pub(crate) fn command(&mut self, command: Command, now: Instant) {
        match command {
            Command::Subscribe {
                stream,
                max_silence,
                sink,
            } => self.subscribe(stream, max_silence, sink, now),
            Command::Unsubscribe {
                stream,
                inbox,
                slot,
            } => self.unsubscribe(&stream, &inbox, slot, now),
            Command::Close => self.close(now),
        }
    }

    /// Adds a consumer to a stream, and requests the stream if it is the first one.
    fn subscribe(
        &mut self,
        name: Arc<str>,
        max_silence: Option<Duration>,
        mut sink: Sink,
        now: Instant,
    ) {
        if let Closing::Final(_) = self.closing {
            return;
        }
        if let Closing::Idle(_) = self.closing {
            self.closing = Closing::No;
        }
        let order = self.opened;
        let stream = self.streams.entry(Arc::clone(&name)).or_insert_with(|| {
            self.opened += 1;
            self.fresh.push_back(name);
            Stream {
                order,
                sinks: Vec::new(),
                is_requested: false,
                is_established: false,
                is_heard: false,
                silence: None,
            }
        });
        if let Some(limit) = max_silence {
            let silence = stream.silence.get_or_insert(Silence {
                limit,
                wait: limit,
                since: now,
                is_silent: false,
            });
            if limit < silence.limit {
                (silence.limit, silence.wait) = (limit, limit);
            }
            self.silence_check = Some(now);
        }
        let is_silent = stream.silence.as_ref().is_some_and(|watch| watch.is_silent);
        if let Link::Up { connection, .. } = self.link
            && stream.is_established
            && !is_silent
        {
            sink.establish(connection);
        }
        stream.sinks.push(sink);
    }

    /// Removes a consumer, and the stream after its last one.
    fn unsubscribe(&mut self, name: &Arc<str>, inbox: &Arc<Inbox>, slot: u64, now: Instant) {
        let Some(stream) = self.streams.get_mut(name) else {
            return;
        };
        let is_other = |sink: &Sink| sink.slot != slot || !Arc::ptr_eq(&sink.inbox, inbox);
        stream.sinks.retain(is_other);
        if !stream.sinks.is_empty() {
            return;
        }
        if !stream.is_requested {
            self.streams.remove(name);
            self.fresh.retain(|fresh| fresh != name);
        } else if !self.leaving.contains(name) {
            self.leaving.push_back(Arc::clone(name));
        }
        self.linger(now);
    }

    /// Schedules the close of a connection without streams.
    fn linger(&mut self, now: Instant) {
        let is_unused = self.streams.values().all(|stream| stream.sinks.is_empty());
        if is_unused && self.closing == Closing::No && matches!(self.link, Link::Up { .. }) {
            self.closing = Closing::Idle(now + LINGER);
        }
    }

    /// Ends all streams and the connection.
    fn close(&mut self, now: Instant) {
        let requested = |(_, stream): &(&Arc<str>, &Stream)| stream.is_requested;
        let names = self.streams.iter().filter(requested);
        let mut names: Vec<_> = names.map(|(name, _)| Arc::clone(name)).collect();
        names.sort();
        for stream in self.streams.values() {
            for sink in &stream.sinks {
                sink.end(None);
            }
        }
        self.streams.clear();
        (self.in_flight, self.silence_check) = (None, None);
        self.fresh.clear();
        self.leaving.clear();
        self.suspects.clear();
        self.outbox.clear();
        self.closing = Closing::Final(now + CLOSE_TIMEOUT);
        if let Link::Up { .. } = self.link {
            for names in names.chunks(BATCH) {
                self.outbox
                    .push_back(Outgoing::Text(text(frame::UNSUBSCRIBE, names, None)));
            }
            self.outbox.push_back(Outgoing::Close);
        }
    }

    /// Handles an established connection.
    pub(crate) fn connected(&mut self, connection: u64, now: Instant) {
        self.link = Link::Up {
            connection,
            since: now,
            next_ping: now + self.keep_alive.ping,
            dead_at: now + self.keep_alive.silence(),
        };
        self.settled = None;
        self.linger(now);
    }

    /// Handles a failed attempt to connect.
    pub(crate) fn connect_failed(&mut self, error: StreamError, now: Instant) {
        let retry_after = match error {
            StreamError::Handshake { retry_after, .. } => retry_after,
            _ => None,
        };
        self.down(&GapReason::Disconnected(Arc::new(error)), now);
        if let Link::Down { retry_at } = &mut self.link
            && let Some(asked) = retry_after
        {
            *retry_at = (*retry_at).max(now + asked.min(MAX_RETRY_AFTER));
        }
    }

    /// Handles a lost connection.
    pub(crate) fn lost(&mut self, reason: &GapReason, now: Instant) {
        let has_held = match self.link {
            Link::Up { since, .. } => now.saturating_duration_since(since) >= HELD,
            Link::Down { .. } => false,
        };
        if has_held || self.is_closed_here() {
            self.backoff.reset();
        }
        self.down(reason, now);
    }

    /// Returns true while this side closes the connection.
    const fn is_closed_here(&self) -> bool {
        matches!(self.closing, Closing::Sent(_) | Closing::Final(_))
    }

    /// Handles the end of a connection or of an attempt to connect.
    fn down(&mut self, reason: &GapReason, now: Instant) {
        let retry_at = now + self.backoff.next((self.chance)());
        self.link = Link::Down { retry_at };
        (self.is_signing, self.signature) = (false, None);
        self.outbox.clear();
        (self.in_flight, self.silence_check) = (None, None);
        self.leaving.clear();
        self.suspects.clear();
        let is_ours = self.is_closed_here();
        if !matches!(self.closing, Closing::Final(_)) {
            self.closing = Closing::No;
        }
        self.streams.retain(|_, stream| !stream.sinks.is_empty());
        for stream in self.streams.values_mut() {
            stream.is_requested = false;
            stream.is_established = false;
            stream.is_heard = false;
            if let Some(silence) = &mut stream.silence {
                (silence.wait, silence.is_silent) = (silence.limit, false);
            }
            // A stream that was opened during the close of an unused connection has lost nothing.
            for sink in stream.sinks.iter_mut().filter(|_| !is_ours) {
                sink.lose(reason);
            }
        }
        let mut names: Vec<_> = self.streams.iter().collect();
        names.sort_by_key(|(_, stream)| stream.order);
        self.fresh = names
            .into_iter()
            .map(|(name, _)| Arc::clone(name))
            .collect();
    }

    /// Handles a text frame.
    pub(crate) fn received(&mut self, text: &str, now: Instant) {
        let Link::Up { connection, .. } = self.link else {
            return;
        };
        match frame::classify(text) {
            Ok(Frame::Event { stream: name }) => {
                let Some(stream) = self.streams.get_mut(&*name) else {
                    return;
                };
                // A frame of an earlier subscription.
                if !stream.is_requested {
                    return;
                }
                stream.is_heard = true;
                stream.is_established = true;
                if let Some(silence) = &mut stream.silence {
                    if silence.is_silent {
                        // The next check was scheduled after a longer wait.
                        self.silence_check = Some(now);
                    }
                    silence.since = now;
                    (silence.wait, silence.is_silent) = (silence.limit, false);
                }
                for sink in &mut stream.sinks {
                    sink.establish(connection);
                    sink.inbox.push_frame(sink.slot, text);
                }
            }
            Ok(Frame::Error {
                stream,
                code,
                message,
            }) => self.error(stream.as_deref(), code, &message, now),
            Ok(Frame::Other) => {}
            Err(error) => self.undecodable(text.as_bytes(), &error),
        }
    }

    /// Handles a frame that cannot be attributed to a stream: every stream may have lost an event.
    pub(crate) fn undecodable(&mut self, frame: &[u8], error: &dyn fmt::Display) {
        let Link::Up { connection, .. } = self.link else {
            return;
        };
        let reason = GapReason::Undecodable(Undecodable::new(frame, error));
        let sinks = self
            .streams
            .values_mut()
            .flat_map(|stream| &mut stream.sinks);
        for sink in sinks.filter(|sink| sink.is_live) {
            sink.lose(&reason);
            sink.establish(connection);
        }
    }

    /// Handles an error of the exchange.
    fn error(&mut self, stream: Option<&str>, code: i64, message: &str, now: Instant) {
        let error = (code, Arc::from(message));
        if let Some(name) = stream
            && let Some((name, _)) = self.streams.get_key_value(name)
        {
            let name = Arc::clone(name);
            self.reject(&name, error);
        } else if let Some(request) = &mut self.in_flight {
            request.error.get_or_insert(error);
        } else if let Some(settled) = self.settled
            && now.saturating_duration_since(settled) < LATE_ERROR
        {
            let unheard = self.streams.iter().filter(|(_, stream)| {
                stream.is_requested && !stream.is_heard && !stream.sinks.is_empty()
            });
            let mut names: Vec<_> = unheard.collect();
            names.sort_by_key(|(_, stream)| stream.order);
            self.suspects = names
                .into_iter()
                .map(|(name, _)| Arc::clone(name))
                .collect();
        } else {
            tracing::debug!(
                code,
                message,
                "error of the exchange without a matching request"
            );
        }
    }

    /// Handles a pong. A peer may respond to no ping but the latest one (RFC 6455, section 5.5.3).
    pub(crate) fn pong(&mut self, number: u64, now: Instant) {
        let Some(request) = &mut self.in_flight else {
            return;
        };
        if number < request.ping {
            return;
        }
        if request.error.is_some() || request.kind == RequestKind::Probe {
            request.deadline = request.deadline.min(now + GRACE);
        } else {
            self.settle(now);
        }
    }

    /// Handles deadlines. Returns the reason if the connection is lost.
    pub(crate) fn tick(
        &mut self,
        now: Instant,
        last_read: Instant,
        unsent_since: Option<Instant>,
    ) -> Option<GapReason> {
        let silence = self.keep_alive.silence();
        let Link::Up {
            next_ping, dead_at, ..
        } = &mut self.link
        else {
            return None;
        };
        *dead_at = last_read + silence;
        if now >= *dead_at {
            return Some(GapReason::Silent(silence));
        }
        if let Some(since) = unsent_since {
            if now.saturating_duration_since(since) >= silence {
                let error = StreamError::SendTimeout(silence);
                return Some(GapReason::Disconnected(Arc::new(error)));
            }
            *dead_at = (*dead_at).min(since + silence);
        }
        if now >= *next_ping {
            *next_ping = now + self.keep_alive.ping;
            if !self.is_closed_here() {
                let ping = self.ping();
                self.outbox.push_back(ping);
            }
        }
        if self
            .in_flight
            .as_ref()
            .is_some_and(|request| now >= request.deadline)
        {
            self.settle(now);
        }
        if self.silence_check.is_some_and(|at| now >= at) {
            self.check_silence(now);
        }
        match self.closing {
            Closing::Idle(at) if now >= at => {
                self.closing = Closing::Sent(now + CLOSE_TIMEOUT);
                self.outbox.push_back(Outgoing::Close);
                None
            }
            Closing::Sent(at) | Closing::Final(at) if now >= at => {
                Some(GapReason::ClosedByExchange { code: None })
            }
            _ => None,
        }
    }

    /// Returns the next frame to send.
    pub(crate) fn next(&mut self, now: Instant) -> Option<Outgoing> {
        if let Link::Down { .. } = self.link {
            return None;
        }
        while self.outbox.is_empty() && self.in_flight.is_none() && self.request(now) {}
        self.outbox.pop_front()
    }

    /// Creates the next ping.
    fn ping(&mut self) -> Outgoing {
        self.pings += 1;
        Outgoing::Ping(self.pings)
    }

    /// Prepares the next request. Returns false if none is needed.
    fn request(&mut self, now: Instant) -> bool {
        let needs_signature = self.needs_signature();
        if self.is_closed_here() || (needs_signature && self.signature.is_none()) {
            return false;
        }
        let signature = self.signature.take().filter(|_| needs_signature);
        let streams = &self.streams;
        let is_wanted = |name: &Arc<str>| {
            let stream = streams.get(name);
            stream.is_some_and(|stream| !stream.sinks.is_empty())
        };
        let (kind, names) = if !self.fresh.is_empty() {
            let names = self.fresh.drain(..self.fresh.len().min(BATCH));
            (RequestKind::Subscribe, names.filter(is_wanted).collect())
        } else if !self.leaving.is_empty() {
            let names = self.leaving.drain(..self.leaving.len().min(BATCH));
            let is_unwanted = |name: &Arc<str>| !is_wanted(name) && streams.contains_key(name);
            (
                RequestKind::Unsubscribe,
                names.filter(is_unwanted).collect(),
            )
        } else if let Some(name) = self.suspects.pop_front() {
            let is_heard = streams.get(&name).is_some_and(|stream| stream.is_heard);
            let names = Some(name).filter(|name| !is_heard && is_wanted(name));
            (RequestKind::Probe, names.into_iter().collect::<Vec<_>>())
        } else {
            return false;
        };
        if names.is_empty() {
            return true;
        }
        let method = match kind {
            RequestKind::Subscribe | RequestKind::Probe => frame::SUBSCRIBE,
            RequestKind::Unsubscribe => frame::UNSUBSCRIBE,
        };
        let signature = match signature.transpose() {
            Ok(signature) => signature,
            Err(error) => {
                let source = Arc::new(error);
                for name in names {
                    let error = StreamError::Signing {
                        stream: Arc::clone(&name),
                        source: Arc::clone(&source),
                    };
                    self.end(&name, &error);
                }
                self.linger(now);
                return true;
            }
        };
        let text = text(method, &names, signature.as_ref());
        for name in &names {
            if let Some(stream) = self.streams.get_mut(name) {
                if let Some(silence) = &mut stream.silence
                    && !stream.is_requested
                {
                    silence.since = now;
                    self.silence_check = Some(now);
                }
                stream.is_requested = kind != RequestKind::Unsubscribe;
                (stream.is_heard, stream.is_established) = (false, false);
            }
        }
        let ping = self.ping();
        self.in_flight = Some(InFlight {
            kind,
            streams: names,
            ping: self.pings,
            deadline: now + PONG_TIMEOUT,
            error: None,
        });
        self.outbox.push_back(Outgoing::Text(text));
        self.outbox.push_back(ping);
        true
    }

    /// Ends the request in flight: the exchange has read it.
    fn settle(&mut self, now: Instant) {
        let Some(request) = self.in_flight.take() else {
            return;
        };
        if request.kind == RequestKind::Unsubscribe {
            for name in request.streams {
                let is_unused = |stream: &Stream| stream.sinks.is_empty();
                if self.streams.get(&name).is_some_and(is_unused) {
                    self.streams.remove(&name);
                } else {
                    // Opened again in the meantime.
                    self.fresh.push_back(name);
                }
            }
            self.linger(now);
            return;
        }
        self.settled = Some(now);
        for name in request.streams {
            let Some(stream) = self.streams.get(&name) else {
                continue;
            };
            match &request.error {
                Some(error) if !stream.is_heard => {
                    if request.kind == RequestKind::Probe {
                        self.reject(&name, error.clone());
                    } else {
                        self.suspects.push_back(name);
                    }
                }
                _ => self.establish(&name),
            }
        }
        self.linger(now);
    }

    /// Marks a subscription as established.
    fn establish(&mut self, name: &str) {
        if let Link::Up { connection, .. } = self.link
            && let Some(stream) = self.streams.get_mut(name)
        {
            stream.is_established = true;
            // A silent stream becomes live with its next event.
            if stream
                .silence
                .as_ref()
                .is_none_or(|silence| !silence.is_silent)
            {
                for sink in &mut stream.sinks {
                    sink.establish(connection);
                }
            }
        }
    }

    /// Ends a stream that the exchange rejected.
    fn reject(&mut self, name: &Arc<str>, (code, message): (i64, Arc<str>)) {
        let error = StreamError::Rejected {
            stream: Arc::clone(name),
            code,
            message,
        };
        self.end(name, &error);
    }

    /// Ends a stream with an error.
    fn end(&mut self, name: &Arc<str>, error: &StreamError) {
        if let Some(stream) = self.streams.remove(name) {
            for sink in &stream.sinks {
                sink.end(Some(error.clone()));
            }
        }
    }

    /// Reports silent streams, and requests them again.
    fn check_silence(&mut self, now: Instant) {
        self.silence_check = None;
        let mut silent = Vec::new();
        for (name, stream) in &mut self.streams {
            let Some(silence) = &mut stream.silence else {
                continue;
            };
            if !stream.is_requested || stream.sinks.is_empty() {
                continue;
            }
            if now.saturating_duration_since(silence.since) >= silence.wait {
                let reason = GapReason::Silent(silence.wait);
                for sink in &mut stream.sinks {
                    sink.lose(&reason);
                }
                silence.is_silent = true;
                silence.since = now;
                silence.wait = silence
                    .wait
                    .saturating_mul(2)
                    .min(MAX_SILENCE.max(silence.limit));
                silent.push((stream.order, Arc::clone(name)));
            }
            let at = silence.since + silence.wait;
            self.silence_check = Some(self.silence_check.map_or(at, |check| check.min(at)));
        }
        silent.sort();
        self.fresh.extend(silent.into_iter().map(|(_, name)| name));
    }
}

/// Returns the text of a request.
fn text(
    method: &'static str,
    names: &[Arc<str>],
    signature: Option<&SignedSubscription>,
) -> String {
    let params: Vec<&str> = names.iter().map(|name| &**name).collect();
    let request = Request {
        method,
        params: &params,
        signature: signature.map(SignedSubscription::as_array),
    };
    request.to_json()
}
