//! What holds across the crates: the tests lie beside this file, and below is what must not compile.
//!
//! # A missing required argument does not compile
//!
//! Each refusal stands beside the same lines with the argument, so that nothing else can be the reason.
//!
//! ```
//! async fn call(client: &backpack_api::Client) -> Result<(), backpack_api::Error> {
//!     client.get_max_withdrawal_quantity("SOL").send().await?;
//!     Ok(())
//! }
//! ```
//!
//! ```compile_fail,E0061
//! async fn call(client: &backpack_api::Client) -> Result<(), backpack_api::Error> {
//!     client.get_max_withdrawal_quantity().send().await?;
//!     Ok(())
//! }
//! ```
//!
//! # A missing or doubled field of a body does not compile
//!
//! ```
//! use backpack_api::types::{OrderExecutePayload, OrderTypeEnum, Side};
//!
//! let order = OrderExecutePayload::builder();
//! order.symbol("SOL_USDC").side(Side::Bid).order_type(OrderTypeEnum::Limit).client_id(7).build();
//! ```
//!
//! ```compile_fail,E0599
//! use backpack_api::types::{OrderExecutePayload, OrderTypeEnum, Side};
//!
//! let order = OrderExecutePayload::builder();
//! order.symbol("SOL_USDC").order_type(OrderTypeEnum::Limit).client_id(7).build();
//! ```
//!
//! ```compile_fail,E0599
//! use backpack_api::types::{OrderExecutePayload, OrderTypeEnum, Side};
//!
//! let order = OrderExecutePayload::builder();
//! order.symbol("SOL_USDC").side(Side::Bid).side(Side::Ask).order_type(OrderTypeEnum::Limit).client_id(7).build();
//! ```
//!
//! # Calls can be spawned
//!
//! A bot runs many calls at once, on a runtime with threads.
//!
//! ```
//! fn send<T: Send>(future: T) -> T {
//!     future
//! }
//!
//! fn call(client: &backpack_api::Client) {
//!     drop(send(client.get_max_withdrawal_quantity("SOL").send()));
//!     drop(send(client.get_fills().stream()));
//! }
//! ```

pub mod logs;

/// The code of the README compiles, and what it says of the sandbox holds.
#[doc = include_str!("../README.md")]
pub mod readme {}
