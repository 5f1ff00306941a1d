//! Checks an example against its type, so that a wrong one is an error at its line and not a failing test.

use std::collections::BTreeMap;

use serde_json::Value;

use super::document::Node;
use super::model::{Format, Schema, Shape, Type};
use super::reader::shown;
use crate::problem::Problems;

/// Returns the errors of an example of the type `ty`.
pub(super) fn check(
    schemas: &BTreeMap<String, Schema>,
    node: &Node<'_>,
    subject: &str,
    ty: &Type,
) -> Problems {
    let mut check = Check {
        schemas,
        subject,
        problems: Vec::new(),
    };
    check.value(node, ty);
    check.problems
}

/// Returns whether the type is neither a list, a map nor a schema.
pub(crate) fn is_scalar(value: &Value, ty: &Type) -> bool {
    match ty {
        Type::Boolean => value.is_boolean(),
        Type::Integer(name) => fits(value, name),
        Type::String | Type::Secret => value.is_string(),
        Type::Format(format) => is_format(value, *format),
        _ => false,
    }
}

struct Check<'s> {
    schemas: &'s BTreeMap<String, Schema>,
    subject: &'s str,
    problems: Problems,
}

impl Check<'_> {
    fn reject(&mut self, node: &Node<'_>, expected: &str) {
        let cause = format!("the example {} is not {expected}", shown(node.value));
        let help = "correct the example, or the schema if the exchange sends this";
        self.problems.push(node.problem(self.subject, cause, help));
    }

    fn value(&mut self, node: &Node<'_>, ty: &Type) {
        match ty {
            Type::Any => {}
            Type::Boolean if node.value.is_boolean() => {}
            Type::Boolean => self.reject(node, "a boolean"),
            Type::Integer(name) => {
                if !fits(node.value, name) {
                    self.reject(
                        node,
                        &format!("an integer of the format {}", integer_format(name)),
                    );
                }
            }
            Type::IntegerOrString(name) => {
                let number = node
                    .text()
                    .and_then(|text| text.parse::<u64>().ok())
                    .map(Value::from);
                if !fits(number.as_ref().unwrap_or(node.value), name) {
                    self.reject(
                        node,
                        &format!(
                            "an integer of the format {}, or a string of its digits",
                            integer_format(name)
                        ),
                    );
                }
            }
            Type::String | Type::Secret if node.value.is_string() => {}
            Type::String | Type::Secret => self.reject(node, "a string"),
            Type::Format(format) => {
                if !is_format(node.value, *format) {
                    self.reject(node, expected(*format));
                }
            }
            Type::PriceLevel => {
                let pair: Vec<Node<'_>> = node.elements().collect();
                let decimals = pair
                    .iter()
                    .all(|one| is_format(one.value, Format::ExactDecimal));
                if pair.len() != 2 || !decimals {
                    self.reject(node, "a list of two decimal strings");
                }
            }
            Type::Alias(_, ty) => self.value(node, ty),
            Type::Nullable(ty) => {
                if !node.value.is_null() {
                    self.value(node, ty);
                }
            }
            Type::List(ty) if node.value.is_array() => {
                for element in node.elements() {
                    self.value(&element, ty);
                }
            }
            Type::List(_) => self.reject(node, "a list"),
            Type::Map(ty) if node.value.is_object() => {
                for (_, value) in node.members() {
                    self.value(&value, ty);
                }
            }
            Type::Map(_) => self.reject(node, "an object"),
            Type::Named(name) => self.named(node, name, &[]),
        }
    }

    /// Checks a struct, an enum or a union. `tags` are the properties of an object that belong to the unions around it.
    fn named(&mut self, node: &Node<'_>, name: &str, tags: &[&str]) {
        let schemas = self.schemas;
        let Some(schema) = schemas.get(name) else {
            return;
        };
        match &schema.shape {
            Shape::Enum { values, .. } => {
                let known = node
                    .text()
                    .is_some_and(|text| values.iter().any(|value| value.text == text));
                if !known {
                    self.reject(node, &format!("a listed value of {name}"));
                }
            }
            Shape::Union { tag, members } => {
                let text = node.get(tag).and_then(|text| text.text());
                match members
                    .iter()
                    .find(|member| Some(member.text.as_str()) == text)
                {
                    Some(member) => {
                        let tags: Vec<&str> = tags.iter().copied().chain([tag.as_str()]).collect();
                        self.named(node, &member.name, &tags);
                    }
                    None => self.reject(node, &format!("an object with a listed `{tag}`")),
                }
            }
            Shape::Alias(ty) => self.value(node, ty),
            Shape::Struct {
                fields, additional, ..
            } => {
                if !node.value.is_object() {
                    self.reject(node, "an object");
                    return;
                }
                for field in fields {
                    match node.get(&field.name) {
                        None if field.required => {
                            let cause =
                                format!("the example has no `{}`, which is required", field.name);
                            let help = "add it, or remove it from `required`";
                            self.problems.push(node.problem(self.subject, cause, help));
                        }
                        None => {}
                        Some(value)
                            if value.value.is_null()
                                && (field.nullable || field.ty == Type::Any) => {}
                        Some(value) if value.value.is_null() => {
                            let expected = format!("a value: `{}` is not nullable", field.name);
                            self.reject(&value, &expected);
                        }
                        Some(value) => self.value(&value, &field.ty),
                    }
                }
                for (key, value) in node.members() {
                    if tags.contains(&key) || fields.iter().any(|field| field.name == key) {
                        continue;
                    }
                    match additional {
                        Some(ty) => self.value(&value, ty),
                        None => {
                            let cause =
                                format!("the example has `{key}`, which {name} does not describe");
                            let help = "describe the property, or remove it from the example";
                            self.problems.push(value.problem(self.subject, cause, help));
                        }
                    }
                }
            }
        }
    }
}

