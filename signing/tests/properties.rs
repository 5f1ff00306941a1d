//! Properties of any input: equality with a second implementation, and rejection of every changed byte.

#![cfg(test)]

use std::collections::BTreeMap;

use backpack_signing::{
    Credentials, Instruction, Payload, ReceivedHeaders, StringToSignError, Timestamp, Window, sign,
    string_to_sign, verify,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

/// A JSON value to write: numbers as strings, objects in the order of writing.
#[derive(Debug, Clone)]
enum Json {
    Null,
    Bool(bool),
    Number(String),
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// Choices of white space and escapes, used cyclically.
struct Style<'a> {
    choices: &'a [u8],
    next: usize,
}

impl Style<'_> {
    fn choose(&mut self) -> u8 {
        self.next += 1;
        self.choices[self.next % self.choices.len()]
    }

    fn space(&mut self) -> &'static str {
        ["", "", " ", "\n\t "][usize::from(self.choose() % 4)]
    }

    fn string(&mut self, text: &str, out: &mut String) {
        out.push('"');
        for character in text.chars() {
            let short = match character {
                '"' => Some("\\\""),
                '\\' => Some("\\\\"),
                '/' => Some("\\/"),
                '\u{8}' => Some("\\b"),
                '\u{c}' => Some("\\f"),
                '\n' => Some("\\n"),
                '\r' => Some("\\r"),
                '\t' => Some("\\t"),
                _ => None,
            };
            let choice = self.choose() % 3;
            match short {
                Some(short) if choice == 0 => out.push_str(short),
                _ if choice == 1 || character < ' ' || matches!(character, '"' | '\\') => {
                    for unit in character.encode_utf16(&mut [0; 2]) {
                        out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                _ => out.push(character),
            }
        }
        out.push('"');
    }

    fn write(&mut self, json: &Json, out: &mut String) {
        out.push_str(self.space());
        match json {
            Json::Null => out.push_str("null"),
            Json::Bool(value) => out.push_str(&value.to_string()),
            Json::Number(text) => out.push_str(text),
            Json::String(text) => self.string(text, out),
            Json::Array(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    self.write(value, out);
                }
                out.push_str(self.space());
                out.push(']');
            }
            Json::Object(fields) => {
                out.push('{');
                for (index, (key, value)) in fields.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    out.push_str(self.space());
                    self.string(key, out);
                    out.push_str(self.space());
                    out.push(':');
                    self.write(value, out);
                }
                out.push_str(self.space());
                out.push('}');
            }
        }
        out.push_str(self.space());
    }
}

fn written(json: &Json, choices: &[u8]) -> String {
    let mut out = String::new();
    Style { choices, next: 0 }.write(json, &mut out);
    out
}

// --- The second implementation: slow, and close to the wording of the rules.

fn compact(json: &Json) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    match json {
        Json::Null => "null".into(),
        Json::Bool(value) => value.to_string(),
        Json::Number(text) => text.clone(),
        Json::String(text) => quoted(text),
        Json::Array(values) => format!(
            "[{}]",
            values.iter().map(compact).collect::<Vec<_>>().join(",")
        ),
        Json::Object(fields) => {
            let sorted: BTreeMap<_, _> = fields.iter().map(|(key, value)| (key, value)).collect();
            let fields: Vec<_> = sorted
                .into_iter()
                .map(|(key, value)| format!("{}:{}", quoted(key), compact(value)))
                .collect();
            format!("{{{}}}", fields.join(","))
        }
    }
}

fn reference_object(instruction: &str, fields: &[(String, Json)]) -> String {
    let sorted: BTreeMap<_, _> = fields.iter().map(|(key, value)| (key, value)).collect();
    let pairs = sorted.into_iter().map(|(key, value)| match value {
        Json::String(text) => format!("&{key}={text}"),
        other => format!("&{key}={}", compact(other)),
    });
    format!("instruction={instruction}{}", pairs.collect::<String>())
}

fn reference_query(instruction: &str, pairs: &[(String, String)]) -> String {
    let mut sorted: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
    for (key, value) in pairs {
        sorted.entry(key.as_bytes()).or_default().push(value);
    }
    let mut string = format!("instruction={instruction}");
    for (key, values) in sorted {
        for value in values {
            string += &format!("&{}={value}", std::str::from_utf8(key).unwrap());
        }
    }
    string
}

