//! K-lines of a time range of any length.

use backpack_runtime::{TimeRange, time_rows};
use jiff::Timestamp;

use crate::calls::GetKlinesCall;
use crate::types::{Kline, KlineInterval};
use crate::{Error, Response, Rows};

/// The number of K-lines of a request.
const WINDOW: i64 = 500;

impl KlineInterval {
    /// Returns the length in seconds; for a month, that of the shortest one.
    const fn seconds(self) -> i64 {
        const MINUTE: i64 = 60;
        const HOUR: i64 = 60 * MINUTE;
        const DAY: i64 = 24 * HOUR;
        match self {
            Self::S1 => 1,
            Self::M1 => MINUTE,
            Self::M3 => 3 * MINUTE,
            Self::M5 => 5 * MINUTE,
            Self::M15 => 15 * MINUTE,
            Self::M30 => 30 * MINUTE,
            Self::H1 => HOUR,
            Self::H2 => 2 * HOUR,
            Self::H4 => 4 * HOUR,
            Self::H6 => 6 * HOUR,
            Self::H8 => 8 * HOUR,
            Self::H12 => 12 * HOUR,
            Self::D1 => DAY,
            Self::D3 => 3 * DAY,
            Self::W1 => 7 * DAY,
            Self::Month1 => 28 * DAY,
        }
    }
}

impl GetKlinesCall {
    /// Streams the K-lines of the time range, oldest first, whatever its length: it is requested in windows of 500
    /// intervals. Without `end_time`, the range ends at the time of the exchange when the stream starts, and the last
    /// K-line can be one that is not complete yet.
    ///
    /// K-lines do not shift as pages do, because they are requested by time. A gap is requested a second time, so that no
    /// K-line is lost where the exchange sends fewer than requested. An error ends the stream; its offset is the Unix time
    /// in seconds to continue at.
    ///
    /// ```
    /// use backpack_api::{Client, Error, Timestamp, types::KlineInterval};
    /// use futures_util::TryStreamExt as _;
    ///
    /// async fn print_days(client: &Client, start: Timestamp) -> Result<(), Error> {
    ///     let mut days = client.get_klines("SOL_USDC", KlineInterval::D1, start).stream();
    ///     while let Some(day) = days.try_next().await? {
    ///         println!("{} {:?}", day.start, day.close);
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn stream(self) -> Rows<Kline> {
        let (client, end) = (self.client.clone(), self.end_time.map(|end| end.0));
        let (from, step) = (self.start_time.0.as_second(), self.interval.seconds());
        let range = async move {
            let end = match end {
                Some(end) => end,
                None => client.get_time().send().await.map(Response::into_inner)?,
            };
            Ok::<_, Error>(TimeRange {
                from,
                to: end.as_second(),
                step,
                window: WINDOW * step,
            })
        };
        let fetch = move |first, last| {
            let mut call = self.clone();
            let times = [first, last].map(Timestamp::from_second);
            async move {
                if let [Ok(first), Ok(last)] = times {
                    call.start_time.0 = first;
                    call = call.end_time(last);
                }
                call.send().await
            }
        };
        time_rows(range, fetch, |kline: &Kline| kline.start.as_second())
    }
}
