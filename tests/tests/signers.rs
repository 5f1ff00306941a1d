//! Signers that work in the background, within a client.

use std::sync::Arc;

use backpack_api::signing::ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use backpack_api::signing::{SignatureFuture, signature};
use backpack_api::{AsyncCredentials, AsyncSigner, Client, Error, NotSentReason};
use backpack_sandbox::Sandbox;
use futures_util::future::join_all;
use tokio::sync::Barrier;

/// A signer that returns a signature only when as many are pending as the barrier holds.
struct Remote {
    key: SigningKey,
    pending: Arc<Barrier>,
    is_locked: bool,
}

impl Remote {
    fn new(pending: usize) -> Self {
        Self {
            key: SigningKey::from_bytes(&[7; 32]),
            pending: Arc::new(Barrier::new(pending)),
            is_locked: false,
        }
    }
}

impl AsyncSigner for Remote {
    fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        Box::pin(async move {
            self.pending.wait().await;
            if self.is_locked {
                return Err(signature::Error::from_source("the device is locked"));
            }
            self.key.try_sign(message)
        })
    }
}

async fn start(signer: impl AsyncSigner + 'static) -> (Sandbox, Client) {
    let credentials = AsyncCredentials::from_signer(signer);
    let sandbox = Sandbox::builder().api_key(credentials.api_key());
    let sandbox = sandbox.start().await.unwrap();
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(credentials)
        .build()
        .unwrap();
    (sandbox, client)
}

/// Five calls on one thread wait for their signatures at the same time. If one blocked the thread or the client signed one
/// after another, the barrier would never open.
#[tokio::test(flavor = "current_thread")]
async fn concurrent_calls_wait_for_signatures_at_the_same_time() {
    let signers: [Box<dyn AsyncSigner>; 2] = [
        Box::new(Remote::new(5)),
        Box::new(Arc::new(Remote::new(5)) as Arc<dyn AsyncSigner>),
    ];
    for signer in signers {
        let (sandbox, client) = start(signer).await;
        let calls = (0..5).map(|_| client.get_balances().send());
        for outcome in join_all(calls).await {
            outcome.unwrap();
        }
        let requests = sandbox.requests();
        assert_eq!(requests.len(), 5);
        let verified = requests.iter().all(|r| r.authentication().is_verified());
        assert!(verified, "{requests:?}");
    }
}

/// A signer that fails sends nothing.
#[tokio::test]
async fn failed_signature_is_not_sent() {
    let signer = Remote {
        is_locked: true,
        ..Remote::new(1)
    };
    let (sandbox, client) = start(signer).await;
    let error = client.get_balances().send().await.unwrap_err();
    let reason = match &error {
        Error::NotSent { reason, .. } => reason,
        other => panic!("{other:?}"),
    };
    assert!(matches!(reason, NotSentReason::Signing(_)), "{error}");
    assert!(sandbox.requests().is_empty());
}
