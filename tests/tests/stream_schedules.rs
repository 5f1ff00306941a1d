//! Seeded fault schedules against an exchange that numbers all events: between two gaps, a consumer receives consecutive
//! numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use backpack_signing::{Credentials, SignedSubscription, SigningError, Window, sign_subscription};
use backpack_streams::{Channel, GapReason, Lag, Streams, Subscription, Update};
use backpack_tests::exchange::schedule::{in_paused_time, run_all};
use backpack_tests::exchange::{
    Exchange, Fault, PONG, Peer, Sent, Tick, frame, numbered, tick_at, ticks,
};
use serde_json::Value;
use tokio::time::{Instant, sleep};

/// Item that a consumer received.
#[derive(Clone, Debug)]
enum Received {
    Live { has_gap: bool },
    Event(u64),
    Gap(GapReason),
}

/// Streams of a schedule: with and without sequence numbers, of known cadence, newest only, and private.
fn channels() -> [Channel<Tick>; 6] {
    [
        numbered("seq.a"),
        numbered("seq.b").lag(Lag::Gap(4_000)),
        ticks("plain.c").lag(Lag::Gap(20_000)),
        ticks("cadence.d").max_silence(Duration::from_secs(10)),
        ticks("newest.e").lag(Lag::Newest),
        numbered("account.f").private(),
    ]
}

/// State of the exchange.
struct World {
    random: fastrand::Rng,
    /// Last number of each stream.
    numbers: BTreeMap<String, u64>,
    /// Engine time.
    time: i64,
    /// Number of events left with faults.
    chaos: usize,
    /// Probability of a fault, in 256ths.
    rate: u8,
    faults: Vec<Fault>,
    is_over: bool,
}

impl World {
    fn number(&mut self, stream: &str) -> u64 {
        let number = self.numbers.entry(stream.to_owned()).or_default();
        *number += 1;
        self.time += 1;
        *number
    }

    fn fault(&mut self, stream: &str) -> Option<Fault> {
        if self.chaos == 0 {
            return None;
        }
        self.chaos -= 1;
        if self.random.u8(..) >= self.rate {
            return None;
        }
        let fault = self.random.choice(Fault::ALL).unwrap();
        let is_numbered = stream.starts_with("seq") || stream.starts_with("account");
        let is_possible = is_numbered || !fault.is_of_numbers();
        is_possible.then(|| {
            self.faults.push(fault);
            fault
        })
    }
}

type Shared = Arc<Mutex<World>>;

async fn connection(mut peer: Peer, world: Shared) {
    let mut open = BTreeSet::<String>::new();
    let mut random = fastrand::Rng::with_seed(world.lock().unwrap().random.u64(..));
    let mut next = Instant::now();
    loop {
        tokio::select! {
            biased;
            sent = peer.next() => match sent {
                Sent::Text(text) => {
                    let request: Value = serde_json::from_str(&text).unwrap();
                    let names = request["params"].as_array().unwrap();
                    let names = names.iter().map(|name| name.as_str().unwrap().to_owned());
                    match request["method"].as_str().unwrap() {
                        "SUBSCRIBE" => names.for_each(|name| {
                            // Events without a subscription are lost.
                            let mut world = world.lock().unwrap();
                            if open.insert(name.clone()) {
                                for _ in 0..random.u8(0..4) {
                                    world.number(&name);
                                }
                            }
                        }),
                        _ => open = &open - &names.collect(),
                    }
                }
                Sent::Ping(payload) => peer.raw(&frame(PONG, true, &payload)).await,
                Sent::Pong(_) => {}
                Sent::Close(_) | Sent::End => return,
            },
            () = tokio::time::sleep_until(next) => {
                let open: Vec<_> = open.iter().collect();
                if world.lock().unwrap().chaos == 0 {
                    next = Instant::now() + Duration::from_secs(4);
                    for stream in &open {
                        event(&mut peer, stream, &open, &world, &mut random).await;
                    }
                    continue;
                }
                next = Instant::now() + Duration::from_millis(random.u64(1..120));
                let Some(&stream) = random.choice(&open) else { continue };
                match event(&mut peer, stream, &open, &world, &mut random).await {
                    Some(pause) => next += pause,
                    None => return,
                }
            }
        }
    }
}

