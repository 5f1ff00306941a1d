//! The server: start, stop, concurrency, and invalid HTTP.

use std::net::{Ipv6Addr, SocketAddr};
use std::task::{Context, Poll, Waker};

use backpack_sandbox::{MockResponse, Sandbox, StartError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::common::{self, FORMS, forms, get, raw, within};

#[tokio::test]
async fn sandboxes_are_independent() {
    within(async {
        let (one, other) = (forms().await, forms().await);
        assert_ne!(one.url(), other.url());
        one.on("get_time")
            .respond_with(MockResponse::text(200, "1").always())
            .unwrap();
        assert_eq!(get(&one, "/time").await.body, "1");
        assert_eq!(get(&other, "/time").await.body, "1700000000000");
        assert_eq!((one.requests().len(), other.requests().len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn stop_frees_the_port_and_closes_connections() {
    within(async {
        let sandbox = forms().await;
        let (address, url) = (sandbox.address(), sandbox.url().to_owned());
        let client = common::client();
        client.get(format!("{url}/time")).send().await.unwrap();
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET /time HTTP/1.1\r\n").await.unwrap();

        sandbox.stop().await;
        assert!(TcpStream::connect(address).await.is_err());
        assert!(client.get(format!("{url}/time")).send().await.is_err());
        let mut rest = Vec::new();
        let _ = idle.read_to_end(&mut rest).await;
        assert!(rest.is_empty());

        let again = Sandbox::builder().bind(address).start().await.unwrap();
        assert_eq!(again.address(), address);
    })
    .await;
}

#[tokio::test]
async fn drop_stops_the_server() {
    within(async {
        let sandbox = forms().await;
        let mut open = TcpStream::connect(sandbox.address()).await.unwrap();
        open.write_all(b"GET /time HTTP/1.1\r\nHost: x\r\n\r\n")
            .await
            .unwrap();
        let mut first = [0; 15];
        open.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200 OK");
        drop(sandbox);
        // Waits for the end of the connection.
        let mut rest = Vec::new();
        let _ = open.read_to_end(&mut rest).await;
    })
    .await;
}

#[tokio::test]
async fn rejects_addresses_beyond_loopback() {
    within(async {
        for address in ["0.0.0.0:0", "192.0.2.1:80", "[::]:0"] {
            let address: SocketAddr = address.parse().unwrap();
            let error = Sandbox::builder().bind(address).start().await.unwrap_err();
            assert!(matches!(error, StartError::NotLoopback { address: a } if a == address));
        }
        let sandbox = Sandbox::builder()
            .bind(([127, 0, 0, 1], 0))
            .start()
            .await
            .unwrap();
        assert!(sandbox.url().starts_with("http://127.0.0.1:"));

        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = taken.local_addr().unwrap();
        let error = Sandbox::builder().bind(address).start().await.unwrap_err();
        assert!(matches!(error, StartError::Listen { .. }));

        // Machines without IPv6 have no ::1.
        if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok() {
            let sandbox = Sandbox::builder()
                .bind((Ipv6Addr::LOCALHOST, 0))
                .openapi(FORMS);
            let sandbox = sandbox.start().await.unwrap();
            assert_eq!(get(&sandbox, "/time").await.status, 200);
        }
    })
    .await;
}

#[test]
fn rejects_start_outside_a_runtime() {
    let mut start = std::pin::pin!(Sandbox::start());
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = start.as_mut().poll(&mut context) else {
        panic!("it did not fail at once");
    };
    assert!(matches!(error, StartError::NoRuntime));
}

#[tokio::test]
async fn rejects_invalid_api_keys() {
    within(async {
        for key in [
            "",
            "not base64",
            "AAAA",
            Sandbox::API_SECRET.trim_end_matches('='),
        ] {
            let error = Sandbox::builder().api_key(key).start().await.unwrap_err();
            assert!(matches!(error, StartError::ApiKey { api_key } if api_key == key));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn handles_concurrent_requests() {
    within(async {
        let sandbox = forms().await;
        let mut streams = Vec::new();
        for index in 0..64 {
            let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
            let body = format!(r#"{{"name":"{index}"}}"#);
            let head = format!(
                "POST /tree HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{{",
                body.len()
            );
            stream.write_all(head.as_bytes()).await.unwrap();
            streams.push((stream, body));
        }
        // All requests have begun, and none is complete.
        assert!(sandbox.requests().is_empty());
        let mut tasks = tokio::task::JoinSet::new();
        for (mut stream, body) in streams {
            tasks.spawn(async move {
                stream.write_all(&body.as_bytes()[1..]).await.unwrap();
                let mut response = String::new();
                stream.read_to_string(&mut response).await.unwrap();
                assert!(response.starts_with("HTTP/1.1 201 Created"), "{response}");
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let mut names: Vec<u32> = sandbox
            .requests()
            .iter()
            .map(|request| {
                let body: serde_json::Value = request.json().unwrap();
                body["name"].as_str().unwrap().parse().unwrap()
            })
            .collect();
        names.sort_unstable();
        assert_eq!(names, (0..64).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test]
async fn survives_invalid_http() {
    within(async {
        let sandbox = forms().await;
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(1_000_000));
        for bytes in [
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET /time HTTP/9.9\r\n\r\n",
            b"GET /time HTTP/1.1\r\nbad header\r\n\r\n",
            b"POST /tree HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            b"POST /tree HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            long.as_bytes(),
        ] {
            let response = raw(&sandbox, bytes).await;
            assert!(!response.starts_with("HTTP/1.1 2"), "{response}");
        }
        // Valid, if unusual.
        for (bytes, status) in [
            (b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".as_slice(), "404"),
            (b"CONNECT x:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404"),
            (b"GET http://x/time HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "200"),
            (b"GET /items?kind=%FF%&&=&x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"),
            (b"GET /items/%FF%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"),
            (b"GET /time HTTP/1.1\r\nHost: x\r\nX-Signature: \xff\r\nConnection: close\r\n\r\n", "200"),
            (b"GET /time HTTP/1.0\r\n\r\n", "200"),
            (b"POST /tree HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\ne\r\n{\"name\":\"oak\"}\r\n0\r\n\r\n", "201"),
        ] {
            let response = raw(&sandbox, bytes).await;
            assert_eq!(response.split(' ').nth(1), Some(status), "{response}");
        }
        assert_eq!(get(&sandbox, "/time").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn rejects_long_bodies() {
    within(async {
        let sandbox = forms().await;
        let send = async |length: usize| {
            let body = format!("\"{}\"", "a".repeat(length - 2));
            common::send_json(&sandbox, reqwest::Method::POST, "/tree", None, &body).await
        };
        // Read, and rejected by its schema.
        assert_eq!(send(1024 * 1024).await.status, 400);
        let responseed = send(1024 * 1024 + 1).await;
        assert_eq!(
            responseed,
            common::Received::text(413, "413 payload too large")
        );
        assert_eq!(send(5 * 1024 * 1024).await.status, 413);
        let requests = sandbox.requests();
        assert_eq!(requests[0].body().len(), 1024 * 1024);
        assert!(requests[1].body().is_empty());
        assert_eq!(requests[1].operation_id(), Some("plant_tree"));
    })
    .await;
}

#[tokio::test]
async fn does_not_record_incomplete_requests() {
    within(async {
        let sandbox = forms().await;
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        let head = b"POST /tree HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
        stream.write_all(head).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        assert!(sandbox.requests().is_empty());
    })
    .await;
}

#[tokio::test]
async fn late_body_gets_408() {
    within(async {
        let sandbox = Sandbox::builder()
            .openapi(FORMS)
            .read_timeout(std::time::Duration::from_millis(100))
            .start()
            .await
            .unwrap();
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        let head = b"POST /tree HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{";
        stream.write_all(head).await.unwrap();
        // The connection is closed although the client keeps it open.
        let (response, end) = common::drain(&mut stream).await;
        assert_eq!(common::status(&response), "408", "{response}");
        assert_eq!(end, common::End::Closed);
        assert!(sandbox.requests().is_empty());
    })
    .await;
}
