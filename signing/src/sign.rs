//! From a payload to header values. Pure: the time is an argument, and no HTTP library is known here.

use std::fmt;

use ed25519_dalek::{Signature, VerifyingKey};
use signature::{Keypair, Signer};

use crate::canonical::{Payload, signed_text};
use crate::credentials::Credentials;
use crate::error::SigningError;
use crate::headers::{API_KEY_HEADER, SIGNATURE_HEADER, TIMESTAMP_HEADER, WINDOW_HEADER};
use crate::instruction::Instruction;
use crate::text::{Base64Text, DecimalText, KEY_TEXT_LEN, SIGNATURE_TEXT_LEN};
use crate::time::{Timestamp, Window};

/// The values of the four headers of a signed request.
///
/// They live in fixed buffers. `Debug` leaves the signature out: whoever has it can send the request until its
/// window is over.
#[derive(Clone, Copy)]
pub struct SignedHeaders {
    api_key: Base64Text<KEY_TEXT_LEN>,
    signature: Base64Text<SIGNATURE_TEXT_LEN>,
    timestamp: Timestamp,
    timestamp_text: DecimalText,
    window: Window,
    window_text: DecimalText,
}

impl SignedHeaders {
    fn new(
        api_key: Base64Text<KEY_TEXT_LEN>,
        signature: &Signature,
        timestamp: Timestamp,
        window: Window,
    ) -> Self {
        Self {
            api_key,
            signature: Base64Text::of_signature(&signature.to_bytes()),
            timestamp,
            timestamp_text: DecimalText::new(timestamp.as_millis()),
            window,
            window_text: DecimalText::new(window.as_millis()),
        }
    }

    /// Value of `X-API-Key`: base64 of the 32-byte verifying key.
    #[must_use]
    pub fn api_key(&self) -> &str {
        self.api_key.as_str()
    }

    /// Value of `X-Signature`: base64 of the 64-byte signature.
    #[must_use]
    pub fn signature(&self) -> &str {
        self.signature.as_str()
    }

    /// The time of signing; [`as_array`](Self::as_array) gives its text.
    #[must_use]
    pub const fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// For how long the request is good; [`as_array`](Self::as_array) gives its text.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Name and value of each header: `X-API-Key`, `X-Signature`, `X-Timestamp`, `X-Window`.
    #[must_use]
    pub fn as_array(&self) -> [(&'static str, &str); 4] {
        [
            (API_KEY_HEADER, self.api_key()),
            (SIGNATURE_HEADER, self.signature()),
            (TIMESTAMP_HEADER, self.timestamp_text.as_str()),
            (WINDOW_HEADER, self.window_text.as_str()),
        ]
    }
}

impl fmt::Debug for SignedHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedHeaders")
            .field("api_key", &self.api_key())
            .field("timestamp", &self.timestamp)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

/// What a subscription to a private stream carries under `signature`.
///
/// `Debug` leaves the signature out.
#[derive(Clone, Copy)]
pub struct SignedSubscription(SignedHeaders);

impl SignedSubscription {
    /// The four texts in the order that the exchange expects (exchange documentation, "Streams"): API key,
    /// signature, timestamp in Unix milliseconds, window in milliseconds.
    #[must_use]
    pub fn as_array(&self) -> [&str; 4] {
        self.0.as_array().map(|(_, value)| value)
    }

    /// As [`as_array`](Self::as_array), in texts of their own.
    #[must_use]
    pub fn into_array(self) -> [String; 4] {
        self.as_array().map(str::to_owned)
    }
}

impl fmt::Debug for SignedSubscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignedSubscription")
            .field("api_key", &self.0.api_key())
            .field("timestamp", &self.0.timestamp)
            .field("window", &self.0.window)
            .finish_non_exhaustive()
    }
}

/// Signs a request: `instruction` with `payload`, at `timestamp`, good for `window`.
///
/// # Errors
///
/// [`SigningError::Canonical`] when the payload has no signed text, [`SigningError::Signer`] when the signer fails.
///
/// ```
/// use backpack_signing::{Credentials, Instruction, Payload, Timestamp, Window, sign};
///
/// let credentials = Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")?;
/// let headers = sign(
///     &credentials,
///     &Instruction::from_static("maxWithdrawalQuantity"),
///     Payload::query("symbol=SOL"),
///     Timestamp::from_millis(1_614_550_000_000),
///     Window::DEFAULT,
/// )?;
/// assert_eq!(headers.as_array()[2], ("X-Timestamp", "1614550000000"));
/// assert_eq!(
///     headers.signature(),
///     "Wo0a5F2rv3avaiCoZ7rhZVflmAXoEO08LUe+CvHmpIAqxs2Jq6DlRi3nlaQBUOQUSwOFWTQoV/KeQVhlXJ9/Cw==",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sign<S>(
    credentials: &Credentials<S>,
    instruction: &Instruction,
    payload: Payload<'_>,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedHeaders, SigningError>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey>,
{
    let text = signed_text(instruction, payload, timestamp, window)?;
    let signature = credentials
        .signer()
        .try_sign(text.as_bytes())
        .map_err(SigningError::Signer)?;
    Ok(SignedHeaders::new(
        credentials.api_key_text(),
        &signature,
        timestamp,
        window,
    ))
}

/// Signs a subscription to a private stream, at `timestamp`, good for `window`.
///
/// One signature serves all the streams of a `SUBSCRIBE` message: their names are not part of the signed text.
///
/// # Errors
///
/// [`SigningError::Signer`] when the signer fails.
///
/// ```
/// use backpack_signing::{Credentials, Timestamp, Window, sign_subscription};
///
/// let credentials = Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")?;
/// let signed_at = Timestamp::from_millis(1_614_550_000_000);
/// let subscription = sign_subscription(&credentials, signed_at, Window::DEFAULT)?;
///
/// let [api_key, _signature, timestamp, window] = subscription.as_array();
/// assert_eq!(api_key, credentials.api_key());
/// assert_eq!((timestamp, window), ("1614550000000", "5000"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sign_subscription<S>(
    credentials: &Credentials<S>,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedSubscription, SigningError>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey>,
{
    sign(
        credentials,
        &Instruction::SUBSCRIBE,
        Payload::none(),
        timestamp,
        window,
    )
    .map(SignedSubscription)
}
