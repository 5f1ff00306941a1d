//! Pagination: streams of pages, and of the rows of all pages.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, stream};

use crate::error::{BodyError, BodyProblem, Error};
use crate::headers::PageHeaders;
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

    /// Pages of `size` rows, from the first row. A size outside 1 to 1000 is clamped to what the exchange
    /// accepts.
    #[must_use]
    pub const fn of(size: u64) -> Self {
        let size = match size {
            0 => 1,
            1..=Self::MAX_SIZE => size,
            _ => Self::MAX_SIZE,
        };
        Self { size, offset: 0 }
    }

    /// Returns the same pages from the row at `offset`, counted from 0, for example where an error ended a stream.
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

/// An error that ended a stream of rows or pages.
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

impl<E: fmt::Display> fmt::Debug for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageError")
            .field("offset", &self.offset)
            .field("error", &self.error)
            .finish()
    }
}

impl<E: fmt::Display + 'static> std::error::Error for PageError<E> {
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
    rows: BoxStream<'static, Result<T, PageError<E>>>,
}

impl<T, E> Rows<T, E> {
    /// Creates a stream of `rows`, which is fused.
    pub(crate) fn new(rows: impl Stream<Item = Result<T, PageError<E>>> + Send + 'static) -> Self {
        Self {
            rows: Box::pin(rows.fuse()),
        }
    }
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

/// A page of a history.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The offset of its first row.
    pub offset: u64,
    /// Its rows.
    pub rows: Vec<T>,
    /// The page headers of the response, `total` among them; each is `None` where the exchange did not send it.
    pub headers: PageHeaders,
}

/// A stream of pages. It is fused, and ends after an error.
pub struct PageStream<T, E> {
    pages: BoxStream<'static, Result<Page<T>, PageError<E>>>,
}

impl<T, E> Stream for PageStream<T, E> {
    type Item = Result<Page<T>, PageError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.pages.as_mut().poll_next(context)
    }
}

impl<T, E> fmt::Debug for PageStream<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream").finish_non_exhaustive()
    }
}

/// The number of rows of a page that identify it in the next one.
const HEAD: usize = 2;

/// Streams pages; `fetch` requests a page by limit and offset. Generated code calls this.
///
/// The stream ends at an empty page, which is not part of it, and at a page that is shorter than requested and ends at
/// `X-Total`. A short page alone is no end: the exchange may send fewer rows than requested. Neither is `X-Total`
/// alone: a full page that ends at it, or a page that ends behind it, is followed by another request.
#[doc(hidden)]
pub fn page_stream<T, E, F>(
    pages: Pages,
    fetch: impl Fn(u64, u64) -> F + Send + 'static,
) -> PageStream<T, E>
where
    T: Clone + PartialEq + Send + 'static,
    E: Send + 'static,
    F: Future<Output = Result<Response<Vec<T>>, Error<E>>> + Send + 'static,
{
    struct State<T, G> {
        fetch: G,
        offset: u64,
        /// The first rows of the page before.
        head: Vec<T>,
        has_ended: bool,
    }
    let state = State {
        fetch,
        offset: pages.offset,
        head: Vec::new(),
        has_ended: false,
    };
    let pages = stream::unfold(state, move |mut state| async move {
        if state.has_ended {
            return None;
        }
        let offset = state.offset;
        let failure = |error| Some(Err(PageError { offset, error }));
        let page = match (state.fetch)(pages.size, offset).await {
            Ok(response) => {
                let headers = response.meta().page();
                match problem(&state.head, &response, offset, headers) {
                    Some(problem) => failure(body_error(&response, problem)),
                    None if response.is_empty() => None,
                    None => Some(Ok(Page {
                        offset,
                        rows: response.into_inner(),
                        headers,
                    })),
                }
            }
            Err(error) => failure(error),
        };
        state.has_ended = true;
        if let Some(Ok(page)) = &page {
            let received = page.rows.len() as u64;
            state.offset = offset.saturating_add(received);
            state.head = page.rows.iter().take(HEAD).cloned().collect();
            let longest = page
                .headers
                .size
                .map_or(pages.size, |size| size.min(pages.size));
            state.has_ended = received < longest && page.headers.total == Some(state.offset);
        }
        page.map(|page| (page, state))
    });
    PageStream {
        pages: Box::pin(pages.fuse()),
    }
}

/// Returns the contradiction between a page and the one before it, or its headers.
fn problem<T: PartialEq>(
    head: &[T],
    rows: &[T],
    offset: u64,
    headers: PageHeaders,
) -> Option<BodyProblem> {
    if rows.is_empty() {
        let total = headers.total.filter(|total| *total > offset)?;
        return Some(BodyProblem::MissingRows { total });
    }
    let is_repeated = !head.is_empty() && rows.windows(head.len()).any(|rows| rows == head);
    is_repeated.then_some(BodyProblem::RepeatedPage)
}

/// Returns the error of a page that contradicts its request or the page before it.
pub(crate) fn body_error<T, E>(response: &Response<T>, problem: BodyProblem) -> Error<E> {
    Error::Body(Box::new(BodyError::new(response.meta().clone(), problem)))
}

