//! Builds three programs and prints their build cost: `cargo run --release --package backpack-bench --bin build-cost`.

use std::num::NonZeroU32;
use std::process::ExitCode;

use backpack_bench::{Failure, build_cost, machine};

fn main() -> ExitCode {
    backpack_bench::exit(run())
}

fn run() -> Result<(), Failure> {
    let rounds = match std::env::args().nth(1) {
        Some(rounds) => rounds.parse().map_err(|_| "usage: build-cost [ROUNDS]")?,
        None => NonZeroU32::MIN,
    };
    println!("{}", machine::description()?);
    println!("\n{}", build_cost::table(rounds)?);
    Ok(())
}
