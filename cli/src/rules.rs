//! Rules that a schema cannot express: the extension `x-rules` of a body, or of an operation for its parameters.

use backpack_runtime::IsPositive as _;
use serde::de::Error as _;
use serde_json::Value;

/// A rule over fields or parameters.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    kind: RuleKind,
    names: Vec<String>,
    /// The rule applies when these have these values.
    when: Vec<(String, String)>,
    /// The rule applies when one of these is set; always, if the list is empty.
    when_set: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RuleKind {
    AnyOf,
    OneOf,
    AtMostOneOf,
    AllOrNone,
    Positive,
}

/// The rules that are checked here, by their keys.
const KINDS: [(&str, RuleKind); 5] = [
    ("any-of", RuleKind::AnyOf),
    ("one-of", RuleKind::OneOf),
    ("at-most-one-of", RuleKind::AtMostOneOf),
    ("all-or-none", RuleKind::AllOrNone),
    ("positive", RuleKind::Positive),
];

/// The key of rules over the values of an enumeration, which are left out: every argument with one is checked.
const KNOWN: &str = "known";

/// Reads the rules of a schema or an operation.
///
/// # Errors
///
/// A rule that this version cannot check.
pub(crate) fn read(owner: &Value) -> serde_json::Result<Vec<Rule>> {
    let rules = owner.get("x-rules").and_then(Value::as_array);
    let rules = rules.into_iter().flatten();
    rules
        .filter(|rule| rule.get(KNOWN).is_none())
        .map(|rule| {
            read_rule(rule).ok_or_else(|| {
                serde_json::Error::custom(format_args!(
                    "unsupported rule in `x-rules`: {rule} (correct it, or update this program)"
                ))
            })
        })
        .collect()
}

/// Reads a rule; `None` for one of an unknown kind or with other values than strings.
fn read_rule(rule: &Value) -> Option<Rule> {
    let (kind, names) = KINDS
        .into_iter()
        .find_map(|(key, kind)| Some((kind, rule.get(key)?)))?;
    let pair = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    let when = match rule.get("when") {
        Some(when) => when.as_object()?.iter().map(pair).collect::<Option<_>>()?,
        None => Vec::new(),
    };
    Some(Rule {
        kind,
        names: strings(names)?,
        when,
        when_set: rule.get("when-set").map_or(Some(Vec::new()), strings)?,
    })
}

/// Reads a list of strings.
fn strings(value: &Value) -> Option<Vec<String>> {
    let text = |item: &Value| item.as_str().map(str::to_owned);
    value.as_array()?.iter().map(text).collect()
}

