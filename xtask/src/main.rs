//! `cargo xtask`: the maintenance commands of this workspace.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::main()
}
