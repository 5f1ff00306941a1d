//! Sends requests through the send path of `backpack-api`.

use backpack_api::Error;
use backpack_api::signing::{Payload, SigningError, string_to_sign};
use backpack_api::types::ApiErrorResponse;
use backpack_runtime::{
    Auth, NotSentReason, Operation, PageStream, Pages, RawResponse, Response, Transport,
    page_stream,
};
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Method, StatusCode};

use crate::failure::Failure;
use crate::json::Json;
use crate::request::{LIMIT, OFFSET, Request};

/// A successful response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) text: String,
}

/// Sends a request, and returns the response when its status is a success.
pub(crate) async fn send(transport: &Transport, request: &Request) -> Result<Reply, Failure> {
    let built = build(transport, request)?;
    let response = execute(transport, built, &request.operation).await?;
    let status = response.status();
    let response = Response::empty(response);
    let meta = response.meta();
    // After a cancel that an earlier attempt executed, the body is an error object.
    let body = (!meta.not_found_on_retry()).then_some(meta.body());
    let text = std::str::from_utf8(body.map_or(&[], |body| body))
        .map_err(|_| Failure::Other("the response is not UTF-8".to_owned()))?;
    Ok(Reply {
        status,
        text: text.to_owned(),
    })
}

/// Streams the pages of a history.
pub(crate) fn send_pages(
    transport: &Transport,
    request: &Request,
    pages: Pages,
) -> Result<PageStream<Json, ApiErrorResponse>, Failure> {
    let built = build(transport, &request.without_page())?;
    let (transport, operation) = (transport.clone(), request.operation.clone());
    Ok(page_stream(pages, move |limit, offset| {
        let page = page(&built, limit, offset);
        let (transport, operation) = (transport.clone(), operation.clone());
        async move {
            let response = execute(&transport, page?, &operation).await?;
            Response::from_response(response).await
        }
    }))
}

/// Returns the request of a page.
fn page(
    request: &reqwest::Request,
    limit: u64,
    offset: u64,
) -> Result<reqwest::Request, NotSentReason> {
    let page = request.try_clone();
    let mut page = page.ok_or(NotSentReason::Signing(SigningError::StreamingBody))?;
    page.url_mut()
        .query_pairs_mut()
        .append_pair(LIMIT, &limit.to_string())
        .append_pair(OFFSET, &offset.to_string());
    Ok(page)
}

/// Sends a request, and decodes an error response.
async fn execute(
    transport: &Transport,
    request: reqwest::Request,
    operation: &Operation,
) -> Result<RawResponse, Error> {
    let response = transport.execute(request, operation).await?;
    response.error_for_status().await
}

/// Returns the URL of a request after the host, and its string to sign now; `None` for a request that is not signed.
pub(crate) fn preview(
    transport: &Transport,
    request: &Request,
) -> Result<(String, Option<String>), Failure> {
    let built = build(transport, request)?;
    let url = built.url();
    let target = url.query().map_or_else(
        || url.path().to_owned(),
        |query| format!("{}?{query}", url.path()),
    );
    let Auth::Signed(instruction) = &request.operation.auth else {
        return Ok((target, None));
    };
    let body = built.body().and_then(|body| body.as_bytes());
    let signed = string_to_sign(
        instruction,
        Payload::new(url.query(), body),
        transport.signing_time(),
        transport.window(),
    )
    .map_err(|error| Failure::NotExecuted(format!("cannot sign the request: {error}")))?;
    Ok((target, Some(signed.as_str().to_owned())))
}

/// Builds the HTTP request.
fn build(transport: &Transport, request: &Request) -> Result<reqwest::Request, Failure> {
    let method = request.operation.method;
    let method: Method = method
        .parse()
        .map_err(|_| Failure::Usage(format!("invalid method {method}")))?;
    let url = format!("{}{}", transport.base_url().as_str(), request.path);
    let mut builder = transport.http().request(method, url);
    if !request.query.is_empty() {
        builder = builder.query(&request.query);
    }
    for (name, value) in &request.headers {
        let invalid = || {
            Failure::Usage(format!(
                "invalid value of the header {name} (remove line breaks and control characters)"
            ))
        };
        let key: HeaderName = name.parse().map_err(|_| invalid())?;
        builder = builder.header(key, HeaderValue::from_str(value).map_err(|_| invalid())?);
    }
    if let Some(body) = &request.body {
        let json = HeaderValue::from_static("application/json");
        builder = builder.header(CONTENT_TYPE, json).body(body.to_string());
    }
    builder.build().map_err(|error| {
        Failure::Usage(format!("cannot build the request: {}", error.without_url()))
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use backpack_api::LIVE_URL;
    use backpack_api::signing::{FixedClock, Timestamp};
    use backpack_runtime::ClientBuilder;

    use super::*;

    /// The string to sign has the timestamp of the transport, whose clock can be corrected.
    #[test]
    fn preview_has_the_time_of_the_transport() {
        let time = Timestamp::from_millis(1_790_000_000_123);
        let transport = ClientBuilder::<Transport>::new(LIVE_URL, "test")
            .clock(FixedClock::new(time))
            .timeout(Duration::from_secs(1))
            .build()
            .unwrap();
        let operation = backpack_api::operations::find("get_account").unwrap();
        let request = Request::of_entry(operation.clone(), "/api/v1/account");
        let (_, signed) = preview(&transport, &request).unwrap();
        let expected = "instruction=accountQuery&timestamp=1790000000123&window=5000";
        assert_eq!(signed.as_deref(), Some(expected));
    }
}
