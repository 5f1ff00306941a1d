//! The balances of the account.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::amount::{Inexact, add, sub};
use super::rejection::Rejection;

/// The balance of an asset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    available: Decimal,
    locked: Decimal,
}

impl Balance {
    /// Returns the amount that orders can be placed with. It is negative after losses of futures beyond the balance.
    #[must_use]
    pub const fn available(&self) -> Decimal {
        self.available
    }

    /// Returns the amount that open spot orders lock.
    #[must_use]
    pub const fn locked(&self) -> Decimal {
        self.locked
    }

    /// Returns the sum of the available and the locked amount.
    #[must_use]
    pub fn total(&self) -> Decimal {
        // Every change checks that the sum fits.
        self.available.saturating_add(self.locked)
    }
}

/// The balances, by asset. A change that fails may leave one of its steps behind, so it is made on a copy.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Account(BTreeMap<String, Balance>);

impl Account {
    pub(crate) fn new(available: BTreeMap<String, Decimal>) -> Self {
        Self(
            available
                .into_iter()
                .map(|(asset, available)| {
                    let locked = Decimal::ZERO;
                    (asset, Balance { available, locked })
                })
                .collect(),
        )
    }

    pub(crate) const fn balances(&self) -> &BTreeMap<String, Balance> {
        &self.0
    }

    pub(crate) fn has_asset(&self, asset: &str) -> bool {
        self.0.contains_key(asset)
    }

    /// Locks an available amount for an order.
    pub(crate) fn lock(&mut self, asset: &str, amount: Decimal) -> Result<(), Rejection> {
        let balance = self.balance(asset);
        if balance.available < amount {
            return Err(Rejection::InsufficientFunds);
        }
        balance.available = sub(balance.available, amount)?;
        balance.locked = add(balance.locked, amount)?;
        Ok(())
    }

    /// Unlocks `reserved`, of which `spent` leaves the account.
    pub(crate) fn release(
        &mut self,
        asset: &str,
        reserved: Decimal,
        spent: Decimal,
    ) -> Result<(), Inexact> {
        let balance = self.balance(asset);
        balance.locked = sub(balance.locked, reserved)?;
        balance.available = add(balance.available, sub(reserved, spent)?)?;
        Ok(())
    }

    /// Adds an amount, which may be negative, to the available balance.
    pub(crate) fn credit(&mut self, asset: &str, amount: Decimal) -> Result<(), Inexact> {
        let balance = self.balance(asset);
        balance.available = add(balance.available, amount)?;
        add(balance.available, balance.locked)?;
        Ok(())
    }

    /// Returns the total balance of an asset.
    pub(crate) fn total(&self, asset: &str) -> Decimal {
        self.0.get(asset).map_or(Decimal::ZERO, Balance::total)
    }

    fn balance(&mut self, asset: &str) -> &mut Balance {
        self.0.entry(asset.to_owned()).or_default()
    }
}
