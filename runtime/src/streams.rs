//! Parts of a client that its streams share: address, HTTP/1.1 client, signatures.

use std::any::Any;
use std::sync::Arc;

use backpack_signing::{Clock as _, SignedSubscription, SigningError, sign_subscription_async};
use futures_core::future::BoxFuture;

use crate::transport::Transport;

type Signing = BoxFuture<'static, Result<SignedSubscription, SigningError>>;

#[doc(hidden)]
impl Transport {
    /// Returns the URL of the streams.
    #[must_use]
    pub fn stream_url(&self) -> &str {
        &self.shared().stream_url
    }

    /// Returns the HTTP client of connections that are upgraded.
    #[must_use]
    pub fn stream_http(&self) -> &reqwest::Client {
        &self.shared().stream_http
    }

    /// Returns the signer of subscriptions, which reads the corrected clock at each signature. `None` without
    /// credentials.
    #[must_use]
    pub fn subscription_signer(&self) -> Option<impl Fn() -> Signing + Send + Sync + use<>> {
        let shared = self.shared();
        // Not the shared part itself, which holds the streams.
        let signer = Arc::clone(shared.sender.signer()?);
        let clock = Arc::clone(&shared.clock);
        let window = self.window();
        Some(move || -> Signing {
            let (signer, clock) = (Arc::clone(&signer), Arc::clone(&clock));
            Box::pin(async move {
                let now = clock.now();
                sign_subscription_async(signer.credentials(), now, window).await
            })
        })
    }

    /// Returns the streams of this transport and all its clones, which are created at the first call.
    pub fn streams<T: Any + Clone + Send + Sync>(&self, create: impl Fn() -> T) -> T {
        let shared = self.shared();
        let streams = shared.streams.get_or_init(|| Arc::new(create()));
        streams.downcast_ref::<T>().cloned().unwrap_or_else(create)
    }

    /// Returns the streams of this transport and all its clones; `None` if they were not created.
    #[must_use]
    pub fn created_streams<T: Any + Clone>(&self) -> Option<T> {
        let streams = self.shared().streams.get()?;
        streams.downcast_ref::<T>().cloned()
    }
}
