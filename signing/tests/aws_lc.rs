//! The signer on AWS-LC: signatures equal to those of ed25519-dalek, and the same redaction.

#![cfg(test)]
#![cfg(feature = "aws-lc-rs")]

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

#[test]
fn signs_every_vector() {
    let file: File = serde_json::from_str(include_str!("data/signing.json")).unwrap();
    assert!(!file.vectors.is_empty(), "no vectors");
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
    #[test]
    fn signers_agree(seed: [u8; 32], message in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let key = SigningKey::from_bytes(&seed);
        let signer = AwsLcSigner::new(&key).unwrap();
        prop_assert_eq!(signer.verifying_key(), key.verifying_key());
        let (ours, dalek): (Signature, Signature) = (signer.sign(&message), key.sign(&message));
        prop_assert_eq!(ours, dalek);
        prop_assert!(key.verifying_key().verify_strict(&message, &ours).is_ok());
    }
}

#[test]
fn headers_are_equal() {
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

#[test]
fn debug_omits_the_key() {
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
        "AWS-LC rejected the key of the API secret: use the default signer"
    );
}

#[test]
fn is_clone_send_and_sync() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Credentials<AwsLcSigner>>();
}
