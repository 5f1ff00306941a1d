//! The task that reports the changes of the book while the sandbox runs.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep_until;

use super::market::SeededMarket;
use crate::book::{BookHandle, LiveBook};
use crate::server::exchange::Exchange;

impl Exchange {
    /// Reports the changes of the book so far.
    pub(crate) fn report(&self) {
        let Some(book) = &self.book else {
            return;
        };
        let now = self.clock.now();
        let reported = self.streams.update(|view, log, subscribed| {
            let result = book.read(|ledger| view.report(ledger, log, now));
            view.tick(log, subscribed, now);
            result
        });
        if let Some(Err(_)) = reported {
            self.streams.disconnect();
        }
    }
}

/// Reports changes of the book, and sends the events that depend on the time.
pub(crate) async fn pump(exchange: Arc<Exchange>) {
    let Some(book) = &exchange.book else {
        return;
    };
    let mut changes = exchange.streams.changes();
    loop {
        exchange.report();
        let next = exchange
            .streams
            .update(|view, _, subscribed| (view.cursor(), view.deadline(subscribed)));
        let Some((cursor, deadline)) = next else {
            // There is no connection yet.
            if changes.changed().await.is_err() {
                return;
            }
            continue;
        };
        tokio::select! {
            () = wait_for_changes(book, cursor) => {}
            () = async {
                match deadline {
                    Some(deadline) => sleep_until(deadline).await,
                    None => std::future::pending().await,
                }
            } => {}
            _ = changes.changed() => {}
        }
    }
}

async fn wait_for_changes(book: &LiveBook, after: u64) {
    drop(book.wait_for_events(after).await);
}

/// Makes one step of a seeded market in each interval, until one fails.
pub(crate) async fn drive(exchange: Arc<Exchange>, mut market: SeededMarket, every: Duration) {
    loop {
        let book = BookHandle::new(exchange.book.as_ref(), &exchange.clock);
        if market.step(book).is_err() {
            return;
        }
        tokio::time::sleep(every).await;
    }
}