fn framed(text: String, timestamp: u64, window: u64) -> String {
    format!("{text}&timestamp={timestamp}&window={window}")
}

// --- Inputs.

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z_]{1,8}",
        // Every character with a meaning in JSON, in URLs or in the string to sign.
        "[\"\\\\/&=+%?#{}\\[\\],: \n\t\u{0}\u{1f}\u{7f}é漢😀a1]{0,12}",
        any::<String>(),
    ]
}

fn any_number() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<i64>().prop_map(|number| number.to_string()),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?",
    ]
}

fn any_value() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any_number().prop_map(Json::Number),
        any_text().prop_map(Json::String),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..5).prop_map(Json::Array),
            any_fields(inner).prop_map(Json::Object),
        ]
    })
}

/// Fields with distinct names, in any order.
fn any_fields(value: impl Strategy<Value = Json>) -> impl Strategy<Value = Vec<(String, Json)>> {
    btree_map(any_text(), value, 0..8)
        .prop_map(|fields| fields.into_iter().collect::<Vec<_>>())
        .prop_shuffle()
}

/// Fields of a body: not `null`, which is rejected.
fn body_fields() -> impl Strategy<Value = Vec<(String, Json)>> {
    any_fields(any_value().prop_filter("not null", |value| !matches!(value, Json::Null)))
}

fn styles() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 1..64)
}

fn instructions() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9]{1,30}"
}

fn string_of(instruction: &str, payload: Payload<'_>, timestamp: u64, window: u64) -> String {
    let instruction: Instruction = instruction.parse().unwrap();
    let window = Window::from_millis(window).unwrap();
    let string = string_to_sign(
        &instruction,
        payload,
        Timestamp::from_millis(timestamp),
        window,
    );
    string.unwrap().as_str().to_owned()
}

/// A query string with the pairs in one of the encodings that clients use.
fn query_of(pairs: &[(String, String)], choices: &[u8]) -> String {
    let mut style = Style { choices, next: 0 };
    let mut encode = |text: &str| {
        let encoded = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        if style.choose().is_multiple_of(2) {
            encoded.replace("%20", "+")
        } else {
            encoded
        }
    };
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
        .collect();
    pairs.join("&")
}

fn credentials() -> Credentials {
    Credentials::from_secret(SECRET).unwrap()
}

