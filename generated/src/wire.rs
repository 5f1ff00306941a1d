//! How values look on the wire, where serde's own way is not the exchange's.

pub mod decimal;
mod open_enum;

pub(crate) use open_enum::open_enum;
