//! Where requests go.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// The address of an exchange: a scheme, a host, and perhaps a port and a path in front of the API's own.
///
/// ```
/// use backpack_runtime::BaseUrl;
///
/// let live: BaseUrl = "https://api.backpack.exchange/".parse()?;
/// assert_eq!(live.as_str(), "https://api.backpack.exchange");
/// assert!("api.backpack.exchange".parse::<BaseUrl>().is_err());
/// # Ok::<(), backpack_runtime::InvalidBaseUrl>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct BaseUrl {
    text: String,
    /// The same, parsed: a call that parsed it again would spend more time on that than on its signed text.
    url: Url,
    safe: bool,
}

impl BaseUrl {
    /// The address, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The address of an operation. `path` begins with a slash.
    pub(crate) fn join(&self, path: &str) -> Url {
        let mut url = self.url.clone();
        match self.url.path().trim_end_matches('/') {
            "" => url.set_path(path),
            prefix => url.set_path(&format!("{prefix}{path}")),
        }
        url
    }

    /// Whether credentials may be used with it: it is `https`, or it stays on this machine.
    #[must_use]
    pub const fn allows_credentials(&self) -> bool {
        self.safe
    }
}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text.trim()).map_err(|_| InvalidBaseUrl::NotAUrl)?;
        let loopback = match url.host() {
            None => return Err(InvalidBaseUrl::NotAUrl),
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
        };
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(InvalidBaseUrl::Scheme),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(InvalidBaseUrl::UserInfo);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(InvalidBaseUrl::QueryOrFragment);
        }
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self {
            text,
            url,
            safe: https || loopback,
        })
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// A text that is no [`BaseUrl`]. It does not hold the text, which may hold a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// It is no absolute URL with a host.
    #[error(
        "the base URL is not an absolute URL with a host: write it as https://api.backpack.exchange"
    )]
    NotAUrl,
    /// Its scheme is neither `https` nor `http`.
    #[error("the scheme of the base URL is neither https nor http")]
    Scheme,
    /// It holds a user name or a password.
    #[error("the base URL holds a user name or password: give credentials to the client instead")]
    UserInfo,
    /// It holds a query or a fragment.
    #[error("the base URL holds a query or a fragment: remove it")]
    QueryOrFragment,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Credentials go over https, and over plain http only where nobody else can listen.
    #[test]
    fn credentials_are_allowed_where_nobody_listens() {
        for (text, allowed) in [
            ("https://api.backpack.exchange", true),
            ("https://proxy.example/backpack/", true),
            ("http://127.0.0.1:8080", true),
            ("http://127.8.8.8", true),
            ("http://[::1]:9", true),
            ("http://localhost:3000", true),
            ("http://api.backpack.exchange", false),
            ("http://localhost.example", false),
            ("http://128.0.0.1", false),
            ("http://0.0.0.0", false),
        ] {
            let url: BaseUrl = text.parse().unwrap();
            assert_eq!(url.allows_credentials(), allowed, "{text}");
            assert!(!url.as_str().ends_with('/'));
        }
    }

    /// An operation is found where the address and its path, written one behind the other, say.
    #[test]
    fn paths_are_appended() {
        for base in [
            "https://api.backpack.exchange",
            "http://127.0.0.1:8080/",
            "https://proxy.example/backpack//",
            "https://proxy.example/a%20b/c",
            "http://[::1]:9",
        ] {
            let url: BaseUrl = base.parse().unwrap();
            for path in ["/api/v1/order", "/a%2Fb/%3F", "/é/c d", "/"] {
                let written = Url::parse(&format!("{url}{path}")).unwrap();
                assert_eq!(url.join(path), written, "{base} {path}");
            }
        }
    }

    /// What would send requests to an address that nobody meant is refused.
    #[test]
    fn refusals() {
        for (text, error) in [
            ("", InvalidBaseUrl::NotAUrl),
            ("api.backpack.exchange", InvalidBaseUrl::NotAUrl),
            ("/api", InvalidBaseUrl::NotAUrl),
            ("wss://ws.backpack.exchange", InvalidBaseUrl::Scheme),
            (
                "https://user:secret@api.backpack.exchange",
                InvalidBaseUrl::UserInfo,
            ),
            (
                "https://api.backpack.exchange?x=1",
                InvalidBaseUrl::QueryOrFragment,
            ),
            (
                "https://api.backpack.exchange#x",
                InvalidBaseUrl::QueryOrFragment,
            ),
        ] {
            assert_eq!(text.parse::<BaseUrl>(), Err(error), "{text}");
        }
    }
}
