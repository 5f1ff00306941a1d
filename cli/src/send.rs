//! Sends requests through the send path of `backpack-api`.

use std::convert::Infallible;

use backpack_api::operations;
use backpack_api::signing::{Clock as _, Instruction, Payload, SystemClock, string_to_sign};
use backpack_runtime::{Auth, Error, Operation, Response, Transport};
use http::header::{CONTENT_TYPE, HeaderName};
use http::{HeaderValue, Method, StatusCode};

use crate::description::Access;
use crate::failure::Failure;
use crate::request::Request;

/// A successful response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    /// The number of rows of all pages, where the exchange sends it.
    pub(crate) total: Option<u64>,
    pub(crate) text: String,
}

/// Sends a request, and returns the response when its status is a success.
pub(crate) async fn send(transport: &Transport, request: &Request) -> Result<Reply, Failure> {
    let built = build(transport, request)?;
    let operation = operation(request)?;
    let raw = transport.execute::<Infallible>(built, &operation).await?;
    if !raw.status().is_success() {
        return Err(Error::<Infallible>::UnexpectedResponse(raw).into());
    }
    let response = Response::empty(raw);
    let meta = response.meta();
    let text = std::str::from_utf8(meta.body())
        .map_err(|_| Failure::Other("the response is not UTF-8".to_owned()))?;
    Ok(Reply {
        status: meta.status(),
        total: meta.page().total,
        text: text.to_owned(),
    })
}

/// The URL of a request after the host, and its string to sign now; `None` for a request that is not signed.
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
    let Access::Signed(name) = &request.access else {
        return Ok((target, None));
    };
    let body = built.body().and_then(|body| body.as_bytes());
    let payload = Payload::new(url.query(), body);
    let signed = string_to_sign(
        &instruction(name)?,
        payload,
        SystemClock.now(),
        transport.window(),
    )
    .map_err(|error| Failure::NotSent(format!("cannot sign the request: {error}")))?;
    Ok((target, Some(signed.as_str().to_owned())))
}

fn build(transport: &Transport, request: &Request) -> Result<reqwest::Request, Failure> {
    let method: Method = request
        .method
        .parse()
        .map_err(|_| Failure::Usage(format!("invalid method {}", request.method)))?;
    let url = format!("{}{}", transport.base_url().as_str(), request.path);
    let mut builder = transport.http().request(method, url);
    if !request.query.is_empty() {
        builder = builder.query(&request.query);
    }
    for (name, value) in &request.headers {
        let invalid = || Failure::Usage(format!("invalid value of the header {name}"));
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

/// The entry of the operation table, with the authentication of the request.
fn operation(request: &Request) -> Result<Operation, Failure> {
    let method = match request.method.as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "PUT" => "PUT",
        "PATCH" => "PATCH",
        _ => "DELETE",
    };
    let known = request.id.as_deref().and_then(operations::find);
    let mut operation = match known {
        Some(known) => known.clone(),
        None => Operation::new("request", method, ""),
    };
    operation.auth = match &request.access {
        Access::Public => Auth::Public,
        Access::Signed(name) => Auth::Signed(instruction(name)?),
        Access::Session => Auth::Session,
    };
    operation.rate_limit = request.rate_limit;
    Ok(operation)
}

fn instruction(name: &str) -> Result<Instruction, Failure> {
    name.parse().map_err(|_| {
        Failure::Usage(format!(
            "invalid instruction `{name}` (write ASCII letters and digits)"
        ))
    })
}
