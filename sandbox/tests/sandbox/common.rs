//! Helpers of the tests: clients, signing by hand, and a timeout for every test.
#![allow(unreachable_pub, reason = "used by the other modules")]

use std::time::Duration;

use backpack_sandbox::Sandbox;
use backpack_signing::{
    API_KEY_HEADER, Clock, Credentials, Instruction, Payload, SIGNATURE_HEADER, SystemClock,
    TIMESTAMP_HEADER, Timestamp, WINDOW_HEADER, Window, sign,
};
use reqwest::{Method, Response};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// A document with forms of operations that the bundle does not have.
pub const FORMS: &str = include_str!("data/forms.json");

pub const LIMITS: &str = "/api/v1/account/limits/withdrawal";
pub const LIMITS_ID: &str = "get_max_withdrawal_quantity";
pub const LIMITS_INSTRUCTION: Instruction = Instruction::from_static("maxWithdrawalQuantity");

/// Fails a test that hangs.
pub async fn within<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(60), future)
        .await
        .expect("the test took longer than a minute")
}

pub async fn forms() -> Sandbox {
    Sandbox::builder().openapi(FORMS).start().await.unwrap()
}

pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

/// The four headers, to be changed by a test.
#[derive(Clone)]
pub struct Headers(pub Vec<(&'static str, String)>);

impl Headers {
    pub fn new(
        credentials: &Credentials,
        instruction: &Instruction,
        payload: Payload<'_>,
        at: Timestamp,
        window: Window,
    ) -> Self {
        let signed = sign(credentials, instruction, payload, at, window).unwrap();
        Self(vec![
            (API_KEY_HEADER, signed.api_key().to_owned()),
            (SIGNATURE_HEADER, signed.signature().to_owned()),
            (TIMESTAMP_HEADER, at.to_string()),
            (WINDOW_HEADER, window.to_string()),
        ])
    }

    /// The demo key, now, with the default window.
    pub fn demo(instruction: &Instruction, payload: Payload<'_>) -> Self {
        let credentials = Sandbox::credentials();
        let now = SystemClock.now();
        Self::new(&credentials, instruction, payload, now, Window::DEFAULT)
    }

    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| *known != name);
        self
    }

    pub fn with(self, name: &'static str, value: &str) -> Self {
        let mut headers = self.without(name);
        headers.0.push((name, value.to_owned()));
        headers
    }
}

/// A received response.
#[derive(Debug, PartialEq, Eq)]
pub struct Received {
    pub status: u16,
    pub content_type: String,
    pub body: String,
}

impl Received {
    pub async fn read(response: Response) -> Self {
        let content_type = response
            .headers()
            .get("content-type")
            .map_or("", |value| value.to_str().unwrap());
        Self {
            status: response.status().as_u16(),
            content_type: content_type.to_owned(),
            body: response.text().await.unwrap(),
        }
    }

    pub fn text(status: u16, body: &str) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8".to_owned(),
            body: body.to_owned(),
        }
    }

    pub fn code(&self) -> String {
        let value: serde_json::Value = serde_json::from_str(&self.body).unwrap();
        assert!(value["message"].is_string());
        value["code"].as_str().unwrap().to_owned()
    }
}

/// Sends a request with the given headers only.
pub async fn send(
    sandbox: &Sandbox,
    method: Method,
    target: &str,
    headers: &[(&'static str, String)],
    body: Option<&str>,
) -> Received {
    let mut request = client().request(method, format!("{}{target}", sandbox.url()));
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    if let Some(body) = body {
        request = request.body(body.to_owned());
    }
    Received::read(request.send().await.unwrap()).await
}

pub async fn get(sandbox: &Sandbox, target: &str) -> Received {
    send(sandbox, Method::GET, target, &[], None).await
}

/// Sends a JSON body, signed with the demo key if there is an instruction.
pub async fn send_json(
    sandbox: &Sandbox,
    method: Method,
    target: &str,
    instruction: Option<&'static str>,
    body: &str,
) -> Received {
    let mut headers = instruction.map_or_else(Vec::new, |name| {
        let instruction = Instruction::from_static(name);
        Headers::demo(&instruction, Payload::json(body.as_bytes())).0
    });
    headers.push(("Content-Type", "application/json".to_owned()));
    send(sandbox, method, target, &headers, Some(body)).await
}

/// Sends raw bytes, and reads until the sandbox closes the connection.
pub async fn raw(sandbox: &Sandbox, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut response = Vec::new();
    // A reset is accepted like a close.
    let _ = stream.read_to_end(&mut response).await;
    String::from_utf8_lossy(&response).into_owned()
}

/// A complete request with `Connection: close`, signed with the demo key if there is an instruction: with the longest window,
/// since a busy machine can take seconds to send it.
pub fn request(
    method: &str,
    target: &str,
    instruction: Option<&'static str>,
    body: Option<&str>,
) -> Vec<u8> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let headers = instruction.map_or_else(Vec::new, |name| {
        let payload = body.map_or(Payload::query(query), |body| Payload::json(body.as_bytes()));
        let (credentials, now) = (Sandbox::credentials(), SystemClock.now());
        let instruction = Instruction::from_static(name);
        Headers::new(&credentials, &instruction, payload, now, Window::MAX).0
    });
    let mut text = format!("{method} {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    if let Some(body) = body {
        let length = body.len();
        text += &format!("Content-Type: application/json\r\nContent-Length: {length}\r\n");
    }
    text += "\r\n";
    text += body.unwrap_or_default();
    text.into_bytes()
}

/// The end of a connection.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    Closed,
    Reset,
}

/// Reads until the connection ends.
pub async fn drain(stream: &mut TcpStream) -> (String, End) {
    let mut response = Vec::new();
    let end = match stream.read_to_end(&mut response).await {
        Ok(_) => End::Closed,
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => End::Reset,
        Err(error) => panic!("{error}"),
    };
    (String::from_utf8_lossy(&response).into_owned(), end)
}

/// Sends a request on a new connection, and reads until it ends.
pub async fn exchange(sandbox: &Sandbox, request: &[u8]) -> (String, End) {
    let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
    // A connection can be reset before everything is written.
    let _ = stream.write_all(request).await;
    drain(&mut stream).await
}

/// The status of a raw response; empty without a response.
pub fn status(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or_default()
}

/// The value of a header of a raw response.
pub fn header<'a>(response: &'a str, name: &str) -> Option<&'a str> {
    let head = response.split("\r\n\r\n").next()?;
    head.lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

/// The body of a raw response.
pub fn body(response: &str) -> &str {
    response.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}
