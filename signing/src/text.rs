//! Short texts on the stack: base64 of keys and signatures, decimal digits.
//!
//! A request carries four header values of known size. Keeping them in fixed buffers keeps the heap out of
//! signing, and makes the values `Copy`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Length of the base64 text of a 32-byte key.
pub(crate) const KEY_TEXT_LEN: usize = 44;
/// Length of the base64 text of a 64-byte signature.
pub(crate) const SIGNATURE_TEXT_LEN: usize = 88;

/// Standard padded base64 of exactly as many bytes as fill `N` characters.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Base64Text<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl Base64Text<KEY_TEXT_LEN> {
    pub(crate) fn of_key(key: &[u8; 32]) -> Self {
        Self::encode(key)
    }
}

impl Base64Text<SIGNATURE_TEXT_LEN> {
    pub(crate) fn of_signature(signature: &[u8; 64]) -> Self {
        Self::encode(signature)
    }
}

impl<const N: usize> Base64Text<N> {
    /// Private, because only the two sizes above are known to fit.
    fn encode(input: &[u8]) -> Self {
        let mut bytes = [0; N];
        // The buffers hold exactly the encoded text; were one too small, the text would be empty, not wrong.
        let len = STANDARD.encode_slice(input, &mut bytes).unwrap_or(0);
        Self { bytes, len }
    }

    pub(crate) fn as_str(&self) -> &str {
        ascii(self.bytes.get(..self.len))
    }
}

/// Decodes standard padded base64 of exactly `N` bytes; `None` for anything else.
pub(crate) fn decode_exact<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    match STANDARD.decode_slice(text, &mut bytes) {
        Ok(len) if len == N => Some(bytes),
        _ => None,
    }
}

/// A `u64` in decimal.
#[derive(Clone, Copy)]
pub(crate) struct DecimalText {
    bytes: [u8; Self::LEN],
    start: usize,
}

impl DecimalText {
    /// Digits of `u64::MAX`.
    pub(crate) const LEN: usize = 20;

    pub(crate) fn new(mut number: u64) -> Self {
        let mut bytes = [b'0'; Self::LEN];
        let mut start = Self::LEN;
        for slot in bytes.iter_mut().rev() {
            // `number % 10` always fits.
            *slot = b'0' + (number % 10) as u8;
            start -= 1;
            number /= 10;
            if number == 0 {
                break;
            }
        }
        Self { bytes, start }
    }

    pub(crate) fn as_str(&self) -> &str {
        ascii(self.bytes.get(self.start..))
    }
}

/// Reads decimal digits as they are written here: no sign, no leading zero, nothing above `u64::MAX`.
///
/// Strict, because the number is written again into the signed text: two spellings of one number would be
/// two header values under one signature.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if !digits.iter().all(u8::is_ascii_digit) || (digits.len() > 1 && digits.starts_with(b"0")) {
        return None;
    }
    text.parse().ok()
}

fn ascii(bytes: Option<&[u8]>) -> &str {
    bytes
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_text_is_what_display_writes() {
        for number in [
            0,
            1,
            9,
            10,
            99,
            100,
            5_000,
            60_000,
            1_614_550_000_000,
            u64::MAX,
        ] {
            assert_eq!(DecimalText::new(number).as_str(), number.to_string());
            assert_eq!(parse_decimal(&number.to_string()), Some(number));
        }
    }

    #[test]
    fn decimal_has_one_spelling() {
        for text in [
            "",
            "+1",
            "-1",
            "01",
            "00",
            " 1",
            "1 ",
            "1.0",
            "1e3",
            "0x1",
            "١",
            "18446744073709551616",
        ] {
            assert_eq!(parse_decimal(text), None, "{text:?}");
        }
    }

    #[test]
    fn base64_text_fills_its_buffer() {
        assert_eq!(
            Base64Text::of_key(&[0; 32]).as_str(),
            format!("{}=", "A".repeat(43))
        );
        assert_eq!(
            Base64Text::of_signature(&[0; 64]).as_str(),
            format!("{}==", "A".repeat(86))
        );
    }

    #[test]
    fn base64_decodes_exact_lengths_only() {
        let text = Base64Text::of_key(&[7; 32]);
        assert_eq!(decode_exact::<32>(text.as_str()), Some([7; 32]));
        assert_eq!(decode_exact::<31>(text.as_str()), None);
        assert_eq!(decode_exact::<33>(text.as_str()), None);
        assert_eq!(
            decode_exact::<32>(text.as_str().trim_end_matches('=')),
            None
        );
        // The last symbol carries two spare bits, which must be zero: one key, one text.
        assert_eq!(decode_exact::<32>(&format!("{}B=", "A".repeat(42))), None);
    }
}
