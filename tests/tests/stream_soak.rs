//! Streams of the sandbox under faults: between two gaps, a consumer receives every event, in the order of the numbers
//! of the sandbox.
//!
//! A thousand seeded schedules run in memory and paused time. A soak runs over TCP, for 10 seconds or for the number of
//! seconds in `BACKPACK_SOAK_SECONDS`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Debug;
use std::io;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use backpack_api::Client;
use backpack_api::streams::{
    DepthInterval, balance_updates, book_ticker, depth, depth_every, order_updates, trade,
};
use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_sandbox::streams::{SeededMarket, StreamFault, StreamFaultKind};
use backpack_sandbox::{Book, Sandbox, book};
use backpack_signing::{
    Clock as _, FixedClock, SignedSubscription, SigningError, SystemClock, Timestamp, Window,
    sign_subscription,
};
use backpack_streams::{Channel, GapReason, Lag, StreamError, Streams, Update};
use backpack_tests::exchange::schedule::run_all;
use backpack_tests::support::dec;
use serde_json::json;
use serde_json::value::RawValue;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

const SYMBOL: &str = "SOL_USDC";
const DEPTH: &str = "depth.SOL_USDC";
const BALANCES: &str = "account.balanceUpdate";

/// Item that a consumer received. An event is its `data` as received.
#[derive(Debug)]
enum Received {
    Live,
    Event(String),
    Gap(GapReason),
    Rejected,
}

type Record = Arc<Mutex<Vec<Received>>>;

/// Reads a stream until the client is closed. An error frame names no stream, so one that an injected fault sends while a
/// request is in flight rejects a subscription, which is opened again.
async fn consume<T: Debug>(streams: Streams, channel: fn() -> Channel<T>, record: Record) {
    while let Ok(mut subscription) = streams.open(gapped(channel())).await {
        while let Some(update) = subscription.next().await {
            let received = match update {
                Ok(Update::Live(_)) => Received::Live,
                Ok(Update::Gap(gap)) => Received::Gap(gap.reason),
                Ok(Update::Event(_)) => Received::Event(data(subscription.frame())),
                Err(StreamError::Rejected { code: 4002, .. }) => Received::Rejected,
                other => panic!("{other:?}"),
            };
            record.lock().unwrap().push(received);
        }
    }
}

/// Sets a bound that no consumer here reaches, so that every gap is the result of a fault.
fn gapped<T>(channel: Channel<T>) -> Channel<T> {
    if is_newest(channel.name()) {
        channel
    } else {
        channel.lag(Lag::Gap(64 << 20))
    }
}

/// Returns whether only the newest event of this stream is kept.
fn is_newest(stream: &str) -> bool {
    stream.starts_with("bookTicker")
}

/// Returns the `data` of a frame.
fn data(frame: &str) -> String {
    let mut frame: HashMap<String, Box<RawValue>> = serde_json::from_str(frame).unwrap();
    frame.remove("data").unwrap().get().to_owned()
}

/// Consumer of a stream.
struct Consumer {
    stream: String,
    record: Record,
    task: JoinHandle<()>,
}

fn open<T: Debug + Send + 'static>(streams: &Streams, channel: fn() -> Channel<T>) -> Consumer {
    let record = Record::default();
    let consuming = consume(streams.clone(), channel, Arc::clone(&record));
    Consumer {
        stream: channel().name().to_owned(),
        record,
        task: tokio::spawn(consuming),
    }
}

/// Opens the streams that the sandbox sends in both tests.
fn open_all(streams: &Streams) -> Vec<Consumer> {
    vec![
        open(streams, || depth(SYMBOL)),
        open(streams, || depth_every(DepthInterval::Ms200, SYMBOL)),
        open(streams, || trade(SYMBOL)),
        open(streams, || book_ticker(SYMBOL)),
        open(streams, balance_updates),
        open(streams, order_updates),
    ]
}

/// The time of the sandbox in the schedules.
const NOW: Timestamp = Timestamp::from_millis(1_788_368_290_000);

