//! Requests that were not sent.

use std::fmt;
use std::time::Duration;

use backpack_signing::SigningError;
use http::header::InvalidHeaderValue;

use crate::limit_store::RateLimitStoreError;

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
    /// The store of the rate limits failed.
    #[error("{0}")]
    RateLimitStore(#[source] RateLimitStoreError),
    /// The deadline of the call, or of its last attempt, passed before the request was sent: in the queue of the rate
    /// limit, in the caller's middleware or in the signer.
    #[error("deadline passed before the request was sent (raise `CallOptions::timeout`)")]
    DeadlinePassed,
    /// A middleware of the caller failed before the request was sent.
    #[error("middleware failed: {0}")]
    Middleware(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The body or a parameter breaks a rule of the exchange, which would reject it.
    #[error("{0}")]
    InvalidBody(#[source] InvalidBody),
    /// The request could not be built.
    #[error("cannot build the request: {0}")]
    InvalidRequest(#[source] reqwest::Error),
    /// The path of a raw call is invalid.
    #[error("invalid path of a raw call (begin it with `/`, and pass the query with `query`)")]
    InvalidPath,
    /// The value of a header parameter contains a line break or another control character.
    #[error("invalid value of a header parameter (remove line breaks and control characters)")]
    InvalidHeaderValue(#[source] InvalidHeaderValue),
    /// A blocking call inside an asynchronous runtime.
    #[error("blocking call inside an asynchronous runtime (await `send()` instead)")]
    Blocking,
    /// The runtime of blocking calls could not be started. The next call tries again.
    #[error("cannot start the runtime of blocking calls: {0}")]
    NoRuntime(#[source] std::io::Error),
}

/// A body, or the parameters of a call, that break a rule of the exchange that their types cannot express.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidBody {
    schema: &'static str,
    element: Option<usize>,
    rule: BrokenRule,
    properties: Vec<&'static str>,
}

/// The rule that an [`InvalidBody`] breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BrokenRule {
    /// At least one of the properties must be set.
    AnyOf,
    /// Exactly one of the properties must be set.
    OneOf,
    /// At most one of the properties can be set.
    AtMostOneOf,
    /// The properties must be set together, or not at all.
    AllOrNone,
    /// The property must be above zero.
    Positive,
    /// The property must be a known value of its enumeration, not `Other`.
    Known,
}

impl InvalidBody {
    /// Checks that at least one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// None of them is set.
    #[doc(hidden)]
    pub fn any_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::count(schema, BrokenRule::AnyOf, set, |count| count >= 1)
    }

    /// Checks that exactly one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// None of them is set, or more than one.
    #[doc(hidden)]
    pub fn one_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::count(schema, BrokenRule::OneOf, set, |count| count == 1)
    }

    /// Checks that at most one of the properties is set. Generated code calls this.
    ///
    /// # Errors
    ///
    /// More than one of them is set.
    #[doc(hidden)]
    pub fn at_most_one_of(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::count(schema, BrokenRule::AtMostOneOf, set, |count| count <= 1)
    }

    /// Checks that all of the properties are set, or none. Generated code calls this.
    ///
    /// # Errors
    ///
    /// Some of them are set, and some are not.
    #[doc(hidden)]
    pub fn all_or_none(schema: &'static str, set: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::count(schema, BrokenRule::AllOrNone, set, |count| {
            count == 0 || count == set.len()
        })
    }

    /// Checks that each property is above zero. Generated code calls this.
    ///
    /// # Errors
    ///
    /// The first property that is not.
    #[doc(hidden)]
    pub fn positive(schema: &'static str, hold: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::each(schema, BrokenRule::Positive, hold)
    }

    /// Checks that each property is a known value. Generated code calls this.
    ///
    /// # Errors
    ///
    /// The first property that is not.
    #[doc(hidden)]
    pub fn known(schema: &'static str, hold: &[(&'static str, bool)]) -> Result<(), Self> {
        Self::each(schema, BrokenRule::Known, hold)
    }

    fn count(
        schema: &'static str,
        rule: BrokenRule,
        set: &[(&'static str, bool)],
        is_valid: impl FnOnce(usize) -> bool,
    ) -> Result<(), Self> {
        if is_valid(set.iter().filter(|(_, set)| *set).count()) {
            return Ok(());
        }
        let properties = set.iter().map(|(name, _)| *name).collect();
        Err(Self::new(schema, rule, properties))
    }

    fn each(
        schema: &'static str,
        rule: BrokenRule,
        hold: &[(&'static str, bool)],
    ) -> Result<(), Self> {
        match hold.iter().find(|(_, holds)| !holds) {
            None => Ok(()),
            Some((name, _)) => Err(Self::new(schema, rule, vec![name])),
        }
    }

    const fn new(schema: &'static str, rule: BrokenRule, properties: Vec<&'static str>) -> Self {
        Self {
            schema,
            element: None,
            rule,
            properties,
        }
    }

    /// Returns the same error in an element of a batch. Generated code calls this.
    #[doc(hidden)]
    #[must_use]
    pub fn of_element(mut self, element: usize) -> Self {
        self.element = Some(element);
        self
    }

    /// Returns the name of the type of the body, or of the element of a batch; the operation for parameters.
    #[must_use]
    pub const fn schema(&self) -> &'static str {
        self.schema
    }

    /// Returns the index of the element of a batch; `None` when the body is not a batch.
    #[must_use]
    pub const fn element(&self) -> Option<usize> {
        self.element
    }

    /// Returns the rule.
    #[must_use]
    pub const fn rule(&self) -> BrokenRule {
        self.rule
    }

    /// Returns the properties or parameters at fault, as on the wire: all that the rule names, or the one with an
    /// invalid value.
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
        let names = self.properties.join("`, `");
        match (self.rule, self.properties.len()) {
            (BrokenRule::AnyOf | BrokenRule::OneOf, 1) => write!(f, " needs `{names}`"),
            (BrokenRule::AnyOf, _) => write!(f, " needs at least one of `{names}`"),
            (BrokenRule::OneOf, _) => write!(f, " needs exactly one of `{names}`"),
            (BrokenRule::AtMostOneOf, _) => write!(f, " takes at most one of `{names}`"),
            (BrokenRule::AllOrNone, _) => write!(f, " needs all of `{names}`, or none"),
            (BrokenRule::Positive, _) => write!(f, " needs a `{names}` above zero"),
            (BrokenRule::Known, _) => write!(f, " has an unknown value in `{names}`"),
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

    /// Each rule accepts what it allows, and reports itself and the properties at fault.
    #[test]
    fn rules_accept_what_they_allow() {
        use BrokenRule::{AllOrNone, AtMostOneOf, Known, Positive};
        type Check = fn(&'static str, &[(&'static str, bool)]) -> Result<(), InvalidBody>;
        let cases: [(Check, BrokenRule, &[[bool; 2]], &str); 4] = [
            (
                InvalidBody::at_most_one_of,
                AtMostOneOf,
                &[[false, false], [true, false], [false, true]],
                "Order takes at most one of `a`, `b`",
            ),
            (
                InvalidBody::all_or_none,
                AllOrNone,
                &[[false, false], [true, true]],
                "Order needs all of `a`, `b`, or none",
            ),
            (
                InvalidBody::positive,
                Positive,
                &[[true, true]],
                "Order needs a `",
            ),
            (
                InvalidBody::known,
                Known,
                &[[true, true]],
                "Order has an unknown value in `",
            ),
        ];
        for (check, rule, allowed, message) in cases {
            for [a, b] in [[false, false], [false, true], [true, false], [true, true]] {
                let outcome = check("Order", &[("a", a), ("b", b)]);
                assert_eq!(
                    outcome.is_ok(),
                    allowed.contains(&[a, b]),
                    "{rule:?} {a} {b}"
                );
                if let Err(error) = outcome {
                    assert_eq!(error.rule(), rule);
                    assert!(error.to_string().starts_with(message), "{error}");
                }
            }
        }
        let second = InvalidBody::positive("Order", &[("a", true), ("b", false)]).unwrap_err();
        assert_eq!(second.properties(), ["b"]);
    }
}
