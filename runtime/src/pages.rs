//! Pages: what their headers say, and a stream over the rows of all of them.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;

use futures_core::Stream;
use http::HeaderMap;

use crate::error::Error;
use crate::response::ResponseValue;

/// What the headers of an answer say of its page (exchange documentation, history operations).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageHeaders {
    /// How many pages there are: `X-Page-Count`.
    pub count: Option<u64>,
    /// Which page this is: `X-Current-Page`.
    pub current: Option<u64>,
    /// How many rows a page holds at the most: `X-Page-Size`.
    pub size: Option<u64>,
    /// How many rows there are in all: `X-Total`.
    pub total: Option<u64>,
}

impl PageHeaders {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let number = |name| headers.get(name)?.to_str().ok()?.trim().parse().ok();
        Self {
            count: number("x-page-count"),
            current: number("x-current-page"),
            size: number("x-page-size"),
            total: number("x-total"),
        }
    }
}

/// How a stream goes through pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pages {
    size: u64,
    offset: u64,
}

impl Pages {
    /// The largest page that the exchange gives: 1000 rows.
    pub const MAX_SIZE: u64 = 1_000;

    /// Pages of `size` rows, from the first row. A size outside 1 to 1000 is taken to the nearer of the two: a page
    /// larger than the exchange gives would look like the last one.
    #[must_use]
    pub const fn of(size: u64) -> Self {
        let size = match size {
            0 => 1,
            1..=Self::MAX_SIZE => size,
            _ => Self::MAX_SIZE,
        };
        Self { size, offset: 0 }
    }

    /// The same from the row at `offset`, counted from 0, for example where an error ended a stream.
    #[must_use]
    pub const fn starting_at(self, offset: u64) -> Self {
        Self {
            size: self.size,
            offset,
        }
    }
}

/// Pages of 100 rows, the exchange's own default, from the first row.
impl Default for Pages {
    fn default() -> Self {
        Self::of(100)
    }
}

/// An error that ended a stream of rows.
#[derive(Debug)]
pub struct PageError<E> {
    /// The offset of the page that failed: all rows before it were given.
    pub offset: u64,
    /// Why it failed.
    pub error: Error<E>,
}

impl<E: fmt::Display> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the page at offset {}: {}", self.offset, self.error)
    }
}

impl<E: fmt::Debug + fmt::Display + 'static> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Streams the rows of all pages; `fetch` is asked for a limit and an offset. Generated code calls this.
///
/// It ends at `X-Total` where the exchange sends it, and at a short page elsewhere; at an empty page in any case.
#[doc(hidden)]
pub fn page_stream<T, E, F>(
    pages: Pages,
    fetch: impl Fn(u64, u64) -> F,
) -> impl Stream<Item = Result<T, PageError<E>>>
where
    F: Future<Output = Result<ResponseValue<Vec<T>>, Error<E>>>,
{
    struct Walk<T, G> {
        fetch: G,
        offset: u64,
        rows: VecDeque<T>,
        ended: bool,
    }
    let walk = Walk {
        fetch,
        offset: pages.offset,
        rows: VecDeque::new(),
        ended: false,
    };
    // Fused: whoever asks once more after the end is told again that it is the end.
    let rows = futures_util::stream::unfold(walk, move |mut walk| async move {
        loop {
            if let Some(row) = walk.rows.pop_front() {
                return Some((Ok(row), walk));
            }
            if walk.ended {
                return None;
            }
            match (walk.fetch)(pages.size, walk.offset).await {
                Ok(answer) => {
                    let total = answer.page().total;
                    walk.rows = answer.into_inner().into();
                    let got = walk.rows.len() as u64;
                    walk.offset = walk.offset.saturating_add(got);
                    walk.ended = got == 0
                        || match total {
                            Some(total) => walk.offset >= total,
                            None => got < pages.size,
                        };
                }
                Err(error) => {
                    walk.ended = true;
                    let offset = walk.offset;
                    return Some((Err(PageError { offset, error }), walk));
                }
            }
        }
    });
    futures_util::StreamExt::fuse(rows)
}
