//! The clock of the exchange: how far it is ahead, and signatures timed by it.

use std::time::Duration;

use backpack_runtime::ClockOffset;
use backpack_signing::Timestamp;

use crate::{CallOptions, Client, Error, RetryPolicy};

/// How often the exchange is asked for the time; the answer with the shortest way there and back counts.
const QUESTIONS: usize = 5;

impl Client {
    /// Measures how far the exchange's clock is ahead of this machine's, and times signatures by it from now on, for
    /// this client and all its clones.
    ///
    /// It asks for the time a few times and trusts the answer that took the least: the exchange looked at its clock in
    /// the middle of it, as far as one can know. Call it where a timestamp was refused, see
    /// [`timestamp_refused`](backpack_runtime::Error::timestamp_refused).
    ///
    /// # Errors
    ///
    /// The error of the last question, where none was answered. The clock then stays as it was.
    pub async fn sync_clock(&self) -> Result<ClockOffset, Error> {
        // An attempt that is repeated inside would be taken for a long way there and back.
        let once = self.with(&CallOptions::new().retry(RetryPolicy::never()));
        let mut best: Option<(u64, ClockOffset)> = None;
        let mut failed = None;
        for _ in 0..QUESTIONS {
            let asked = self.inner.local_time();
            match once.get_time().send().await {
                Ok(answer) => {
                    let answered = self.inner.local_time();
                    let took = answered.as_millis().saturating_sub(asked.as_millis());
                    let exchange = u64::try_from(answer.as_millisecond()).unwrap_or_default();
                    let exchange = Timestamp::from_millis(exchange);
                    if best.is_none_or(|(shortest, _)| took < shortest) {
                        best = Some((took, ClockOffset::measured(asked, answered, exchange)));
                    }
                }
                Err(error) => failed = Some(error),
            }
        }
        match (best, failed) {
            (Some((_, offset)), _) => {
                self.inner.correct_clock(offset);
                Ok(offset)
            }
            (None, Some(error)) => Err(error),
            (None, None) => Ok(self.clock_offset()),
        }
    }

    /// How far the exchange's clock is taken to be ahead: zero until [`sync_clock`](Self::sync_clock) measures it.
    #[must_use]
    pub fn clock_offset(&self) -> ClockOffset {
        self.inner.clock_offset()
    }

    /// Keeps the clock in step until the future is dropped: measures now, and then every `interval`. Run it beside the
    /// rest, for example with `tokio::spawn`. A measurement that fails is left out; the next one may do.
    ///
    /// ```
    /// use std::time::Duration;
    /// use backpack_api::Client;
    ///
    /// # fn example(client: &Client) {
    /// let clock = client.clone();
    /// let in_step = tokio::spawn(async move { clock.keep_clock_in_step(Duration::from_secs(600)).await });
    /// // ... and when the client is no longer used:
    /// in_step.abort();
    /// # }
    /// ```
    pub async fn keep_clock_in_step(&self, interval: Duration) -> std::convert::Infallible {
        loop {
            // Each call is traced with its outcome.
            let _ = self.sync_clock().await;
            tokio::time::sleep(interval).await;
        }
    }
}
