//! Calls that block the thread, for scripts. They run on the runtime of the blocking calls of REST.

use std::future::Future;
use std::sync::Arc;

use backpack_runtime::NotSentReason;

use crate::backfill::{Backfill, Filled};
use crate::book::{BookState, DepthDelta};
use crate::book_stream::BookStream;
use crate::channel::Channel;
use crate::error::StreamError;
use crate::feed::{Feed, FeedItem};
use crate::streams::Streams;
use crate::subscription::Subscription;
use crate::update::Update;
use crate::view::{View, ViewState, ViewStream};

/// Runs a future to its end. Blocking calls of other crates use it too.
///
/// # Errors
///
/// [`StreamError::Blocking`] inside an asynchronous runtime, and [`StreamError::BlockingRuntime`].
#[doc(hidden)]
pub fn run_blocking<T>(future: impl Future<Output = T>) -> Result<T, StreamError> {
    backpack_runtime::blocking::run(future).map_err(convert)
}

/// Converts the error of a blocking call.
fn convert(reason: NotSentReason) -> StreamError {
    match reason {
        NotSentReason::NoRuntime(error) => StreamError::BlockingRuntime(Arc::new(error)),
        _ => StreamError::Blocking,
    }
}

impl Streams {
    /// Opens a stream as [`open`](Self::open) does.
    ///
    /// # Errors
    ///
    /// As [`open`](Self::open), [`StreamError::Blocking`] inside an asynchronous runtime, and
    /// [`StreamError::BlockingRuntime`].
    pub fn open_blocking<T>(&self, channel: Channel<T>) -> Result<Subscription<T>, StreamError> {
        run_blocking(self.open(channel))?
    }

    /// Closes all connections as [`close`](Self::close) does.
    ///
    /// # Errors
    ///
    /// [`StreamError::Blocking`] inside an asynchronous runtime, and [`StreamError::BlockingRuntime`].
    pub fn close_blocking(&self) -> Result<(), StreamError> {
        run_blocking(self.close())
    }
}

impl<T> Subscription<T> {
    /// Blocks until the next update, as [`next`](Self::next).
    ///
    /// The error is [`StreamError::Blocking`] inside an asynchronous runtime, and can be
    /// [`StreamError::BlockingRuntime`].
    pub fn next_blocking(&mut self) -> Option<Result<Update<T>, StreamError>> {
        run_blocking(self.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

impl<E> Feed<E> {
    /// Adds a stream as [`add`](Self::add) does.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), [`StreamError::Blocking`] inside an asynchronous runtime, and
    /// [`StreamError::BlockingRuntime`].
    pub fn add_blocking<T>(&mut self, channel: Channel<T>) -> Result<(), StreamError>
    where
        T: Into<E> + Send + 'static,
    {
        run_blocking(async { self.add(channel) })?
    }

    /// Blocks until the next update, as [`next`](Self::next).
    ///
    /// # Errors
    ///
    /// [`StreamError::Blocking`] inside an asynchronous runtime, and [`StreamError::BlockingRuntime`].
    pub fn next_blocking(&mut self) -> Result<Option<FeedItem<E>>, StreamError> {
        run_blocking(self.next())
    }
}

impl<T: DepthDelta> BookStream<T> {
    /// Blocks until the next change, as [`changed`](Self::changed).
    ///
    /// # Errors
    ///
    /// As [`changed`](Self::changed), [`StreamError::Blocking`] inside an asynchronous runtime, and
    /// [`StreamError::BlockingRuntime`].
    pub fn changed_blocking(&mut self) -> Result<BookState<'_>, StreamError> {
        run_blocking(self.changed())?
    }
}

impl<V: View> ViewStream<V> {
    /// Blocks until the next change, as [`changed`](Self::changed).
    ///
    /// # Errors
    ///
    /// As [`changed`](Self::changed), [`StreamError::Blocking`] inside an asynchronous runtime, and
    /// [`StreamError::BlockingRuntime`].
    pub fn changed_blocking(&mut self) -> Result<ViewState<'_, V>, StreamError> {
        run_blocking(self.changed())?
    }
}

impl<T, R: 'static> Backfill<T, R> {
    /// Blocks until the next item, as [`next`](Self::next).
    ///
    /// The error is [`StreamError::Blocking`] inside an asynchronous runtime, and can be
    /// [`StreamError::BlockingRuntime`].
    pub fn next_blocking(&mut self) -> Option<Result<Filled<T, R>, StreamError>> {
        run_blocking(self.next()).unwrap_or_else(|error| Some(Err(error)))
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn failed_start_of_the_runtime_is_not_a_call_inside_a_runtime() {
        let error = convert(NotSentReason::NoRuntime(io::Error::other(
            "no threads left",
        )));
        let expected = "cannot start the runtime of blocking calls: no threads left";
        assert_eq!(error.to_string(), expected);
        let error = convert(NotSentReason::Blocking);
        assert!(matches!(error, StreamError::Blocking), "{error}");
    }
}
