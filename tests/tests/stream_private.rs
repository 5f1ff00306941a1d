//! Subscriptions to private streams: signed with the time of sending at each request, and never logged.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_signing::{
    Clock as _, Credentials, FixedClock, Instruction, Payload, ReceivedHeaders, Timestamp, Window,
    sign_subscription, verify,
};
use backpack_streams::{StreamError, Streams};
use backpack_tests::exchange::{Exchange, Tick, event, gap, live, soon, tick, ticks};
use serde_json::{Value, json};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt as _;

const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";

fn exchange(clock: &Arc<FixedClock>) -> (Exchange, Streams) {
    let (exchange, builder) = Exchange::new();
    let credentials = Credentials::from_secret(SECRET).unwrap();
    let clock = Arc::clone(clock);
    let streams = builder
        .signer(move || sign_subscription(&credentials, clock.now(), Window::DEFAULT))
        .build();
    (exchange, streams)
}

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::new(Timestamp::from_millis(1_700_000_000_000)))
}

fn account(name: &str) -> backpack_streams::Channel<Tick> {
    ticks(name).private()
}

/// Checks the signature of a request as the exchange does, and returns it.
fn check(request: &Value, clock: &FixedClock) -> String {
    let signature: Vec<&str> = request["signature"]
        .as_array()
        .expect("the request is signed")
        .iter()
        .map(|text| text.as_str().unwrap())
        .collect();
    let [api_key, signature, timestamp, window] = signature[..] else {
        panic!("{signature:?}");
    };
    let headers = ReceivedHeaders {
        api_key: Some(api_key),
        signature: Some(signature),
        timestamp: Some(timestamp),
        window: Some(window),
    };
    verify(
        headers,
        &Instruction::SUBSCRIBE,
        Payload::none(),
        clock.now(),
    )
    .unwrap();
    signature.to_owned()
}

#[tokio::test(start_paused = true)]
async fn signs_again_at_each_connection() {
    let clock = clock();
    let (mut exchange, streams) = exchange(&clock);
    let mut orders = streams.open(account("account.orderUpdate")).await.unwrap();
    let mut balances = streams
        .open(account("account.balanceUpdate"))
        .await
        .unwrap();
    let mut signatures = Vec::new();
    for n in 0..3 {
        clock.advance(Duration::from_secs(3_600));
        let mut peer = exchange.accept().await;
        let request = peer.request().await;
        let names = json!(["account.orderUpdate", "account.balanceUpdate"]);
        assert_eq!(request["params"], names);
        signatures.push(check(&request, &clock));
        peer.confirm().await;
        live(&mut orders).await;
        live(&mut balances).await;
        peer.text(&tick("account.orderUpdate", n)).await;
        assert_eq!(event(&mut orders).await, n);
        clock.advance(Duration::from_secs(3_600));
        drop(peer);
        gap(&mut orders).await;
        gap(&mut balances).await;
    }
    signatures.dedup();
    assert_eq!(signatures.len(), 3);
}

/// Public and private streams have separate connections, and only private subscriptions are signed.
#[tokio::test(start_paused = true)]
async fn private_streams_have_a_separate_connection() {
    let clock = clock();
    let (mut exchange, streams) = exchange(&clock);
    let _trades = streams.open(ticks("trade.SOL_USDC")).await.unwrap();
    let mut public = exchange.accept().await;
    public.expect("SUBSCRIBE", &["trade.SOL_USDC"]).await;
    let orders = streams.open(account("account.orderUpdate")).await.unwrap();
    let mut private = exchange.accept().await;
    check(&private.request().await, &clock);
    private.confirm().await;
    drop(orders);
    private
        .expect("UNSUBSCRIBE", &["account.orderUpdate"])
        .await;
}

/// A rejected signature is signed again once; the second rejection ends the stream.
#[tokio::test(start_paused = true)]
async fn rejected_signature_is_retried_once() {
    let clock = clock();
    let (mut exchange, streams) = exchange(&clock);
    let mut orders = streams.open(account("account.orderUpdate")).await.unwrap();
    let mut peer = exchange.accept().await;
    let first = check(&peer.request().await, &clock);
    peer.error(4003, "Invalid signature").await;
    peer.confirm().await;
    clock.advance(Duration::from_secs(1));
    let second = check(&peer.request().await, &clock);
    assert_ne!(first, second);
    peer.error(4003, "Invalid signature").await;
    peer.confirm().await;
    let error = soon(orders.next()).await.unwrap().unwrap_err();
    assert!(matches!(error, StreamError::Rejected { code: 4003, .. }));
    assert!(soon(orders.next()).await.is_none());
}

/// Logs of tungstenite and of this crate at TRACE, and `Debug` output.
#[test]
fn logs_contain_no_signature() {
    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);
    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    impl MakeWriter<'_> for Log {
        type Writer = Self;
        fn make_writer(&self) -> Self {
            self.clone()
        }
    }
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish()
        .init();
    let clock = clock();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    let signature = runtime.block_on(async {
        let (mut exchange, streams) = exchange(&clock);
        let mut orders = streams.open(account("account.orderUpdate")).await.unwrap();
        let mut peer = exchange.accept().await;
        let signature = check(&peer.request().await, &clock);
        peer.confirm().await;
        live(&mut orders).await;
        peer.text(&tick("account.orderUpdate", 1)).await;
        event(&mut orders).await;
        drop(peer);
        let reason = gap(&mut orders).await;
        let output = format!("{streams:?} {orders:?} {reason:?} {reason}");
        assert!(!output.contains(&signature));
        signature
    });
    let text = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(
        text.contains("connected") && text.contains("tungstenite"),
        "{text}"
    );
    assert!(!text.contains(&signature));
    assert!(!text.contains(SECRET));
}
