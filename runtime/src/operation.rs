//! What a call knows of its operation.

use backpack_signing::Instruction;

/// An operation of the API. The generated client has a constant for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperationInfo {
    /// The operationId of the API description, which is also the name of the call.
    pub operation_id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// How a request is authenticated.
    pub auth: Auth,
    /// Which of the published rate limits counts its requests.
    pub rate_limit: RateLimit,
}

/// The published classes of rate limits (the exchange's support pages).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateLimit {
    /// 2000 requests a minute for each subaccount.
    Account,
    /// Historical market data: 30 requests a minute.
    Historical,
}

/// How a request is authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// Not at all.
    Public,
    /// By a signature over this instruction.
    Signed(Instruction),
    /// By a login session, which an API key cannot stand in for. The request is not signed.
    Session,
}
