//! The body of a request, read up to a limit.

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;

/// The longest body that is accepted: 1 MiB. The longest real request, a batch of orders, has a tenth of it.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// The length up to which a body that is too long is discarded, so that its sender reads the response.
const MAX_DISCARDED: usize = 16 * MAX_BODY;

/// A received body.
pub(crate) enum Received {
    Whole(Bytes),
    /// More than [`MAX_BODY`].
    TooLong,
}

/// Reads a body. Fails when the client disconnects before its end.
pub(crate) async fn read(mut body: Incoming) -> Result<Received, hyper::Error> {
    let mut whole = Vec::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= MAX_BODY {
            whole.extend_from_slice(&data);
        } else if length <= MAX_DISCARDED {
            whole.clear();
        } else {
            break;
        }
    }
    Ok(if length <= MAX_BODY {
        // Without spare capacity, as the record keeps it.
        Received::Whole(whole.into_boxed_slice().into())
    } else {
        Received::TooLong
    })
}
