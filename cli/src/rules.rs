//! Rules that a schema cannot express: the extension `x-rules` of a body, or of an operation for its parameters.

use backpack_api::Decimal;
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

/// Reads the rules of a schema or an operation. Rules over the values of an enumeration are left out: every argument with
/// one is checked.
pub(crate) fn read(owner: &Value) -> Vec<Rule> {
    let strings = |value: Option<&Value>| -> Vec<String> {
        let items = value.and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let rules = owner.get("x-rules").and_then(Value::as_array);
    let rules = rules.into_iter().flatten().filter_map(|rule| {
        let (kind, names) = [
            ("any-of", RuleKind::AnyOf),
            ("one-of", RuleKind::OneOf),
            ("at-most-one-of", RuleKind::AtMostOneOf),
            ("all-or-none", RuleKind::AllOrNone),
            ("positive", RuleKind::Positive),
        ]
        .into_iter()
        .find_map(|(key, kind)| Some((kind, rule.get(key)?)))?;
        let when = rule.get("when").and_then(Value::as_object);
        Some(Rule {
            kind,
            names: strings(Some(names)),
            when: when
                .into_iter()
                .flatten()
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect(),
            when_set: strings(rule.get("when-set")),
        })
    });
    rules.collect()
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
                    |name: &&String| value(name).is_some_and(|value| !is_positive(&value));
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

/// True for a number or a percentage above zero, and for text that is neither, which other checks reject.
fn is_positive(text: &str) -> bool {
    let number = text.strip_suffix('%').unwrap_or(text);
    !number
        .parse::<Decimal>()
        .is_ok_and(|number| number <= Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(rule: Value, values: &Value) -> Result<(), String> {
        let rules = read(&json!({"x-rules": [rule]}));
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
}
