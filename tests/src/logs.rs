//! Logs of a test run, kept on request, so that they can be searched for secrets.
//!
//! `.ci/run` keeps them and searches them and the output of the tests with the program `search-logs`.

use std::fs::File;
use std::path::PathBuf;
use std::sync::{Mutex, Once};

use tracing_subscriber::filter::LevelFilter;

/// Environment variable that names the folder of the logs.
pub const VARIABLE: &str = "BACKPACK_TEST_LOGS";

/// Writes the logs of this process at level TRACE to a file in the folder that `BACKPACK_TEST_LOGS` names. Has no effect
/// if the variable is unset or the function was called before.
///
/// # Panics
///
/// Panics if the file cannot be written: a run that asks for its logs must have them.
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
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(Mutex::new(file))
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        // The sandbox's side of a connection logs what it receives, with the signatures of subscriptions.
        let log = tracing_log::LogTracer::builder().ignore_crate("tungstenite::protocol");
        log.init().unwrap();
    });
}
