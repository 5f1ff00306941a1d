//! The entry of an operation in the generated table.

use backpack_signing::Instruction;

/// An operation of the API: an entry of the generated operation table.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The operationId of the API description, which is also the name of the call.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// The authentication of a request.
    pub auth: Auth,
    /// The published rate limit that counts the requests.
    pub rate_limit: RateLimit,
    /// True for a mutating operation whose requests may be executed more than once: they are retried like read-only
    /// ones.
    pub is_idempotent: bool,
    /// The format of the body of a successful response.
    pub(crate) success_body: SuccessBody,
}

/// The format of the body of a successful response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SuccessBody {
    Json,
    PlainText,
}

/// The classes of rate limits: the published ones (the exchange's support pages), and the lane of cancels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RateLimit {
    /// 2000 requests a minute for each subaccount.
    Account,
    /// Cancels: counted by the account's limit, with permits that other requests cannot use.
    Cancel,
    /// Historical market data: 30 requests a minute.
    Historical,
}

/// The authentication of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Auth {
    /// None: the request carries no credentials.
    Public,
    /// A signature over this instruction.
    Signed(Instruction),
    /// A login session, which an API key does not replace. The request is not signed.
    Session,
}

impl Operation {
    /// Creates a public operation under the account's rate limit, with JSON responses. Generated code calls this.
    ///
    /// ```
    /// use backpack_runtime::{Auth, Operation};
    ///
    /// const GET_BALANCES: Operation = Operation::new("get_balances", "GET", "/api/v1/capital").signed("balanceQuery");
    /// assert!(matches!(GET_BALANCES.auth, Auth::Signed(_)));
    /// ```
    #[must_use]
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            auth: Auth::Public,
            rate_limit: RateLimit::Account,
            is_idempotent: false,
            success_body: SuccessBody::Json,
        }
    }

    /// Returns true unless the method is `GET`: only requests of other methods change anything on the exchange.
    #[must_use]
    pub fn is_mutating(&self) -> bool {
        self.method != "GET"
    }

    /// Signs requests with `instruction`.
    ///
    /// # Panics
    ///
    /// When `instruction` is invalid; in a constant, this is a compile error.
    #[must_use]
    pub const fn signed(self, instruction: &'static str) -> Self {
        self.auth(Auth::Signed(Instruction::from_static(instruction)))
    }

    /// Requires a login session.
    #[must_use]
    pub const fn session(self) -> Self {
        self.auth(Auth::Session)
    }

    /// Counts requests as historical market data.
    #[must_use]
    pub const fn historical(mut self) -> Self {
        self.rate_limit = RateLimit::Historical;
        self
    }

    /// Counts requests as cancels.
    #[must_use]
    pub const fn cancel(mut self) -> Self {
        self.rate_limit = RateLimit::Cancel;
        self
    }

    /// Retries requests that may have been executed. A response that says that nothing was found is then a success; see
    /// [`ResponseMeta::not_found_on_retry`](crate::ResponseMeta::not_found_on_retry).
    #[must_use]
    pub const fn idempotent(mut self) -> Self {
        self.is_idempotent = true;
        self
    }

    /// Decodes the body of a successful response as plain text.
    #[doc(hidden)]
    #[must_use]
    pub const fn plain_text(mut self) -> Self {
        self.success_body = SuccessBody::PlainText;
        self
    }

    const fn auth(mut self, auth: Auth) -> Self {
        // No destructor runs in a constant.
        std::mem::forget(std::mem::replace(&mut self.auth, auth));
        self
    }
}
