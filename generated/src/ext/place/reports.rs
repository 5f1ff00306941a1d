//! Reports of the account's stream on orders that are being placed.

use std::pin::Pin;
use std::task::{Context, Poll};

use backpack_signing::Timestamp as SigningTime;
use backpack_streams::{Stream as _, Streams, Subscription, Update, View as _};

use super::findings::{CLOCK_SLACK, Findings};
use crate::streams::{OrderUpdate, OrderUpdateEvent, order_updates};
use crate::{Client, Orders};

/// Reports of `account.orderUpdate`, which the client has open for a view of its orders, for example.
///
/// It has a queue of its own, since the program that awaits an order does not read its view meanwhile.
pub(super) struct Reports {
    subscription: Option<Subscription<OrderUpdate>>,
    is_live: bool,
    /// An event may have been lost since the stream was joined.
    has_gap: bool,
    /// The reported orders among those being placed.
    orders: Orders,
    /// Time in Unix milliseconds before which an order is another one with the same client id.
    since: i64,
}

impl Reports {
    /// Joins the stream, if the client has it open.
    pub(super) fn join(client: &Client, signing_time: SigningTime) -> Self {
        let streams = client.transport().created_streams::<Streams>();
        let subscription = streams.and_then(|streams| streams.join(order_updates())?.ok());
        let slack = u64::try_from(CLOCK_SLACK.as_millis()).unwrap_or(u64::MAX);
        let since = signing_time.as_millis().saturating_sub(slack);
        Self {
            subscription,
            is_live: false,
            has_gap: false,
            orders: Orders::default(),
            since: i64::try_from(since).unwrap_or(i64::MAX),
        }
    }

    /// Adds the orders that were reported so far. Returns true if the stream is live, and has lost nothing.
    pub(super) fn read(&mut self, findings: &mut Findings<'_>, cx: &mut Context<'_>) -> bool {
        while let Some(subscription) = &mut self.subscription {
            match Pin::new(subscription).poll_next(cx) {
                Poll::Pending => break,
                Poll::Ready(Some(Ok(Update::Live(_)))) => self.is_live = true,
                Poll::Ready(Some(Ok(Update::Event(update)))) => self.add(update, findings),
                Poll::Ready(Some(Ok(_))) => self.has_gap = true,
                Poll::Ready(Some(Err(_)) | None) => {
                    self.has_gap = true;
                    self.subscription = None;
                }
            }
        }
        self.is_live && !self.has_gap
    }

    /// Adds the order of an event that shows that it was placed, which no gap undoes.
    fn add(&mut self, update: OrderUpdate, findings: &mut Findings<'_>) {
        let Some(client_id) = update.client_id else {
            return;
        };
        let Some(wanted) = findings.wanted(&update.symbol, client_id) else {
            return;
        };
        let is_placed = if wanted.is_generated {
            !matches!(update.event, OrderUpdateEvent::Other(_))
        } else {
            self.orders.get(&update.order_id).is_some() || self.is_new(&update)
        };
        if is_placed {
            let id = update.order_id.clone();
            self.orders.apply(update);
            if let Some(order) = self.orders.get(&id) {
                findings.report(client_id, order);
            }
        }
    }

    /// Returns true for the first event of an order that was placed since the search was prepared.
    fn is_new(&self, update: &OrderUpdate) -> bool {
        let is_first = match update.event {
            OrderUpdateEvent::TriggerPlaced => true,
            // An older order can be accepted when it is triggered.
            OrderUpdateEvent::OrderAccepted => update.trigger_price.is_none(),
            _ => false,
        };
        is_first && update.engine_time.as_millisecond() >= self.since
    }
}