/// Signs at the time of the schedules. All signatures are equal, so one is enough.
fn signed_once() -> Result<SignedSubscription, SigningError> {
    static SIGNED: OnceLock<SignedSubscription> = OnceLock::new();
    let sign = || sign_subscription(&Sandbox::credentials(), NOW, Window::DEFAULT).unwrap();
    Ok(*SIGNED.get_or_init(sign))
}

/// Numbers of events of one stream.
struct Numbers(HashMap<String, u64>);

impl Numbers {
    fn of(sandbox: &Sandbox, stream: &str) -> Self {
        let events = sandbox.streams().events(stream);
        assert!(
            events.first().is_none_or(|first| first.number() == 1),
            "all events are kept"
        );
        Self(
            events
                .iter()
                .map(|event| (event.data().to_owned(), event.number()))
                .collect(),
        )
    }
}

/// Results of one consumer.
#[derive(Default)]
struct Summary {
    events: usize,
    gaps: BTreeMap<&'static str, usize>,
}

/// Checks the record of a consumer: between two gaps there are consecutive numbers, and the end is not before `end`.
fn check(consumer: &Consumer, numbers: &Numbers, end: u64, context: &str) -> Summary {
    let received = consumer.record.lock().unwrap();
    let mut summary = Summary::default();
    let (mut last, mut is_live) = (None, false);
    for (place, item) in received.iter().enumerate() {
        let context = || {
            format!(
                "{context}, {}, item {place} of {}",
                consumer.stream,
                received.len()
            )
        };
        match item {
            Received::Live => {
                assert!(!is_live, "{}: Live twice", context());
                is_live = true;
            }
            Received::Gap(reason) => {
                (last, is_live) = (None, false);
                *summary.gaps.entry(name(reason)).or_default() += 1;
            }
            Received::Rejected => (last, is_live) = (None, false),
            Received::Event(data) => {
                assert!(is_live, "{}: an event before Live", context());
                let number = numbers.0.get(data).copied();
                let number = number.unwrap_or_else(|| panic!("{}: never sent: {data}", context()));
                let is_next = match last {
                    None => true,
                    Some(last) if is_newest(&consumer.stream) => number > last,
                    Some(last) => number == last + 1,
                };
                assert!(is_next, "{}: {number} after {last:?}", context());
                last = Some(number);
                summary.events += 1;
            }
        }
    }
    let stream = &consumer.stream;
    assert!(
        last.unwrap_or(0) >= end,
        "{context}, {stream}: ends at {last:?} before {end}"
    );
    summary
}

fn name(reason: &GapReason) -> &'static str {
    match reason {
        GapReason::Disconnected(_) => "disconnected",
        GapReason::ClosedByExchange { .. } => "closed",
        GapReason::Silent(_) => "silent",
        GapReason::Lagged { .. } => "lagged",
        GapReason::Skipped { .. } => "skipped",
        GapReason::Renumbered { .. } => "renumbered",
        GapReason::Undecodable(_) => "undecodable",
        reason => panic!("{reason:?}"),
    }
}

/// Returns every kind of fault. Those that only sequence numbers reveal act only on the depth.
fn faults() -> Vec<StreamFault> {
    let seconds = Duration::from_secs;
    vec![
        StreamFault::rejected_handshake(503),
        StreamFault::reset(),
        StreamFault::close(1000),
        StreamFault::restart(seconds(3)),
        StreamFault::half_frame(),
        StreamFault::stall(seconds(2)),
        StreamFault::stall(seconds(60)),
        StreamFault::mute(seconds(2)).on(DEPTH),
        StreamFault::skip().on(DEPTH),
        StreamFault::duplicate().on(DEPTH),
        StreamFault::reorder().on(DEPTH),
        StreamFault::malformed(),
        StreamFault::not_json(),
        StreamFault::unknown_event(),
        StreamFault::error_frame(4002, "Parse error"),
        StreamFault::trickle(Duration::from_millis(1)),
        StreamFault::fragments(),
        StreamFault::burst(7),
    ]
}

/// Sends an event of a balance, which the book has no reason to send.
fn send_balance(sandbox: &Sandbox, number: u64) {
    let data = json!({
        "A": number.to_string(), "E": 1_788_368_290_063_168_u64 + number, "L": "0", "S": "0",
        "T": 1_788_368_290_062_981_u64 + number, "a": "USDC", "e": "balanceUpdate",
    });
    sandbox.streams().send(BALANCES, &data).unwrap();
}

