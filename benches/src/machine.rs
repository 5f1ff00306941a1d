//! Date, machine and versions of a measurement.

use std::process::Command;

use backpack_signing::{Clock as _, SystemClock};

use crate::Failure;

/// Lock file of the build.
const LOCK: &str = include_str!("../../Cargo.lock");

/// Crates whose versions are printed.
const PEERS: [&str; 6] = [
    "ed25519-dalek",
    "aws-lc-rs",
    "bpx-api-client",
    "bpx-api-types",
    "reqwest",
    "serde_json",
];

/// Describes date, machine, compiler and versions in a paragraph.
///
/// # Errors
///
/// Returns an error if the time of the clock is not a valid date.
pub fn description() -> Result<String, Failure> {
    let millis = i64::try_from(SystemClock.now().as_millis())?;
    let date = jiff::Timestamp::from_millisecond(millis)?.strftime("%Y-%m-%d %H:%M UTC");
    let cores = std::thread::available_parallelism()?;
    let peers: Vec<_> = PEERS
        .iter()
        .map(|name| format!("{name} {}", version(name)))
        .collect();
    Ok(format!(
        "Measured on {date}: {}, {cores} cores, {} {}; {}; {}.",
        processor(),
        std::env::consts::OS,
        std::env::consts::ARCH,
        compiler(),
        peers.join(", "),
    ))
}

/// Returns the name of the processor, on Linux.
fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.and_then(|rest| rest.split_once(':'));
    name.map_or("unknown processor", |(_, name)| name.trim())
        .to_owned()
}

/// Returns the version of the compiler.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_else(|_| "unknown compiler".to_owned())
}

/// Returns the versions of a crate in the lock file.
fn version(name: &str) -> String {
    let mut lines = LOCK.lines();
    let mut versions = Vec::new();
    while let Some(line) = lines.next() {
        if line
            .strip_prefix("name = \"")
            .and_then(|rest| rest.strip_suffix('"'))
            == Some(name)
        {
            let version = lines
                .next()
                .and_then(|line| line.strip_prefix("version = \""));
            versions.extend(version.map(|rest| rest.trim_end_matches('"')));
        }
    }
    versions.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lock file has a version of every peer.
    #[test]
    fn peers_have_versions() {
        for name in PEERS {
            assert!(version(name).starts_with(char::is_numeric), "{name}");
        }
        assert_eq!(version("no-such-crate"), "");
    }

    /// The description has the date and the number of cores.
    #[test]
    fn description_has_date_and_cores() {
        let text = description().unwrap();
        assert!(
            text.starts_with("Measured on 20") && text.contains("cores"),
            "{text}"
        );
    }
}
