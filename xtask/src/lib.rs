//! The maintenance commands of this workspace, one file a command. `main.rs` runs them; the fuzz targets take the
//! generator from here.

mod codegen;
mod command;
mod coverage;
mod drift;
mod fragment;
mod problem;

pub use codegen::generate;
pub use command::main;
pub use problem::{Problem, Problems};
