//! Items of subscriptions and frames of connections, case by case.

use std::time::Duration;

use backpack_streams::{Channel, Gap, GapReason, Lag, StreamError, Update};
use backpack_tests::exchange;
use backpack_tests::exchange::{
    Exchange, Sent, Tick, event, frame, gap, is_quiet, live, next, numbered, soon, tick, tick_at,
    ticks,
};
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn delivers_events_after_live() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    assert_eq!(exchange.attempts(), 0);
    let mut trades = streams.open(ticks("trade.SOL_USDC")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["trade.SOL_USDC"]).await;
    let (connection, after) = live(&mut trades).await;
    assert_eq!((connection, after.is_none()), (1, true));
    peer.text(
        r#"{"data":{"T":5,"n":7,"s":"trade.SOL_USDC","new":true},"stream":"trade.SOL_USDC"}"#,
    )
    .await;
    assert_eq!(event(&mut trades).await, 7);
    assert!(trades.frame().contains(r#""new":true"#));
    assert_eq!(trades.channel().name(), "trade.SOL_USDC");
}

/// REST must not be queried before the exchange has read the request.
#[tokio::test(start_paused = true)]
async fn is_live_when_the_exchange_has_read_the_request() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.request().await;
    assert!(is_quiet(&mut trades, SECOND).await);
    peer.confirm().await;
    live(&mut trades).await;

    // An event proves it too.
    let mut other = streams.open(ticks("b")).await.unwrap();
    peer.request().await;
    peer.text(&tick("b", 1)).await;
    live(&mut other).await;
    assert_eq!(event(&mut other).await, 1);
}

/// Requests continue without pongs.
#[tokio::test(start_paused = true)]
async fn requests_continue_without_pongs() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut first = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.answers_pings = false;
    assert_eq!(peer.request().await["params"], json!(["a"]));
    let mut second = streams.open(ticks("b")).await.unwrap();
    let asked = Instant::now();
    assert_eq!(peer.request().await["params"], json!(["b"]));
    assert_eq!(asked.elapsed().as_secs(), 5);
    live(&mut first).await;
    live(&mut second).await;
}

#[tokio::test(start_paused = true)]
async fn one_name_is_one_subscription_on_the_wire() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut first = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut first).await;
    let mut second = streams.clone().open(ticks("a")).await.unwrap();
    live(&mut second).await;
    peer.text(&tick("a", 1)).await;
    assert_eq!((event(&mut first).await, event(&mut second).await), (1, 1));
    drop(first);
    peer.idle(SECOND).await;
    peer.text(&tick("a", 2)).await;
    assert_eq!(event(&mut second).await, 2);
    drop(second);
    peer.expect("UNSUBSCRIBE", &["a"]).await;
}

#[tokio::test(start_paused = true)]
async fn streams_opened_together_share_a_request() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut open = Vec::new();
    for number in 0..150 {
        let channel = ticks(&format!("depth.{number}"));
        open.push(streams.open(channel).await.unwrap());
    }
    let mut peer = exchange.accept().await;
    let mut names = Vec::new();
    for expected in [64, 64, 22] {
        let request = peer.request().await;
        let params = request["params"].as_array().unwrap();
        assert_eq!(params.len(), expected);
        names.extend(params.iter().map(|name| name.as_str().unwrap().to_owned()));
    }
    let expected: Vec<_> = (0..150).map(|number| format!("depth.{number}")).collect();
    assert_eq!(names, expected);
    peer.confirm().await;
    for subscription in &mut open {
        live(subscription).await;
    }
}

/// Frames of the previous subscription are not delivered to the new one.
#[tokio::test(start_paused = true)]
async fn reopened_stream_excludes_the_previous_subscription() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut first = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut first).await;
    drop(first);
    assert_eq!(peer.request().await["method"], "UNSUBSCRIBE");
    let mut second = streams.open(ticks("a")).await.unwrap();
    peer.text(&tick("a", 1)).await;
    assert!(is_quiet(&mut second, SECOND).await);
    peer.confirm().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut second).await;
    peer.text(&tick("a", 5)).await;
    assert_eq!(event(&mut second).await, 5);
}

