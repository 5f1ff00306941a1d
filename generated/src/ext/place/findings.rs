//! The orders of a search, and the findings for each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use super::client_id::next_client_id;
use super::placed_order::PlacedOrder;
use crate::Error;
#[cfg(feature = "streams")]
use crate::OrderState;
use crate::types::OrderExecutePayload;

/// The difference that the clocks of the exchange may have among each other.
pub(super) const CLOCK_SLACK: Duration = Duration::from_secs(1);

/// An order to search for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    symbol: String,
    pub(super) client_id: u32,
    /// True for a client id that no other order has.
    pub(super) is_generated: bool,
    /// False if another order of the batch has the same market and client id, so that an order in a list can be either.
    is_unique: bool,
}

impl Wanted {
    /// Prepares the search for `order`, which is given a client id if it has none.
    pub(super) fn prepare(order: &mut OrderExecutePayload) -> Self {
        let is_generated = order.client_id.is_none();
        let client_id = *order.client_id.get_or_insert_with(next_client_id);
        Self {
            symbol: order.symbol.clone(),
            client_id,
            is_generated,
            is_unique: true,
        }
    }

    /// Prepares the search for the orders of a batch.
    pub(super) fn prepare_all(orders: &mut [OrderExecutePayload]) -> Vec<Self> {
        let mut wanted: Vec<Self> = orders.iter_mut().map(Self::prepare).collect();
        let mut counts = BTreeMap::new();
        for order in &wanted {
            *counts
                .entry((order.symbol.clone(), order.client_id))
                .or_insert(0) += 1;
        }
        for order in &mut wanted {
            order.is_unique = counts.get(&(order.symbol.clone(), order.client_id)) == Some(&1);
        }
        wanted
    }

    /// Returns true if an order in a list is this one.
    fn is(&self, symbol: &str, client_id: u32) -> bool {
        self.is_unique && self.symbol == symbol && self.client_id == client_id
    }
}

/// The result of the search for one order.
pub(super) enum Finding {
    Placed(Box<PlacedOrder>),
    NotPlaced,
    /// The outcome is unknown, because of this error or because the lists do not show it yet.
    Unknown(Option<Arc<Error>>),
}

/// The orders of a search, each with its finding.
pub(super) struct Findings<'a> {
    wanted: &'a [Wanted],
    found: Vec<Option<Box<PlacedOrder>>>,
}

impl<'a> Findings<'a> {
    /// Creates the findings before the search.
    pub(super) fn new(wanted: &'a [Wanted]) -> Self {
        Self {
            wanted,
            found: vec![None; wanted.len()],
        }
    }

    /// Returns the markets of the orders.
    pub(super) fn symbols(&self) -> BTreeSet<&'a str> {
        let symbols = self.wanted.iter().map(|wanted| wanted.symbol.as_str());
        symbols.collect()
    }

    /// Returns true if an order on a market was not found yet.
    pub(super) fn is_incomplete(&self, symbol: &str) -> bool {
        let mut orders = self.wanted.iter().zip(&self.found);
        orders.any(|(wanted, found)| wanted.is_unique && wanted.symbol == symbol && found.is_none())
    }

    /// Returns the order on a market with a client id, if it was not found yet.
    pub(super) fn missing(&self, symbol: &str, client_id: u32) -> Option<&'a Wanted> {
        let mut orders = self.wanted.iter().zip(&self.found);
        orders
            .find(|(wanted, found)| wanted.is(symbol, client_id) && found.is_none())
            .map(|(wanted, _)| wanted)
    }

    /// Returns the order on a market with a client id, found or not.
    #[cfg(feature = "streams")]
    pub(super) fn wanted(&self, symbol: &str, client_id: u32) -> Option<&'a Wanted> {
        let mut wanted = self.wanted.iter();
        wanted.find(|wanted| wanted.is(symbol, client_id))
    }

    /// Adds a placed order as the stream reports it, or its newer state.
    #[cfg(feature = "streams")]
    pub(super) fn report(&mut self, client_id: u32, order: &OrderState) {
        let symbol = order.symbol.as_deref().unwrap_or_default();
        let mut orders = self.wanted.iter().zip(&mut self.found);
        let wanted = orders.find(|(wanted, _)| wanted.is(symbol, client_id));
        if let Some((_, found)) = wanted
            && matches!(found.as_deref(), None | Some(PlacedOrder::Reported(_)))
        {
            *found = Some(Box::new(PlacedOrder::Reported(order.clone())));
        }
    }

    /// Adds a placed order, if it is one of those wanted.
    pub(super) fn add(
        &mut self,
        symbol: &str,
        client_id: u32,
        order: impl FnOnce() -> PlacedOrder,
    ) {
        let mut orders = self.wanted.iter().zip(&mut self.found);
        let wanted = orders.find(|(wanted, found)| wanted.is(symbol, client_id) && found.is_none());
        if let Some((_, found)) = wanted {
            *found = Some(Box::new(order()));
        }
    }

    /// Returns true if every order was found that can be.
    pub(super) fn is_complete(&self) -> bool {
        let mut orders = self.wanted.iter().zip(&self.found);
        orders.all(|(wanted, found)| !wanted.is_unique || found.is_some())
    }

    /// Returns the findings, with `missing` for the orders that were not found.
    pub(super) fn into_vec(self, missing: impl Fn() -> Finding) -> Vec<Finding> {
        let orders = self.wanted.iter().zip(self.found);
        orders
            .map(|(wanted, found)| match found {
                Some(order) => Finding::Placed(order),
                None if wanted.is_unique => missing(),
                None => Finding::Unknown(None),
            })
            .collect()
    }
}
