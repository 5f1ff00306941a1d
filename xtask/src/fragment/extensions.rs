//! The vendor extensions beside `x-instruction`: what each means, read once and refused where it means nothing.

use serde_json::Value;

use super::{Document, Operation, escape, members};
use crate::problem::{Problem, Problems};

/// Says how the pages of an operation end.
const PAGINATION: &str = "x-pagination";

/// Names the class of rate limit of an operation, where it is not the account's.
const RATE_LIMIT: &str = "x-rate-limit";

/// Holds the rules of a body that JSON schema cannot say.
const BODY_RULES: &str = "x-rules";

/// Every extension that means something.
pub(super) const KNOWN: [&str; 4] = [super::auth::INSTRUCTION, PAGINATION, RATE_LIMIT, BODY_RULES];

/// How the pages of an operation end.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Pagination {
    /// Where `X-Total` says.
    Total,
    /// At a page that is shorter than asked for.
    ShortPage,
}

/// Which of the published rate limits counts the requests of an operation.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum RateLimit {
    /// That of the account.
    Account,
    /// That of historical market data.
    Historical,
}

/// A rule of a body: of these properties, so many are set.
#[derive(Debug)]
pub(crate) struct BodyRule<'a> {
    /// It holds where this property has this text; `None` where it always does.
    pub(crate) when: Option<(&'a str, &'a str)>,
    /// The properties, by their names on the wire.
    pub(crate) properties: Vec<&'a str>,
    /// Exactly one of them, or at least one.
    pub(crate) exactly: bool,
    /// Where the rule comes from.
    pub(crate) source: &'a str,
}

impl Operation<'_> {
    /// How the pages of the operation end; `None` where it has no pages.
    pub(crate) fn pagination(&self) -> Result<Option<Pagination>, Problem> {
        match self.value.get(PAGINATION).map(Value::as_str) {
            None => Ok(None),
            Some(Some("total")) => Ok(Some(Pagination::Total)),
            Some(Some("short-page")) => Ok(Some(Pagination::ShortPage)),
            Some(_) => Err(self.problem(
                "/x-pagination",
                "`x-pagination` is neither `total` nor `short-page`",
                "write `total` where the exchange sends X-Total, and `short-page` elsewhere",
            )),
        }
    }

    /// The rate limit that counts the requests of the operation.
    pub(crate) fn rate_limit(&self) -> Result<RateLimit, Problem> {
        match self.value.get(RATE_LIMIT).map(Value::as_str) {
            None => Ok(RateLimit::Account),
            Some(Some("historical")) => Ok(RateLimit::Historical),
            Some(_) => Err(self.problem(
                "/x-rate-limit",
                "`x-rate-limit` is not a class that is known",
                "write `historical`, or remove it for the account's own limit",
            )),
        }
    }
}

impl Document {
    /// The rules of the body that the schema `name` describes.
    pub(crate) fn body_rules<'a>(
        &'a self,
        name: &str,
        schema: &'a Value,
    ) -> Result<Vec<BodyRule<'a>>, Problems> {
        let Some(written) = schema.get(BODY_RULES) else {
            return Ok(Vec::new());
        };
        let pointer = format!("/components/schemas/{}/{BODY_RULES}", escape(name));
        let bad = |at: &str, what: &str, mend: &str| {
            self.problem(
                &format!("{pointer}{at}"),
                format!("schema {name}"),
                what,
                mend,
            )
        };
        let known = |property: &str| {
            schema
                .get("properties")
                .is_some_and(|properties| properties.get(property).is_some())
        };
        if !written.is_array() {
            return Err(vec![bad(
                "",
                "`x-rules` is no list",
                "write a list of rules",
            )]);
        }
        let (mut rules, mut problems) = (Vec::new(), Vec::new());
        for (index, rule) in written.as_array().into_iter().flatten().enumerate() {
            let at = format!("/{index}");
            let list = match (rule.get("any-of"), rule.get("one-of")) {
                (Some(Value::Array(list)), None) => Some((list, false)),
                (None, Some(Value::Array(list))) => Some((list, true)),
                _ => None,
            };
            let Some((list, exactly)) = list.filter(|(list, _)| !list.is_empty()) else {
                problems.push(bad(
                    &at,
                    "a rule has neither `any-of` nor `one-of`",
                    "write one of them, with a list of properties",
                ));
                continue;
            };
            let Some(source) = rule.get("source").and_then(Value::as_str) else {
                problems.push(bad(
                    &at,
                    "a rule has no `source`",
                    "say where the rule comes from; it becomes the documentation",
                ));
                continue;
            };
            let properties: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            let when = members(rule.get("when"))
                .next()
                .map(|(property, value)| (property, value.as_str().unwrap_or_default()));
            let unknown = properties
                .iter()
                .copied()
                .chain(when.map(|(property, _)| property))
                .find(|p| !known(p));
            if let Some(unknown) = unknown.or_else(|| (properties.len() < list.len()).then_some(""))
            {
                problems.push(bad(
                    &at,
                    &format!("a rule names `{unknown}`, which is no property"),
                    "correct the name, or add the property",
                ));
                continue;
            }
            rules.push(BodyRule {
                when,
                properties,
                exactly,
                source,
            });
        }
        if problems.is_empty() {
            Ok(rules)
        } else {
            Err(problems)
        }
    }
}
