//! A connection that can be reset before a request is read, and in place of a response.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use hyper::upgrade::OnUpgrade;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::server::exchange::Exchange;

/// The state that the reading and the responding side of a connection share.
pub(crate) struct State {
    /// The connection behind a handshake of streams.
    upgrade: Mutex<Option<OnUpgrade>>,
    /// The number of the connection, counted from 1.
    pub(crate) number: u64,
    /// Set from the first byte of a request to its response.
    busy: AtomicBool,
    /// Set when the connection is to be reset.
    reset: AtomicBool,
}

impl State {
    pub(crate) const fn new(number: u64) -> Self {
        Self {
            number,
            upgrade: Mutex::new(None),
            busy: AtomicBool::new(false),
            reset: AtomicBool::new(false),
        }
    }

    pub(crate) fn set_upgrade(&self, upgrade: OnUpgrade) {
        *self.upgrade.lock().unwrap_or_else(PoisonError::into_inner) = Some(upgrade);
    }

    pub(crate) fn take_upgrade(&self) -> Option<OnUpgrade> {
        let mut upgrade = self.upgrade.lock().unwrap_or_else(PoisonError::into_inner);
        upgrade.take()
    }

    /// Marks the request as responded to: the next byte belongs to another request.
    pub(crate) fn set_idle(&self) {
        self.busy.store(false, Ordering::Relaxed);
    }

    /// Resets the connection when it is dropped.
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Relaxed);
    }
}

pub(crate) struct Connection {
    stream: TcpStream,
    state: Arc<State>,
    exchange: Arc<Exchange>,
}

impl Connection {
    pub(crate) const fn new(stream: TcpStream, state: Arc<State>, exchange: Arc<Exchange>) -> Self {
        Self {
            stream,
            state,
            exchange,
        }
    }

    /// Resolves when reading may continue: at once within a request, and when there is something to read if a fault before
    /// reading is injected.
    fn poll_admit(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let idle = !self.state.busy.load(Ordering::Relaxed);
        if !idle || !self.exchange.faults.any_before_reading() {
            return Poll::Ready(Ok(()));
        }
        let mut first = [0];
        let seen = ready!(self.stream.poll_peek(cx, &mut ReadBuf::new(&mut first)))?;
        if seen == 0 {
            return Poll::Ready(Ok(()));
        }
        self.state.busy.store(true, Ordering::Relaxed);
        if self.exchange.faults.triggers_before_reading() {
            self.exchange.record.count_reset();
            self.state.reset();
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        }
        Poll::Ready(Ok(()))
    }
}

/// A connection that is closed with `SO_LINGER` of zero is reset.
impl Drop for Connection {
    fn drop(&mut self) {
        if self.state.reset.load(Ordering::Relaxed) {
            // If the system does not support it, the connection is closed without a response.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        ready!(this.poll_admit(cx))?;
        let before = buffer.filled().len();
        ready!(Pin::new(&mut this.stream).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            this.state.busy.store(true, Ordering::Relaxed);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.get_mut().stream).poll_write_vectored(cx, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        // An orderly close would precede the reset.
        if this.state.reset.load(Ordering::Relaxed) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut this.stream).poll_shutdown(cx)
    }
}