proptest! {
    #[test]
    fn queries_equal_the_reference(
        instruction in instructions(),
        mut pairs in vec((any_text(), any_text()), 1..12),
        repeated in any::<prop::sample::Index>(),
        again in any_text(),
        choices in styles(),
        timestamp in any::<u64>(),
        window in 1_u64..=60_000,
    ) {
        pairs.push((repeated.get(&pairs).0.clone(), again));
        let query = query_of(&pairs, &choices);
        prop_assert_eq!(
            string_of(&instruction, Payload::query(&query), timestamp, window),
            framed(reference_query(&instruction, &pairs), timestamp, window)
        );
    }

    #[test]
    fn objects_equal_the_reference(
        instruction in instructions(),
        fields in body_fields(),
        choices in styles(),
        timestamp in any::<u64>(),
        window in 1_u64..=60_000,
    ) {
        let body = written(&Json::Object(fields.clone()), &choices);
        prop_assert_eq!(
            string_of(&instruction, Payload::json(body.as_bytes()), timestamp, window),
            framed(reference_object(&instruction, &fields), timestamp, window)
        );
    }

    #[test]
    fn batches_equal_the_reference(
        instruction in instructions(),
        elements in vec(body_fields(), 1..6),
        choices in styles(),
    ) {
        let array = Json::Array(elements.iter().cloned().map(Json::Object).collect());
        let body = written(&array, &choices);
        let parts: Vec<_> = elements.iter().map(|fields| reference_object(&instruction, fields)).collect();
        prop_assert_eq!(
            string_of(&instruction, Payload::json(body.as_bytes()), 1, 5_000),
            framed(parts.join("&"), 1, 5_000)
        );
    }

    #[test]
    fn order_of_fields_does_not_matter(
        (fields, shuffled) in btree_map(any_text(), any_text(), 0..10).prop_flat_map(|fields| {
            let fields: Vec<_> = fields.into_iter().collect();
            (Just(fields.clone()), Just(fields).prop_shuffle())
        }),
        choices in styles(),
    ) {
        let object = |fields: &[(String, String)]| {
            let fields = fields.iter().map(|(key, value)| (key.clone(), Json::String(value.clone())));
            written(&Json::Object(fields.collect()), &choices)
        };
        let query = string_of("x", Payload::query(&query_of(&fields, &choices)), 1, 1);
        let others = [
            string_of("x", Payload::query(&query_of(&shuffled, &choices)), 1, 1),
            // A string is signed as its plain value, in a query and in a body.
            string_of("x", Payload::json(object(&fields).as_bytes()), 1, 1),
            string_of("x", Payload::json(object(&shuffled).as_bytes()), 1, 1),
        ];
        for other in others {
            prop_assert_eq!(&query, &other);
        }
    }

    #[test]
    fn body_is_json_where_serde_json_reads_it(
        value in any_value(),
        choices in styles(),
        place in any::<prop::sample::Index>(),
        other in prop_oneof![Just(None), "[\\[\\]{}\":,0-9a-z.eE+\\-\\\\ \u{0}\u{1f}]{0,2}".prop_map(Some)],
    ) {
        let value = Json::Array(vec![value, Json::Null]);
        let mut body: Vec<char> = format!("{{\"a\":{}}}", written(&value, &choices)).chars().collect();
        if let Some(other) = other {
            // One character replaced by none, one or two others.
            let place = place.index(body.len());
            body.splice(place..=place, other.chars());
        }
        let body: String = body.into_iter().collect();
        let accepted = serde_json::from_str::<serde::de::IgnoredAny>(&body).is_ok();
        let found = string_to_sign(&Instruction::SUBSCRIBE, Payload::json(body.as_bytes()), Timestamp::from_millis(1), Window::DEFAULT);
        if !accepted {
            prop_assert!(found.is_err(), "{body}: {found:?}");
        } else if serde_json::from_str::<serde_json::Value>(&body).is_ok() {
            let rejected = matches!(
                found,
                Err(StringToSignError::BodyNotJson { .. } | StringToSignError::BodyNotObjectOrArray)
            );
            prop_assert!(!rejected, "{body}: {found:?}");
        }
        // Otherwise a value has valid syntax and no meaning, such as an unpaired surrogate: both results are right.
    }

    #[test]
    fn arbitrary_bytes_never_panic(
        body in prop_oneof![
            vec(any::<u8>(), 0..200),
            "[\\[\\]{}\":,0-9a-z\\\\ ]{0,200}".prop_map(String::into_bytes),
        ],
        query in any::<String>(),
        header in any::<String>(),
    ) {
        let instruction = Instruction::SUBSCRIBE;
        let now = Timestamp::from_millis(1);
        let both = Payload::new(Some(&query), Some(&body));
        let signed = sign(&credentials(), &instruction, Payload::none(), now, Window::MAX).unwrap();
        let [api_key, signature, timestamp, window] = signed.as_array().map(|(_, value)| Some(value));
        let good = ReceivedHeaders { api_key, signature, timestamp, window };
        for payload in [Payload::query(&query), Payload::json(&body), both] {
            let _ = string_to_sign(&instruction, payload, now, Window::MAX);
            let _ = verify(good, &instruction, payload, now);
        }
        let header = Some(header.as_str());
        for (changed, original) in [
            (ReceivedHeaders { api_key: header, ..good }, api_key),
            (ReceivedHeaders { signature: header, ..good }, signature),
            (ReceivedHeaders { timestamp: header, ..good }, timestamp),
            (ReceivedHeaders { window: header, ..good }, window),
        ] {
            let found = verify(changed, &instruction, Payload::none(), now);
            prop_assert_eq!(found.is_ok(), header == original);
        }
        let _ = Credentials::from_secret(&query);
    }
}

/// Replaces the character at `index` by another of its class.
fn with_changed(text: &str, index: prop::sample::Index, by: u8) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    let index = index.index(characters.len());
    let alphabet: &[u8] = if characters[index].is_ascii_digit() {
        b"0123456789"
    } else {
        b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    };
    let others: Vec<_> = alphabet
        .iter()
        .map(|&byte| char::from(byte))
        .filter(|&other| other != characters[index])
        .collect();
    characters[index] = others[usize::from(by) % others.len()];
    characters.into_iter().collect()
}

