//! Helpers of the tests across crates, and the errors that the compiler must report.
//!
//! Each rejected example follows the same lines without the error, so that nothing else can be the cause.
//!
//! # A missing required argument does not compile
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
//! # A missing or repeated required field of a body does not compile
//!
//! ```
//! use backpack_api::types::{OrderExecutePayload, OrderType, Side};
//!
//! let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit);
//! let order = order.client_id(7);
//! ```
//!
//! ```compile_fail,E0061
//! use backpack_api::types::{OrderExecutePayload, OrderType, Side};
//!
//! let order = OrderExecutePayload::new("SOL_USDC", OrderType::Limit);
//! let order = order.client_id(7);
//! ```
//!
//! ```compile_fail,E0599
//! use backpack_api::types::{OrderExecutePayload, OrderType, Side};
//!
//! let order = OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit);
//! let order = order.side(Side::Ask).client_id(7);
//! ```
//!
//! # The struct of a response cannot be built or matched as a whole
//!
//! A field that the exchange adds is not a breaking change.
//!
//! ```
//! fn price(level: backpack_api::types::MaxBorrowQuantity) -> backpack_api::Decimal {
//!     let backpack_api::types::MaxBorrowQuantity { max_borrow_quantity, .. } = level;
//!     max_borrow_quantity
//! }
//! ```
//!
//! ```compile_fail,E0638
//! fn price(level: backpack_api::types::MaxBorrowQuantity) -> backpack_api::Decimal {
//!     let backpack_api::types::MaxBorrowQuantity { max_borrow_quantity, symbol: _ } = level;
//!     max_borrow_quantity
//! }
//! ```
//!
//! # The status of a withdrawal is not the status code of its response
//!
//! ```
//! use backpack_api::types::{Withdrawal, WithdrawalStatus};
//!
//! fn status(withdrawal: &backpack_api::Response<Withdrawal>) -> &WithdrawalStatus {
//!     &withdrawal.status
//! }
//! ```
//!
//! ```compile_fail,E0599
//! use backpack_api::types::Withdrawal;
//!
//! fn status(withdrawal: &backpack_api::Response<Withdrawal>) -> u16 {
//!     withdrawal.status().as_u16()
//! }
//! ```
//!
//! # A misspelt side does not compile
//!
//! ```
//! use backpack_api::types::Side;
//!
//! let side: Result<Side, _> = "Bid".parse();
//! ```
//!
//! ```compile_fail,E0277
//! use backpack_api::types::Side;
//!
//! let side = Side::from("Bid");
//! ```
//!
//! # Calls can be spawned
//!
//! Bots run many calls at once on a multi-threaded runtime.
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

pub mod exchange;
#[rustfmt::skip]
#[allow(clippy::all, deprecated, reason = "generated")]
pub mod generated;
pub mod guide;
pub mod logs;
pub mod support;

/// Compiles the code of the README and runs its example of the sandbox.
#[doc = include_str!("../../README.md")]
pub mod readme {}
