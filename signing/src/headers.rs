//! Names of the four headers of a signed request (exchange documentation, "Authentication"), and their values.
//!
//! Every value has a known maximum length, so values are kept in fixed buffers and not on the heap.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Header with the API key: base64 of the 32-byte verifying key.
pub const API_KEY_HEADER: &str = "X-API-Key";

/// Header with the base64 of the 64-byte Ed25519 signature.
pub const SIGNATURE_HEADER: &str = "X-Signature";

/// Header with the time of signing, in Unix milliseconds.
pub const TIMESTAMP_HEADER: &str = "X-Timestamp";

/// Header with the validity window of the request, in milliseconds.
pub const WINDOW_HEADER: &str = "X-Window";

/// Base64 of a 32-byte key.
pub(crate) type KeyText = HeaderText<44>;
/// Base64 of a 64-byte signature.
pub(crate) type SignatureText = HeaderText<88>;
/// Decimal digits of a `u64`.
pub(crate) type NumberText = HeaderText<20>;

/// An ASCII string of at most `N` bytes.
#[derive(Clone, Copy)]
pub(crate) struct HeaderText<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl KeyText {
    pub(crate) fn of_key(key: &[u8; 32]) -> Self {
        Self::base64(key)
    }
}

impl SignatureText {
    pub(crate) fn of_signature(signature: &[u8; 64]) -> Self {
        Self::base64(signature)
    }
}

impl NumberText {
    pub(crate) fn of_number(number: u64) -> Self {
        let mut buffer = itoa::Buffer::new();
        let digits = buffer.format(number).bytes();
        let (mut bytes, len) = ([0; 20], digits.len());
        for (byte, digit) in bytes.iter_mut().zip(digits) {
            *byte = digit;
        }
        Self { bytes, len }
    }
}

impl<const N: usize> HeaderText<N> {
    /// Encodes `input` as base64. Private, because only the two sizes above are known to fit.
    fn base64(input: &[u8]) -> Self {
        let mut bytes = [0; N];
        // A buffer that is too small gives an empty value, never a wrong one.
        let len = STANDARD.encode_slice(input, &mut bytes).unwrap_or(0);
        Self { bytes, len }
    }

    pub(crate) fn as_str(&self) -> &str {
        let text = self.bytes.get(..self.len).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
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

/// Parses decimal digits without sign, leading zero or overflow.
///
/// Strict, because the number is written again into the string to sign: with two spellings of one number, one signature
/// would be valid for two header values.
pub(crate) fn parse_decimal(text: &str) -> Option<u64> {
    let digits = text.as_bytes();
    if !digits.iter().all(u8::is_ascii_digit) || (digits.len() > 1 && digits.starts_with(b"0")) {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_text_equals_display() {
        for number in [0, 9, 10, 5_000, 60_000, 1_614_550_000_000, u64::MAX] {
            assert_eq!(NumberText::of_number(number).as_str(), number.to_string());
            assert_eq!(parse_decimal(&number.to_string()), Some(number));
        }
    }

    #[test]
    fn rejects_other_spellings_of_a_number() {
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
    fn base64_fills_its_buffer() {
        assert_eq!(
            KeyText::of_key(&[0; 32]).as_str(),
            format!("{}=", "A".repeat(43))
        );
        assert_eq!(
            SignatureText::of_signature(&[0; 64]).as_str(),
            format!("{}==", "A".repeat(86))
        );
    }

    #[test]
    fn decodes_exact_lengths_only() {
        let text = KeyText::of_key(&[7; 32]);
        assert_eq!(decode_exact::<32>(text.as_str()), Some([7; 32]));
        assert_eq!(decode_exact::<31>(text.as_str()), None);
        assert_eq!(decode_exact::<33>(text.as_str()), None);
        assert_eq!(
            decode_exact::<32>(text.as_str().trim_end_matches('=')),
            None
        );
        // The last symbol has two spare bits, which must be zero: one key, one spelling.
        assert_eq!(decode_exact::<32>(&format!("{}B=", "A".repeat(42))), None);
    }
}
