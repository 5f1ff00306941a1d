//! Handle of all streams of a client.

use std::fmt;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use backpack_signing::{SignedSubscription, SigningError};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Semaphore;

use crate::channel::Channel;
use crate::connect::{Connect, Connecting, HttpConnect};
use crate::driver::Lane;
use crate::error::StreamError;
use crate::feed::Feed;
use crate::hub::Hub;
use crate::session::{Chance, Command, KeepAlive, Signer};
use crate::socket::Io;
use crate::subscription::Subscription;

/// Maximum number of concurrent snapshot requests of order books.
const SNAPSHOTS: usize = 4;

/// All streams of a client. Clones share the connections.
///
/// Public and private streams have separate connections. A connection is opened on demand, and closed 10 s after its last
/// stream was dropped. A stream that is opened twice is one subscription on the wire.
#[derive(Clone)]
pub struct Streams(Arc<Hub>);

impl Streams {
    /// Returns a builder of streams over an HTTP client.
    ///
    /// The connections use the client's TLS, proxy and DNS. It must be limited to HTTP/1.1 (`http1_only`). `url` is the
    /// address of the streams, such as `wss://ws.backpack.exchange`; `ws://` is accepted for loopback addresses only.
    ///
    /// # Errors
    ///
    /// [`StreamError::InvalidUrl`].
    pub fn builder(client: reqwest::Client, url: &str) -> Result<StreamsBuilder, StreamError> {
        Ok(StreamsBuilder::new(Arc::new(HttpConnect::new(
            client, url,
        )?)))
    }

    /// Returns a builder of streams whose connections the caller opens, including the handshake: for other transports, and
    /// for tests in memory.
    pub fn with_connector<F, R, S>(connect: F) -> StreamsBuilder
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = io::Result<S>> + Send + 'static,
        S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        StreamsBuilder::new(Arc::new(move || -> Connecting {
            let connecting = connect();
            Box::pin(async move {
                let io = connecting.await.map_err(StreamError::connection)?;
                Ok(Box::new(io) as Box<dyn Io>)
            })
        }))
    }

    /// Returns streams that cannot be opened: each attempt returns this error.
    #[must_use]
    pub fn unavailable(error: StreamError) -> Self {
        let mut builder = StreamsBuilder::new(Arc::new(|| -> Connecting {
            Box::pin(std::future::ready(Err(StreamError::Closed)))
        }));
        builder.unavailable = Some(error);
        builder.build()
    }

    /// Opens a stream. The subscription is established later; its first item is `Live` or a gap.
    ///
    /// # Errors
    ///
    /// [`StreamError::InvalidName`], [`StreamError::NoCredentials`] for a private stream without a signer,
    /// [`StreamError::Closed`] after [`close`](Self::close), and [`StreamError::NoRuntime`] outside of a Tokio runtime.
    pub async fn open<T>(&self, channel: Channel<T>) -> Result<Subscription<T>, StreamError> {
        Subscription::open(&self.0, channel)
    }

    /// Opens a stream that is open already, for example by a view. `None` if it is not.
    ///
    /// The subscription shares the connection of those that keep the stream open, and does not count as one of them.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open).
    pub fn join<T>(&self, channel: Channel<T>) -> Option<Result<Subscription<T>, StreamError>> {
        Subscription::join(&self.0, channel)
    }

    /// Returns an empty queue for any number of streams. `E` is an enum of their events.
    #[must_use]
    pub fn feed<E>(&self) -> Feed<E> {
        Feed::new(Arc::clone(&self.0))
    }

    /// Unsubscribes, closes all connections, and waits at most 5 s for the exchange's Close.
    ///
    /// Subscriptions end after their queued updates. No stream can be opened afterwards.
    pub async fn close(&self) {
        for lane in self.0.lanes() {
            // Fails only for new subscriptions.
            let _ = lane.call(Command::Close);
        }
        for lane in self.0.lanes() {
            lane.closed().await;
        }
    }

    /// Returns the permits of snapshot requests, shared by all order books and views.
    pub(crate) fn snapshots(&self) -> &Arc<Semaphore> {
        &self.0.snapshots
    }
}

