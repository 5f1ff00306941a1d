// Made by `cargo xtask codegen` from the documents in openapi/. Do not edit: change those and run it again.
//! The types of parameters, bodies and answers.

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
    #[serde(with = "crate::wire::decimal")]
    #[cfg_attr(feature = "schemars", schemars(with = "::std::string::String"))]
    pub max_withdrawal_quantity: ::rust_decimal::Decimal,
    /// The asset.
    pub symbol: ::std::string::String,
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
