//! Signing for reqwest: the one file that knows it.

use std::fmt;

use async_trait::async_trait;
use bytes::Bytes;
use ed25519_dalek::{Signature, SigningKey, VerifyingKey};
use http::Extensions;
use reqwest::header::{HeaderName, HeaderValue};
use reqwest::{Body, Request, Response};
use reqwest_middleware::{Error, Middleware, Next};
use signature::{Keypair, Signer};

use crate::canonical::Payload;
use crate::clock::{Clock, SystemClock};
use crate::credentials::Credentials;
use crate::error::SigningError;
use crate::headers::{API_KEY_HEADER, SIGNATURE_HEADER, WINDOW_HEADER};
use crate::instruction::Instruction;
use crate::sign::{SignedHeaders, sign};
use crate::text::{DecimalText, SIGNATURE_TEXT_LEN};
use crate::time::Window;

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const SIGNATURE: HeaderName = HeaderName::from_static("x-signature");
const TIMESTAMP: HeaderName = HeaderName::from_static("x-timestamp");
const WINDOW: HeaderName = HeaderName::from_static("x-window");

/// Marks a request as public: the middleware sends it on without touching it.
///
/// Attach it as a request extension. Its absence is not enough: a request with neither this nor an
/// [`Instruction`] is refused, so that nothing goes out unsigned by accident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Unsigned;

/// Signs each request that passes, at the moment it passes.
///
/// A request says by its extensions what is to be done:
///
/// - an [`Instruction`]: sign it;
/// - [`Unsigned`]: it is public, send it as it is;
/// - neither, or both: [`SigningError`], and nothing is sent;
/// - a [`Window`], if it is there: used instead of the middleware's own.
///
/// Errors arrive as [`reqwest_middleware::Error::Middleware`]; `downcast_ref::<SigningError>()` gives the typed one.
///
/// **Where it stands in the stack.** Inside anything that retries (attached after it), so that each attempt is
/// signed anew, and outside anything that changes the query or the body.
///
/// **Redirects must be off** in the client underneath
/// (`reqwest::ClientBuilder::redirect(reqwest::redirect::Policy::none())`): reqwest follows them below every
/// middleware, and would hand the signed headers to another address.
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
pub struct SigningMiddleware<S = SigningKey, C = SystemClock> {
    credentials: Credentials<S>,
    clock: C,
    window: Window,
    /// Made once, and marked sensitive. `None` does not happen: base64 is legal in a header.
    api_key: Option<HeaderValue>,
}

impl<S> SigningMiddleware<S> {
    /// Signs with `credentials`, by the system's clock, with the default window of 5000 ms.
    #[must_use]
    pub fn new(credentials: Credentials<S>) -> Self {
        let api_key = sensitive(credentials.api_key());
        Self {
            credentials,
            clock: SystemClock,
            window: Window::DEFAULT,
            api_key,
        }
    }
}

impl<S, C> SigningMiddleware<S, C> {
    /// Reads the time from `clock` instead.
    #[must_use]
    pub fn with_clock<D: Clock>(self, clock: D) -> SigningMiddleware<S, D> {
        SigningMiddleware {
            credentials: self.credentials,
            clock,
            window: self.window,
            api_key: self.api_key,
        }
    }

    /// Uses `window` for requests that carry none of their own.
    #[must_use]
    pub fn with_window(mut self, window: Window) -> Self {
        self.window = window;
        self
    }

    /// What it signs with.
    #[must_use]
    pub const fn credentials(&self) -> &Credentials<S> {
        &self.credentials
    }
}

