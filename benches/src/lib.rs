#![doc = include_str!("../README.md")]

pub mod build_cost;
pub mod case;
pub mod cases;
pub mod count;
mod cpu;
pub mod loopback;
pub mod machine;
pub mod measure;
mod payloads;
mod scanner;
pub mod table;

use std::process::ExitCode;

/// Of no account: a key that is printed in public documentation.
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

/// Why a run ends with an error: two sides do not agree, or something around the measurement failed.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How a program ends: with a message where `outcome` is an error.
pub fn exit(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
