//! Nothing that is shown holds a secret: no `Debug`, no error, on any path.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "clippy.toml exempts tests, but not the functions that tests share"
)]

use std::error::Error;
use std::fmt::{Debug, Write as _};

use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{self, Keypair, Signer};
use backpack_signing::{
    CanonicalError, Clock as _, Credentials, FixedClock, Input, Instruction, Payload,
    ReceivedHeaders, SigningError, SystemClock, Timestamp, VerifyError, Window, sign,
    sign_subscription, signed_text, verify,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const API_KEY: &str = "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=";
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
const OTHER_API_KEY: &str = "aEsFgrdsggYGOecFI+nek4LNQGnzhA6FUA53M5Us5hk=";
const CODE: &str = "246813579";
const NOW: Timestamp = Timestamp::from_millis(1_614_550_000_000);

/// All that must not be shown, in the forms in which `Debug` and friends could show it.
struct Secrets(Vec<String>);

impl Secrets {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn text(mut self, text: &str) -> Self {
        self.0.push(text.to_owned());
        self
    }

    /// A part of the bytes is as bad as all of them.
    fn bytes(mut self, bytes: &[u8]) -> Self {
        for part in bytes.chunks_exact(4) {
            let hex: String = part.iter().fold(String::new(), |mut hex, byte| {
                write!(hex, "{byte:02x}").unwrap();
                hex
            });
            self.0.push(hex.to_uppercase());
            self.0.push(hex);
            let list = format!("{part:?}");
            self.0.push(list.trim_matches(['[', ']']).to_owned());
            let list = format!("{part:#?}");
            self.0
                .push(list.trim_matches(['[', ']', '\n', ',']).to_owned());
        }
        self
    }

    /// Base64 with its parts: eight characters are telling enough.
    fn base64(mut self, text: &str) -> Self {
        let parts = text.as_bytes().chunks_exact(8);
        self.0
            .extend(parts.map(|part| String::from_utf8(part.to_vec()).unwrap()));
        let bytes = STANDARD.decode(text).unwrap();
        self.bytes(&bytes)
    }

    #[track_caller]
    fn hidden_in(&self, shown: impl Debug) {
        for text in [format!("{shown:?}"), format!("{shown:#?}")] {
            self.hidden_in_text(&text);
        }
    }

    #[track_caller]
    fn hidden_in_text(&self, text: &str) {
        for secret in &self.0 {
            // Where it is, and not what: the output of tests is no place for it either.
            if let Some(at) = text.find(secret.as_str()) {
                panic!("a secret is shown, from byte {at} of {}", text.len());
            }
        }
    }

    #[track_caller]
    fn hidden_in_error(&self, error: impl Error) {
        self.hidden_in(&error);
        let mut next: Option<&dyn Error> = Some(&error);
        while let Some(error) = next {
            self.hidden_in_text(&error.to_string());
            self.hidden_in(error);
            next = error.source();
        }
    }
}

fn credentials() -> Credentials {
    Credentials::new(API_KEY, SECRET).unwrap()
}

// Protects this file: the check must find what it looks for.
#[test]
fn the_check_finds_what_is_shown() {
    let secrets = Secrets::new().base64(SECRET);
    let seed = STANDARD.decode(SECRET).unwrap();
    let shown: [&dyn Debug; 3] = [&SECRET, &seed, &Hex(&seed)];
    for (place, shown) in shown.into_iter().enumerate() {
        let check = std::panic::AssertUnwindSafe(|| secrets.hidden_in(shown));
        assert!(std::panic::catch_unwind(check).is_err(), "number {place}");
    }
}

struct Hex<'a>(&'a [u8]);

impl Debug for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// A signer whose own `Debug` tells all.
#[derive(Debug)]
struct Chatty {
    #[allow(dead_code, reason = "it is there for `Debug`")]
    seed: [u8; 32],
    key: SigningKey,
}

impl Keypair for Chatty {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }
}

