//! The address of the exchange.

use std::fmt;
use std::str::FromStr;

use url::{Host, Url};

/// The address of an exchange: a scheme, a host, and optionally a port and a path prefix.
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
    /// Without a slash at its end.
    text: String,
    allows_credentials: bool,
}

impl BaseUrl {
    /// Returns the address, without a slash at its end.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns true for `https`, and for `http` to this machine: nobody else can read the credentials there.
    #[must_use]
    pub const fn allows_credentials(&self) -> bool {
        self.allows_credentials
    }

    /// Returns true for `http`.
    pub(crate) fn is_plain_http(&self) -> bool {
        self.text.starts_with("http:")
    }
}

impl FromStr for BaseUrl {
    type Err = InvalidBaseUrl;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text.trim()).map_err(|_| InvalidBaseUrl::NotAUrl)?;
        let loopback = is_loopback(&url).ok_or(InvalidBaseUrl::NotAUrl)?;
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
        Ok(Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            allows_credentials: https || loopback,
        })
    }
}

/// Returns true when the host of `url` is this machine; `None` without a host.
#[doc(hidden)]
#[must_use]
pub fn is_loopback(url: &Url) -> Option<bool> {
    Some(match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    })
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

/// The reason why a string is not a valid [`BaseUrl`]. It does not contain the string, which may contain a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidBaseUrl {
    /// Not an absolute URL with a host.
    #[error(
        "invalid base URL: expected an absolute URL with a host, such as https://api.backpack.exchange"
    )]
    NotAUrl,
    /// A scheme other than `https` and `http`.
    #[error("invalid base URL: expected the scheme https or http")]
    Scheme,
    /// A user name or a password.
    #[error(
        "invalid base URL: contains a user name or password (pass credentials to the client instead)"
    )]
    UserInfo,
    /// A query or a fragment.
    #[error("invalid base URL: contains a query or a fragment (remove it)")]
    QueryOrFragment,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Credentials are sent over https, and over plain http to this machine alone.
    #[test]
    fn allows_credentials_over_https_and_to_loopback() {
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

    /// Paths are appended to the text, so a slash at its end would be doubled.
    #[test]
    fn removes_trailing_slashes() {
        for (text, kept) in [
            (
                "https://api.backpack.exchange/",
                "https://api.backpack.exchange",
            ),
            (
                "https://proxy.example/backpack//",
                "https://proxy.example/backpack",
            ),
            ("http://[::1]:9", "http://[::1]:9"),
        ] {
            assert_eq!(text.parse::<BaseUrl>().unwrap().to_string(), kept);
        }
    }

    /// No request is sent to an unintended address.
    #[test]
    fn rejects_invalid_base_urls() {
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
