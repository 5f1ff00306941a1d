// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The types of parameters, bodies and answers.
//!
//! Their descriptions are those of the documents in `openapi/`: what the exchange documents, corrected where captured answers show otherwise. Enumerations and unions keep values that this version does not know.

/// Which dust to convert.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct AccountConvertDustPayload {
    /// The asset. All dust of the account when left out.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub symbol: ::std::option::Option<::std::string::String>,
}
/// The settings, limits, fees and open orders of an account.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct AccountSummary {
    /// Whether reconciling the collateral may borrow.
    #[serde(rename = "autoBorrowSettlements")]
    pub auto_borrow_settlements: bool,
    /// Whether available balances are lent out by themselves.
    #[serde(rename = "autoLend")]
    pub auto_lend: bool,
    /// Whether profit and loss are realized continuously.
    #[serde(rename = "autoRealizePnl")]
    pub auto_realize_pnl: bool,
    /// Whether available balances repay what is borrowed by themselves.
    #[serde(rename = "autoRepayBorrows")]
    pub auto_repay_borrows: bool,
    /// How much the account may borrow. Its unit is not published.
    #[serde(rename = "borrowLimit")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrow_limit: ::rust_decimal::Decimal,
    /// The maker fee on futures, in basis points. Negative where it is a rebate.
    #[serde(rename = "futuresMakerFee")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub futures_maker_fee: ::rust_decimal::Decimal,
    /// The taker fee on futures, in basis points.
    #[serde(rename = "futuresTakerFee")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub futures_taker_fee: ::rust_decimal::Decimal,
    /// The highest leverage that the account may use, as a multiple.
    #[serde(rename = "leverageLimit")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub leverage_limit: ::rust_decimal::Decimal,
    /// How many limit orders are open.
    #[serde(rename = "limitOrders")]
    pub limit_orders: u64,
    /// Whether the account is being liquidated.
    pub liquidating: bool,
    /// How large positions of the account may be. Its unit is not published.
    #[serde(rename = "positionLimit")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub position_limit: ::rust_decimal::Decimal,
    /// The maker fee on spot markets, in basis points. Negative where it is a rebate.
    #[serde(rename = "spotMakerFee")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub spot_maker_fee: ::rust_decimal::Decimal,
    /// The taker fee on spot markets, in basis points.
    #[serde(rename = "spotTakerFee")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub spot_taker_fee: ::rust_decimal::Decimal,
    /// How many trigger orders are open.
    #[serde(rename = "triggerOrders")]
    pub trigger_orders: u64,
}
/// What to withdraw, and where to.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct AccountWithdrawalPayload {
    /// The address to pay to.
    pub address: ::std::string::String,
    /// Whether the withdrawal may borrow what the balance does not cover.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether the withdrawal may redeem funds that are lent out.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// See [`Blockchain`].
    pub blockchain: Blockchain,
    /// An id of the client's own for the withdrawal, 255 characters at the most.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<::std::string::String>,
    /// How much to withdraw, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// Who is paid, where that must be said. How the exchange expects an object within the body to be signed is not published; it is signed as compact JSON with sorted keys, which is inferred.
    #[serde(
        rename = "recipientInformation",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub recipient_information: ::std::option::Option<WithdrawalRecipientInformation>,
    /// The asset.
    pub symbol: ::std::string::String,
    /// The two-factor token that was issued for this. Needed unless the address is exempt in the address book of the account.
    #[serde(
        rename = "twoFactorToken",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub two_factor_token: ::std::option::Option<crate::wire::Secret>,
}
/// What kind of refusal or failure it was.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum ApiErrorCode {
    /// `ACCOUNT_DEACTIVATED`
    AccountDeactivated,
    /// `ACCOUNT_LIQUIDATING`
    AccountLiquidating,
    /// `BORROW_LIMIT`
    BorrowLimit,
    /// `BORROW_REQUIRES_LEND_REDEEM`
    BorrowRequiresLendRedeem,
    /// `FORBIDDEN`
    Forbidden,
    /// `INSUFFICIENT_FUNDS`
    InsufficientFunds,
    /// `INSUFFICIENT_MARGIN`
    InsufficientMargin,
    /// `INSUFFICIENT_SUPPLY`
    InsufficientSupply,
    /// `INVALID_ASSET`
    InvalidAsset,
    /// `INVALID_CLIENT_REQUEST`
    InvalidClientRequest,
    /// `INVALID_MARKET`
    InvalidMarket,
    /// `INVALID_ORDER`
    InvalidOrder,
    /// `INVALID_PRICE`
    InvalidPrice,
    /// `INVALID_POSITION_ID`
    InvalidPositionId,
    /// `INVALID_QUANTITY`
    InvalidQuantity,
    /// `INVALID_RANGE`
    InvalidRange,
    /// `INVALID_SIGNATURE`
    InvalidSignature,
    /// `INVALID_SOURCE`
    InvalidSource,
    /// `INVALID_SYMBOL`
    InvalidSymbol,
    /// `INVALID_TWO_FACTOR_CODE`
    InvalidTwoFactorCode,
    /// `LEND_LIMIT`
    LendLimit,
    /// `LEND_REQUIRES_BORROW_REPAY`
    LendRequiresBorrowRepay,
    /// `MAINTENANCE`
    Maintenance,
    /// `MAX_LEVERAGE_REACHED`
    MaxLeverageReached,
    /// `NOT_IMPLEMENTED`
    NotImplemented,
    /// `ORDER_LIMIT`
    OrderLimit,
    /// `POSITION_LIMIT`
    PositionLimit,
    /// `PRECONDITION_FAILED`
    PreconditionFailed,
    /// `RESOURCE_NOT_FOUND`
    ResourceNotFound,
    /// `SERVER_ERROR`
    ServerError,
    /// `TIMEOUT`
    Timeout,
    /// `TOO_EARLY`
    TooEarly,
    /// `TOO_MANY_REQUESTS`
    TooManyRequests,
    /// `TRADING_PAUSED`
    TradingPaused,
    /// `UNAUTHORIZED`
    Unauthorized,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    ApiErrorCode { AccountDeactivated = "ACCOUNT_DEACTIVATED", AccountLiquidating =
    "ACCOUNT_LIQUIDATING", BorrowLimit = "BORROW_LIMIT", BorrowRequiresLendRedeem =
    "BORROW_REQUIRES_LEND_REDEEM", Forbidden = "FORBIDDEN", InsufficientFunds =
    "INSUFFICIENT_FUNDS", InsufficientMargin = "INSUFFICIENT_MARGIN", InsufficientSupply
    = "INSUFFICIENT_SUPPLY", InvalidAsset = "INVALID_ASSET", InvalidClientRequest =
    "INVALID_CLIENT_REQUEST", InvalidMarket = "INVALID_MARKET", InvalidOrder =
    "INVALID_ORDER", InvalidPrice = "INVALID_PRICE", InvalidPositionId =
    "INVALID_POSITION_ID", InvalidQuantity = "INVALID_QUANTITY", InvalidRange =
    "INVALID_RANGE", InvalidSignature = "INVALID_SIGNATURE", InvalidSource =
    "INVALID_SOURCE", InvalidSymbol = "INVALID_SYMBOL", InvalidTwoFactorCode =
    "INVALID_TWO_FACTOR_CODE", LendLimit = "LEND_LIMIT", LendRequiresBorrowRepay =
    "LEND_REQUIRES_BORROW_REPAY", Maintenance = "MAINTENANCE", MaxLeverageReached =
    "MAX_LEVERAGE_REACHED", NotImplemented = "NOT_IMPLEMENTED", OrderLimit =
    "ORDER_LIMIT", PositionLimit = "POSITION_LIMIT", PreconditionFailed =
    "PRECONDITION_FAILED", ResourceNotFound = "RESOURCE_NOT_FOUND", ServerError =
    "SERVER_ERROR", Timeout = "TIMEOUT", TooEarly = "TOO_EARLY", TooManyRequests =
    "TOO_MANY_REQUESTS", TradingPaused = "TRADING_PAUSED", Unauthorized = "UNAUTHORIZED",
    }
}
/// Why the exchange refused or failed a request.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ApiErrorResponse {
    /// See [`ApiErrorCode`].
    pub code: ApiErrorCode,
    /// A sentence for people. Do not match on it.
    pub message: ::std::string::String,
}
/// The yearly yields of borrowing, lending and staking.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct ApyRates {
    /// The rates of the borrow lend markets.
    #[serde(rename = "borrowLend")]
    pub borrow_lend: ::std::vec::Vec<BorrowLendApyRate>,
    /// The rates of the assets that can be staked.
    pub staking: ::std::vec::Vec<StakingApyRate>,
}
/// How much of one asset the account has, in units of the asset.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Balance {
    /// What can be used, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub available: ::rust_decimal::Decimal,
    /// What open orders hold, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub locked: ::rust_decimal::Decimal,
    /// What is staked, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub staked: ::rust_decimal::Decimal,
}
/// The balance of each asset, by asset.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Balances(
    /// See [`String`].
    pub ::std::collections::BTreeMap<::std::string::String, Balance>,
);
impl ::std::ops::Deref for Balances {
    type Target = ::std::collections::BTreeMap<::std::string::String, Balance>;
    fn deref(&self) -> &::std::collections::BTreeMap<::std::string::String, Balance> {
        &self.0
    }
}
impl ::std::convert::From<Balances>
for ::std::collections::BTreeMap<::std::string::String, Balance> {
    fn from(value: Balances) -> Self {
        value.0
    }
}
impl ::std::convert::From<::std::collections::BTreeMap<::std::string::String, Balance>>
for Balances {
    fn from(
        value: ::std::collections::BTreeMap<::std::string::String, Balance>,
    ) -> Self {
        Self(value)
    }
}
/// What became of one order of a batch. `operation` says whether it was accepted.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum BatchCommandOrderResult {
    /// `operation` is `Err`.
    Err(ApiErrorResponse),
    /// `operation` is `Ok`.
    Ok(OrderType),
    /// `operation` is another text. The whole object is kept, and written back as it came.
    Other(::serde_json::Map<::std::string::String, ::serde_json::Value>),
}
crate::wire::tagged_union! {
    BatchCommandOrderResult by "operation" { "Err" => Err(ApiErrorResponse), "Ok" =>
    Ok(OrderType), }
}
/// A network that assets are deposited from or withdrawn to. New ones come without notice.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Blockchain {
    /// `0G`
    G0,
    /// `Aptos`
    Aptos,
    /// `Arbitrum`
    Arbitrum,
    /// `Avalanche`
    Avalanche,
    /// `Base`
    Base,
    /// `Berachain`
    Berachain,
    /// `Bitcoin`
    Bitcoin,
    /// `BitcoinCash`
    BitcoinCash,
    /// `Bsc`
    Bsc,
    /// `Cardano`
    Cardano,
    /// `Dogecoin`
    Dogecoin,
    /// `Eclipse`
    Eclipse,
    /// `EqualsMoney`
    EqualsMoney,
    /// `Ethereum`
    Ethereum,
    /// `Fogo`
    Fogo,
    /// `HyperEVM`
    HyperEvm,
    /// `Hyperliquid`
    Hyperliquid,
    /// `Linea`
    Linea,
    /// `Litecoin`
    Litecoin,
    /// `Monad`
    Monad,
    /// `Near`
    Near,
    /// `Optimism`
    Optimism,
    /// `Plasma`
    Plasma,
    /// `Polygon`
    Polygon,
    /// `Sei`
    Sei,
    /// `Sui`
    Sui,
    /// `Solana`
    Solana,
    /// `Stable`
    Stable,
    /// `Story`
    Story,
    /// `Tron`
    Tron,
    /// `XRP`
    Xrp,
    /// `Zcash`
    Zcash,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    Blockchain { G0 = "0G", Aptos = "Aptos", Arbitrum = "Arbitrum", Avalanche =
    "Avalanche", Base = "Base", Berachain = "Berachain", Bitcoin = "Bitcoin", BitcoinCash
    = "BitcoinCash", Bsc = "Bsc", Cardano = "Cardano", Dogecoin = "Dogecoin", Eclipse =
    "Eclipse", EqualsMoney = "EqualsMoney", Ethereum = "Ethereum", Fogo = "Fogo",
    HyperEvm = "HyperEVM", Hyperliquid = "Hyperliquid", Linea = "Linea", Litecoin =
    "Litecoin", Monad = "Monad", Near = "Near", Optimism = "Optimism", Plasma = "Plasma",
    Polygon = "Polygon", Sei = "Sei", Sui = "Sui", Solana = "Solana", Stable = "Stable",
    Story = "Story", Tron = "Tron", Xrp = "XRP", Zcash = "Zcash", }
}
/// The yearly rates of one borrow lend market.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendApyRate {
    /// What borrowers pay in a year, as a fraction.
    #[serde(rename = "borrowRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrow_rate: ::rust_decimal::Decimal,
    /// What lenders receive in a year, as a fraction.
    #[serde(rename = "lendRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub lend_rate: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// Whether a borrow lend market is open. In `RepayOnly` nothing new is borrowed.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BorrowLendBookState {
    /// `Open`
    Open,
    /// `Closed`
    Closed,
    /// `RepayOnly`
    RepayOnly,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    BorrowLendBookState { Open = "Open", Closed = "Closed", RepayOnly = "RepayOnly", }
}
/// What happened. `BorrowRepay` pays back a borrow, `LendRedeem` takes back a lend.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BorrowLendEventType {
    /// `Borrow`
    Borrow,
    /// `BorrowRepay`
    BorrowRepay,
    /// `Lend`
    Lend,
    /// `LendRedeem`
    LendRedeem,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    BorrowLendEventType { Borrow = "Borrow", BorrowRepay = "BorrowRepay", Lend = "Lend",
    LendRedeem = "LendRedeem", }
}
/// What to borrow or to lend.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendExecutePayload {
    /// How much to borrow or to lend, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`BorrowLendSide`].
    pub side: BorrowLendSide,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// A borrow lend market at one time in the past.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendHistory {
    /// The rate that borrowers paid, as a fraction.
    #[serde(rename = "borrowInterestRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrow_interest_rate: ::rust_decimal::Decimal,
    /// How much was borrowed from the pool, in units of the asset.
    #[serde(rename = "borrowedQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrowed_quantity: ::rust_decimal::Decimal,
    /// The yearly yield that lenders received, as a fraction.
    #[serde(rename = "lendInterestRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub lend_interest_rate: ::rust_decimal::Decimal,
    /// How much was lent to the pool, in units of the asset.
    #[serde(rename = "lentQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub lent_quantity: ::rust_decimal::Decimal,
    /// The time.
    #[serde(with = "crate::wire::As::<crate::wire::ZonedDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
    /// The share of what was lent that was borrowed, as a fraction.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub utilization: ::rust_decimal::Decimal,
}
/// A pool that one asset is lent to and borrowed from.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendMarket {
    /// The mark price of the asset on its spot market, in the quote asset.
    #[serde(rename = "assetMarkPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub asset_mark_price: ::rust_decimal::Decimal,
    /// The rate that borrowers pay, as a fraction (`0.05` is 5 percent).
    #[serde(rename = "borrowInterestRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrow_interest_rate: ::rust_decimal::Decimal,
    /// How much is borrowed from the pool, in units of the asset.
    #[serde(rename = "borrowedQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrowed_quantity: ::rust_decimal::Decimal,
    /// The share of the yield that the exchange keeps, as a fraction.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fee: ::rust_decimal::Decimal,
    /// The yearly yield that lenders receive, as a fraction.
    #[serde(rename = "lendInterestRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub lend_interest_rate: ::rust_decimal::Decimal,
    /// How much is lent to the pool, in units of the asset.
    #[serde(rename = "lentQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub lent_quantity: ::rust_decimal::Decimal,
    /// The utilization that borrowing or redeeming may not exceed, as a fraction, whatever the throttle says.
    #[serde(rename = "maxUtilization")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_utilization: ::rust_decimal::Decimal,
    /// The quantity past which nothing more can be borrowed or lent, in units of the asset. It may be below what is outstanding already; that only stops new borrows and lends.
    #[serde(rename = "openBorrowLendLimit")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub open_borrow_lend_limit: ::rust_decimal::Decimal,
    /// The utilization that the interest rate model takes for the best, as a fraction.
    #[serde(rename = "optimalUtilization")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub optimal_utilization: ::rust_decimal::Decimal,
    /// See [`BorrowLendBookState`].
    pub state: BorrowLendBookState,
    /// The step that quantities go in, in units of the asset.
    #[serde(rename = "stepSize")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub step_size: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
    /// Sets by how much utilization may rise within a time step, as a fraction.
    #[serde(rename = "throttleUpdateFraction")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub throttle_update_fraction: ::rust_decimal::Decimal,
    /// The utilization that no borrow or redemption may push past within a time step, as a fraction. Liquidations are exempt.
    #[serde(rename = "throttleUtilizationBound")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub throttle_utilization_bound: ::rust_decimal::Decimal,
    /// The utilization from which borrowing is throttled, as a fraction.
    #[serde(rename = "throttleUtilizationThreshold")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub throttle_utilization_threshold: ::rust_decimal::Decimal,
    /// When the summary was made.
    #[serde(with = "crate::wire::As::<crate::wire::ZonedDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
    /// The share of what is lent that is borrowed, as a fraction.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub utilization: ::rust_decimal::Decimal,
}
/// A stretch of time, a day to a year.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BorrowLendMarketHistoryInterval {
    /// `1d`
    D1,
    /// `1w`
    W1,
    /// `1month`
    Month1,
    /// `1year`
    Year1,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    BorrowLendMarketHistoryInterval { D1 = "1d", W1 = "1w", Month1 = "1month", Year1 =
    "1year", }
}
/// One change of a borrow or a lend.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendMovement {
    /// See [`BorrowLendEventType`].
    #[serde(rename = "eventType")]
    pub event_type: BorrowLendEventType,
    /// The id of the borrow lend position that changed.
    #[serde(rename = "positionId")]
    pub position_id: ::std::string::String,
    /// The size of the position as a running total, in units of the asset.
    #[serde(
        rename = "positionQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub position_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much was borrowed, lent, repaid or redeemed, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`BorrowLendSource`].
    pub source: BorrowLendSource,
    /// The id of the order that caused it, where spot margin did.
    #[serde(
        rename = "spotMarginOrderId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub spot_margin_order_id: ::std::option::Option<::std::string::String>,
    /// The asset.
    pub symbol: ::std::string::String,
    /// When it happened, in UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
}
/// A borrow or a lend, open or closed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendPositionRow {
    /// The average rate over the time that the position was open, as a fraction.
    #[serde(rename = "avgInterestRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub avg_interest_rate: ::rust_decimal::Decimal,
    /// When the position was opened, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// The payments of interest so far, added up, in units of the asset.
    #[serde(rename = "cumulativeInterest")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub cumulative_interest: ::rust_decimal::Decimal,
    /// The id of the position.
    #[serde(rename = "positionId")]
    pub position_id: ::std::string::String,
    /// The quantity, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`BorrowLendSide`].
    pub side: BorrowLendSide,
    /// What opened the position.
    pub source: BorrowLendSource,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// Whether a position still stands.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BorrowLendPositionState {
    /// `Open`
    Open,
    /// `Closed`
    Closed,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    BorrowLendPositionState { Open = "Open", Closed = "Closed", }
}
/// An open borrow or lend, and the margin that it takes.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct BorrowLendPositionWithMargin {
    /// The payments of interest so far, added up, in units of the asset.
    #[serde(rename = "cumulativeInterest")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub cumulative_interest: ::rust_decimal::Decimal,
    /// The price at which the position would be liquidated, as an estimate, in the quote asset.
    #[serde(
        rename = "estLiquidationPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub est_liquidation_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id of the position.
    pub id: ::std::string::String,
    /// The initial margin fraction of the position (`0.1` is 10 percent).
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub imf: ::rust_decimal::Decimal,
    /// How the initial margin fraction grows with size.
    #[serde(rename = "imfFunction")]
    pub imf_function: PositionImfFunction,
    /// The mark price of the asset, in the quote asset.
    #[serde(rename = "markPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mark_price: ::rust_decimal::Decimal,
    /// The maintenance margin fraction of the position (`0.05` is 5 percent).
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mmf: ::rust_decimal::Decimal,
    /// How the maintenance margin fraction grows with size.
    #[serde(rename = "mmfFunction")]
    pub mmf_function: PositionImfFunction,
    /// The notional value of the position, in the quote asset.
    #[serde(rename = "netExposureNotional")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_notional: ::rust_decimal::Decimal,
    /// The exposure, in units of the asset. Positive if long, negative if short.
    #[serde(rename = "netExposureQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_quantity: ::rust_decimal::Decimal,
    /// The size, in units of the asset. Positive if long, negative if short.
    #[serde(rename = "netQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// To borrow or to lend.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BorrowLendSide {
    /// `Borrow`
    Borrow,
    /// `Lend`
    Lend,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    BorrowLendSide { Borrow = "Borrow", Lend = "Lend", }
}
/// What caused a borrow or a lend. `Manual` is a request of the account itself; the others are automatic or follow from something else, such as an order on spot margin, a withdrawal or a liquidation.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum BorrowLendSource {
    /// `AdlProvider`
    AdlProvider,
    /// `AutoBorrowRepay`
    AutoBorrowRepay,
    /// `AutoLend`
    AutoLend,
    /// `BackstopProvider`
    BackstopProvider,
    /// `DustConversion`
    DustConversion,
    /// `Interest`
    Interest,
    /// `Liquidation`
    Liquidation,
    /// `LiquidationAdl`
    LiquidationAdl,
    /// `LiquidationBackstop`
    LiquidationBackstop,
    /// `Manual`
    Manual,
    /// `Reconciliation`
    Reconciliation,
    /// `Rfq`
    Rfq,
    /// `SpotMargin`
    SpotMargin,
    /// `Withdrawal`
    Withdrawal,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    BorrowLendSource { AdlProvider = "AdlProvider", AutoBorrowRepay = "AutoBorrowRepay",
    AutoLend = "AutoLend", BackstopProvider = "BackstopProvider", DustConversion =
    "DustConversion", Interest = "Interest", Liquidation = "Liquidation", LiquidationAdl
    = "LiquidationAdl", LiquidationBackstop = "LiquidationBackstop", Manual = "Manual",
    Reconciliation = "Reconciliation", Rfq = "Rfq", SpotMargin = "SpotMargin", Withdrawal
    = "Withdrawal", }
}
/// A kind of open order. `RestingLimitOrder` are those on the book, `ConditionalOrder` those that wait for a trigger.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum CancelOrderTypeEnum {
    /// `RestingLimitOrder`
    RestingLimitOrder,
    /// `ConditionalOrder`
    ConditionalOrder,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    CancelOrderTypeEnum { RestingLimitOrder = "RestingLimitOrder", ConditionalOrder =
    "ConditionalOrder", }
}
/// What one asset counts for as collateral.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Collateral {
    /// The mark price of the asset on its spot market, in the quote asset.
    #[serde(rename = "assetMarkPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub asset_mark_price: ::rust_decimal::Decimal,
    /// What can be used freely, in units of the asset.
    #[serde(rename = "availableQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub available_quantity: ::rust_decimal::Decimal,
    /// The balance times the index price, in USDC.
    #[serde(rename = "balanceNotional")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub balance_notional: ::rust_decimal::Decimal,
    /// The balance times the index price and the collateral weight, in USDC.
    #[serde(rename = "collateralValue")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub collateral_value: ::rust_decimal::Decimal,
    /// The share of the value that counts, as a fraction (`0.9` is 90 percent).
    #[serde(rename = "collateralWeight")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub collateral_weight: ::rust_decimal::Decimal,
    /// What lending adds to the collateral, in units of the asset.
    #[serde(rename = "lendQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub lend_quantity: ::rust_decimal::Decimal,
    /// What open orders add to the collateral, in units of the asset.
    #[serde(rename = "openOrderQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub open_order_quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
    /// The quantity before the haircut, in units of the asset.
    #[serde(rename = "totalQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub total_quantity: ::rust_decimal::Decimal,
}
/// How much of the value of an asset counts as collateral.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CollateralFunction {
    /// See [`CollateralFunctionKind`].
    pub kind: CollateralFunctionKind,
    /// The share of the value that counts, as a fraction (`0.9` is 90 percent).
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub weight: ::rust_decimal::Decimal,
}
/// Whether the share that counts shrinks with the quantity held, and how.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CollateralFunctionKind {
    /// `type` is `identity`.
    Identity(IdentityFunction),
    /// `type` is `inverseSqrt`.
    InverseSqrt(InverseSqrtFunction),
    /// `type` is another text. The whole object is kept, and written back as it came.
    Other(::serde_json::Map<::std::string::String, ::serde_json::Value>),
}
crate::wire::tagged_union! {
    CollateralFunctionKind by "type" { "identity" => Identity(IdentityFunction),
    "inverseSqrt" => InverseSqrt(InverseSqrtFunction), }
}
/// What an asset counts for as collateral, and the margin that a position in it takes.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CollateralSummary {
    /// How much of the value of the asset counts as collateral.
    #[serde(rename = "haircutFunction")]
    pub haircut_function: CollateralFunction,
    /// How the initial margin fraction grows with size.
    #[serde(rename = "imfFunction")]
    pub imf_function: PositionImfFunction,
    /// How the maintenance margin fraction grows with size.
    #[serde(rename = "mmfFunction")]
    pub mmf_function: PositionImfFunction,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// The withdrawal delay to set.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct CreateWithdrawalDelayRequest {
    /// The two-factor token that was issued for this.
    #[serde(rename = "twoFactorToken")]
    pub two_factor_token: crate::wire::Secret,
    /// How long withdrawals shall wait, in hours.
    #[serde(rename = "withdrawalDelayHours")]
    pub withdrawal_delay_hours: u32,
}
/// A deposit to the account.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Deposit {
    /// When the deposit was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// The amount in `fiatCurrency`.
    #[serde(
        rename = "fiatAmount",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::DecimalNumber>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::option::Option<f64>"))]
    pub fiat_amount: ::std::option::Option<::rust_decimal::Decimal>,
    /// The currency of `fiatAmount`.
    #[serde(
        rename = "fiatCurrency",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub fiat_currency: ::std::option::Option<FiatAsset>,
    /// The address that paid.
    #[serde(
        rename = "fromAddress",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub from_address: ::std::option::Option<::std::string::String>,
    /// The id of the deposit.
    pub id: i32,
    /// The bank that paid, as its BIC.
    #[serde(
        rename = "institutionBic",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub institution_bic: ::std::option::Option<::std::string::String>,
    /// A note that the platform may add.
    #[serde(
        rename = "platformMemo",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub platform_memo: ::std::option::Option<::std::string::String>,
    /// How much was deposited, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`DepositSource`].
    pub source: DepositSource,
    /// See [`DepositStatus`].
    pub status: DepositStatus,
    /// The asset.
    pub symbol: ::std::string::String,
    /// The address that was paid to.
    #[serde(
        rename = "toAddress",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub to_address: ::std::option::Option<::std::string::String>,
    /// The hash of the transfer on its network.
    #[serde(
        rename = "transactionHash",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub transaction_hash: ::std::option::Option<::std::string::String>,
}
/// Where to deposit to.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct DepositAddress {
    /// The address on the network that was asked for.
    pub address: ::std::string::String,
}
/// Where a deposit came from, a network or a payment processor. New ones come without notice.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum DepositSource {
    /// `administrator`
    Administrator,
    /// `0G`
    G0,
    /// `aptos`
    Aptos,
    /// `arbitrum`
    Arbitrum,
    /// `avalanche`
    Avalanche,
    /// `base`
    Base,
    /// `berachain`
    Berachain,
    /// `bitcoin`
    Bitcoin,
    /// `bitcoinCash`
    BitcoinCash,
    /// `bsc`
    Bsc,
    /// `cardano`
    Cardano,
    /// `dogecoin`
    Dogecoin,
    /// `eclipse`
    Eclipse,
    /// `ethereum`
    Ethereum,
    /// `fogo`
    Fogo,
    /// `hyperEVM`
    HyperEvm,
    /// `hyperliquid`
    Hyperliquid,
    /// `linea`
    Linea,
    /// `litecoin`
    Litecoin,
    /// `monad`
    Monad,
    /// `near`
    Near,
    /// `polygon`
    Polygon,
    /// `optimism`
    Optimism,
    /// `plasma`
    Plasma,
    /// `sei`
    Sei,
    /// `stable`
    Stable,
    /// `sui`
    Sui,
    /// `solana`
    Solana,
    /// `story`
    Story,
    /// `tron`
    Tron,
    /// `xRP`
    XRp,
    /// `zcash`
    Zcash,
    /// `equalsMoney`
    EqualsMoney,
    /// `banxa`
    Banxa,
    /// `internal`
    Internal,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    DepositSource { Administrator = "administrator", G0 = "0G", Aptos = "aptos", Arbitrum
    = "arbitrum", Avalanche = "avalanche", Base = "base", Berachain = "berachain",
    Bitcoin = "bitcoin", BitcoinCash = "bitcoinCash", Bsc = "bsc", Cardano = "cardano",
    Dogecoin = "dogecoin", Eclipse = "eclipse", Ethereum = "ethereum", Fogo = "fogo",
    HyperEvm = "hyperEVM", Hyperliquid = "hyperliquid", Linea = "linea", Litecoin =
    "litecoin", Monad = "monad", Near = "near", Polygon = "polygon", Optimism =
    "optimism", Plasma = "plasma", Sei = "sei", Stable = "stable", Sui = "sui", Solana =
    "solana", Story = "story", Tron = "tron", XRp = "xRP", Zcash = "zcash", EqualsMoney =
    "equalsMoney", Banxa = "banxa", Internal = "internal", }
}
/// Where a deposit stands.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum DepositStatus {
    /// `cancelled`
    Cancelled,
    /// `confirmed`
    Confirmed,
    /// `declined`
    Declined,
    /// `expired`
    Expired,
    /// `initiated`
    Initiated,
    /// `ownershipVerificationRequired`
    OwnershipVerificationRequired,
    /// `pending`
    Pending,
    /// `refunded`
    Refunded,
    /// `senderVerificationCompleted`
    SenderVerificationCompleted,
    /// `senderVerificationRequired`
    SenderVerificationRequired,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    DepositStatus { Cancelled = "cancelled", Confirmed = "confirmed", Declined =
    "declined", Expired = "expired", Initiated = "initiated",
    OwnershipVerificationRequired = "ownershipVerificationRequired", Pending = "pending",
    Refunded = "refunded", SenderVerificationCompleted = "senderVerificationCompleted",
    SenderVerificationRequired = "senderVerificationRequired", }
}
/// The price levels of an order book. Both sides are sorted by price, lowest first.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Depth {
    /// The levels on offer, the best first. Prices in the quote asset, quantities in the base asset.
    #[serde(with = "crate::wire::Levels")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::vec::Vec<crate::wire::PriceLevel>")
    )]
    pub asks: ::std::vec::Vec<crate::wire::PriceLevel>,
    /// The levels asked for, the best last. Prices in the quote asset, quantities in the base asset.
    #[serde(with = "crate::wire::Levels")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::vec::Vec<crate::wire::PriceLevel>")
    )]
    pub bids: ::std::vec::Vec<crate::wire::PriceLevel>,
    /// The update that changed the book last. It is text here, and a number on the stream.
    #[serde(rename = "lastUpdateId")]
    pub last_update_id: ::std::string::String,
    /// The time of the matching engine, in Unix microseconds.
    #[serde(with = "crate::wire::As::<crate::wire::UnixMicros>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub timestamp: ::jiff::Timestamp,
}
/// How many price levels to give on each side.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum DepthLimit {
    /// `5`
    N5,
    /// `10`
    N10,
    /// `20`
    N20,
    /// `50`
    N50,
    /// `100`
    N100,
    /// `500`
    N500,
    /// `1000`
    N1000,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    DepthLimit { N5 = "5", N10 = "10", N20 = "20", N50 = "50", N100 = "100", N500 =
    "500", N1000 = "1000", }
}
/// A conversion of dust into USDC.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct DustConversion {
    /// The id of the conversion.
    pub id: u64,
    /// How much dust was converted, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
    /// When it was converted, in UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
    /// What it was converted into, in USDC.
    #[serde(rename = "usdcReceived")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub usdc_received: ::rust_decimal::Decimal,
}
/// Where a payment through Equals Money stands.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum EqualsMoneyWithdrawalState {
    /// `initialized`
    Initialized,
    /// `pending`
    Pending,
    /// `fulfilling`
    Fulfilling,
    /// `processing`
    Processing,
    /// `complete`
    Complete,
    /// `declined`
    Declined,
    /// `cancelled`
    Cancelled,
    /// `review`
    Review,
    /// `awaitingDocuments`
    AwaitingDocuments,
    /// `awaitingComplianceQuestions`
    AwaitingComplianceQuestions,
    /// `refundedInternal`
    RefundedInternal,
    /// `refundedExternal`
    RefundedExternal,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    EqualsMoneyWithdrawalState { Initialized = "initialized", Pending = "pending",
    Fulfilling = "fulfilling", Processing = "processing", Complete = "complete", Declined
    = "declined", Cancelled = "cancelled", Review = "review", AwaitingDocuments =
    "awaitingDocuments", AwaitingComplianceQuestions = "awaitingComplianceQuestions",
    RefundedInternal = "refundedInternal", RefundedExternal = "refundedExternal", }
}
/// Something that will turn out one way or another, and the prediction markets on it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Event {
    /// What the event is, in a few sentences.
    pub description: ::std::string::String,
    /// The address of a picture for the event.
    #[serde(rename = "imgUrl", skip_serializing_if = "::std::option::Option::is_none")]
    pub img_url: ::std::option::Option<::std::string::String>,
    /// The markets on the event.
    #[serde(rename = "predictionMarkets")]
    pub prediction_markets: ::std::vec::Vec<PredictionMarket>,
    /// What was traded in the last 24 hours, in the quote asset.
    #[serde(rename = "quoteVolume")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quote_volume: ::rust_decimal::Decimal,
    /// What decides the event.
    pub resolution: Resolution,
    /// How long after a resolution is proposed for a market it takes effect, in seconds. It goes for every market of the event and is between 0 and 604800 (7 days).
    #[serde(rename = "resolutionDelaySecs")]
    pub resolution_delay_secs: i32,
    /// Whether the event is resolved.
    pub resolved: bool,
    /// The series that the event belongs to.
    pub series: ::std::vec::Vec<Series>,
    /// What names the event. The markets of one event share it.
    pub slug: ::std::string::String,
    /// What the event is about.
    pub tags: ::std::vec::Vec<Tag>,
    /// The headline of the event.
    pub title: ::std::string::String,
}
/// A currency, as its three-letter code.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum FiatAsset {
    /// `AED`
    Aed,
    /// `AUD`
    Aud,
    /// `BGN`
    Bgn,
    /// `BHD`
    Bhd,
    /// `CAD`
    Cad,
    /// `CHF`
    Chf,
    /// `CNH`
    Cnh,
    /// `CNY`
    Cny,
    /// `CZK`
    Czk,
    /// `DKK`
    Dkk,
    /// `EUR`
    Eur,
    /// `GBP`
    Gbp,
    /// `HKD`
    Hkd,
    /// `HUF`
    Huf,
    /// `ILS`
    Ils,
    /// `JOD`
    Jod,
    /// `JPY`
    Jpy,
    /// `KES`
    Kes,
    /// `KWD`
    Kwd,
    /// `MUR`
    Mur,
    /// `MXN`
    Mxn,
    /// `NOK`
    Nok,
    /// `NZD`
    Nzd,
    /// `OMR`
    Omr,
    /// `PLN`
    Pln,
    /// `QAR`
    Qar,
    /// `RON`
    Ron,
    /// `SAR`
    Sar,
    /// `SEK`
    Sek,
    /// `SGD`
    Sgd,
    /// `THB`
    Thb,
    /// `TND`
    Tnd,
    /// `TRY`
    Try,
    /// `USD`
    Usd,
    /// `ZAR`
    Zar,
    /// `ZMW`
    Zmw,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    FiatAsset { Aed = "AED", Aud = "AUD", Bgn = "BGN", Bhd = "BHD", Cad = "CAD", Chf =
    "CHF", Cnh = "CNH", Cny = "CNY", Czk = "CZK", Dkk = "DKK", Eur = "EUR", Gbp = "GBP",
    Hkd = "HKD", Huf = "HUF", Ils = "ILS", Jod = "JOD", Jpy = "JPY", Kes = "KES", Kwd =
    "KWD", Mur = "MUR", Mxn = "MXN", Nok = "NOK", Nzd = "NZD", Omr = "OMR", Pln = "PLN",
    Qar = "QAR", Ron = "RON", Sar = "SAR", Sek = "SEK", Sgd = "SGD", Thb = "THB", Tnd =
    "TND", Try = "TRY", Usd = "USD", Zar = "ZAR", Zmw = "ZMW", }
}
/// A kind of fill. `User` are those of the account's own orders; the others come from orders that the exchange placed, in a liquidation, an auto-deleveraging (`Adl`) or a conversion of collateral.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum FillType {
    /// `User`
    User,
    /// `BookLiquidation`
    BookLiquidation,
    /// `Adl`
    Adl,
    /// `Backstop`
    Backstop,
    /// `Liquidation`
    Liquidation,
    /// `AllLiquidation`
    AllLiquidation,
    /// `CollateralConversion`
    CollateralConversion,
    /// `CollateralConversionAndSpotLiquidation`
    CollateralConversionAndSpotLiquidation,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    FillType { User = "User", BookLiquidation = "BookLiquidation", Adl = "Adl", Backstop
    = "Backstop", Liquidation = "Liquidation", AllLiquidation = "AllLiquidation",
    CollateralConversion = "CollateralConversion", CollateralConversionAndSpotLiquidation
    = "CollateralConversionAndSpotLiquidation", }
}
/// The funding rate of one past interval.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct FundingIntervalRate {
    /// The rate of the interval, as a fraction.
    #[serde(rename = "fundingRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub funding_rate: ::rust_decimal::Decimal,
    /// When the interval ended, UTC.
    #[serde(rename = "intervalEndTimestamp")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub interval_end_timestamp: ::jiff::Timestamp,
    /// The market.
    pub symbol: ::std::string::String,
}
/// The funding of one position for one interval.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct FundingPayment {
    /// The funding rate of the interval, 0.0001 for 0.01 percent.
    #[serde(rename = "fundingRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub funding_rate: ::rust_decimal::Decimal,
    /// The end of the funding interval, in UTC.
    #[serde(rename = "intervalEndTimestamp")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub interval_end_timestamp: ::jiff::Timestamp,
    /// The payment, in units of the quote asset. Positive when received, negative when paid.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// The subaccount that holds the position.
    #[serde(
        rename = "subaccountId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub subaccount_id: ::std::option::Option<u16>,
    /// The market.
    pub symbol: ::std::string::String,
    /// The user that holds the position.
    #[serde(rename = "userId")]
    pub user_id: i32,
}
/// An open futures position and the margin that it needs.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct FuturePositionWithMargin {
    /// The price at which closing the position would neither win nor lose, in units of the quote asset.
    #[serde(rename = "breakEvenPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub break_even_price: ::rust_decimal::Decimal,
    /// The funding of the position so far, in units of the quote asset.
    #[serde(
        rename = "cumulativeFundingPayment",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub cumulative_funding_payment: ::std::option::Option<::rust_decimal::Decimal>,
    /// The interest so far on the unrealized result of the position, in units of the quote asset.
    #[serde(
        rename = "cumulativeInterest",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub cumulative_interest: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price at which the position was entered, in units of the quote asset.
    #[serde(rename = "entryPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub entry_price: ::rust_decimal::Decimal,
    /// The price at which the position would be liquidated, as the exchange estimates it, in units of the quote asset.
    #[serde(
        rename = "estLiquidationPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub est_liquidation_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The initial margin fraction, 0.02 for 2 percent.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub imf: ::rust_decimal::Decimal,
    /// How the initial margin fraction grows with the position.
    #[serde(
        rename = "imfFunction",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub imf_function: ::std::option::Option<PositionImfFunction>,
    /// The mark price of the market, in units of the quote asset.
    #[serde(rename = "markPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mark_price: ::rust_decimal::Decimal,
    /// The maintenance margin fraction, 0.0125 for 1.25 percent.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mmf: ::rust_decimal::Decimal,
    /// How the maintenance margin fraction grows with the position.
    #[serde(
        rename = "mmfFunction",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mmf_function: ::std::option::Option<PositionImfFunction>,
    /// What the position cost to enter, the sum of price times quantity, in units of the quote asset. Positive when long, negative when short.
    #[serde(rename = "netCost")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_cost: ::rust_decimal::Decimal,
    /// The value that the position has in the worst case of the open orders, in units of the quote asset.
    #[serde(rename = "netExposureNotional")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_notional: ::rust_decimal::Decimal,
    /// The size that the position has in the worst case of the open orders, in units of the base asset.
    #[serde(rename = "netExposureQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_quantity: ::rust_decimal::Decimal,
    /// The size of the position, in units of the base asset. Positive when long, negative when short.
    #[serde(rename = "netQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_quantity: ::rust_decimal::Decimal,
    /// What the position has won or lost since it was opened, realized, in units of the quote asset.
    #[serde(rename = "pnlRealized")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub pnl_realized: ::rust_decimal::Decimal,
    /// What the position would win or lose now, unrealized, in units of the quote asset.
    #[serde(rename = "pnlUnrealized")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub pnl_unrealized: ::rust_decimal::Decimal,
    /// The id of the position.
    #[serde(rename = "positionId")]
    pub position_id: ::std::string::String,
    /// The subaccount that holds the position.
    #[serde(
        rename = "subaccountId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub subaccount_id: ::std::option::Option<u16>,
    /// The market.
    pub symbol: ::std::string::String,
    /// The user that holds the position.
    #[serde(rename = "userId")]
    pub user_id: i32,
}
/// The share is the same whatever the quantity is.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct IdentityFunction {}
/// One payment of interest.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct InterestPayment {
    /// The rate of interest, as a fraction.
    #[serde(rename = "interestRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub interest_rate: ::rust_decimal::Decimal,
    /// How long the time is that the payment covers. Its unit is not published.
    pub interval: u64,
    /// The market that the payment belongs to: a spot market for borrowing and lending, a futures market for unrealized profit and loss.
    #[serde(rename = "marketSymbol")]
    pub market_symbol: ::std::string::String,
    /// See [`PaymentType`].
    #[serde(rename = "paymentType")]
    pub payment_type: PaymentType,
    /// The id of the borrow lend position.
    #[serde(rename = "positionId")]
    pub position_id: ::std::string::String,
    /// How much was paid, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
    /// When it was paid, in UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
}
/// Where interest comes from. Unrealized profit and loss bear interest as well as borrow lend positions.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum InterestPaymentSource {
    /// `UnrealizedPnl`
    UnrealizedPnl,
    /// `BorrowLend`
    BorrowLend,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    InterestPaymentSource { UnrealizedPnl = "UnrealizedPnl", BorrowLend = "BorrowLend", }
}
/// The share shrinks with the inverse square root of the size. The exact formula is not published.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct InverseSqrtFunction {
    /// The constant part of the function.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub base: ::rust_decimal::Decimal,
    /// The penalty that lowers the share. How it enters the formula is not published.
    #[serde(rename = "positiveCurvePenalty")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub positive_curve_penalty: ::rust_decimal::Decimal,
}
/// What happened in a market in one interval.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Kline {
    /// The last price, in the quote asset. Null without trades.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub close: ::std::option::Option<::rust_decimal::Decimal>,
    /// When the interval ends, UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTimeSpace>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub end: ::jiff::Timestamp,
    /// The highest price, in the quote asset. Null without trades.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub high: ::std::option::Option<::rust_decimal::Decimal>,
    /// The lowest price, in the quote asset. Null without trades.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub low: ::std::option::Option<::rust_decimal::Decimal>,
    /// The first price, in the quote asset. Null without trades.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub open: ::std::option::Option<::rust_decimal::Decimal>,
    /// What was traded, in the quote asset.
    #[serde(rename = "quoteVolume")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quote_volume: ::rust_decimal::Decimal,
    /// When the interval starts, UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTimeSpace>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub start: ::jiff::Timestamp,
    /// How many trades there were. A whole number, sent as text.
    pub trades: ::std::string::String,
    /// What was traded, in the base asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub volume: ::rust_decimal::Decimal,
}
/// How long a K-line is, from a second (`1s`) over minutes (`m`), hours, days and weeks to a month.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum KlineInterval {
    /// `1s`
    S1,
    /// `1m`
    M1,
    /// `3m`
    M3,
    /// `5m`
    M5,
    /// `15m`
    M15,
    /// `30m`
    M30,
    /// `1h`
    H1,
    /// `2h`
    H2,
    /// `4h`
    H4,
    /// `6h`
    H6,
    /// `8h`
    H8,
    /// `12h`
    H12,
    /// `1d`
    D1,
    /// `3d`
    D3,
    /// `1w`
    W1,
    /// `1month`
    Month1,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    KlineInterval { S1 = "1s", M1 = "1m", M3 = "3m", M5 = "5m", M15 = "15m", M30 = "30m",
    H1 = "1h", H2 = "2h", H4 = "4h", H6 = "6h", H8 = "8h", H12 = "12h", D1 = "1d", D3 =
    "3d", W1 = "1w", Month1 = "1month", }
}
/// Which price K-lines are made of, that of the trades (`Last`), the index price or the mark price.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum KlinePriceType {
    /// `Last`
    Last,
    /// `Index`
    Index,
    /// `Mark`
    Mark,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    KlinePriceType { Last = "Last", Index = "Index", Mark = "Mark", }
}
/// An order with a price, which rests on the book until it is filled.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct LimitOrder {
    /// The id that you gave the order. Fills carry it as text.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the order was created, in Unix milliseconds.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub created_at: ::jiff::Timestamp,
    /// How much has been filled, in units of the base asset.
    #[serde(rename = "executedQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub executed_quantity: ::rust_decimal::Decimal,
    /// How much has been filled, in units of the quote asset.
    #[serde(rename = "executedQuoteQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub executed_quote_quantity: ::rust_decimal::Decimal,
    /// The id that the exchange gave the order.
    pub id: ::std::string::String,
    /// Whether the order may only add to the book, never take from it.
    #[serde(rename = "postOnly")]
    pub post_only: bool,
    /// The limit price, in units of the quote asset. The order is matched at this price or a better one.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub price: ::rust_decimal::Decimal,
    /// How much to fill, in units of the base asset. `0` while the order waits for its trigger.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// Whether the order can only make a futures position smaller.
    #[serde(
        rename = "reduceOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reduce_only: ::std::option::Option<bool>,
    /// The id of the order that this one belongs to, a parent order or the one that a trigger is for.
    #[serde(
        rename = "relatedOrderId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub related_order_id: ::std::option::Option<::std::string::String>,
    /// See [`SelfTradePrevention`].
    #[serde(rename = "selfTradePrevention")]
    pub self_trade_prevention: SelfTradePrevention,
    /// See [`Side`].
    pub side: Side,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
    /// The limit price of the stop loss, in units of the quote asset. Without it the stop loss is a market order.
    #[serde(
        rename = "stopLossLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub stop_loss_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the stop loss looks at.
    #[serde(
        rename = "stopLossTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the stop loss, in units of the quote asset, as text.
    #[serde(
        rename = "stopLossTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_price: ::std::option::Option<::std::string::String>,
    /// The id of the strategy that placed the order.
    #[serde(
        rename = "strategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub strategy_id: ::std::option::Option<::std::string::String>,
    /// The market.
    pub symbol: ::std::string::String,
    /// The limit price of the take profit, in units of the quote asset. Without it the take profit is a market order.
    #[serde(
        rename = "takeProfitLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub take_profit_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the take profit looks at.
    #[serde(
        rename = "takeProfitTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the take profit, in units of the quote asset, as text.
    #[serde(
        rename = "takeProfitTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_price: ::std::option::Option<::std::string::String>,
    /// See [`TimeInForce`].
    #[serde(rename = "timeInForce")]
    pub time_in_force: TimeInForce,
    /// The price that the trigger of the order looks at.
    #[serde(
        rename = "triggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the order, in units of the quote asset, as text.
    #[serde(
        rename = "triggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_price: ::std::option::Option<::std::string::String>,
    /// How much to fill once triggered, in units of the base asset, or a percentage such as `80%`.
    #[serde(
        rename = "triggerQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_quantity: ::std::option::Option<::std::string::String>,
    /// When the order was triggered, in Unix milliseconds.
    #[serde(
        rename = "triggeredAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::option::Option<i64>"))]
    pub triggered_at: ::std::option::Option<::jiff::Timestamp>,
}
/// The collateral, equity and margin of an account. Values are notional; their unit is published for single assets only, where it is USDC.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MarginAccountSummary {
    /// The notional value of what the account has.
    #[serde(rename = "assetsValue")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub assets_value: ::rust_decimal::Decimal,
    /// The notional value of what is borrowed.
    #[serde(rename = "borrowLiability")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub borrow_liability: ::rust_decimal::Decimal,
    /// What each asset counts for.
    pub collateral: ::std::vec::Vec<Collateral>,
    /// The initial margin fraction (`0.1` is 10 percent).
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub imf: ::rust_decimal::Decimal,
    /// The notional value of what the account owes.
    #[serde(rename = "liabilitiesValue")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub liabilities_value: ::rust_decimal::Decimal,
    /// The margin fraction that the account has now (`0.1` is 10 percent).
    #[serde(
        rename = "marginFraction",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub margin_fraction: ::std::option::Option<::rust_decimal::Decimal>,
    /// The maintenance margin fraction (`0.05` is 5 percent).
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mmf: ::rust_decimal::Decimal,
    /// The net equity.
    #[serde(rename = "netEquity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_equity: ::rust_decimal::Decimal,
    /// The part of the net equity that can be used.
    #[serde(rename = "netEquityAvailable")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_equity_available: ::rust_decimal::Decimal,
    /// The part of the net equity that is locked.
    #[serde(rename = "netEquityLocked")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_equity_locked: ::rust_decimal::Decimal,
    /// The exposure of futures positions, with those that open orders could still open.
    #[serde(rename = "netExposureFutures")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_futures: ::rust_decimal::Decimal,
    /// The profit or loss that is not realized yet.
    #[serde(rename = "pnlUnrealized")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub pnl_unrealized: ::rust_decimal::Decimal,
    /// The claim on the liquidity fund that is not settled yet.
    #[serde(rename = "unsettledEquity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub unsettled_equity: ::rust_decimal::Decimal,
}
/// The mark price of a market, and for a perpetual what its funding is made of.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MarkPrice {
    /// The funding rate of the interval that runs now, as a fraction. Perpetual markets alone have it.
    #[serde(
        rename = "fundingRate",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub funding_rate: ::std::option::Option<::rust_decimal::Decimal>,
    /// The index price, in the quote asset. Perpetual markets alone have it.
    #[serde(
        rename = "indexPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub index_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The mark price, in the quote asset.
    #[serde(rename = "markPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mark_price: ::rust_decimal::Decimal,
    /// When the interval ends, the next one starts and funding is paid, in Unix milliseconds. Perpetual markets alone have it.
    #[serde(
        rename = "nextFundingTimestamp",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::option::Option<i64>"))]
    pub next_funding_timestamp: ::std::option::Option<::jiff::Timestamp>,
    /// The market.
    pub symbol: ::std::string::String,
}
/// What is traded against what, and under which rules. A market without margin has no margin functions, and one without funding has no funding interval or bounds.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Market {
    /// The base asset, of which quantities are counted.
    #[serde(rename = "baseSymbol")]
    pub base_symbol: ::std::string::String,
    /// When the market was created, UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// Which prices and quantities an order may have.
    pub filters: OrderBookFilters,
    /// How long a funding interval of a perpetual is, in milliseconds. Some spot markets have a value too.
    #[serde(
        rename = "fundingInterval",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub funding_interval: ::std::option::Option<u64>,
    /// The lowest funding rate of a perpetual, in basis points; below zero for the most part.
    #[serde(
        rename = "fundingRateLowerBound",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub funding_rate_lower_bound: ::std::option::Option<::rust_decimal::Decimal>,
    /// The highest funding rate of a perpetual, in basis points.
    #[serde(
        rename = "fundingRateUpperBound",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub funding_rate_upper_bound: ::std::option::Option<::rust_decimal::Decimal>,
    /// The initial margin fraction, as a function of the size of a position.
    #[serde(
        rename = "imfFunction",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub imf_function: ::std::option::Option<PositionImfFunction>,
    /// What kind of contract it trades.
    #[serde(rename = "marketType")]
    pub market_type: MarketType,
    /// The maintenance margin fraction, as a function of the size of a position.
    #[serde(
        rename = "mmfFunction",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mmf_function: ::std::option::Option<PositionImfFunction>,
    /// How much open interest a future may have, counted as the open interest is. `0` in spot markets.
    #[serde(
        rename = "openInterestLimit",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub open_interest_limit: ::std::option::Option<::rust_decimal::Decimal>,
    /// What the order book takes now.
    #[serde(rename = "orderBookState")]
    pub order_book_state: OrderBookState,
    /// A factor that goes into the position limits when a trade is cleared.
    #[serde(
        rename = "positionLimitWeight",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub position_limit_weight: ::std::option::Option<::rust_decimal::Decimal>,
    /// The quote asset, in which prices are given.
    #[serde(rename = "quoteSymbol")]
    pub quote_symbol: ::std::string::String,
    /// What the base asset stands for outside of the exchange. Null for a crypto asset.
    #[serde(
        rename = "rwaMarketType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub rwa_market_type: ::std::option::Option<RwaMarketType>,
    /// The market, for example `SOL_USDC`.
    pub symbol: ::std::string::String,
    /// Whether the exchange shows the market.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub visible: ::std::option::Option<bool>,
}
/// An asset and its tokens.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MarketAsset {
    /// What CoinGecko calls the asset.
    #[serde(
        rename = "coingeckoId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub coingecko_id: ::std::option::Option<::std::string::String>,
    /// The name to show to people.
    #[serde(rename = "displayName")]
    pub display_name: ::std::string::String,
    /// The asset, for example `ETH`.
    pub symbol: ::std::string::String,
    /// The token of the asset on each network that has one.
    pub tokens: ::std::vec::Vec<Token>,
}
/// A day, or a part of one, on which a market of securities is closed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MarketHoliday {
    /// The day, in `timezone`.
    #[serde(with = "crate::wire::As::<crate::wire::Date>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub date: ::jiff::civil::Date,
    /// Until when it is closed, such as `23:59:59`, in `timezone`.
    #[serde(rename = "endTime", skip_serializing_if = "::std::option::Option::is_none")]
    pub end_time: ::std::option::Option<::std::string::String>,
    /// The market of securities, for example `US_EQUITIES`.
    pub market: ::std::string::String,
    /// What the day is called.
    pub name: ::std::string::String,
    /// From when on it is closed, such as `13:00:00`, in `timezone`.
    #[serde(
        rename = "startTime",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub start_time: ::std::option::Option<::std::string::String>,
    /// The time zone, for example `America/New_York`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub timezone: ::std::option::Option<::std::string::String>,
}
/// An order that takes what the book offers, without a price of its own.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MarketOrder {
    /// The id that you gave the order. Fills carry it as text.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the order was created, in Unix milliseconds.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub created_at: ::jiff::Timestamp,
    /// How much has been filled, in units of the base asset.
    #[serde(rename = "executedQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub executed_quantity: ::rust_decimal::Decimal,
    /// How much has been filled, in units of the quote asset.
    #[serde(rename = "executedQuoteQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub executed_quote_quantity: ::rust_decimal::Decimal,
    /// The id that the exchange gave the order.
    pub id: ::std::string::String,
    /// How much to fill, in units of the base asset. `0` while the order waits for its trigger.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to fill, in units of the quote asset.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the order can only make a futures position smaller.
    #[serde(
        rename = "reduceOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reduce_only: ::std::option::Option<bool>,
    /// The id of the order that this one belongs to, a parent order or the one that a trigger is for.
    #[serde(
        rename = "relatedOrderId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub related_order_id: ::std::option::Option<::std::string::String>,
    /// See [`SelfTradePrevention`].
    #[serde(rename = "selfTradePrevention")]
    pub self_trade_prevention: SelfTradePrevention,
    /// See [`Side`].
    pub side: Side,
    /// How much slippage is allowed, in the unit that `slippageToleranceType` names.
    #[serde(
        rename = "slippageTolerance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub slippage_tolerance: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the slippage tolerance counts ticks or percent.
    #[serde(
        rename = "slippageToleranceType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub slippage_tolerance_type: ::std::option::Option<SlippageToleranceType>,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
    /// The limit price of the stop loss, in units of the quote asset. Without it the stop loss is a market order.
    #[serde(
        rename = "stopLossLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub stop_loss_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the stop loss looks at.
    #[serde(
        rename = "stopLossTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the stop loss, in units of the quote asset, as text.
    #[serde(
        rename = "stopLossTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_price: ::std::option::Option<::std::string::String>,
    /// The id of the strategy that placed the order.
    #[serde(
        rename = "strategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub strategy_id: ::std::option::Option<::std::string::String>,
    /// The market.
    pub symbol: ::std::string::String,
    /// The limit price of the take profit, in units of the quote asset. Without it the take profit is a market order.
    #[serde(
        rename = "takeProfitLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub take_profit_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the take profit looks at.
    #[serde(
        rename = "takeProfitTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the take profit, in units of the quote asset, as text.
    #[serde(
        rename = "takeProfitTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_price: ::std::option::Option<::std::string::String>,
    /// See [`TimeInForce`].
    #[serde(rename = "timeInForce")]
    pub time_in_force: TimeInForce,
    /// The price that the trigger of the order looks at.
    #[serde(
        rename = "triggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the order, in units of the quote asset, as text.
    #[serde(
        rename = "triggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_price: ::std::option::Option<::std::string::String>,
    /// How much to fill once triggered, in units of the base asset, or a percentage such as `80%`.
    #[serde(
        rename = "triggerQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_quantity: ::std::option::Option<::std::string::String>,
    /// When the order was triggered, in Unix milliseconds.
    #[serde(
        rename = "triggeredAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::option::Option<i64>"))]
    pub triggered_at: ::std::option::Option<::jiff::Timestamp>,
}
/// A span of hours in which securities trade, on certain days of the week.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MarketSession {
    /// What the session is.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub description: ::std::option::Option<::std::string::String>,
    /// When it closes, such as `16:00:00`, in `timezone`. Before `startTime` when that is on the next day.
    #[serde(rename = "endTime")]
    pub end_time: ::std::string::String,
    /// The last day on which it opens, from 1 (Monday) to 7 (Sunday). Below `startWeekday` the days run across the end of the week: 7 to 4 is Sunday to Thursday.
    #[serde(rename = "endWeekday")]
    pub end_weekday: i32,
    /// What names the session, for example `US_EQUITIES_REGULAR`.
    pub name: ::std::string::String,
    /// When it opens, such as `09:30:00`, in `timezone`.
    #[serde(rename = "startTime")]
    pub start_time: ::std::string::String,
    /// The first day on which it opens, from 1 (Monday) to 7 (Sunday).
    #[serde(rename = "startWeekday")]
    pub start_weekday: i32,
    /// The time zone, for example `America/New_York`.
    pub timezone: ::std::string::String,
}
/// What kind of contract a market trades.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum MarketType {
    /// `SPOT`
    Spot,
    /// `PERP`
    Perp,
    /// `IPERP`
    Iperp,
    /// `DATED`
    Dated,
    /// `PREDICTION`
    Prediction,
    /// `RFQ`
    Rfq,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    MarketType { Spot = "SPOT", Perp = "PERP", Iperp = "IPERP", Dated = "DATED",
    Prediction = "PREDICTION", Rfq = "RFQ", }
}
/// The largest loan of one asset that the account's exposure and margin allow.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MaxBorrowQuantity {
    /// The largest quantity that can be borrowed, in units of the asset.
    #[serde(rename = "maxBorrowQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_borrow_quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// The largest order on one market that the account's balances, exposure and margin allow, and what the order was taken to be.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MaxOrderQuantity {
    /// Whether the order was taken to borrow what the balance does not cover.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether the order was taken to repay what is borrowed.
    #[serde(
        rename = "autoBorrowRepay",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow_repay: ::std::option::Option<bool>,
    /// Whether the order was taken to redeem funds that are lent out.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// The largest quantity that can be ordered, in the base asset.
    #[serde(rename = "maxOrderQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_order_quantity: ::rust_decimal::Decimal,
    /// The limit price, in the quote asset. None for a market order.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the order was taken to only make a position smaller.
    #[serde(
        rename = "reduceOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reduce_only: ::std::option::Option<bool>,
    /// Whether the order would buy or sell.
    pub side: Side,
    /// The market.
    pub symbol: ::std::string::String,
}
/// The largest withdrawal of one asset that the account's exposure and margin allow.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct MaxWithdrawalQuantity {
    /// Whether the withdrawal was taken to borrow what the balance does not cover.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether the withdrawal was taken to redeem funds that are lent out.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// The largest quantity that can be withdrawn, in units of the asset.
    #[serde(rename = "maxWithdrawalQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_withdrawal_quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// How much of a market's contracts is open.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OpenInterest {
    /// How much is open, in the base asset.
    #[serde(
        rename = "openInterest",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub open_interest: ::std::option::Option<::rust_decimal::Decimal>,
    /// The market. It need not be in the list of markets.
    pub symbol: ::std::string::String,
    /// As of when, in Unix milliseconds.
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub timestamp: ::jiff::Timestamp,
}
/// An order of the history.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Order {
    /// The id that you gave the order. Fills carry it as text.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the order was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// How much has been filled, in units of the base asset.
    #[serde(
        rename = "executedQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub executed_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much has been filled, in units of the quote asset.
    #[serde(
        rename = "executedQuoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub executed_quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// Why the order expired, if it did.
    #[serde(
        rename = "expiryReason",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub expiry_reason: ::std::option::Option<OrderExpiryReason>,
    /// The id that the exchange gave the order.
    pub id: ::std::string::String,
    /// See [`OrderTypeEnum`].
    #[serde(rename = "orderType")]
    pub order_type: OrderTypeEnum,
    /// Whether the order could only add to the book, never take from it.
    #[serde(rename = "postOnly", skip_serializing_if = "::std::option::Option::is_none")]
    pub post_only: ::std::option::Option<bool>,
    /// The limit price, in units of the quote asset. For limit orders.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to fill, in units of the base asset. Null for a conditional order that was not triggered.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to fill, in units of the quote asset.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// See [`SelfTradePrevention`].
    #[serde(rename = "selfTradePrevention")]
    pub self_trade_prevention: SelfTradePrevention,
    /// See [`Side`].
    pub side: Side,
    /// How much slippage is allowed, in the unit that `slippageToleranceType` names.
    #[serde(
        rename = "slippageTolerance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub slippage_tolerance: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the slippage tolerance counts ticks or percent.
    #[serde(
        rename = "slippageToleranceType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub slippage_tolerance_type: ::std::option::Option<SlippageToleranceType>,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
    /// The limit price of the stop loss, in units of the quote asset. Without it the stop loss is a market order.
    #[serde(
        rename = "stopLossLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub stop_loss_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the stop loss looks at.
    #[serde(
        rename = "stopLossTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the stop loss, in units of the quote asset, as text.
    #[serde(
        rename = "stopLossTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_price: ::std::option::Option<::std::string::String>,
    /// The id of the strategy that placed the order.
    #[serde(
        rename = "strategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub strategy_id: ::std::option::Option<::std::string::String>,
    /// The market.
    pub symbol: ::std::string::String,
    /// Why the exchange itself placed the order, if it did.
    #[serde(
        rename = "systemOrderType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub system_order_type: ::std::option::Option<SystemOrderType>,
    /// The limit price of the take profit, in units of the quote asset. Without it the take profit is a market order.
    #[serde(
        rename = "takeProfitLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub take_profit_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the take profit looks at.
    #[serde(
        rename = "takeProfitTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the take profit, in units of the quote asset, as text.
    #[serde(
        rename = "takeProfitTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_price: ::std::option::Option<::std::string::String>,
    /// See [`TimeInForce`].
    #[serde(rename = "timeInForce")]
    pub time_in_force: TimeInForce,
    /// The price that the trigger of the order looks at.
    #[serde(
        rename = "triggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the order, in units of the quote asset, as text.
    #[serde(
        rename = "triggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_price: ::std::option::Option<::std::string::String>,
    /// How much to fill once triggered, in units of the base asset, or a percentage such as `80%`.
    #[serde(
        rename = "triggerQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_quantity: ::std::option::Option<::std::string::String>,
}
/// The rules for the prices and the quantities of orders.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OrderBookFilters {
    /// Which prices an order may have.
    pub price: PriceFilter,
    /// Which quantities an order may have.
    pub quantity: QuantityFilter,
}
/// What an order book takes: everything (`Open`), nothing (`Closed`), cancels alone, limit orders alone, or orders alone that add to the book (`PostOnly`).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum OrderBookState {
    /// `Open`
    Open,
    /// `Closed`
    Closed,
    /// `CancelOnly`
    CancelOnly,
    /// `LimitOnly`
    LimitOnly,
    /// `PostOnly`
    PostOnly,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    OrderBookState { Open = "Open", Closed = "Closed", CancelOnly = "CancelOnly",
    LimitOnly = "LimitOnly", PostOnly = "PostOnly", }
}
/// Which orders to cancel.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OrderCancelAllPayload {
    /// The kind of orders to cancel. Every kind when left out.
    #[serde(
        rename = "orderType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub order_type: ::std::option::Option<CancelOrderTypeEnum>,
    /// The market whose orders are cancelled.
    pub symbol: ::std::string::String,
}
/// Which order to cancel. Either `orderId` or `clientId`, not both.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OrderCancelPayload {
    /// The id that you gave the order.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// The id that the exchange gave the order.
    #[serde(rename = "orderId", skip_serializing_if = "::std::option::Option::is_none")]
    pub order_id: ::std::option::Option<::std::string::String>,
    /// The market that the order is on.
    pub symbol: ::std::string::String,
}
/// An order to place. A limit order needs `price` and `quantity`, a market order one of `quantity` and `quoteQuantity`. A conditional order has `triggerPrice`, and `triggerQuantity` in place of the quantity.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OrderExecutePayload {
    /// Whether the order may borrow on spot margin.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether the order may repay a borrow on spot margin.
    #[serde(
        rename = "autoBorrowRepay",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow_repay: ::std::option::Option<bool>,
    /// Whether the order may lend on spot margin.
    #[serde(rename = "autoLend", skip_serializing_if = "::std::option::Option::is_none")]
    pub auto_lend: ::std::option::Option<bool>,
    /// Whether the order may redeem lent funds where it needs them on spot margin.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// The id of the broker that the order comes through.
    #[serde(rename = "brokerId", skip_serializing_if = "::std::option::Option::is_none")]
    pub broker_id: ::std::option::Option<u16>,
    /// An id of your own for the order.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// See [`OrderTypeEnum`].
    #[serde(rename = "orderType")]
    pub order_type: OrderTypeEnum,
    /// Whether the order may only add to the book, never take from it.
    #[serde(rename = "postOnly", skip_serializing_if = "::std::option::Option::is_none")]
    pub post_only: ::std::option::Option<bool>,
    /// The limit price, in units of the quote asset. For limit orders.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the base asset. A market order takes this or `quoteQuantity`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The most to spend or receive, in units of the quote asset. For market orders. The book fills the quantity whose value comes closest to it.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the order can only make a position smaller. For futures.
    #[serde(
        rename = "reduceOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reduce_only: ::std::option::Option<bool>,
    /// Which order is cancelled when the order would meet another one of the account. `RejectTaker` when left out.
    #[serde(
        rename = "selfTradePrevention",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub self_trade_prevention: ::std::option::Option<SelfTradePrevention>,
    /// See [`Side`].
    pub side: Side,
    /// How much slippage is allowed, in the unit that `slippageToleranceType` names.
    #[serde(
        rename = "slippageTolerance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub slippage_tolerance: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the slippage tolerance counts ticks or percent.
    #[serde(
        rename = "slippageToleranceType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub slippage_tolerance_type: ::std::option::Option<SlippageToleranceType>,
    /// The limit price of the stop loss, in units of the quote asset. With it the stop loss is a limit order.
    #[serde(
        rename = "stopLossLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub stop_loss_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the stop loss looks at.
    #[serde(
        rename = "stopLossTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the stop loss, in units of the quote asset, as text.
    #[serde(
        rename = "stopLossTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub stop_loss_trigger_price: ::std::option::Option<::std::string::String>,
    /// The market.
    pub symbol: ::std::string::String,
    /// The limit price of the take profit, in units of the quote asset. With it the take profit is a limit order.
    #[serde(
        rename = "takeProfitLimitPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub take_profit_limit_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The price that the trigger of the take profit looks at.
    #[serde(
        rename = "takeProfitTriggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the take profit, in units of the quote asset, as text.
    #[serde(
        rename = "takeProfitTriggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub take_profit_trigger_price: ::std::option::Option<::std::string::String>,
    /// See [`TimeInForce`].
    #[serde(
        rename = "timeInForce",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub time_in_force: ::std::option::Option<TimeInForce>,
    /// The price that the trigger of the order looks at.
    #[serde(
        rename = "triggerBy",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_by: ::std::option::Option<TriggerBy>,
    /// The price that triggers the order, in units of the quote asset, as text. Makes the order a conditional one.
    #[serde(
        rename = "triggerPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_price: ::std::option::Option<::std::string::String>,
    /// How much to trade once triggered, in units of the base asset, or a percentage such as `80%`.
    #[serde(
        rename = "triggerQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub trigger_quantity: ::std::option::Option<::std::string::String>,
}
/// Why an order expired before it was filled. `Unknown` is a value of the exchange.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum OrderExpiryReason {
    /// `AccountTradingSuspended`
    AccountTradingSuspended,
    /// `BorrowRequiresLendRedeem`
    BorrowRequiresLendRedeem,
    /// `FillOrKill`
    FillOrKill,
    /// `InsufficientBorrowableQuantity`
    InsufficientBorrowableQuantity,
    /// `InsufficientFunds`
    InsufficientFunds,
    /// `InsufficientLiquidity`
    InsufficientLiquidity,
    /// `InvalidPrice`
    InvalidPrice,
    /// `InvalidQuantity`
    InvalidQuantity,
    /// `ImmediateOrCancel`
    ImmediateOrCancel,
    /// `InsufficientMargin`
    InsufficientMargin,
    /// `Liquidation`
    Liquidation,
    /// `NegativeEquity`
    NegativeEquity,
    /// `PostOnlyMode`
    PostOnlyMode,
    /// `PostOnlyTaker`
    PostOnlyTaker,
    /// `PriceOutOfBounds`
    PriceOutOfBounds,
    /// `ReduceOnlyNotReduced`
    ReduceOnlyNotReduced,
    /// `SelfTradePrevention`
    SelfTradePrevention,
    /// `StopWithoutPosition`
    StopWithoutPosition,
    /// `PriceImpact`
    PriceImpact,
    /// `Unknown`
    Unknown,
    /// `UserPermissions`
    UserPermissions,
    /// `MaxStopOrdersPerPosition`
    MaxStopOrdersPerPosition,
    /// `PositionLimit`
    PositionLimit,
    /// `SlippageToleranceExceeded`
    SlippageToleranceExceeded,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    OrderExpiryReason { AccountTradingSuspended = "AccountTradingSuspended",
    BorrowRequiresLendRedeem = "BorrowRequiresLendRedeem", FillOrKill = "FillOrKill",
    InsufficientBorrowableQuantity = "InsufficientBorrowableQuantity", InsufficientFunds
    = "InsufficientFunds", InsufficientLiquidity = "InsufficientLiquidity", InvalidPrice
    = "InvalidPrice", InvalidQuantity = "InvalidQuantity", ImmediateOrCancel =
    "ImmediateOrCancel", InsufficientMargin = "InsufficientMargin", Liquidation =
    "Liquidation", NegativeEquity = "NegativeEquity", PostOnlyMode = "PostOnlyMode",
    PostOnlyTaker = "PostOnlyTaker", PriceOutOfBounds = "PriceOutOfBounds",
    ReduceOnlyNotReduced = "ReduceOnlyNotReduced", SelfTradePrevention =
    "SelfTradePrevention", StopWithoutPosition = "StopWithoutPosition", PriceImpact =
    "PriceImpact", Unknown = "Unknown", UserPermissions = "UserPermissions",
    MaxStopOrdersPerPosition = "MaxStopOrdersPerPosition", PositionLimit =
    "PositionLimit", SlippageToleranceExceeded = "SlippageToleranceExceeded", }
}
/// One fill of an order.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OrderFill {
    /// The id that you gave the order, as text.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<::std::string::String>,
    /// The fee, in units of `feeSymbol`.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fee: ::rust_decimal::Decimal,
    /// The asset that the fee was taken in.
    #[serde(rename = "feeSymbol")]
    pub fee_symbol: ::std::string::String,
    /// Whether the order rested on the book when it was filled.
    #[serde(rename = "isMaker")]
    pub is_maker: bool,
    /// The id that the exchange gave the order.
    #[serde(rename = "orderId")]
    pub order_id: ::std::string::String,
    /// The price, in units of the quote asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub price: ::rust_decimal::Decimal,
    /// How much was filled, in units of the base asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`Side`].
    pub side: Side,
    /// The market.
    pub symbol: ::std::string::String,
    /// Why the exchange itself placed the order, if it did.
    #[serde(
        rename = "systemOrderType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub system_order_type: ::std::option::Option<SystemOrderType>,
    /// When the order was filled, in UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
    /// The id of the trade.
    #[serde(rename = "tradeId", skip_serializing_if = "::std::option::Option::is_none")]
    pub trade_id: ::std::option::Option<i64>,
}
/// Where an order stands.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum OrderStatus {
    /// `Cancelled`
    Cancelled,
    /// `Expired`
    Expired,
    /// `Filled`
    Filled,
    /// `New`
    New,
    /// `PartiallyFilled`
    PartiallyFilled,
    /// `TriggerPending`
    TriggerPending,
    /// `TriggerFailed`
    TriggerFailed,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    OrderStatus { Cancelled = "Cancelled", Expired = "Expired", Filled = "Filled", New =
    "New", PartiallyFilled = "PartiallyFilled", TriggerPending = "TriggerPending",
    TriggerFailed = "TriggerFailed", }
}
/// An order as it stands now. `orderType` says which kind it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OrderType {
    /// `orderType` is `Limit`.
    Limit(LimitOrder),
    /// `orderType` is `Market`.
    Market(MarketOrder),
    /// `orderType` is another text. The whole object is kept, and written back as it came.
    Other(::serde_json::Map<::std::string::String, ::serde_json::Value>),
}
crate::wire::tagged_union! {
    OrderType by "orderType" { "Limit" => Limit(LimitOrder), "Market" =>
    Market(MarketOrder), }
}
/// Whether an order has a price of its own (`Limit`) or takes what the book offers (`Market`).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum OrderTypeEnum {
    /// `Market`
    Market,
    /// `Limit`
    Limit,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    OrderTypeEnum { Market = "Market", Limit = "Limit", }
}
/// The event has a certain outcome.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct OutcomeResolutionCondition {
    /// The outcome, for example the name of a winner.
    pub outcome: ::std::string::String,
}
/// What a payment of interest is for.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum PaymentType {
    /// `EntryFee`
    EntryFee,
    /// `Borrow`
    Borrow,
    /// `Lend`
    Lend,
    /// `UnrealizedPositivePnl`
    UnrealizedPositivePnl,
    /// `UnrealizedNegativePnl`
    UnrealizedNegativePnl,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    PaymentType { EntryFee = "EntryFee", Borrow = "Borrow", Lend = "Lend",
    UnrealizedPositivePnl = "UnrealizedPositivePnl", UnrealizedNegativePnl =
    "UnrealizedNegativePnl", }
}
/// Where a position would be liquidated.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PositionEstimatedLiquidationPrice {
    /// The estimated liquidation price, in the quote asset.
    #[serde(rename = "liquidationPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub liquidation_price: ::rust_decimal::Decimal,
    /// The mark price that the estimate starts from, in the quote asset.
    #[serde(rename = "markPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mark_price: ::rust_decimal::Decimal,
}
/// A position of the history, as it stands or as it was when it was closed.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PositionHistoryRow {
    /// The leverage of the account, as a factor.
    #[serde(
        rename = "accountLeverage",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub account_leverage: ::std::option::Option<::rust_decimal::Decimal>,
    /// When the position was closed, in UTC.
    #[serde(rename = "closedAt", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub closed_at: ::std::option::Option<::jiff::Timestamp>,
    /// How much of the position was closed. The unit is not published.
    #[serde(rename = "closedVolume")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub closed_volume: ::rust_decimal::Decimal,
    /// The price at which the position was closed, in units of the quote asset.
    #[serde(
        rename = "closingPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub closing_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// What the position has won or lost, realized, in units of the quote asset.
    #[serde(rename = "cumulativePnlRealized")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub cumulative_pnl_realized: ::rust_decimal::Decimal,
    /// The price at which the position was entered, in units of the quote asset.
    #[serde(rename = "entryPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub entry_price: ::rust_decimal::Decimal,
    /// The trading fees of the position, in units of the quote asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fees: ::rust_decimal::Decimal,
    /// The funding of the position, in units of the quote asset.
    #[serde(
        rename = "fundingQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub funding_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id of the position.
    pub id: ::std::string::String,
    /// The initial margin fraction, 0.02 for 2 percent.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub imf: ::rust_decimal::Decimal,
    /// The interest on the unrealized result of the position, in units of the quote asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub interest: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much of the position was liquidated. The unit is not published.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub liquidated: ::rust_decimal::Decimal,
    /// The liquidation fees of the position, in units of the quote asset.
    #[serde(rename = "liquidationFees")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub liquidation_fees: ::rust_decimal::Decimal,
    /// The mark price of the market, in units of the quote asset.
    #[serde(rename = "markPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mark_price: ::rust_decimal::Decimal,
    /// What the position cost to enter, in units of the quote asset. Positive when long, negative when short.
    #[serde(rename = "netCost")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_cost: ::rust_decimal::Decimal,
    /// The value that the position has in the worst case of the open orders, in units of the quote asset.
    #[serde(rename = "netExposureNotional")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_notional: ::rust_decimal::Decimal,
    /// The size that the position has in the worst case of the open orders, in units of the base asset.
    #[serde(rename = "netExposureQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_exposure_quantity: ::rust_decimal::Decimal,
    /// The size of the position, in units of the base asset. Positive when long, negative when short.
    #[serde(rename = "netQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_quantity: ::rust_decimal::Decimal,
    /// When the position was opened, in UTC.
    #[serde(rename = "openedAt", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub opened_at: ::std::option::Option<::jiff::Timestamp>,
    /// See [`PositionState`].
    pub state: PositionState,
    /// The market.
    pub symbol: ::std::string::String,
    /// What the position would win or lose now, unrealized, in units of the quote asset.
    #[serde(rename = "unrealizedPnl")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub unrealized_pnl: ::rust_decimal::Decimal,
}
/// How the margin fraction grows with the size of a position. For `sqrt` it is the larger of `base` and `factor` times the square root of the notional.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PositionImfFunction {
    /// The smallest fraction.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub base: ::rust_decimal::Decimal,
    /// What the square root of the notional is multiplied with.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub factor: ::rust_decimal::Decimal,
    /// See [`PositionImfFunctionType`].
    #[serde(rename = "type")]
    pub type_: PositionImfFunctionType,
}
/// The form of the function.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum PositionImfFunctionType {
    /// `sqrt`
    Sqrt,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    PositionImfFunctionType { Sqrt = "sqrt", }
}
/// Whether a position is still held.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum PositionState {
    /// `Open`
    Open,
    /// `Closed`
    Closed,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    PositionState { Open = "Open", Closed = "Closed", }
}
/// A market on one outcome of an event.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PredictionMarket {
    /// The price at which it trades, in the quote asset.
    #[serde(rename = "activePrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub active_price: ::rust_decimal::Decimal,
    /// A short name of this market among the markets of the event.
    #[serde(
        rename = "groupLabel",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub group_label: ::std::option::Option<::std::string::String>,
    /// The address of a picture for the market.
    #[serde(rename = "imgUrl", skip_serializing_if = "::std::option::Option::is_none")]
    pub img_url: ::std::option::Option<::std::string::String>,
    /// The market, for example `SOLABOVE150_USDC_PREDICTION`. It need not be in the list of markets.
    #[serde(rename = "marketSymbol")]
    pub market_symbol: ::std::string::String,
    /// What the outcome no is called, for example the name of the other team.
    #[serde(rename = "noOutcomeLabel")]
    pub no_outcome_label: ::std::string::String,
    /// The outcome that is proposed, true for yes.
    #[serde(
        rename = "proposedResolution",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub proposed_resolution: ::std::option::Option<bool>,
    /// When an outcome was proposed, UTC.
    #[serde(
        rename = "proposedResolutionAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub proposed_resolution_at: ::std::option::Option<::jiff::Timestamp>,
    /// What the market asks.
    pub question: ::std::string::String,
    /// What was traded in the last 24 hours, in the quote asset.
    #[serde(rename = "quoteVolume")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quote_volume: ::rust_decimal::Decimal,
    /// What was traded since the market opened, in the quote asset.
    #[serde(rename = "quoteVolumeLifetime")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quote_volume_lifetime: ::rust_decimal::Decimal,
    /// When the market resolves to yes.
    #[serde(
        rename = "resolutionCondition",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub resolution_condition: ::std::option::Option<ResolutionCondition>,
    /// How long after `proposedResolutionAt` the market is resolved, in seconds, between 0 and 604800 (7 days).
    #[serde(rename = "resolutionDelaySecs")]
    pub resolution_delay_secs: i32,
    /// The price at which the market was resolved, in the quote asset.
    #[serde(
        rename = "resolutionPrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub resolution_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// When the market was resolved, UTC.
    #[serde(
        rename = "resolvedAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub resolved_at: ::std::option::Option<::jiff::Timestamp>,
    /// How the question is decided.
    pub rules: ::std::string::String,
    /// What the outcome yes is called, for example the name of a team.
    #[serde(rename = "yesOutcomeLabel")]
    pub yes_outcome_label: ::std::string::String,
}
/// The band that the mark price of a perpetual on a stock is held in.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PriceBandDiscoveryBound {
    /// The upper end, as a multiplier.
    #[serde(rename = "maxMultiplier")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_multiplier: ::rust_decimal::Decimal,
    /// The lower end, as a multiplier.
    #[serde(rename = "minMultiplier")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_multiplier: ::rust_decimal::Decimal,
}
/// How far a price may lie from the mean of the mark price.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PriceBandMarkPrice {
    /// The upper end, as a multiplier of the mean.
    #[serde(rename = "maxMultiplier")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_multiplier: ::rust_decimal::Decimal,
    /// The lower end, as a multiplier of the mean.
    #[serde(rename = "minMultiplier")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_multiplier: ::rust_decimal::Decimal,
}
/// How far the premium of a future may lie from its mean.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PriceBandMeanPremium {
    /// The largest distance, as a fraction: with `0.05` and a mean premium of 5 percent, an order at a premium above 10 percent is refused.
    #[serde(rename = "tolerancePct")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub tolerance_pct: ::rust_decimal::Decimal,
}
/// Which prices an order may have. Prices are in the quote asset, and multipliers are multiplied with the price that each names.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct PriceFilter {
    /// How far above the last active price a spot margin trade may be without an entry fee, as a multiplier.
    #[serde(
        rename = "borrowEntryFeeMaxMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub borrow_entry_fee_max_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// How far below the last active price a spot margin trade may be without an entry fee, as a multiplier.
    #[serde(
        rename = "borrowEntryFeeMinMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub borrow_entry_fee_min_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// The band that the mark price of a perpetual on a stock is held in.
    #[serde(
        rename = "discoveryBoundBand",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub discovery_bound_band: ::std::option::Option<PriceBandDiscoveryBound>,
    /// How far above the best ask a market order may buy, as a multiplier.
    #[serde(
        rename = "maxImpactMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub max_impact_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// How far above the last active price an order may be, as a multiplier.
    #[serde(
        rename = "maxMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub max_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// The highest price, in the quote asset.
    #[serde(rename = "maxPrice", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub max_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// The most that one update raises the mark or index price, as a multiplier of the price before.
    #[serde(
        rename = "maxPriceUpdateMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub max_price_update_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// How far a price may lie from the mean of the mark price. Spot markets have it too.
    #[serde(
        rename = "meanMarkPriceBand",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mean_mark_price_band: ::std::option::Option<PriceBandMarkPrice>,
    /// How far the premium of a future may lie from its mean.
    #[serde(
        rename = "meanPremiumBand",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub mean_premium_band: ::std::option::Option<PriceBandMeanPremium>,
    /// How far below the best bid a market order may sell, as a multiplier.
    #[serde(
        rename = "minImpactMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub min_impact_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// How far below the last active price an order may be, as a multiplier.
    #[serde(
        rename = "minMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub min_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// The lowest price, in the quote asset.
    #[serde(rename = "minPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_price: ::rust_decimal::Decimal,
    /// The most that one update lowers the mark or index price, as a multiplier of the price before.
    #[serde(
        rename = "minPriceUpdateMultiplier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub min_price_update_multiplier: ::std::option::Option<::rust_decimal::Decimal>,
    /// The step between prices, in the quote asset.
    #[serde(rename = "tickSize")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub tick_size: ::rust_decimal::Decimal,
}
/// Which quantities an order may have, in the base asset.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QuantityFilter {
    /// The largest quantity, in the base asset.
    #[serde(
        rename = "maxQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub max_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The smallest quantity, in the base asset. A future's position that falls to it is closed, so it is close to `stepSize` there.
    #[serde(rename = "minQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_quantity: ::rust_decimal::Decimal,
    /// The step between quantities, in the base asset.
    #[serde(rename = "stepSize")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub step_size: ::rust_decimal::Decimal,
}
/// A quantity ends in a range. An end that is not given is open.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QuantityRangeResolutionCondition {
    /// The lower end, which belongs to the range.
    #[serde(
        rename = "greaterThanOrEqual",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub greater_than_or_equal: ::std::option::Option<::rust_decimal::Decimal>,
    /// The upper end, which does not belong to the range.
    #[serde(rename = "lessThan", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub less_than: ::std::option::Option<::rust_decimal::Decimal>,
}
/// A quote as it stands now.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Quote {
    /// The price at which the maker sells, in units of the quote asset.
    #[serde(rename = "askPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub ask_price: ::rust_decimal::Decimal,
    /// The price at which the maker buys, in units of the quote asset.
    #[serde(rename = "bidPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub bid_price: ::rust_decimal::Decimal,
    /// The id that the maker gave the quote.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the quote was created, in Unix milliseconds.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub created_at: ::jiff::Timestamp,
    /// The id that the exchange gave the quote.
    #[serde(rename = "quoteId")]
    pub quote_id: ::std::string::String,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
}
/// Which quote to accept. The request is named by `rfqId` or by `clientId`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QuoteAcceptPayload {
    /// The id that you gave the request.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// The id that the exchange gave the quote.
    #[serde(rename = "quoteId")]
    pub quote_id: ::std::string::String,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId", skip_serializing_if = "::std::option::Option::is_none")]
    pub rfq_id: ::std::option::Option<::std::string::String>,
}
/// The fill of a quote.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QuoteFillHistorical {
    /// The id that the maker gave the quote.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the quote was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// The fee, in units of `feeSymbol`.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fee: ::rust_decimal::Decimal,
    /// The asset that the fee was taken in.
    #[serde(rename = "feeSymbol")]
    pub fee_symbol: ::std::string::String,
    /// The price of the fill, in units of the quote asset.
    #[serde(rename = "fillPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fill_price: ::rust_decimal::Decimal,
    /// When the request was filled, in UTC.
    #[serde(rename = "filledAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub filled_at: ::jiff::Timestamp,
    /// How much was traded, in units of the base asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// The id that the exchange gave the quote.
    #[serde(rename = "quoteId")]
    pub quote_id: ::std::string::String,
    /// The id of the request that the quote filled.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
    /// See [`Side`].
    pub side: Side,
    /// The market.
    pub symbol: ::std::string::String,
}
/// A quote of the history.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QuoteHistorical {
    /// The price at which the maker sells, in units of the quote asset.
    #[serde(rename = "askPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub ask_price: ::rust_decimal::Decimal,
    /// The price at which the maker buys, in units of the quote asset.
    #[serde(rename = "bidPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub bid_price: ::rust_decimal::Decimal,
    /// The id that the maker gave the quote.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the quote was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// Whether the quote is settled later rather than at once.
    #[serde(rename = "deferredSettlement")]
    pub deferred_settlement: bool,
    /// The id that the exchange gave the quote.
    #[serde(rename = "quoteId")]
    pub quote_id: ::std::string::String,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
}
/// A quote for a request, with a price for each side.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct QuotePayload {
    /// The price at which you sell, in units of the quote asset.
    #[serde(rename = "askPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub ask_price: ::rust_decimal::Decimal,
    /// Whether to borrow what the quote needs.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether to repay borrows with what the quote brings in.
    #[serde(
        rename = "autoBorrowRepay",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow_repay: ::std::option::Option<bool>,
    /// Whether to lend what the quote brings in.
    #[serde(rename = "autoLend", skip_serializing_if = "::std::option::Option::is_none")]
    pub auto_lend: ::std::option::Option<bool>,
    /// Whether to redeem lent funds where the quote needs them.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// The price at which you buy, in units of the quote asset.
    #[serde(rename = "bidPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub bid_price: ::rust_decimal::Decimal,
    /// An id of your own for the quote.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
}
/// A request for quotes as it stands now, for a quantity of the base or of the quote asset.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RequestForQuote {
    /// The id that the requester gave the request.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the request was created, in Unix milliseconds.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub created_at: ::jiff::Timestamp,
    /// See [`RfqExecutionMode`].
    #[serde(rename = "executionMode")]
    pub execution_mode: RfqExecutionMode,
    /// When the request expires if nothing matches it, in Unix milliseconds.
    #[serde(rename = "expiryTime")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub expiry_time: ::jiff::Timestamp,
    /// The price that a quote must keep to, in units of the quote asset. In the mode `Immediate` only.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the base asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the quote asset.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
    /// See [`Side`].
    pub side: Side,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
    /// Until when quotes can be submitted, in Unix milliseconds.
    #[serde(rename = "submissionTime")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub submission_time: ::jiff::Timestamp,
    /// The market.
    pub symbol: ::std::string::String,
    /// Why the exchange itself made the request, if it did.
    #[serde(
        rename = "systemOrderType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub system_order_type: ::std::option::Option<SystemOrderType>,
}
/// Which request to cancel, named by `rfqId` or by `clientId`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RequestForQuoteCancelPayload {
    /// The id that you gave the request.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId", skip_serializing_if = "::std::option::Option::is_none")]
    pub rfq_id: ::std::option::Option<::std::string::String>,
}
/// The fill of a request for quotes.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RequestForQuoteFillHistorical {
    /// The id that the requester gave the request.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the request was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// The price of the fill, in units of the quote asset.
    #[serde(rename = "fillPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fill_price: ::rust_decimal::Decimal,
    /// When the request was filled, in UTC.
    #[serde(rename = "filledAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub filled_at: ::jiff::Timestamp,
    /// How much to trade, in units of the base asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id of the quote that filled the request.
    #[serde(rename = "quoteId")]
    pub quote_id: ::std::string::String,
    /// How much to trade, in units of the quote asset.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
    /// See [`Side`].
    pub side: Side,
    /// The market.
    pub symbol: ::std::string::String,
    /// Why the exchange itself made the request, if it did.
    #[serde(
        rename = "systemOrderType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub system_order_type: ::std::option::Option<SystemOrderType>,
}
/// A request for quotes of the history.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RequestForQuoteHistorical {
    /// The id that the requester gave the request.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// When the request was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// The id of the quote that was accepted for deferred settlement, if one was.
    #[serde(
        rename = "deferredSettlementQuoteId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub deferred_settlement_quote_id: ::std::option::Option<::std::string::String>,
    /// See [`RfqExecutionMode`].
    #[serde(rename = "executionMode")]
    pub execution_mode: RfqExecutionMode,
    /// When the request expires or expired if nothing matched it, in UTC.
    #[serde(rename = "expiryTime")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub expiry_time: ::jiff::Timestamp,
    /// The price that a quote had to keep to, in units of the quote asset. In the mode `Immediate` only.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the base asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the quote asset.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id that the exchange gave the request.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
    /// See [`Side`].
    pub side: Side,
    /// See [`OrderStatus`].
    pub status: OrderStatus,
    /// Until when quotes could be submitted, in UTC.
    #[serde(rename = "submissionTime")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub submission_time: ::jiff::Timestamp,
    /// The market.
    pub symbol: ::std::string::String,
}
/// A request for quotes, for a quantity of the base asset or of the quote asset.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RequestForQuotePayload {
    /// Whether to borrow what the trade needs.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether to repay borrows with what the trade brings in.
    #[serde(
        rename = "autoBorrowRepay",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow_repay: ::std::option::Option<bool>,
    /// Whether to lend what the trade brings in.
    #[serde(rename = "autoLend", skip_serializing_if = "::std::option::Option::is_none")]
    pub auto_lend: ::std::option::Option<bool>,
    /// Whether to redeem lent funds where the trade needs them.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// An id of your own for the request.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<u32>,
    /// How a quote is chosen. `AwaitAccept` when left out.
    #[serde(
        rename = "executionMode",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub execution_mode: ::std::option::Option<RfqExecutionMode>,
    /// The price that a quote must keep to, in units of the quote asset. Needed with `Immediate`, and only then.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the base asset. This or `quoteQuantity`.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade, in units of the quote asset. This or `quantity`.
    #[serde(
        rename = "quoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// See [`Side`].
    pub side: Side,
    /// The market.
    pub symbol: ::std::string::String,
}
/// Which request to refresh.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RequestForQuoteRefreshPayload {
    /// The id that the exchange gave the request. An id of your own does not do here.
    #[serde(rename = "rfqId")]
    pub rfq_id: ::std::string::String,
}
/// What decides an event.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Resolution {
    /// The price at the end.
    #[serde(
        rename = "closePrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub close_price: ::std::option::Option<::rust_decimal::Decimal>,
    /// When the event ends, UTC.
    #[serde(rename = "endDate", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub end_date: ::std::option::Option<::jiff::Timestamp>,
    /// How it turned out, where that is not a price, for example the name of a winner.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub outcome: ::std::option::Option<::std::string::String>,
    /// Who the prices are taken from.
    #[serde(
        rename = "resolutionSource",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub resolution_source: ::std::option::Option<ResolutionSource>,
    /// What the source calls it, for example the symbol of a market there.
    #[serde(
        rename = "resolutionSourceEventIdentifier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub resolution_source_event_identifier: ::std::option::Option<::std::string::String>,
    /// Whether the event is resolved, which it is when all its markets are.
    pub resolved: bool,
    /// When the event starts, UTC.
    #[serde(rename = "startDate")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub start_date: ::jiff::Timestamp,
    /// The price at the start, against which the end is held.
    #[serde(
        rename = "strikePrice",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub strike_price: ::std::option::Option<::rust_decimal::Decimal>,
}
/// When a prediction market resolves to yes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ResolutionCondition {
    /// `type` is `Outcome`.
    Outcome(OutcomeResolutionCondition),
    /// `type` is `QuantityRange`.
    QuantityRange(QuantityRangeResolutionCondition),
    /// `type` is `StrikePrice`.
    StrikePrice(StrikePriceResolutionCondition),
    /// `type` is another text. The whole object is kept, and written back as it came.
    Other(::serde_json::Map<::std::string::String, ::serde_json::Value>),
}
crate::wire::tagged_union! {
    ResolutionCondition by "type" { "Outcome" => Outcome(OutcomeResolutionCondition),
    "QuantityRange" => QuantityRange(QuantityRangeResolutionCondition), "StrikePrice" =>
    StrikePrice(StrikePriceResolutionCondition), }
}
/// Who the prices that decide an event are taken from.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum ResolutionSource {
    /// `binance`
    Binance,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    ResolutionSource { Binance = "binance", }
}
/// How a quote is chosen. With `AwaitAccept` the requester accepts one, with `Immediate` the first quote within the price of the request is accepted at once.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum RfqExecutionMode {
    /// `AwaitAccept`
    AwaitAccept,
    /// `Immediate`
    Immediate,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    RfqExecutionMode { AwaitAccept = "AwaitAccept", Immediate = "Immediate", }
}
/// A kind of fill of a request, made by the user or by the exchange to convert collateral.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum RfqFillType {
    /// `User`
    User,
    /// `CollateralConversion`
    CollateralConversion,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    RfqFillType { User = "User", CollateralConversion = "CollateralConversion", }
}
/// An open request and the quotes submitted for it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct RfqWithQuotes {
    /// The quotes for the request.
    pub quotes: ::std::vec::Vec<Quote>,
    /// See [`RequestForQuote`].
    pub rfq: RequestForQuote,
}
/// What an asset of the world outside is.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum RwaMarketType {
    /// `STOCK`
    Stock,
    /// `INDEX`
    Index,
    /// `COMMODITY`
    Commodity,
    /// `FX`
    Fx,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    RwaMarketType { Stock = "STOCK", Index = "INDEX", Commodity = "COMMODITY", Fx = "FX",
    }
}
/// A security that can be traded.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Security {
    /// The asset, for example `MU.US`.
    pub asset: ::std::string::String,
    /// Its CUSIP, which identifies a North American security.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub cusip: ::std::option::Option<::std::string::String>,
    /// The name of the security.
    pub name: ::std::string::String,
    /// The sessions it trades in, and in which quantities.
    pub sessions: ::std::vec::Vec<SecuritySession>,
}
/// Which quantities of a security an order may have during one session.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct SecuritySession {
    /// The largest quantity of an order, in units of the security.
    #[serde(
        rename = "maxQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub max_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The smallest quantity of an order, in units of the security.
    #[serde(rename = "minQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_quantity: ::rust_decimal::Decimal,
    /// The session, by its name in the list of sessions.
    pub name: ::std::string::String,
    /// The step between quantities, in units of the security.
    #[serde(rename = "stepSize")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub step_size: ::rust_decimal::Decimal,
}
/// Which order is cancelled when two orders of one account would meet.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SelfTradePrevention {
    /// `RejectTaker`
    RejectTaker,
    /// `RejectMaker`
    RejectMaker,
    /// `RejectBoth`
    RejectBoth,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SelfTradePrevention { RejectTaker = "RejectTaker", RejectMaker = "RejectMaker",
    RejectBoth = "RejectBoth", }
}
/// Events that come again and again.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Series {
    /// How often an event of the series takes place.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub recurrence: ::std::option::Option<SeriesRecurrence>,
    /// What names the series in requests.
    pub slug: ::std::string::String,
    /// The name of the series for people.
    pub title: ::std::string::String,
}
/// How often events take place.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SeriesRecurrence {
    /// `minutely`
    Minutely,
    /// `fiveMinutely`
    FiveMinutely,
    /// `fifteenMinutely`
    FifteenMinutely,
    /// `hourly`
    Hourly,
    /// `daily`
    Daily,
    /// `weekly`
    Weekly,
    /// `monthly`
    Monthly,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SeriesRecurrence { Minutely = "minutely", FiveMinutely = "fiveMinutely",
    FifteenMinutely = "fifteenMinutely", Hourly = "hourly", Daily = "daily", Weekly =
    "weekly", Monthly = "monthly", }
}
/// A settlement on the account.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Settlement {
    /// The number of the settlement in the sequence of the matching engine.
    #[serde(
        rename = "engineSequence",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub engine_sequence: ::std::option::Option<u64>,
    /// The id of the position, if it is of one. Funding payments and realized profit and loss are.
    #[serde(
        rename = "positionId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub position_id: ::std::option::Option<::std::string::String>,
    /// How much was settled. Its asset is not published.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`SettlementSource`].
    pub source: SettlementSource,
    /// The id of the subaccount, if it is of one.
    #[serde(
        rename = "subaccountId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub subaccount_id: ::std::option::Option<i32>,
    /// When it was settled, in UTC.
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
    /// The id of the user whose account it is.
    #[serde(rename = "userId")]
    pub user_id: i32,
}
/// What a settlement is for. Finer than `SettlementSourceFilter`.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SettlementSource {
    /// `TradingFees`
    TradingFees,
    /// `TradingFeesSystem`
    TradingFeesSystem,
    /// `FundingPayment`
    FundingPayment,
    /// `CulledBorrowInterest`
    CulledBorrowInterest,
    /// `CulledRealizePnlAuto`
    CulledRealizePnlAuto,
    /// `CulledRealizePnlBookUtilisation`
    CulledRealizePnlBookUtilisation,
    /// `CulledRealizePnlAccountThreshold`
    CulledRealizePnlAccountThreshold,
    /// `CulledRealizePnlSystemThreshold`
    CulledRealizePnlSystemThreshold,
    /// `RealizePnl`
    RealizePnl,
    /// `BackstopProviderLiquidation`
    BackstopProviderLiquidation,
    /// `BackstopAdlLiquidation`
    BackstopAdlLiquidation,
    /// `BackstopLiquidityFundProceeds`
    BackstopLiquidityFundProceeds,
    /// `SystemLiabilityTransfer`
    SystemLiabilityTransfer,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SettlementSource { TradingFees = "TradingFees", TradingFeesSystem =
    "TradingFeesSystem", FundingPayment = "FundingPayment", CulledBorrowInterest =
    "CulledBorrowInterest", CulledRealizePnlAuto = "CulledRealizePnlAuto",
    CulledRealizePnlBookUtilisation = "CulledRealizePnlBookUtilisation",
    CulledRealizePnlAccountThreshold = "CulledRealizePnlAccountThreshold",
    CulledRealizePnlSystemThreshold = "CulledRealizePnlSystemThreshold", RealizePnl =
    "RealizePnl", BackstopProviderLiquidation = "BackstopProviderLiquidation",
    BackstopAdlLiquidation = "BackstopAdlLiquidation", BackstopLiquidityFundProceeds =
    "BackstopLiquidityFundProceeds", SystemLiabilityTransfer = "SystemLiabilityTransfer",
    }
}
/// What settlements can be filtered by. Coarser than `SettlementSource`, and not spelled like it everywhere (`Utilization` here, `Utilisation` there).
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SettlementSourceFilter {
    /// `BackstopLiquidation`
    BackstopLiquidation,
    /// `CulledBorrowInterest`
    CulledBorrowInterest,
    /// `CulledRealizePnl`
    CulledRealizePnl,
    /// `CulledRealizePnlBookUtilization`
    CulledRealizePnlBookUtilization,
    /// `FundingPayment`
    FundingPayment,
    /// `RealizePnl`
    RealizePnl,
    /// `TradingFees`
    TradingFees,
    /// `TradingFeesSystem`
    TradingFeesSystem,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SettlementSourceFilter { BackstopLiquidation = "BackstopLiquidation",
    CulledBorrowInterest = "CulledBorrowInterest", CulledRealizePnl = "CulledRealizePnl",
    CulledRealizePnlBookUtilization = "CulledRealizePnlBookUtilization", FundingPayment =
    "FundingPayment", RealizePnl = "RealizePnl", TradingFees = "TradingFees",
    TradingFeesSystem = "TradingFeesSystem", }
}
/// Which side of the book. A `Bid` buys, an `Ask` sells.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Side {
    /// `Bid`
    Bid,
    /// `Ask`
    Ask,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    Side { Bid = "Bid", Ask = "Ask", }
}
/// The unit of a slippage tolerance.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SlippageToleranceType {
    /// `TickSize`
    TickSize,
    /// `Percent`
    Percent,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SlippageToleranceType { TickSize = "TickSize", Percent = "Percent", }
}
/// Oldest or newest first.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SortDirection {
    /// `Asc`
    Asc,
    /// `Desc`
    Desc,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SortDirection { Asc = "Asc", Desc = "Desc", }
}
/// The yearly staking rate of one asset.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StakingApyRate {
    /// By how much the yield is diluted. How it enters the rate is not published.
    #[serde(rename = "dilutionFactor")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub dilution_factor: ::rust_decimal::Decimal,
    /// What staking yields in a year, as a fraction.
    #[serde(rename = "stakingRate")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub staking_rate: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
}
/// Whether the exchange is working (`Ok`) or in maintenance.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum Status {
    /// `Ok`
    Ok,
    /// `Maintenance`
    Maintenance,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    Status { Ok = "Ok", Maintenance = "Maintenance", }
}
/// Whether the exchange is working, and what it has to say about that.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StatusAndMessage {
    /// A sentence for people, if there is anything to say.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub message: ::std::option::Option<::std::string::String>,
    /// Whether the exchange is working.
    pub status: Status,
}
/// A strategy of the history.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Strategy {
    /// Why the strategy was cancelled, if it was.
    #[serde(
        rename = "cancelReason",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub cancel_reason: ::std::option::Option<StrategyCrankCancelReason>,
    /// The id that you gave the strategy.
    #[serde(
        rename = "clientStrategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub client_strategy_id: ::std::option::Option<u32>,
    /// When the strategy was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// How long the strategy was to run, in milliseconds.
    pub duration: u64,
    /// How much has been filled, in units of the base asset.
    #[serde(
        rename = "executedQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub executed_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much has been filled, in units of the quote asset.
    #[serde(
        rename = "executedQuoteQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub executed_quote_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The id that the exchange gave the strategy.
    pub id: ::std::string::String,
    /// The time from one order to the next, in milliseconds.
    pub interval: u64,
    /// How much to fill, in units of the base asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the quantity of each interval was random.
    #[serde(rename = "randomizedIntervalQuantity")]
    pub randomized_interval_quantity: bool,
    /// See [`SelfTradePrevention`].
    #[serde(rename = "selfTradePrevention")]
    pub self_trade_prevention: SelfTradePrevention,
    /// See [`Side`].
    pub side: Side,
    /// How much slippage each order was allowed, in the unit that `slippageToleranceType` names.
    #[serde(
        rename = "slippageTolerance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub slippage_tolerance: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the slippage tolerance counts ticks or percent.
    #[serde(
        rename = "slippageToleranceType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub slippage_tolerance_type: ::std::option::Option<SlippageToleranceType>,
    /// See [`StrategyStatus`].
    pub status: StrategyStatus,
    /// See [`StrategyTypeEnum`].
    #[serde(rename = "strategyType")]
    pub strategy_type: StrategyTypeEnum,
    /// The market.
    pub symbol: ::std::string::String,
    /// See [`TimeInForce`].
    #[serde(rename = "timeInForce")]
    pub time_in_force: TimeInForce,
}
/// Which strategies to cancel.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StrategyCancelAllPayload {
    /// The type of strategies to cancel. Every type when left out.
    #[serde(
        rename = "strategyType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub strategy_type: ::std::option::Option<StrategyTypeEnum>,
    /// The market whose strategies are cancelled.
    pub symbol: ::std::string::String,
}
/// Which strategy to cancel, named by `strategyId` or by `clientStrategyId`.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StrategyCancelPayload {
    /// The id that you gave the strategy.
    #[serde(
        rename = "clientStrategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub client_strategy_id: ::std::option::Option<u32>,
    /// The id that the exchange gave the strategy.
    #[serde(
        rename = "strategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub strategy_id: ::std::option::Option<::std::string::String>,
    /// The market that the strategy trades on.
    pub symbol: ::std::string::String,
}
/// Why a strategy was cancelled. `Unknown` is a value of the exchange.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum StrategyCrankCancelReason {
    /// `Expired`
    Expired,
    /// `FillOrKill`
    FillOrKill,
    /// `InsufficientBorrowableQuantity`
    InsufficientBorrowableQuantity,
    /// `InsufficientFunds`
    InsufficientFunds,
    /// `InsufficientLiquidity`
    InsufficientLiquidity,
    /// `InvalidPrice`
    InvalidPrice,
    /// `InvalidQuantity`
    InvalidQuantity,
    /// `InsufficientMargin`
    InsufficientMargin,
    /// `Liquidation`
    Liquidation,
    /// `PriceOutOfBounds`
    PriceOutOfBounds,
    /// `ReduceOnlyNotReduced`
    ReduceOnlyNotReduced,
    /// `SelfTradePrevention`
    SelfTradePrevention,
    /// `Unknown`
    Unknown,
    /// `UserPermissions`
    UserPermissions,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    StrategyCrankCancelReason { Expired = "Expired", FillOrKill = "FillOrKill",
    InsufficientBorrowableQuantity = "InsufficientBorrowableQuantity", InsufficientFunds
    = "InsufficientFunds", InsufficientLiquidity = "InsufficientLiquidity", InvalidPrice
    = "InvalidPrice", InvalidQuantity = "InvalidQuantity", InsufficientMargin =
    "InsufficientMargin", Liquidation = "Liquidation", PriceOutOfBounds =
    "PriceOutOfBounds", ReduceOnlyNotReduced = "ReduceOnlyNotReduced",
    SelfTradePrevention = "SelfTradePrevention", Unknown = "Unknown", UserPermissions =
    "UserPermissions", }
}
/// A strategy to start.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StrategyCreatePayload {
    /// Whether the orders may borrow on spot margin.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether the orders may repay a borrow on spot margin.
    #[serde(
        rename = "autoBorrowRepay",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow_repay: ::std::option::Option<bool>,
    /// Whether the orders may lend on spot margin.
    #[serde(rename = "autoLend", skip_serializing_if = "::std::option::Option::is_none")]
    pub auto_lend: ::std::option::Option<bool>,
    /// Whether the orders may redeem lent funds where they need them on spot margin.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// The id of the broker that the orders come through.
    #[serde(rename = "brokerId", skip_serializing_if = "::std::option::Option::is_none")]
    pub broker_id: ::std::option::Option<u16>,
    /// An id of your own for the strategy.
    #[serde(
        rename = "clientStrategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub client_strategy_id: ::std::option::Option<u32>,
    /// How long the strategy runs, in milliseconds.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub duration: ::std::option::Option<u64>,
    /// The time from one order to the next, in milliseconds.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub interval: ::std::option::Option<u64>,
    /// Whether the orders may only add to the book, never take from it.
    #[serde(rename = "postOnly", skip_serializing_if = "::std::option::Option::is_none")]
    pub post_only: ::std::option::Option<bool>,
    /// The limit price of the orders, in units of the quote asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub price: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much to trade in all, in units of the base asset.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the quantity of each interval is random.
    #[serde(
        rename = "randomizedIntervalQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub randomized_interval_quantity: ::std::option::Option<bool>,
    /// Whether the orders can only make a position smaller. For futures.
    #[serde(
        rename = "reduceOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reduce_only: ::std::option::Option<bool>,
    /// Which order is cancelled when one of the orders would meet another one of the account.
    #[serde(
        rename = "selfTradePrevention",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub self_trade_prevention: ::std::option::Option<SelfTradePrevention>,
    /// See [`Side`].
    pub side: Side,
    /// How much slippage each order is allowed, in the unit that `slippageToleranceType` names.
    #[serde(
        rename = "slippageTolerance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub slippage_tolerance: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the slippage tolerance counts ticks or percent.
    #[serde(
        rename = "slippageToleranceType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub slippage_tolerance_type: ::std::option::Option<SlippageToleranceType>,
    /// See [`StrategyTypeEnum`].
    #[serde(rename = "strategyType")]
    pub strategy_type: StrategyTypeEnum,
    /// The market.
    pub symbol: ::std::string::String,
    /// How long each of the orders stays.
    #[serde(
        rename = "timeInForce",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub time_in_force: ::std::option::Option<TimeInForce>,
}
/// Where a strategy stands. `Cancelled` is by the user, `Terminated` by the exchange.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum StrategyStatus {
    /// `Running`
    Running,
    /// `Completed`
    Completed,
    /// `Cancelled`
    Cancelled,
    /// `Terminated`
    Terminated,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    StrategyStatus { Running = "Running", Completed = "Completed", Cancelled =
    "Cancelled", Terminated = "Terminated", }
}
/// A strategy as it stands now. It trades a quantity in parts, one in each interval.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StrategyType {
    /// The id that you gave the strategy.
    #[serde(
        rename = "clientStrategyId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub client_strategy_id: ::std::option::Option<u32>,
    /// When the strategy was created, in Unix milliseconds.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub created_at: ::jiff::Timestamp,
    /// How long the strategy runs, in milliseconds.
    pub duration: u64,
    /// How much has been filled, in units of the base asset.
    #[serde(rename = "executedQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub executed_quantity: ::rust_decimal::Decimal,
    /// How much has been filled, in units of the quote asset.
    #[serde(rename = "executedQuoteQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub executed_quote_quantity: ::rust_decimal::Decimal,
    /// The id that the exchange gave the strategy.
    pub id: ::std::string::String,
    /// The time from one order to the next, in milliseconds.
    pub interval: u64,
    /// How much to fill, in units of the base asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// Whether the quantity of each interval is random.
    #[serde(
        rename = "randomizedIntervalQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub randomized_interval_quantity: ::std::option::Option<bool>,
    /// Whether the orders can only make a futures position smaller.
    #[serde(
        rename = "reduceOnly",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub reduce_only: ::std::option::Option<bool>,
    /// See [`SelfTradePrevention`].
    #[serde(rename = "selfTradePrevention")]
    pub self_trade_prevention: SelfTradePrevention,
    /// See [`Side`].
    pub side: Side,
    /// How much slippage each order is allowed, in the unit that `slippageToleranceType` names.
    #[serde(
        rename = "slippageTolerance",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub slippage_tolerance: ::std::option::Option<::rust_decimal::Decimal>,
    /// Whether the slippage tolerance counts ticks or percent.
    #[serde(
        rename = "slippageToleranceType",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub slippage_tolerance_type: ::std::option::Option<SlippageToleranceType>,
    /// See [`StrategyStatus`].
    pub status: StrategyStatus,
    /// See [`StrategyTypeEnum`].
    #[serde(rename = "strategyType")]
    pub strategy_type: StrategyTypeEnum,
    /// The market.
    pub symbol: ::std::string::String,
    /// See [`TimeInForce`].
    #[serde(rename = "timeInForce")]
    pub time_in_force: TimeInForce,
}
/// A type of strategy. `Scheduled` places orders at intervals.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum StrategyTypeEnum {
    /// `Scheduled`
    Scheduled,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    StrategyTypeEnum { Scheduled = "Scheduled", }
}
/// On which side of the strike price.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum StrikePriceCondition {
    /// `above`
    Above,
    /// `below`
    Below,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    StrikePriceCondition { Above = "above", Below = "below", }
}
/// A price ends above or below the strike price of the event.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct StrikePriceResolutionCondition {
    /// See [`StrikePriceCondition`].
    pub condition: StrikePriceCondition,
}
/// Why the exchange itself placed an order.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum SystemOrderType {
    /// `CollateralConversion`
    CollateralConversion,
    /// `FutureExpiry`
    FutureExpiry,
    /// `LiquidatePositionOnAdl`
    LiquidatePositionOnAdl,
    /// `LiquidatePositionOnBook`
    LiquidatePositionOnBook,
    /// `LiquidatePositionOnBackstop`
    LiquidatePositionOnBackstop,
    /// `OrderBookClosed`
    OrderBookClosed,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    SystemOrderType { CollateralConversion = "CollateralConversion", FutureExpiry =
    "FutureExpiry", LiquidatePositionOnAdl = "LiquidatePositionOnAdl",
    LiquidatePositionOnBook = "LiquidatePositionOnBook", LiquidatePositionOnBackstop =
    "LiquidatePositionOnBackstop", OrderBookClosed = "OrderBookClosed", }
}
/// A topic of prediction events.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Tag {
    /// What names the tag in requests.
    pub slug: ::std::string::String,
    /// The name of the tag for people.
    pub title: ::std::string::String,
}
/// How a market moved in an interval that ends now.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Ticker {
    /// The first price of the interval, in the quote asset.
    #[serde(rename = "firstPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub first_price: ::rust_decimal::Decimal,
    /// The highest price, in the quote asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub high: ::rust_decimal::Decimal,
    /// The last price, in the quote asset.
    #[serde(rename = "lastPrice")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub last_price: ::rust_decimal::Decimal,
    /// The lowest price, in the quote asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub low: ::rust_decimal::Decimal,
    /// The last price less the first, in the quote asset.
    #[serde(rename = "priceChange")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub price_change: ::rust_decimal::Decimal,
    /// The change as a fraction of the first price. In spite of the name, `0.025` is 2.5 percent.
    #[serde(rename = "priceChangePercent")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub price_change_percent: ::rust_decimal::Decimal,
    /// What was traded, in the quote asset.
    #[serde(rename = "quoteVolume")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quote_volume: ::rust_decimal::Decimal,
    /// The market.
    pub symbol: ::std::string::String,
    /// How many trades there were. A whole number, sent as text; a number on the stream.
    pub trades: ::std::string::String,
    /// What was traded, in the base asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub volume: ::rust_decimal::Decimal,
}
/// How far back statistics reach, a day or a week.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum TickerInterval {
    /// `1d`
    D1,
    /// `1w`
    W1,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    TickerInterval { D1 = "1d", W1 = "1w", }
}
/// How long an order stays. `GTC` until cancelled, `IOC` fills what it can at once, `FOK` all or nothing.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum TimeInForce {
    /// `GTC`
    Gtc,
    /// `IOC`
    Ioc,
    /// `FOK`
    Fok,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    TimeInForce { Gtc = "GTC", Ioc = "IOC", Fok = "FOK", }
}
/// An asset on one network, and how it can be moved there.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Token {
    /// See [`Blockchain`].
    pub blockchain: Blockchain,
    /// The address of the token's contract or mint, if it has one.
    #[serde(
        rename = "contractAddress",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub contract_address: ::std::option::Option<::std::string::String>,
    /// Whether deposits are open.
    #[serde(rename = "depositEnabled")]
    pub deposit_enabled: bool,
    /// The name to show to people.
    #[serde(rename = "displayName")]
    pub display_name: ::std::string::String,
    /// The largest withdrawal, in units of the asset, if there is a limit.
    #[serde(
        rename = "maximumWithdrawal",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub maximum_withdrawal: ::std::option::Option<::rust_decimal::Decimal>,
    /// The smallest deposit, in units of the asset.
    #[serde(rename = "minimumDeposit")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub minimum_deposit: ::rust_decimal::Decimal,
    /// The smallest withdrawal, in units of the asset.
    #[serde(rename = "minimumWithdrawal")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub minimum_withdrawal: ::rust_decimal::Decimal,
    /// How many decimals the token has on this network.
    #[serde(
        rename = "nativeDecimals",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub native_decimals: ::std::option::Option<u8>,
    /// Whether withdrawals are open.
    #[serde(rename = "withdrawEnabled")]
    pub withdraw_enabled: bool,
    /// The fee of a withdrawal, in units of the asset.
    #[serde(rename = "withdrawalFee")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub withdrawal_fee: ::rust_decimal::Decimal,
}
/// One trade of a market.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Trade {
    /// The trade.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub id: ::std::option::Option<i64>,
    /// Whether the buyer's order was the one that waited in the book.
    #[serde(rename = "isBuyerMaker")]
    pub is_buyer_maker: bool,
    /// The price, in the quote asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub price: ::rust_decimal::Decimal,
    /// How much changed hands, in the base asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// How much changed hands, in the quote asset.
    #[serde(rename = "quoteQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quote_quantity: ::rust_decimal::Decimal,
    /// When it happened, in Unix milliseconds of the server.
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub timestamp: ::jiff::Timestamp,
}
/// The price that a trigger looks at.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum TriggerBy {
    /// `MarkPrice`
    MarkPrice,
    /// `LastPrice`
    LastPrice,
    /// `IndexPrice`
    IndexPrice,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    TriggerBy { MarkPrice = "MarkPrice", LastPrice = "LastPrice", IndexPrice =
    "IndexPrice", }
}
/// The settings to change. What is left out stays as it is.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct UpdateAccountSettingsRequest {
    /// Whether reconciling the collateral may borrow. Reconciling settles a debt or a surplus that the account has run up.
    #[serde(
        rename = "autoBorrowSettlements",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow_settlements: ::std::option::Option<bool>,
    /// Whether available balances are lent out by themselves.
    #[serde(rename = "autoLend", skip_serializing_if = "::std::option::Option::is_none")]
    pub auto_lend: ::std::option::Option<bool>,
    /// Whether available balances repay what is borrowed by themselves.
    #[serde(
        rename = "autoRepayBorrows",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_repay_borrows: ::std::option::Option<bool>,
    /// The highest leverage that the account or subaccount may use, as a multiple.
    #[serde(
        rename = "leverageLimit",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub leverage_limit: ::std::option::Option<::rust_decimal::Decimal>,
}
/// The withdrawal delay to change to.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct UpdateWithdrawalDelayRequest {
    /// The two-factor token that was issued for this.
    #[serde(rename = "twoFactorToken")]
    pub two_factor_token: crate::wire::Secret,
    /// How long withdrawals shall wait, in hours.
    #[serde(rename = "withdrawalDelayHours")]
    pub withdrawal_delay_hours: u32,
}
/// A vault and its terms.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Vault {
    /// The vault.
    pub id: u32,
    /// The smallest payment, in units of `symbol`.
    #[serde(rename = "minMintQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_mint_quantity: ::rust_decimal::Decimal,
    /// The fewest vault tokens that can be turned back.
    #[serde(rename = "minRedeemTokens")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub min_redeem_tokens: ::rust_decimal::Decimal,
    /// Whether the vault takes payments now.
    #[serde(rename = "mintsEnabled")]
    pub mints_enabled: bool,
    /// How long a request to turn tokens back waits at the least, in milliseconds.
    #[serde(rename = "redeemDelayMs")]
    pub redeem_delay_ms: i64,
    /// Whether the vault takes its tokens back now.
    #[serde(rename = "redeemsEnabled")]
    pub redeems_enabled: bool,
    /// How many vault tokens can still be had. None when it is left out.
    #[serde(
        rename = "remainingMintQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub remaining_mint_quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The asset that is paid in and paid out.
    pub symbol: ::std::string::String,
    /// The step between quantities of vault tokens.
    #[serde(rename = "tokenStepSize")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub token_step_size: ::rust_decimal::Decimal,
    /// The asset that stands for a share in the vault.
    #[serde(rename = "vaultToken")]
    pub vault_token: ::std::string::String,
}
/// What a vault was worth at one time.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct VaultHistory {
    /// The net asset value per token.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub nav: ::std::option::Option<::rust_decimal::Decimal>,
    /// When the snapshot was taken, with its offset from UTC.
    #[serde(with = "crate::wire::As::<crate::wire::ZonedDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub timestamp: ::jiff::Timestamp,
    /// How many vault tokens were in circulation.
    #[serde(
        rename = "tokenCirculatingSupply",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub token_circulating_supply: ::std::option::Option<::rust_decimal::Decimal>,
    /// The equity of the vault, in USDC.
    #[serde(
        rename = "vaultEquity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub vault_equity: ::std::option::Option<::rust_decimal::Decimal>,
    /// The vault.
    #[serde(rename = "vaultId")]
    pub vault_id: u32,
}
/// An interval of the history, a day, a week, a month or a year.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum VaultHistoryInterval {
    /// `1d`
    D1,
    /// `1w`
    W1,
    /// `1month`
    Month1,
    /// `1year`
    Year1,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    VaultHistoryInterval { D1 = "1d", W1 = "1w", Month1 = "1month", Year1 = "1year", }
}
/// What to pay into which vault.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct VaultMintRequest {
    /// Whether the payment may borrow what the balance does not cover.
    #[serde(
        rename = "autoBorrow",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_borrow: ::std::option::Option<bool>,
    /// Whether the payment may redeem funds that are lent out.
    #[serde(
        rename = "autoLendRedeem",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub auto_lend_redeem: ::std::option::Option<bool>,
    /// How much to pay in, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// The asset to pay in.
    pub symbol: ::std::string::String,
    /// The vault.
    #[serde(rename = "vaultId")]
    pub vault_id: u32,
}
/// What a vault and one of its tokens are worth now.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct VaultNav {
    /// When the value was last updated, in Unix milliseconds.
    #[serde(
        rename = "lastCrankTimestamp",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::option::Option<i64>"))]
    pub last_crank_timestamp: ::std::option::Option<::jiff::Timestamp>,
    /// The net asset value that a token is sold at, the larger of `nav` and `twapNav`.
    #[serde(rename = "mintNav")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub mint_nav: ::rust_decimal::Decimal,
    /// The net asset value per token now, in units of the asset it is paid out in.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub nav: ::rust_decimal::Decimal,
    /// The equity after haircuts.
    #[serde(rename = "netEquity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub net_equity: ::rust_decimal::Decimal,
    /// The net asset value that a token is taken back at, the smaller of `nav` and `twapNav`.
    #[serde(rename = "redeemNav")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub redeem_nav: ::rust_decimal::Decimal,
    /// How many vault tokens are in circulation.
    #[serde(rename = "tokenCirculatingSupply")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub token_circulating_supply: ::rust_decimal::Decimal,
    /// The net asset value per token, averaged over time, in the same units.
    #[serde(rename = "twapNav")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub twap_nav: ::rust_decimal::Decimal,
    /// The equity of the vault's account.
    #[serde(rename = "vaultEquity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub vault_equity: ::rust_decimal::Decimal,
}
/// A request to turn vault tokens back, and what became of it.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct VaultRedeem {
    /// The request.
    pub id: ::std::string::String,
    /// The net asset value per token that it was paid out at. Only there once the tokens are redeemed.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub nav: ::std::option::Option<::rust_decimal::Decimal>,
    /// How much was paid out, in units of `symbol`. Only there once the tokens are redeemed.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub quantity: ::std::option::Option<::rust_decimal::Decimal>,
    /// Why the request was cancelled. Only there if it was.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub reason: ::std::option::Option<::std::string::String>,
    /// What became of the request.
    pub status: VaultRedeemStatus,
    /// The asset that was paid out. Only there once the tokens are redeemed.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub symbol: ::std::option::Option<::std::string::String>,
    /// When that happened, in Unix milliseconds.
    #[serde(with = "crate::wire::As::<crate::wire::UnixMillis>")]
    #[cfg_attr(feature = "schemars", schemars(with = "i64"))]
    pub timestamp: ::jiff::Timestamp,
    /// The vault.
    #[serde(rename = "vaultId")]
    pub vault_id: u32,
    /// The asset that the vault tokens are. Only there once they are redeemed.
    #[serde(
        rename = "vaultToken",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub vault_token: ::std::option::Option<::std::string::String>,
    /// How many vault tokens are turned back.
    #[serde(rename = "vaultTokenQuantity")]
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub vault_token_quantity: ::rust_decimal::Decimal,
}
/// Which request to withdraw.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct VaultRedeemCancelRequest {
    /// The vault that the request was made to.
    #[serde(rename = "vaultId")]
    pub vault_id: u32,
}
/// How many vault tokens to turn back.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct VaultRedeemRequest {
    /// The vault.
    #[serde(rename = "vaultId")]
    pub vault_id: u32,
    /// How many vault tokens to turn back into USDC. All that are available when it is left out.
    #[serde(
        rename = "vaultTokenQuantity",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub vault_token_quantity: ::std::option::Option<::rust_decimal::Decimal>,
}
/// What became of a request to turn vault tokens back.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum VaultRedeemStatus {
    /// `Requested`
    Requested,
    /// `Redeemed`
    Redeemed,
    /// `Cancelled`
    Cancelled,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    VaultRedeemStatus { Requested = "Requested", Redeemed = "Redeemed", Cancelled =
    "Cancelled", }
}
/// A wallet of the exchange.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct WalletResponse {
    /// The address of the wallet.
    pub address: ::std::string::String,
    /// The network that the wallet is on. Published as plain text and not as `Blockchain`.
    pub blockchain: ::std::string::String,
}
/// A withdrawal from the account.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct Withdrawal {
    /// The identifier of the account at the bank.
    #[serde(
        rename = "accountIdentifier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub account_identifier: ::std::option::Option<::std::string::String>,
    /// The identifier of the bank.
    #[serde(
        rename = "bankIdentifier",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub bank_identifier: ::std::option::Option<::std::string::String>,
    /// The bank that is paid to.
    #[serde(rename = "bankName", skip_serializing_if = "::std::option::Option::is_none")]
    pub bank_name: ::std::option::Option<::std::string::String>,
    /// See [`Blockchain`].
    pub blockchain: Blockchain,
    /// The id that the client gave it.
    #[serde(rename = "clientId", skip_serializing_if = "::std::option::Option::is_none")]
    pub client_id: ::std::option::Option<::std::string::String>,
    /// When the withdrawal was created, in UTC.
    #[serde(rename = "createdAt")]
    #[serde(with = "crate::wire::As::<crate::wire::UtcDateTime>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub created_at: ::jiff::Timestamp,
    /// The fee, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub fee: ::rust_decimal::Decimal,
    /// The fee in `fiatSymbol`.
    #[serde(rename = "fiatFee", skip_serializing_if = "::std::option::Option::is_none")]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::ExactDecimal>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub fiat_fee: ::std::option::Option<::rust_decimal::Decimal>,
    /// Where the payment stands, if it goes through Equals Money.
    #[serde(
        rename = "fiatState",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub fiat_state: ::std::option::Option<EqualsMoneyWithdrawalState>,
    /// The currency, if it is a payment in one.
    #[serde(
        rename = "fiatSymbol",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub fiat_symbol: ::std::option::Option<FiatAsset>,
    /// The id of the withdrawal.
    pub id: i32,
    /// The hash of the transaction, once it is sent. It may be absent where `transactionHash` is there.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub identifier: ::std::option::Option<::std::string::String>,
    /// Whether it stays inside the exchange.
    #[serde(rename = "isInternal")]
    pub is_internal: bool,
    /// The id of the payment at its provider.
    #[serde(
        rename = "providerId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub provider_id: ::std::option::Option<::std::string::String>,
    /// How much is withdrawn, in units of the asset.
    #[serde(with = "crate::wire::As::<crate::wire::ExactDecimal>")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub quantity: ::rust_decimal::Decimal,
    /// See [`WithdrawalStatus`].
    pub status: WithdrawalStatus,
    /// The id of the subaccount that withdraws.
    #[serde(
        rename = "subaccountId",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub subaccount_id: ::std::option::Option<u16>,
    /// The asset.
    pub symbol: ::std::string::String,
    /// The address that is paid to.
    #[serde(rename = "toAddress")]
    pub to_address: ::std::string::String,
    /// The hash of the transfer on its network.
    #[serde(
        rename = "transactionHash",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub transaction_hash: ::std::option::Option<::std::string::String>,
    /// When the withdrawal will be started, in UTC, if it is delayed.
    #[serde(
        rename = "triggerAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub trigger_at: ::std::option::Option<::jiff::Timestamp>,
}
/// The withdrawal delay in effect, and the change to it that waits, if any.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct WithdrawalDelay {
    /// How long withdrawals wait now, in hours.
    #[serde(
        rename = "currentWithdrawalDelayHours",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub current_withdrawal_delay_hours: ::std::option::Option<i32>,
    /// How long withdrawals will wait once the change takes effect, in hours.
    #[serde(
        rename = "pendingWithdrawalDelayHours",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    pub pending_withdrawal_delay_hours: ::std::option::Option<i32>,
    /// When the change takes effect, in UTC.
    #[serde(
        rename = "pendingWithdrawalDelayHoursEnabledAt",
        skip_serializing_if = "::std::option::Option::is_none"
    )]
    #[serde(default, with = "crate::wire::OptionAs::<crate::wire::UtcDateTime>")]
    #[cfg_attr(
        feature = "schemars",
        schemars(with = "::std::option::Option<::std::string::String>")
    )]
    pub pending_withdrawal_delay_hours_enabled_at: ::std::option::Option<
        ::jiff::Timestamp,
    >,
}
/// Who is paid by a withdrawal.
#[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
pub struct WithdrawalRecipientInformation {
    /// The declaration of the account holder about sanctions.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub sanctions_representation: ::std::option::Option<bool>,
    /// The id of the saved withdrawal address.
    pub withdrawal_address_id: i32,
    /// What the withdrawal is for.
    #[serde(skip_serializing_if = "::std::option::Option::is_none")]
    pub withdrawal_purpose: ::std::option::Option<::std::string::String>,
}
/// Where a withdrawal stands. Those that end in `Required` wait for the account holder.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
pub enum WithdrawalStatus {
    /// `confirmed`
    Confirmed,
    /// `ownershipVerificationRequired`
    OwnershipVerificationRequired,
    /// `pending`
    Pending,
    /// `recipientInformationProvided`
    RecipientInformationProvided,
    /// `recipientInformationRequired`
    RecipientInformationRequired,
    /// A value that this version does not know, as the exchange sent it.
    Other(::std::string::String),
}
crate::wire::open_enum! {
    WithdrawalStatus { Confirmed = "confirmed", OwnershipVerificationRequired =
    "ownershipVerificationRequired", Pending = "pending", RecipientInformationProvided =
    "recipientInformationProvided", RecipientInformationRequired =
    "recipientInformationRequired", }
}
/// Error types.
pub mod error {
    /// Error from a `TryFrom` or `FromStr` implementation.
    pub struct ConversionError(::std::borrow::Cow<'static, str>);
    impl ::std::error::Error for ConversionError {}
    impl ::std::fmt::Display for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Display::fmt(&self.0, f)
        }
    }
    impl ::std::fmt::Debug for ConversionError {
        fn fmt(
            &self,
            f: &mut ::std::fmt::Formatter<'_>,
        ) -> Result<(), ::std::fmt::Error> {
            ::std::fmt::Debug::fmt(&self.0, f)
        }
    }
    impl From<&'static str> for ConversionError {
        fn from(value: &'static str) -> Self {
            Self(value.into())
        }
    }
    impl From<String> for ConversionError {
        fn from(value: String) -> Self {
            Self(value.into())
        }
    }
}
impl AccountConvertDustPayload {
    /// Starts a [`AccountConvertDustPayload`].
    pub fn builder() -> AccountConvertDustPayloadBuilder {
        AccountConvertDustPayloadBuilder {
            options: Default::default(),
        }
    }
}
/// Builds a [`AccountConvertDustPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct AccountConvertDustPayloadBuilder {
    options: AccountConvertDustPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct AccountConvertDustPayloadOptions {
    symbol: Option<::std::string::String>,
}
impl AccountConvertDustPayloadBuilder {
    /// The asset. All dust of the account when left out.
    pub fn symbol(mut self, symbol: impl Into<::std::string::String>) -> Self {
        self.options.symbol = Some(symbol.into());
        self
    }
}
impl AccountConvertDustPayloadBuilder {
    /// The body.
    pub fn build(self) -> AccountConvertDustPayload {
        AccountConvertDustPayload {
            symbol: self.options.symbol,
        }
    }
}
impl AccountWithdrawalPayload {
    /// Starts a [`AccountWithdrawalPayload`].
    pub fn builder() -> AccountWithdrawalPayloadBuilder {
        AccountWithdrawalPayloadBuilder {
            address: crate::Unset,
            blockchain: crate::Unset,
            quantity: crate::Unset,
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`AccountWithdrawalPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct AccountWithdrawalPayloadBuilder<
    OfAddress = crate::Unset,
    OfBlockchain = crate::Unset,
    OfQuantity = crate::Unset,
    OfSymbol = crate::Unset,
> {
    address: OfAddress,
    blockchain: OfBlockchain,
    quantity: OfQuantity,
    symbol: OfSymbol,
    options: AccountWithdrawalPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct AccountWithdrawalPayloadOptions {
    auto_borrow: Option<bool>,
    auto_lend_redeem: Option<bool>,
    client_id: Option<::std::string::String>,
    recipient_information: Option<WithdrawalRecipientInformation>,
    two_factor_token: Option<crate::wire::Secret>,
}
impl<
    OfBlockchain,
    OfQuantity,
    OfSymbol,
> AccountWithdrawalPayloadBuilder<crate::Unset, OfBlockchain, OfQuantity, OfSymbol> {
    /// The address to pay to.
    pub fn address(
        self,
        address: impl Into<::std::string::String>,
    ) -> AccountWithdrawalPayloadBuilder<
        ::std::string::String,
        OfBlockchain,
        OfQuantity,
        OfSymbol,
    > {
        AccountWithdrawalPayloadBuilder {
            address: address.into(),
            blockchain: self.blockchain,
            quantity: self.quantity,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<
    OfAddress,
    OfQuantity,
    OfSymbol,
> AccountWithdrawalPayloadBuilder<OfAddress, crate::Unset, OfQuantity, OfSymbol> {
    /// See [`Blockchain`].
    pub fn blockchain(
        self,
        blockchain: Blockchain,
    ) -> AccountWithdrawalPayloadBuilder<OfAddress, Blockchain, OfQuantity, OfSymbol> {
        AccountWithdrawalPayloadBuilder {
            blockchain,
            address: self.address,
            quantity: self.quantity,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<
    OfAddress,
    OfBlockchain,
    OfSymbol,
> AccountWithdrawalPayloadBuilder<OfAddress, OfBlockchain, crate::Unset, OfSymbol> {
    /// How much to withdraw, in units of the asset.
    pub fn quantity(
        self,
        quantity: ::rust_decimal::Decimal,
    ) -> AccountWithdrawalPayloadBuilder<
        OfAddress,
        OfBlockchain,
        ::rust_decimal::Decimal,
        OfSymbol,
    > {
        AccountWithdrawalPayloadBuilder {
            quantity,
            address: self.address,
            blockchain: self.blockchain,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<
    OfAddress,
    OfBlockchain,
    OfQuantity,
> AccountWithdrawalPayloadBuilder<OfAddress, OfBlockchain, OfQuantity, crate::Unset> {
    /// The asset.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> AccountWithdrawalPayloadBuilder<
        OfAddress,
        OfBlockchain,
        OfQuantity,
        ::std::string::String,
    > {
        AccountWithdrawalPayloadBuilder {
            symbol: symbol.into(),
            address: self.address,
            blockchain: self.blockchain,
            quantity: self.quantity,
            options: self.options,
        }
    }
}
impl<
    OfAddress,
    OfBlockchain,
    OfQuantity,
    OfSymbol,
> AccountWithdrawalPayloadBuilder<OfAddress, OfBlockchain, OfQuantity, OfSymbol> {
    /// Whether the withdrawal may borrow what the balance does not cover.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.options.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether the withdrawal may redeem funds that are lent out.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.options.auto_lend_redeem = Some(auto_lend_redeem);
        self
    }
    /// An id of the client's own for the withdrawal, 255 characters at the most.
    pub fn client_id(mut self, client_id: impl Into<::std::string::String>) -> Self {
        self.options.client_id = Some(client_id.into());
        self
    }
    /// Who is paid, where that must be said. How the exchange expects an object within the body to be signed is not published; it is signed as compact JSON with sorted keys, which is inferred.
    pub fn recipient_information(
        mut self,
        recipient_information: WithdrawalRecipientInformation,
    ) -> Self {
        self.options.recipient_information = Some(recipient_information);
        self
    }
    /// The two-factor token that was issued for this. Needed unless the address is exempt in the address book of the account.
    pub fn two_factor_token(
        mut self,
        two_factor_token: impl Into<crate::wire::Secret>,
    ) -> Self {
        self.options.two_factor_token = Some(two_factor_token.into());
        self
    }
}
impl AccountWithdrawalPayloadBuilder<
    ::std::string::String,
    Blockchain,
    ::rust_decimal::Decimal,
    ::std::string::String,
> {
    /// The body.
    pub fn build(self) -> AccountWithdrawalPayload {
        AccountWithdrawalPayload {
            address: self.address,
            blockchain: self.blockchain,
            quantity: self.quantity,
            symbol: self.symbol,
            auto_borrow: self.options.auto_borrow,
            auto_lend_redeem: self.options.auto_lend_redeem,
            client_id: self.options.client_id,
            recipient_information: self.options.recipient_information,
            two_factor_token: self.options.two_factor_token,
        }
    }
}
impl BorrowLendExecutePayload {
    /// Starts a [`BorrowLendExecutePayload`].
    pub fn builder() -> BorrowLendExecutePayloadBuilder {
        BorrowLendExecutePayloadBuilder {
            quantity: crate::Unset,
            side: crate::Unset,
            symbol: crate::Unset,
        }
    }
}
/// Builds a [`BorrowLendExecutePayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct BorrowLendExecutePayloadBuilder<
    OfQuantity = crate::Unset,
    OfSide = crate::Unset,
    OfSymbol = crate::Unset,
> {
    quantity: OfQuantity,
    side: OfSide,
    symbol: OfSymbol,
}
impl<OfSide, OfSymbol> BorrowLendExecutePayloadBuilder<crate::Unset, OfSide, OfSymbol> {
    /// How much to borrow or to lend, in units of the asset.
    pub fn quantity(
        self,
        quantity: ::rust_decimal::Decimal,
    ) -> BorrowLendExecutePayloadBuilder<::rust_decimal::Decimal, OfSide, OfSymbol> {
        BorrowLendExecutePayloadBuilder {
            quantity,
            side: self.side,
            symbol: self.symbol,
        }
    }
}
impl<
    OfQuantity,
    OfSymbol,
> BorrowLendExecutePayloadBuilder<OfQuantity, crate::Unset, OfSymbol> {
    /// See [`BorrowLendSide`].
    pub fn side(
        self,
        side: BorrowLendSide,
    ) -> BorrowLendExecutePayloadBuilder<OfQuantity, BorrowLendSide, OfSymbol> {
        BorrowLendExecutePayloadBuilder {
            side,
            quantity: self.quantity,
            symbol: self.symbol,
        }
    }
}
impl<
    OfQuantity,
    OfSide,
> BorrowLendExecutePayloadBuilder<OfQuantity, OfSide, crate::Unset> {
    /// The asset.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> BorrowLendExecutePayloadBuilder<OfQuantity, OfSide, ::std::string::String> {
        BorrowLendExecutePayloadBuilder {
            symbol: symbol.into(),
            quantity: self.quantity,
            side: self.side,
        }
    }
}
impl BorrowLendExecutePayloadBuilder<
    ::rust_decimal::Decimal,
    BorrowLendSide,
    ::std::string::String,
> {
    /// The body.
    pub fn build(self) -> BorrowLendExecutePayload {
        BorrowLendExecutePayload {
            quantity: self.quantity,
            side: self.side,
            symbol: self.symbol,
        }
    }
}
impl CreateWithdrawalDelayRequest {
    /// Starts a [`CreateWithdrawalDelayRequest`].
    pub fn builder() -> CreateWithdrawalDelayRequestBuilder {
        CreateWithdrawalDelayRequestBuilder {
            two_factor_token: crate::Unset,
            withdrawal_delay_hours: crate::Unset,
        }
    }
}
/// Builds a [`CreateWithdrawalDelayRequest`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct CreateWithdrawalDelayRequestBuilder<
    OfTwoFactorToken = crate::Unset,
    OfWithdrawalDelayHours = crate::Unset,
> {
    two_factor_token: OfTwoFactorToken,
    withdrawal_delay_hours: OfWithdrawalDelayHours,
}
impl<
    OfWithdrawalDelayHours,
> CreateWithdrawalDelayRequestBuilder<crate::Unset, OfWithdrawalDelayHours> {
    /// The two-factor token that was issued for this.
    pub fn two_factor_token(
        self,
        two_factor_token: impl Into<crate::wire::Secret>,
    ) -> CreateWithdrawalDelayRequestBuilder<
        crate::wire::Secret,
        OfWithdrawalDelayHours,
    > {
        CreateWithdrawalDelayRequestBuilder {
            two_factor_token: two_factor_token.into(),
            withdrawal_delay_hours: self.withdrawal_delay_hours,
        }
    }
}
impl<
    OfTwoFactorToken,
> CreateWithdrawalDelayRequestBuilder<OfTwoFactorToken, crate::Unset> {
    /// How long withdrawals shall wait, in hours.
    pub fn withdrawal_delay_hours(
        self,
        withdrawal_delay_hours: u32,
    ) -> CreateWithdrawalDelayRequestBuilder<OfTwoFactorToken, u32> {
        CreateWithdrawalDelayRequestBuilder {
            withdrawal_delay_hours,
            two_factor_token: self.two_factor_token,
        }
    }
}
impl CreateWithdrawalDelayRequestBuilder<crate::wire::Secret, u32> {
    /// The body.
    pub fn build(self) -> CreateWithdrawalDelayRequest {
        CreateWithdrawalDelayRequest {
            two_factor_token: self.two_factor_token,
            withdrawal_delay_hours: self.withdrawal_delay_hours,
        }
    }
}
impl OrderCancelAllPayload {
    /// Starts a [`OrderCancelAllPayload`].
    pub fn builder() -> OrderCancelAllPayloadBuilder {
        OrderCancelAllPayloadBuilder {
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`OrderCancelAllPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct OrderCancelAllPayloadBuilder<OfSymbol = crate::Unset> {
    symbol: OfSymbol,
    options: OrderCancelAllPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct OrderCancelAllPayloadOptions {
    order_type: Option<CancelOrderTypeEnum>,
}
impl OrderCancelAllPayloadBuilder<crate::Unset> {
    /// The market whose orders are cancelled.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> OrderCancelAllPayloadBuilder<::std::string::String> {
        OrderCancelAllPayloadBuilder {
            symbol: symbol.into(),
            options: self.options,
        }
    }
}
impl<OfSymbol> OrderCancelAllPayloadBuilder<OfSymbol> {
    /// The kind of orders to cancel. Every kind when left out.
    pub fn order_type(mut self, order_type: CancelOrderTypeEnum) -> Self {
        self.options.order_type = Some(order_type);
        self
    }
}
impl OrderCancelAllPayloadBuilder<::std::string::String> {
    /// The body.
    pub fn build(self) -> OrderCancelAllPayload {
        OrderCancelAllPayload {
            symbol: self.symbol,
            order_type: self.options.order_type,
        }
    }
}
impl OrderCancelPayload {
    /// Starts a [`OrderCancelPayload`].
    pub fn builder() -> OrderCancelPayloadBuilder {
        OrderCancelPayloadBuilder {
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`OrderCancelPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct OrderCancelPayloadBuilder<OfSymbol = crate::Unset> {
    symbol: OfSymbol,
    options: OrderCancelPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct OrderCancelPayloadOptions {
    client_id: Option<u32>,
    order_id: Option<::std::string::String>,
}
impl OrderCancelPayloadBuilder<crate::Unset> {
    /// The market that the order is on.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> OrderCancelPayloadBuilder<::std::string::String> {
        OrderCancelPayloadBuilder {
            symbol: symbol.into(),
            options: self.options,
        }
    }
}
impl<OfSymbol> OrderCancelPayloadBuilder<OfSymbol> {
    /// The id that you gave the order.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.options.client_id = Some(client_id);
        self
    }
    /// The id that the exchange gave the order.
    pub fn order_id(mut self, order_id: impl Into<::std::string::String>) -> Self {
        self.options.order_id = Some(order_id.into());
        self
    }
}
impl OrderCancelPayloadBuilder<::std::string::String> {
    /// The body.
    pub fn build(self) -> OrderCancelPayload {
        OrderCancelPayload {
            symbol: self.symbol,
            client_id: self.options.client_id,
            order_id: self.options.order_id,
        }
    }
}
impl OrderCancelPayload {
    /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
    ///
    /// - exactly one of `orderId`, `clientId` is set (the published description of the operation).
    ///
    /// # Errors
    ///
    /// The rule that is broken, with the properties that it names.
    pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
        backpack_runtime::InvalidBody::one_of(
            "OrderCancelPayload",
            &[
                ("orderId", self.order_id.is_some()),
                ("clientId", self.client_id.is_some()),
            ],
        )?;
        ::std::result::Result::Ok(())
    }
}
impl OrderExecutePayload {
    /// Starts a [`OrderExecutePayload`].
    pub fn builder() -> OrderExecutePayloadBuilder {
        OrderExecutePayloadBuilder {
            order_type: crate::Unset,
            side: crate::Unset,
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`OrderExecutePayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct OrderExecutePayloadBuilder<
    OfOrderType = crate::Unset,
    OfSide = crate::Unset,
    OfSymbol = crate::Unset,
> {
    order_type: OfOrderType,
    side: OfSide,
    symbol: OfSymbol,
    options: OrderExecutePayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct OrderExecutePayloadOptions {
    auto_borrow: Option<bool>,
    auto_borrow_repay: Option<bool>,
    auto_lend: Option<bool>,
    auto_lend_redeem: Option<bool>,
    broker_id: Option<u16>,
    client_id: Option<u32>,
    post_only: Option<bool>,
    price: Option<::rust_decimal::Decimal>,
    quantity: Option<::rust_decimal::Decimal>,
    quote_quantity: Option<::rust_decimal::Decimal>,
    reduce_only: Option<bool>,
    self_trade_prevention: Option<SelfTradePrevention>,
    slippage_tolerance: Option<::rust_decimal::Decimal>,
    slippage_tolerance_type: Option<SlippageToleranceType>,
    stop_loss_limit_price: Option<::rust_decimal::Decimal>,
    stop_loss_trigger_by: Option<TriggerBy>,
    stop_loss_trigger_price: Option<::std::string::String>,
    take_profit_limit_price: Option<::rust_decimal::Decimal>,
    take_profit_trigger_by: Option<TriggerBy>,
    take_profit_trigger_price: Option<::std::string::String>,
    time_in_force: Option<TimeInForce>,
    trigger_by: Option<TriggerBy>,
    trigger_price: Option<::std::string::String>,
    trigger_quantity: Option<::std::string::String>,
}
impl<OfSide, OfSymbol> OrderExecutePayloadBuilder<crate::Unset, OfSide, OfSymbol> {
    /// See [`OrderTypeEnum`].
    pub fn order_type(
        self,
        order_type: OrderTypeEnum,
    ) -> OrderExecutePayloadBuilder<OrderTypeEnum, OfSide, OfSymbol> {
        OrderExecutePayloadBuilder {
            order_type,
            side: self.side,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<
    OfOrderType,
    OfSymbol,
> OrderExecutePayloadBuilder<OfOrderType, crate::Unset, OfSymbol> {
    /// See [`Side`].
    pub fn side(
        self,
        side: Side,
    ) -> OrderExecutePayloadBuilder<OfOrderType, Side, OfSymbol> {
        OrderExecutePayloadBuilder {
            side,
            order_type: self.order_type,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<OfOrderType, OfSide> OrderExecutePayloadBuilder<OfOrderType, OfSide, crate::Unset> {
    /// The market.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> OrderExecutePayloadBuilder<OfOrderType, OfSide, ::std::string::String> {
        OrderExecutePayloadBuilder {
            symbol: symbol.into(),
            order_type: self.order_type,
            side: self.side,
            options: self.options,
        }
    }
}
impl<
    OfOrderType,
    OfSide,
    OfSymbol,
> OrderExecutePayloadBuilder<OfOrderType, OfSide, OfSymbol> {
    /// Whether the order may borrow on spot margin.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.options.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether the order may repay a borrow on spot margin.
    pub fn auto_borrow_repay(mut self, auto_borrow_repay: bool) -> Self {
        self.options.auto_borrow_repay = Some(auto_borrow_repay);
        self
    }
    /// Whether the order may lend on spot margin.
    pub fn auto_lend(mut self, auto_lend: bool) -> Self {
        self.options.auto_lend = Some(auto_lend);
        self
    }
    /// Whether the order may redeem lent funds where it needs them on spot margin.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.options.auto_lend_redeem = Some(auto_lend_redeem);
        self
    }
    /// The id of the broker that the order comes through.
    pub fn broker_id(mut self, broker_id: u16) -> Self {
        self.options.broker_id = Some(broker_id);
        self
    }
    /// An id of your own for the order.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.options.client_id = Some(client_id);
        self
    }
    /// Whether the order may only add to the book, never take from it.
    pub fn post_only(mut self, post_only: bool) -> Self {
        self.options.post_only = Some(post_only);
        self
    }
    /// The limit price, in units of the quote asset. For limit orders.
    pub fn price(mut self, price: ::rust_decimal::Decimal) -> Self {
        self.options.price = Some(price);
        self
    }
    /// How much to trade, in units of the base asset. A market order takes this or `quoteQuantity`.
    pub fn quantity(mut self, quantity: ::rust_decimal::Decimal) -> Self {
        self.options.quantity = Some(quantity);
        self
    }
    /// The most to spend or receive, in units of the quote asset. For market orders. The book fills the quantity whose value comes closest to it.
    pub fn quote_quantity(mut self, quote_quantity: ::rust_decimal::Decimal) -> Self {
        self.options.quote_quantity = Some(quote_quantity);
        self
    }
    /// Whether the order can only make a position smaller. For futures.
    pub fn reduce_only(mut self, reduce_only: bool) -> Self {
        self.options.reduce_only = Some(reduce_only);
        self
    }
    /// Which order is cancelled when the order would meet another one of the account. `RejectTaker` when left out.
    pub fn self_trade_prevention(
        mut self,
        self_trade_prevention: SelfTradePrevention,
    ) -> Self {
        self.options.self_trade_prevention = Some(self_trade_prevention);
        self
    }
    /// How much slippage is allowed, in the unit that `slippageToleranceType` names.
    pub fn slippage_tolerance(
        mut self,
        slippage_tolerance: ::rust_decimal::Decimal,
    ) -> Self {
        self.options.slippage_tolerance = Some(slippage_tolerance);
        self
    }
    /// Whether the slippage tolerance counts ticks or percent.
    pub fn slippage_tolerance_type(
        mut self,
        slippage_tolerance_type: SlippageToleranceType,
    ) -> Self {
        self.options.slippage_tolerance_type = Some(slippage_tolerance_type);
        self
    }
    /// The limit price of the stop loss, in units of the quote asset. With it the stop loss is a limit order.
    pub fn stop_loss_limit_price(
        mut self,
        stop_loss_limit_price: ::rust_decimal::Decimal,
    ) -> Self {
        self.options.stop_loss_limit_price = Some(stop_loss_limit_price);
        self
    }
    /// The price that the trigger of the stop loss looks at.
    pub fn stop_loss_trigger_by(mut self, stop_loss_trigger_by: TriggerBy) -> Self {
        self.options.stop_loss_trigger_by = Some(stop_loss_trigger_by);
        self
    }
    /// The price that triggers the stop loss, in units of the quote asset, as text.
    pub fn stop_loss_trigger_price(
        mut self,
        stop_loss_trigger_price: impl Into<::std::string::String>,
    ) -> Self {
        self.options.stop_loss_trigger_price = Some(stop_loss_trigger_price.into());
        self
    }
    /// The limit price of the take profit, in units of the quote asset. With it the take profit is a limit order.
    pub fn take_profit_limit_price(
        mut self,
        take_profit_limit_price: ::rust_decimal::Decimal,
    ) -> Self {
        self.options.take_profit_limit_price = Some(take_profit_limit_price);
        self
    }
    /// The price that the trigger of the take profit looks at.
    pub fn take_profit_trigger_by(mut self, take_profit_trigger_by: TriggerBy) -> Self {
        self.options.take_profit_trigger_by = Some(take_profit_trigger_by);
        self
    }
    /// The price that triggers the take profit, in units of the quote asset, as text.
    pub fn take_profit_trigger_price(
        mut self,
        take_profit_trigger_price: impl Into<::std::string::String>,
    ) -> Self {
        self.options.take_profit_trigger_price = Some(take_profit_trigger_price.into());
        self
    }
    /// See [`TimeInForce`].
    pub fn time_in_force(mut self, time_in_force: TimeInForce) -> Self {
        self.options.time_in_force = Some(time_in_force);
        self
    }
    /// The price that the trigger of the order looks at.
    pub fn trigger_by(mut self, trigger_by: TriggerBy) -> Self {
        self.options.trigger_by = Some(trigger_by);
        self
    }
    /// The price that triggers the order, in units of the quote asset, as text. Makes the order a conditional one.
    pub fn trigger_price(
        mut self,
        trigger_price: impl Into<::std::string::String>,
    ) -> Self {
        self.options.trigger_price = Some(trigger_price.into());
        self
    }
    /// How much to trade once triggered, in units of the base asset, or a percentage such as `80%`.
    pub fn trigger_quantity(
        mut self,
        trigger_quantity: impl Into<::std::string::String>,
    ) -> Self {
        self.options.trigger_quantity = Some(trigger_quantity.into());
        self
    }
}
impl OrderExecutePayloadBuilder<OrderTypeEnum, Side, ::std::string::String> {
    /// The body.
    pub fn build(self) -> OrderExecutePayload {
        OrderExecutePayload {
            order_type: self.order_type,
            side: self.side,
            symbol: self.symbol,
            auto_borrow: self.options.auto_borrow,
            auto_borrow_repay: self.options.auto_borrow_repay,
            auto_lend: self.options.auto_lend,
            auto_lend_redeem: self.options.auto_lend_redeem,
            broker_id: self.options.broker_id,
            client_id: self.options.client_id,
            post_only: self.options.post_only,
            price: self.options.price,
            quantity: self.options.quantity,
            quote_quantity: self.options.quote_quantity,
            reduce_only: self.options.reduce_only,
            self_trade_prevention: self.options.self_trade_prevention,
            slippage_tolerance: self.options.slippage_tolerance,
            slippage_tolerance_type: self.options.slippage_tolerance_type,
            stop_loss_limit_price: self.options.stop_loss_limit_price,
            stop_loss_trigger_by: self.options.stop_loss_trigger_by,
            stop_loss_trigger_price: self.options.stop_loss_trigger_price,
            take_profit_limit_price: self.options.take_profit_limit_price,
            take_profit_trigger_by: self.options.take_profit_trigger_by,
            take_profit_trigger_price: self.options.take_profit_trigger_price,
            time_in_force: self.options.time_in_force,
            trigger_by: self.options.trigger_by,
            trigger_price: self.options.trigger_price,
            trigger_quantity: self.options.trigger_quantity,
        }
    }
}
impl OrderExecutePayload {
    /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
    ///
    /// - where `orderType` is `Limit`, `price` is set (the published description of `price`).
    /// - where `orderType` is `Limit`, at least one of `quantity`, `triggerQuantity` is set (the published description of `quantity`; a captured conditional order has `triggerQuantity` in its place).
    /// - where `orderType` is `Market`, at least one of `quantity`, `quoteQuantity`, `triggerQuantity` is set (the published description of `quantity`; a captured conditional order has `triggerQuantity` in its place).
    ///
    /// # Errors
    ///
    /// The rule that is broken, with the properties that it names.
    pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
        if self.order_type.as_str() == "Limit" {
            backpack_runtime::InvalidBody::any_of(
                "OrderExecutePayload",
                &[("price", self.price.is_some())],
            )?;
        }
        if self.order_type.as_str() == "Limit" {
            backpack_runtime::InvalidBody::any_of(
                "OrderExecutePayload",
                &[
                    ("quantity", self.quantity.is_some()),
                    ("triggerQuantity", self.trigger_quantity.is_some()),
                ],
            )?;
        }
        if self.order_type.as_str() == "Market" {
            backpack_runtime::InvalidBody::any_of(
                "OrderExecutePayload",
                &[
                    ("quantity", self.quantity.is_some()),
                    ("quoteQuantity", self.quote_quantity.is_some()),
                    ("triggerQuantity", self.trigger_quantity.is_some()),
                ],
            )?;
        }
        ::std::result::Result::Ok(())
    }
}
impl QuoteAcceptPayload {
    /// Starts a [`QuoteAcceptPayload`].
    pub fn builder() -> QuoteAcceptPayloadBuilder {
        QuoteAcceptPayloadBuilder {
            quote_id: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`QuoteAcceptPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct QuoteAcceptPayloadBuilder<OfQuoteId = crate::Unset> {
    quote_id: OfQuoteId,
    options: QuoteAcceptPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct QuoteAcceptPayloadOptions {
    client_id: Option<u32>,
    rfq_id: Option<::std::string::String>,
}
impl QuoteAcceptPayloadBuilder<crate::Unset> {
    /// The id that the exchange gave the quote.
    pub fn quote_id(
        self,
        quote_id: impl Into<::std::string::String>,
    ) -> QuoteAcceptPayloadBuilder<::std::string::String> {
        QuoteAcceptPayloadBuilder {
            quote_id: quote_id.into(),
            options: self.options,
        }
    }
}
impl<OfQuoteId> QuoteAcceptPayloadBuilder<OfQuoteId> {
    /// The id that you gave the request.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.options.client_id = Some(client_id);
        self
    }
    /// The id that the exchange gave the request.
    pub fn rfq_id(mut self, rfq_id: impl Into<::std::string::String>) -> Self {
        self.options.rfq_id = Some(rfq_id.into());
        self
    }
}
impl QuoteAcceptPayloadBuilder<::std::string::String> {
    /// The body.
    pub fn build(self) -> QuoteAcceptPayload {
        QuoteAcceptPayload {
            quote_id: self.quote_id,
            client_id: self.options.client_id,
            rfq_id: self.options.rfq_id,
        }
    }
}
impl QuoteAcceptPayload {
    /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
    ///
    /// - at least one of `rfqId`, `clientId` is set (the two name the same request, and one is needed to find it).
    ///
    /// # Errors
    ///
    /// The rule that is broken, with the properties that it names.
    pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
        backpack_runtime::InvalidBody::any_of(
            "QuoteAcceptPayload",
            &[("rfqId", self.rfq_id.is_some()), ("clientId", self.client_id.is_some())],
        )?;
        ::std::result::Result::Ok(())
    }
}
impl QuotePayload {
    /// Starts a [`QuotePayload`].
    pub fn builder() -> QuotePayloadBuilder {
        QuotePayloadBuilder {
            ask_price: crate::Unset,
            bid_price: crate::Unset,
            rfq_id: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`QuotePayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct QuotePayloadBuilder<
    OfAskPrice = crate::Unset,
    OfBidPrice = crate::Unset,
    OfRfqId = crate::Unset,
> {
    ask_price: OfAskPrice,
    bid_price: OfBidPrice,
    rfq_id: OfRfqId,
    options: QuotePayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct QuotePayloadOptions {
    auto_borrow: Option<bool>,
    auto_borrow_repay: Option<bool>,
    auto_lend: Option<bool>,
    auto_lend_redeem: Option<bool>,
    client_id: Option<u32>,
}
impl<OfBidPrice, OfRfqId> QuotePayloadBuilder<crate::Unset, OfBidPrice, OfRfqId> {
    /// The price at which you sell, in units of the quote asset.
    pub fn ask_price(
        self,
        ask_price: ::rust_decimal::Decimal,
    ) -> QuotePayloadBuilder<::rust_decimal::Decimal, OfBidPrice, OfRfqId> {
        QuotePayloadBuilder {
            ask_price,
            bid_price: self.bid_price,
            rfq_id: self.rfq_id,
            options: self.options,
        }
    }
}
impl<OfAskPrice, OfRfqId> QuotePayloadBuilder<OfAskPrice, crate::Unset, OfRfqId> {
    /// The price at which you buy, in units of the quote asset.
    pub fn bid_price(
        self,
        bid_price: ::rust_decimal::Decimal,
    ) -> QuotePayloadBuilder<OfAskPrice, ::rust_decimal::Decimal, OfRfqId> {
        QuotePayloadBuilder {
            bid_price,
            ask_price: self.ask_price,
            rfq_id: self.rfq_id,
            options: self.options,
        }
    }
}
impl<OfAskPrice, OfBidPrice> QuotePayloadBuilder<OfAskPrice, OfBidPrice, crate::Unset> {
    /// The id that the exchange gave the request.
    pub fn rfq_id(
        self,
        rfq_id: impl Into<::std::string::String>,
    ) -> QuotePayloadBuilder<OfAskPrice, OfBidPrice, ::std::string::String> {
        QuotePayloadBuilder {
            rfq_id: rfq_id.into(),
            ask_price: self.ask_price,
            bid_price: self.bid_price,
            options: self.options,
        }
    }
}
impl<
    OfAskPrice,
    OfBidPrice,
    OfRfqId,
> QuotePayloadBuilder<OfAskPrice, OfBidPrice, OfRfqId> {
    /// Whether to borrow what the quote needs.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.options.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether to repay borrows with what the quote brings in.
    pub fn auto_borrow_repay(mut self, auto_borrow_repay: bool) -> Self {
        self.options.auto_borrow_repay = Some(auto_borrow_repay);
        self
    }
    /// Whether to lend what the quote brings in.
    pub fn auto_lend(mut self, auto_lend: bool) -> Self {
        self.options.auto_lend = Some(auto_lend);
        self
    }
    /// Whether to redeem lent funds where the quote needs them.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.options.auto_lend_redeem = Some(auto_lend_redeem);
        self
    }
    /// An id of your own for the quote.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.options.client_id = Some(client_id);
        self
    }
}
impl QuotePayloadBuilder<
    ::rust_decimal::Decimal,
    ::rust_decimal::Decimal,
    ::std::string::String,
> {
    /// The body.
    pub fn build(self) -> QuotePayload {
        QuotePayload {
            ask_price: self.ask_price,
            bid_price: self.bid_price,
            rfq_id: self.rfq_id,
            auto_borrow: self.options.auto_borrow,
            auto_borrow_repay: self.options.auto_borrow_repay,
            auto_lend: self.options.auto_lend,
            auto_lend_redeem: self.options.auto_lend_redeem,
            client_id: self.options.client_id,
        }
    }
}
impl RequestForQuoteCancelPayload {
    /// Starts a [`RequestForQuoteCancelPayload`].
    pub fn builder() -> RequestForQuoteCancelPayloadBuilder {
        RequestForQuoteCancelPayloadBuilder {
            options: Default::default(),
        }
    }
}
/// Builds a [`RequestForQuoteCancelPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct RequestForQuoteCancelPayloadBuilder {
    options: RequestForQuoteCancelPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct RequestForQuoteCancelPayloadOptions {
    client_id: Option<u32>,
    rfq_id: Option<::std::string::String>,
}
impl RequestForQuoteCancelPayloadBuilder {
    /// The id that you gave the request.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.options.client_id = Some(client_id);
        self
    }
    /// The id that the exchange gave the request.
    pub fn rfq_id(mut self, rfq_id: impl Into<::std::string::String>) -> Self {
        self.options.rfq_id = Some(rfq_id.into());
        self
    }
}
impl RequestForQuoteCancelPayloadBuilder {
    /// The body.
    pub fn build(self) -> RequestForQuoteCancelPayload {
        RequestForQuoteCancelPayload {
            client_id: self.options.client_id,
            rfq_id: self.options.rfq_id,
        }
    }
}
impl RequestForQuoteCancelPayload {
    /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
    ///
    /// - at least one of `rfqId`, `clientId` is set (the two name the same request, and one is needed to find it).
    ///
    /// # Errors
    ///
    /// The rule that is broken, with the properties that it names.
    pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
        backpack_runtime::InvalidBody::any_of(
            "RequestForQuoteCancelPayload",
            &[("rfqId", self.rfq_id.is_some()), ("clientId", self.client_id.is_some())],
        )?;
        ::std::result::Result::Ok(())
    }
}
impl RequestForQuotePayload {
    /// Starts a [`RequestForQuotePayload`].
    pub fn builder() -> RequestForQuotePayloadBuilder {
        RequestForQuotePayloadBuilder {
            side: crate::Unset,
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`RequestForQuotePayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct RequestForQuotePayloadBuilder<
    OfSide = crate::Unset,
    OfSymbol = crate::Unset,
> {
    side: OfSide,
    symbol: OfSymbol,
    options: RequestForQuotePayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct RequestForQuotePayloadOptions {
    auto_borrow: Option<bool>,
    auto_borrow_repay: Option<bool>,
    auto_lend: Option<bool>,
    auto_lend_redeem: Option<bool>,
    client_id: Option<u32>,
    execution_mode: Option<RfqExecutionMode>,
    price: Option<::rust_decimal::Decimal>,
    quantity: Option<::rust_decimal::Decimal>,
    quote_quantity: Option<::rust_decimal::Decimal>,
}
impl<OfSymbol> RequestForQuotePayloadBuilder<crate::Unset, OfSymbol> {
    /// See [`Side`].
    pub fn side(self, side: Side) -> RequestForQuotePayloadBuilder<Side, OfSymbol> {
        RequestForQuotePayloadBuilder {
            side,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<OfSide> RequestForQuotePayloadBuilder<OfSide, crate::Unset> {
    /// The market.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> RequestForQuotePayloadBuilder<OfSide, ::std::string::String> {
        RequestForQuotePayloadBuilder {
            symbol: symbol.into(),
            side: self.side,
            options: self.options,
        }
    }
}
impl<OfSide, OfSymbol> RequestForQuotePayloadBuilder<OfSide, OfSymbol> {
    /// Whether to borrow what the trade needs.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.options.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether to repay borrows with what the trade brings in.
    pub fn auto_borrow_repay(mut self, auto_borrow_repay: bool) -> Self {
        self.options.auto_borrow_repay = Some(auto_borrow_repay);
        self
    }
    /// Whether to lend what the trade brings in.
    pub fn auto_lend(mut self, auto_lend: bool) -> Self {
        self.options.auto_lend = Some(auto_lend);
        self
    }
    /// Whether to redeem lent funds where the trade needs them.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.options.auto_lend_redeem = Some(auto_lend_redeem);
        self
    }
    /// An id of your own for the request.
    pub fn client_id(mut self, client_id: u32) -> Self {
        self.options.client_id = Some(client_id);
        self
    }
    /// How a quote is chosen. `AwaitAccept` when left out.
    pub fn execution_mode(mut self, execution_mode: RfqExecutionMode) -> Self {
        self.options.execution_mode = Some(execution_mode);
        self
    }
    /// The price that a quote must keep to, in units of the quote asset. Needed with `Immediate`, and only then.
    pub fn price(mut self, price: ::rust_decimal::Decimal) -> Self {
        self.options.price = Some(price);
        self
    }
    /// How much to trade, in units of the base asset. This or `quoteQuantity`.
    pub fn quantity(mut self, quantity: ::rust_decimal::Decimal) -> Self {
        self.options.quantity = Some(quantity);
        self
    }
    /// How much to trade, in units of the quote asset. This or `quantity`.
    pub fn quote_quantity(mut self, quote_quantity: ::rust_decimal::Decimal) -> Self {
        self.options.quote_quantity = Some(quote_quantity);
        self
    }
}
impl RequestForQuotePayloadBuilder<Side, ::std::string::String> {
    /// The body.
    pub fn build(self) -> RequestForQuotePayload {
        RequestForQuotePayload {
            side: self.side,
            symbol: self.symbol,
            auto_borrow: self.options.auto_borrow,
            auto_borrow_repay: self.options.auto_borrow_repay,
            auto_lend: self.options.auto_lend,
            auto_lend_redeem: self.options.auto_lend_redeem,
            client_id: self.options.client_id,
            execution_mode: self.options.execution_mode,
            price: self.options.price,
            quantity: self.options.quantity,
            quote_quantity: self.options.quote_quantity,
        }
    }
}
impl RequestForQuotePayload {
    /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
    ///
    /// - exactly one of `quantity`, `quoteQuantity` is set (the published description of the RFQ stream).
    ///
    /// # Errors
    ///
    /// The rule that is broken, with the properties that it names.
    pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
        backpack_runtime::InvalidBody::one_of(
            "RequestForQuotePayload",
            &[
                ("quantity", self.quantity.is_some()),
                ("quoteQuantity", self.quote_quantity.is_some()),
            ],
        )?;
        ::std::result::Result::Ok(())
    }
}
impl RequestForQuoteRefreshPayload {
    /// Starts a [`RequestForQuoteRefreshPayload`].
    pub fn builder() -> RequestForQuoteRefreshPayloadBuilder {
        RequestForQuoteRefreshPayloadBuilder {
            rfq_id: crate::Unset,
        }
    }
}
/// Builds a [`RequestForQuoteRefreshPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct RequestForQuoteRefreshPayloadBuilder<OfRfqId = crate::Unset> {
    rfq_id: OfRfqId,
}
impl RequestForQuoteRefreshPayloadBuilder<crate::Unset> {
    /// The id that the exchange gave the request. An id of your own does not do here.
    pub fn rfq_id(
        self,
        rfq_id: impl Into<::std::string::String>,
    ) -> RequestForQuoteRefreshPayloadBuilder<::std::string::String> {
        RequestForQuoteRefreshPayloadBuilder {
            rfq_id: rfq_id.into(),
        }
    }
}
impl RequestForQuoteRefreshPayloadBuilder<::std::string::String> {
    /// The body.
    pub fn build(self) -> RequestForQuoteRefreshPayload {
        RequestForQuoteRefreshPayload {
            rfq_id: self.rfq_id,
        }
    }
}
impl StrategyCancelAllPayload {
    /// Starts a [`StrategyCancelAllPayload`].
    pub fn builder() -> StrategyCancelAllPayloadBuilder {
        StrategyCancelAllPayloadBuilder {
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`StrategyCancelAllPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct StrategyCancelAllPayloadBuilder<OfSymbol = crate::Unset> {
    symbol: OfSymbol,
    options: StrategyCancelAllPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct StrategyCancelAllPayloadOptions {
    strategy_type: Option<StrategyTypeEnum>,
}
impl StrategyCancelAllPayloadBuilder<crate::Unset> {
    /// The market whose strategies are cancelled.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> StrategyCancelAllPayloadBuilder<::std::string::String> {
        StrategyCancelAllPayloadBuilder {
            symbol: symbol.into(),
            options: self.options,
        }
    }
}
impl<OfSymbol> StrategyCancelAllPayloadBuilder<OfSymbol> {
    /// The type of strategies to cancel. Every type when left out.
    pub fn strategy_type(mut self, strategy_type: StrategyTypeEnum) -> Self {
        self.options.strategy_type = Some(strategy_type);
        self
    }
}
impl StrategyCancelAllPayloadBuilder<::std::string::String> {
    /// The body.
    pub fn build(self) -> StrategyCancelAllPayload {
        StrategyCancelAllPayload {
            symbol: self.symbol,
            strategy_type: self.options.strategy_type,
        }
    }
}
impl StrategyCancelPayload {
    /// Starts a [`StrategyCancelPayload`].
    pub fn builder() -> StrategyCancelPayloadBuilder {
        StrategyCancelPayloadBuilder {
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`StrategyCancelPayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct StrategyCancelPayloadBuilder<OfSymbol = crate::Unset> {
    symbol: OfSymbol,
    options: StrategyCancelPayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct StrategyCancelPayloadOptions {
    client_strategy_id: Option<u32>,
    strategy_id: Option<::std::string::String>,
}
impl StrategyCancelPayloadBuilder<crate::Unset> {
    /// The market that the strategy trades on.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> StrategyCancelPayloadBuilder<::std::string::String> {
        StrategyCancelPayloadBuilder {
            symbol: symbol.into(),
            options: self.options,
        }
    }
}
impl<OfSymbol> StrategyCancelPayloadBuilder<OfSymbol> {
    /// The id that you gave the strategy.
    pub fn client_strategy_id(mut self, client_strategy_id: u32) -> Self {
        self.options.client_strategy_id = Some(client_strategy_id);
        self
    }
    /// The id that the exchange gave the strategy.
    pub fn strategy_id(mut self, strategy_id: impl Into<::std::string::String>) -> Self {
        self.options.strategy_id = Some(strategy_id.into());
        self
    }
}
impl StrategyCancelPayloadBuilder<::std::string::String> {
    /// The body.
    pub fn build(self) -> StrategyCancelPayload {
        StrategyCancelPayload {
            symbol: self.symbol,
            client_strategy_id: self.options.client_strategy_id,
            strategy_id: self.options.strategy_id,
        }
    }
}
impl StrategyCancelPayload {
    /// Holds the body to the rules of the exchange that its type cannot say. A call does so before it sends:
    ///
    /// - at least one of `strategyId`, `clientStrategyId` is set (the published description of the operation).
    ///
    /// # Errors
    ///
    /// The rule that is broken, with the properties that it names.
    pub fn check(&self) -> ::std::result::Result<(), backpack_runtime::InvalidBody> {
        backpack_runtime::InvalidBody::any_of(
            "StrategyCancelPayload",
            &[
                ("strategyId", self.strategy_id.is_some()),
                ("clientStrategyId", self.client_strategy_id.is_some()),
            ],
        )?;
        ::std::result::Result::Ok(())
    }
}
impl StrategyCreatePayload {
    /// Starts a [`StrategyCreatePayload`].
    pub fn builder() -> StrategyCreatePayloadBuilder {
        StrategyCreatePayloadBuilder {
            side: crate::Unset,
            strategy_type: crate::Unset,
            symbol: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`StrategyCreatePayload`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct StrategyCreatePayloadBuilder<
    OfSide = crate::Unset,
    OfStrategyType = crate::Unset,
    OfSymbol = crate::Unset,
> {
    side: OfSide,
    strategy_type: OfStrategyType,
    symbol: OfSymbol,
    options: StrategyCreatePayloadOptions,
}
#[derive(Clone, Debug, Default)]
struct StrategyCreatePayloadOptions {
    auto_borrow: Option<bool>,
    auto_borrow_repay: Option<bool>,
    auto_lend: Option<bool>,
    auto_lend_redeem: Option<bool>,
    broker_id: Option<u16>,
    client_strategy_id: Option<u32>,
    duration: Option<u64>,
    interval: Option<u64>,
    post_only: Option<bool>,
    price: Option<::rust_decimal::Decimal>,
    quantity: Option<::rust_decimal::Decimal>,
    randomized_interval_quantity: Option<bool>,
    reduce_only: Option<bool>,
    self_trade_prevention: Option<SelfTradePrevention>,
    slippage_tolerance: Option<::rust_decimal::Decimal>,
    slippage_tolerance_type: Option<SlippageToleranceType>,
    time_in_force: Option<TimeInForce>,
}
impl<
    OfStrategyType,
    OfSymbol,
> StrategyCreatePayloadBuilder<crate::Unset, OfStrategyType, OfSymbol> {
    /// See [`Side`].
    pub fn side(
        self,
        side: Side,
    ) -> StrategyCreatePayloadBuilder<Side, OfStrategyType, OfSymbol> {
        StrategyCreatePayloadBuilder {
            side,
            strategy_type: self.strategy_type,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<OfSide, OfSymbol> StrategyCreatePayloadBuilder<OfSide, crate::Unset, OfSymbol> {
    /// See [`StrategyTypeEnum`].
    pub fn strategy_type(
        self,
        strategy_type: StrategyTypeEnum,
    ) -> StrategyCreatePayloadBuilder<OfSide, StrategyTypeEnum, OfSymbol> {
        StrategyCreatePayloadBuilder {
            strategy_type,
            side: self.side,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<
    OfSide,
    OfStrategyType,
> StrategyCreatePayloadBuilder<OfSide, OfStrategyType, crate::Unset> {
    /// The market.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> StrategyCreatePayloadBuilder<OfSide, OfStrategyType, ::std::string::String> {
        StrategyCreatePayloadBuilder {
            symbol: symbol.into(),
            side: self.side,
            strategy_type: self.strategy_type,
            options: self.options,
        }
    }
}
impl<
    OfSide,
    OfStrategyType,
    OfSymbol,
> StrategyCreatePayloadBuilder<OfSide, OfStrategyType, OfSymbol> {
    /// Whether the orders may borrow on spot margin.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.options.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether the orders may repay a borrow on spot margin.
    pub fn auto_borrow_repay(mut self, auto_borrow_repay: bool) -> Self {
        self.options.auto_borrow_repay = Some(auto_borrow_repay);
        self
    }
    /// Whether the orders may lend on spot margin.
    pub fn auto_lend(mut self, auto_lend: bool) -> Self {
        self.options.auto_lend = Some(auto_lend);
        self
    }
    /// Whether the orders may redeem lent funds where they need them on spot margin.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.options.auto_lend_redeem = Some(auto_lend_redeem);
        self
    }
    /// The id of the broker that the orders come through.
    pub fn broker_id(mut self, broker_id: u16) -> Self {
        self.options.broker_id = Some(broker_id);
        self
    }
    /// An id of your own for the strategy.
    pub fn client_strategy_id(mut self, client_strategy_id: u32) -> Self {
        self.options.client_strategy_id = Some(client_strategy_id);
        self
    }
    /// How long the strategy runs, in milliseconds.
    pub fn duration(mut self, duration: u64) -> Self {
        self.options.duration = Some(duration);
        self
    }
    /// The time from one order to the next, in milliseconds.
    pub fn interval(mut self, interval: u64) -> Self {
        self.options.interval = Some(interval);
        self
    }
    /// Whether the orders may only add to the book, never take from it.
    pub fn post_only(mut self, post_only: bool) -> Self {
        self.options.post_only = Some(post_only);
        self
    }
    /// The limit price of the orders, in units of the quote asset.
    pub fn price(mut self, price: ::rust_decimal::Decimal) -> Self {
        self.options.price = Some(price);
        self
    }
    /// How much to trade in all, in units of the base asset.
    pub fn quantity(mut self, quantity: ::rust_decimal::Decimal) -> Self {
        self.options.quantity = Some(quantity);
        self
    }
    /// Whether the quantity of each interval is random.
    pub fn randomized_interval_quantity(
        mut self,
        randomized_interval_quantity: bool,
    ) -> Self {
        self.options.randomized_interval_quantity = Some(randomized_interval_quantity);
        self
    }
    /// Whether the orders can only make a position smaller. For futures.
    pub fn reduce_only(mut self, reduce_only: bool) -> Self {
        self.options.reduce_only = Some(reduce_only);
        self
    }
    /// Which order is cancelled when one of the orders would meet another one of the account.
    pub fn self_trade_prevention(
        mut self,
        self_trade_prevention: SelfTradePrevention,
    ) -> Self {
        self.options.self_trade_prevention = Some(self_trade_prevention);
        self
    }
    /// How much slippage each order is allowed, in the unit that `slippageToleranceType` names.
    pub fn slippage_tolerance(
        mut self,
        slippage_tolerance: ::rust_decimal::Decimal,
    ) -> Self {
        self.options.slippage_tolerance = Some(slippage_tolerance);
        self
    }
    /// Whether the slippage tolerance counts ticks or percent.
    pub fn slippage_tolerance_type(
        mut self,
        slippage_tolerance_type: SlippageToleranceType,
    ) -> Self {
        self.options.slippage_tolerance_type = Some(slippage_tolerance_type);
        self
    }
    /// How long each of the orders stays.
    pub fn time_in_force(mut self, time_in_force: TimeInForce) -> Self {
        self.options.time_in_force = Some(time_in_force);
        self
    }
}
impl StrategyCreatePayloadBuilder<Side, StrategyTypeEnum, ::std::string::String> {
    /// The body.
    pub fn build(self) -> StrategyCreatePayload {
        StrategyCreatePayload {
            side: self.side,
            strategy_type: self.strategy_type,
            symbol: self.symbol,
            auto_borrow: self.options.auto_borrow,
            auto_borrow_repay: self.options.auto_borrow_repay,
            auto_lend: self.options.auto_lend,
            auto_lend_redeem: self.options.auto_lend_redeem,
            broker_id: self.options.broker_id,
            client_strategy_id: self.options.client_strategy_id,
            duration: self.options.duration,
            interval: self.options.interval,
            post_only: self.options.post_only,
            price: self.options.price,
            quantity: self.options.quantity,
            randomized_interval_quantity: self.options.randomized_interval_quantity,
            reduce_only: self.options.reduce_only,
            self_trade_prevention: self.options.self_trade_prevention,
            slippage_tolerance: self.options.slippage_tolerance,
            slippage_tolerance_type: self.options.slippage_tolerance_type,
            time_in_force: self.options.time_in_force,
        }
    }
}
impl UpdateAccountSettingsRequest {
    /// Starts a [`UpdateAccountSettingsRequest`].
    pub fn builder() -> UpdateAccountSettingsRequestBuilder {
        UpdateAccountSettingsRequestBuilder {
            options: Default::default(),
        }
    }
}
/// Builds a [`UpdateAccountSettingsRequest`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct UpdateAccountSettingsRequestBuilder {
    options: UpdateAccountSettingsRequestOptions,
}
#[derive(Clone, Debug, Default)]
struct UpdateAccountSettingsRequestOptions {
    auto_borrow_settlements: Option<bool>,
    auto_lend: Option<bool>,
    auto_repay_borrows: Option<bool>,
    leverage_limit: Option<::rust_decimal::Decimal>,
}
impl UpdateAccountSettingsRequestBuilder {
    /// Whether reconciling the collateral may borrow. Reconciling settles a debt or a surplus that the account has run up.
    pub fn auto_borrow_settlements(mut self, auto_borrow_settlements: bool) -> Self {
        self.options.auto_borrow_settlements = Some(auto_borrow_settlements);
        self
    }
    /// Whether available balances are lent out by themselves.
    pub fn auto_lend(mut self, auto_lend: bool) -> Self {
        self.options.auto_lend = Some(auto_lend);
        self
    }
    /// Whether available balances repay what is borrowed by themselves.
    pub fn auto_repay_borrows(mut self, auto_repay_borrows: bool) -> Self {
        self.options.auto_repay_borrows = Some(auto_repay_borrows);
        self
    }
    /// The highest leverage that the account or subaccount may use, as a multiple.
    pub fn leverage_limit(mut self, leverage_limit: ::rust_decimal::Decimal) -> Self {
        self.options.leverage_limit = Some(leverage_limit);
        self
    }
}
impl UpdateAccountSettingsRequestBuilder {
    /// The body.
    pub fn build(self) -> UpdateAccountSettingsRequest {
        UpdateAccountSettingsRequest {
            auto_borrow_settlements: self.options.auto_borrow_settlements,
            auto_lend: self.options.auto_lend,
            auto_repay_borrows: self.options.auto_repay_borrows,
            leverage_limit: self.options.leverage_limit,
        }
    }
}
impl UpdateWithdrawalDelayRequest {
    /// Starts a [`UpdateWithdrawalDelayRequest`].
    pub fn builder() -> UpdateWithdrawalDelayRequestBuilder {
        UpdateWithdrawalDelayRequestBuilder {
            two_factor_token: crate::Unset,
            withdrawal_delay_hours: crate::Unset,
        }
    }
}
/// Builds a [`UpdateWithdrawalDelayRequest`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct UpdateWithdrawalDelayRequestBuilder<
    OfTwoFactorToken = crate::Unset,
    OfWithdrawalDelayHours = crate::Unset,
> {
    two_factor_token: OfTwoFactorToken,
    withdrawal_delay_hours: OfWithdrawalDelayHours,
}
impl<
    OfWithdrawalDelayHours,
> UpdateWithdrawalDelayRequestBuilder<crate::Unset, OfWithdrawalDelayHours> {
    /// The two-factor token that was issued for this.
    pub fn two_factor_token(
        self,
        two_factor_token: impl Into<crate::wire::Secret>,
    ) -> UpdateWithdrawalDelayRequestBuilder<
        crate::wire::Secret,
        OfWithdrawalDelayHours,
    > {
        UpdateWithdrawalDelayRequestBuilder {
            two_factor_token: two_factor_token.into(),
            withdrawal_delay_hours: self.withdrawal_delay_hours,
        }
    }
}
impl<
    OfTwoFactorToken,
> UpdateWithdrawalDelayRequestBuilder<OfTwoFactorToken, crate::Unset> {
    /// How long withdrawals shall wait, in hours.
    pub fn withdrawal_delay_hours(
        self,
        withdrawal_delay_hours: u32,
    ) -> UpdateWithdrawalDelayRequestBuilder<OfTwoFactorToken, u32> {
        UpdateWithdrawalDelayRequestBuilder {
            withdrawal_delay_hours,
            two_factor_token: self.two_factor_token,
        }
    }
}
impl UpdateWithdrawalDelayRequestBuilder<crate::wire::Secret, u32> {
    /// The body.
    pub fn build(self) -> UpdateWithdrawalDelayRequest {
        UpdateWithdrawalDelayRequest {
            two_factor_token: self.two_factor_token,
            withdrawal_delay_hours: self.withdrawal_delay_hours,
        }
    }
}
impl VaultMintRequest {
    /// Starts a [`VaultMintRequest`].
    pub fn builder() -> VaultMintRequestBuilder {
        VaultMintRequestBuilder {
            quantity: crate::Unset,
            symbol: crate::Unset,
            vault_id: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`VaultMintRequest`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct VaultMintRequestBuilder<
    OfQuantity = crate::Unset,
    OfSymbol = crate::Unset,
    OfVaultId = crate::Unset,
> {
    quantity: OfQuantity,
    symbol: OfSymbol,
    vault_id: OfVaultId,
    options: VaultMintRequestOptions,
}
#[derive(Clone, Debug, Default)]
struct VaultMintRequestOptions {
    auto_borrow: Option<bool>,
    auto_lend_redeem: Option<bool>,
}
impl<OfSymbol, OfVaultId> VaultMintRequestBuilder<crate::Unset, OfSymbol, OfVaultId> {
    /// How much to pay in, in units of the asset.
    pub fn quantity(
        self,
        quantity: ::rust_decimal::Decimal,
    ) -> VaultMintRequestBuilder<::rust_decimal::Decimal, OfSymbol, OfVaultId> {
        VaultMintRequestBuilder {
            quantity,
            symbol: self.symbol,
            vault_id: self.vault_id,
            options: self.options,
        }
    }
}
impl<
    OfQuantity,
    OfVaultId,
> VaultMintRequestBuilder<OfQuantity, crate::Unset, OfVaultId> {
    /// The asset to pay in.
    pub fn symbol(
        self,
        symbol: impl Into<::std::string::String>,
    ) -> VaultMintRequestBuilder<OfQuantity, ::std::string::String, OfVaultId> {
        VaultMintRequestBuilder {
            symbol: symbol.into(),
            quantity: self.quantity,
            vault_id: self.vault_id,
            options: self.options,
        }
    }
}
impl<OfQuantity, OfSymbol> VaultMintRequestBuilder<OfQuantity, OfSymbol, crate::Unset> {
    /// The vault.
    pub fn vault_id(
        self,
        vault_id: u32,
    ) -> VaultMintRequestBuilder<OfQuantity, OfSymbol, u32> {
        VaultMintRequestBuilder {
            vault_id,
            quantity: self.quantity,
            symbol: self.symbol,
            options: self.options,
        }
    }
}
impl<
    OfQuantity,
    OfSymbol,
    OfVaultId,
> VaultMintRequestBuilder<OfQuantity, OfSymbol, OfVaultId> {
    /// Whether the payment may borrow what the balance does not cover.
    pub fn auto_borrow(mut self, auto_borrow: bool) -> Self {
        self.options.auto_borrow = Some(auto_borrow);
        self
    }
    /// Whether the payment may redeem funds that are lent out.
    pub fn auto_lend_redeem(mut self, auto_lend_redeem: bool) -> Self {
        self.options.auto_lend_redeem = Some(auto_lend_redeem);
        self
    }
}
impl VaultMintRequestBuilder<::rust_decimal::Decimal, ::std::string::String, u32> {
    /// The body.
    pub fn build(self) -> VaultMintRequest {
        VaultMintRequest {
            quantity: self.quantity,
            symbol: self.symbol,
            vault_id: self.vault_id,
            auto_borrow: self.options.auto_borrow,
            auto_lend_redeem: self.options.auto_lend_redeem,
        }
    }
}
impl VaultRedeemCancelRequest {
    /// Starts a [`VaultRedeemCancelRequest`].
    pub fn builder() -> VaultRedeemCancelRequestBuilder {
        VaultRedeemCancelRequestBuilder {
            vault_id: crate::Unset,
        }
    }
}
/// Builds a [`VaultRedeemCancelRequest`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct VaultRedeemCancelRequestBuilder<OfVaultId = crate::Unset> {
    vault_id: OfVaultId,
}
impl VaultRedeemCancelRequestBuilder<crate::Unset> {
    /// The vault that the request was made to.
    pub fn vault_id(self, vault_id: u32) -> VaultRedeemCancelRequestBuilder<u32> {
        VaultRedeemCancelRequestBuilder {
            vault_id,
        }
    }
}
impl VaultRedeemCancelRequestBuilder<u32> {
    /// The body.
    pub fn build(self) -> VaultRedeemCancelRequest {
        VaultRedeemCancelRequest {
            vault_id: self.vault_id,
        }
    }
}
impl VaultRedeemRequest {
    /// Starts a [`VaultRedeemRequest`].
    pub fn builder() -> VaultRedeemRequestBuilder {
        VaultRedeemRequestBuilder {
            vault_id: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`VaultRedeemRequest`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct VaultRedeemRequestBuilder<OfVaultId = crate::Unset> {
    vault_id: OfVaultId,
    options: VaultRedeemRequestOptions,
}
#[derive(Clone, Debug, Default)]
struct VaultRedeemRequestOptions {
    vault_token_quantity: Option<::rust_decimal::Decimal>,
}
impl VaultRedeemRequestBuilder<crate::Unset> {
    /// The vault.
    pub fn vault_id(self, vault_id: u32) -> VaultRedeemRequestBuilder<u32> {
        VaultRedeemRequestBuilder {
            vault_id,
            options: self.options,
        }
    }
}
impl<OfVaultId> VaultRedeemRequestBuilder<OfVaultId> {
    /// How many vault tokens to turn back into USDC. All that are available when it is left out.
    pub fn vault_token_quantity(
        mut self,
        vault_token_quantity: ::rust_decimal::Decimal,
    ) -> Self {
        self.options.vault_token_quantity = Some(vault_token_quantity);
        self
    }
}
impl VaultRedeemRequestBuilder<u32> {
    /// The body.
    pub fn build(self) -> VaultRedeemRequest {
        VaultRedeemRequest {
            vault_id: self.vault_id,
            vault_token_quantity: self.options.vault_token_quantity,
        }
    }
}
impl WithdrawalRecipientInformation {
    /// Starts a [`WithdrawalRecipientInformation`].
    pub fn builder() -> WithdrawalRecipientInformationBuilder {
        WithdrawalRecipientInformationBuilder {
            withdrawal_address_id: crate::Unset,
            options: Default::default(),
        }
    }
}
/// Builds a [`WithdrawalRecipientInformation`]; see [`Unset`](crate::Unset) for its type.
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct WithdrawalRecipientInformationBuilder<OfWithdrawalAddressId = crate::Unset> {
    withdrawal_address_id: OfWithdrawalAddressId,
    options: WithdrawalRecipientInformationOptions,
}
#[derive(Clone, Debug, Default)]
struct WithdrawalRecipientInformationOptions {
    sanctions_representation: Option<bool>,
    withdrawal_purpose: Option<::std::string::String>,
}
impl WithdrawalRecipientInformationBuilder<crate::Unset> {
    /// The id of the saved withdrawal address.
    pub fn withdrawal_address_id(
        self,
        withdrawal_address_id: i32,
    ) -> WithdrawalRecipientInformationBuilder<i32> {
        WithdrawalRecipientInformationBuilder {
            withdrawal_address_id,
            options: self.options,
        }
    }
}
impl<
    OfWithdrawalAddressId,
> WithdrawalRecipientInformationBuilder<OfWithdrawalAddressId> {
    /// The declaration of the account holder about sanctions.
    pub fn sanctions_representation(mut self, sanctions_representation: bool) -> Self {
        self.options.sanctions_representation = Some(sanctions_representation);
        self
    }
    /// What the withdrawal is for.
    pub fn withdrawal_purpose(
        mut self,
        withdrawal_purpose: impl Into<::std::string::String>,
    ) -> Self {
        self.options.withdrawal_purpose = Some(withdrawal_purpose.into());
        self
    }
}
impl WithdrawalRecipientInformationBuilder<i32> {
    /// The body.
    pub fn build(self) -> WithdrawalRecipientInformation {
        WithdrawalRecipientInformation {
            withdrawal_address_id: self.withdrawal_address_id,
            sanctions_representation: self.options.sanctions_representation,
            withdrawal_purpose: self.options.withdrawal_purpose,
        }
    }
}
