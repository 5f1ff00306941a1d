//! Pagination: a stream of the rows of all pages.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::StreamExt as _;

use crate::error::Error;
use crate::response::Response;

/// The page size and the first row of a stream of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    size: u64,
    offset: u64,
}

impl Pages {
    /// The largest page of the exchange: 1000 rows.
    pub const MAX_SIZE: u64 = 1_000;

    /// Pages of `size` rows, from the first row. A size outside 1 to 1000 is clamped: a page larger than the exchange
    /// sends would look like the last one.
    #[must_use]
    pub const fn of(size: u64) -> Self {
        let size = match size {
            0 => 1,
            1..=Self::MAX_SIZE => size,
            _ => Self::MAX_SIZE,
        };
        Self { size, offset: 0 }
    }

    /// The same pages from the row at `offset`, counted from 0, for example where an error ended a stream.
    #[must_use]
    pub const fn starting_at(self, offset: u64) -> Self {
        Self {
            size: self.size,
            offset,
        }
    }
}

/// Pages of 100 rows, the exchange's default, from the first row.
impl Default for Pages {
    fn default() -> Self {
        Self::of(100)
    }
}

/// An error that ended a stream of rows.
#[derive(Debug)]
pub struct PageError<E> {
    /// The offset of the page that failed: the stream yielded all rows before it.
    pub offset: u64,
    /// The error of the call.
    pub error: Error<E>,
}

impl<E: fmt::Display> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "page at offset {}: {}", self.offset, self.error)
    }
}

impl<E: fmt::Debug + fmt::Display + 'static> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl<E> From<PageError<E>> for Error<E> {
    fn from(error: PageError<E>) -> Self {
        error.error
    }
}

/// A stream of the rows of all pages. It is fused, and ends after an error.
pub struct Rows<T, E> {
    rows: Pin<Box<dyn Stream<Item = Result<T, PageError<E>>> + Send>>,
}

impl<T, E> Stream for Rows<T, E> {
    type Item = Result<T, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.rows.as_mut().poll_next(context)
    }
}

impl<T, E> fmt::Debug for Rows<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").finish_non_exhaustive()
    }
}

