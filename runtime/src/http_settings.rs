//! Settings of the HTTP clients, of REST and of streams, that are not the caller's to choose.

use std::time::Duration;

/// Settings that override those of the caller.
pub(crate) struct HttpSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) user_agent: String,
    /// The client sends without TLS.
    pub(crate) is_plain_http: bool,
}

impl HttpSettings {
    pub(crate) fn apply(&self, http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
        let http = http
            // reqwest would send the signed headers to the target of a redirect.
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            // Retries are decided by the retry policy, and signed anew.
            .retry(reqwest::retry::never())
            // A short compressed body can become a long one.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .tls_danger_accept_invalid_certs(false)
            .tls_danger_accept_invalid_hostnames(false)
            .tls_sslkeylogfile(false)
            .connection_verbose(false)
            .connect_timeout(self.connect_timeout)
            .user_agent(&self.user_agent);
        if self.is_plain_http {
            // A proxy would receive key, signature and body in plain text, and does not reach the loopback of this machine.
            http.no_proxy()
        } else {
            http
        }
    }
}
