//! Builds three programs and prints what each costs: `cargo run --release --package backpack-bench --bin build-cost`.

use std::process::ExitCode;

use backpack_bench::{Failure, build_cost, machine};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    println!("{}", machine::description()?);
    println!("\n{}", build_cost::table()?);
    Ok(())
}