/// Streams the rows of all pages; `fetch` requests a page by limit and offset. Generated code calls this.
///
/// The stream ends at `X-Total` where the exchange sends it, at a short page elsewhere, and always at an empty page.
#[doc(hidden)]
pub fn rows<T, E, F>(pages: Pages, fetch: impl Fn(u64, u64) -> F + Send + 'static) -> Rows<T, E>
where
    T: Send + 'static,
    E: Send + 'static,
    F: Future<Output = Result<Response<Vec<T>>, Error<E>>> + Send + 'static,
{
    struct State<T, G> {
        fetch: G,
        offset: u64,
        rows: VecDeque<T>,
        has_ended: bool,
    }
    let state = State {
        fetch,
        offset: pages.offset,
        rows: VecDeque::new(),
        has_ended: false,
    };
    let rows = futures_util::stream::unfold(state, move |mut state| async move {
        loop {
            if let Some(row) = state.rows.pop_front() {
                return Some((Ok(row), state));
            }
            if state.has_ended {
                return None;
            }
            let page = (state.fetch)(pages.size, state.offset);
            match page.await {
                Ok(response) => {
                    let total = response.meta().page().total;
                    state.rows = response.into_inner().into();
                    let received = state.rows.len() as u64;
                    state.offset = state.offset.saturating_add(received);
                    state.has_ended = received == 0
                        || match total {
                            Some(total) => state.offset >= total,
                            None => received < pages.size,
                        };
                }
                Err(error) => {
                    state.has_ended = true;
                    let offset = state.offset;
                    return Some((Err(PageError { offset, error }), state));
                }
            }
        }
    });
    Rows {
        rows: Box::pin(rows.fuse()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures_util::FutureExt as _;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;
    use crate::error::NotSentReason;

    type Requests = Arc<Mutex<Vec<(u64, u64)>>>;

    /// A stream over `pages`, of which `None` is an error, with the limits and offsets that it requests.
    fn stream(
        from: Pages,
        total: Option<&'static str>,
        pages: Vec<Option<Vec<u32>>>,
    ) -> (Rows<u32, String>, Requests) {
        let requests = Requests::default();
        let log = Arc::clone(&requests);
        let stream = rows(from, move |limit, offset| {
            let mut log = log.lock().unwrap();
            let page = pages[log.len()].clone();
            log.push((limit, offset));
            let mut headers = HeaderMap::new();
            if let Some(total) = total {
                headers.insert("x-total", HeaderValue::from_static(total));
            }
            std::future::ready(match page {
                Some(rows) => Ok(Response::new(rows, StatusCode::OK, headers)),
                None => Err(NotSentReason::NoCredentials.into()),
            })
        });
        (stream, requests)
    }

    /// The rows and the offset of the error, if there is one. Polls once more after the end.
    fn collect(mut stream: Rows<u32, String>) -> (Vec<u32>, Option<u64>) {
        let (mut rows, mut failed) = (Vec::new(), None);
        while let Some(row) = stream.next().now_or_never().unwrap() {
            match row {
                Ok(row) => rows.push(row),
                Err(error) => failed = Some(error.offset),
            }
        }
        assert!(stream.next().now_or_never().unwrap().is_none());
        (rows, failed)
    }

    /// Pages are requested one after another until `X-Total`, a short page or an empty one.
    #[test]
    fn ends_at_total_or_short_or_empty_page() {
        for (total, pages, requested) in [
            (Some("4"), vec![vec![1, 2], vec![3, 4]], 2),
            // A page can be short before the total.
            (Some("4"), vec![vec![1], vec![2, 3], vec![4]], 3),
            (Some("9"), vec![vec![1, 2], vec![]], 2),
            (None, vec![vec![1, 2], vec![3]], 2),
            (None, vec![vec![1, 2], vec![]], 2),
            (None, vec![vec![]], 1),
        ] {
            let every: Vec<u32> = pages.concat();
            let mut offset = 0;
            let expected: Vec<(u64, u64)> = pages
                .iter()
                .map(|page| {
                    let request = (2, offset);
                    offset += page.len() as u64;
                    request
                })
                .collect();
            let pages = pages.into_iter().map(Some).collect();
            let (stream, requests) = stream(Pages::of(2), total, pages);
            assert_eq!(collect(stream), (every, None));
            let requests = requests.lock().unwrap();
            assert_eq!(*requests, expected[..requested]);
        }
    }

    /// An error ends the stream, and has the offset from which another stream continues.
    #[test]
    fn ends_at_error_and_continues_from_its_offset() {
        let (failing, _) = stream(Pages::of(2), None, vec![Some(vec![1, 2]), None]);
        let (rows, failed) = collect(failing);
        assert_eq!((rows, failed), (vec![1, 2], Some(2)));

        let from = Pages::of(2).starting_at(2);
        let (rest, requests) = stream(from, None, vec![Some(vec![3])]);
        assert_eq!(collect(rest), (vec![3], None));
        assert_eq!(*requests.lock().unwrap(), [(2, 2)]);
    }

    /// The error of a page is the error of its call, for `?` in a function that returns that.
    #[test]
    fn page_error_converts_into_error() {
        let error = PageError {
            offset: 7,
            error: Error::<String>::from(NotSentReason::NoCredentials).in_operation("get_fills"),
        };
        assert!(
            error
                .to_string()
                .starts_with("page at offset 7: get_fills: not sent: "),
            "{error}"
        );
        assert_eq!(Error::from(error).operation(), "get_fills");
    }

    /// A page larger than the exchange sends would look like the last one.
    #[test]
    fn clamps_page_size() {
        for (size, clamped) in [
            (0, 1),
            (1, 1),
            (1_000, 1_000),
            (1_001, 1_000),
            (u64::MAX, 1_000),
        ] {
            assert_eq!(
                Pages::of(size),
                Pages {
                    size: clamped,
                    offset: 0
                }
            );
        }
    }

    /// A stream can be stored and sent to another task.
    #[test]
    fn rows_are_send_and_unpin() {
        fn check<T: Send + Unpin + 'static>(_: &T) {}
        let (stream, _) = stream(Pages::default(), None, vec![Some(vec![])]);
        check(&stream);
    }
}