/// Streams the rows of all pages, one page in memory at a time; see [`page_stream`]. Generated code calls this.
#[doc(hidden)]
pub fn rows<T, E, F>(pages: Pages, fetch: impl Fn(u64, u64) -> F + Send + 'static) -> Rows<T, E>
where
    T: Clone + PartialEq + Send + 'static,
    E: Send + 'static,
    F: Future<Output = Result<Response<Vec<T>>, Error<E>>> + Send + 'static,
{
    let rows = page_stream(pages, fetch).flat_map(|page| match page {
        Ok(page) => stream::iter(page.rows).map(Ok).left_stream(),
        Err(error) => stream::iter([Err(error)]).right_stream(),
    });
    Rows::new(rows)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use futures_util::FutureExt as _;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::*;
    use crate::error::NotSentReason;

    type Requests = Arc<Mutex<Vec<(u64, u64)>>>;

    /// Returns a stream over `pages`, of which `None` is an error, with the limits and offsets that it requests.
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

    /// Returns the rows and the offset of the error, if there is one. Polls once more after the end.
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

    /// Pages are requested one after another until an empty one, or a short one that ends at `X-Total`.
    #[test]
    fn ends_at_empty_page_or_short_page_at_total() {
        for (total, pages, requested) in [
            (Some("3"), vec![vec![1, 2], vec![3]], 2),
            // A page can be short before the total.
            (Some("4"), vec![vec![1], vec![2, 3], vec![4]], 3),
            (Some("0"), vec![vec![]], 1),
            (None, vec![vec![1, 2], vec![]], 2),
            (None, vec![vec![]], 1),
            // A full page at the total: the total can be that of the page.
            (Some("2"), vec![vec![1, 2], vec![]], 2),
            (Some("2"), vec![vec![1, 2], vec![3, 4], vec![5], vec![]], 4),
            // A total that is too small.
            (Some("1"), vec![vec![1, 2], vec![3, 4], vec![5], vec![]], 4),
            // Pages that are shorter than requested, without a total.
            (None, vec![vec![1], vec![2], vec![3], vec![]], 4),
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

    /// A page that contradicts the one before it or its headers is a typed error, neither an end nor an endless stream.
    #[test]
    fn contradictory_page_is_an_error() {
        for (total, pages, rows, offset) in [
            // `offset` is ignored.
            (None, vec![vec![1, 2], vec![1, 2]], vec![1, 2], 2),
            (Some("9"), vec![vec![1, 2], vec![1, 2]], vec![1, 2], 2),
            (None, vec![vec![1], vec![1]], vec![1], 1),
            // `offset` is ignored while new rows arrive.
            (None, vec![vec![2, 1], vec![3, 2, 1]], vec![2, 1], 2),
            // Rows are missing before the total.
            (Some("9"), vec![vec![1, 2], vec![]], vec![1, 2], 2),
        ] {
            let pages = pages.into_iter().map(Some).collect();
            let (stream, _) = stream(Pages::of(3), total, pages);
            assert_eq!(collect(stream), (rows, Some(offset)), "{total:?}");
        }
        let (mut stream, _) = stream(Pages::of(2), None, vec![Some(vec![1, 2]); 2]);
        let error = loop {
            if let Err(error) = stream.next().now_or_never().unwrap().unwrap() {
                break error.error;
            }
        };
        assert!(
            matches!(&error, Error::Body(body) if matches!(body.problem(), BodyProblem::RepeatedPage)),
            "{error:?}"
        );
        assert!(error.to_string().contains("repeats"), "{error}");
    }

    /// A row that new rows shifted onto the next page is streamed twice, and is no contradiction.
    #[test]
    fn shifted_row_is_no_contradiction() {
        let pages = vec![Some(vec![5, 4, 3]), Some(vec![3, 2, 1]), Some(vec![])];
        let (stream, _) = stream(Pages::of(3), None, pages);
        assert_eq!(collect(stream), (vec![5, 4, 3, 3, 2, 1], None));
    }

    /// Pages have their rows, offsets and totals; an empty page is left out.
    #[test]
    fn pages_have_offsets_and_totals() {
        let requests = std::sync::atomic::AtomicUsize::new(0);
        let mut pages = page_stream(Pages::of(2), move |_, _| {
            let rows = match requests.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
                0 => vec![1, 2],
                1 => vec![3, 4],
                _ => vec![],
            };
            let mut headers = HeaderMap::new();
            headers.insert("x-total", HeaderValue::from_static("4"));
            std::future::ready(Ok::<_, Error<String>>(Response::new(
                rows,
                StatusCode::OK,
                headers,
            )))
        });
        let mut seen = Vec::new();
        while let Some(page) = pages.next().now_or_never().unwrap() {
            let page = page.unwrap();
            seen.push((page.offset, page.rows, page.headers.total));
        }
        assert_eq!(seen, [(0, vec![1, 2], Some(4)), (2, vec![3, 4], Some(4))]);
        assert!(pages.next().now_or_never().unwrap().is_none());
    }

    /// An error ends the stream, and has the offset from which another stream continues.
    #[test]
    fn ends_at_error_and_continues_from_its_offset() {
        let (failing, _) = stream(Pages::of(2), None, vec![Some(vec![1, 2]), None]);
        let (rows, failed) = collect(failing);
        assert_eq!((rows, failed), (vec![1, 2], Some(2)));

        let from = Pages::of(2).starting_at(2);
        let (rest, requests) = stream(from, None, vec![Some(vec![3]), Some(vec![])]);
        assert_eq!(collect(rest), (vec![3], None));
        assert_eq!(*requests.lock().unwrap(), [(2, 2), (2, 3)]);
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

    /// A page size is within what the exchange accepts.
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
