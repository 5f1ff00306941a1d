//! The exchange that a command calls, and its credentials.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use backpack_api::signing::{API_KEY_VARIABLE, API_SECRET_VARIABLE};
use backpack_api::{API_URL_VARIABLE, Client, Credentials, LIVE_STREAM_URL, LIVE_URL};
use backpack_runtime::{ClientBuilder, Transport};
use backpack_sandbox::{Sandbox, SandboxBuilder};
use backpack_streams::Streams;
use clap::ArgMatches;
use serde::Deserialize;
use serde_json::value::RawValue;
use zeroize::Zeroizing;

use crate::console::Console;
use crate::failure::Failure;
use crate::serve::{self, STREAMS_URL_VARIABLE};

/// The environment variable of the profile.
const PROFILE_VARIABLE: &str = "BACKPACK_PROFILE";

/// The environment variable of the configuration file.
const CONFIG_VARIABLE: &str = "BACKPACK_CONFIG";

/// The maximum size of the configuration file: hundreds of profiles.
const MAX_PROFILES: usize = 1 << 16;

/// The exchange that a command calls.
pub(crate) struct Session {
    pub(crate) transport: Transport,
    pub(crate) credentials: Option<Credentials>,
    /// The source of the credentials.
    pub(crate) source: String,
    /// The loopback exchange of this command, which stops when it is dropped.
    pub(crate) sandbox: Option<Sandbox>,
}

impl Session {
    /// Reads the credentials and builds the transport; starts the sandbox where the arguments say so.
    pub(crate) async fn start(
        arguments: &ArgMatches,
        console: &Console<'_>,
    ) -> Result<Self, Failure> {
        Self::start_with(arguments, console, serve::examples()).await
    }

    /// Does the same as [`start`](Self::start), with markets that change in the sandbox, for streams.
    pub(crate) async fn start_market(
        arguments: &ArgMatches,
        console: &Console<'_>,
    ) -> Result<Self, Failure> {
        Self::start_with(arguments, console, serve::markets()).await
    }

    async fn start_with(
        arguments: &ArgMatches,
        console: &Console<'_>,
        builder: SandboxBuilder,
    ) -> Result<Self, Failure> {
        if arguments.get_flag("sandbox") {
            let sandbox = builder.start().await.map_err(|error| {
                Failure::NotExecuted(format!("cannot start the sandbox: {error}"))
            })?;
            let credentials = Some(Sandbox::credentials());
            let transport = transport(sandbox.url(), None, credentials.as_ref(), arguments)?;
            return Ok(Self {
                transport,
                credentials,
                source: "the sandbox".to_owned(),
                sandbox: Some(sandbox),
            });
        }
        let (credentials, source) = credentials(arguments, console)?;
        let url = arguments.get_one::<String>("url").cloned();
        let url = url.or_else(|| (console.variable)(API_URL_VARIABLE));
        let url = url.unwrap_or_else(|| LIVE_URL.to_owned());
        let streams = (console.variable)(STREAMS_URL_VARIABLE);
        let transport = transport(&url, streams, credentials.as_ref(), arguments)?;
        Ok(Self {
            transport,
            credentials,
            source,
            sandbox: None,
        })
    }

    /// Returns the streams of the exchange. No connection is opened before a stream is.
    pub(crate) fn streams(&self) -> Streams {
        let client = Client::from(self.transport.clone());
        client.streams().connections().clone()
    }

    /// Returns a failure that names the ways to give credentials.
    pub(crate) fn no_credentials(console: &Console<'_>) -> Failure {
        let file = config_path(console).map_or_else(String::new, |path| {
            format!(", or a profile in {}", path.display())
        });
        Failure::NotExecuted(format!(
            "not sent: no credentials (set {API_KEY_VARIABLE} and {API_SECRET_VARIABLE}{file}; or try --sandbox)"
        ))
    }
}

fn transport(
    url: &str,
    streams: Option<String>,
    credentials: Option<&Credentials>,
    arguments: &ArgMatches,
) -> Result<Transport, Failure> {
    let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let mut builder = ClientBuilder::<Transport>::new(LIVE_URL, agent)
        .live_stream_url(LIVE_STREAM_URL)
        .base_url(url);
    if let Some(streams) = streams {
        builder = builder.stream_url(streams);
    }
    if let Some(credentials) = credentials {
        builder = builder.credentials(credentials.clone());
    }
    if let Some(seconds) = arguments.get_one::<u64>("timeout") {
        builder = builder.timeout(Duration::from_secs(*seconds));
    }
    builder
        .build()
        .map_err(|error| Failure::Usage(error.to_string()))
}

/// Reads the credentials: a profile that is named, the environment, or the profile `default`.
fn credentials(
    arguments: &ArgMatches,
    console: &Console<'_>,
) -> Result<(Option<Credentials>, String), Failure> {
    let named = arguments.get_one::<String>("profile").cloned();
    let secret = (console.variable)(API_SECRET_VARIABLE).map(Zeroizing::new);
    if let (None, Some(secret)) = (&named, &secret) {
        let key = (console.variable)(API_KEY_VARIABLE);
        let credentials = pair(key.as_deref(), secret)?;
        return Ok((Some(credentials), "the environment".to_owned()));
    }
    if named.is_none() && (console.variable)(API_KEY_VARIABLE).is_some() {
        // A profile of another account must not take its place.
        return Err(Failure::Usage(format!(
            "{API_KEY_VARIABLE} is set, and {API_SECRET_VARIABLE} is not (set both, or unset the key)"
        )));
    }
    let named = named.or_else(|| (console.variable)(PROFILE_VARIABLE));
    let path = config_path(console);
    match (path, named) {
        (Some(path), Some(name)) => {
            let credentials = read_profile(&path, &name)?.ok_or_else(|| {
                Failure::Usage(format!(
                    "no profile `{name}` in {} (add it, or name another with --profile)",
                    path.display()
                ))
            })?;
            Ok((Some(credentials), format!("the profile {name}")))
        }
        (Some(path), None) if path.exists() => {
            let credentials = read_profile(&path, "default")?;
            Ok((credentials, "the profile default".to_owned()))
        }
        (None, Some(_)) => Err(Failure::Usage(format!(
            "no configuration file (set {CONFIG_VARIABLE} or HOME)"
        ))),
        (_, None) => Ok((None, "none".to_owned())),
    }
}

