//! WebSocket over any byte stream, with the protocol of tungstenite.

use std::io::{self, Read, Write};
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;
use tungstenite::protocol::{Role, WebSocketConfig, WebSocketContext};
use tungstenite::{Message, Utf8Bytes};

use crate::error::StreamError;
use crate::session::Outgoing;

/// Size of the read buffer, which tungstenite zeroes before each read.
const READ_BUFFER: usize = 8 * 1024;

/// Maximum message size; a larger message ends the connection.
const MAX_MESSAGE: usize = 16 << 20;

/// Maximum number of unsent bytes.
const MAX_UNSENT: usize = 1 << 20;

/// Byte stream.
pub(crate) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}

/// Received message.
#[derive(Debug)]
pub(crate) enum Incoming {
    Text(Utf8Bytes),
    Binary(Vec<u8>),
    /// The pong is sent by the protocol.
    Ping,
    /// Number of the ping, unless the pong belongs to no ping of this side.
    Pong(Option<u64>),
    Close(Option<u16>),
}

/// WebSocket after the handshake.
pub(crate) struct Socket {
    protocol: WebSocketContext,
    pipe: Pipe,
}

/// Byte stream with its unsent bytes.
struct Pipe {
    io: Box<dyn Io>,
    unsent: Vec<u8>,
    is_flushed: bool,
    /// Time since which the peer accepts no bytes.
    unsent_since: Option<Instant>,
    last_read: Instant,
}

impl Socket {
    /// Creates a WebSocket over a byte stream.
    pub(crate) fn new(io: Box<dyn Io>) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(0)
            .max_message_size(Some(MAX_MESSAGE))
            .max_frame_size(Some(MAX_MESSAGE));
        Self {
            protocol: WebSocketContext::new(Role::Client, Some(config)),
            pipe: Pipe {
                io,
                unsent: Vec::new(),
                is_flushed: true,
                unsent_since: None,
                last_read: Instant::now(),
            },
        }
    }

    /// Returns the time of the last received byte.
    pub(crate) const fn last_read(&self) -> Instant {
        self.pipe.last_read
    }

    /// Returns the time since which the peer accepts no bytes.
    pub(crate) const fn unsent_since(&self) -> Option<Instant> {
        self.pipe.unsent_since
    }

    /// Queues a frame, which [`poll_next`](Self::poll_next) writes.
    pub(crate) fn send(&mut self, frame: Outgoing) -> Result<(), StreamError> {
        if !self.protocol.can_write() {
            return Ok(());
        }
        self.pipe.is_flushed = false;
        let mut unsent = Unsent(&mut self.pipe.unsent);
        let sent = match frame {
            // tungstenite would log the signature in it.
            Outgoing::Text(text) => unsent.masked_text(&text).map_err(tungstenite::Error::Io),
            Outgoing::Ping(number) => {
                let payload = number.to_be_bytes().to_vec();
                self.protocol
                    .write(&mut unsent, Message::Ping(payload.into()))
            }
            Outgoing::Close => self.protocol.close(&mut unsent, None),
        };
        sent.map_err(StreamError::connection)
    }

    /// Writes queued frames, and receives the next message. `None` is the end of the connection.
    pub(crate) fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Incoming, StreamError>>> {
        if !self.pipe.is_flushed
            && let Poll::Ready(Err(error)) = self.poll_flush(cx)
        {
            return Poll::Ready(Some(Err(error)));
        }
        let mut stream = Driven {
            pipe: &mut self.pipe,
            cx,
        };
        match self.protocol.read(&mut stream) {
            Ok(message) => Poll::Ready(Some(Ok(incoming(message)))),
            Err(tungstenite::Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                Poll::Pending
            }
            Err(tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed) => {
                Poll::Ready(None)
            }
            Err(error) => Poll::Ready(Some(Err(StreamError::connection(error)))),
        }
    }

    /// Writes queued frames.
    pub(crate) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), StreamError>> {
        let mut stream = Driven {
            pipe: &mut self.pipe,
            cx,
        };
        match self.protocol.flush(&mut stream) {
            Ok(()) | Err(tungstenite::Error::ConnectionClosed) => Poll::Ready(Ok(())),
            Err(tungstenite::Error::Io(error)) if error.kind() == io::ErrorKind::WouldBlock => {
                Poll::Pending
            }
            Err(error) => Poll::Ready(Err(StreamError::connection(error))),
        }
    }
}

