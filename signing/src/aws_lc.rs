//! The second signer: Ed25519 of AWS-LC, through aws-lc-rs.

use std::fmt;

use aws_lc_rs::signature::Ed25519KeyPair;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use signature::{Error, Keypair, Signer};

use crate::credentials::Credentials;
use crate::error::CredentialsError;

/// A signer on AWS-LC (the crate aws-lc-rs) in place of ed25519-dalek: the same signatures in about half the time.
///
/// Ed25519 is deterministic, so both signers return equal signatures. AWS-LC is C and assembly, and is already part of
/// a client's build where reqwest uses rustls.
///
/// [`Credentials::with_aws_lc`] creates one; `Credentials<AwsLcSigner>` is accepted wherever `Credentials` are.
///
/// **Secrets in memory.** The key is on the heap of AWS-LC, which wipes it when the last clone is dropped. Copies on
/// the stack are left to AWS-LC.
///
/// `Debug` shows nothing of the key.
#[derive(Clone)]
pub struct AwsLcSigner {
    key: Ed25519KeyPair,
    verifying_key: VerifyingKey,
}

impl AwsLcSigner {
    /// Creates a signer with the same key as `key`.
    ///
    /// # Errors
    ///
    /// [`CredentialsError::AwsLc`] when AWS-LC rejects the key, or derives another public key from it. Neither is known
    /// to occur with a key of ed25519-dalek.
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
    fn try_sign(&self, message: &[u8]) -> Result<Signature, Error> {
        let signature = self.key.try_sign(message).map_err(|_| Error::new())?;
        Signature::from_slice(signature.as_ref())
    }
}

impl fmt::Debug for AwsLcSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwsLcSigner").finish_non_exhaustive()
    }
}

impl Credentials {
    /// Converts the signer to AWS-LC: see [`AwsLcSigner`].
    ///
    /// The key of ed25519-dalek is wiped, unless clones of these credentials still use it.
    ///
    /// # Errors
    ///
    /// Those of [`AwsLcSigner::new`].
    ///
    /// ```
    /// use backpack_signing::Credentials;
    ///
    /// # fn example() -> Result<(), backpack_signing::CredentialsError> {
    /// let credentials = Credentials::from_env()?.with_aws_lc()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_aws_lc(self) -> Result<Credentials<AwsLcSigner>, CredentialsError> {
        AwsLcSigner::new(self.signer()).map(Credentials::from_signer)
    }
}
