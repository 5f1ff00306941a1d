//! Signs `reqwest` requests. The only file that uses reqwest.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use ed25519_dalek::Signature;
use http::Extensions;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Body, Request, Response};
use reqwest_middleware::{Error, Middleware, Next};
use signature::Signer;

use crate::clock::{Clock, SystemClock};
use crate::credentials::Credentials;
use crate::error::SigningError;
use crate::instruction::Instruction;
use crate::sign::{SignedHeaders, sign, sign_string_async};
use crate::signer::AsyncCredentials;
use crate::string_to_sign::{Payload, string_to_sign};
use crate::time::{Timestamp, Window};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const SIGNATURE: HeaderName = HeaderName::from_static("x-signature");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-timestamp");
const WINDOW: HeaderName = HeaderName::from_static("x-window");

/// Signs `request` in place: `instruction` with its query string or body, at `timestamp`, valid for `window`.
///
/// Call it last, since the query string and the body are signed as they are. The headers `X-API-Key`, `X-Signature`,
/// `X-Timestamp` and `X-Window` are set, replacing existing ones; the key and the signature are marked sensitive.
///
/// # Errors
///
/// [`SigningError`]; the request is then unchanged.
///
/// ```
/// use backpack_signing::{Clock, Credentials, Instruction, SystemClock, Window, sign_request};
///
/// let credentials = Credentials::from_secret("GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=")?;
/// let client = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .build()?;
/// let mut request = client.get("https://api.backpack.exchange/api/v1/capital").build()?;
/// let instruction = Instruction::from_static("balanceQuery");
/// sign_request(&credentials, &mut request, &instruction, SystemClock.now(), Window::DEFAULT)?;
/// assert_eq!(request.headers()["x-api-key"], credentials.api_key());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sign_request<S: Signer<Signature>>(
    credentials: &Credentials<S>,
    request: &mut Request,
    instruction: &Instruction,
    timestamp: Timestamp,
    window: Window,
) -> Result<(), SigningError> {
    let signed = sign(
        credentials,
        instruction,
        payload(request)?,
        timestamp,
        window,
    )?;
    set_headers(request, &signed)
}

/// Signs `request` in place as [`sign_request`] does, with a signer that is awaited.
///
/// The string to sign is complete when this function returns, before the first await. The time that the signer takes
/// counts against `window`.
///
/// # Errors
///
/// The future returns a [`SigningError`]; the request is then unchanged, as it is when the future is dropped.
pub fn sign_request_async<'a>(
    credentials: &'a AsyncCredentials,
    request: &'a mut Request,
    instruction: &Instruction,
    timestamp: Timestamp,
    window: Window,
) -> impl Future<Output = Result<(), SigningError>> + Send + use<'a> {
    let message = payload(request)
        .and_then(|payload| Ok(string_to_sign(instruction, payload, timestamp, window)?));
    async move {
        let signed = sign_string_async(credentials, message?, timestamp, window).await?;
        set_headers(request, &signed)
    }
}

fn payload(request: &Request) -> Result<Payload<'_>, SigningError> {
    let body = match request.body() {
        Some(body) => Some(Body::as_bytes(body).ok_or(SigningError::StreamingBody)?),
        None => None,
    };
    Ok(Payload::new(request.url().query(), body))
}

fn set_headers(request: &mut Request, signed: &SignedHeaders) -> Result<(), SigningError> {
    let signed = signed.as_array();
    // One allocation for the four values, which every copy of the request's headers shares.
    let mut values = Bytes::from(signed.map(|(_, value)| value).concat());
    let mut next = |(header, value): (&'static str, &str)| {
        HeaderValue::from_maybe_shared(values.split_to(value.len()))
            .map_err(|_| SigningError::Header { header })
    };
    let [api_key, signature, timestamp, window] = signed;
    let mut api_key = next(api_key)?;
    let mut signature = next(signature)?;
    let timestamp = next(timestamp)?;
    let window = next(window)?;
    api_key.set_sensitive(true);
    signature.set_sensitive(true);

    let headers = request.headers_mut();
    headers.insert(API_KEY, api_key);
    headers.insert(SIGNATURE, signature);
    headers.insert(TIMESTAMP, timestamp);
    headers.insert(WINDOW, window);
    Ok(())
}

/// Marks a request as public: the middleware passes it on unchanged.
///
/// Attach it as a request extension. A request with neither this nor an [`Instruction`] is rejected, so that no request
/// is sent unsigned by accident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsigned;

