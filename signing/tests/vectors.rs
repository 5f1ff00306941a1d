//! Vectors of independent clients: the string to sign and then the signature, byte for byte.
//!
//! Runs `data/signing.json`, and the file named by the environment variable `BACKPACK_VECTORS` if it is set.

#![cfg(test)]

use std::collections::BTreeMap;
use std::{env, fs};

use backpack_signing::{
    Credentials, Instruction, Payload, ReceivedHeaders, Timestamp, Window, sign, sign_subscription,
    string_to_sign, verify,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    name: String,
    secret: String,
    api_key: String,
    method: String,
    path: String,
    instruction: String,
    #[serde(default)]
    query: Option<Vec<(String, String)>>,
    // Raw, because a number that is parsed as a float changes its digits.
    #[serde(default)]
    body: Option<Box<RawValue>>,
    timestamp: u64,
    window: u64,
    string_to_sign: String,
    signature: String,
}

/// The parameters of a vector in one encoding.
#[derive(Clone)]
struct Wire {
    query: Option<String>,
    body: Option<String>,
}

impl Wire {
    fn payload(&self) -> Payload<'_> {
        Payload::new(
            self.query.as_deref(),
            self.body.as_deref().map(str::as_bytes),
        )
    }
}

impl Vector {
    /// Equivalent encodings, of which a client or its HTTP library may choose any.
    fn encodings(&self) -> Vec<Wire> {
        if let Some(body) = &self.body {
            let mut encodings = vec![body.get().to_owned()];
            encodings.extend(reordered(body.get()));
            return encodings
                .into_iter()
                .map(|body| Wire {
                    query: None,
                    body: Some(body),
                })
                .collect();
        }
        let pairs = self.query.as_deref().unwrap_or_default();
        if pairs.is_empty() {
            return vec![
                Wire {
                    query: None,
                    body: None,
                },
                Wire {
                    query: Some(String::new()),
                    body: Some(String::new()),
                },
            ];
        }
        let percent = pairs
            .iter()
            .map(|(key, value)| {
                let encode = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                format!("{}={}", encode(key), encode(value))
            })
            .collect::<Vec<_>>()
            .join("&");
        // As reqwest's `query` writes it: a space becomes `+`.
        let mut url = reqwest::Url::parse("http://localhost/").unwrap();
        url.query_pairs_mut().extend_pairs(pairs);
        [percent, url.query().unwrap().to_owned()]
            .map(|query| Wire {
                query: Some(query),
                body: None,
            })
            .into()
    }

    fn check(&self) {
        let name = &self.name;
        let instruction: Instruction = self.instruction.parse().unwrap();
        let timestamp = Timestamp::from_millis(self.timestamp);
        let window = Window::from_millis(self.window).unwrap();
        let credentials = Credentials::new(&self.api_key, &self.secret)
            .unwrap_or_else(|error| panic!("{name}: {error}"));

        for wire in self.encodings() {
            let string = string_to_sign(&instruction, wire.payload(), timestamp, window)
                .unwrap_or_else(|error| panic!("{name}: {error}"));
            same(
                name,
                "the string to sign",
                string.as_str(),
                &self.string_to_sign,
            );

            let headers = sign(
                &credentials,
                &instruction,
                wire.payload(),
                timestamp,
                window,
            )
            .unwrap();
            same(name, "the signature", headers.signature(), &self.signature);
            assert_eq!(headers.api_key(), self.api_key, "{name}: the API key");

            let [api_key, signature, timestamp_text, window_text] =
                headers.as_array().map(|(_, value)| Some(value));
            let received = ReceivedHeaders {
                api_key,
                signature,
                timestamp: timestamp_text,
                window: window_text,
            };
            verify(received, &instruction, wire.payload(), timestamp)
                .unwrap_or_else(|error| panic!("{name}: verification failed: {error}"));

            if self.method != "WS" {
                self.check_request(&credentials, &instruction, &wire);
            }
        }

        if self.method == "WS" {
            assert_eq!(instruction, Instruction::SUBSCRIBE, "{name}");
            let signed = sign_subscription(&credentials, timestamp, window).unwrap();
            let expected = [
                self.api_key.as_str(),
                &self.signature,
                &self.timestamp.to_string(),
                &self.window.to_string(),
            ];
            for (ours, theirs) in signed.as_array().into_iter().zip(expected) {
                same(name, "the subscription", ours, theirs);
            }
        }
    }

