//! The search for orders that may have been placed, by their client ids.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use backpack_runtime::Stream as _;
use backpack_signing::Timestamp as SigningTime;
use jiff::Timestamp;

use super::findings::{CLOCK_SLACK, Finding, Findings, Wanted};
use super::placed_order::PlacedOrder;
use super::reports::Reports;
use crate::types::{OrderFill, SortDirection};
use crate::{Client, Error, Rows};

/// The wait before the second round of the search; it doubles up to the longest.
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// The search for orders that one request may have placed.
pub(super) struct Search {
    client: Client,
    history_lag: Duration,
    started: Instant,
    signing_time: SigningTime,
    reports: Reports,
}

impl Search {
    /// Prepares a search, before the orders are sent.
    pub(super) fn prepare(client: Client, history_lag: Duration) -> Self {
        let signing_time = client.transport().signing_time();
        let reports = Reports::join(&client, signing_time);
        Self {
            client,
            history_lag,
            started: Instant::now(),
            signing_time,
            reports,
        }
    }

    /// Returns the client of the search.
    pub(super) const fn client(&self) -> &Client {
        &self.client
    }

    /// Searches for orders after they were sent.
    pub(super) async fn run(&mut self, wanted: &[Wanted]) -> Vec<Finding> {
        let transport = self.client.transport();
        let window = Duration::from_millis(transport.window().as_millis());
        // The offset of the clock may have been measured anew since the request was signed.
        let latest = self.signing_time.saturating_add(self.started.elapsed());
        let latest = latest.max(transport.signing_time());
        // From then on a request that was not received yet is rejected, and the histories list one that was.
        let settled_at = latest
            .saturating_add(window)
            .saturating_add(self.history_lag);
        // Another window is enough for a clock of this machine that the exchange accepts.
        let give_up_at = (self.started.elapsed() + 2 * window).saturating_add(self.history_lag);

        let mut findings = Findings::new(wanted);
        if !findings.is_complete() {
            // A live stream reports a placed order within the lag, so that the lists need not be read.
            let lag = self.history_lag.min(window);
            self.wait_for_reports(&mut findings, lag, true).await;
        }
        if findings.is_complete() {
            return findings.into_vec(|| Finding::Unknown(None));
        }
        let mut wait = FIRST_WAIT;
        loop {
            let result = self.round(&mut findings, settled_at).await;
            // An order that was reported during the round is placed, whatever the lists show.
            self.wait_for_reports(&mut findings, Duration::ZERO, false)
                .await;
            let unknown = match result {
                Ok(true) => return findings.into_vec(|| Finding::NotPlaced),
                Ok(false) => None,
                Err(error) => Some(Arc::new(error)),
            };
            if findings.is_complete() || self.started.elapsed() >= give_up_at {
                return findings.into_vec(|| Finding::Unknown(unknown.clone()));
            }
            self.wait_for_reports(&mut findings, wait, false).await;
            if findings.is_complete() {
                return findings.into_vec(|| Finding::Unknown(None));
            }
            wait = LONGEST_WAIT.min(2 * wait);
        }
    }

    /// Adds orders as they are reported, until all are found or the time has passed, and with `while_live` not longer than
    /// the stream is live.
    async fn wait_for_reports(
        &mut self,
        findings: &mut Findings<'_>,
        time: Duration,
        while_live: bool,
    ) {
        let reported = poll_fn(|cx| {
            let is_live = self.reports.read(findings, cx);
            if findings.is_complete() || (while_live && !is_live) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        });
        // The findings show the result, also after the timeout.
        let _ = tokio::time::timeout(time, reported).await;
    }

