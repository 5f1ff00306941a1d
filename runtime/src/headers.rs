//! The response headers with a meaning for every operation: pages, and the wait before a retry.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

/// The page headers of a response (exchange documentation, history operations). A header that is missing is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PageHeaders {
    /// The number of pages: `X-Page-Count`.
    pub count: Option<u64>,
    /// The number of this page: `X-Current-Page`.
    pub current: Option<u64>,
    /// The highest number of rows in a page: `X-Page-Size`.
    pub size: Option<u64>,
    /// The number of rows of all pages: `X-Total`.
    pub total: Option<u64>,
}

impl PageHeaders {
    /// Reads the page headers.
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

/// Reads `Retry-After`, in seconds or as a date, which is compared with the `Date` of the same response. A number of
/// seconds that overflows is the longest duration: later than any deadline.
#[doc(hidden)]
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name| headers.get(name)?.to_str().ok().map(str::trim);
    let value = text(RETRY_AFTER)?;
    if !value.is_empty() && value.bytes().all(|digit| digit.is_ascii_digit()) {
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let until: SystemTime = httpdate::parse_http_date(value).ok()?;
    let now: SystemTime = httpdate::parse_http_date(text(DATE)?).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(HeaderName, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.clone(), HeaderValue::from_static(value)))
            .collect()
    }

    /// A number that is too long does not count as an absent header.
    #[test]
    fn overflow_of_retry_after_is_the_longest_wait() {
        for text in ["18446744073709551616", "99999999999999999999999999"] {
            assert_eq!(
                retry_after(&headers(&[(RETRY_AFTER, text)])),
                Some(Duration::MAX)
            );
        }
        let most = retry_after(&headers(&[(RETRY_AFTER, "18446744073709551615")]));
        assert_eq!(most, Some(Duration::from_secs(u64::MAX)));
    }

    /// Both forms of the header are honoured, and a third is ignored.
    #[test]
    fn reads_seconds_and_dates_of_retry_after() {
        let now = "Sun, 22 Nov 2026 12:00:00 GMT";
        for (pairs, wait) in [
            (vec![(RETRY_AFTER, "7")], Some(7)),
            (vec![(RETRY_AFTER, " 0 ")], Some(0)),
            (
                vec![(RETRY_AFTER, "Sun, 22 Nov 2026 12:01:30 GMT"), (DATE, now)],
                Some(90),
            ),
            (
                vec![(RETRY_AFTER, "Sun, 22 Nov 2026 11:00:00 GMT"), (DATE, now)],
                Some(0),
            ),
            (vec![(RETRY_AFTER, "Sun, 22 Nov 2026 12:01:30 GMT")], None),
            (vec![(RETRY_AFTER, "soon"), (DATE, now)], None),
            (vec![(RETRY_AFTER, "-1")], None),
            (vec![], None),
        ] {
            assert_eq!(
                retry_after(&headers(&pairs)),
                wait.map(Duration::from_secs),
                "{pairs:?}"
            );
        }
    }

    /// A header that is missing or is not a number is `None`; the others are read.
    #[test]
    fn reads_each_page_header_by_itself() {
        let pairs = [
            (HeaderName::from_static("x-total"), " 250 "),
            (HeaderName::from_static("x-page-size"), "many"),
            (HeaderName::from_static("x-current-page"), "2"),
        ];
        let page = PageHeaders::of(&headers(&pairs));
        assert_eq!(page.total, Some(250));
        assert_eq!(page.current, Some(2));
        assert_eq!((page.size, page.count), (None, None));
    }
}
