//! The signer and the API key that identifies it: parsing, checks and storage.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use signature::{Keypair, Signer};
use zeroize::Zeroizing;

use crate::error::{CredentialsError, Input};
use crate::headers::KeyText;

/// Environment variable that [`Credentials::from_env`] reads the API key from.
pub const API_KEY_VARIABLE: &str = "BACKPACK_API_KEY";

/// Environment variable that [`Credentials::from_env`] reads the secret from.
pub const API_SECRET_VARIABLE: &str = "BACKPACK_API_SECRET";

const SEED_LEN: usize = 32;

/// A signer and its API key.
///
/// `S` is the signer: by default an Ed25519 key in memory (`SigningKey` of ed25519-dalek); through
/// [`from_signer`](Self::from_signer) anything else that signs at once. A signer that is awaited, such as a hardware
/// module or a key agent, goes into [`AsyncCredentials`](crate::AsyncCredentials).
///
/// **Secrets in memory.** The heap holds one copy of the seed, whatever is made of the credentials: clones, clients and
/// middleware share it. It is wiped when the last of them is dropped, and so are the buffers in which a secret is
/// decoded or read from the environment. Not wiped are the string that the caller passes in, the environment of the
/// process, and copies on the stack that the compiler makes while the key is created and used.
///
/// `Debug` shows the API key, which is public, and nothing else.
///
/// ```
/// use backpack_signing::Credentials;
///
/// // The two strings that the exchange displays when an API key is created.
/// let credentials = Credentials::new(
///     "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=",
///     "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=",
/// )?;
/// assert_eq!(credentials.api_key(), "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=");
/// # Ok::<(), backpack_signing::CredentialsError>(())
/// ```
// Shared, so that moving or cloning credentials never copies the key.
pub struct Credentials<S = SigningKey>(Arc<Keyed<S>>);

/// A signer and its public key.
pub(crate) struct Keyed<S: ?Sized> {
    pub(crate) public: PublicKey,
    pub(crate) signer: S,
}

/// A public key in both of its forms.
pub(crate) struct PublicKey {
    pub(crate) api_key: KeyText,
    pub(crate) verifying_key: VerifyingKey,
}

impl<S> Keyed<S> {
    pub(crate) fn new(verifying_key: VerifyingKey, signer: S) -> Arc<Self> {
        let public = PublicKey {
            api_key: KeyText::of_key(verifying_key.as_bytes()),
            verifying_key,
        };
        Arc::new(Self { public, signer })
    }
}

impl Credentials {
    /// Parses the secret; the API key is derived from it.
    ///
    /// `secret` is the base64 of a 32-byte seed, as the exchange displays it, or of 64 bytes: the seed followed by its
    /// public key, as some tools store it. White space around it is ignored.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`] for a secret that is empty, is not standard base64, does not decode to 32 or 64 bytes, or
    /// decodes to 64 bytes that are not a key pair.
    pub fn from_secret(secret: &str) -> Result<Self, CredentialsError> {
        let bytes = decode(Input::Secret, secret)?;
        let wrong_length = CredentialsError::WrongLength {
            input: Input::Secret,
            got: bytes.len(),
        };
        let (seed, public_key) = match (bytes.len(), bytes.split_first_chunk::<SEED_LEN>()) {
            (32, Some((seed, _))) => (seed, None),
            (64, Some((seed, public_key))) => (seed, Some(public_key)),
            _ => return Err(wrong_length),
        };
        let credentials = Self::from_signer(SigningKey::from_bytes(seed));
        if public_key.is_some_and(|key| key != credentials.verifying_key().as_bytes()) {
            return Err(CredentialsError::InvalidKeyPair);
        }
        Ok(credentials)
    }

    /// Parses both strings that the exchange displays, and checks that they are a pair.
    ///
    /// `api_key` is the base64 of the 32-byte public key; `secret` is as for [`from_secret`](Self::from_secret).
    /// White space around either is ignored.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`], which names the API key or the secret; [`CredentialsError::KeyMismatch`] when each is well
    /// formed but they are not a pair.
    pub fn new(api_key: &str, secret: &str) -> Result<Self, CredentialsError> {
        let given = decode(Input::ApiKey, api_key)?;
        if given.len() != ed25519_dalek::PUBLIC_KEY_LENGTH {
            return Err(CredentialsError::WrongLength {
                input: Input::ApiKey,
                got: given.len(),
            });
        }
        let credentials = Self::from_secret(secret)?;
        if given.as_slice() != credentials.verifying_key().as_bytes() {
            return Err(CredentialsError::KeyMismatch);
        }
        Ok(credentials)
    }

    /// Reads the environment variables [`BACKPACK_API_KEY`](API_KEY_VARIABLE) and
    /// [`BACKPACK_API_SECRET`](API_SECRET_VARIABLE).
    ///
    /// The secret is required. The API key is optional, since it is derived from the secret; if it is set it must match
    /// the secret, so that a mixed-up pair is reported here and not as a rejected request.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`]: [`MissingVariable`](CredentialsError::MissingVariable) when the secret is not set,
    /// [`EmptyVariable`](CredentialsError::EmptyVariable) or
    /// [`VariableNotUnicode`](CredentialsError::VariableNotUnicode) for either variable, and every error of
    /// [`new`](Self::new).
    pub fn from_env() -> Result<Self, CredentialsError> {
        Self::from_variables(env::var_os)
    }

