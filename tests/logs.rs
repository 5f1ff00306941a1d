//! The logs of a whole test run: kept when it is asked for, so that they can be searched for what must not be in them.
//!
//! `.ci/run` asks for it and searches them, with all that the tests print, by the program `search-logs` beside this file.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Mutex, Once};

use tracing_subscriber::filter::LevelFilter;

/// The environment variable that names the folder for the logs.
pub const VARIABLE: &str = "BACKPACK_TEST_LOGS";

/// Keeps what this process logs from now on, all of it (TRACE), in a file of its own in the folder that
/// `BACKPACK_TEST_LOGS` names; nothing where it is not set. Calling it again changes nothing.
///
/// # Panics
///
/// When the file cannot be written: a run that asks for its logs must not go without.
#[allow(clippy::panic, reason = "a test fails by panicking")]
pub fn keep() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let Some(folder) = std::env::var_os(VARIABLE) else {
            return;
        };
        let program = std::env::current_exe().unwrap_or_default();
        let name = program.file_stem().unwrap_or_default().to_string_lossy();
        let path = PathBuf::from(folder).join(format!("{name}-{}.log", std::process::id()));
        let file = File::create(&path);
        let file = file.unwrap_or_else(|error| panic!("{VARIABLE}: {}: {error}", path.display()));
        tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .init();
    });
}
