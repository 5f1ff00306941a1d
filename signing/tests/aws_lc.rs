//! The signer on AWS-LC gives the same bytes as ed25519-dalek, and shows no more.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy.toml exempts tests, but not the functions that tests share"
)]

use backpack_signing::ed25519_dalek::{Signature, SigningKey};
use backpack_signing::signature::{Keypair as _, Signer as _};
use backpack_signing::{
    AwsLcSigner, Credentials, CredentialsError, Instruction, Payload, Timestamp, Window, sign,
    sign_subscription,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;
use serde::Deserialize;

const API_KEY: &str = "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=";
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    secret: String,
    api_key: String,
    string_to_sign: String,
    signature: String,
}

// Protects the signatures against what other clients compute.
#[test]
fn every_vector_holds() {
    let file: File = serde_json::from_str(include_str!("data/signing.json")).unwrap();
    assert!(
        !file.vectors.is_empty(),
        "a file without vectors proves nothing"
    );
    for vector in file.vectors {
        let seed: [u8; 32] = STANDARD.decode(&vector.secret).unwrap()[..32]
            .try_into()
            .unwrap();
        let signer = AwsLcSigner::new(&SigningKey::from_bytes(&seed)).unwrap();
        let signature: Signature = signer.sign(vector.string_to_sign.as_bytes());
        assert_eq!(
            STANDARD.encode(signature.to_bytes()),
            vector.signature,
            "{}",
            vector.name
        );
        assert_eq!(
            STANDARD.encode(signer.verifying_key().as_bytes()),
            vector.api_key,
            "{}",
            vector.name
        );
    }
}

proptest! {
    // Protects the choice between the two: nothing but the time differs.
    #[test]
    fn the_signers_agree(seed: [u8; 32], text in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let key = SigningKey::from_bytes(&seed);
        let signer = AwsLcSigner::new(&key).unwrap();
        prop_assert_eq!(signer.verifying_key(), key.verifying_key());
        let (ours, dalek): (Signature, Signature) = (signer.sign(&text), key.sign(&text));
        prop_assert_eq!(ours, dalek);
        prop_assert!(key.verifying_key().verify_strict(&text, &ours).is_ok());
    }
}

// Protects the way there: the same checks, the same key, the same headers.
#[test]
fn credentials_are_the_same_but_for_the_signer() {
    let plain = Credentials::new(API_KEY, SECRET).unwrap();
    let fast = Credentials::new(API_KEY, SECRET)
        .unwrap()
        .with_aws_lc()
        .unwrap();
    assert_eq!(fast.api_key(), API_KEY);
    assert_eq!(fast.verifying_key(), plain.verifying_key());

    let (at, window) = (Timestamp::from_millis(1_614_550_000_000), Window::DEFAULT);
    let instruction = Instruction::from_static("orderExecute");
    let body = Payload::json(br#"[{"symbol":"SOL_USDC","side":"Bid"},{"symbol":"BTC_USDC"}]"#);
    assert_eq!(
        sign(&fast, &instruction, body, at, window)
            .unwrap()
            .as_array(),
        sign(&plain, &instruction, body, at, window)
            .unwrap()
            .as_array(),
    );
    assert_eq!(
        sign_subscription(&fast, at, window).unwrap().as_array(),
        sign_subscription(&plain, at, window).unwrap().as_array(),
    );
}

// Protects logs: no part of the key is shown, in whatever form.
#[test]
fn nothing_of_the_key_is_shown() {
    let fast = Credentials::from_secret(SECRET)
        .unwrap()
        .with_aws_lc()
        .unwrap();
    assert_eq!(
        format!("{fast:?}"),
        format!("Credentials {{ api_key: {API_KEY:?}, .. }}")
    );
    let signer = AwsLcSigner::new(&SigningKey::from_bytes(&[7; 32])).unwrap();
    assert_eq!(format!("{signer:?}"), "AwsLcSigner { .. }");
    assert_eq!(
        CredentialsError::AwsLc.to_string(),
        "AWS-LC does not take the key of the API secret: sign with the default signer instead"
    );
}

// Protects users who share a signer between threads and clients.
#[test]
fn it_can_be_shared() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Credentials<AwsLcSigner>>();
}