impl Signer<Signature> for Chatty {
    fn try_sign(&self, text: &[u8]) -> Result<Signature, signature::Error> {
        self.key.try_sign(text)
    }
}

// Protects logs that print the credentials, or what holds them: the API key is there, the secret is not.
#[test]
fn credentials_show_the_api_key_alone() {
    let secrets = Secrets::new().base64(SECRET);
    secrets.hidden_in(credentials());
    assert_eq!(
        format!("{:?}", credentials()),
        format!("Credentials {{ api_key: {API_KEY:?}, .. }}")
    );
    let seed: [u8; 32] = STANDARD.decode(SECRET).unwrap().try_into().unwrap();
    let key = SigningKey::from_bytes(&seed);
    secrets.hidden_in(Credentials::from_signer(Chatty { seed, key }));

    #[cfg(feature = "middleware")]
    {
        use backpack_signing::{SigningMiddleware, Unsigned};
        secrets.hidden_in(SigningMiddleware::new(credentials()));
        secrets.hidden_in(Unsigned);
    }
}

// Protects the user who mistypes a secret: the error must not repeat it.
#[test]
fn credential_errors_hold_no_input() {
    let seed = STANDARD.decode(SECRET).unwrap();
    let other = STANDARD.decode(OTHER_API_KEY).unwrap();
    let mixed = STANDARD.encode([seed.clone(), other].concat());
    let short = STANDARD.encode(&seed[..31]);
    let long = STANDARD.encode([&seed[..], b"x"].concat());
    let secrets = Secrets::new().base64(SECRET);
    for secret in [
        "",
        &SECRET[..40],
        &format!("{SECRET}!"),
        &format!("'{SECRET}'"),
        &mixed,
        &short,
        &long,
    ] {
        secrets.hidden_in_error(Credentials::from_secret(secret).unwrap_err());
        secrets.hidden_in_error(Credentials::new(API_KEY, secret).unwrap_err());
        // The secret given in place of the API key.
        secrets.hidden_in_error(Credentials::new(secret, SECRET).unwrap_err());
    }
    secrets.hidden_in_error(Credentials::new(OTHER_API_KEY, SECRET).unwrap_err());
    secrets.hidden_in_error(Credentials::new(SECRET, API_KEY).unwrap_err());
    secrets.hidden_in(Input::Secret);
}

