//! No `Debug` output and no error contains a secret.

#![cfg(test)]

use std::error::Error;
use std::fmt::{Debug, Write as _};

use backpack_signing::ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use backpack_signing::signature::{self, Keypair, Signer};
use backpack_signing::{
    AsyncCredentials, Clock as _, Credentials, FixedClock, Input, Instruction, Payload,
    ReceivedHeaders, SigningError, StringToSignError, SystemClock, Timestamp, VerifyError, Window,
    sign, sign_subscription, string_to_sign, verify,
};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const API_KEY: &str = "R+Xv7ZTkYu8Yd82kOVl3OwRz7v+CJlPofWTP+iChvwQ=";
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
const OTHER_API_KEY: &str = "aEsFgrdsggYGOecFI+nek4LNQGnzhA6FUA53M5Us5hk=";
const CODE: &str = "246813579";
const NOW: Timestamp = Timestamp::from_millis(1_614_550_000_000);

/// Strings that must not be printed, in every form in which `Debug` could print them.
struct Secrets(Vec<String>);

impl Secrets {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn text(mut self, text: &str) -> Self {
        self.0.push(text.to_owned());
        self
    }

    /// Every group of four bytes.
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

    /// Every group of eight characters, and of the decoded bytes.
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
            // The position only: the secret does not belong in the output of tests either.
            if let Some(at) = text.find(secret.as_str()) {
                panic!("a secret is printed at byte {at} of {}", text.len());
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

// A positive control of the check.
#[test]
fn check_finds_printed_secrets() {
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

/// A signer whose own `Debug` prints the key.
#[derive(Debug)]
struct Leaky {
    #[allow(dead_code, reason = "used by `Debug`")]
    seed: [u8; 32],
    key: SigningKey,
}

impl Keypair for Leaky {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.key.verifying_key()
    }
}

impl Signer<Signature> for Leaky {
    fn try_sign(&self, message: &[u8]) -> Result<Signature, signature::Error> {
        self.key.try_sign(message)
    }
}

#[test]
fn credentials_print_the_api_key_only() {
    let secrets = Secrets::new().base64(SECRET);
    secrets.hidden_in(credentials());
    assert_eq!(
        format!("{:?}", credentials()),
        format!("Credentials {{ api_key: {API_KEY:?}, .. }}")
    );
    let seed: [u8; 32] = STANDARD.decode(SECRET).unwrap().try_into().unwrap();
    let key = SigningKey::from_bytes(&seed);
    let leaky = Credentials::from_signer(Leaky { seed, key });
    secrets.hidden_in(&leaky);
    secrets.hidden_in(AsyncCredentials::from(leaky));

    #[cfg(feature = "middleware")]
    {
        use backpack_signing::{SigningMiddleware, Unsigned};
        secrets.hidden_in(SigningMiddleware::new(credentials()));
        secrets.hidden_in(Unsigned);
    }
}

#[test]
fn credentials_errors_omit_the_input() {
    let seed = STANDARD.decode(SECRET).unwrap();
    let other = STANDARD.decode(OTHER_API_KEY).unwrap();
    let mixed = STANDARD.encode([seed.clone(), other].concat());
    let short = STANDARD.encode(&seed[..31]);
    let long = STANDARD.encode([&seed[..], b"x"].concat());
    let secrets = Secrets::new().base64(SECRET);
    for secret in [
        "",
        SECRET.get(..40).unwrap(),
        &format!("{SECRET}!"),
        &format!("'{SECRET}'"),
        &mixed,
        &short,
        &long,
    ] {
        secrets.hidden_in_error(Credentials::from_secret(secret).unwrap_err());
        secrets.hidden_in_error(Credentials::new(API_KEY, secret).unwrap_err());
        // The secret in place of the API key.
        secrets.hidden_in_error(Credentials::new(secret, SECRET).unwrap_err());
    }
    secrets.hidden_in_error(Credentials::new(OTHER_API_KEY, SECRET).unwrap_err());
    secrets.hidden_in_error(Credentials::new(SECRET, API_KEY).unwrap_err());
    secrets.hidden_in(Input::Secret);
}

#[test]
fn debug_omits_payload_string_to_sign_and_signature() {
    let instruction = Instruction::from_static("withdraw");
    let query = format!("twoFactorToken={CODE}");
    let body = format!(r#"{{"twoFactorToken":"{CODE}"}}"#);
    for payload in [Payload::query(&query), Payload::json(body.as_bytes())] {
        let message = string_to_sign(&instruction, payload, NOW, Window::DEFAULT).unwrap();
        let signed = sign(&credentials(), &instruction, payload, NOW, Window::DEFAULT).unwrap();
        assert!(message.as_str().contains(CODE));
        let secrets = Secrets::new()
            .base64(SECRET)
            .base64(signed.signature())
            .bytes(message.as_bytes())
            .text(message.as_str())
            .text("instruction=")
            .text(CODE);
        secrets.hidden_in(payload);
        secrets.hidden_in(&message);
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

/// A signer that fails.
struct Locked(SigningKey);

impl Keypair for Locked {
    type VerifyingKey = VerifyingKey;

    fn verifying_key(&self) -> VerifyingKey {
        self.0.verifying_key()
    }
}

impl Signer<Signature> for Locked {
    fn try_sign(&self, _: &[u8]) -> Result<Signature, signature::Error> {
        Err(signature::Error::new())
    }
}

#[test]
fn signer_errors_omit_the_message() {
    let seed: [u8; 32] = STANDARD.decode(SECRET).unwrap().try_into().unwrap();
    let credentials = Credentials::from_signer(Locked(SigningKey::from_bytes(&seed)));
    let instruction = Instruction::from_static("withdraw");
    let query = format!("twoFactorToken={CODE}");
    let (payload, window) = (Payload::query(&query), Window::DEFAULT);
    let error = sign(&credentials, &instruction, payload, NOW, window).unwrap_err();
    assert!(error.to_string().contains(API_KEY));
    let secrets = Secrets::new().base64(SECRET).text(CODE).text("withdraw");
    secrets.hidden_in_error(error);
}

#[test]
fn payload_errors_omit_values() {
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
        let error: StringToSignError =
            string_to_sign(&instruction, payload, NOW, Window::DEFAULT).unwrap_err();
        secrets.hidden_in_error(error);
        let error: SigningError =
            sign(&credentials(), &instruction, payload, NOW, Window::DEFAULT).unwrap_err();
        secrets.hidden_in_error(error);
    }
    secrets.hidden_in_error(format!("order {CODE}").parse::<Instruction>().unwrap_err());
    secrets.hidden_in_error(format!("{CODE}x").parse::<Timestamp>().unwrap_err());
    secrets.hidden_in_error(format!("{CODE}x").parse::<Window>().unwrap_err());
}

#[test]
fn verify_errors_omit_header_values() {
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
