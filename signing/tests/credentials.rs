//! Parsing of credentials: every accepted format, and the input that each error names.

#![cfg(test)]

use std::process::Command;

use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{Error, Keypair, Signer};
use backpack_signing::{
    API_KEY_VARIABLE, API_SECRET_VARIABLE, Credentials, CredentialsError, Input, Instruction,
    Payload, SigningError, Timestamp, Window, sign,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE};

const API_KEY: &str = "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=";
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
const OTHER_API_KEY: &str = "aEsFgrdsggYGOecFI+nek4LNQGnzhA6FUA53M5Us5hk=";

fn concat(first: &str, second: &str) -> String {
    let bytes = [
        STANDARD.decode(first).unwrap(),
        STANDARD.decode(second).unwrap(),
    ]
    .concat();
    STANDARD.encode(bytes)
}

#[test]
fn accepts_32_and_64_byte_secrets_with_white_space() {
    for secret in [SECRET.to_owned(), concat(SECRET, API_KEY)] {
        for spelling in [
            secret.clone(),
            format!("{secret}\n"),
            format!(" \t{secret}\r\n"),
        ] {
            assert_eq!(
                Credentials::from_secret(&spelling).unwrap().api_key(),
                API_KEY
            );
            let both = Credentials::new(&format!("\n{API_KEY} "), &spelling).unwrap();
            assert_eq!(both.api_key(), API_KEY);
            assert_eq!(STANDARD.encode(both.verifying_key()), API_KEY);
        }
    }
}

#[test]
fn errors_name_the_input() {
    use CredentialsError::{Empty, InvalidKeyPair, KeyMismatch, NotBase64, WrongLength};

    let secret = |text: &str| Credentials::from_secret(text).unwrap_err();
    let input = Input::Secret;
    for empty in ["", "  ", "\n"] {
        assert_eq!(secret(empty), Empty { input });
    }
    let unpadded = STANDARD_NO_PAD.encode(STANDARD.decode(SECRET).unwrap());
    let url_safe = URL_SAFE.encode([0xff; 32]);
    for text in [
        "not base64!",
        &unpadded,
        &url_safe,
        &format!("\"{SECRET}\""),
        SECRET.get(1..).unwrap(),
        "é",
    ] {
        assert_eq!(secret(text), NotBase64 { input }, "{text}");
    }
    for got in [1, 31, 33, 63, 65, 96] {
        assert_eq!(
            secret(&STANDARD.encode(vec![7; got])),
            WrongLength { input, got }
        );
    }
    assert_eq!(secret(&concat(SECRET, OTHER_API_KEY)), InvalidKeyPair);
    assert_eq!(secret(&concat(API_KEY, SECRET)), InvalidKeyPair);

    let key = |text: &str| Credentials::new(text, SECRET).unwrap_err();
    let input = Input::ApiKey;
    assert_eq!(key(" "), Empty { input });
    assert_eq!(key("{}"), NotBase64 { input });
    assert_eq!(key("AAAA"), WrongLength { input, got: 3 });
    assert_eq!(key(OTHER_API_KEY), KeyMismatch);
    assert_eq!(key(SECRET), KeyMismatch);
    assert_eq!(
        Credentials::new(API_KEY, "AAAA").unwrap_err(),
        WrongLength {
            input: Input::Secret,
            got: 3
        }
    );
    // Swapped: each decodes to 32 bytes, so only the comparison finds it.
    assert_eq!(Credentials::new(SECRET, API_KEY).unwrap_err(), KeyMismatch);
}

#[test]
fn messages_contain_cause_and_help() {
    assert_eq!(
        Credentials::from_secret("AAAA").unwrap_err().to_string(),
        "the API secret decodes to 3 bytes, expected 32 or 64: copy all of it"
    );
    assert_eq!(
        Credentials::new("AAAA", SECRET).unwrap_err().to_string(),
        "the API key decodes to 3 bytes, expected 32: copy all of it"
    );
}

/// A signer of another library, which can fail.
#[derive(Clone)]
struct OtherSigner {
    key: SigningKey,
    broken: bool,
}

impl Keypair for OtherSigner {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }
}

impl Signer<Signature> for OtherSigner {
    fn try_sign(&self, message: &[u8]) -> Result<Signature, Error> {
        if self.broken {
            return Err(Error::from_source("the device is locked"));
        }
        self.key.try_sign(message)
    }
}

#[test]
fn other_signer_gives_equal_signatures_and_keeps_its_error() {
    let sign_with = |broken| {
        let seed = STANDARD.decode(SECRET).unwrap().try_into().unwrap();
        let signer = OtherSigner {
            key: SigningKey::from_bytes(&seed),
            broken,
        };
        let credentials = Credentials::from_signer(signer).clone();
        assert_eq!(credentials.api_key(), API_KEY);
        sign(
            &credentials,
            &Instruction::from_static("balanceQuery"),
            Payload::none(),
            Timestamp::from_millis(1_614_661_000_003),
            Window::MIN,
        )
    };
    assert_eq!(
        sign_with(false).unwrap().signature(),
        "25/5Myg8gxprU5lKN/2r26VyQIGRUf4J5UseOR3ZyKVYU81ou6s9rL0sVJnBpBOYiR930vHP+12YVSJQK3LdCg=="
    );
    let error = sign_with(true).unwrap_err();
    assert!(matches!(&error, SigningError::Signer { api_key, .. } if **api_key == *API_KEY));
    assert_eq!(
        error.to_string(),
        format!("the signer of API key {API_KEY} failed")
    );
    let mut causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| {
        error.source()
    });
    assert_eq!(
        causes.by_ref().last().unwrap().to_string(),
        "the device is locked"
    );
}

/// Set in the child processes of the test below.
const CHILD: &str = "BACKPACK_TEST_READS_THE_ENVIRONMENT";

// In child processes, because the environment is global.
#[test]
fn from_env_reads_both_variables() {
    if std::env::var_os(CHILD).is_some() {
        match Credentials::from_env() {
            Ok(credentials) => println!("\nread <{}>", credentials.api_key()),
            Err(error) => println!("\nerror <{error}>"),
        }
        return;
    }
    let read = |variables: &[(&str, &str)]| {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "from_env_reads_both_variables", "--nocapture"])
            .env_remove(API_KEY_VARIABLE)
            .env_remove(API_SECRET_VARIABLE)
            .env(CHILD, "1")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let line = output.lines().find(|line| line.ends_with('>'));
        line.unwrap_or_else(|| panic!("no result in {output}"))
            .to_owned()
    };
    let derived = format!("read <{API_KEY}>");
    assert_eq!(read(&[("BACKPACK_API_SECRET", SECRET)]), derived);
    assert_eq!(
        read(&[
            ("BACKPACK_API_SECRET", SECRET),
            ("BACKPACK_API_KEY", API_KEY)
        ]),
        derived
    );
    assert_eq!(
        read(&[("BACKPACK_API_KEY", API_KEY)]),
        "error <the environment variable BACKPACK_API_SECRET is not set>"
    );
    assert_eq!(
        read(&[("BACKPACK_API_SECRET", SECRET), ("BACKPACK_API_KEY", "")]),
        "error <the environment variable BACKPACK_API_KEY is empty: set it or remove it>"
    );
    assert!(
        read(&[
            ("BACKPACK_API_SECRET", SECRET),
            ("BACKPACK_API_KEY", OTHER_API_KEY)
        ])
        .starts_with("error")
    );
}