/// Sends an event. Returns the pause after it, or `None` if the connection ends.
async fn event(
    peer: &mut Peer,
    stream: &str,
    open: &[&String],
    world: &Shared,
    random: &mut fastrand::Rng,
) -> Option<Duration> {
    let frame_of = |number: u64, world: &World| tick_at(stream, number, world.time);
    let (fault, text) = {
        let mut world = world.lock().unwrap();
        if world.is_over {
            return Some(Duration::ZERO);
        }
        let fault = world.fault(stream);
        match fault {
            Some(Fault::Skip) => {
                for _ in 0..random.u8(1..4) {
                    world.number(stream);
                }
            }
            Some(Fault::Restart) => drop(world.numbers.insert(stream.to_owned(), 0)),
            // The next event is sent first.
            Some(Fault::Reorder) => drop(world.number(stream)),
            _ => {}
        }
        let number = world.number(stream);
        let text = frame_of(number, &world);
        // The stream is silent for long enough to be detected, and loses an event.
        if fault == Some(Fault::Mute) && open.iter().any(|stream| *stream == "cadence.d") {
            world.number("cadence.d");
        }
        (fault, text)
    };
    match fault {
        Some(Fault::Reorder) => {
            let late = {
                let world = world.lock().unwrap();
                tick_at(stream, world.numbers[stream] - 1, world.time - 1)
            };
            peer.text(&text).await;
            peer.text(&late).await;
        }
        Some(Fault::Mute) => {
            peer.text(&text).await;
            return Some(Duration::from_secs(random.u64(12..30)));
        }
        Some(Fault::Burst) => {
            peer.text(&text).await;
            for _ in 0..random.u8(20..100) {
                let stream = random.choice(open).unwrap();
                let text = {
                    let mut world = world.lock().unwrap();
                    let number = world.number(stream);
                    tick_at(stream, number, world.time)
                };
                peer.text(&text).await;
            }
        }
        _ if !peer.inject(fault, &text, random).await => return None,
        _ => {}
    }
    Some(Duration::ZERO)
}

async fn consume(mut subscription: Subscription<Tick>, mut random: fastrand::Rng) -> Vec<Received> {
    let mut received = Vec::new();
    let is_slow = random.bool();
    while let Some(update) = subscription.next().await {
        received.push(match update.unwrap() {
            Update::Live(live) => Received::Live {
                has_gap: live.after.is_some(),
            },
            Update::Event(tick) => {
                assert_eq!(tick.s, subscription.channel().name());
                Received::Event(tick.n)
            }
            Update::Gap(gap) => Received::Gap(gap.reason),
            update => panic!("{update:?}"),
        });
        if is_slow && random.u8(..) < 10 {
            sleep(Duration::from_millis(random.u64(..4_000))).await;
        }
    }
    received
}

/// Checks the invariants of the items of a stream.
fn check(name: &str, received: &[Received], seed: u64) {
    let (mut last, mut is_live, mut has_gap) = (None, false, false);
    for (place, item) in received.iter().enumerate() {
        let context = || format!("seed {seed}, {name}, item {place}: {received:?}");
        match *item {
            Received::Live { has_gap: reported } => {
                assert_eq!(reported, has_gap, "{}", context());
                assert!(!is_live, "{}", context());
                is_live = true;
            }
            Received::Gap(_) => (is_live, has_gap, last) = (false, true, None),
            Received::Event(number) => {
                assert!(is_live, "{}", context());
                let is_next = match last {
                    None => true,
                    Some(last) if name.starts_with("newest") => number > last,
                    Some(last) => number == last + 1,
                };
                assert!(is_next, "{}", context());
                (last, has_gap) = (Some(number), false);
            }
        }
    }
}

/// Returns a signature, which this exchange does not verify.
fn signed() -> Result<SignedSubscription, SigningError> {
    static SIGNED: OnceLock<SignedSubscription> = OnceLock::new();
    let signed = SIGNED.get_or_init(|| {
        let secret = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
        let credentials = Credentials::from_secret(secret).unwrap();
        let time = backpack_signing::Timestamp::from_millis(1_700_000_000_000);
        sign_subscription(&credentials, time, Window::DEFAULT).unwrap()
    });
    Ok(*signed)
}