#[tokio::test(start_paused = true)]
async fn unused_connection_is_closed_after_a_while() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let first = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    drop(first);
    peer.expect("UNSUBSCRIBE", &["a"]).await;
    peer.idle(9 * SECOND).await;
    let second = streams.open(ticks("b")).await.unwrap();
    peer.expect("SUBSCRIBE", &["b"]).await;
    drop(second);
    peer.expect("UNSUBSCRIBE", &["b"]).await;
    peer.idle(Duration::from_millis(9_900)).await;
    assert_eq!(soon(peer.next()).await, Sent::Close(None));
    peer.close(1000).await;
    assert_eq!(soon(peer.next()).await, Sent::End);
    // The next stream opens a new connection, at once and without a gap.
    let mut third = streams.open(ticks("c")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["c"]).await;
    assert_eq!(live(&mut third).await.0, 2);
}

/// A stream that is opened during the close of an unused connection uses the next connection, without a gap.
#[tokio::test(start_paused = true)]
async fn stream_opened_during_a_close_has_no_gap() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.chance(|| 1.0).build();
    let unused = streams.open(ticks("a")).await.unwrap();
    let mut first = exchange.accept().await;
    drop(unused);
    first.answers_pings = false;
    while soon(first.next()).await != Sent::Close(None) {}
    let mut opened = streams.open(ticks("b")).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    first.close(1000).await;
    let closed = Instant::now();
    let mut second = exchange.accept().await;
    assert_eq!(closed.elapsed(), Duration::ZERO);
    second.expect("SUBSCRIBE", &["b"]).await;
    assert_eq!(live(&mut opened).await.0, 2);
}

#[tokio::test(start_paused = true)]
async fn lost_connection_is_a_gap_and_is_established_again() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    peer.text(&tick_at("a", 1, 1_700_000_000_000_000)).await;
    live(&mut trades).await;
    event(&mut trades).await;
    drop(peer);
    let Update::Gap(Gap {
        since,
        reason,
        reconcile,
        ..
    }) = next(&mut trades).await
    else {
        panic!("the gap is the first item");
    };
    assert_eq!(since.unwrap().as_microsecond(), 1_700_000_000_000_000);
    assert_eq!(reconcile, ["get_recent_trades"]);
    assert!(
        matches!(reason, GapReason::Disconnected(error) if matches!(*error, StreamError::Connection(_)))
    );
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    let (connection, after) = live(&mut trades).await;
    assert_eq!(connection, 2);
    assert_eq!(after.unwrap().since, since);
    peer.text(&tick("a", 9)).await;
    assert_eq!(event(&mut trades).await, 9);
}

#[tokio::test(start_paused = true)]
async fn close_by_the_exchange_is_confirmed_and_reported() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut trades).await;
    peer.close(1012).await;
    let reason = gap(&mut trades).await;
    assert!(
        matches!(reason, GapReason::ClosedByExchange { code: Some(1012) }),
        "{reason:?}"
    );
    assert_eq!(soon(peer.next()).await, Sent::Close(Some(1012)));
    exchange.accept().await.expect("SUBSCRIBE", &["a"]).await;
    live(&mut trades).await;
}

/// Pings every 15 s; a connection without a byte for 40 s is lost.
#[tokio::test(start_paused = true)]
async fn silent_connection_is_lost() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut trades).await;
    peer.idle(100 * SECOND).await;
    assert!(is_quiet(&mut trades, Duration::ZERO).await);
    let silent = Instant::now();
    let reason = gap(&mut trades).await;
    assert!(matches!(reason, GapReason::Silent(for_so_long) if for_so_long == 40 * SECOND));
    let elapsed = silent.elapsed();
    assert!(
        (25 * SECOND..=40 * SECOND).contains(&elapsed),
        "{elapsed:?}"
    );
    exchange.accept().await.expect("SUBSCRIBE", &["a"]).await;
}

