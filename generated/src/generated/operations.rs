// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The operations of the API, as data: what each call knows of itself.

use backpack_runtime::{Auth, Instruction, OperationInfo, RateLimit};
/// `POST /api/v1/rfq/accept`
pub const ACCEPT_QUOTE: OperationInfo = OperationInfo {
    operation_id: "accept_quote",
    method: "POST",
    path: "/api/v1/rfq/accept",
    auth: Auth::Signed(Instruction::from_static("quoteAccept")),
    rate_limit: RateLimit::Account,
};
/// `DELETE /api/v1/orders`
pub const CANCEL_OPEN_ORDERS: OperationInfo = OperationInfo {
    operation_id: "cancel_open_orders",
    method: "DELETE",
    path: "/api/v1/orders",
    auth: Auth::Signed(Instruction::from_static("orderCancelAll")),
    rate_limit: RateLimit::Account,
};
/// `DELETE /api/v1/strategies`
pub const CANCEL_OPEN_STRATEGIES: OperationInfo = OperationInfo {
    operation_id: "cancel_open_strategies",
    method: "DELETE",
    path: "/api/v1/strategies",
    auth: Auth::Signed(Instruction::from_static("strategyCancelAll")),
    rate_limit: RateLimit::Account,
};
/// `DELETE /api/v1/order`
pub const CANCEL_ORDER: OperationInfo = OperationInfo {
    operation_id: "cancel_order",
    method: "DELETE",
    path: "/api/v1/order",
    auth: Auth::Signed(Instruction::from_static("orderCancel")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/rfq/cancel`
pub const CANCEL_RFQ: OperationInfo = OperationInfo {
    operation_id: "cancel_rfq",
    method: "POST",
    path: "/api/v1/rfq/cancel",
    auth: Auth::Signed(Instruction::from_static("rfqCancel")),
    rate_limit: RateLimit::Account,
};
/// `DELETE /api/v1/strategy`
pub const CANCEL_STRATEGY: OperationInfo = OperationInfo {
    operation_id: "cancel_strategy",
    method: "DELETE",
    path: "/api/v1/strategy",
    auth: Auth::Signed(Instruction::from_static("strategyCancel")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/account/convertDust`
pub const CONVERT_DUST: OperationInfo = OperationInfo {
    operation_id: "convert_dust",
    method: "POST",
    path: "/api/v1/account/convertDust",
    auth: Auth::Signed(Instruction::from_static("convertDust")),
    rate_limit: RateLimit::Account,
};
/// `POST /wapi/v1/capital/withdrawals/delay`
pub const CREATE_WITHDRAWAL_DELAY: OperationInfo = OperationInfo {
    operation_id: "create_withdrawal_delay",
    method: "POST",
    path: "/wapi/v1/capital/withdrawals/delay",
    auth: Auth::Session,
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/borrowLend`
pub const EXECUTE_BORROW_LEND: OperationInfo = OperationInfo {
    operation_id: "execute_borrow_lend",
    method: "POST",
    path: "/api/v1/borrowLend",
    auth: Auth::Signed(Instruction::from_static("borrowLendExecute")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/order`
pub const EXECUTE_ORDER: OperationInfo = OperationInfo {
    operation_id: "execute_order",
    method: "POST",
    path: "/api/v1/order",
    auth: Auth::Signed(Instruction::from_static("orderExecute")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/orders`
pub const EXECUTE_ORDER_BATCH: OperationInfo = OperationInfo {
    operation_id: "execute_order_batch",
    method: "POST",
    path: "/api/v1/orders",
    auth: Auth::Signed(Instruction::from_static("orderExecute")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/account`
pub const GET_ACCOUNT: OperationInfo = OperationInfo {
    operation_id: "get_account",
    method: "GET",
    path: "/api/v1/account",
    auth: Auth::Signed(Instruction::from_static("accountQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/borrowLend/apy`
pub const GET_APY_RATES: OperationInfo = OperationInfo {
    operation_id: "get_apy_rates",
    method: "GET",
    path: "/api/v1/borrowLend/apy",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/assets`
pub const GET_ASSETS: OperationInfo = OperationInfo {
    operation_id: "get_assets",
    method: "GET",
    path: "/api/v1/assets",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/capital`
pub const GET_BALANCES: OperationInfo = OperationInfo {
    operation_id: "get_balances",
    method: "GET",
    path: "/api/v1/capital",
    auth: Auth::Signed(Instruction::from_static("balanceQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/borrowLend/position/liquidationPrice`
pub const GET_BORROW_LEND_ESTIMATED_LIQUIDATION_PRICE: OperationInfo = OperationInfo {
    operation_id: "get_borrow_lend_estimated_liquidation_price",
    method: "GET",
    path: "/api/v1/borrowLend/position/liquidationPrice",
    auth: Auth::Session,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/borrowLend`
pub const GET_BORROW_LEND_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_borrow_lend_history",
    method: "GET",
    path: "/wapi/v1/history/borrowLend",
    auth: Auth::Signed(Instruction::from_static("borrowHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/borrowLend/markets`
pub const GET_BORROW_LEND_MARKETS: OperationInfo = OperationInfo {
    operation_id: "get_borrow_lend_markets",
    method: "GET",
    path: "/api/v1/borrowLend/markets",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/borrowLend/markets/history`
pub const GET_BORROW_LEND_MARKETS_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_borrow_lend_markets_history",
    method: "GET",
    path: "/api/v1/borrowLend/markets/history",
    auth: Auth::Public,
    rate_limit: RateLimit::Historical,
};
/// `GET /wapi/v1/history/borrowLend/positions`
pub const GET_BORROW_LEND_POSITION_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_borrow_lend_position_history",
    method: "GET",
    path: "/wapi/v1/history/borrowLend/positions",
    auth: Auth::Signed(Instruction::from_static("borrowPositionHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/borrowLend/positions`
pub const GET_BORROW_LEND_POSITIONS: OperationInfo = OperationInfo {
    operation_id: "get_borrow_lend_positions",
    method: "GET",
    path: "/api/v1/borrowLend/positions",
    auth: Auth::Signed(Instruction::from_static("borrowLendPositionQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/capital/collateral`
pub const GET_COLLATERAL: OperationInfo = OperationInfo {
    operation_id: "get_collateral",
    method: "GET",
    path: "/api/v1/capital/collateral",
    auth: Auth::Signed(Instruction::from_static("collateralQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/collateral`
pub const GET_COLLATERAL_PARAMETERS: OperationInfo = OperationInfo {
    operation_id: "get_collateral_parameters",
    method: "GET",
    path: "/api/v1/collateral",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/capital/deposit/address`
pub const GET_DEPOSIT_ADDRESS: OperationInfo = OperationInfo {
    operation_id: "get_deposit_address",
    method: "GET",
    path: "/wapi/v1/capital/deposit/address",
    auth: Auth::Signed(Instruction::from_static("depositAddressQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/capital/deposits`
pub const GET_DEPOSITS: OperationInfo = OperationInfo {
    operation_id: "get_deposits",
    method: "GET",
    path: "/wapi/v1/capital/deposits",
    auth: Auth::Signed(Instruction::from_static("depositQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/depth`
pub const GET_DEPTH: OperationInfo = OperationInfo {
    operation_id: "get_depth",
    method: "GET",
    path: "/api/v1/depth",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/dust`
pub const GET_DUST_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_dust_history",
    method: "GET",
    path: "/wapi/v1/history/dust",
    auth: Auth::Signed(Instruction::from_static("dustHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/fills`
pub const GET_FILLS: OperationInfo = OperationInfo {
    operation_id: "get_fills",
    method: "GET",
    path: "/wapi/v1/history/fills",
    auth: Auth::Signed(Instruction::from_static("fillHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/fundingRates`
pub const GET_FUNDING_INTERVAL_RATES: OperationInfo = OperationInfo {
    operation_id: "get_funding_interval_rates",
    method: "GET",
    path: "/api/v1/fundingRates",
    auth: Auth::Public,
    rate_limit: RateLimit::Historical,
};
/// `GET /wapi/v1/history/funding`
pub const GET_FUNDING_PAYMENTS: OperationInfo = OperationInfo {
    operation_id: "get_funding_payments",
    method: "GET",
    path: "/wapi/v1/history/funding",
    auth: Auth::Signed(Instruction::from_static("fundingHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/trades/history`
pub const GET_HISTORICAL_TRADES: OperationInfo = OperationInfo {
    operation_id: "get_historical_trades",
    method: "GET",
    path: "/api/v1/trades/history",
    auth: Auth::Public,
    rate_limit: RateLimit::Historical,
};
/// `GET /wapi/v1/history/interest`
pub const GET_INTEREST_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_interest_history",
    method: "GET",
    path: "/wapi/v1/history/interest",
    auth: Auth::Signed(Instruction::from_static("interestHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/klines`
pub const GET_KLINES: OperationInfo = OperationInfo {
    operation_id: "get_klines",
    method: "GET",
    path: "/api/v1/klines",
    auth: Auth::Public,
    rate_limit: RateLimit::Historical,
};
/// `GET /api/v1/markPrices`
pub const GET_MARK_PRICES: OperationInfo = OperationInfo {
    operation_id: "get_mark_prices",
    method: "GET",
    path: "/api/v1/markPrices",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/market`
pub const GET_MARKET: OperationInfo = OperationInfo {
    operation_id: "get_market",
    method: "GET",
    path: "/api/v1/market",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/market-holidays`
pub const GET_MARKET_HOLIDAYS: OperationInfo = OperationInfo {
    operation_id: "get_market_holidays",
    method: "GET",
    path: "/api/v1/market-holidays",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/market-sessions`
pub const GET_MARKET_SESSIONS: OperationInfo = OperationInfo {
    operation_id: "get_market_sessions",
    method: "GET",
    path: "/api/v1/market-sessions",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/markets`
pub const GET_MARKETS: OperationInfo = OperationInfo {
    operation_id: "get_markets",
    method: "GET",
    path: "/api/v1/markets",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/account/limits/borrow`
pub const GET_MAX_BORROW_QUANTITY: OperationInfo = OperationInfo {
    operation_id: "get_max_borrow_quantity",
    method: "GET",
    path: "/api/v1/account/limits/borrow",
    auth: Auth::Signed(Instruction::from_static("maxBorrowQuantity")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/account/limits/order`
pub const GET_MAX_ORDER_QUANTITY: OperationInfo = OperationInfo {
    operation_id: "get_max_order_quantity",
    method: "GET",
    path: "/api/v1/account/limits/order",
    auth: Auth::Signed(Instruction::from_static("maxOrderQuantity")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/account/limits/withdrawal`
pub const GET_MAX_WITHDRAWAL_QUANTITY: OperationInfo = OperationInfo {
    operation_id: "get_max_withdrawal_quantity",
    method: "GET",
    path: "/api/v1/account/limits/withdrawal",
    auth: Auth::Signed(Instruction::from_static("maxWithdrawalQuantity")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/openInterest`
pub const GET_OPEN_INTEREST: OperationInfo = OperationInfo {
    operation_id: "get_open_interest",
    method: "GET",
    path: "/api/v1/openInterest",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/orders`
pub const GET_OPEN_ORDERS: OperationInfo = OperationInfo {
    operation_id: "get_open_orders",
    method: "GET",
    path: "/api/v1/orders",
    auth: Auth::Signed(Instruction::from_static("orderQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/rfqs`
pub const GET_OPEN_RFQS: OperationInfo = OperationInfo {
    operation_id: "get_open_rfqs",
    method: "GET",
    path: "/api/v1/rfqs",
    auth: Auth::Signed(Instruction::from_static("rfqQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/strategies`
pub const GET_OPEN_STRATEGIES: OperationInfo = OperationInfo {
    operation_id: "get_open_strategies",
    method: "GET",
    path: "/api/v1/strategies",
    auth: Auth::Signed(Instruction::from_static("strategyQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/order`
pub const GET_ORDER: OperationInfo = OperationInfo {
    operation_id: "get_order",
    method: "GET",
    path: "/api/v1/order",
    auth: Auth::Signed(Instruction::from_static("orderQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/orders`
pub const GET_ORDER_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_order_history",
    method: "GET",
    path: "/wapi/v1/history/orders",
    auth: Auth::Signed(Instruction::from_static("orderHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/position`
pub const GET_POSITION_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_position_history",
    method: "GET",
    path: "/wapi/v1/history/position",
    auth: Auth::Signed(Instruction::from_static("positionHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/position`
pub const GET_POSITIONS: OperationInfo = OperationInfo {
    operation_id: "get_positions",
    method: "GET",
    path: "/api/v1/position",
    auth: Auth::Signed(Instruction::from_static("positionQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/prediction`
pub const GET_PREDICTION_EVENTS: OperationInfo = OperationInfo {
    operation_id: "get_prediction_events",
    method: "GET",
    path: "/api/v1/prediction",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/prediction/tags`
pub const GET_PREDICTION_TAGS: OperationInfo = OperationInfo {
    operation_id: "get_prediction_tags",
    method: "GET",
    path: "/api/v1/prediction/tags",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/quote/fill`
pub const GET_QUOTE_FILL_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_quote_fill_history",
    method: "GET",
    path: "/wapi/v1/history/quote/fill",
    auth: Auth::Signed(Instruction::from_static("quoteFillHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/quote`
pub const GET_QUOTE_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_quote_history",
    method: "GET",
    path: "/wapi/v1/history/quote",
    auth: Auth::Signed(Instruction::from_static("quoteHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/trades`
pub const GET_RECENT_TRADES: OperationInfo = OperationInfo {
    operation_id: "get_recent_trades",
    method: "GET",
    path: "/api/v1/trades",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/rfq/fill`
pub const GET_RFQ_FILL_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_rfq_fill_history",
    method: "GET",
    path: "/wapi/v1/history/rfq/fill",
    auth: Auth::Signed(Instruction::from_static("rfqFillHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/rfq`
pub const GET_RFQ_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_rfq_history",
    method: "GET",
    path: "/wapi/v1/history/rfq",
    auth: Auth::Signed(Instruction::from_static("rfqHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/securities`
pub const GET_SECURITIES: OperationInfo = OperationInfo {
    operation_id: "get_securities",
    method: "GET",
    path: "/api/v1/securities",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/settlement`
pub const GET_SETTLEMENT_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_settlement_history",
    method: "GET",
    path: "/wapi/v1/history/settlement",
    auth: Auth::Signed(Instruction::from_static("settlementHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/status`
pub const GET_STATUS: OperationInfo = OperationInfo {
    operation_id: "get_status",
    method: "GET",
    path: "/api/v1/status",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/history/strategies`
pub const GET_STRATEGIES_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_strategies_history",
    method: "GET",
    path: "/wapi/v1/history/strategies",
    auth: Auth::Signed(Instruction::from_static("strategyHistoryQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/strategy`
pub const GET_STRATEGY: OperationInfo = OperationInfo {
    operation_id: "get_strategy",
    method: "GET",
    path: "/api/v1/strategy",
    auth: Auth::Signed(Instruction::from_static("strategyQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/ticker`
pub const GET_TICKER: OperationInfo = OperationInfo {
    operation_id: "get_ticker",
    method: "GET",
    path: "/api/v1/ticker",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/tickers`
pub const GET_TICKERS: OperationInfo = OperationInfo {
    operation_id: "get_tickers",
    method: "GET",
    path: "/api/v1/tickers",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/time`
pub const GET_TIME: OperationInfo = OperationInfo {
    operation_id: "get_time",
    method: "GET",
    path: "/api/v1/time",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/vaults/history`
pub const GET_VAULT_HISTORY: OperationInfo = OperationInfo {
    operation_id: "get_vault_history",
    method: "GET",
    path: "/api/v1/vaults/history",
    auth: Auth::Public,
    rate_limit: RateLimit::Historical,
};
/// `GET /api/v1/vault/nav`
pub const GET_VAULT_NAV: OperationInfo = OperationInfo {
    operation_id: "get_vault_nav",
    method: "GET",
    path: "/api/v1/vault/nav",
    auth: Auth::Signed(Instruction::from_static("vaultNavQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/vault/redeems/pending`
pub const GET_VAULT_PENDING_REDEEMS: OperationInfo = OperationInfo {
    operation_id: "get_vault_pending_redeems",
    method: "GET",
    path: "/api/v1/vault/redeems/pending",
    auth: Auth::Signed(Instruction::from_static("vaultPendingRedeemsQuery")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/vaults`
pub const GET_VAULTS: OperationInfo = OperationInfo {
    operation_id: "get_vaults",
    method: "GET",
    path: "/api/v1/vaults",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/wallets`
pub const GET_WALLETS: OperationInfo = OperationInfo {
    operation_id: "get_wallets",
    method: "GET",
    path: "/api/v1/wallets",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/capital/withdrawals/delay`
pub const GET_WITHDRAWAL_DELAY: OperationInfo = OperationInfo {
    operation_id: "get_withdrawal_delay",
    method: "GET",
    path: "/wapi/v1/capital/withdrawals/delay",
    auth: Auth::Session,
    rate_limit: RateLimit::Account,
};
/// `GET /wapi/v1/capital/withdrawals`
pub const GET_WITHDRAWALS: OperationInfo = OperationInfo {
    operation_id: "get_withdrawals",
    method: "GET",
    path: "/wapi/v1/capital/withdrawals",
    auth: Auth::Signed(Instruction::from_static("withdrawalQueryAll")),
    rate_limit: RateLimit::Account,
};
/// `GET /api/v1/ping`
pub const PING: OperationInfo = OperationInfo {
    operation_id: "ping",
    method: "GET",
    path: "/api/v1/ping",
    auth: Auth::Public,
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/rfq/refresh`
pub const REFRESH_RFQ: OperationInfo = OperationInfo {
    operation_id: "refresh_rfq",
    method: "POST",
    path: "/api/v1/rfq/refresh",
    auth: Auth::Signed(Instruction::from_static("rfqRefresh")),
    rate_limit: RateLimit::Account,
};
/// `POST /wapi/v1/capital/withdrawals`
pub const REQUEST_WITHDRAWAL: OperationInfo = OperationInfo {
    operation_id: "request_withdrawal",
    method: "POST",
    path: "/wapi/v1/capital/withdrawals",
    auth: Auth::Signed(Instruction::from_static("withdraw")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/strategy`
pub const STRATEGY_CREATE: OperationInfo = OperationInfo {
    operation_id: "strategy_create",
    method: "POST",
    path: "/api/v1/strategy",
    auth: Auth::Signed(Instruction::from_static("strategyCreate")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/rfq/quote`
pub const SUBMIT_QUOTE: OperationInfo = OperationInfo {
    operation_id: "submit_quote",
    method: "POST",
    path: "/api/v1/rfq/quote",
    auth: Auth::Signed(Instruction::from_static("quoteSubmit")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/rfq`
pub const SUBMIT_RFQ: OperationInfo = OperationInfo {
    operation_id: "submit_rfq",
    method: "POST",
    path: "/api/v1/rfq",
    auth: Auth::Signed(Instruction::from_static("rfqSubmit")),
    rate_limit: RateLimit::Account,
};
/// `PATCH /api/v1/account`
pub const UPDATE_ACCOUNT_SETTINGS: OperationInfo = OperationInfo {
    operation_id: "update_account_settings",
    method: "PATCH",
    path: "/api/v1/account",
    auth: Auth::Signed(Instruction::from_static("accountUpdate")),
    rate_limit: RateLimit::Account,
};
/// `PATCH /wapi/v1/capital/withdrawals/delay`
pub const UPDATE_WITHDRAWAL_DELAY: OperationInfo = OperationInfo {
    operation_id: "update_withdrawal_delay",
    method: "PATCH",
    path: "/wapi/v1/capital/withdrawals/delay",
    auth: Auth::Session,
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/vault/mint`
pub const VAULT_MINT: OperationInfo = OperationInfo {
    operation_id: "vault_mint",
    method: "POST",
    path: "/api/v1/vault/mint",
    auth: Auth::Signed(Instruction::from_static("vaultMint")),
    rate_limit: RateLimit::Account,
};
/// `POST /api/v1/vault/redeem`
pub const VAULT_REDEEM: OperationInfo = OperationInfo {
    operation_id: "vault_redeem",
    method: "POST",
    path: "/api/v1/vault/redeem",
    auth: Auth::Signed(Instruction::from_static("vaultRedeemRequest")),
    rate_limit: RateLimit::Account,
};
/// `DELETE /api/v1/vault/redeem`
pub const VAULT_REDEEM_CANCEL: OperationInfo = OperationInfo {
    operation_id: "vault_redeem_cancel",
    method: "DELETE",
    path: "/api/v1/vault/redeem",
    auth: Auth::Signed(Instruction::from_static("vaultRedeemCancel")),
    rate_limit: RateLimit::Account,
};
/// Every operation, by operationId.
pub static ALL: &[OperationInfo] = &[
    ACCEPT_QUOTE,
    CANCEL_OPEN_ORDERS,
    CANCEL_OPEN_STRATEGIES,
    CANCEL_ORDER,
    CANCEL_RFQ,
    CANCEL_STRATEGY,
    CONVERT_DUST,
    CREATE_WITHDRAWAL_DELAY,
    EXECUTE_BORROW_LEND,
    EXECUTE_ORDER,
    EXECUTE_ORDER_BATCH,
    GET_ACCOUNT,
    GET_APY_RATES,
    GET_ASSETS,
    GET_BALANCES,
    GET_BORROW_LEND_ESTIMATED_LIQUIDATION_PRICE,
    GET_BORROW_LEND_HISTORY,
    GET_BORROW_LEND_MARKETS,
    GET_BORROW_LEND_MARKETS_HISTORY,
    GET_BORROW_LEND_POSITION_HISTORY,
    GET_BORROW_LEND_POSITIONS,
    GET_COLLATERAL,
    GET_COLLATERAL_PARAMETERS,
    GET_DEPOSIT_ADDRESS,
    GET_DEPOSITS,
    GET_DEPTH,
    GET_DUST_HISTORY,
    GET_FILLS,
    GET_FUNDING_INTERVAL_RATES,
    GET_FUNDING_PAYMENTS,
    GET_HISTORICAL_TRADES,
    GET_INTEREST_HISTORY,
    GET_KLINES,
    GET_MARK_PRICES,
    GET_MARKET,
    GET_MARKET_HOLIDAYS,
    GET_MARKET_SESSIONS,
    GET_MARKETS,
    GET_MAX_BORROW_QUANTITY,
    GET_MAX_ORDER_QUANTITY,
    GET_MAX_WITHDRAWAL_QUANTITY,
    GET_OPEN_INTEREST,
    GET_OPEN_ORDERS,
    GET_OPEN_RFQS,
    GET_OPEN_STRATEGIES,
    GET_ORDER,
    GET_ORDER_HISTORY,
    GET_POSITION_HISTORY,
    GET_POSITIONS,
    GET_PREDICTION_EVENTS,
    GET_PREDICTION_TAGS,
    GET_QUOTE_FILL_HISTORY,
    GET_QUOTE_HISTORY,
    GET_RECENT_TRADES,
    GET_RFQ_FILL_HISTORY,
    GET_RFQ_HISTORY,
    GET_SECURITIES,
    GET_SETTLEMENT_HISTORY,
    GET_STATUS,
    GET_STRATEGIES_HISTORY,
    GET_STRATEGY,
    GET_TICKER,
    GET_TICKERS,
    GET_TIME,
    GET_VAULT_HISTORY,
    GET_VAULT_NAV,
    GET_VAULT_PENDING_REDEEMS,
    GET_VAULTS,
    GET_WALLETS,
    GET_WITHDRAWAL_DELAY,
    GET_WITHDRAWALS,
    PING,
    REFRESH_RFQ,
    REQUEST_WITHDRAWAL,
    STRATEGY_CREATE,
    SUBMIT_QUOTE,
    SUBMIT_RFQ,
    UPDATE_ACCOUNT_SETTINGS,
    UPDATE_WITHDRAWAL_DELAY,
    VAULT_MINT,
    VAULT_REDEEM,
    VAULT_REDEEM_CANCEL,
];
