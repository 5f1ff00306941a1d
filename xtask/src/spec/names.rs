//! Names in Rust that follow from names on the wire.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

/// Returns whether the name is a valid identifier of Rust, and no keyword.
pub(crate) fn is_ident(text: &str) -> bool {
    text.is_ascii() && syn::parse_str::<syn::Ident>(text).is_ok()
}

/// Returns the name in snake_case.
pub(crate) fn to_snake(name: &str) -> String {
    name.to_snake_case()
}

/// Returns the name in UpperCamelCase.
pub(crate) fn to_pascal(name: &str) -> String {
    name.to_upper_camel_case()
}

/// Returns the name of a field, a parameter or a method: snake_case, with `_` after a keyword or a name of `reserved`,
/// and before a digit. `None` for a name that has no such form.
pub(crate) fn field(name: &str, reserved: &[&str]) -> Option<String> {
    let mut snake = to_snake(name);
    if snake.starts_with(|first: char| first.is_ascii_digit()) {
        snake.insert(0, '_');
    }
    if reserved.contains(&snake.as_str()) || !is_ident(&snake) {
        snake.push('_');
    }
    is_ident(&snake).then_some(snake)
}

/// Returns the variant of an enum value. A value that begins with a number has its unit first, as traders write it:
/// `15m` is `M15`, `1month` is `Month1`, and a number without a unit is `N15`. `None` for a value without such a form.
pub(crate) fn variant(text: &str) -> Option<String> {
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_suffix(unit).unwrap_or_default();
    if text.is_empty() {
        return None;
    }
    let unit = match unit {
        "" => "N".to_owned(),
        unit => to_pascal(unit),
    };
    let name = format!("{unit}{digits}");
    is_ident(&name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (name, expected) in [
            ("autoBorrow", Some("auto_borrow")),
            ("X-BROKER-ID", Some("x_broker_id")),
            ("type", Some("type_")),
            ("self", Some("self_")),
            ("24h", Some("_24h")),
            ("foo-bar", Some("foo_bar")),
            ("stream", Some("stream_")),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(field(name, &["stream"]).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn variants() {
        for (text, expected) in [
            ("Filled", Some("Filled")),
            ("INVALID_ASSET", Some("InvalidAsset")),
            ("15m", Some("M15")),
            ("1month", Some("Month1")),
            ("100", Some("N100")),
            ("0G", Some("G0")),
            ("", None),
            ("+", None),
        ] {
            assert_eq!(variant(text).as_deref(), expected, "{text}");
        }
    }
}
