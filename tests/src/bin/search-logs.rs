//! Searches logs and test output for secret keys, signatures, strings to sign and two-factor tokens.
//!
//! `search-logs SOURCES FILE...` searches the files and fails with the place of each finding. It has no list of the secrets
//! that the tests use: base64 of 64 bytes is a secret or a signature, and base64 of 32 bytes is a secret key if its public
//! key occurs in the files or in the sources below the folder SOURCES.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (sources, files) = (arguments.next(), arguments.collect::<Vec<_>>());
    let Some(sources) = sources.filter(|_| !files.is_empty()) else {
        eprintln!("usage: search-logs SOURCES FILE...");
        return ExitCode::FAILURE;
    };
    match search(&sources, &files) {
        Ok(report) => {
            println!("{report}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn search(sources: &Path, files: &[PathBuf]) -> Result<String, String> {
    let mut keys = BTreeSet::new();
    for path in list_files(sources)? {
        // A file that is not UTF-8 has no key as base64.
        if let Ok(text) = std::fs::read_to_string(&path) {
            keys.extend(base64_strings(&text).map(str::to_owned));
        }
    }
    let texts = files
        .iter()
        .map(|path| match std::fs::read(path) {
            Ok(bytes) => Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(error) => Err(format!("{}: {error}", path.display())),
        })
        .collect::<Result<Vec<_>, _>>()?;
    for text in &texts {
        keys.extend(base64_strings(text).map(str::to_owned));
    }
    let mut bytes = 0;
    let mut findings = Vec::new();
    for (path, text) in files.iter().zip(&texts) {
        bytes += text.len();
        for (index, line) in text.lines().enumerate() {
            if let Some(secret) = find_secret(line, &keys) {
                // The line is not printed: it has the secret.
                findings.push(format!("{}:{}: {secret}", path.display(), index + 1));
            }
        }
    }
    if !findings.is_empty() {
        return Err(findings.join("\n"));
    }
    Ok(format!(
        "searched {bytes} bytes of {} files: no secret key, signature, string to sign or two-factor token",
        files.len()
    ))
}

/// Returns the kind of secret in a line. `keys` are the base64 strings that may be public keys.
fn find_secret(line: &str, keys: &BTreeSet<String>) -> Option<&'static str> {
    if line.contains("instruction=") && line.contains("window=") {
        return Some("a string to sign");
    }
    if ["twoFactorToken\":\"", "twoFactorToken\\\":\\\""]
        .iter()
        .any(|field| line.contains(field))
    {
        return Some("a two-factor token");
    }
    base64_strings(line).find_map(|text| match STANDARD.decode(text).ok()?.as_slice() {
        bytes if bytes.len() == 64 => Some("a signature or a secret of 64 bytes"),
        bytes => {
            let seed: [u8; 32] = bytes.try_into().ok()?;
            let public = SigningKey::from_bytes(&seed).verifying_key();
            keys.contains(&STANDARD.encode(public.as_bytes()))
                .then_some("a secret key")
        }
    })
}

/// Returns the substrings that can be base64 of 32 or 64 bytes.
fn base64_strings(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=')))
        // `key=VALUE` is one run of these characters.
        .flat_map(|run| {
            let body = run.trim_end_matches('=');
            let start = body.rfind('=').map_or(0, |at| at + 1);
            run.get(start..)
        })
        .filter(|run| match run.len() {
            44 => run.ends_with('=') && !run.ends_with("=="),
            88 => run.ends_with("=="),
            _ => false,
        })
}

/// Lists the files below a folder, except build output and the data of git.
fn list_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries =
            std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| error.to_string())?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() && !matches!(&*name, "target" | ".git") {
                folders.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Secrets are found in the forms of a log; public keys are allowed.
    #[test]
    fn finds_secrets() {
        let key = SigningKey::from_bytes(&[7; 32]);
        let (secret, public) = (
            STANDARD.encode([7; 32]),
            STANDARD.encode(key.verifying_key().as_bytes()),
        );
        let keys: BTreeSet<String> = base64_strings(&format!("key {public}"))
            .map(str::to_owned)
            .collect();
        assert_eq!(keys.len(), 1);
        for (line, secret) in [
            (format!("secret={secret}"), Some("a secret key")),
            (
                format!("Credentials {{ secret: \"{secret}\" }}"),
                Some("a secret key"),
            ),
            (format!("X-API-Key: {public}"), None),
            (format!("api_key={public} x"), None),
            (
                STANDARD.encode([9; 64]),
                Some("a signature or a secret of 64 bytes"),
            ),
            (
                format!("\"X-Signature\": \"{}\"", STANDARD.encode([9; 64])),
                Some("a signature or a secret of 64 bytes"),
            ),
            (
                "sign instruction=balanceQuery&timestamp=1&window=5000".to_owned(),
                Some("a string to sign"),
            ),
            ("the instruction=balanceQuery".to_owned(), None),
            (
                "{\"twoFactorToken\":\"123456\"}".to_owned(),
                Some("a two-factor token"),
            ),
            (
                "Some(\"{\\\"twoFactorToken\\\":\\\"1\\\"}\")".to_owned(),
                Some("a two-factor token"),
            ),
            ("two_factor_token: Some(Secret(..))".to_owned(), None),
            (STANDARD.encode([1; 32]), None),
        ] {
            assert_eq!(find_secret(&line, &keys), secret, "{line}");
        }
    }
}
