//! The program `backpack`.

use std::process::ExitCode;

fn main() -> ExitCode {
    backpack_cli::main()
}