/// Runs one schedule. Returns the faults that acted, and the reasons of the gaps.
fn run(
    seed: u64,
    has_faults: bool,
) -> (
    BTreeMap<StreamFaultKind, u64>,
    BTreeMap<&'static str, usize>,
) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().start_paused(true).build().unwrap();
    runtime.block_on(async {
        let mut random = Random(seed);
        let clock = FixedClock::new(NOW);
        let sandbox = Sandbox::builder()
            .clock(clock)
            .book(Book::new())
            .start()
            .await
            .unwrap();
        let sandbox = Arc::new(sandbox);
        let (peer, mut chance) = (Arc::clone(&sandbox), Random(seed ^ 1));
        let streams = Streams::with_connector(move || {
            let io = peer.streams().connect();
            std::future::ready(io.ok_or_else(|| io::ErrorKind::ConnectionRefused.into()))
        });
        let chance = Mutex::new(move || chance.below(1000) as f64 / 1000.0);
        let streams = streams.chance(move || (chance.lock().unwrap())());
        let streams = streams
            .signer(signed_once)
            .public_connections(1 + random.below(2) as usize)
            .build();
        let consumers = open_all(&streams);
        if has_faults {
            for fault in faults() {
                // A few faults of each schedule, at places of their own.
                if random.below(3) == 0 {
                    let fault =
                        fault.with_probability(0.01 + random.below(40) as f64 / 1000.0, seed);
                    sandbox.streams().fault(fault).unwrap();
                }
            }
        }
        let mut market = SeededMarket::new(SYMBOL, seed).price(140).levels(5);
        let mut balance = 0;
        for step in 0..130 {
            // The end is without faults, and long enough for a stalled connection and the longest backoff.
            if step == 120 {
                sandbox.streams().clear_faults();
            }
            market.step(sandbox.book()).unwrap();
            if random.below(3) == 0 {
                balance += 1;
                send_balance(&sandbox, balance);
            }
            let pause = if step < 120 {
                random.below(300)
            } else {
                32_000
            };
            sleep(Duration::from_millis(pause)).await;
        }
        // Nothing is withheld any more: each stream has an event of its own at the end. The bid is the best one, for the ticker.
        for _ in 0..10 {
            sandbox
                .book()
                .set_level(SYMBOL, book::Side::Bid, 1_000, 1)
                .unwrap();
            sandbox
                .book()
                .set_level(SYMBOL, book::Side::Bid, 1_000, 0)
                .unwrap();
            sandbox
                .book()
                .trade(SYMBOL, book::Side::Bid, 140, 1)
                .unwrap();
            balance += 1;
            send_balance(&sandbox, balance);
            sleep(Duration::from_secs(1)).await;
        }
        streams.close().await;
        let mut gaps = BTreeMap::new();
        // Until the consumers have read their queues.
        sleep(Duration::from_secs(1)).await;
        for consumer in consumers {
            let numbers = Numbers::of(&sandbox, &consumer.stream);
            let context = format!("seed {seed}, {:?}", sandbox.streams().triggered());
            let summary = check(&consumer, &numbers, numbers.0.len() as u64, &context);
            consumer.task.await.unwrap();
            for (reason, count) in summary.gaps {
                *gaps.entry(reason).or_default() += count;
            }
        }
        (sandbox.streams().triggered(), gaps)
    })
}

/// SplitMix64, so that a seed means the same with every version.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % end
    }
}

/// Every kind of fault acts, and each kind of gap is reported.
#[test]
fn records_are_runs_without_holes() {
    let (mut kinds, mut reasons) = (BTreeMap::new(), BTreeMap::new());
    for (triggered, gaps) in run_all(0..1_000, |seed| run(seed, true)) {
        for (kind, count) in triggered {
            *kinds.entry(kind).or_insert(0) += count;
        }
        for (reason, count) in gaps {
            *reasons.entry(reason).or_insert(0) += count;
        }
    }
    println!("{kinds:?}\n{reasons:?}");
    let expected: BTreeSet<_> = faults().iter().map(StreamFault::kind).collect();
    assert_eq!(kinds.keys().copied().collect::<BTreeSet<_>>(), expected);
    let reported: Vec<_> = reasons.keys().copied().collect();
    assert_eq!(
        reported,
        ["closed", "disconnected", "silent", "skipped", "undecodable"]
    );
}