/// Any byte resets the deadline, even of a frame that takes minutes.
#[tokio::test(start_paused = true)]
async fn slow_frame_keeps_the_connection() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.answers_pings = false;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut trades).await;
    for byte in frame(exchange::TEXT, true, tick("a", 1).as_bytes()) {
        tokio::time::sleep(10 * SECOND).await;
        peer.raw(&[byte]).await;
    }
    assert_eq!(event(&mut trades).await, 1);
}

/// An exchange that sends but does not read is lost.
#[tokio::test(start_paused = true)]
async fn exchange_that_does_not_read_is_lost() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut open = Vec::new();
    for number in 0..2_000 {
        let channel = ticks(&format!("a-name-of-a-stream-that-is-long.{number}"));
        open.push(streams.open(channel).await.unwrap());
    }
    let mut peer = exchange.accept().await;
    let lost = timeout(600 * SECOND, gap(&mut open[1_999]));
    tokio::pin!(lost);
    let reason = loop {
        tokio::select! {
            reason = &mut lost => break reason.unwrap(),
            () = tokio::time::sleep(SECOND) => peer.raw(&frame(exchange::PING, true, b"")).await,
        }
    };
    let GapReason::Disconnected(error) = reason else {
        panic!("{reason:?}")
    };
    assert!(matches!(*error, StreamError::SendTimeout(_)), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn silent_stream_of_known_cadence_is_a_gap() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut prices = streams.open(ticks("a").cadence(SECOND)).await.unwrap();
    let mut other = streams.open(ticks("b")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a", "b"]).await;
    live(&mut prices).await;
    for n in 0..30 {
        peer.text(&tick("a", n)).await;
        assert_eq!(event(&mut prices).await, n);
        peer.idle(SECOND).await;
    }
    let silent = Instant::now();
    let mut waits = Vec::new();
    for _ in 0..3 {
        assert_eq!(
            peer.request().await,
            json!({"method": "SUBSCRIBE", "params": ["a"]})
        );
        waits.push(silent.elapsed().as_secs());
        peer.confirm().await;
    }
    // 10 s after the last event, then after waits that double.
    assert_eq!(waits, [9, 29, 69]);
    let reason = gap(&mut prices).await;
    assert!(matches!(reason, GapReason::Silent(duration) if duration == 10 * SECOND));
    assert!(is_quiet(&mut prices, SECOND).await);
    peer.text(&tick("a", 99)).await;
    let (connection, after) = live(&mut prices).await;
    assert_eq!((connection, after.is_some()), (1, true));
    assert_eq!(event(&mut prices).await, 99);
    // The wait is 10 s again.
    let silent = Instant::now();
    peer.request().await;
    assert_eq!(silent.elapsed().as_secs(), 10);
    assert!(
        matches!(gap(&mut prices).await, GapReason::Silent(duration) if duration == 10 * SECOND)
    );
    live(&mut other).await;
    assert!(is_quiet(&mut other, Duration::ZERO).await);
}

/// A market that does not exist has no response and no events.
#[tokio::test(start_paused = true)]
async fn stream_that_never_sends_is_reported() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut prices = streams.open(ticks("a").cadence(60 * SECOND)).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut prices).await;
    peer.idle(179 * SECOND).await;
    assert!(is_quiet(&mut prices, Duration::ZERO).await);
    let reason = gap(&mut prices).await;
    assert!(matches!(reason, GapReason::Silent(duration) if duration == 180 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn skipped_numbers_are_a_gap() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut depth = streams.open(numbered("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut depth).await;
    // In order, skipped, late, duplicate.
    for n in [1, 2, 5, 4, 5, 6] {
        peer.text(&tick("a", n)).await;
    }
    assert_eq!((event(&mut depth).await, event(&mut depth).await), (1, 2));
    let reason = gap(&mut depth).await;
    assert!(matches!(
        reason,
        GapReason::Skipped {
            expected: 3,
            got: 5
        }
    ));
    assert_eq!(live(&mut depth).await.0, 1);
    assert_eq!((event(&mut depth).await, event(&mut depth).await), (5, 6));
    // Restarted numbering.
    peer.text(&tick_at("a", 1, 1_000)).await;
    peer.text(&tick_at("a", 2, 1_001)).await;
    let reason = gap(&mut depth).await;
    assert!(matches!(reason, GapReason::Renumbered { last: 6, got: 1 }));
    live(&mut depth).await;
    assert_eq!((event(&mut depth).await, event(&mut depth).await), (1, 2));
}

/// Without a time, a late event and a restarted numbering look the same; ignoring the latter would lose all events.
#[tokio::test(start_paused = true)]
async fn lower_number_without_a_time_is_a_gap() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let channel = Channel::<Tick>::new("a").sequence(|tick| (tick.n, tick.n));
    let mut depth = streams.open(channel).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut depth).await;
    for n in [7, 7, 3, 4] {
        peer.text(&tick("a", n)).await;
    }
    assert_eq!(event(&mut depth).await, 7);
    let reason = gap(&mut depth).await;
    assert!(matches!(reason, GapReason::Renumbered { last: 7, got: 3 }));
    live(&mut depth).await;
    assert_eq!((event(&mut depth).await, event(&mut depth).await), (3, 4));
}

#[tokio::test(start_paused = true)]
async fn undecodable_event_is_a_gap_with_its_bytes() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut first = streams.open(ticks("a")).await.unwrap();
    let mut other = streams.open(ticks("b")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a", "b"]).await;
    live(&mut first).await;
    live(&mut other).await;
    let damaged = r#"{"data":{"n":"secret-order"},"stream":"a"}"#;
    peer.text(&tick("a", 1)).await;
    peer.text(damaged).await;
    peer.text(&tick("a", 3)).await;
    assert_eq!(event(&mut first).await, 1);
    let reason = gap(&mut first).await;
    assert!(!format!("{reason:?}").contains(damaged));
    let GapReason::Undecodable(frame) = reason else {
        panic!("{reason:?}")
    };
    assert_eq!(&*frame.frame, damaged.as_bytes());
    live(&mut first).await;
    assert_eq!(event(&mut first).await, 3);
    assert!(is_quiet(&mut other, SECOND).await);
}

/// The event may belong to any stream of the connection.
#[tokio::test(start_paused = true)]
async fn frame_without_stream_is_a_gap_in_all_streams() {
    for damaged in [
        frame(exchange::TEXT, true, b"hello"),
        frame(exchange::TEXT, true, br#"{"data":{"n":1}}"#),
        frame(exchange::TEXT, true, br#"[{"data":{"n":1},"stream":"a"}]"#),
        frame(exchange::BINARY, true, &[0, 255]),
    ] {
        let (mut exchange, builder) = Exchange::new();
        let streams = builder.build();
        let mut first = streams.open(ticks("a")).await.unwrap();
        let mut other = streams.open(ticks("b")).await.unwrap();
        let mut peer = exchange.accept().await;
        peer.expect("SUBSCRIBE", &["a", "b"]).await;
        live(&mut first).await;
        live(&mut other).await;
        peer.raw(&damaged).await;
        for subscription in [&mut first, &mut other] {
            let reason = gap(subscription).await;
            assert!(matches!(reason, GapReason::Undecodable(_)), "{reason:?}");
            live(subscription).await;
        }
        assert_eq!(exchange.attempts(), 1);
    }
}

/// A response that a later version of the exchange may send, a stream without a subscription, an unrelated error.
#[tokio::test(start_paused = true)]
async fn frames_without_an_event_are_ignored() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut trades).await;
    peer.text(r#"{"id":1,"result":null}"#).await;
    peer.text(&tick("b", 1)).await;
    peer.idle(10 * SECOND).await;
    peer.error(4002, "Parse error").await;
    peer.text(&tick("a", 1)).await;
    assert_eq!(event(&mut trades).await, 1);
}

/// An error names no stream: the streams of the request are requested one by one.
#[tokio::test(start_paused = true)]
async fn error_ends_the_stream_it_belongs_to() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut quiet = streams.open(ticks("quiet")).await.unwrap();
    let mut bad = streams.open(ticks("bad")).await.unwrap();
    let mut busy = streams.open(ticks("busy")).await.unwrap();
    let mut peer = exchange.accept().await;
    assert_eq!(
        peer.request().await["params"],
        json!(["quiet", "bad", "busy"])
    );
    peer.error(4006, "Invalid stream").await;
    peer.text(&tick("busy", 1)).await;
    peer.confirm().await;
    live(&mut busy).await;
    assert_eq!(event(&mut busy).await, 1);
    let confirmed = Instant::now();
    assert!(is_quiet(&mut quiet, Duration::from_millis(100)).await);
    peer.expect("SUBSCRIBE", &["quiet"]).await;
    assert_eq!(peer.request().await["params"], json!(["bad"]));
    // 250 ms for a late error after each of the two requests.
    assert_eq!(confirmed.elapsed().as_millis(), 500);
    live(&mut quiet).await;
    peer.error(4006, "Invalid stream").await;
    peer.confirm().await;
    let error = soon(bad.next()).await.unwrap().unwrap_err();
    assert_eq!(
        error.to_string(),
        "subscription to bad rejected by the exchange: 4006 Invalid stream"
    );
    assert!(soon(bad.next()).await.is_none());
    peer.idle(20 * SECOND).await;
    peer.text(&tick("quiet", 1)).await;
    assert_eq!(event(&mut quiet).await, 1);
    assert!(is_quiet(&mut busy, SECOND).await);
}

/// The exchange may check names after it has sent the pong.
#[tokio::test(start_paused = true)]
async fn late_error_ends_the_stream_it_belongs_to() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut good = streams.open(ticks("good")).await.unwrap();
    let mut bad = streams.open(ticks("bad")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["good", "bad"]).await;
    live(&mut bad).await;
    peer.idle(SECOND).await;
    peer.error(4008, "Invalid depth window").await;
    peer.expect("SUBSCRIBE", &["good"]).await;
    peer.expect("SUBSCRIBE", &["bad"]).await;
    peer.error(4008, "Invalid depth window").await;
    let error = soon(bad.next()).await.unwrap().unwrap_err();
    assert!(matches!(error, StreamError::Rejected { code: 4008, .. }));
    live(&mut good).await;
    peer.text(&tick("good", 1)).await;
    assert_eq!(event(&mut good).await, 1);
}

