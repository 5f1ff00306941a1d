// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The calls, one builder each; they start at the methods of [`Client`](crate::Client).
//!
//! Required arguments come first, options are set by name, and `send()` sends. A call with pages can `stream()` too.
//! An option that is set again takes the later value.
//!
//! | call | operation | signed with |
//! | --- | --- | --- |
//! | [`get_account`](crate::Client::get_account) | `GET /api/v1/account` | `accountQuery` |
//! | [`update_account_settings`](crate::Client::update_account_settings) | `PATCH /api/v1/account` | `accountUpdate` |
//! | [`get_max_borrow_quantity`](crate::Client::get_max_borrow_quantity) | `GET /api/v1/account/limits/borrow` | `maxBorrowQuantity` |
//! | [`get_max_order_quantity`](crate::Client::get_max_order_quantity) | `GET /api/v1/account/limits/order` | `maxOrderQuantity` |
//! | [`get_max_withdrawal_quantity`](crate::Client::get_max_withdrawal_quantity) | `GET /api/v1/account/limits/withdrawal` | `maxWithdrawalQuantity` |
//! | [`get_assets`](crate::Client::get_assets) | `GET /api/v1/assets` | public |
//! | [`get_collateral_parameters`](crate::Client::get_collateral_parameters) | `GET /api/v1/collateral` | public |
//! | [`get_apy_rates`](crate::Client::get_apy_rates) | `GET /api/v1/borrowLend/apy` | public |
//! | [`get_borrow_lend_markets`](crate::Client::get_borrow_lend_markets) | `GET /api/v1/borrowLend/markets` | public |
//! | [`get_borrow_lend_markets_history`](crate::Client::get_borrow_lend_markets_history) | `GET /api/v1/borrowLend/markets/history` | public |
//! | [`execute_borrow_lend`](crate::Client::execute_borrow_lend) | `POST /api/v1/borrowLend` | `borrowLendExecute` |
//! | [`get_borrow_lend_estimated_liquidation_price`](crate::Client::get_borrow_lend_estimated_liquidation_price) | `GET /api/v1/borrowLend/position/liquidationPrice` | login session |
//! | [`get_borrow_lend_positions`](crate::Client::get_borrow_lend_positions) | `GET /api/v1/borrowLend/positions` | `borrowLendPositionQuery` |
//! | [`get_borrow_lend_history`](crate::Client::get_borrow_lend_history), `stream()` | `GET /wapi/v1/history/borrowLend` | `borrowHistoryQueryAll` |
//! | [`get_borrow_lend_position_history`](crate::Client::get_borrow_lend_position_history), `stream()` | `GET /wapi/v1/history/borrowLend/positions` | `borrowPositionHistoryQueryAll` |
//! | [`get_interest_history`](crate::Client::get_interest_history), `stream()` | `GET /wapi/v1/history/interest` | `interestHistoryQueryAll` |
//! | [`convert_dust`](crate::Client::convert_dust) | `POST /api/v1/account/convertDust` | `convertDust` |
//! | [`get_balances`](crate::Client::get_balances) | `GET /api/v1/capital` | `balanceQuery` |
//! | [`get_collateral`](crate::Client::get_collateral) | `GET /api/v1/capital/collateral` | `collateralQuery` |
//! | [`get_deposit_address`](crate::Client::get_deposit_address) | `GET /wapi/v1/capital/deposit/address` | `depositAddressQuery` |
//! | [`get_deposits`](crate::Client::get_deposits), `stream()` | `GET /wapi/v1/capital/deposits` | `depositQueryAll` |
//! | [`get_withdrawals`](crate::Client::get_withdrawals), `stream()` | `GET /wapi/v1/capital/withdrawals` | `withdrawalQueryAll` |
//! | [`request_withdrawal`](crate::Client::request_withdrawal) | `POST /wapi/v1/capital/withdrawals` | `withdraw` |
//! | [`get_dust_history`](crate::Client::get_dust_history), `stream()` | `GET /wapi/v1/history/dust` | `dustHistoryQueryAll` |
//! | [`get_settlement_history`](crate::Client::get_settlement_history), `stream()` | `GET /wapi/v1/history/settlement` | `settlementHistoryQueryAll` |
//! | [`get_depth`](crate::Client::get_depth) | `GET /api/v1/depth` | public |
//! | [`get_funding_interval_rates`](crate::Client::get_funding_interval_rates), `stream()` | `GET /api/v1/fundingRates` | public |
//! | [`get_klines`](crate::Client::get_klines) | `GET /api/v1/klines` | public |
//! | [`get_mark_prices`](crate::Client::get_mark_prices) | `GET /api/v1/markPrices` | public |
//! | [`get_market`](crate::Client::get_market) | `GET /api/v1/market` | public |
//! | [`get_market_holidays`](crate::Client::get_market_holidays) | `GET /api/v1/market-holidays` | public |
//! | [`get_market_sessions`](crate::Client::get_market_sessions) | `GET /api/v1/market-sessions` | public |
//! | [`get_markets`](crate::Client::get_markets) | `GET /api/v1/markets` | public |
//! | [`get_open_interest`](crate::Client::get_open_interest) | `GET /api/v1/openInterest` | public |
//! | [`get_prediction_events`](crate::Client::get_prediction_events), `stream()` | `GET /api/v1/prediction` | public |
//! | [`get_prediction_tags`](crate::Client::get_prediction_tags) | `GET /api/v1/prediction/tags` | public |
//! | [`get_securities`](crate::Client::get_securities) | `GET /api/v1/securities` | public |
//! | [`get_ticker`](crate::Client::get_ticker) | `GET /api/v1/ticker` | public |
//! | [`get_tickers`](crate::Client::get_tickers) | `GET /api/v1/tickers` | public |
//! | [`cancel_order`](crate::Client::cancel_order) | `DELETE /api/v1/order` | `orderCancel` |
//! | [`get_order`](crate::Client::get_order) | `GET /api/v1/order` | `orderQuery` |
//! | [`execute_order`](crate::Client::execute_order) | `POST /api/v1/order` | `orderExecute` |
//! | [`cancel_open_orders`](crate::Client::cancel_open_orders) | `DELETE /api/v1/orders` | `orderCancelAll` |
//! | [`get_open_orders`](crate::Client::get_open_orders) | `GET /api/v1/orders` | `orderQueryAll` |
//! | [`execute_order_batch`](crate::Client::execute_order_batch) | `POST /api/v1/orders` | `orderExecute` |
//! | [`get_fills`](crate::Client::get_fills), `stream()` | `GET /wapi/v1/history/fills` | `fillHistoryQueryAll` |
//! | [`get_order_history`](crate::Client::get_order_history), `stream()` | `GET /wapi/v1/history/orders` | `orderHistoryQueryAll` |
//! | [`get_positions`](crate::Client::get_positions) | `GET /api/v1/position` | `positionQuery` |
//! | [`get_funding_payments`](crate::Client::get_funding_payments), `stream()` | `GET /wapi/v1/history/funding` | `fundingHistoryQueryAll` |
//! | [`get_position_history`](crate::Client::get_position_history), `stream()` | `GET /wapi/v1/history/position` | `positionHistoryQueryAll` |
//! | [`submit_rfq`](crate::Client::submit_rfq) | `POST /api/v1/rfq` | `rfqSubmit` |
//! | [`accept_quote`](crate::Client::accept_quote) | `POST /api/v1/rfq/accept` | `quoteAccept` |
//! | [`cancel_rfq`](crate::Client::cancel_rfq) | `POST /api/v1/rfq/cancel` | `rfqCancel` |
//! | [`submit_quote`](crate::Client::submit_quote) | `POST /api/v1/rfq/quote` | `quoteSubmit` |
//! | [`refresh_rfq`](crate::Client::refresh_rfq) | `POST /api/v1/rfq/refresh` | `rfqRefresh` |
//! | [`get_open_rfqs`](crate::Client::get_open_rfqs) | `GET /api/v1/rfqs` | `rfqQuery` |
//! | [`get_quote_history`](crate::Client::get_quote_history), `stream()` | `GET /wapi/v1/history/quote` | `quoteHistoryQueryAll` |
//! | [`get_quote_fill_history`](crate::Client::get_quote_fill_history), `stream()` | `GET /wapi/v1/history/quote/fill` | `quoteFillHistoryQueryAll` |
//! | [`get_rfq_history`](crate::Client::get_rfq_history), `stream()` | `GET /wapi/v1/history/rfq` | `rfqHistoryQueryAll` |
//! | [`get_rfq_fill_history`](crate::Client::get_rfq_fill_history), `stream()` | `GET /wapi/v1/history/rfq/fill` | `rfqFillHistoryQueryAll` |
//! | [`cancel_open_strategies`](crate::Client::cancel_open_strategies) | `DELETE /api/v1/strategies` | `strategyCancelAll` |
//! | [`get_open_strategies`](crate::Client::get_open_strategies) | `GET /api/v1/strategies` | `strategyQueryAll` |
//! | [`cancel_strategy`](crate::Client::cancel_strategy) | `DELETE /api/v1/strategy` | `strategyCancel` |
//! | [`get_strategy`](crate::Client::get_strategy) | `GET /api/v1/strategy` | `strategyQuery` |
//! | [`strategy_create`](crate::Client::strategy_create) | `POST /api/v1/strategy` | `strategyCreate` |
//! | [`get_strategies_history`](crate::Client::get_strategies_history), `stream()` | `GET /wapi/v1/history/strategies` | `strategyHistoryQueryAll` |
//! | [`ping`](crate::Client::ping) | `GET /api/v1/ping` | public |
//! | [`get_status`](crate::Client::get_status) | `GET /api/v1/status` | public |
//! | [`get_time`](crate::Client::get_time) | `GET /api/v1/time` | public |
//! | [`get_wallets`](crate::Client::get_wallets) | `GET /api/v1/wallets` | public |
//! | [`get_recent_trades`](crate::Client::get_recent_trades) | `GET /api/v1/trades` | public |
//! | [`get_historical_trades`](crate::Client::get_historical_trades), `stream()` | `GET /api/v1/trades/history` | public |
//! | [`vault_mint`](crate::Client::vault_mint) | `POST /api/v1/vault/mint` | `vaultMint` |
//! | [`get_vault_nav`](crate::Client::get_vault_nav) | `GET /api/v1/vault/nav` | `vaultNavQuery` |
//! | [`vault_redeem_cancel`](crate::Client::vault_redeem_cancel) | `DELETE /api/v1/vault/redeem` | `vaultRedeemCancel` |
//! | [`vault_redeem`](crate::Client::vault_redeem) | `POST /api/v1/vault/redeem` | `vaultRedeemRequest` |
//! | [`get_vault_pending_redeems`](crate::Client::get_vault_pending_redeems) | `GET /api/v1/vault/redeems/pending` | `vaultPendingRedeemsQuery` |
//! | [`get_vaults`](crate::Client::get_vaults) | `GET /api/v1/vaults` | public |
//! | [`get_vault_history`](crate::Client::get_vault_history) | `GET /api/v1/vaults/history` | public |
//! | [`get_withdrawal_delay`](crate::Client::get_withdrawal_delay) | `GET /wapi/v1/capital/withdrawals/delay` | login session |
//! | [`update_withdrawal_delay`](crate::Client::update_withdrawal_delay) | `PATCH /wapi/v1/capital/withdrawals/delay` | login session |
//! | [`create_withdrawal_delay`](crate::Client::create_withdrawal_delay) | `POST /wapi/v1/capital/withdrawals/delay` | login session |

mod account;
pub use account::*;
mod assets;
pub use assets::*;
mod borrow_lend;
pub use borrow_lend::*;
mod borrow_lend_markets;
pub use borrow_lend_markets::*;
mod capital;
pub use capital::*;
mod markets;
pub use markets::*;
mod order;
pub use order::*;
mod position;
pub use position::*;
mod rfq;
pub use rfq::*;
mod strategy;
pub use strategy::*;
mod system;
pub use system::*;
mod trades;
pub use trades::*;
mod vaults;
pub use vaults::*;
mod withdrawal_delays;
pub use withdrawal_delays::*;
