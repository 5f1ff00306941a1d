//! Signers that are awaited: the same signatures, without blocking the thread.

#![cfg(test)]

use std::error::Error as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use backpack_signing::ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use backpack_signing::signature::Error;
use backpack_signing::{
    AsyncCredentials, AsyncSigner, Credentials, Instruction, Payload, SignatureFuture,
    SigningError, StringToSignError, Timestamp, Window, sign, sign_async, sign_subscription,
    sign_subscription_async,
};
use tokio::time::Instant;

const ORDER: Instruction = Instruction::from_static("orderExecute");
const BODY: &[u8] = br#"{"symbol":"SOL_USDC","side":"Bid"}"#;
const NOW: Timestamp = Timestamp::from_millis(1_614_550_000_000);
const WINDOW: Window = Window::DEFAULT;

/// A remote signer with a latency of 20 ms.
struct Remote {
    key: SigningKey,
    calls: Arc<AtomicU32>,
    locked: bool,
}

impl Remote {
    const LATENCY: Duration = Duration::from_millis(20);

    fn new() -> Self {
        Self {
            key: SigningKey::from_bytes(&[7; 32]),
            calls: Arc::default(),
            locked: false,
        }
    }
}

impl AsyncSigner for Remote {
    fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> SignatureFuture<'a> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            tokio::time::sleep(Self::LATENCY).await;
            if self.locked {
                return Err(Error::from_source("the device is locked"));
            }
            self.key.try_sign(message)
        })
    }
}

fn local() -> Credentials {
    Credentials::from_signer(SigningKey::from_bytes(&[7; 32]))
}

// The paused clock advances when every task waits, so exactly 20 ms pass if all five wait at the same time.
#[tokio::test(start_paused = true)]
async fn concurrent_signatures_wait_at_the_same_time() {
    let credentials = AsyncCredentials::from_signer(Remote::new());
    let start = Instant::now();
    let tasks: Vec<_> = (0..5)
        .map(|_| {
            let credentials = credentials.clone();
            tokio::spawn(async move {
                sign_async(&credentials, &ORDER, Payload::json(BODY), NOW, WINDOW).await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(start.elapsed(), Remote::LATENCY);
}

#[tokio::test(start_paused = true)]
async fn every_form_of_signer_gives_equal_headers() {
    let expected = sign(&local(), &ORDER, Payload::json(BODY), NOW, WINDOW).unwrap();
    let subscription = sign_subscription(&local(), NOW, WINDOW).unwrap();
    let boxed: Box<dyn AsyncSigner> = Box::new(Remote::new());
    let shared: Arc<dyn AsyncSigner> = Arc::new(Remote::new());
    let leaked: &'static dyn AsyncSigner = Box::leak(Box::new(Remote::new()));
    for credentials in [
        AsyncCredentials::from(local()),
        AsyncCredentials::from_signer(Remote::new()),
        AsyncCredentials::from_signer(boxed),
        AsyncCredentials::from_signer(shared),
        AsyncCredentials::from_signer(leaked),
    ] {
        assert_eq!(credentials.api_key(), local().api_key());
        assert_eq!(credentials.verifying_key(), local().verifying_key());
        let signed = sign_async(&credentials, &ORDER, Payload::json(BODY), NOW, WINDOW);
        assert_eq!(signed.await.unwrap().as_array(), expected.as_array());
        let signed = sign_subscription_async(&credentials, NOW, WINDOW);
        assert_eq!(signed.await.unwrap().as_array(), subscription.as_array());
    }
}

// Held by the compiler: the payload is dropped before the future is awaited.
#[tokio::test(start_paused = true)]
async fn string_to_sign_is_built_before_the_await() {
    let credentials = AsyncCredentials::from_signer(Remote::new());
    let signing = {
        let body = BODY.to_vec();
        sign_async(&credentials, &ORDER, Payload::json(&body), NOW, WINDOW)
    };
    let expected = sign(&local(), &ORDER, Payload::json(BODY), NOW, WINDOW).unwrap();
    assert_eq!(signing.await.unwrap().as_array(), expected.as_array());
}

#[tokio::test(start_paused = true)]
async fn rejected_payload_does_not_reach_the_signer() {
    let signer = Remote::new();
    let calls = Arc::clone(&signer.calls);
    let credentials = AsyncCredentials::from_signer(signer);
    let signing = sign_async(&credentials, &ORDER, Payload::json(b"[]"), NOW, WINDOW);
    assert!(matches!(
        signing.await.unwrap_err(),
        SigningError::StringToSign(StringToSignError::EmptyBatch)
    ));
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    let signing = sign_async(&credentials, &ORDER, Payload::json(BODY), NOW, WINDOW);
    signing.await.unwrap();
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[tokio::test(start_paused = true)]
async fn error_names_the_signer_and_keeps_its_error() {
    let credentials = AsyncCredentials::from_signer(Remote {
        locked: true,
        ..Remote::new()
    });
    let error = sign_async(&credentials, &ORDER, Payload::json(BODY), NOW, WINDOW)
        .await
        .unwrap_err();
    let api_key = credentials.api_key();
    assert_eq!(
        error.to_string(),
        format!("the signer of API key {api_key} failed")
    );
    let source = error.source().unwrap().source().unwrap();
    assert_eq!(source.to_string(), "the device is locked");
}
