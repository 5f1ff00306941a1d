//! Requests that were not sent.

use std::fmt;
use std::time::Duration;

use backpack_signing::SigningError;
use http::header::InvalidHeaderValue;

/// The reason why a request was not sent.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NotSentReason {
    /// The operation is private, and the client has no credentials.
    #[error(
        "private operation, but the client has no credentials (set `ClientBuilder::credentials`)"
    )]
    NoCredentials,
    /// The client has no operation of this name.
    #[error(
        "unknown operation (the generated client is inconsistent: run the code generator again)"
    )]
    UnknownOperation,
    /// The request could not be signed.
    #[error("cannot sign the request: {0}")]
    Signing(#[source] SigningError),
    /// The rate limit has no permit for the call before its deadline, or none at once where calls do not wait.
    #[error(
        "rate limited: next slot in {} ms, after the call's timeout (raise `CallOptions::timeout`, or send fewer at once)",
        wait.as_millis()
    )]
    RateLimited {
        /// The time until the next permit.
        wait: Duration,
    },
    /// The body breaks a rule of the exchange, which would reject it.
    #[error("{0}")]
    InvalidBody(#[source] InvalidBody),
    /// The request could not be built.
    #[error("cannot build the request: {0}")]
    InvalidRequest(#[source] reqwest::Error),
    /// The value of a header parameter contains a line break or another control character.
    #[error("invalid value of a header parameter (remove line breaks and control characters)")]
    InvalidHeaderValue(#[source] InvalidHeaderValue),
    /// A blocking call inside an asynchronous runtime, or without a thread to run on.
    #[error("blocking call inside an asynchronous runtime (await `send()` instead)")]
    Blocking,
}

/// A body that breaks a rule of the exchange that its type cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBody {
    schema: &'static str,
    element: Option<usize>,
    exactly: bool,
    properties: Vec<&'static str>,
}

impl InvalidBody {
    /// Checks that at least one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// None of them is set.
    #[doc(hidden)]
    pub fn any_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::check(schema, set, false, |count| count >= 1)
    }

    /// Checks that exactly one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// None of them is set, or more than one.
    #[doc(hidden)]
    pub fn one_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::check(schema, set, true, |count| count == 1)
    }

    fn check(
        schema: &'static str,
        set: &[(&'static str, bool)],
        exactly: bool,
        is_valid: impl FnOnce(usize) -> bool,
    ) -> Result<(), Self> {
        if is_valid(set.iter().filter(|(_, set)| *set).count()) {
            return Ok(());
        }
        let properties = set.iter().map(|(name, _)| *name).collect();
        Err(Self {
            schema,
            element: None,
            exactly,
            properties,
        })
    }

    /// The same error in an element of a batch. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn of_element(mut self, element: usize) -> Self {
        self.element = Some(element);
        self
    }

    /// The name of the type of the body, or of the element of a batch.
    #[must_use]
    pub const fn schema(&self) -> &'static str {
        self.schema
    }

    /// The index of the element of a batch; `None` when the body is not a batch.
    #[must_use]
    pub const fn element(&self) -> Option<usize> {
        self.element
    }

    /// The properties that the rule names, as on the wire.
    #[must_use]
    pub fn properties(&self) -> &[&'static str] {
        &self.properties
    }
}

impl fmt::Display for InvalidBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.schema)?;
        if let Some(element) = self.element {
            write!(f, " (element {element} of the batch)")?;
        }
        match self.properties.as_slice() {
            [one] => write!(f, " needs `{one}`"),
            many => {
                let count = if self.exactly { "exactly" } else { "at least" };
                write!(f, " needs {count} one of `{}`", many.join("`, `"))
            }
        }
    }
}

impl std::error::Error for InvalidBody {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message names the type, the element and the properties of the rule.
    #[test]
    fn invalid_body_names_the_rule() {
        let neither = [("orderId", false), ("clientId", false)];
        let both = [("orderId", true), ("clientId", true)];
        let one = [("orderId", true), ("clientId", false)];
        assert_eq!(InvalidBody::any_of("Cancel", &one), Ok(()));
        assert_eq!(InvalidBody::any_of("Cancel", &both), Ok(()));
        assert_eq!(InvalidBody::one_of("Cancel", &one), Ok(()));
        let any = InvalidBody::any_of("Cancel", &neither).unwrap_err();
        assert_eq!(
            any.to_string(),
            "Cancel needs at least one of `orderId`, `clientId`"
        );
        let one = InvalidBody::one_of("Cancel", &both).unwrap_err();
        let in_batch = one.of_element(3);
        assert_eq!(
            in_batch.to_string(),
            "Cancel (element 3 of the batch) needs exactly one of `orderId`, `clientId`"
        );
        assert_eq!(in_batch.element(), Some(3));
        assert_eq!(in_batch.schema(), "Cancel");
        assert_eq!(in_batch.properties(), ["orderId", "clientId"]);
        let needs = InvalidBody::any_of("Order", &[("price", false)]).unwrap_err();
        assert_eq!(needs.to_string(), "Order needs `price`");
    }
}
