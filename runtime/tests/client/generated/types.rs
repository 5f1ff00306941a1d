//! The types of the test client.

use std::fmt;

use backpack_runtime::wire::{As, ExactDecimal};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

#[derive(Debug, Deserialize)]
pub struct ApiErrorResponse {
    pub code: String,
    pub message: String,
}

impl fmt::Display for ApiErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

#[derive(Debug, Deserialize)]
pub struct Kline {
    #[serde(with = "As::<ExactDecimal>")]
    pub close: Decimal,
}

#[derive(Debug, Serialize)]
pub struct Cancel {
    #[serde(rename = "clientId", skip_serializing_if = "Option::is_none")]
    pub client_id: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum KlineInterval {
    OneHour,
    OneDay,
    Other(String),
}

backpack_runtime::open_enum! {
    KlineInterval { OneHour = "1h", OneDay = "1d", }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    Bid,
    Ask,
}

backpack_runtime::closed_enum! {
    Side { Bid = "Bid", Ask = "Ask", }
}
