//! Trades with backfill over seeded fault schedules: in order, each once, and a gap only where ids are missing.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_api::streams::{TradeUpdate, trade};
use backpack_api::types::Trade;
use backpack_api::{Backfill, Filled, GapReason, Lag, Streams, Timestamp};
use backpack_streams::{FilledRow, MissingRange};
use backpack_tests::exchange::schedule::{Chaos, Source, in_paused_time, run_all, serve};
use backpack_tests::exchange::{Exchange, Fault};
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

const START: i64 = 1_790_600_400_000_000;
const STREAM: &str = "trade.SOL_USDC";
const FIRST: u64 = 392_000_000;

/// Market with all of its trades, numbered from `FIRST`.
struct Market {
    random: fastrand::Rng,
    started: Instant,
    times: Vec<i64>,
    chaos: Chaos,
    /// Number of trades that REST returns at most.
    window: usize,
    /// Number of trades by which REST can be behind.
    lag: usize,
    requests: usize,
}

type Shared = Arc<Mutex<Market>>;

impl Market {
    fn new(mut random: fastrand::Rng, is_lossy: bool) -> Self {
        let (window, lag) = if is_lossy {
            (random.usize(1..40), 8)
        } else {
            (usize::MAX, 0)
        };
        // A restarted numbering is a gap, since no number tells what is missing.
        let kinds = Fault::ALL
            .into_iter()
            .filter(|fault| *fault != Fault::Restart);
        Self {
            chaos: Chaos::new(random.fork(), kinds),
            random,
            started: Instant::now(),
            times: Vec::new(),
            window,
            lag,
            requests: 0,
        }
    }

    /// Executes a trade, and returns its frame.
    fn trade(&mut self) -> String {
        let number = FIRST + self.times.len() as u64;
        let now = START + self.started.elapsed().as_micros() as i64;
        let time = self.times.last().map_or(now, |last| now.max(last + 1));
        self.times.push(time);
        let data = json!({
            "E": time + 9, "T": time, "a": "1", "b": "2", "e": "trade", "m": true, "p": "100", "q": "1",
            "s": "SOL_USDC", "t": number,
        });
        json!({"data": data, "stream": STREAM}).to_string()
    }

    /// Returns the response of REST: the newest trades, with times in milliseconds.
    fn rows(&mut self, range: MissingRange) -> io::Result<Vec<FilledRow<Trade>>> {
        self.requests += 1;
        let is_chaos = !self.chaos.is_over();
        if is_chaos && self.lag > 0 && self.random.u8(..) < 60 {
            return Err(io::Error::other("TOO_MANY_REQUESTS"));
        }
        let lag = if is_chaos && self.lag > 0 {
            self.random.usize(..self.lag)
        } else {
            0
        };
        let end = self.times.len().saturating_sub(lag);
        // The newest first.
        let rows = (0..end).rev().take(self.window);
        let rows = rows.map(|place| (self.times[place], FIRST + place as u64));
        // Rows outside of the range are ignored.
        let rows = rows.filter(|(_, number)| range.contains(*number) || number % 7 == 0);
        let rows = rows.map(|(time, number)| {
            let millis = time / 1_000;
            let row = json!({
                "id": number, "isBuyerMaker": true, "price": "100", "quantity": "1", "quoteQuantity": "100",
                "timestamp": millis,
            });
            FilledRow {
                number,
                time: Timestamp::from_millisecond(millis).unwrap(),
                row: serde_json::from_value(row).unwrap(),
            }
        });
        Ok(rows.collect())
    }
}

impl Source for Market {
    fn chaos(&mut self) -> &mut Chaos {
        &mut self.chaos
    }

    fn event(&mut self) -> String {
        self.trade()
    }
}

async fn open(streams: &Streams, market: &Shared, lag: Lag) -> Backfill<TradeUpdate, Trade> {
    let market = Arc::clone(market);
    let request = move |range| {
        let market = Arc::clone(&market);
        async move {
            let wait = || Duration::from_millis(market.lock().unwrap().random.u64(1..100));
            sleep(wait()).await;
            let rows = market.lock().unwrap().rows(range);
            sleep(wait()).await;
            rows
        }
    };
    let channel = trade("SOL_USDC").lag(lag);
    streams.backfill(channel, request).await.unwrap()
}

