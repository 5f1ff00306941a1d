//! Descriptions that follow from names. The published prose is not copied.

use heck::ToSnakeCase as _;

use crate::spec::model::{Format, Type};

/// The comment after a description that a maintainer has to write.
pub(super) const TODO: &str = "TODO: describe";

/// Returns the words of a name as a sentence: `maxWithdrawalQuantity` is `Max withdrawal quantity.`
pub(super) fn sentence(name: &str) -> String {
    let words = name.to_snake_case().replace('_', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => format!("{}{}.", first.to_uppercase(), letters.as_str()),
        None => "Value.".to_owned(),
    }
}

/// Returns the words of a value's name as a sentence, with the unit that its type has.
pub(super) fn value(name: &str, ty: Option<&Type>) -> String {
    let unit = match ty {
        Some(Type::Format(Format::UnixSeconds)) => ", in Unix seconds",
        Some(Type::Format(Format::UnixMillis)) => ", in Unix milliseconds",
        Some(Type::Format(Format::UnixMicros)) => ", in Unix microseconds",
        Some(Type::Format(Format::UtcDateTime | Format::UtcDateTimeSpace)) => ", in UTC",
        _ => "",
    };
    let sentence = sentence(name);
    format!("{}{unit}.", sentence.trim_end_matches('.'))
}

/// Returns the format of a time that is published as an integer, from the name and from the unit that the prose gives.
pub(super) fn unix_time(name: &str, prose: &str) -> Option<(&'static str, &'static str)> {
    let last = name.to_snake_case();
    let last = last.rsplit('_').next().unwrap_or_default();
    let times = [
        "at",
        "time",
        "timestamp",
        "from",
        "to",
        "since",
        "until",
        "start",
        "end",
        "expiry",
    ];
    if !times.contains(&last) {
        return None;
    }
    let prose = prose.to_lowercase();
    let abbreviates = |unit: &str| {
        let mut words = prose.split(|c: char| !c.is_alphanumeric());
        words.any(|word| word == unit)
    };
    [
        ("microsecond", "us", "unix-micros", "microseconds"),
        ("millisecond", "ms", "unix-millis", "milliseconds"),
        ("second", "secs", "unix-seconds", "seconds"),
    ]
    .into_iter()
    .find(|(word, short, ..)| prose.contains(word) || abbreviates(short))
    .map(|(.., format, unit)| (format, unit))
}

/// Returns the instruction that the prose of an operation documents: the first string in backticks after the word
/// `instruction`.
pub(super) fn instruction(prose: &str) -> Option<&str> {
    let lower = prose.to_ascii_lowercase();
    for (at, word) in lower.match_indices("instruction") {
        let rest = prose.get(at + word.len()..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":*".contains(c));
        if let Some((name, _)) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`'))
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        {
            return Some(name);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        for (name, expected) in [
            ("maxWithdrawalQuantity", "Max withdrawal quantity."),
            ("get_vault_nav", "Get vault nav."),
            ("id", "Id."),
            ("X-TOTAL", "X total."),
            ("", "Value."),
        ] {
            assert_eq!(sentence(name), expected);
        }
        let millis = Type::Format(Format::UnixMillis);
        assert_eq!(
            value("createdAt", Some(&millis)),
            "Created at, in Unix milliseconds."
        );
    }

    /// A duration is not a time, and a time without a unit is not guessed.
    #[test]
    fn times() {
        for (name, prose, expected) in [
            ("createdAt", "When, in milliseconds.", Some("unix-millis")),
            (
                "startTime",
                "UTC timestamp in seconds.",
                Some("unix-seconds"),
            ),
            (
                "timestamp",
                "Engine time in microseconds",
                Some("unix-micros"),
            ),
            ("crankTimestamp", "Time (ms) of it", Some("unix-millis")),
            ("createdAt", "The exchange's time.", None),
            ("redeemDelayMs", "In milliseconds.", None),
        ] {
            let found = unix_time(name, prose).map(|(format, _)| format);
            assert_eq!(found, expected, "{name}: {prose}");
        }
    }

    #[test]
    fn instructions() {
        for (prose, expected) in [
            (
                "Gets it.\n\n**Instruction:** `thingQuery`",
                Some("thingQuery"),
            ),
            (
                "**Batch commands instruction:** `thingCreate`",
                Some("thingCreate"),
            ),
            ("An instruction is needed. Instruction: `x`", Some("x")),
            ("Follow the instruction `to the letter`.", None),
            ("Instruction: thingQuery", None),
            ("İnstruction: `dotted` instruction: `plain`", Some("plain")),
            ("", None),
        ] {
            assert_eq!(instruction(prose), expected, "{prose}");
        }
    }
}