// Protects what signing handles: a two-factor code in the payload, the signed text, the signature.
#[test]
fn signing_shows_neither_text_nor_signature() {
    let instruction = Instruction::from_static("withdraw");
    let query = format!("twoFactorToken={CODE}");
    let body = format!(r#"{{"twoFactorToken":"{CODE}"}}"#);
    for payload in [Payload::query(&query), Payload::json(body.as_bytes())] {
        let text = signed_text(&instruction, payload, NOW, Window::DEFAULT).unwrap();
        let signed = sign(&credentials(), &instruction, payload, NOW, Window::DEFAULT).unwrap();
        assert!(text.as_str().contains(CODE));
        let secrets = Secrets::new()
            .base64(SECRET)
            .base64(signed.signature())
            .bytes(text.as_bytes())
            .text(text.as_str())
            .text("instruction=")
            .text(CODE);
        secrets.hidden_in(payload);
        secrets.hidden_in(&text);
        secrets.hidden_in(signed);
        secrets.hidden_in(&instruction);

        let [api_key, signature, timestamp, window] =
            signed.as_array().map(|(_, value)| Some(value));
        let received = ReceivedHeaders {
            api_key,
            signature,
            timestamp,
            window,
        };
        secrets.hidden_in(received);
        secrets.hidden_in(verify(received, &instruction, payload, NOW).unwrap());
        let late = Timestamp::from_millis(NOW.as_millis() + 60_001);
        let early = Timestamp::from_millis(0);
        for now in [late, early] {
            secrets.hidden_in_error(verify(received, &instruction, payload, now).unwrap_err());
        }
        let error = verify(received, &instruction, Payload::none(), NOW).unwrap_err();
        assert_eq!(error, VerifyError::Mismatch);
        secrets.hidden_in_error(error);
    }

    let subscription = sign_subscription(&credentials(), NOW, Window::DEFAULT).unwrap();
    let secrets = Secrets::new()
        .base64(SECRET)
        .base64(subscription.as_array()[1]);
    secrets.hidden_in(subscription);
    secrets.hidden_in((
        FixedClock::new(NOW),
        SystemClock,
        FixedClock::new(NOW).now(),
        Window::DEFAULT,
    ));
}

// Protects the values of fields: an error about a payload names fields and places, and quotes nothing.
#[test]
fn payload_errors_hold_no_values() {
    let secrets = Secrets::new().text(CODE);
    let bodies = [
        format!(r#"{{"a":"{CODE}","b":null}}"#),
        format!(r#"{{"a":"{CODE}","a":"{CODE}"}}"#),
        format!(r#"{{"a":"{CODE}","b":{{"c":"{CODE}","c":{CODE}}}}}"#),
        format!(r#"{{"a":"{CODE}\ud800"}}"#),
        format!(r#"{{"a":"{CODE}""#),
        format!(r#"{{"a":{CODE}x}}"#),
        format!(r#"["{CODE}"]"#),
        format!("[{CODE}]"),
        format!(r#"[{{"a":"{CODE}","b":null}}]"#),
        format!(r#"{{"a":{}{CODE}{}}}"#, "[".repeat(100), "]".repeat(100)),
        format!("\"{CODE}\""),
        CODE.to_owned(),
    ];
    let queries = [format!("a={CODE}%ff"), format!("a={CODE}&b=%ff")];
    let both = Payload::new(Some(&queries[0]), Some(bodies[0].as_bytes()));
    let payloads = bodies
        .iter()
        .map(|body| Payload::json(body.as_bytes()))
        .chain(queries.iter().map(|query| Payload::query(query)))
        .chain([both]);
    let not_utf8 = [CODE.as_bytes(), b"\xff"].concat();
    for payload in payloads.chain([Payload::json(&not_utf8)]) {
        let instruction = Instruction::from_static("withdraw");
        let error: CanonicalError =
            signed_text(&instruction, payload, NOW, Window::DEFAULT).unwrap_err();
        secrets.hidden_in_error(error);
        let error: SigningError =
            sign(&credentials(), &instruction, payload, NOW, Window::DEFAULT).unwrap_err();
        secrets.hidden_in_error(error);
    }
    secrets.hidden_in_error(format!("order {CODE}").parse::<Instruction>().unwrap_err());
    secrets.hidden_in_error(format!("{CODE}x").parse::<Timestamp>().unwrap_err());
    secrets.hidden_in_error(format!("{CODE}x").parse::<Window>().unwrap_err());
}

// Protects what the verifier answers to a stranger: malformed headers are named, not repeated.
#[test]
fn verify_errors_hold_no_header_text() {
    let secrets = Secrets::new().text(CODE);
    let signed = sign(
        &credentials(),
        &Instruction::SUBSCRIBE,
        Payload::none(),
        NOW,
        Window::DEFAULT,
    )
    .unwrap();
    let [api_key, signature, timestamp, window] = signed.as_array().map(|(_, value)| Some(value));
    let good = ReceivedHeaders {
        api_key,
        signature,
        timestamp,
        window,
    };
    let text = format!("{CODE}x");
    for bad in [
        ReceivedHeaders {
            api_key: Some(&text),
            ..good
        },
        ReceivedHeaders {
            signature: Some(&text),
            ..good
        },
        ReceivedHeaders {
            timestamp: Some(&text),
            ..good
        },
        ReceivedHeaders {
            window: Some(&text),
            ..good
        },
    ] {
        secrets.hidden_in_error(
            verify(bad, &Instruction::SUBSCRIBE, Payload::none(), NOW).unwrap_err(),
        );
    }
}
