//! Builds three programs and prints what each costs: `cargo run --release --package backpack-bench --bin build-cost`.

use std::process::ExitCode;

use backpack_bench::{Failure, build_cost, machine};

fn main() -> ExitCode {
    backpack_bench::exit(run())
}

fn run() -> Result<(), Failure> {
    println!("{}", machine::description()?);
    println!("\n{}", build_cost::table()?);
    Ok(())
}
