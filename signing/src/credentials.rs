//! The key that signs and the API key that names it: how they are read, checked and kept.

use std::env;
use std::ffi::OsString;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use signature::{Keypair, Signer};
use zeroize::Zeroizing;

use crate::error::{CredentialsError, Input};
use crate::text::{Base64Text, KEY_TEXT_LEN};

/// Environment variable that [`Credentials::from_env`] reads the API key from.
pub const API_KEY_VARIABLE: &str = "BACKPACK_API_KEY";

/// Environment variable that [`Credentials::from_env`] reads the secret from.
pub const API_SECRET_VARIABLE: &str = "BACKPACK_API_SECRET";

const SEED_LEN: usize = 32;

/// A signer and the API key that goes with it.
///
/// `S` is what signs: by default an Ed25519 key in memory, which is wiped when it is dropped (ed25519-dalek's
/// `SigningKey`, which hashes the seed anew for each signature: keeping the hash would save 1.5 % of the time, and take
/// its functions for experts, which give the key away when they are called wrongly); through
/// [`from_signer`](Self::from_signer) anything else that can sign, such as a hardware module or a key agent.
///
/// `Debug` shows the API key, which is public, and nothing else.
///
/// ```
/// use backpack_signing::Credentials;
///
/// // The two strings the exchange hands out when an API key is made.
/// let credentials = Credentials::new(
///     "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=",
///     "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=",
/// )?;
/// assert_eq!(credentials.api_key(), "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=");
/// # Ok::<(), backpack_signing::CredentialsError>(())
/// ```
#[derive(Clone)]
pub struct Credentials<S = SigningKey> {
    signer: S,
    api_key: Base64Text<KEY_TEXT_LEN>,
    verifying_key: VerifyingKey,
}

impl Credentials {
    /// Reads the secret; the API key follows from it.
    ///
    /// `secret` is the base64 of a 32-byte seed, as the exchange hands it out, or of 64 bytes: the seed followed by
    /// its public key, as some tools keep it. White space around it is ignored.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`] when the secret is empty, is not standard base64, does not decode to 32 or 64 bytes, or
    /// when the two halves of 64 bytes do not belong together.
    pub fn from_secret(secret: &str) -> Result<Self, CredentialsError> {
        let bytes = decode(Input::Secret, secret)?;
        let wrong_length = CredentialsError::WrongLength {
            input: Input::Secret,
            got: bytes.len(),
        };
        let (seed, public_half) = match (bytes.len(), bytes.split_first_chunk::<SEED_LEN>()) {
            (32, Some((seed, _))) => (seed, None),
            (64, Some((seed, public_half))) => (seed, Some(public_half)),
            _ => return Err(wrong_length),
        };
        let key = SigningKey::from_bytes(seed);
        if public_half.is_some_and(|half| half != key.verifying_key().as_bytes()) {
            return Err(CredentialsError::HalvesDiffer);
        }
        Ok(Self::from_signer(key))
    }

    /// Reads both strings the exchange hands out, and checks that they belong together.
    ///
    /// `api_key` is the base64 of the 32-byte public key; `secret` is as for [`from_secret`](Self::from_secret).
    /// White space around either is ignored.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`], which says whether the API key or the secret is at fault;
    /// [`CredentialsError::KeysDiffer`] when each is well formed but they are not a pair.
    pub fn new(api_key: &str, secret: &str) -> Result<Self, CredentialsError> {
        let given = decode(Input::ApiKey, api_key)?;
        if given.len() != ed25519_dalek::PUBLIC_KEY_LENGTH {
            return Err(CredentialsError::WrongLength {
                input: Input::ApiKey,
                got: given.len(),
            });
        }
        let credentials = Self::from_secret(secret)?;
        if given.as_slice() != credentials.verifying_key.as_bytes() {
            return Err(CredentialsError::KeysDiffer);
        }
        Ok(credentials)
    }

