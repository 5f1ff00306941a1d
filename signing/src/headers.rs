//! Names of the four headers of a signed request (exchange documentation, "Authentication").

/// Header that carries the API key: base64 of the 32-byte verifying key.
pub const API_KEY_HEADER: &str = "X-API-Key";

/// Header that carries the base64 of the 64-byte Ed25519 signature.
pub const SIGNATURE_HEADER: &str = "X-Signature";

/// Header that carries the time of signing, in Unix milliseconds.
pub const TIMESTAMP_HEADER: &str = "X-Timestamp";

/// Header that carries the number of milliseconds for which the request is good.
pub const WINDOW_HEADER: &str = "X-Window";