/// Runs a schedule. Returns the number of events, of backfilled trades and of gaps.
fn run(seed: u64) -> [usize; 3] {
    in_paused_time(async {
        let mut random = fastrand::Rng::with_seed(seed);
        // REST that is late, fails, and returns few trades; or one that is complete.
        let is_lossy = seed.is_multiple_of(2);
        let (exchange, builder) = Exchange::new();
        let chance = Mutex::new(random.fork());
        let streams = builder.chance(move || chance.lock().unwrap().f64()).build();
        let market = Arc::new(Mutex::new(Market::new(random.fork(), is_lossy)));
        let server = serve(exchange, &market);
        let lag = if random.bool() {
            Lag::Gap(1 << 20)
        } else {
            Lag::Gap(6_000)
        };
        let mut trades = open(&streams, &market, lag).await;
        let mut counts = [0; 3];
        let mut last: Option<u64> = None;
        let mut has_gap = false;
        loop {
            let item = timeout(Duration::from_secs(900), trades.next()).await;
            let item = item
                .expect("trades go on")
                .expect("the stream is open")
                .unwrap();
            let number = match &item {
                Filled::Event(event) => {
                    counts[0] += 1;
                    event.trade_id
                }
                Filled::Backfilled(row) => {
                    counts[1] += 1;
                    row.id.unwrap() as u64
                }
                Filled::Gap(gap) => {
                    counts[2] += usize::from(last.is_some());
                    has_gap = true;
                    assert_eq!(
                        gap.reconcile,
                        ["get_recent_trades", "get_historical_trades"]
                    );
                    continue;
                }
                Filled::Live(_) => continue,
                item => panic!("{item:?}"),
            };
            if let Some(last) = last {
                assert!(number > last, "seed {seed}: {number} after {last}");
                assert_eq!(
                    number != last + 1,
                    has_gap,
                    "seed {seed}: {number} after {last}, gap {has_gap}"
                );
            }
            (last, has_gap) = (Some(number), false);
            let is_last = {
                let market = market.lock().unwrap();
                market.chaos.is_over() && number == FIRST + market.times.len() as u64 - 1
            };
            if is_last {
                break;
            }
            if random.u8(..) < 4 {
                sleep(Duration::from_millis(random.u64(..3_000))).await;
            }
        }
        assert!(
            is_lossy || counts[2] == 0,
            "seed {seed}: {} gaps that REST could fill",
            counts[2]
        );
        streams.close().await;
        while let Some(item) = trades.next().await {
            assert!(item.is_ok());
        }
        server.abort();
        counts
    })
}

#[test]
fn trades_are_in_order_and_complete_or_reported() {
    let counts = run_all(0..1_000, run);
    let total = |place: usize| -> usize { counts.iter().map(|count| count[place]).sum() };
    let totals @ [events, filled, gaps] = [0, 1, 2].map(total);
    assert!(
        events > 20 * counts.len() && filled > 2 * counts.len(),
        "{totals:?}"
    );
    assert!(gaps > counts.len() / 4, "{totals:?}");
}

/// A restarted numbering is reported as a gap.
#[tokio::test(start_paused = true)]
async fn restarted_numbering_is_reported() {
    let (mut exchange, builder) = Exchange::new();
    let streams = builder.build();
    let market = Arc::new(Mutex::new(Market::new(fastrand::Rng::with_seed(1), false)));
    let mut trades = open(&streams, &market, Lag::Gap(1 << 20)).await;
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &[STREAM]).await;
    let frame = market.lock().unwrap().trade();
    peer.text(&frame).await;
    let restarted = frame
        .replace(&FIRST.to_string(), "7")
        .replace(&START.to_string(), &(START + 5_000_000).to_string());
    drop(peer);
    let mut items = Vec::new();
    let mut peer = exchange.accept().await;
    peer.expect("SUBSCRIBE", &[STREAM]).await;
    peer.text(&restarted).await;
    while items.len() < 5 {
        let item = timeout(Duration::from_secs(60), trades.next())
            .await
            .expect("an item");
        items.push(item.unwrap().unwrap());
    }
    let is_gap = |item: &Filled<_, _>| matches!(item, Filled::Gap(gap) if matches!(gap.reason, GapReason::Renumbered { got: 7, .. }));
    assert!(matches!(items[1], Filled::Event(_)), "{items:?}");
    assert!(
        is_gap(&items[3]) && matches!(items[4], Filled::Event(_)),
        "{items:?}"
    );
}