/// Runs a schedule. Returns the items of each consumer, and the faults.
fn run(seed: u64, rate: u8) -> (Vec<(String, Vec<Received>)>, Vec<Fault>) {
    in_paused_time(async {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut exchange, builder) = Exchange::new();
        let chance = Mutex::new(random.fork());
        let streams: Streams = builder
            .chance(move || chance.lock().unwrap().f64())
            .signer(signed)
            .public_connections(random.usize(1..3))
            .build();
        let world = Arc::new(Mutex::new(World {
            random: random.fork(),
            numbers: BTreeMap::new(),
            time: 1,
            chaos: 150,
            rate,
            faults: Vec::new(),
            is_over: false,
        }));
        let mut consumers = Vec::new();
        for channel in channels() {
            let name = channel.name().to_owned();
            let subscription = streams.open(channel).await.unwrap();
            consumers.push((name, tokio::spawn(consume(subscription, random.fork()))));
        }
        let server = tokio::spawn({
            let world = Arc::clone(&world);
            async move {
                loop {
                    let peer = exchange.accept().await;
                    if rate > 0 && random.u8(..) < 50 {
                        exchange.reject(random.usize(1..4));
                    }
                    tokio::spawn(connection(peer, Arc::clone(&world)));
                }
            }
        });
        while world.lock().unwrap().chaos > 0 {
            sleep(Duration::from_secs(1)).await;
        }
        // Enough to detect a stalled connection, and for the longest backoff.
        sleep(Duration::from_secs(90)).await;
        world.lock().unwrap().is_over = true;
        sleep(Duration::from_secs(1)).await;
        streams.close().await;
        server.abort();
        let mut all = Vec::new();
        for (name, consumer) in consumers {
            let received = consumer.await.unwrap();
            check(&name, &received, seed);
            let number = world.lock().unwrap().numbers[&name];
            let last = received.iter().rev().find_map(|item| match item {
                Received::Event(number) => Some(*number),
                _ => None,
            });
            assert_eq!(last, Some(number), "seed {seed}, {name}: {received:?}");
            all.push((name, received));
        }
        let faults = world.lock().unwrap().faults.clone();
        (all, faults)
    })
}

/// Runs a schedule, and checks that no fault is reported twice. Returns the kinds of its faults and the reasons of its gaps.
fn run_with_faults(seed: u64) -> (BTreeSet<String>, BTreeSet<&'static str>) {
    let (all, faults) = run(seed, 12);
    let mut reasons = BTreeSet::new();
    for (name, received) in all {
        let mut of_exchange = 0;
        for item in received {
            let Received::Gap(reason) = item else {
                continue;
            };
            of_exchange += usize::from(!matches!(reason, GapReason::Lagged { .. }));
            reasons.insert(match reason {
                GapReason::Disconnected(_) => "disconnected",
                GapReason::ClosedByExchange { .. } => "closed",
                GapReason::Silent(_) => "silent",
                GapReason::Lagged { .. } => "lagged",
                GapReason::Skipped { .. } => "skipped",
                GapReason::Renumbered { .. } => "renumbered",
                GapReason::Undecodable(_) => "undecodable",
                reason => panic!("{reason:?}"),
            });
        }
        assert!(
            of_exchange <= faults.len(),
            "seed {seed}, {name}: {of_exchange} {faults:?}"
        );
    }
    let kinds = faults.iter().map(|fault| format!("{fault:?}"));
    (kinds.collect(), reasons)
}

/// Every fault and every reason of a gap occurs.
#[test]
fn no_event_is_missing_between_gaps() {
    let (mut kinds, mut reasons) = (BTreeSet::new(), BTreeSet::new());
    for (of_faults, of_gaps) in run_all(0..1_000, run_with_faults) {
        kinds.extend(of_faults);
        reasons.extend(of_gaps);
    }
    assert_eq!(kinds.len(), Fault::ALL.len(), "{kinds:?}");
    assert_eq!(reasons.len(), 7, "{reasons:?}");
}

/// Without a fault there is no gap, except for slow consumers.
#[test]
fn no_gap_without_a_fault() {
    for seed in 0..20 {
        let (all, faults) = run(seed, 0);
        assert!(faults.is_empty());
        for (name, received) in all {
            let is_lag = |item: &Received| match item {
                Received::Gap(reason) => matches!(reason, GapReason::Lagged { .. }),
                _ => true,
            };
            assert!(
                received.iter().all(is_lag),
                "seed {seed}, {name}: {received:?}"
            );
        }
    }
}