#[test]
fn no_gap_without_a_fault() {
    for seed in 0..20 {
        let (triggered, gaps) = run(seed, false);
        assert!(
            triggered.is_empty() && gaps.is_empty(),
            "seed {seed}: {gaps:?}"
        );
    }
}

/// Over TCP, with orders placed over REST.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn soak() {
    let seconds = std::env::var("BACKPACK_SOAK_SECONDS").map_or(10, |text| text.parse().unwrap());
    let book = Book::new()
        .balance("USDC", 100_000_000)
        .balance("SOL", 1_000_000);
    let sandbox = Sandbox::builder()
        .book(book)
        .market(
            SeededMarket::new(SYMBOL, 3).price(140),
            Duration::from_millis(10),
        )
        .start()
        .await
        .unwrap();
    let http = reqwest::Client::builder()
        .http1_only()
        .no_proxy()
        .build()
        .unwrap();
    let streams = Streams::builder(http, &sandbox.streams_url()).unwrap();
    let sign = || sign_subscription(&Sandbox::credentials(), SystemClock.now(), Window::DEFAULT);
    let streams = streams
        .signer(sign)
        .ping_interval(Duration::from_secs(1))
        .build();
    let consumers = open_all(&streams);
    for stream in [DEPTH, BALANCES] {
        sandbox.streams().wait_for_subscription(stream).await;
    }
    for (seed, fault) in (0..).zip(faults()) {
        let probability = if fault.kind() == StreamFaultKind::RejectedHandshake {
            0.3
        } else {
            0.001
        };
        sandbox
            .streams()
            .fault(fault.with_probability(probability, seed))
            .unwrap();
    }
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap();
    let mut orders = 0;
    let end = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < end {
        place(&client, &mut orders).await;
    }
    let triggered = sandbox.streams().triggered();
    sandbox.streams().clear_faults();
    // Every consumer receives the events that follow, after the longest backoff at the latest.
    let ends: Vec<u64> = consumers
        .iter()
        .map(|consumer| sandbox.streams().events(&consumer.stream).len() as u64)
        .collect();
    let has_ended = |(consumer, end): (&Consumer, &u64)| {
        let record = consumer.record.lock().unwrap();
        let Some(Received::Event(data)) = record.last() else {
            return false;
        };
        let events = sandbox.streams().events(&consumer.stream);
        let mut newest = events.iter().rev();
        let event = newest.find(|event| event.data() == data);
        event.is_some_and(|event| event.number() > *end)
    };
    let deadline = Instant::now() + Duration::from_secs(120);
    while !consumers.iter().zip(&ends).all(has_ended) {
        assert!(Instant::now() < deadline, "a stream is not received again");
        place(&client, &mut orders).await;
    }
    streams.close().await;
    let mut events = 0;
    let mut gaps = BTreeMap::<_, usize>::new();
    for (consumer, end) in consumers.iter().zip(ends) {
        let numbers = Numbers::of(&sandbox, &consumer.stream);
        let summary = check(consumer, &numbers, end, "soak");
        assert!(summary.events > 0, "{} is empty", consumer.stream);
        events += summary.events;
        for (reason, count) in summary.gaps {
            *gaps.entry(reason).or_default() += count;
        }
    }
    println!("{seconds} s: {events} events, {orders} orders\n{triggered:?}\n{gaps:?}");
    assert!(!gaps.is_empty(), "no fault made a gap");
}

async fn place(client: &Client, orders: &mut u32) {
    let order = OrderExecutePayload::new(SYMBOL, Side::Bid, OrderType::Market).quantity(dec("0.1"));
    client.execute_order(order).send().await.unwrap();
    *orders += 1;
    sleep(Duration::from_millis(100)).await;
}
