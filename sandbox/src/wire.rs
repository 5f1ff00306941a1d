//! A connection as HTTP sees it: one that can be reset before a request is read, and in place of an answer.

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::exchange::Exchange;

/// What the reading and the answering side of a connection tell each other.
pub(crate) struct Line {
    /// Which connection this is, counted from 1.
    pub(crate) number: u64,
    /// Whether a request has begun to arrive and is not answered yet.
    busy: AtomicBool,
    /// Whether the connection is to end with a reset.
    reset: AtomicBool,
}

impl Line {
    pub(crate) const fn new(number: u64) -> Self {
        Self {
            number,
            busy: AtomicBool::new(false),
            reset: AtomicBool::new(false),
        }
    }

    /// What arrives from now on is another request.
    pub(crate) fn answered(&self) {
        self.busy.store(false, Ordering::Relaxed);
    }

    /// Ends the connection with a reset as soon as it is dropped.
    pub(crate) fn reset(&self) {
        self.reset.store(true, Ordering::Relaxed);
    }
}

pub(crate) struct Wire {
    stream: TcpStream,
    line: Arc<Line>,
    exchange: Arc<Exchange>,
}

impl Wire {
    pub(crate) const fn new(stream: TcpStream, line: Arc<Line>, exchange: Arc<Exchange>) -> Self {
        Self {
            stream,
            line,
            exchange,
        }
    }

    /// Resolves when reading may go on: at once within a request, and otherwise when there is something to read, if a
    /// fault waits for it.
    fn poll_admit(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let idle = !self.line.busy.load(Ordering::Relaxed);
        if !idle || !self.exchange.faults.any_before_reading() {
            return Poll::Ready(Ok(()));
        }
        let mut first = [0];
        let seen = ready!(self.stream.poll_peek(cx, &mut ReadBuf::new(&mut first)))?;
        if seen == 0 {
            return Poll::Ready(Ok(()));
        }
        self.line.busy.store(true, Ordering::Relaxed);
        if self.exchange.faults.strikes_before_reading() {
            self.exchange.record.count_reset();
            self.line.reset();
            return Poll::Ready(Err(ErrorKind::ConnectionReset.into()));
        }
        Poll::Ready(Ok(()))
    }
}

/// A connection that is closed with unsent data thrown away (`SO_LINGER` of zero) is reset.
impl Drop for Wire {
    fn drop(&mut self) {
        if self.line.reset.load(Ordering::Relaxed) {
            // Where the system refuses, the connection is closed in good order: without an answer all the same.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
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
            this.line.busy.store(true, Ordering::Relaxed);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Wire {
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
        // A close in good order would come before the reset.
        if this.line.reset.load(Ordering::Relaxed) {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut this.stream).poll_shutdown(cx)
    }
}