/// Mostly ordinary keys and values, some of any characters.
fn usual_text() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[A-Za-z]{1,20}", 4 => "[a-c]{0,9}", 1 => any_text()]
}

fn scalars() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        4 => usual_text().prop_map(Into::into),
        1 => any::<bool>().prop_map(Into::into),
        1 => any::<u32>().prop_map(Into::into),
        1 => any::<i64>().prop_map(Into::into),
    ]
}

proptest! {
    #[test]
    fn white_space_in_a_body_does_not_matter(
        elements in vec(btree_map(usual_text(), scalars(), 0..12), 1..4),
        instruction in instructions(),
    ) {
        let at = |body: &str| string_of(&instruction, Payload::json(body.as_bytes()), 1_614_550_000_000, 5_000);
        let pretty = at(&serde_json::to_string_pretty(&elements).unwrap());
        prop_assert_eq!(at(&serde_json::to_string(&elements).unwrap()), pretty);
    }

    #[test]
    fn empty_query_segments_do_not_matter(pairs in vec(("[a-c]{1,10}", "[a-c]{0,9}"), 1..6), instruction in instructions()) {
        let query: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let query = query.join("&");
        let at = |query: &str| string_of(&instruction, Payload::query(query), 1_614_550_000_000, 5_000);
        prop_assert_eq!(at(&query), at(&format!("{query}&")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn rejects_any_single_change(
        instruction in instructions(),
        fields in body_fields(),
        choices in styles(),
        timestamp in 100_000_u64..u64::MAX / 2,
        window in 1_u64..=60_000,
        value in "[a-z0-9]{1,12}",
        place in any::<prop::sample::Index>(),
        by in any::<u8>(),
        bit in 0_u32..8,
    ) {
        let body_with = |value: &str| {
            let mut fields: Vec<_> = fields.iter().filter(|(key, _)| key != "changed").cloned().collect();
            fields.push(("changed".to_owned(), Json::String(value.to_owned())));
            written(&Json::Object(fields), &choices)
        };
        let body = body_with(&value);
        let instruction: Instruction = instruction.parse().unwrap();
        let payload = Payload::json(body.as_bytes());
        let now = Timestamp::from_millis(timestamp);
        let window = Window::from_millis(window).unwrap();
        let signed = sign(&credentials(), &instruction, payload, now, window).unwrap();
        let values = signed.as_array().map(|(_, value)| value.to_owned());
        let check = |values: &[String; 4], instruction: &Instruction, payload| {
            let [api_key, signature, timestamp, window] = values.each_ref().map(|value| Some(value.as_str()));
            verify(ReceivedHeaders { api_key, signature, timestamp, window }, instruction, payload, now)
        };
        prop_assert!(check(&values, &instruction, payload).is_ok());

        for header in 0..4 {
            let mut changed = values.clone();
            changed[header] = with_changed(&values[header], place, by);
            prop_assert!(check(&changed, &instruction, payload).is_err(), "header {header}");
        }
        let other: Instruction = with_changed(instruction.as_str(), place, by).parse().unwrap();
        prop_assert!(check(&values, &other, payload).is_err(), "instruction");
        let other = body_with(&with_changed(&value, place, by));
        prop_assert!(check(&values, &instruction, Payload::json(other.as_bytes())).is_err(), "value");

        // Each bit of the string to sign and of the signature counts.
        use backpack_signing::ed25519_dalek::Signature;
        use base64::Engine as _;
        let message = string_to_sign(&instruction, payload, now, window).unwrap();
        let mut bytes = message.as_bytes().to_vec();
        let signature = base64::engine::general_purpose::STANDARD.decode(signed.signature()).unwrap();
        let good = Signature::from_slice(&signature).unwrap();
        let key = *credentials().verifying_key();
        prop_assert!(key.verify_strict(&bytes, &good).is_ok());
        let index = place.index(bytes.len());
        bytes[index] ^= 1 << bit;
        prop_assert!(key.verify_strict(&bytes, &good).is_err(), "string to sign");
        let mut signature = signature;
        let index = place.index(signature.len());
        signature[index] ^= 1 << bit;
        let bad = Signature::from_slice(&signature).unwrap();
        prop_assert!(key.verify_strict(message.as_bytes(), &bad).is_err(), "signature");
    }
}
