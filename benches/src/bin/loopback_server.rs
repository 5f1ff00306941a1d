//! Server of the loopback table, started by `tables` as a process.

use std::process::ExitCode;

fn main() -> ExitCode {
    backpack_bench::exit(backpack_bench::loopback::server::run())
}