impl<S, C> SigningMiddleware<S, C>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey>,
    C: Clock,
{
    /// Signs `request` in place, at the time the clock shows; for use without the middleware stack.
    ///
    /// The query string and the body are signed as they stand, so this comes last. The headers `X-API-Key`,
    /// `X-Signature`, `X-Timestamp` and `X-Window` are set, replacing any that are there; the key and the signature
    /// are marked sensitive. `window` is used instead of the default one.
    ///
    /// # Errors
    ///
    /// [`SigningError`]; the request is then as it was.
    pub fn sign_request(
        &self,
        request: &mut Request,
        instruction: &Instruction,
        window: Option<Window>,
    ) -> Result<(), SigningError> {
        let body = match request.body() {
            Some(body) => Some(Body::as_bytes(body).ok_or(SigningError::StreamingBody)?),
            None => None,
        };
        let window = window.unwrap_or(self.window);
        let signed = sign(
            &self.credentials,
            instruction,
            Payload::new(request.url().query(), body),
            self.clock.now(),
            window,
        )?;

        let [_, _, _, (_, window_text)] = signed.as_array();
        let api_key = legal(API_KEY_HEADER, self.api_key.clone())?;
        let (signature, timestamp) = legal(SIGNATURE_HEADER, Values::of(&signed))?;
        let window = match window {
            // What nearly every request has is not copied.
            Window::DEFAULT => HeaderValue::from_static("5000"),
            _ => legal(WINDOW_HEADER, HeaderValue::from_str(window_text).ok())?,
        };
        let headers = request.headers_mut();
        headers.insert(API_KEY, api_key);
        headers.insert(SIGNATURE, signature);
        headers.insert(TIMESTAMP, timestamp);
        headers.insert(WINDOW, window);
        Ok(())
    }

    fn prepare(&self, request: &mut Request, extensions: &Extensions) -> Result<(), SigningError> {
        match (
            extensions.get::<Instruction>(),
            extensions.get::<Unsigned>(),
        ) {
            (Some(instruction), None) => {
                self.sign_request(request, instruction, extensions.get().copied())
            }
            (None, Some(Unsigned)) => Ok(()),
            (None, None) => Err(SigningError::NoInstruction),
            (Some(_), Some(Unsigned)) => Err(SigningError::Contradiction),
        }
    }
}

#[async_trait]
impl<S, C> Middleware for SigningMiddleware<S, C>
where
    S: Signer<Signature> + Keypair<VerifyingKey = VerifyingKey> + Send + Sync + 'static,
    C: Clock + 'static,
{
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        self.prepare(&mut request, extensions)
            .map_err(Error::middleware)?;
        next.run(request, extensions).await
    }
}

impl<S, C> fmt::Debug for SigningMiddleware<S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningMiddleware")
            .field("credentials", &self.credentials)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

/// The two values that differ from one request to the next, in one piece of memory: the copies that are made of headers
/// on their way share it.
struct Values {
    bytes: [u8; SIGNATURE_TEXT_LEN + DecimalText::LEN],
    len: usize,
}

impl Values {
    /// The signature, marked sensitive, and the timestamp. `None` does not happen: base64 and digits are legal in a
    /// header.
    fn of(signed: &SignedHeaders) -> Option<(HeaderValue, HeaderValue)> {
        let [_, (_, signature), (_, timestamp), _] = signed.as_array();
        let len = signature.len() + timestamp.len();
        let mut bytes = [0; SIGNATURE_TEXT_LEN + DecimalText::LEN];
        let (front, back) = bytes.get_mut(..len)?.split_at_mut(signature.len());
        front.copy_from_slice(signature.as_bytes());
        back.copy_from_slice(timestamp.as_bytes());

        let mut front = Bytes::from_owner(Self { bytes, len });
        let back = front.split_off(signature.len());
        let mut signature = HeaderValue::from_maybe_shared(front).ok()?;
        signature.set_sensitive(true);
        Some((signature, HeaderValue::from_maybe_shared(back).ok()?))
    }
}

impl AsRef<[u8]> for Values {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// A header value that reqwest and its peers keep out of their own `Debug` and out of header compression.
fn sensitive(text: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// Base64 and digits are legal in a header, so this does not fail.
fn legal<T>(header: &'static str, value: Option<T>) -> Result<T, SigningError> {
    value.ok_or(SigningError::Header { header })
}
