//! String to sign of any request, compared with an independent implementation of the rules; the signature verifies.
//!
//! An input is `instruction timestamp window`, a line with the query string, and the body.

use backpack_sandbox::Sandbox;
use backpack_signing::{
    Instruction, Payload, ReceivedHeaders, Timestamp, Window, sign, string_to_sign, verify,
};
use backpack_tests::support::document::{Access, Document};
use backpack_tests::support::string_to_sign as reference;

use crate::seeds::Seed;

/// Checks the string to sign of one request.
pub(crate) fn run(input: &[u8]) {
    let (head, rest) = line(input);
    let (query, body) = line(rest);
    let (Ok(head), Ok(query)) = (std::str::from_utf8(head), std::str::from_utf8(query)) else {
        return;
    };
    let mut words = head.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (instruction, timestamp, window) = (word(), word(), word());
    let well_formed = instruction.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let parsed: Result<Instruction, _> = instruction.parse();
    assert_eq!(
        parsed.is_ok(),
        well_formed && !instruction.is_empty(),
        "{instruction:?}"
    );
    let instruction = parsed.unwrap_or(Instruction::SUBSCRIBE);
    let timestamp = Timestamp::from_millis(timestamp.parse().unwrap_or(1_614_550_000_000));
    let window = window
        .parse()
        .ok()
        .and_then(|millis| Window::from_millis(millis).ok());
    let window = window.unwrap_or(Window::DEFAULT);
    let (timestamp_text, window_text) = (
        timestamp.as_millis().to_string(),
        window.as_millis().to_string(),
    );

    let payload = Payload::new(Some(query), Some(body));
    let found = string_to_sign(&instruction, payload, timestamp, window);
    let expected = reference::objects(query, body).map(|objects| {
        let instruction = instruction.as_str();
        reference::string_to_sign(instruction, objects, &timestamp_text, &window_text)
    });
    match (&found, &expected) {
        (Ok(found), Some(expected)) => assert_eq!(found.as_str(), expected),
        (Err(error), None) => assert!(!error.to_string().is_empty()),
        (Ok(found), None) => panic!("accepted, expected an error: {}", found.as_str()),
        (Err(error), Some(expected)) => panic!("rejected: {error}; expected {expected}"),
    }

    let credentials = Sandbox::credentials();
    let signed = sign(&credentials, &instruction, payload, timestamp, window);
    assert_eq!(signed.is_ok(), found.is_ok());
    if let Ok(signed) = signed {
        let [api_key, signature, timestamp_header, window_header] =
            signed.as_array().map(|(_, value)| Some(value));
        assert_eq!(
            (timestamp_header, window_header),
            (Some(&*timestamp_text), Some(&*window_text))
        );
        let headers = ReceivedHeaders {
            api_key,
            signature,
            timestamp: timestamp_header,
            window: window_header,
        };
        verify(headers, &instruction, payload, timestamp).expect("the signature verifies");
    }
}

/// Splits off the first line.
fn line(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|byte| *byte == b'\n') {
        Some(at) => (&input[..at], &input[at + 1..]),
        None => (input, &[]),
    }
}

/// Returns the requests of the description's examples.
pub(crate) fn seeds() -> Vec<Seed> {
    let document = Document::load();
    let mut seeds = Vec::new();
    for operation in document.operations() {
        let Access::Signed(instruction) = operation.access else {
            continue;
        };
        let head = format!("{instruction} 1614550000000 5000\n");
        for body in operation.body_examples().unwrap_or_default() {
            let input = format!("{head}\n{body}").into_bytes();
            seeds.push(Seed {
                name: format!("{} body", operation.id),
                input,
            });
        }
        let query = crate::seeds::query(&operation);
        let input = format!("{head}{}\n", query.trim_start_matches('?')).into_bytes();
        seeds.push(Seed {
            name: format!("{} query", operation.id),
            input,
        });
    }
    seeds
}