#[tokio::test(start_paused = true)]
async fn invalid_names_are_rejected_before_sending() {
    let (exchange, builder) = Exchange::new();
    let streams = builder.build();
    let (long, longer) = ("x".repeat(200), "x".repeat(201));
    for name in ["", "a b", "a\"b", "a\\b", "ü", "a\n", &longer] {
        let error = streams.open(ticks(name)).await.unwrap_err();
        assert!(matches!(error, StreamError::InvalidName { .. }), "{name:?}");
    }
    for name in ["depth.AAPL.US_USDC_PERP", "stockPrice.BRK.B", &long] {
        assert!(streams.open(ticks(name)).await.is_ok());
    }
    let error = streams.open(ticks("account.orderUpdate").private()).await;
    assert!(matches!(
        error.unwrap_err(),
        StreamError::NoCredentials { .. }
    ));
    assert_eq!(exchange.attempts(), 0);
}

#[tokio::test(start_paused = true)]
async fn close_unsubscribes_and_waits_for_the_exchange() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    live(&mut trades).await;
    peer.text(&tick("a", 1)).await;
    tokio::task::yield_now().await;
    let closing = tokio::spawn({
        let streams = streams.clone();
        async move { streams.close().await }
    });
    assert_eq!(
        peer.request().await,
        json!({"method": "UNSUBSCRIBE", "params": ["a"]})
    );
    assert_eq!(soon(peer.next()).await, Sent::Close(None));
    tokio::time::sleep(SECOND).await;
    assert!(!closing.is_finished());
    peer.close(1000).await;
    closing.await.unwrap();
    assert!(
        soon(trades.next())
            .await
            .is_none_or(|update| update.is_ok())
    );
    assert!(soon(trades.next()).await.is_none());
    let error = streams.open(ticks("b")).await.unwrap_err();
    assert!(matches!(error, StreamError::Closed));
    streams.close().await;
}