/// Middleware that signs each request at the moment it passes.
///
/// The extensions of a request decide what is done:
///
/// | extension | effect |
/// | --- | --- |
/// | [`Instruction`] | the request is signed |
/// | [`Unsigned`] | the request is public and is sent as it is |
/// | neither or both | [`SigningError`], and nothing is sent |
/// | [`Window`] | replaces the window of the middleware |
///
/// Errors are returned as [`reqwest_middleware::Error::Middleware`]; `downcast_ref::<SigningError>()` gives the typed
/// error.
///
/// **Position.** Inside every middleware that retries (attached after it), so that each attempt is signed with a new
/// timestamp, and inside every middleware that changes the query or the body.
///
/// **Redirects must be off** in the HTTP client
/// (`reqwest::ClientBuilder::redirect(reqwest::redirect::Policy::none())`): reqwest follows them below every
/// middleware, and would send the signed headers to another address.
///
/// ```
/// use backpack_signing::{Credentials, Instruction, SigningMiddleware, Unsigned};
/// use reqwest_middleware::ClientBuilder;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let http = reqwest::Client::builder()
///     .redirect(reqwest::redirect::Policy::none())
///     .build()?;
/// let client = ClientBuilder::new(http)
///     .with(SigningMiddleware::new(Credentials::from_env()?))
///     .build();
///
/// let balances = client
///     .get("https://api.backpack.exchange/api/v1/capital")
///     .with_extension(Instruction::from_static("balanceQuery"))
///     .send()
///     .await?;
/// let markets = client
///     .get("https://api.backpack.exchange/api/v1/markets")
///     .with_extension(Unsigned)
///     .send()
///     .await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct SigningMiddleware<C = SystemClock> {
    credentials: AsyncCredentials,
    clock: C,
    window: Window,
}

impl SigningMiddleware {
    /// Creates a middleware that uses the system clock and the default window of 5000 ms.
    ///
    /// `credentials` are [`Credentials`] or [`AsyncCredentials`].
    #[must_use]
    pub fn new(credentials: impl Into<AsyncCredentials>) -> Self {
        Self {
            credentials: credentials.into(),
            clock: SystemClock,
            window: Window::DEFAULT,
        }
    }
}

impl<C> SigningMiddleware<C> {
    /// Replaces the clock that timestamps are read from.
    #[must_use]
    pub fn with_clock<D: Clock>(self, clock: D) -> SigningMiddleware<D> {
        SigningMiddleware {
            credentials: self.credentials,
            clock,
            window: self.window,
        }
    }

    /// Replaces the window of requests without a [`Window`] of their own.
    #[must_use]
    pub fn with_window(mut self, window: Window) -> Self {
        self.window = window;
        self
    }

    /// Returns the credentials that requests are signed with.
    #[must_use]
    pub const fn credentials(&self) -> &AsyncCredentials {
        &self.credentials
    }
}

impl<C: Clock> SigningMiddleware<C> {
    /// Signs `request` in place, at the time of the clock, as the middleware does when a request passes.
    ///
    /// For a middleware that knows the instruction itself. `window` replaces that of this middleware.
    ///
    /// # Errors
    ///
    /// Those of [`sign_request_async`].
    pub fn sign<'a>(
        &'a self,
        request: &'a mut Request,
        instruction: &Instruction,
        window: Option<Window>,
    ) -> impl Future<Output = Result<(), SigningError>> + Send + use<'a, C> {
        let window = window.unwrap_or(self.window);
        let now = self.clock.now();
        sign_request_async(&self.credentials, request, instruction, now, window)
    }

    async fn prepare(
        &self,
        request: &mut Request,
        extensions: &Extensions,
    ) -> Result<(), SigningError> {
        match (
            extensions.get::<Instruction>(),
            extensions.get::<Unsigned>(),
        ) {
            (Some(instruction), None) => {
                let window = extensions.get().copied();
                self.sign(request, instruction, window).await
            }
            (None, Some(Unsigned)) => Ok(()),
            (None, None) => Err(SigningError::NoInstruction),
            (Some(_), Some(Unsigned)) => Err(SigningError::ConflictingExtensions),
        }
    }
}

#[async_trait]
impl<C: Clock + 'static> Middleware for SigningMiddleware<C> {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        self.prepare(&mut request, extensions)
            .await
            .map_err(Error::middleware)?;
        next.run(request, extensions).await
    }
}

impl<C> fmt::Debug for SigningMiddleware<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningMiddleware")
            .field("credentials", &self.credentials)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}
