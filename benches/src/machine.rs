//! Where and when it was measured, and with which versions.

use std::process::Command;

use backpack_signing::{Clock as _, SystemClock};

use crate::Failure;

/// The lock file that this was built with.
const LOCK: &str = include_str!("../../Cargo.lock");

/// What is measured beside this SDK.
const PEERS: [&str; 6] = [
    "ed25519-dalek",
    "aws-lc-rs",
    "bpx-api-client",
    "bpx-api-types",
    "reqwest",
    "serde_json",
];

/// Date, machine, compiler and versions, in a paragraph.
///
/// # Errors
///
/// A clock that shows no date.
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

/// The processor's name where Linux tells it.
fn processor() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = text
        .lines()
        .find_map(|line| line.strip_prefix("model name"));
    let name = name.and_then(|rest| rest.split_once(':'));
    name.map_or("unknown processor", |(_, name)| name.trim())
        .to_owned()
}

/// The compiler that cargo uses here.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    text.unwrap_or_else(|_| "unknown compiler".to_owned())
}

/// The version of a crate in the lock file, or all of them where there are several.
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

    /// A peer whose version is not told could be any.
    #[test]
    fn peers_have_versions() {
        for name in PEERS {
            assert!(version(name).starts_with(char::is_numeric), "{name}");
        }
        assert_eq!(version("no-such-crate"), "");
    }

    /// The date is there, and the machine.
    #[test]
    fn is_described() {
        let text = description().unwrap();
        assert!(
            text.starts_with("Measured on 20") && text.contains("cores"),
            "{text}"
        );
    }
}