    fn from_variables(
        read: impl Fn(&'static str) -> Option<OsString>,
    ) -> Result<Self, CredentialsError> {
        let secret = variable(API_SECRET_VARIABLE, read(API_SECRET_VARIABLE))?.ok_or(
            CredentialsError::MissingVariable {
                name: API_SECRET_VARIABLE,
            },
        )?;
        match variable(API_KEY_VARIABLE, read(API_KEY_VARIABLE))? {
            Some(api_key) => Self::new(&api_key, &secret),
            None => Self::from_secret(&secret),
        }
    }
}

impl<S> Credentials<S>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey>,
{
    /// Creates credentials of `signer`; the API key is its verifying key.
    ///
    /// The verifying key is read once, here; the signer is called once per request. A signer that fails is reported as
    /// [`SigningError::Signer`](crate::SigningError::Signer), and the request is not sent. It is called on the thread
    /// that signs and blocks it: a signer that waits for a device or a network should be an
    /// [`AsyncSigner`](crate::AsyncSigner).
    ///
    /// ```
    /// use backpack_signing::Credentials;
    /// use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
    /// use backpack_signing::signature::{Error, Keypair, Signer};
    ///
    /// /// A signer of another library.
    /// struct OtherSigner(SigningKey);
    ///
    /// impl Keypair for OtherSigner {
    ///     type VerifyingKey = VerifyingKey;
    ///     fn verifying_key(&self) -> VerifyingKey {
    ///         self.0.verifying_key()
    ///     }
    /// }
    ///
    /// impl Signer<Signature> for OtherSigner {
    ///     fn try_sign(&self, message: &[u8]) -> Result<Signature, Error> {
    ///         self.0.try_sign(message)
    ///     }
    /// }
    ///
    /// let signer = OtherSigner(SigningKey::from_bytes(&[1; 32]));
    /// assert_eq!(Credentials::from_signer(signer).api_key().len(), 44);
    /// ```
    #[must_use]
    pub fn from_signer(signer: S) -> Self {
        Self(Keyed::new(signer.verifying_key(), signer))
    }
}

impl<S> Credentials<S> {
    /// Returns the API key: base64 of the 32-byte verifying key, the value of `X-API-Key`. It is public.
    #[must_use]
    pub fn api_key(&self) -> &str {
        self.0.public.api_key.as_str()
    }

    /// Returns the key that verifies the signatures of these credentials.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.0.public.verifying_key
    }

    pub(crate) fn signer(&self) -> &S {
        &self.0.signer
    }

    pub(crate) fn api_key_text(&self) -> KeyText {
        self.0.public.api_key
    }

    pub(crate) fn into_shared(self) -> Arc<Keyed<S>> {
        self.0
    }
}

/// Clones share the signer.
impl<S> Clone for Credentials<S> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// Shows the API key, which is public, and nothing of the signer.
impl<S> fmt::Debug for Credentials<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("api_key", &self.api_key())
            .finish_non_exhaustive()
    }
}

/// Decodes into a buffer that is wiped when dropped. The decoder's own error is discarded, because it quotes its input.
fn decode(input: Input, text: &str) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CredentialsError::Empty { input });
    }
    // The capacity that the decoder asks for, so that it never reallocates and leaves a copy behind.
    let capacity = base64::decoded_len_estimate(text.len());
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    STANDARD
        .decode_vec(text, &mut bytes)
        .map_err(|_| CredentialsError::NotBase64 { input })?;
    Ok(bytes)
}

/// Returns the string of a variable, in a buffer that is wiped when dropped; `None` when the variable is not set.
fn variable(
    name: &'static str,
    value: Option<OsString>,
) -> Result<Option<Zeroizing<String>>, CredentialsError> {
    let Some(value) = value else {
        return Ok(None);
    };
    let text = match value.into_string() {
        Ok(text) => Zeroizing::new(text),
        Err(value) => {
            drop(Zeroizing::new(value.into_encoded_bytes()));
            return Err(CredentialsError::VariableNotUnicode { name });
        }
    };
    if text.trim().is_empty() {
        return Err(CredentialsError::EmptyVariable { name });
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    const API_KEY: &str = "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=";
    const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

    fn from(api_key: Option<&str>, secret: Option<&str>) -> Result<Credentials, CredentialsError> {
        Credentials::from_variables(|name| {
            let value = if name == API_KEY_VARIABLE {
                api_key
            } else {
                secret
            };
            value.map(OsString::from)
        })
    }

    #[test]
    fn errors_name_the_variable() {
        assert_eq!(
            from(Some(API_KEY), None).unwrap_err(),
            CredentialsError::MissingVariable {
                name: API_SECRET_VARIABLE
            }
        );
        assert_eq!(
            from(Some(API_KEY), Some(" \n")).unwrap_err(),
            CredentialsError::EmptyVariable {
                name: API_SECRET_VARIABLE
            }
        );
        assert_eq!(
            from(Some(""), Some(SECRET)).unwrap_err(),
            CredentialsError::EmptyVariable {
                name: API_KEY_VARIABLE
            }
        );
        assert_eq!(
            from(Some(SECRET), Some(SECRET)).unwrap_err(),
            CredentialsError::KeyMismatch
        );
    }

    #[test]
    fn derives_api_key_from_secret() {
        assert_eq!(from(None, Some(SECRET)).unwrap().api_key(), API_KEY);
        assert_eq!(
            from(Some(API_KEY), Some(SECRET)).unwrap().api_key(),
            API_KEY
        );
    }

    #[cfg(unix)]
    #[test]
    fn rejects_variable_that_is_not_unicode() {
        use std::os::unix::ffi::OsStringExt as _;

        let broken = OsString::from_vec(vec![0xff, 0xfe]);
        for name in [API_KEY_VARIABLE, API_SECRET_VARIABLE] {
            let found = Credentials::from_variables(|asked| {
                Some(if asked == name {
                    broken.clone()
                } else {
                    SECRET.into()
                })
            });
            assert_eq!(
                found.unwrap_err(),
                CredentialsError::VariableNotUnicode { name }
            );
        }
    }
}
