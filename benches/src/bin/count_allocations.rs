//! Counts the allocations of each call for `tables`. Only this program has the counting allocator.

use std::alloc::System;
use std::process::ExitCode;

use backpack_bench::{Failure, cases, count, loopback};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

fn main() -> ExitCode {
    backpack_bench::exit(run())
}

fn run() -> Result<(), Failure> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["signing"] => count::print(cases::signing::cases()?),
        ["decoding"] => count::print(cases::decoding::cases()?),
        ["streams"] => count::print(cases::streams::cases()?),
        ["book"] => count::print(cases::book::cases()?),
        ["loopback", url] => loopback::count(url),
        _ => Err(
            "usage: count-allocations signing | decoding | streams | book | loopback URL".into(),
        ),
    }
}