    /// Reads the environment variables [`BACKPACK_API_KEY`](API_KEY_VARIABLE) and
    /// [`BACKPACK_API_SECRET`](API_SECRET_VARIABLE).
    ///
    /// The secret is required. The API key may be left out, since it follows from the secret; where it is set it
    /// must belong to the secret, so that a mixed-up pair is noticed here and not as a refused request.
    ///
    /// # Errors
    ///
    /// [`CredentialsError`]: [`MissingVariable`](CredentialsError::MissingVariable) when the secret is not set,
    /// [`EmptyVariable`](CredentialsError::EmptyVariable) or
    /// [`VariableNotUnicode`](CredentialsError::VariableNotUnicode) for either variable, and all that
    /// [`new`](Self::new) returns.
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
    /// Uses `signer`, wherever it keeps its key; the API key is its verifying key.
    ///
    /// The signer is asked for its verifying key once, here, and for one signature a request. It may fail: the
    /// request is then refused with [`SigningError::Signer`](crate::SigningError::Signer). It is called on the
    /// thread that signs, so one that waits for a device or a network makes that thread wait.
    ///
    /// ```
    /// use backpack_signing::Credentials;
    /// use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
    /// use backpack_signing::signature::{Error, Keypair, Signer};
    ///
    /// /// Stands for a client of a key agent.
    /// struct Agent(SigningKey);
    ///
    /// impl Keypair for Agent {
    ///     type VerifyingKey = VerifyingKey;
    ///     fn verifying_key(&self) -> VerifyingKey {
    ///         self.0.verifying_key()
    ///     }
    /// }
    ///
    /// impl Signer<Signature> for Agent {
    ///     fn try_sign(&self, text: &[u8]) -> Result<Signature, Error> {
    ///         self.0.try_sign(text)
    ///     }
    /// }
    ///
    /// let credentials = Credentials::from_signer(Agent(SigningKey::from_bytes(&[1; 32])));
    /// assert_eq!(credentials.api_key().len(), 44);
    /// ```
    #[must_use]
    pub fn from_signer(signer: S) -> Self {
        let verifying_key = signer.verifying_key();
        Self {
            api_key: Base64Text::of_key(verifying_key.as_bytes()),
            verifying_key,
            signer,
        }
    }
}

impl<S> Credentials<S> {
    /// The API key: base64 of the 32-byte verifying key, as `X-API-Key` carries it. It is public.
    #[must_use]
    pub fn api_key(&self) -> &str {
        self.api_key.as_str()
    }

    /// The key that verifies what these credentials sign.
    #[must_use]
    pub const fn verifying_key(&self) -> &VerifyingKey {
        &self.verifying_key
    }

    pub(crate) const fn signer(&self) -> &S {
        &self.signer
    }

    pub(crate) const fn api_key_text(&self) -> Base64Text<KEY_TEXT_LEN> {
        self.api_key
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

/// Decodes into a buffer that is wiped; the decoder's own error is dropped, because it quotes its input.
fn decode(input: Input, text: &str) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(CredentialsError::Empty { input });
    }
    // As large as the decoder asks for, so that it never moves the bytes and leaves a copy behind.
    let capacity = base64::decoded_len_estimate(text.len());
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity));
    STANDARD
        .decode_vec(text, &mut bytes)
        .map_err(|_| CredentialsError::NotBase64 { input })?;
    Ok(bytes)
}

/// The text of a variable that was read; `None` when it is not set.
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
    fn variables_are_named_when_they_are_at_fault() {
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
            CredentialsError::KeysDiffer
        );
    }

    #[test]
    fn the_api_key_follows_from_the_secret() {
        assert_eq!(from(None, Some(SECRET)).unwrap().api_key(), API_KEY);
        assert_eq!(
            from(Some(API_KEY), Some(SECRET)).unwrap().api_key(),
            API_KEY
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_variable_that_is_not_unicode_is_named() {
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
