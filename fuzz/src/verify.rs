//! Headers of any form: verifying answers, and what verifies has one spelling.
//!
//! An input is five lines: API key, signature, timestamp, window (each absent where its line is `-`), and the time now.
//! An empty signature stands for the right one, so that what comes after it is reached.

use backpack_sandbox::Sandbox;
use backpack_signing::{
    Instruction, Payload, ReceivedHeaders, Timestamp, VerifyError, Window, sign, verify,
};

use crate::target::Seed;

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
    let good_for = window
        .map_or(Ok(Window::DEFAULT), str::parse::<Window>)
        .ok();
    let right = time.zip(good_for).map(|(time, window)| {
        sign(&Sandbox::credentials(), &INSTRUCTION, payload, time, window).unwrap()
    });
    let signature = match (&right, signature) {
        (Some(right), Some("")) => Some(right.signature()),
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
            // The sandbox's key is the only one whose signatures can be made here.
            assert_eq!(api_key, Some(Sandbox::API_KEY));
            assert_eq!(signature, right.as_ref().map(|right| right.signature()));
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
            let right = right.as_ref().map(|right| right.signature());
            assert!(
                api_key != Some(Sandbox::API_KEY) || signature != right,
                "the right signature is refused"
            );
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Good headers, and each of them absent.
pub(crate) fn seeds() -> Vec<Seed> {
    let good = [
        Sandbox::API_KEY,
        "",
        "1614550000000",
        "5000",
        "1614550000123",
    ];
    let mut seeds = vec![Seed {
        name: "good".to_owned(),
        input: good.join("\n").into_bytes(),
    }];
    for absent in 0..good.len() {
        let mut lines = good;
        lines[absent] = "-";
        let name = format!("without line {absent}");
        seeds.push(Seed {
            name,
            input: lines.join("\n").into_bytes(),
        });
    }
    seeds
}