impl Rule {
    /// Checks the rule. `value` gives the value that is set, as text, and `shown` the name for a message.
    pub(crate) fn check(
        &self,
        value: impl Fn(&str) -> Option<String>,
        shown: impl Fn(&str) -> String,
    ) -> Result<(), String> {
        let is_set = |name: &String| value(name).is_some();
        let applies = (self.when.iter())
            .all(|(name, expected)| value(name).is_some_and(|actual| actual == *expected))
            && (self.when_set.is_empty() || self.when_set.iter().any(is_set));
        if !applies {
            return Ok(());
        }
        let all = || {
            let names: Vec<String> = self.names.iter().map(|name| shown(name)).collect();
            names.join(", ")
        };
        let count = self.names.iter().filter(|name| is_set(name)).count();
        let problem = match self.kind {
            RuleKind::AnyOf if count == 0 && self.names.len() == 1 => format!("missing {}", all()),
            RuleKind::AnyOf if count == 0 => format!("missing one of {}", all()),
            RuleKind::OneOf if count != 1 => format!("expected exactly one of {}", all()),
            RuleKind::AtMostOneOf if count > 1 => format!("expected at most one of {}", all()),
            RuleKind::AllOrNone if count != 0 && count != self.names.len() => {
                format!("expected all or none of {}", all())
            }
            RuleKind::Positive => {
                let invalid =
                    |name: &&String| value(name).is_some_and(|value| !value.is_positive());
                match self.names.iter().find(invalid) {
                    Some(name) => format!("{} must be above zero", shown(name)),
                    None => return Ok(()),
                }
            }
            _ => return Ok(()),
        };
        let when = self
            .when
            .iter()
            .map(|(name, value)| format!("{} is {value}", shown(name)));
        let set = self
            .when_set
            .iter()
            .filter(|name| is_set(name))
            .map(|name| format!("{} is set", shown(name)));
        let when: Vec<String> = when.chain(set).collect();
        Err(if when.is_empty() {
            problem
        } else {
            format!("{problem} when {}", when.join(" and "))
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(rule: Value, values: &Value) -> Result<(), String> {
        let rules = read(&json!({"x-rules": [rule]})).unwrap();
        assert_eq!(rules.len(), 1);
        let text = |name: &str| match values.get(name)? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        rules
            .iter()
            .try_for_each(|rule| rule.check(text, |name| format!("--{name}")))
    }

    #[test]
    fn every_kind_is_checked() {
        for (rule, values, expected) in [
            (
                json!({"any-of": ["a", "b"]}),
                json!({}),
                "missing one of --a, --b",
            ),
            (json!({"any-of": ["a"]}), json!({"b": "1"}), "missing --a"),
            (json!({"any-of": ["a", "b"]}), json!({"b": "1"}), ""),
            (
                json!({"one-of": ["a", "b"]}),
                json!({"a": 1, "b": 1}),
                "expected exactly one of --a, --b",
            ),
            (json!({"at-most-one-of": ["a", "b"]}), json!({}), ""),
            (
                json!({"at-most-one-of": ["a", "b"]}),
                json!({"a": 1, "b": 1}),
                "expected at most one of --a, --b",
            ),
            (
                json!({"all-or-none": ["a", "b"]}),
                json!({"a": 1}),
                "expected all or none of --a, --b",
            ),
            (
                json!({"all-or-none": ["a", "b"]}),
                json!({"a": 1, "b": 1}),
                "",
            ),
            (
                json!({"positive": ["a", "b"]}),
                json!({"a": "1", "b": "-0.0"}),
                "--b must be above zero",
            ),
            (
                json!({"positive": ["a"]}),
                json!({"a": "0%"}),
                "--a must be above zero",
            ),
            (json!({"positive": ["a"]}), json!({"a": "80%"}), ""),
            // As the library: `backpack_runtime::IsPositive`.
            (
                json!({"positive": ["a"]}),
                json!({"a": ""}),
                "--a must be above zero",
            ),
            (
                json!({"positive": ["a"]}),
                json!({"a": "-1e5"}),
                "--a must be above zero",
            ),
            (
                json!({"any-of": ["a"], "when": {"b": "x"}}),
                json!({"b": "y"}),
                "",
            ),
            (
                json!({"any-of": ["a"], "when": {"b": "x"}}),
                json!({"b": "x"}),
                "missing --a when --b is x",
            ),
            (
                json!({"any-of": ["a"], "when-set": ["b", "c"]}),
                json!({}),
                "",
            ),
            (
                json!({"any-of": ["a"], "when-set": ["b", "c"]}),
                json!({"c": 1}),
                "missing --a when --c is set",
            ),
        ] {
            let problem = check(rule.clone(), &values).err().unwrap_or_default();
            assert_eq!(problem, expected, "{rule}");
        }
    }

    /// A rule that cannot be checked is an error, except one over the values of an enumeration.
    #[test]
    fn rejects_unsupported_rule() {
        let read = |rule: Value| super::read(&json!({"x-rules": [rule]}));
        assert!(read(json!({"known": ["a"]})).unwrap().is_empty());
        for rule in [
            json!({"none-of": ["a"]}),
            json!({"any-of": "a"}),
            json!({"any-of": [1]}),
            json!({"any-of": ["a"], "when": {"b": 1}}),
            json!({"any-of": ["a"], "when-set": "b"}),
        ] {
            let error = read(rule.clone()).unwrap_err().to_string();
            assert!(error.contains(&rule.to_string()), "{error}");
        }
    }
}
