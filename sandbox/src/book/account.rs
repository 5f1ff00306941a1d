//! The balances of the account.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::amount::{Inexact, add, sub};
use super::refusal::Refusal;

/// How much of one asset the account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Balance {
    available: Decimal,
    locked: Decimal,
}

impl Balance {
    /// What orders can be placed with.
    #[must_use]
    pub const fn available(&self) -> Decimal {
        self.available
    }

    /// What open orders hold.
    #[must_use]
    pub const fn locked(&self) -> Decimal {
        self.locked
    }

    /// Both together.
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

    pub(crate) fn knows(&self, asset: &str) -> bool {
        self.0.contains_key(asset)
    }

    /// Puts what is available aside for an order.
    pub(crate) fn lock(&mut self, asset: &str, amount: Decimal) -> Result<(), Refusal> {
        let balance = self.balance(asset);
        if balance.available < amount {
            return Err(Refusal::InsufficientFunds);
        }
        balance.available = sub(balance.available, amount)?;
        balance.locked = add(balance.locked, amount)?;
        Ok(())
    }

    /// Takes `reserved` from what is locked: `spent` of it is gone, and the rest available again.
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

    /// Makes more available.
    pub(crate) fn credit(&mut self, asset: &str, amount: Decimal) -> Result<(), Inexact> {
        let balance = self.balance(asset);
        balance.available = add(balance.available, amount)?;
        add(balance.available, balance.locked)?;
        Ok(())
    }

    fn balance(&mut self, asset: &str) -> &mut Balance {
        self.0.entry(asset.to_owned()).or_default()
    }
}
