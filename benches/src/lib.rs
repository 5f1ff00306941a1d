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

/// API secret from public documentation. It belongs to no account.
const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

/// Error of a run: the outputs of two sides differ, or a measurement failed.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Converts the outcome of a program into its exit code, and prints an error.
pub fn exit(outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
