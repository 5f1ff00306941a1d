//! Any headers: verification returns, and headers that verify have one spelling.
//!
//! An input is five lines: API key, signature, timestamp, window (`-` for an absent one), and the current time. An empty
//! signature is replaced by the valid one, so that the checks after the signature are reached.

use backpack_sandbox::Sandbox;
use backpack_signing::{
    Instruction, Payload, ReceivedHeaders, Timestamp, VerifyError, Window, sign, verify,
};

use crate::seeds::Seed;

const INSTRUCTION: Instruction = Instruction::from_static("maxWithdrawalQuantity");
const SIGNED_AT: u64 = 1_614_550_000_000;

/// Checks one set of headers.
pub(crate) fn run(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut lines = text.split('\n');
    let mut line = || lines.next().filter(|line| *line != "-");
    let (api_key, signature, timestamp, window) = (line(), line(), line(), line());
    let now: u64 = line()
        .and_then(|text| text.parse().ok())
        .unwrap_or(SIGNED_AT);
    let payload = Payload::query("symbol=SOL");

    let time = timestamp.and_then(|text| text.parse::<Timestamp>().ok());
    let valid_window = window
        .map_or(Ok(Window::DEFAULT), str::parse::<Window>)
        .ok();
    let valid = time.zip(valid_window).map(|(time, window)| {
        sign(&Sandbox::credentials(), &INSTRUCTION, payload, time, window).unwrap()
    });
    let signature = match (&valid, signature) {
        (Some(valid), Some("")) => Some(valid.signature()),
        (_, other) => other,
    };
    let headers = ReceivedHeaders {
        api_key,
        signature,
        timestamp,
        window,
    };
    match verify(headers, &INSTRUCTION, payload, Timestamp::from_millis(now)) {
        Ok(verified) => {
            // Only signatures of the sandbox's key can be created here.
            assert_eq!(api_key, Some(Sandbox::API_KEY));
            assert_eq!(signature, valid.as_ref().map(|valid| valid.signature()));
            assert_eq!(
                timestamp,
                Some(&*verified.timestamp.as_millis().to_string())
            );
            let written = verified.window.as_millis().to_string();
            assert!(window.is_none_or(|window| window == written), "{window:?}");
            let age = i128::from(now) - i128::from(verified.timestamp.as_millis());
            assert!(
                age <= i128::from(verified.window.as_millis()),
                "{age} ms old"
            );
            assert!(age >= -1_000, "{age} ms old");
        }
        Err(VerifyError::Mismatch) => {
            let valid = valid.as_ref().map(|valid| valid.signature());
            assert!(
                api_key != Some(Sandbox::API_KEY) || signature != valid,
                "the valid signature was rejected"
            );
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Returns valid headers, and valid headers without each of them.
pub(crate) fn seeds() -> Vec<Seed> {
    let valid = [
        Sandbox::API_KEY,
        "",
        "1614550000000",
        "5000",
        "1614550000123",
    ];
    let mut seeds = vec![Seed {
        name: "valid".to_owned(),
        input: valid.join("\n").into_bytes(),
    }];
    for absent in 0..valid.len() {
        let mut lines = valid;
        lines[absent] = "-";
        let name = format!("without line {absent}");
        seeds.push(Seed {
            name,
            input: lines.join("\n").into_bytes(),
        });
    }
    seeds
}
