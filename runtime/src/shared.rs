//! The part of a transport that its clones share.

use std::any::Any;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::attempt::Sender;
use crate::base_url::BaseUrl;
use crate::clock::CorrectedClock;
use crate::limits::RateLimits;
use crate::observer::Reporter;

/// The part that clones share.
pub(crate) struct Shared {
    pub(crate) sender: Sender,
    pub(crate) base_url: BaseUrl,
    pub(crate) limits: RateLimits,
    pub(crate) reporter: Reporter,
    pub(crate) clock: Arc<CorrectedClock>,
    pub(crate) max_clock_offset: Duration,
    pub(crate) stream_url: String,
    /// The HTTP client of the streams, which speaks HTTP/1.1 alone: HTTP/2 has no `Upgrade` header.
    pub(crate) stream_http: reqwest::Client,
    /// The streams of all clones. This crate does not depend on their type.
    pub(crate) streams: OnceLock<Arc<dyn Any + Send + Sync>>,
}