/// Converts a message of the protocol.
fn incoming(message: Message) -> Incoming {
    match message {
        Message::Text(text) => Incoming::Text(text),
        Message::Binary(data) => Incoming::Binary(data.into()),
        Message::Pong(payload) => {
            Incoming::Pong(payload.first_chunk().map(|n| u64::from_be_bytes(*n)))
        }
        Message::Close(frame) => Incoming::Close(frame.map(|frame| frame.code.into())),
        Message::Ping(_) | Message::Frame(_) => Incoming::Ping,
    }
}

/// Queue of bytes to write. It accepts whole frames, so frames of tungstenite and of this crate are not interleaved.
struct Unsent<'a>(&'a mut Vec<u8>);

impl Unsent<'_> {
    /// Appends a masked text frame.
    fn masked_text(&mut self, text: &str) -> io::Result<()> {
        const FINAL_TEXT: u8 = 0x81;
        const MASKED: u8 = 0x80;
        let mask: [u8; 4] = rand::random();
        let mut frame = vec![FINAL_TEXT];
        match (u8::try_from(text.len()), u16::try_from(text.len())) {
            (Ok(len @ 0..126), _) => frame.push(MASKED | len),
            (_, Ok(len)) => {
                frame.push(MASKED | 126);
                frame.extend(len.to_be_bytes());
            }
            _ => {
                frame.push(MASKED | 127);
                frame.extend((text.len() as u64).to_be_bytes());
            }
        }
        frame.extend(mask);
        frame.extend(
            text.bytes()
                .zip(mask.iter().cycle())
                .map(|(byte, mask)| byte ^ mask),
        );
        self.write_all(&frame)
    }
}

impl Write for Unsent<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len().saturating_add(bytes.len()) > MAX_UNSENT {
            return Err(io::Error::other("the peer does not read"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Read for Unsent<'_> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::ErrorKind::WouldBlock.into())
    }
}

/// Byte stream within a poll.
struct Driven<'a, 'b> {
    pipe: &'a mut Pipe,
    cx: &'a mut Context<'b>,
}

impl Read for Driven<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut buffer = ReadBuf::new(buffer);
        match Pin::new(&mut self.pipe.io).poll_read(self.cx, &mut buffer) {
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
            Poll::Ready(Err(error)) => Err(error),
            Poll::Ready(Ok(())) => {
                let read = buffer.filled().len();
                if read > 0 {
                    self.pipe.last_read = Instant::now();
                }
                Ok(read)
            }
        }
    }
}

impl Write for Driven<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.pipe.is_flushed = false;
        Unsent(&mut self.pipe.unsent).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        let Pipe {
            io,
            unsent,
            is_flushed,
            unsent_since,
            ..
        } = self.pipe;
        while !unsent.is_empty() {
            match Pin::new(&mut *io).poll_write(self.cx, unsent) {
                Poll::Pending => {
                    unsent_since.get_or_insert_with(Instant::now);
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                Poll::Ready(Ok(0)) => return Err(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(written)) => {
                    unsent.drain(..written.min(unsent.len()));
                }
                Poll::Ready(Err(error)) => return Err(error),
            }
        }
        *unsent_since = None;
        match Pin::new(&mut *io).poll_flush(self.cx) {
            Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
            Poll::Ready(flushed) => {
                *is_flushed = true;
                flushed
            }
        }
    }
}
