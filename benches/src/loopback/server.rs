//! Server with a few fixed responses over HTTP/1.1.

use std::convert::Infallible;
use std::io::{Read as _, Write as _};
use std::net::Ipv4Addr;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

use super::{PRIVATE_BODY, PRIVATE_PATH, PUBLIC_BODY, PUBLIC_PATH, UNSIGNED_PATH};
use crate::Failure;

/// Serves on a free loopback port, prints the URL, and stops when the standard input is closed, as when the parent process
/// ends.
///
/// # Errors
///
/// Returns an error if no port is free or the standard output is closed.
pub fn run() -> Result<(), Failure> {
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    runtime.block_on(async {
        let (listener, url) = listen().await?;
        println!("{url}");
        std::io::stdout().flush()?;
        serve(listener).await
    })
}

/// Binds a free loopback port, and returns its URL.
pub(super) async fn listen() -> Result<(TcpListener, String), Failure> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    Ok((listener, url))
}

/// Accepts connections.
pub(super) async fn serve(listener: TcpListener) -> Result<(), Failure> {
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        tokio::spawn(async move {
            let connection = hyper::server::conn::http1::Builder::new()
                .pipeline_flush(true)
                .serve_connection(TokioIo::new(stream), service_fn(respond));
            // A client may close the connection.
            let _ = connection.await;
        });
    }
}

async fn respond(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let signed = request.headers().contains_key("x-signature");
    let (status, body) = match request.uri().path() {
        PUBLIC_PATH => (StatusCode::OK, PUBLIC_BODY),
        PRIVATE_PATH if signed => (StatusCode::OK, PRIVATE_BODY),
        UNSIGNED_PATH => (StatusCode::OK, PRIVATE_BODY),
        PRIVATE_PATH => (
            StatusCode::UNAUTHORIZED,
            r#"{"code":"UNAUTHORIZED","message":"not signed"}"#,
        ),
        _ => (
            StatusCode::NOT_FOUND,
            r#"{"code":"RESOURCE_NOT_FOUND","message":"no such path"}"#,
        ),
    };
    let mut response = Response::new(Full::new(Bytes::from_static(body.as_bytes())));
    *response.status_mut() = status;
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    Ok(response)
}