/// The exchange may not respond to the Close.
#[tokio::test(start_paused = true)]
async fn close_ends_without_the_exchange() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let _trades = streams.open(ticks("a")).await.unwrap();
    let _peer = exchange.accept().await;
    let started = Instant::now();
    streams.close().await;
    assert_eq!(started.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn failed_attempts_are_a_gap_and_back_off() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.chance(|| 1.0).build();
    exchange.reject(7);
    let started = Instant::now();
    let mut trades = streams.open(ticks("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    // 0, 0.5, 1, 2, 4, 8, 16, 30 s.
    assert_eq!(started.elapsed().as_millis(), 61_500);
    assert_eq!(exchange.attempts(), 8);
    peer.expect("SUBSCRIBE", &["a"]).await;
    let reason = gap(&mut trades).await;
    let kind = std::io::ErrorKind::ConnectionRefused;
    let expected = format!("disconnected: connection failed: {kind}");
    assert_eq!(reason.to_string(), expected);
    assert!(live(&mut trades).await.1.unwrap().since.is_none());
}

/// Only a connection that held for 30 s resets the backoff.
#[tokio::test(start_paused = true)]
async fn backoff_resets_after_a_connection_that_held() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.chance(|| 1.0).build();
    let _trades = streams.open(ticks("a")).await.unwrap();
    let mut waits = Vec::new();
    let mut peer = exchange.accept().await;
    for held in [1, 1, 29, 30, 1, 60] {
        peer.expect("SUBSCRIBE", &["a"]).await;
        peer.idle(held * SECOND).await;
        drop(peer);
        let lost = Instant::now();
        peer = exchange.accept().await;
        waits.push(lost.elapsed().as_millis());
    }
    assert_eq!(waits, [500, 1_000, 2_000, 0, 500, 0]);
}

#[tokio::test(start_paused = true)]
async fn next_is_cancel_safe() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut trades = streams.open(numbered("a")).await.unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a"]).await;
    let sender = tokio::spawn(async move {
        for n in 0..1_000 {
            peer.text(&tick("a", n)).await;
            if n % 7 == 0 {
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        }
        peer
    });
    let mut numbers = Vec::new();
    let mut cancelled = 0;
    while numbers.len() < 1_000 {
        match timeout(Duration::from_millis(1), trades.next()).await {
            Ok(update) => {
                if let Update::Event(tick) = update.unwrap().unwrap() {
                    numbers.push(tick.n);
                }
            }
            Err(_) => cancelled += 1,
        }
    }
    assert!(numbers.iter().copied().eq(0..1_000));
    assert!(cancelled > 100, "{cancelled}");
    sender.await.unwrap();
}

#[derive(Clone, Debug, PartialEq)]
enum Event {
    Tick(Tick),
    Other(Value),
}

impl From<Tick> for Event {
    fn from(tick: Tick) -> Self {
        Self::Tick(tick)
    }
}

impl From<Value> for Event {
    fn from(value: Value) -> Self {
        Self::Other(value)
    }
}

#[tokio::test(start_paused = true)]
async fn feed_keeps_the_order_received() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let mut feed = streams.feed::<Event>();
    assert!(soon(feed.next()).await.is_none());
    feed.add(ticks("a")).unwrap();
    feed.add(Channel::<Value>::new("b")).unwrap();
    feed.add(ticks("c").lag(Lag::Newest)).unwrap();
    feed.add(ticks("a")).unwrap();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &["a", "b", "c"]).await;
    for n in 1..4 {
        for stream in ["a", "b", "c"] {
            peer.text(&tick(stream, n)).await;
        }
    }
    peer.idle(SECOND).await;
    let mut seen = Vec::new();
    while seen.len() < 10 {
        let (name, update) = soon(feed.next()).await.unwrap();
        seen.push(match update.unwrap() {
            Update::Live(_) => format!("{name} live"),
            Update::Event(Event::Tick(tick)) => format!("{name} {}", tick.n),
            Update::Event(Event::Other(value)) => format!("{name} other {}", value["n"]),
            update => panic!("{update:?}"),
        });
    }
    let expected = [
        "a live",
        "b live",
        "c live",
        "a 1",
        "b other 1",
        "a 2",
        "b other 2",
        "a 3",
        "b other 3",
        "c 3",
    ];
    assert_eq!(seen, expected);

    // Queued updates of a removed stream are dropped.
    peer.text(&tick("a", 4)).await;
    peer.text(&tick("b", 4)).await;
    peer.idle(SECOND).await;
    feed.remove(&ticks("a"));
    let (name, _) = soon(feed.next()).await.unwrap();
    assert_eq!(&*name, "b");
    peer.expect("UNSUBSCRIBE", &["a"]).await;

    // A stream ends with an error, and the others continue.
    feed.add(ticks("bad")).unwrap();
    for _ in 0..2 {
        assert_eq!(peer.request().await["params"], json!(["bad"]));
        peer.error(4006, "Invalid stream").await;
        peer.confirm().await;
    }
    let (name, update) = soon(feed.next()).await.unwrap();
    assert_eq!(&*name, "bad");
    assert!(matches!(update, Err(StreamError::Rejected { .. })));
    peer.text(&tick("b", 5)).await;
    assert_eq!(&*soon(feed.next()).await.unwrap().0, "b");
    feed.remove(&ticks("b"));
    feed.remove(&ticks("c"));
    assert!(soon(feed.next()).await.is_none());
}

