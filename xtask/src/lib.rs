//! The maintenance commands of this workspace, one module each. `main.rs` runs them; the fuzz targets use the generator from
//! here.

mod codegen;
mod command;
mod coverage;
mod drift;
mod files;
mod fixture;
mod import;
mod man;
mod problem;
mod published;
mod sample;
mod spec;

pub use codegen::{check, generate};
pub use command::main;
pub use problem::{Problem, Problems};
