//! TLS: a certificate that nobody vouches for.

use std::sync::Arc;

use backpack_runtime::{ClientBuilder, Error, Operation, Transport};
use backpack_signing::ed25519_dalek::{Signer as _, SigningKey};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

const SEED: [u8; 32] = [7; 32];

/// A value in the distinguished encoding rules (X.690).
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u8::try_from(content.len()).unwrap();
    let head = if length < 128 {
        vec![tag, length]
    } else {
        vec![tag, 0x81, length]
    };
    [head, content].concat()
}

/// A certificate for an Ed25519 key, signed by itself (RFC 5280, RFC 8410).
fn self_signed(key: &SigningKey) -> Vec<u8> {
    const SEQUENCE: u8 = 0x30;
    const BIT_STRING: u8 = 0x03;
    let algorithm = der(SEQUENCE, &[&der(0x06, &[&[0x2b, 0x65, 0x70]])]);
    let common_name = [
        der(0x06, &[&[0x55, 0x04, 0x03]]),
        der(0x0c, &[b"test of the SDK"]),
    ]
    .concat();
    let name = der(SEQUENCE, &[&der(0x31, &[&der(SEQUENCE, &[&common_name])])]);
    let time = |text: &[u8]| der(0x17, &[text]);
    let validity = der(
        SEQUENCE,
        &[&time(b"250101000000Z"), &time(b"491231235959Z")],
    );
    let public = der(BIT_STRING, &[&[0], key.verifying_key().as_bytes()]);
    let content = der(
        SEQUENCE,
        &[
            &der(0xa0, &[&[0x02, 1, 2]]),
            &[0x02, 1, 1],
            &algorithm,
            &name,
            &validity,
            &name,
            &der(SEQUENCE, &[&algorithm, &public]),
        ],
    );
    let signature = key.sign(&content).to_bytes();
    let signature = der(BIT_STRING, &[&[0], &signature]);
    der(SEQUENCE, &[&content, &algorithm, &signature])
}

/// A rejected certificate is a typed error: nothing was sent, and nothing is tried again.
#[tokio::test]
async fn wrong_certificate_is_rejected_before_anything_is_sent() {
    const ORDER: Operation = Operation::new("order", "POST", "/x").session();

    let certificate = CertificateDer::from(self_signed(&SigningKey::from_bytes(&SEED)));
    let head = [
        0x30, 0x2e, 0x02, 1, 0, 0x30, 5, 0x06, 3, 0x2b, 0x65, 0x70, 0x04, 34, 0x04, 32,
    ];
    let key = PrivatePkcs8KeyDer::from([&head[..], &SEED].concat());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key.into())
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let handshake = acceptor.accept(stream).await;
        (handshake.is_err(), listener)
    });

    let transport: Transport = ClientBuilder::new(&*url, "test/1").build().unwrap();
    let request = transport.http().post(format!("{url}/x")).body("{}");
    let request = request.build().unwrap();
    let result = transport.execute::<String>(request, &ORDER).await;
    let error = result.unwrap_err();
    let Error::Transport(transport_error) = &error else {
        panic!("{error:?}")
    };
    assert!(transport_error.is_certificate(), "{error:?}");
    assert!(error.is_connect());
    assert_eq!((error.attempts(), error.outcome_unknown()), (1, false));
    assert!(error.to_string().contains("certificate"), "{error}");
    let (is_rejected, listener) = server.await.unwrap();
    assert!(is_rejected);
    let further = futures_util::FutureExt::now_or_never(listener.accept());
    assert!(further.is_none());
}
