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

/// Why a run ends with an error: two sides do not agree, or something around the measurement failed.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
