// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The type of every answer, by the name of its operation.

#![cfg_attr(rustfmt, rustfmt_skip)]
use backpack_api::types;
use super::{Again, again};
/// Decodes the JSON of an answer and writes it again; `None` where the operation answers without JSON.
pub fn round_trip(operation: &str, json: &str) -> Option<Again> {
    Some(
        match operation {
            "accept_quote" => again::<types::RequestForQuote>(json),
            "cancel_open_orders" => {
                again::<::std::option::Option<::std::vec::Vec<types::OrderType>>>(json)
            }
            "cancel_open_strategies" => {
                again::<
                    ::std::option::Option<::std::vec::Vec<types::StrategyType>>,
                >(json)
            }
            "cancel_order" => again::<::std::option::Option<types::OrderType>>(json),
            "cancel_rfq" => again::<types::RequestForQuote>(json),
            "cancel_strategy" => {
                again::<::std::option::Option<types::StrategyType>>(json)
            }
            "execute_order" => again::<types::OrderType>(json),
            "execute_order_batch" => {
                again::<::std::vec::Vec<types::BatchCommandOrderResult>>(json)
            }
            "get_account" => again::<types::AccountSummary>(json),
            "get_apy_rates" => again::<types::ApyRates>(json),
            "get_assets" => again::<::std::vec::Vec<types::MarketAsset>>(json),
            "get_balances" => again::<types::Balances>(json),
            "get_borrow_lend_estimated_liquidation_price" => {
                again::<types::PositionEstimatedLiquidationPrice>(json)
            }
            "get_borrow_lend_history" => {
                again::<::std::vec::Vec<types::BorrowLendMovement>>(json)
            }
            "get_borrow_lend_markets" => {
                again::<::std::vec::Vec<types::BorrowLendMarket>>(json)
            }
            "get_borrow_lend_markets_history" => {
                again::<::std::vec::Vec<types::BorrowLendHistory>>(json)
            }
            "get_borrow_lend_position_history" => {
                again::<::std::vec::Vec<types::BorrowLendPositionRow>>(json)
            }
            "get_borrow_lend_positions" => {
                again::<::std::vec::Vec<types::BorrowLendPositionWithMargin>>(json)
            }
            "get_collateral" => again::<types::MarginAccountSummary>(json),
            "get_collateral_parameters" => {
                again::<::std::vec::Vec<types::CollateralSummary>>(json)
            }
            "get_deposit_address" => again::<types::DepositAddress>(json),
            "get_deposits" => again::<::std::vec::Vec<types::Deposit>>(json),
            "get_depth" => again::<types::Depth>(json),
            "get_dust_history" => again::<::std::vec::Vec<types::DustConversion>>(json),
            "get_fills" => again::<::std::vec::Vec<types::OrderFill>>(json),
            "get_funding_interval_rates" => {
                again::<::std::vec::Vec<types::FundingIntervalRate>>(json)
            }
            "get_funding_payments" => {
                again::<::std::vec::Vec<types::FundingPayment>>(json)
            }
            "get_historical_trades" => again::<::std::vec::Vec<types::Trade>>(json),
            "get_interest_history" => {
                again::<::std::vec::Vec<types::InterestPayment>>(json)
            }
            "get_klines" => again::<::std::vec::Vec<types::Kline>>(json),
            "get_mark_prices" => again::<::std::vec::Vec<types::MarkPrice>>(json),
            "get_market" => again::<types::Market>(json),
            "get_market_holidays" => again::<::std::vec::Vec<types::MarketHoliday>>(json),
            "get_market_sessions" => again::<::std::vec::Vec<types::MarketSession>>(json),
            "get_markets" => again::<::std::vec::Vec<types::Market>>(json),
            "get_max_borrow_quantity" => again::<types::MaxBorrowQuantity>(json),
            "get_max_order_quantity" => again::<types::MaxOrderQuantity>(json),
            "get_max_withdrawal_quantity" => again::<types::MaxWithdrawalQuantity>(json),
            "get_open_interest" => again::<::std::vec::Vec<types::OpenInterest>>(json),
            "get_open_orders" => again::<::std::vec::Vec<types::OrderType>>(json),
            "get_open_rfqs" => again::<::std::vec::Vec<types::RfqWithQuotes>>(json),
            "get_open_strategies" => again::<::std::vec::Vec<types::StrategyType>>(json),
            "get_order" => again::<types::OrderType>(json),
            "get_order_history" => again::<::std::vec::Vec<types::Order>>(json),
            "get_position_history" => {
                again::<::std::vec::Vec<types::PositionHistoryRow>>(json)
            }
            "get_positions" => {
                again::<::std::vec::Vec<types::FuturePositionWithMargin>>(json)
            }
            "get_prediction_events" => again::<::std::vec::Vec<types::Event>>(json),
            "get_prediction_tags" => again::<::std::vec::Vec<types::Tag>>(json),
            "get_quote_fill_history" => {
                again::<::std::vec::Vec<types::QuoteFillHistorical>>(json)
            }
            "get_quote_history" => again::<::std::vec::Vec<types::QuoteHistorical>>(json),
            "get_recent_trades" => again::<::std::vec::Vec<types::Trade>>(json),
            "get_rfq_fill_history" => {
                again::<::std::vec::Vec<types::RequestForQuoteFillHistorical>>(json)
            }
            "get_rfq_history" => {
                again::<::std::vec::Vec<types::RequestForQuoteHistorical>>(json)
            }
            "get_securities" => again::<::std::vec::Vec<types::Security>>(json),
            "get_settlement_history" => again::<::std::vec::Vec<types::Settlement>>(json),
            "get_status" => again::<types::StatusAndMessage>(json),
            "get_strategies_history" => again::<::std::vec::Vec<types::Strategy>>(json),
            "get_strategy" => again::<types::StrategyType>(json),
            "get_ticker" => again::<::std::option::Option<types::Ticker>>(json),
            "get_tickers" => again::<::std::vec::Vec<types::Ticker>>(json),
            "get_vault_history" => again::<::std::vec::Vec<types::VaultHistory>>(json),
            "get_vault_nav" => again::<types::VaultNav>(json),
            "get_vault_pending_redeems" => {
                again::<::std::vec::Vec<types::VaultRedeem>>(json)
            }
            "get_vaults" => again::<::std::vec::Vec<types::Vault>>(json),
            "get_wallets" => again::<::std::vec::Vec<types::WalletResponse>>(json),
            "get_withdrawal_delay" => {
                again::<::std::option::Option<types::WithdrawalDelay>>(json)
            }
            "get_withdrawals" => again::<::std::vec::Vec<types::Withdrawal>>(json),
            "ping" => again::<::std::string::String>(json),
            "refresh_rfq" => again::<types::RequestForQuote>(json),
            "request_withdrawal" => again::<types::Withdrawal>(json),
            "strategy_create" => again::<types::StrategyType>(json),
            "submit_quote" => again::<types::Quote>(json),
            "submit_rfq" => again::<types::RequestForQuote>(json),
            "update_withdrawal_delay" => again::<types::WithdrawalDelay>(json),
            _ => return None,
        },
    )
}
