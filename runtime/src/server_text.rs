//! Text of the exchange in messages: escaped, shortened, and without quotes of the request.

use std::iter::repeat_n;
use std::ops::RangeInclusive;

/// The highest length of the text in a message, in characters.
const LONGEST: usize = 200;

/// The number of characters that are read: escaping and masking need more than they keep.
const READ: usize = 4 * LONGEST;

/// The highest length of a name that stays in quotation marks, in characters.
const LONGEST_NAME: usize = 40;

/// The number of digits of a two-factor token.
const TOKEN_DIGITS: RangeInclusive<usize> = 6..=8;

/// Returns text of the exchange as it is safe in a message or a log.
///
/// The result has at most 200 characters in one line: line breaks, control characters, escape sequences and characters
/// that reorder a line are escaped. Nothing in it quotes the request: it ends before the first `{` or `[`, text in
/// quotation marks is masked unless it is a name of letters, and so is a number of 6 to 8 digits, which can be a
/// two-factor token. All messages of this crate show such text in this form; the field or the body itself has the
/// original.
///
/// ```
/// use backpack_runtime::server_text;
///
/// assert_eq!(server_text("Invalid\nsymbol"), r"Invalid\nsymbol");
/// assert_eq!(server_text(r#"Expected "Order", found {"twoFactorToken":"123456"}"#), r#"Expected "Order", found …"#);
/// assert_eq!(server_text("wrong token 123456"), "wrong token …");
/// ```
#[must_use]
pub fn server_text(text: &str) -> String {
    let mut characters = text.chars();
    let read: Vec<char> = characters.by_ref().take(READ).collect();
    let mut is_cut = characters.next().is_some();
    let mut shown: Vec<char> = Vec::with_capacity(read.len());
    let mut rest = read.as_slice();
    let mut previous = ' ';
    while let [first, after @ ..] = rest {
        rest = after;
        match *first {
            '{' | '[' => {
                is_cut = true;
                rest = &[];
            }
            quote @ ('"' | '`' | '\'') if quote != '\'' || !previous.is_alphanumeric() => {
                match after.iter().position(|end| *end == quote) {
                    Some(end) => {
                        let (quoted, beyond) = after.split_at(end);
                        shown.push(quote);
                        if is_name(quoted) {
                            shown.extend(quoted);
                        } else {
                            shown.push('…');
                        }
                        shown.push(quote);
                        rest = beyond.get(1..).unwrap_or_default();
                    }
                    // An apostrophe at the end of a word.
                    None if quote == '\'' => shown.push(quote),
                    None => {
                        is_cut = true;
                        rest = &[];
                    }
                }
            }
            digit if digit.is_ascii_digit() => {
                let more = after.iter().take_while(|c| c.is_ascii_digit()).count();
                let (digits, beyond) = after.split_at(more);
                let is_fraction = previous == '.' || matches!(beyond, ['.', '0'..='9', ..]);
                let is_token = TOKEN_DIGITS.contains(&(more + 1)) && !is_fraction;
                if is_token || (is_cut && beyond.is_empty()) {
                    shown.push('…');
                } else {
                    shown.push(digit);
                    shown.extend(digits);
                }
                rest = beyond;
            }
            character => escape(character, &mut shown),
        }
        previous = *first;
    }
    while shown.last().is_some_and(|last| last.is_whitespace()) {
        shown.pop();
    }
    if is_cut && shown.len() + 2 <= LONGEST {
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push('…');
    } else if is_cut || shown.len() > LONGEST {
        shown.truncate(LONGEST - 1);
        shown.push('…');
    }
    shown.into_iter().collect()
}

/// Returns true for a name of a type, a field or a value: letters and the signs between them.
fn is_name(quoted: &[char]) -> bool {
    (1..=LONGEST_NAME).contains(&quoted.len())
        && quoted
            .iter()
            .all(|c| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.'))
}

/// Appends a character, escaped where it would change the line or the terminal. The escape has no brace, so that the
/// result is unchanged when it is escaped again.
fn escape(character: char, shown: &mut Vec<char>) {
    let code = u32::from(character);
    match character {
        '\n' => shown.extend(['\\', 'n']),
        '\r' => shown.extend(['\\', 'r']),
        '\t' => shown.extend(['\\', 't']),
        _ if character.is_control() || is_invisible(code) => {
            let digits = format!("{code:x}");
            let (letter, width) = if code < 0x100 { ('x', 2) } else { ('u', 4) };
            shown.extend(['\\', letter]);
            shown.extend(repeat_n('0', usize::saturating_sub(width, digits.len())));
            shown.extend(digits.chars());
        }
        _ => shown.push(character),
    }
}

/// Returns true for characters that break or reorder a line, or that have no width (Unicode, general categories `Cf`,
/// `Zl` and `Zp`).
const fn is_invisible(code: u32) -> bool {
    matches!(
        code,
        0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffb
            | 0xe0000..=0xe007f
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A message is one line that no terminal interprets, however the exchange writes it.
    #[test]
    fn escapes_lines_and_control_sequences() {
        assert_eq!(server_text("a\r\nb\tc\u{1b}[31mred"), r"a\r\nb\tc\x1b …");
        assert_eq!(server_text("a\u{202e}b\u{9b}c\u{0}"), r"a\u202eb\x9bc\x00");
        assert_eq!(server_text("\u{e0041}"), r"\ue0041");
        assert_eq!(server_text("é 日本 don't"), "é 日本 don't");
    }

    /// The part of a message that quotes the request is masked; names and prose stay.
    #[test]
    fn masks_quotes_of_the_request() {
        for (text, shown) in [
            ("Invalid order", "Invalid order"),
            (
                "failed to parse parameter `interval`: failed to parse \"KlineInterval\": Expect a valid value.",
                "failed to parse parameter `interval`: failed to parse \"KlineInterval\": Expect a valid value.",
            ),
            ("found [{\"twoFactorToken\":\"123456\"}]", "found …"),
            (
                "invalid type: string \"123456\", expected u8",
                "invalid type: string \"…\", expected u8",
            ),
            (
                "bad value `a1b2` or 'x y' or \"open",
                "bad value `…` or '…' or …",
            ),
            ("token 123456 (12345678)", "token … (…)"),
            (
                "order 11223344556 at 142.123456, 123456.7 of 99999",
                "order 11223344556 at 142.123456, 123456.7 of 99999",
            ),
            ("", ""),
        ] {
            assert_eq!(server_text(text), shown, "{text}");
        }
    }

    /// The length is bounded, whatever the length of the text, and a token at the cut is not shown.
    #[test]
    fn bounds_the_length() {
        let long = "x".repeat(1 << 20);
        assert_eq!(server_text(&long).chars().count(), LONGEST);
        let quoted = format!("{}123456789", "`12`".repeat(READ / 4 - 1));
        assert!(!server_text(&quoted).contains("1234"));
    }

    proptest! {
        /// Bounded, printable in one line, without a token, and unchanged by a second pass but for a cut.
        #[test]
        fn holds_for_every_text(text in "(\\PC|[\u{0}-\u{20}\u{80}-\u{9f}\"'`{}]|[0-9]{1,9}|123456| ){0,300}") {
            let shown = server_text(&text);
            prop_assert!(shown.chars().count() <= LONGEST);
            prop_assert!(!shown.chars().any(char::is_control));
            prop_assert!(!shown.contains(['{', '[']), "{}", shown);
            let again = server_text(&shown);
            prop_assert!(again.chars().count() <= LONGEST);
        }
    }
}
