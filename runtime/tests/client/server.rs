//! A server that plays a list of responses, one on each connection, and keeps the requests.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A server of this machine.
pub struct Server {
    /// Its base URL.
    pub url: String,
    requests: JoinHandle<Vec<String>>,
}

impl Server {
    /// Starts a server that plays `responses`, and closes the connection after each.
    pub async fn play(responses: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let responses: Vec<String> = responses.into_iter().map(Into::into).collect();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = tokio::spawn(async move {
            let mut requests = Vec::new();
            for response in responses {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = Vec::new();
                while !head.ends_with(b"\r\n\r\n") {
                    head.push(stream.read_u8().await.unwrap());
                }
                let head = String::from_utf8(head).unwrap().to_lowercase();
                let length = head
                    .lines()
                    .find_map(|line| line.strip_prefix("content-length: "))
                    .map_or(0, |length| length.parse().unwrap());
                let mut body = vec![0; length];
                stream.read_exact(&mut body).await.unwrap();
                requests.push(head + std::str::from_utf8(&body).unwrap());
                stream.write_all(response.as_bytes()).await.unwrap();
            }
            requests
        });
        Self { url, requests }
    }

    /// The requests, in order: the head in lower case, then the body. Waits until all responses were played.
    pub async fn requests(self) -> Vec<String> {
        self.requests.await.unwrap()
    }
}

/// A response with a body.
pub fn response(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

/// The exchange's JSON error.
pub fn error_response(status: u16, code: &str) -> String {
    let body = format!(r#"{{"code":"{code}","message":"of the exchange"}}"#);
    response(status, "content-type: application/json\r\n", &body)
}

/// A response that ends in the middle of its body.
pub fn cut_response() -> String {
    "HTTP/1.1 200 X\r\ncontent-length: 9\r\nconnection: close\r\n\r\n{".to_owned()
}
