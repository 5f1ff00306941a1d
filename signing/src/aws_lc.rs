//! The second signer: Ed25519 of AWS-LC, through aws-lc-rs.

use std::fmt;

use aws_lc_rs::signature::Ed25519KeyPair;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use signature::{Error, Keypair, Signer};

use crate::credentials::Credentials;
use crate::error::CredentialsError;

/// Signs with AWS-LC (the crate aws-lc-rs) instead of ed25519-dalek: the same bytes, for an ordinary request in less than half the
/// time, for a batch of fifty orders, where hashing counts, in four fifths of it.
///
/// Ed25519 is deterministic, so the two signers give equal signatures; tests hold them to it. AWS-LC is C and
/// assembly, and is in a client's build already where reqwest uses rustls.
///
/// [`Credentials::with_aws_lc`] makes one; `Credentials<AwsLcSigner>` then goes wherever `Credentials` does.
///
/// **Where the secret is.** On the heap of AWS-LC, which wipes its memory when it is freed, with the last clone. What
/// it copies to the stack while it signs, it wipes itself. Neither is done by this crate, or tested by it.
///
/// `Debug` shows nothing of the key.
#[derive(Clone)]
pub struct AwsLcSigner {
    key: Ed25519KeyPair,
    verifying_key: VerifyingKey,
}

impl AwsLcSigner {
    /// Takes over the key of `key`, which is not changed.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::AwsLc`] when AWS-LC does not take the key, or derives another public key from it: neither
    /// is known to happen with a key that ed25519-dalek holds.
    pub fn new(key: &SigningKey) -> Result<Self, CredentialsError> {
        let verifying_key = key.verifying_key();
        let key =
            Ed25519KeyPair::from_seed_and_public_key(key.as_bytes(), verifying_key.as_bytes())
                .map_err(|_| CredentialsError::AwsLc)?;
        Ok(Self { key, verifying_key })
    }
}

impl Keypair for AwsLcSigner {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.verifying_key
    }
}

impl Signer<Signature> for AwsLcSigner {
    fn try_sign(&self, text: &[u8]) -> Result<Signature, Error> {
        let signature = self.key.try_sign(text).map_err(|_| Error::new())?;
        Signature::from_slice(signature.as_ref())
    }
}

impl fmt::Debug for AwsLcSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsLcSigner").finish_non_exhaustive()
    }
}

impl Credentials {
    /// The same credentials, signing with AWS-LC: see [`AwsLcSigner`]. What was read and checked stays so, and
    /// ed25519-dalek's copy of the key is wiped.
    ///
    /// ```
    /// use backpack_signing::Credentials;
    ///
    /// # fn example() -> Result<(), backpack_signing::CredentialsError> {
    /// let credentials = Credentials::from_env()?.with_aws_lc()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`AwsLcSigner::new`].
    pub fn with_aws_lc(self) -> Result<Credentials<AwsLcSigner>, CredentialsError> {
        AwsLcSigner::new(self.signer()).map(Credentials::from_signer)
    }
}
