//! Streams of the rows of a time range, which is requested in windows.

use std::future::Future;

use futures_util::future::Either;
use futures_util::{FutureExt as _, StreamExt as _, stream};

use crate::error::{BodyProblem, Error};
use crate::pages::{PageError, Rows, body_error};
use crate::response::Response;

/// A time range that is requested in windows. All times are in seconds.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct TimeRange {
    /// The first second.
    pub from: i64,
    /// The last second.
    pub to: i64,
    /// The time between two rows; for months, that of the shortest one.
    pub step: i64,
    /// The length of a window, a multiple of `step`.
    pub window: i64,
}

/// Streams the rows of a time range, oldest first; `range` returns the range, `fetch` requests the rows of a window by
/// its first and its last second, and `time` is the start of a row. Generated code calls this.
///
/// A gap before the first row of a window is requested again by itself, so that no row is lost where the exchange sends
/// fewer rows than the window has, whether the oldest or the newest ones. The offset of an error is its time.
#[doc(hidden)]
pub fn time_rows<T, E, R, F>(
    range: R,
    fetch: impl Fn(i64, i64) -> F + Send + 'static,
    time: fn(&T) -> i64,
) -> Rows<T, E>
where
    T: Send + 'static,
    E: Send + 'static,
    R: Future<Output = Result<TimeRange, Error<E>>> + Send + 'static,
    F: Future<Output = Result<Response<Vec<T>>, Error<E>>> + Send + 'static,
{
    struct State<G> {
        fetch: G,
        range: TimeRange,
        /// The first second that was not streamed yet.
        cursor: i64,
        /// The end of the next window, where it is shorter than usual.
        end: Option<i64>,
        has_ended: bool,
    }
    let failure = |at: i64, error| {
        let offset = u64::try_from(at).unwrap_or_default();
        vec![Err(PageError { offset, error })]
    };
    let windows = async move {
        let state = match range.await {
            Ok(range) => Ok(State {
                fetch,
                range,
                cursor: range.from,
                end: None,
                has_ended: false,
            }),
            Err(error) => Err(error),
        };
        let state = match state {
            Ok(state) => state,
            Err(error) => return Either::Left(stream::iter([failure(0, error)])),
        };
        Either::Right(stream::unfold(state, move |mut state| async move {
            let TimeRange {
                to, step, window, ..
            } = state.range;
            // True where only the row at the end of the window was sent, which can displace rows of the window.
            let mut without_end = false;
            loop {
                let cursor = state.cursor;
                if state.has_ended || cursor > to {
                    return None;
                }
                let gap = state.end.take();
                let end = gap.unwrap_or_else(|| to.min(cursor.saturating_add(window)));
                let is_last = gap.is_none() && end == to;
                let response =
                    match (state.fetch)(cursor, end.saturating_sub(without_end.into())).await {
                        Ok(response) => response,
                        Err(error) => {
                            state.has_ended = true;
                            return Some((failure(cursor, error), state));
                        }
                    };
                let earliest = cursor.saturating_sub(step.saturating_mul(2));
                if response
                    .iter()
                    .any(|row| !(earliest..=end).contains(&time(row)))
                {
                    let error = body_error(&response, BodyProblem::OutsideRange);
                    state.has_ended = true;
                    return Some((failure(cursor, error), state));
                }
                let is_empty = response.is_empty();
                let mut rows = response.into_inner();
                // The row at the end of a window is the first of the next one.
                rows.retain(|row| {
                    let time = time(row);
                    time.saturating_add(step) > cursor && (time < end || is_last)
                });
                rows.sort_by_key(time);
                match (rows.first().map(time), rows.last().map(time)) {
                    (Some(first), Some(last)) if first < cursor.saturating_add(step) => {
                        state.cursor = last.saturating_add(step);
                        return Some((rows.into_iter().map(Ok).collect(), state));
                    }
                    (Some(first), _) => {
                        state.end = Some(first);
                        without_end = false;
                    }
                    _ if is_last => return None,
                    _ if !is_empty && !without_end => {
                        state.end = Some(end);
                        without_end = true;
                    }
                    _ => {
                        state.cursor = end;
                        without_end = false;
                    }
                }
            }
        }))
    };
    let rows = windows.flatten_stream().flat_map(stream::iter);
    Rows::new(rows)
}

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use http::{HeaderMap, StatusCode};

    use super::*;

    /// Every row of a time range is streamed once, whichever rows of a window the exchange sends, and whether the end
    /// of a window is part of it.
    #[test]
    fn time_range_is_complete() {
        const STEP: i64 = 60;
        for cap in [1, 2, 3, 7, 100] {
            for oldest in [true, false] {
                for inclusive in [true, false] {
                    // The rows begin after the range does, and have a gap.
                    let exists = |time: &i64| (600..1_200).contains(time) || *time >= 2_400;
                    let every: Vec<i64> = (0..100).map(|row| row * STEP).filter(exists).collect();
                    let (from, to) = (30, 3_630);
                    let expected: Vec<i64> = every
                        .iter()
                        .copied()
                        .filter(|time| (from..=to).contains(time))
                        .collect();
                    let range = TimeRange {
                        from,
                        to,
                        step: STEP,
                        window: 5 * STEP,
                    };
                    let range = std::future::ready(Ok::<_, Error<String>>(range));
                    let stream = time_rows(
                        range,
                        move |first, last| {
                            let last = last + i64::from(inclusive);
                            let rows: Vec<i64> = every
                                .iter()
                                .copied()
                                .filter(|time| (first..last).contains(time))
                                .collect();
                            let skipped = if oldest {
                                0
                            } else {
                                rows.len().saturating_sub(cap)
                            };
                            let rows: Vec<i64> = rows.into_iter().skip(skipped).take(cap).collect();
                            std::future::ready(Ok(Response::new(
                                rows,
                                StatusCode::OK,
                                HeaderMap::new(),
                            )))
                        },
                        |time| *time,
                    );
                    let rows: Vec<_> = stream.collect::<Vec<_>>().now_or_never().unwrap();
                    let rows: Vec<i64> = rows.into_iter().map(Result::unwrap).collect();
                    assert_eq!(
                        rows, expected,
                        "cap {cap}, oldest {oldest}, inclusive {inclusive}"
                    );
                }
            }
        }
    }

    /// A row outside the requested window is an error, not a gap.
    #[test]
    fn row_outside_the_time_range_is_an_error() {
        for row in [-1_000, 9_000] {
            let range = TimeRange {
                from: 0,
                to: 5_000,
                step: 60,
                window: 600,
            };
            let mut stream = time_rows(
                std::future::ready(Ok::<_, Error<String>>(range)),
                move |_, _| {
                    std::future::ready(Ok(Response::new(
                        vec![row],
                        StatusCode::OK,
                        HeaderMap::new(),
                    )))
                },
                |time| *time,
            );
            let error = stream.next().now_or_never().unwrap().unwrap().unwrap_err();
            assert!(error.to_string().contains("outside"), "{error}");
            assert!(stream.next().now_or_never().unwrap().is_none());
        }
    }
}
