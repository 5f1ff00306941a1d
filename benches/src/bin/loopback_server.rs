//! The server of the loopback table, as a process of its own; `tables` starts it.

use std::process::ExitCode;

fn main() -> ExitCode {
    backpack_bench::exit(backpack_bench::loopback::server::run())
}