fn pair(key: Option<&str>, secret: &str) -> Result<Credentials, Failure> {
    match key {
        Some(key) => Credentials::new(key, secret),
        None => Credentials::from_secret(secret),
    }
    .map_err(|error| Failure::Usage(format!("invalid credentials: {error}")))
}

/// Returns the configuration file: `BACKPACK_CONFIG`, or `backpack/profiles.json` in the folder of configurations.
fn config_path(console: &Console<'_>) -> Option<PathBuf> {
    let folder = |name| {
        (console.variable)(name)
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
    };
    let in_folder = || {
        let folder = folder("XDG_CONFIG_HOME").or_else(|| Some(folder("HOME")?.join(".config")))?;
        Some(folder.join("backpack").join("profiles.json"))
    };
    folder(CONFIG_VARIABLE).or_else(in_folder)
}

/// A profile. Its secret stays in the text of the file, which is wiped: it is copied by the credentials alone.
#[derive(Deserialize)]
struct Profile<'a> {
    api_key: Option<String>,
    #[serde(borrow)]
    api_secret: Option<&'a RawValue>,
}

/// Reads a profile: `{"NAME": {"api_key": "..", "api_secret": ".."}}`. No error has a part of the file.
fn read_profile(path: &Path, name: &str) -> Result<Option<Credentials>, Failure> {
    let shown = path.display();
    let cannot = |error: std::io::Error| Failure::Usage(format!("cannot read {shown}: {error}"));
    let invalid = |error: serde_json::Error| {
        let position = match error.line() {
            0 => String::new(),
            line => format!(": line {line}, column {}", error.column()),
        };
        Failure::Usage(format!(
            "invalid profiles in {shown}{position} (expected {{\"NAME\": {{\"api_key\": \"..\", \"api_secret\": \"..\"}}}})"
        ))
    };
    check_permissions(path).map_err(cannot)??;
    let text = read_secret(path).map_err(cannot)?;
    let mut profiles: BTreeMap<String, &RawValue> =
        serde_json::from_slice(&text).map_err(invalid)?;
    let Some(profile) = profiles.remove(name) else {
        return Ok(None);
    };
    let profile: Profile<'_> = serde_json::from_str(profile.get()).map_err(|_| {
        Failure::Usage(format!(
            "the profile `{name}` in {shown} is invalid (expected {{\"api_key\": \"..\", \"api_secret\": \"..\"}})"
        ))
    })?;
    let secret = profile.api_secret.map_or("", RawValue::get);
    // Base64 needs no escape, and to resolve one would copy the secret.
    let secret = secret
        .strip_prefix('"')
        .and_then(|secret| secret.strip_suffix('"'))
        .filter(|secret| !secret.contains('\\'))
        .ok_or_else(|| {
            Failure::Usage(format!(
                "the profile `{name}` in {shown} has no api_secret (expected a string without escapes)"
            ))
        })?;
    pair(profile.api_key.as_deref(), secret).map(Some)
}

/// Reads a file into memory that is wiped, and that does not move while it is read.
fn read_secret(path: &Path) -> std::io::Result<Zeroizing<Vec<u8>>> {
    let mut file = File::open(path)?;
    let mut text = Zeroizing::new(vec![0; MAX_PROFILES]);
    let mut length = 0;
    while let Some(rest) = text.get_mut(length..).filter(|rest| !rest.is_empty()) {
        let count = file.read(rest)?;
        if count == 0 {
            text.truncate(length);
            return Ok(text);
        }
        length += count;
    }
    Err(std::io::Error::other(format!(
        "the file is larger than {MAX_PROFILES} bytes"
    )))
}

/// Rejects a file that other users can read or change.
#[cfg(unix)]
fn check_permissions(path: &Path) -> std::io::Result<Result<(), Failure>> {
    use std::os::unix::fs::PermissionsExt as _;

    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(Ok(()));
    }
    let shown = path.display();
    Ok(Err(Failure::Usage(format!(
        "other users can access {shown} (run: chmod 600 {shown})"
    ))))
}

/// Does nothing: other systems have no such permissions.
#[cfg(not(unix))]
fn check_permissions(_path: &Path) -> std::io::Result<Result<(), Failure>> {
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The streams of the live exchange have an address of their own; those of another exchange are at its base URL.
    #[test]
    fn streams_have_the_address_of_the_exchange() {
        let arguments = clap::Command::new("test")
            .arg(clap::Arg::new("timeout").value_parser(clap::value_parser!(u64)))
            .get_matches_from(["test"]);
        for (url, streams, expected) in [
            (LIVE_URL, None, LIVE_STREAM_URL),
            ("http://127.0.0.1:8080", None, "ws://127.0.0.1:8080"),
            (
                LIVE_URL,
                Some("ws://127.0.0.1:9".to_owned()),
                "ws://127.0.0.1:9",
            ),
        ] {
            let transport = transport(url, streams, None, &arguments).unwrap();
            assert_eq!(transport.stream_url(), expected);
        }
    }
}