    /// Reads the lists once. Returns true if an order that was not found is not placed, and never will be.
    async fn round(
        &self,
        findings: &mut Findings<'_>,
        settled_at: SigningTime,
    ) -> Result<bool, Error> {
        let now = self.client.get_time().send().await?.into_inner();
        // By the exchange's clock, like the times of its orders.
        let age = self.started.elapsed() + CLOCK_SLACK;
        let since = now.checked_sub(age).unwrap_or(Timestamp::MIN);
        let settled_at = i64::try_from(settled_at.as_millis()).unwrap_or(i64::MAX);
        let mut is_conclusive = now.as_millisecond() > settled_at;
        let mut failed = None;
        for symbol in findings.symbols() {
            // In the order in which a placed order gets into the lists, so that it is in one of them.
            let read = [
                self.read_open_orders(findings, symbol, since).await,
                self.read_order_history(findings, symbol, since).await,
                self.read_fills(findings, symbol, since).await,
            ];
            for result in read {
                match result {
                    Ok(conclusive) => is_conclusive &= conclusive,
                    Err(error) => failed = Some(error),
                }
            }
        }
        failed.map_or(Ok(is_conclusive), Err)
    }

    /// Reads the open orders of a market.
    async fn read_open_orders(
        &self,
        findings: &mut Findings<'_>,
        symbol: &str,
        since: Timestamp,
    ) -> Result<bool, Error> {
        if !findings.is_incomplete(symbol) {
            return Ok(true);
        }
        for order in self.client.get_open_orders().symbol(symbol).send().await? {
            if order.created_at().is_none_or(|at| at >= since)
                && let Some(client_id) = order.client_id()
            {
                findings.add(symbol, client_id, || PlacedOrder::Open(order));
            }
        }
        Ok(true)
    }

    /// Reads the order history of a market.
    async fn read_order_history(
        &self,
        findings: &mut Findings<'_>,
        symbol: &str,
        since: Timestamp,
    ) -> Result<bool, Error> {
        if !findings.is_incomplete(symbol) {
            return Ok(true);
        }
        let history = self.client.get_order_history().symbol(symbol);
        let mut rows = history.sort_direction(SortDirection::Desc).stream();
        while let Some(order) = next(&mut rows).await? {
            if order.created_at < since {
                break;
            }
            if let Some(client_id) = order.client_id {
                findings.add(symbol, client_id, || PlacedOrder::Historical(order));
            }
        }
        Ok(true)
    }

    /// Reads the fills of a market. Returns false if a fill may belong to the order or to an older one with its client id.
    async fn read_fills(
        &self,
        findings: &mut Findings<'_>,
        symbol: &str,
        since: Timestamp,
    ) -> Result<bool, Error> {
        if !findings.is_incomplete(symbol) {
            return Ok(true);
        }
        let fills = self.client.get_fills().symbol(symbol).from(since);
        let mut rows = fills.sort_direction(SortDirection::Desc).stream();
        let mut matching: Vec<(&Wanted, OrderFill)> = Vec::new();
        while let Some(fill) = next(&mut rows).await? {
            let client_id = fill.client_id.as_deref().and_then(|id| id.parse().ok());
            if let Some(wanted) = client_id.and_then(|id| findings.missing(symbol, id)) {
                matching.push((wanted, fill));
            }
        }
        let mut is_conclusive = true;
        while let Some((wanted, fill)) = matching.pop() {
            let order_id = fill.order_id.clone();
            let mut fills = vec![fill];
            let others = matching.extract_if(.., |(_, other)| other.order_id == order_id);
            fills.extend(others.map(|(_, fill)| fill));
            if wanted.is_generated {
                findings.add(symbol, wanted.client_id, || PlacedOrder::Filled(fills));
                continue;
            }
            // The fill can be that of an older open order with the same client id.
            let history = self.client.get_order_history().order_id(order_id);
            match history.send().await?.into_inner().pop() {
                Some(order) if order.created_at >= since => {
                    findings.add(symbol, wanted.client_id, || PlacedOrder::Historical(order));
                }
                Some(_) => {}
                None => is_conclusive = false,
            }
        }
        Ok(is_conclusive)
    }
}

/// Returns the next row of a stream.
async fn next<T>(rows: &mut Rows<T>) -> Result<Option<T>, Error> {
    let row = std::future::poll_fn(|context| Pin::new(&mut *rows).poll_next(context)).await;
    row.transpose().map_err(Error::from)
}
