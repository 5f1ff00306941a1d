//! `cargo xtask man`: the man pages of the program `backpack`.

use std::path::Path;
use std::process::{Command, ExitCode};

/// Writes the man pages to `target/man`. The program writes them itself, so that xtask does not depend on it.
pub(crate) fn run(root: &Path) -> ExitCode {
    let folder = root.join("target").join("man");
    if let Err(error) = std::fs::create_dir_all(&folder) {
        eprintln!("error: cannot create {}: {error}", folder.display());
        return ExitCode::FAILURE;
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(root)
        .args(["run", "--quiet", "--package", "backpack-cli", "--", "man"])
        .arg(&folder)
        .status();
    match status {
        Ok(status) if status.success() => {
            println!("wrote the man pages to {}", folder.display());
            ExitCode::SUCCESS
        }
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: cannot run cargo: {error}");
            ExitCode::FAILURE
        }
    }
}
