//! Signs payloads. Pure: the timestamp is an argument, and no HTTP library is used.

use std::fmt;

use ed25519_dalek::Signature;
use signature::Signer;

use crate::credentials::Credentials;
use crate::error::SigningError;
use crate::headers::{
    API_KEY_HEADER, KeyText, NumberText, SIGNATURE_HEADER, SignatureText, TIMESTAMP_HEADER,
    WINDOW_HEADER,
};
use crate::instruction::Instruction;
use crate::signer::AsyncCredentials;
use crate::string_to_sign::{Payload, StringToSign, string_to_sign};
use crate::time::{Timestamp, Window};

/// The values of the four headers of a signed request.
///
/// `Debug` omits the signature: anyone who has it can send the request until its window ends.
#[derive(Clone, Copy)]
pub struct SignedHeaders {
    api_key: KeyText,
    signature: SignatureText,
    timestamp: Timestamp,
    timestamp_text: NumberText,
    window: Window,
    window_text: NumberText,
}

impl SignedHeaders {
    /// Takes what the signer returned; a failure becomes an error that names the signer.
    fn new(
        api_key: KeyText,
        signature: Result<Signature, signature::Error>,
        timestamp: Timestamp,
        window: Window,
    ) -> Result<Self, SigningError> {
        let signature = signature.map_err(|source| SigningError::Signer {
            api_key: api_key.as_str().into(),
            source,
        })?;
        Ok(Self {
            api_key,
            signature: SignatureText::of_signature(&signature.to_bytes()),
            timestamp,
            timestamp_text: NumberText::of_number(timestamp.as_millis()),
            window,
            window_text: NumberText::of_number(window.as_millis()),
        })
    }

    /// Returns the value of `X-API-Key`: base64 of the 32-byte verifying key.
    #[must_use]
    pub fn api_key(&self) -> &str {
        self.api_key.as_str()
    }

    /// Returns the value of `X-Signature`: base64 of the 64-byte signature.
    #[must_use]
    pub fn signature(&self) -> &str {
        self.signature.as_str()
    }

    /// Returns the time of signing; [`as_array`](Self::as_array) has it as a string.
    #[must_use]
    pub const fn timestamp(&self) -> Timestamp {
        self.timestamp
    }

    /// Returns the validity window; [`as_array`](Self::as_array) has it as a string.
    #[must_use]
    pub const fn window(&self) -> Window {
        self.window
    }

    /// Returns the name and the value of each header: `X-API-Key`, `X-Signature`, `X-Timestamp`, `X-Window`.
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

/// The values of the field `signature` of a subscription to private streams.
///
/// `Debug` omits the signature.
#[derive(Clone, Copy)]
pub struct SignedSubscription(SignedHeaders);

impl SignedSubscription {
    /// Returns the four strings in the order that the exchange expects (exchange documentation, "Streams"): API key,
    /// signature, timestamp in Unix milliseconds, window in milliseconds.
    #[must_use]
    pub fn as_array(&self) -> [&str; 4] {
        self.0.as_array().map(|(_, value)| value)
    }

    /// Returns the same as [`as_array`](Self::as_array), as owned strings.
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

/// Signs a request: `instruction` with `payload`, at `timestamp`, valid for `window`.
///
/// # Errors
///
/// [`SigningError::StringToSign`] for a payload without a known string to sign, [`SigningError::Signer`] when the
/// signer fails.
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
pub fn sign<S: Signer<Signature>>(
    credentials: &Credentials<S>,
    instruction: &Instruction,
    payload: Payload<'_>,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedHeaders, SigningError> {
    let message = string_to_sign(instruction, payload, timestamp, window)?;
    let signature = credentials.signer().try_sign(message.as_bytes());
    SignedHeaders::new(credentials.api_key_text(), signature, timestamp, window)
}

/// Signs a request as [`sign`] does, with a signer that is awaited.
///
/// The string to sign is complete when this function returns, before the first await: the future borrows the
/// credentials only. The time that the signer takes counts against `window`.
///
/// # Errors
///
/// The future returns the errors of [`sign`].
pub fn sign_async<'a>(
    credentials: &'a AsyncCredentials,
    instruction: &Instruction,
    payload: Payload<'_>,
    timestamp: Timestamp,
    window: Window,
) -> impl Future<Output = Result<SignedHeaders, SigningError>> + Send + use<'a> {
    let message = string_to_sign(instruction, payload, timestamp, window);
    async move { sign_string_async(credentials, message?, timestamp, window).await }
}

/// Signs a string to sign.
pub(crate) async fn sign_string_async(
    credentials: &AsyncCredentials,
    message: StringToSign,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedHeaders, SigningError> {
    let signature = credentials.try_sign(message.as_bytes()).await;
    SignedHeaders::new(credentials.api_key_text(), signature, timestamp, window)
}

/// Signs a subscription to private streams, at `timestamp`, valid for `window`.
///
/// One signature covers all streams of a `SUBSCRIBE` message: their names are not part of the string to sign.
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
pub fn sign_subscription<S: Signer<Signature>>(
    credentials: &Credentials<S>,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedSubscription, SigningError> {
    let (instruction, payload) = (&Instruction::SUBSCRIBE, Payload::none());
    sign(credentials, instruction, payload, timestamp, window).map(SignedSubscription)
}

/// Signs a subscription as [`sign_subscription`] does, with a signer that is awaited.
///
/// # Errors
///
/// Those of [`sign_subscription`].
pub async fn sign_subscription_async(
    credentials: &AsyncCredentials,
    timestamp: Timestamp,
    window: Window,
) -> Result<SignedSubscription, SigningError> {
    let (instruction, payload) = (&Instruction::SUBSCRIBE, Payload::none());
    let signed = sign_async(credentials, instruction, payload, timestamp, window);
    signed.await.map(SignedSubscription)
}