#[tokio::test(start_paused = true)]
async fn public_streams_are_distributed_over_connections() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.public_connections(4).build();
    let mut open = Vec::new();
    for number in 0..100 {
        open.push(streams.open(ticks(&format!("a.{number}"))).await.unwrap());
    }
    let mut names = Vec::new();
    let mut peers = Vec::new();
    for _ in 0..4 {
        let mut peer = exchange.accept().await;
        let request = peer.request().await;
        let params = request["params"].as_array().unwrap();
        assert!((5..60).contains(&params.len()), "{}", params.len());
        names.extend(params.iter().map(|name| name.as_str().unwrap().to_owned()));
        peers.push(peer);
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 100);
    assert_eq!(exchange.attempts(), 4);
}

/// The runtime of a connection shuts down before its streams are dropped.
#[test]
fn shutdown_of_the_runtime_ends_the_streams() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_current_thread();
        builder.enable_time().start_paused(true).build().unwrap()
    };
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let first = runtime();
    let (mut trades, _peer) = first.block_on(async {
        let mut trades = streams.open(ticks("a")).await.unwrap();
        let mut peer = exchange.accept().await;
        peer.expect("SUBSCRIBE", &["a"]).await;
        live(&mut trades).await;
        (trades, peer)
    });
    drop(first);
    let second = runtime();
    second.block_on(async {
        assert!(matches!(
            soon(trades.next()).await,
            Some(Err(StreamError::Closed))
        ));
        assert!(soon(trades.next()).await.is_none());
        // Another runtime starts a new connection.
        let mut trades = streams.open(ticks("a")).await.unwrap();
        exchange.accept().await.expect("SUBSCRIBE", &["a"]).await;
        live(&mut trades).await;
    });
    let mut outside = std::pin::pin!(streams.open(ticks("b")));
    let waker = std::task::Waker::noop();
    let mut cx = std::task::Context::from_waker(waker);
    // This ends the connection of the second runtime.
    drop(second);
    let std::task::Poll::Ready(result) = outside.as_mut().poll(&mut cx) else {
        panic!("opening does not wait")
    };
    assert!(matches!(result, Err(StreamError::NoRuntime)));
}
