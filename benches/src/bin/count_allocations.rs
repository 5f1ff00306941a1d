//! Counts the allocations of each call; `tables` runs it. The counting allocator is in this program alone.

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
        ["loopback", url] => loopback::count(url),
        _ => Err("what to count: signing, decoding, or loopback with the URL of its server".into()),
    }
}