    #[cfg(feature = "middleware")]
    fn check_request(&self, credentials: &Credentials, instruction: &Instruction, wire: &Wire) {
        use backpack_signing::sign_request;

        let mut url = reqwest::Url::parse("http://localhost/").unwrap();
        url.set_path(&self.path);
        url.set_query(wire.query.as_deref());
        let mut request = reqwest::Request::new(self.method.parse().unwrap(), url);
        *request.body_mut() = wire.body.clone().map(Into::into);

        let (timestamp, window) = (
            Timestamp::from_millis(self.timestamp),
            Window::from_millis(self.window).unwrap(),
        );
        sign_request(credentials, &mut request, instruction, timestamp, window).unwrap();
        let value = |header: &str| request.headers()[header].to_str().unwrap().to_owned();
        same(
            &self.name,
            "X-Signature",
            &value("X-Signature"),
            &self.signature,
        );
        assert_eq!(value("X-API-Key"), self.api_key, "{}: X-API-Key", self.name);
        assert_eq!(
            value("X-Timestamp"),
            self.timestamp.to_string(),
            "{}: X-Timestamp",
            self.name
        );
        assert_eq!(
            value("X-Window"),
            self.window.to_string(),
            "{}: X-Window",
            self.name
        );
    }

    #[cfg(not(feature = "middleware"))]
    fn check_request(&self, _: &Credentials, _: &Instruction, _: &Wire) {
        let _ = &self.path;
    }
}

/// The body with the fields of each top-level object in two other orders.
fn reordered(body: &str) -> [String; 2] {
    type Object = BTreeMap<String, Box<RawValue>>;

    fn write(object: &Object, reversed: bool) -> String {
        let mut fields: Vec<_> = object
            .iter()
            .map(|(key, value)| format!("{}: {}", serde_json::to_string(key).unwrap(), value.get()))
            .collect();
        if reversed {
            fields.reverse();
        }
        format!("{{ {} }}", fields.join(" , "))
    }

    [false, true].map(|reversed| {
        if body.starts_with('[') {
            let elements: Vec<Object> = serde_json::from_str(body).unwrap();
            let elements: Vec<_> = elements
                .iter()
                .map(|element| write(element, reversed))
                .collect();
            format!("[\n{}\n]", elements.join(",\n"))
        } else {
            write(&serde_json::from_str(body).unwrap(), reversed)
        }
    })
}

/// Asserts equality. A failure prints the position of the difference only, because a string to sign and a signature do
/// not belong in the output of tests.
#[track_caller]
fn same(name: &str, what: &str, ours: &str, theirs: &str) {
    let equal = ours.bytes().zip(theirs.bytes());
    let equal = equal.take_while(|(a, b)| a == b).count();
    assert!(
        ours == theirs,
        "{name}: {what} of {} bytes, which has {}, differs from byte {equal} on",
        theirs.len(),
        ours.len()
    );
}

fn run(file: &str) {
    let file: File = serde_json::from_str(file).expect("a valid file of vectors");
    assert!(!file.vectors.is_empty(), "no vectors");
    for vector in &file.vectors {
        vector.check();
    }
}

#[test]
fn signs_committed_vectors() {
    run(include_str!("data/signing.json"));
}

// A file that is named but cannot be read is a failure.
#[test]
fn signs_vectors_of_the_environment() {
    if let Some(path) = env::var_os("BACKPACK_VECTORS") {
        let file = fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("BACKPACK_VECTORS: {}: {error}", path.display()));
        run(&file);
    }
}

#[test]
#[should_panic(expected = "no vectors")]
fn rejects_file_without_vectors() {
    run(r#"{"vectors": []}"#);
}

// A negative control of the check: one changed character must fail.
#[test]
fn rejects_changed_vector() {
    let committed = include_str!("data/signing.json");
    for (from, to) in [
        ("symbol=SOL&", "symbol=SOL_&"),
        ("\"Wo0a5F2r", "\"Xo0a5F2r"),
    ] {
        let changed = committed.replacen(from, to, 1);
        assert_ne!(changed, committed);
        assert!(
            std::panic::catch_unwind(|| run(&changed)).is_err(),
            "{from} -> {to}"
        );
    }
}
