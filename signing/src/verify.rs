//! Verifies signed requests, as a server does. Pure, like signing.

use std::fmt;
use std::time::Duration;

use ed25519_dalek::{Signature, VerifyingKey};

use crate::error::VerifyError;
use crate::headers::{
    API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER, decode_exact,
};
use crate::instruction::Instruction;
use crate::string_to_sign::{Payload, string_to_sign};
use crate::time::{InvalidWindow, Timestamp, Window};

/// Maximum lead of a timestamp over the clock of the verifier: 1000 ms.
///
/// Chosen here, since the exchange publishes none: it tolerates small clock offsets and still detects a wrong clock.
pub const FUTURE_TOLERANCE: Duration = Duration::from_millis(1_000);

/// The header values of a received request, as received; `None` for a missing header.
///
/// `Debug` omits the signature.
#[derive(Clone, Copy, Default)]
pub struct ReceivedHeaders<'a> {
    /// Value of `X-API-Key`.
    pub api_key: Option<&'a str>,
    /// Value of `X-Signature`.
    pub signature: Option<&'a str>,
    /// Value of `X-Timestamp`.
    pub timestamp: Option<&'a str>,
    /// Value of `X-Window`.
    pub window: Option<&'a str>,
}

impl fmt::Debug for ReceivedHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReceivedHeaders")
            .field("api_key", &self.api_key)
            .field("timestamp", &self.timestamp)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

/// The verified facts of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verified {
    /// The key that signed. The caller decides if it is known, and whose it is.
    pub api_key: VerifyingKey,
    /// The time of signing.
    pub timestamp: Timestamp,
    /// The validity window.
    pub window: Window,
}

/// Verifies that the key in the headers signed `instruction` with `payload`, and that the request is valid at `now`.
///
/// A request without `X-Window` has the default window of 5000 ms. It is valid up to and including
/// `timestamp + window`. A subscription verifies as [`Instruction::SUBSCRIBE`] with [`Payload::none`].
///
/// Verification is strict (`verify_strict` of ed25519-dalek): a signature has one encoding, and keys of small order
/// are rejected.
///
/// # Errors
///
/// [`VerifyError`], which names the header at fault.
///
/// ```
/// use backpack_signing::{
///     Credentials, Instruction, Payload, ReceivedHeaders, Timestamp, VerifyError, Window, sign, verify,
/// };
///
/// let credentials = Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")?;
/// let instruction = Instruction::from_static("maxWithdrawalQuantity");
/// let signed_at = Timestamp::from_millis(1_614_550_000_000);
/// let signed = sign(&credentials, &instruction, Payload::query("symbol=SOL"), signed_at, Window::DEFAULT)?;
///
/// let received = ReceivedHeaders {
///     api_key: Some(signed.api_key()),
///     signature: Some(signed.signature()),
///     timestamp: Some("1614550000000"),
///     window: None,
/// };
/// assert!(verify(received, &instruction, Payload::query("symbol=SOL"), signed_at).is_ok());
/// assert_eq!(
///     verify(received, &instruction, Payload::query("symbol=BTC"), signed_at),
///     Err(VerifyError::Mismatch),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn verify(
    headers: ReceivedHeaders<'_>,
    instruction: &Instruction,
    payload: Payload<'_>,
    now: Timestamp,
) -> Result<Verified, VerifyError> {
    let api_key = required(API_KEY_HEADER, headers.api_key, |text| {
        VerifyingKey::from_bytes(&decode_exact(text)?).ok()
    })?;
    let signature = required(SIGNATURE_HEADER, headers.signature, |text| {
        decode_exact(text).map(|bytes| Signature::from_bytes(&bytes))
    })?;
    let timestamp: Timestamp = required(TIMESTAMP_HEADER, headers.timestamp, |text| {
        text.parse().ok()
    })?;
    let window = match headers.window.map(str::parse::<Window>) {
        None => Window::DEFAULT,
        Some(Ok(window)) => window,
        Some(Err(InvalidWindow::OutOfRange { got })) => {
            return Err(VerifyError::WindowOutOfRange { got });
        }
        Some(Err(InvalidWindow::NotANumber)) => {
            return Err(VerifyError::Malformed {
                header: WINDOW_HEADER,
            });
        }
    };

    let age_ms = now.millis_since(timestamp);
    if age_ms > window.as_millis() {
        return Err(VerifyError::Expired { age_ms, window });
    }
    if timestamp > now.saturating_add(FUTURE_TOLERANCE) {
        let ahead_ms = timestamp.millis_since(now);
        return Err(VerifyError::InFuture { ahead_ms });
    }

    let message = string_to_sign(instruction, payload, timestamp, window)?;
    api_key
        .verify_strict(message.as_bytes(), &signature)
        .map_err(|_| VerifyError::Mismatch)?;
    Ok(Verified {
        api_key,
        timestamp,
        window,
    })
}

fn required<T>(
    header: &'static str,
    value: Option<&str>,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<T, VerifyError> {
    let value = value.ok_or(VerifyError::Missing { header })?;
    parse(value).ok_or(VerifyError::Malformed { header })
}
