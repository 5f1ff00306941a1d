//! Signers that work in the background, such as a hardware module or a key agent, and their credentials.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use ed25519_dalek::{Signature, VerifyingKey};
use signature::Signer;

use crate::credentials::{Credentials, Keyed, PublicKey};
use crate::headers::KeyText;

/// The future of one signature.
pub type SignatureFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Signature, signature::Error>> + Send + 'a>>;

/// An Ed25519 signer that is awaited: a hardware module, a key agent, a remote service.
///
/// Other requests make progress while a signature is pending. `Box<dyn AsyncSigner>` and `Arc<dyn AsyncSigner>` are
/// signers too. A signer that returns at once implements [`signature::Signer`] instead.
///
/// A device whose library blocks belongs on a thread of its own:
///
/// ```
/// use std::sync::Arc;
/// use backpack_signing::ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
/// use backpack_signing::signature::Error;
/// use backpack_signing::{AsyncCredentials, AsyncSigner, SignatureFuture};
///
/// /// A device with a blocking library.
/// struct Device(Arc<SigningKey>);
///
/// impl AsyncSigner for Device {
///     fn verifying_key(&self) -> VerifyingKey {
///         self.0.verifying_key()
///     }
///
///     fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
///         let (device, message) = (Arc::clone(&self.0), message.to_vec());
///         Box::pin(async move {
///             let signature = tokio::task::spawn_blocking(move || device.try_sign(&message));
///             signature.await.map_err(Error::from_source)?
///         })
///     }
/// }
///
/// let device = Device(Arc::new(SigningKey::from_bytes(&[1; 32])));
/// let credentials = AsyncCredentials::from_signer(device);
/// assert_eq!(credentials.api_key().len(), 44);
/// ```
pub trait AsyncSigner: Send + Sync {
    /// Returns the key that verifies the signatures. It is read once, when credentials are created.
    fn verifying_key(&self) -> VerifyingKey;

    /// Signs `message`, one [`StringToSign`](crate::StringToSign) in UTF-8.
    ///
    /// The message can contain a two-factor code: keep it out of logs and out of the error. An error becomes the
    /// source of [`SigningError::Signer`](crate::SigningError::Signer), and the request is not sent.
    ///
    /// The timestamp is in the message, so the time that the signature takes counts against the validity window.
    /// Dropping the future abandons the signature.
    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a>;
}

impl<S: AsyncSigner + ?Sized> AsyncSigner for &S {
    fn verifying_key(&self) -> VerifyingKey {
        (**self).verifying_key()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        (**self).sign(message)
    }
}

impl<S: AsyncSigner + ?Sized> AsyncSigner for Box<S> {
    fn verifying_key(&self) -> VerifyingKey {
        (**self).verifying_key()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        (**self).sign(message)
    }
}

impl<S: AsyncSigner + ?Sized> AsyncSigner for Arc<S> {
    fn verifying_key(&self) -> VerifyingKey {
        (**self).verifying_key()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        (**self).sign(message)
    }
}

/// Credentials of any signer, for code that can await a signature.
///
/// Any [`Credentials`] convert into it without a copy of the key; their signer is called where the signature is
/// awaited, and needs no allocation per signature. Clones share the signer.
///
/// `Debug` shows the API key, which is public, and nothing else.
///
/// ```
/// use backpack_signing::{
///     AsyncCredentials, Credentials, Instruction, Payload, Timestamp, Window, sign_async,
/// };
///
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// let credentials = Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")?;
/// let credentials = AsyncCredentials::from(credentials);
/// let headers = sign_async(
///     &credentials,
///     &Instruction::from_static("balanceQuery"),
///     Payload::none(),
///     Timestamp::from_millis(1_614_550_000_000),
///     Window::DEFAULT,
/// )
/// .await?;
/// assert_eq!(headers.api_key(), credentials.api_key());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct AsyncCredentials(AnySigner);

#[derive(Clone)]
enum AnySigner {
    Sync(Arc<Keyed<dyn Signer<Signature> + Send + Sync>>),
    Async(Arc<Keyed<dyn AsyncSigner>>),
}

impl AsyncCredentials {
    /// Creates credentials of `signer`; the API key is its verifying key.
    #[must_use]
    pub fn from_signer(signer: impl AsyncSigner + 'static) -> Self {
        Self(AnySigner::Async(Keyed::new(signer.verifying_key(), signer)))
    }

    /// Returns the API key: base64 of the 32-byte verifying key, the value of `X-API-Key`. It is public.
    #[must_use]
    pub fn api_key(&self) -> &str {
        self.public().api_key.as_str()
    }

    /// Returns the key that verifies the signatures of these credentials.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.public().verifying_key
    }

    pub(crate) fn api_key_text(&self) -> KeyText {
        self.public().api_key
    }

    fn public(&self) -> &PublicKey {
        match &self.0 {
            AnySigner::Sync(keyed) => &keyed.public,
            AnySigner::Async(keyed) => &keyed.public,
        }
    }

    pub(crate) async fn try_sign(&self, message: &[u8]) -> Result<Signature, signature::Error> {
        match &self.0 {
            AnySigner::Sync(keyed) => keyed.signer.try_sign(message),
            AnySigner::Async(keyed) => keyed.signer.sign(message).await,
        }
    }
}

impl<S> From<Credentials<S>> for AsyncCredentials
where
    S: Signer<Signature> + Send + Sync + 'static,
{
    fn from(credentials: Credentials<S>) -> Self {
        Self(AnySigner::Sync(credentials.into_shared()))
    }
}

/// Shows the API key, which is public, and nothing of the signer.
impl fmt::Debug for AsyncCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncCredentials")
            .field("api_key", &self.api_key())
            .finish_non_exhaustive()
    }
}