/// Returns whether an integer is within the range of its Rust type.
fn fits(value: &Value, name: &str) -> bool {
    let signed = |low: i64, high: i64| value.as_i64().is_some_and(|n| (low..=high).contains(&n));
    let unsigned = |high: u64| value.as_u64().is_some_and(|n| n <= high);
    match name {
        "i32" => signed(i32::MIN.into(), i32::MAX.into()),
        "i64" => value.is_i64(),
        "u8" => unsigned(u8::MAX.into()),
        "u16" => unsigned(u16::MAX.into()),
        "u32" => unsigned(u32::MAX.into()),
        _ => value.is_u64(),
    }
}

/// Returns the format of an integer in the description: `uint8` for `u8`.
fn integer_format(name: &str) -> String {
    match name.split_at(1) {
        ("u", bits) => format!("uint{bits}"),
        (_, bits) => format!("int{bits}"),
    }
}

fn is_format(value: &Value, format: Format) -> bool {
    let text = value.as_str();
    match format {
        Format::ExactDecimal => text.is_some_and(is_decimal),
        Format::DecimalOrNa => text.is_some_and(|text| text == "N/A" || is_decimal(text)),
        Format::DecimalNumber => value.is_number(),
        Format::UnixSeconds | Format::UnixMillis | Format::UnixMicros => {
            value.is_u64()
                || text.is_some_and(|text| {
                    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
                })
        }
        Format::UtcDateTime => text.is_some_and(|text| is_date_time(text, 'T')),
        Format::UtcDateTimeSpace => text.is_some_and(|text| is_date_time(text, ' ')),
        Format::ZonedDateTime => text.is_some_and(|text| match text.strip_suffix('Z') {
            Some(utc) => is_date_time(utc, 'T'),
            None => text
                .rfind(['+', '-'])
                .and_then(|at| text.split_at_checked(at))
                .is_some_and(|(local, offset)| {
                    is_date_time(local, 'T')
                        && matches(offset.get(1..).unwrap_or_default(), "00:00")
                }),
        }),
        Format::Date => text.is_some_and(|text| matches(text, "0000-00-00")),
    }
}

fn expected(format: Format) -> &'static str {
    match format {
        Format::ExactDecimal => "a decimal string, such as '1.50'",
        Format::DecimalOrNa => "a decimal string, such as '1.50', or 'N/A'",
        Format::DecimalNumber => "a number",
        Format::UnixSeconds => "a time in Unix seconds",
        Format::UnixMillis => "a time in Unix milliseconds",
        Format::UnixMicros => "a time in Unix microseconds",
        Format::UtcDateTime => "a UTC time without zone, such as '2025-01-21T06:34:54.691'",
        Format::UtcDateTimeSpace => "a UTC time without zone, such as '2026-09-01 17:24:00'",
        Format::ZonedDateTime => "a time, such as '2025-01-21T06:34:54Z'",
        Format::Date => "a date, such as '2025-01-21'",
    }
}

/// Returns whether a string is `-?digits(.digits)?` without leading zeros, with at most 28 digits.
fn is_decimal(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole)
        && digits(fraction)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && unsigned.bytes().filter(u8::is_ascii_digit).count() <= 29
}

/// Returns whether a string is a date, a separator, a time of day, and up to nine digits of a second.
fn is_date_time(text: &str, separator: char) -> bool {
    let Some((date, time)) = text.split_once(separator) else {
        return false;
    };
    let (clock, fraction) = match time.split_once('.') {
        Some((clock, fraction)) => (clock, fraction),
        None => (time, "0"),
    };
    matches(date, "0000-00-00")
        && matches(clock, "00:00:00")
        && matches!(fraction.len(), 1..=9)
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a string has digits in the places of zeros of the pattern, and its other characters as they are.
fn matches(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, place)| match place {
                b'0' => byte.is_ascii_digit(),
                other => byte == other,
            })
}