impl fmt::Debug for Streams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams")
            .field("public_connections", &self.0.public.len())
            .field("is_signed", &self.0.is_signed)
            .finish_non_exhaustive()
    }
}

/// Builder of [`Streams`].
pub struct StreamsBuilder {
    connector: Arc<dyn Connect>,
    signer: Option<Signer>,
    unavailable: Option<StreamError>,
    public_connections: usize,
    keep_alive: KeepAlive,
    chance: Chance,
}

impl StreamsBuilder {
    /// Creates a builder with the defaults.
    pub(crate) fn new(connector: Arc<dyn Connect>) -> Self {
        Self {
            connector,
            signer: None,
            unavailable: None,
            public_connections: 1,
            keep_alive: KeepAlive::default(),
            chance: Arc::new(rand::random::<f64>),
        }
    }

    /// Sets the signer of subscriptions to private streams.
    ///
    /// It is called for each request, so that the timestamp is the time of sending. It runs on the task of the connection
    /// and must not block.
    ///
    /// ```
    /// use backpack_signing::{Clock as _, Credentials, SystemClock, Window, sign_subscription};
    /// use backpack_streams::Streams;
    ///
    /// # fn streams(credentials: Credentials) -> Result<Streams, backpack_streams::StreamError> {
    /// let streams = Streams::builder(reqwest::Client::new(), "wss://ws.backpack.exchange")?
    ///     .signer(move || sign_subscription(&credentials, SystemClock.now(), Window::DEFAULT))
    ///     .build();
    /// # Ok(streams)
    /// # }
    /// ```
    #[must_use]
    pub fn signer<F>(self, signer: F) -> Self
    where
        F: Fn() -> Result<SignedSubscription, SigningError> + Send + Sync + 'static,
    {
        self.async_signer(move || std::future::ready(signer()))
    }

    /// Sets a signer that is awaited, such as a hardware module. The connection makes progress in the meantime, and the
    /// time of the signature counts against its validity window.
    #[must_use]
    pub fn async_signer<F, R>(mut self, signer: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = Result<SignedSubscription, SigningError>> + Send + 'static,
    {
        self.signer = Some(Arc::new(move || Box::pin(signer())));
        self
    }

    /// Sets the number of connections for public streams, which are distributed by name. Default and minimum: 1.
    #[must_use]
    pub fn public_connections(mut self, count: usize) -> Self {
        self.public_connections = count.max(1);
        self
    }

    /// Sets the ping interval, from 1 s to 60 s. Default: 15 s.
    ///
    /// A connection without a received byte for two intervals plus 10 s is lost.
    #[must_use]
    pub fn ping_interval(mut self, interval: Duration) -> Self {
        let (shortest, longest) = (Duration::from_secs(1), Duration::from_secs(60));
        self.keep_alive.ping = interval.clamp(shortest, longest);
        self
    }

    /// Sets the source of random numbers from 0 to 1 for the backoff, so that tests are reproducible.
    #[doc(hidden)]
    #[must_use]
    pub fn chance(mut self, chance: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.chance = Arc::new(chance);
        self
    }

    /// Returns the streams. No connection is opened before a stream is.
    #[must_use]
    pub fn build(self) -> Streams {
        let connections = Arc::new(AtomicU64::new(0));
        let lane = |signer: Option<&Signer>| {
            Lane::new(
                Arc::clone(&self.connector),
                signer.cloned(),
                self.keep_alive,
                Arc::clone(&connections),
                Arc::clone(&self.chance),
            )
        };
        Streams(Arc::new(Hub {
            public: (0..self.public_connections).map(|_| lane(None)).collect(),
            private: lane(self.signer.as_ref()),
            is_signed: self.signer.is_some(),
            unavailable: self.unavailable,
            snapshots: Arc::new(Semaphore::new(SNAPSHOTS)),
            open: Arc::default(),
        }))
    }
}

impl fmt::Debug for StreamsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamsBuilder")
            .field("is_signed", &self.signer.is_some())
            .field("public_connections", &self.public_connections)
            .field("keep_alive", &self.keep_alive)
            .finish_non_exhaustive()
    }
}
