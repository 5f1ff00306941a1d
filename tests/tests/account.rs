//! Views of the account over seeded fault schedules: a live view equals the account as of its position in the stream.
//!
//! Private streams have no sequence numbers, so the schedules hold the faults that a client can detect without them.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use backpack_api::signing::{SystemClock, sign_subscription};
use backpack_api::streams::{
    BalanceUpdate, OrderUpdate, PositionUpdate, balance_updates, order_updates, position_updates,
};
use backpack_api::types::{
    HistoricalOrder, Order, OrderExecutePayload, OrderFill, OrderStatus, OrderType, Side,
};
use backpack_api::{
    BalanceState, Balances, Channel, Client, Clock as _, Decimal, Error, Lag, Orders,
    OrdersSnapshot, PositionState, Positions, Timestamp, Update, ViewState, ViewStream, Window,
};
use backpack_sandbox::streams::StreamFault;
use backpack_sandbox::{Book, Fault as RestFault, Sandbox};
use backpack_streams::{Streams, View};
use backpack_tests::exchange::schedule::{Chaos, Source, in_paused_time, run_all, serve};
use backpack_tests::exchange::{Exchange, Fault};
use futures_util::future::join_all;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

const START: i64 = 1_790_600_400_000_000;
const ORDERS: &str = "account.orderUpdate";
const BALANCES: &str = "account.balanceUpdate";
const POSITIONS: &str = "account.positionUpdate";

/// An order of the exchange.
#[derive(Clone, Debug)]
struct Placed {
    quantity: i64,
    executed: i64,
    status: &'static str,
}

impl Placed {
    fn is_open(&self) -> bool {
        matches!(self.status, "New" | "PartiallyFilled" | "TriggerPending")
    }
}

/// Account of the exchange, with the past states of each of its records.
struct Account {
    random: fastrand::Rng,
    started: Instant,
    time: i64,
    orders: BTreeMap<u64, Placed>,
    /// Times in milliseconds of REST, and responses.
    fills: Vec<(i64, Value)>,
    balances: BTreeMap<String, [i64; 3]>,
    positions: BTreeMap<String, i64>,
    /// Times and states of a record; a record that is not open has an empty state.
    history: BTreeMap<String, Vec<(i64, String)>>,
    /// Name of the stream of the schedule.
    stream: &'static str,
    chaos: Chaos,
}

type Shared = Arc<Mutex<Account>>;

impl Account {
    fn new(mut random: fastrand::Rng, stream: &'static str) -> Self {
        let kinds = Fault::ALL
            .into_iter()
            .filter(|fault| !fault.is_of_numbers() && *fault != Fault::Mute);
        let mut account = Self {
            stream,
            chaos: Chaos::new(random.fork(), kinds),
            random,
            started: Instant::now(),
            time: START,
            orders: BTreeMap::new(),
            fills: Vec::new(),
            balances: BTreeMap::new(),
            positions: BTreeMap::new(),
            history: BTreeMap::new(),
        };
        for _ in 0..20 {
            for stream in [ORDERS, BALANCES, POSITIONS] {
                account.change(stream);
            }
        }
        account
    }

    fn record(&mut self, key: String, state: String) {
        self.history
            .entry(key)
            .or_default()
            .push((self.time, state));
    }

    /// Changes the account, and returns the frame of the event.
    fn change(&mut self, stream: &str) -> String {
        let now = START + self.started.elapsed().as_micros() as i64;
        self.time = now.max(self.time + 1);
        let data = match stream {
            ORDERS => self.change_order(),
            BALANCES => self.change_balance(),
            _ => self.change_position(),
        };
        json!({"data": data, "stream": stream}).to_string()
    }

    fn change_order(&mut self) -> Value {
        let open: Vec<u64> = self
            .orders
            .iter()
            .filter(|(_, order)| order.is_open())
            .map(|(&id, _)| id)
            .collect();
        let chosen = self
            .random
            .choice(open)
            .filter(|_| self.random.u8(..) < 180);
        let Some(id) = chosen else {
            let id = 61_200_000_000 + self.orders.len() as u64;
            let is_trigger = self.random.u8(..) < 60;
            let status = if is_trigger { "TriggerPending" } else { "New" };
            let quantity = self.random.i64(1..6);
            let placed = Placed {
                quantity,
                executed: 0,
                status,
            };
            self.orders.insert(id, placed);
            let event = if is_trigger {
                "triggerPlaced"
            } else {
                "orderAccepted"
            };
            return self.order_event(id, event, None);
        };
        let order = self.orders.get_mut(&id).unwrap();
        let (event, fill) = match (order.status, self.random.u8(..)) {
            ("TriggerPending", ..150) => {
                order.status = "New";
                ("orderAccepted", None)
            }
            ("TriggerPending", _) => {
                order.status = "TriggerFailed";
                ("triggerFailed", None)
            }
            (_, ..60) => {
                order.status = "Cancelled";
                ("orderCancelled", None)
            }
            (_, 60..70) => {
                order.status = "Expired";
                ("orderExpired", None)
            }
            _ => {
                let quantity = self.random.i64(1..=order.quantity - order.executed);
                order.executed += quantity;
                order.status = if order.executed == order.quantity {
                    "Filled"
                } else {
                    "PartiallyFilled"
                };
                ("orderFill", Some(quantity))
            }
        };
        self.order_event(id, event, fill)
    }

    fn order_event(&mut self, id: u64, event: &str, fill: Option<i64>) -> Value {
        let order = self.orders[&id].clone();
        let state = if order.is_open() {
            format!("{} {}", order.status, order.executed)
        } else {
            String::new()
        };
        self.record(id.to_string(), state);
        let mut data = json!({
            "E": self.time + 5, "T": self.time, "O": "USER", "S": "Bid", "V": "RejectTaker", "X": order.status,
            "Z": (order.executed * 100).to_string(), "e": event, "f": "GTC", "i": id.to_string(), "o": "LIMIT",
            "p": "100", "q": order.quantity.to_string(), "r": false, "s": "SOL_USDC", "t": null,
            "z": order.executed.to_string(),
        });
        if let Some(quantity) = fill {
            let trade = 392_000_000 + self.fills.len() as i64;
            for (key, value) in [
                ("l", json!(quantity.to_string())),
                ("L", json!("100")),
                ("t", json!(trade)),
            ] {
                data[key] = value;
            }
            for (key, value) in [
                ("m", json!(true)),
                ("n", json!("-0.01")),
                ("N", json!("USDC")),
            ] {
                data[key] = value;
            }
            // REST truncates to milliseconds.
            let millis = self.time / 1_000 * 1_000;
            let time = micros(millis).to_string();
            let fill = json!({
                "clientId": null, "fee": "-0.01", "feeSymbol": "USDC", "isMaker": true, "orderId": id.to_string(),
                "price": "100", "quantity": quantity.to_string(), "side": "Bid", "symbol": "SOL_USDC",
                "systemOrderType": null, "timestamp": time.trim_end_matches('Z'), "tradeId": trade,
            });
            self.fills.push((millis, fill));
        }
        data
    }

    fn change_balance(&mut self) -> Value {
        let asset = self
            .random
            .choice(["USDC", "SOL", "BTC"])
            .unwrap()
            .to_owned();
        let values = [(); 3].map(|()| self.random.i64(0..1_000));
        self.balances.insert(asset.clone(), values);
        let [available, locked, staked] = values.map(|value| value.to_string());
        self.record(asset.clone(), format!("{available} {locked} {staked}"));
        json!({
            "A": available, "E": self.time + 5, "L": locked, "S": staked, "T": self.time, "a": asset,
            "e": "balanceUpdate",
        })
    }

    fn change_position(&mut self) -> Value {
        let symbol = self
            .random
            .choice(["SOL_USDC_PERP", "BTC_USDC_PERP"])
            .unwrap()
            .to_owned();
        let quantity = if self.random.u8(..) < 80 {
            0
        } else {
            self.random.i64(-5..6)
        };
        let before = self.positions.get(&symbol).copied().unwrap_or_default();
        let event = match (before, quantity) {
            (0, _) => "positionOpened",
            (_, 0) => "positionClosed",
            _ => "positionAdjusted",
        };
        self.positions.insert(symbol.clone(), quantity);
        let state = if quantity == 0 {
            String::new()
        } else {
            quantity.to_string()
        };
        self.record(symbol.clone(), state);
        let mut data = self.position(&symbol);
        data["e"] = json!(event);
        data
    }

    fn position(&self, symbol: &str) -> Value {
        let quantity = self.positions[symbol].to_string();
        json!({
            "B": "101.26", "E": self.time + 5, "M": "101.24", "P": "0.1", "Q": quantity, "T": self.time, "b": "101.3",
            "f": "0.02", "i": 31_400_000_011_i64, "l": "0", "m": "0.0125", "n": "506.2", "p": "0", "q": quantity,
            "s": symbol,
        })
    }

    /// Returns the frames that follow a subscription: the open positions, without a type.
    fn greeting(&self, stream: &str) -> Vec<String> {
        let open = self
            .positions
            .iter()
            .filter(|(_, quantity)| **quantity != 0 && stream == POSITIONS);
        let frames = open.map(|(symbol, _)| {
            json!({"data": self.position(symbol), "stream": stream}).to_string()
        });
        frames.collect()
    }

    /// Returns true if a record had a state at a time from `position` on.
    fn had(&self, key: &str, state: &str, position: i64) -> bool {
        let history = self.history.get(key).map_or(&[][..], Vec::as_slice);
        let first = history.partition_point(|(time, _)| *time <= position);
        let at = first
            .checked_sub(1)
            .map_or("", |place| history[place].1.as_str());
        at == state || history[first..].iter().any(|(_, later)| later == state)
    }

    /// Compares the records of a view with the account from `position` on.
    fn check(&self, shown: &BTreeMap<String, String>, position: i64, seed: u64) {
        let keys: BTreeSet<&String> = self.history.keys().chain(shown.keys()).collect();
        for key in keys {
            let is_record = |of: &str| match of {
                "order" => key.starts_with("612"),
                "position" => key.ends_with("PERP"),
                _ => !key.starts_with("612") && !key.ends_with("PERP"),
            };
            if !is_record(kind(seed)) {
                continue;
            }
            let state = shown.get(key).map_or("", String::as_str);
            assert!(
                self.had(key, state, position),
                "seed {seed}: {key} is {state:?} at {position}, was {:?}",
                self.history[key]
            );
        }
    }
}

fn kind(seed: u64) -> &'static str {
    ["order", "balance", "position"][(seed % 3) as usize]
}

fn micros(time: i64) -> Timestamp {
    Timestamp::from_microsecond(time).unwrap()
}

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// View under test, and its position in the stream.
trait Subject: View {
    /// Returns the engine time of an event.
    fn time(event: &Self::Event) -> i64;
    /// Returns the response of REST.
    fn snapshot(account: &Account, view: &Self) -> Self::Snapshot;
    /// Returns the open records and their states.
    fn shown(&self) -> BTreeMap<String, String>;
    /// Checks what is beyond the open records.
    fn check(&self, _account: &Account, _opened: i64, _position: i64, _seed: u64) {}
}

impl Subject for Orders {
    fn time(event: &OrderUpdate) -> i64 {
        event.engine_time.as_microsecond()
    }

    fn snapshot(account: &Account, view: &Self) -> OrdersSnapshot {
        let rest = |(id, order): (&u64, &Placed)| {
            json!({
                "clientId": null, "executedQuantity": order.executed.to_string(),
                "executedQuoteQuantity": (order.executed * 100).to_string(), "id": id.to_string(),
                "orderType": "Limit", "postOnly": false, "price": "100", "quantity": order.quantity.to_string(),
                "quoteQuantity": null, "selfTradePrevention": "RejectTaker", "side": "Bid", "status": order.status,
                "symbol": "SOL_USDC", "timeInForce": "GTC",
            })
        };
        let with_time = |mut order: Value, time: Value| {
            order["createdAt"] = time;
            order
        };
        let open = account.orders.iter().filter(|(_, order)| order.is_open());
        let open: Vec<Order> = open
            .map(|order| read(with_time(rest(order), json!(1_790_600_400_000_i64))))
            .collect();
        // The history of the orders that were open, and are not.
        let known = view.open().map(|order| order.id.parse::<u64>().unwrap());
        let closed = known.filter_map(|id| account.orders.get_key_value(&id));
        let closed = closed.filter(|(_, order)| !order.is_open());
        let closed =
            closed.map(|order| read(with_time(rest(order), json!("2026-09-28T13:00:00.000"))));
        let closed: Vec<HistoricalOrder> = closed.collect();
        let mut fills: Vec<OrderFill> = account
            .fills
            .iter()
            .map(|(_, fill)| read(fill.clone()))
            .collect();
        let from = view.since().map(|since| since - Duration::from_secs(60));
        fills.retain(|fill| from.is_some_and(|from| fill.timestamp >= from));
        // The exchange sends the newest first.
        fills.reverse();
        OrdersSnapshot::new(micros(account.time / 1_000 * 1_000), &open, closed, fills)
    }

    fn shown(&self) -> BTreeMap<String, String> {
        let state = |status: &OrderStatus| status.to_string();
        self.open()
            .map(|order| {
                let status = order.status.as_ref().map_or_else(String::new, state);
                (
                    order.id.clone(),
                    format!("{status} {}", order.executed_quantity),
                )
            })
            .collect()
    }

    fn check(&self, account: &Account, opened: i64, position: i64, seed: u64) {
        for (id, order) in &account.orders {
            if let Some(shown) = self.get(&id.to_string())
                && let Some(status) = &shown.status
                && !matches!(
                    status.to_string().as_str(),
                    "New" | "PartiallyFilled" | "TriggerPending"
                )
            {
                assert_eq!(
                    status.to_string(),
                    order.status,
                    "seed {seed}: the final status of {id}"
                );
                assert_eq!(
                    shown.executed_quantity,
                    order.executed.into(),
                    "seed {seed}: {id}"
                );
            }
        }
        // Each fill since the first response once, and none is missing.
        let shown: Vec<i64> = self.fills().map(|fill| fill.trade_id.unwrap()).collect();
        let distinct: BTreeSet<i64> = shown.iter().copied().collect();
        assert_eq!(
            distinct.len(),
            shown.len(),
            "seed {seed}: a fill is there twice"
        );
        let fills = account.fills.iter();
        let times = fills.map(|(time, fill)| (*time, fill["tradeId"].as_i64().unwrap()));
        // The fills of one millisecond can be on either side of a response.
        let times = times.filter(|(time, _)| *time > opened + 1_000 && time + 1_000 <= position);
        for (time, id) in times {
            assert!(
                distinct.contains(&id),
                "seed {seed}: fill {id} of {time} is missing at {position}"
            );
        }
    }
}

impl Subject for Balances {
    fn time(event: &BalanceUpdate) -> i64 {
        event.engine_time.as_microsecond()
    }

    fn snapshot(account: &Account, _: &Self) -> Vec<BalanceState> {
        let balances = account.balances.iter().map(|(asset, values)| {
            let [available, locked, staked] = values.map(|value| value.to_string());
            let balance = json!({"available": available, "locked": locked, "staked": staked});
            BalanceState::new(asset, &read(balance))
        });
        balances.collect()
    }

    fn shown(&self) -> BTreeMap<String, String> {
        let state = |of: &BalanceState| format!("{} {} {}", of.available, of.locked, of.staked);
        self.iter()
            .map(|balance| (balance.asset.clone(), state(balance)))
            .collect()
    }
}

impl Subject for Positions {
    fn time(event: &PositionUpdate) -> i64 {
        event.engine_time.as_microsecond()
    }

    fn snapshot(account: &Account, _: &Self) -> Vec<PositionState> {
        let open = account
            .positions
            .keys()
            .filter(|symbol| account.positions[*symbol] != 0);
        open.map(|symbol| PositionState::from(read::<PositionUpdate>(account.position(symbol))))
            .collect()
    }

    fn shown(&self) -> BTreeMap<String, String> {
        let state = |position: &PositionState| position.net_quantity.to_string();
        self.iter()
            .map(|position| (position.symbol.clone(), state(position)))
            .collect()
    }
}

impl Source for Account {
    fn chaos(&mut self) -> &mut Chaos {
        &mut self.chaos
    }

    fn event(&mut self) -> String {
        self.change(self.stream)
    }

    fn subscribe(&mut self, request: &Value) -> Vec<String> {
        let signature = request["signature"].as_array();
        assert_eq!(signature.map(Vec::len), Some(4), "the request is signed");
        self.greeting(self.stream)
    }
}

/// View, and the position up to which it shows the account.
struct Tracked<V> {
    view: V,
    /// Time of the first response.
    opened: Option<i64>,
    position: i64,
}

struct Response<S> {
    snapshot: S,
    time: i64,
}

impl<V: Subject> View for Tracked<V> {
    type Event = V::Event;
    type Snapshot = Response<V::Snapshot>;

    fn apply(&mut self, event: Self::Event) {
        self.position = V::time(&event);
        self.view.apply(event);
    }

    fn reconcile(&mut self, response: Self::Snapshot) {
        self.opened.get_or_insert(response.time);
        self.position = response.time;
        self.view.reconcile(response.snapshot);
    }
}

/// Runs a schedule. Returns the number of live states, and of transitions from live to uncertain.
fn run<V>(seed: u64, view: V, channel: Channel<V::Event>) -> (usize, usize)
where
    V: Subject + Clone + Sync,
    V::Snapshot: 'static,
{
    in_paused_time(async {
        let mut random = fastrand::Rng::with_seed(seed);
        let stream = [ORDERS, BALANCES, POSITIONS][(seed % 3) as usize];
        let (exchange, builder) = Exchange::new();
        let chance = Mutex::new(random.fork());
        let credentials = Sandbox::credentials();
        let streams = builder
            .chance(move || chance.lock().unwrap().f64())
            .signer(move || sign_subscription(&credentials, SystemClock.now(), Window::DEFAULT))
            .build();
        let account = Arc::new(Mutex::new(Account::new(random.fork(), stream)));
        let server = serve(exchange, &account);
        let channel = if random.bool() {
            channel
        } else {
            channel.lag(Lag::Gap(20_000))
        };
        let mut view = open(&streams, view, channel, &account).await;
        let (mut live, mut uncertain, mut was_live) = (0, 0, false);
        let mut calm_since = None;
        loop {
            let state = view.changed().await.unwrap();
            let is_over = {
                let account = account.lock().unwrap();
                match state {
                    ViewState::Live(tracked) => {
                        let Tracked {
                            view,
                            opened,
                            position,
                        } = tracked;
                        account.check(&view.shown(), *position, seed);
                        view.check(&account, opened.unwrap(), *position, seed);
                        live += 1;
                    }
                    _ => uncertain += usize::from(was_live),
                }
                was_live = matches!(state, ViewState::Live(_));
                account.chaos.is_over() && {
                    let since: Instant = *calm_since.get_or_insert_with(Instant::now);
                    let calm = since.elapsed();
                    assert!(calm < Duration::from_secs(300), "seed {seed}: not live");
                    let at = view.live().map(|tracked| tracked.position);
                    // The view shows the account as it is now.
                    at == Some(account.time) && calm > Duration::from_secs(10)
                }
            };
            if is_over {
                break;
            }
            if random.u8(..) < 4 {
                sleep(Duration::from_millis(random.u64(..3_000))).await;
            }
        }
        streams.close().await;
        while view.changed().await.is_ok() {}
        assert!(
            view.live().is_none(),
            "seed {seed}: no view is live without a stream"
        );
        server.abort();
        (live, uncertain)
    })
}

async fn open<V>(
    streams: &Streams,
    view: V,
    channel: Channel<V::Event>,
    account: &Shared,
) -> ViewStream<Tracked<V>>
where
    V: Subject + Clone + Sync,
{
    let account = Arc::clone(account);
    let source = move |tracked: &Tracked<V>| {
        let account = Arc::clone(&account);
        let view = tracked.view.clone();
        async move {
            let wait = || Duration::from_millis(account.lock().unwrap().random.u64(1..300));
            sleep(wait()).await;
            let response = {
                let mut account = account.lock().unwrap();
                let is_lost = !account.chaos.is_over() && account.random.u8(..) < 40;
                let snapshot = V::snapshot(&account, &view);
                let time = account.time;
                let response = Response { snapshot, time };
                if is_lost {
                    Err(io::Error::other("TOO_MANY_REQUESTS"))
                } else {
                    Ok(response)
                }
            };
            sleep(wait()).await;
            response
        }
    };
    let view = Tracked {
        view,
        opened: None,
        position: 0,
    };
    streams.view(view, channel, source).await.unwrap()
}

#[test]
fn live_view_equals_the_account() {
    let counts = run_all(0..1_000, |seed| match seed % 3 {
        0 => run(seed, Orders::default(), order_updates()),
        1 => run(seed, Balances::default(), balance_updates()),
        _ => run(seed, Positions::default(), position_updates()),
    });
    let live: usize = counts.iter().map(|(live, _)| live).sum();
    let uncertain: usize = counts.iter().map(|(_, uncertain)| uncertain).sum();
    assert!(live > 15 * counts.len(), "{live} live states");
    assert!(uncertain > counts.len(), "{uncertain} uncertain states");
}

fn order_event(status: &str, executed: u32) -> OrderUpdate {
    read(json!({
        "E": START, "T": START, "S": "Bid", "V": "RejectTaker", "X": status, "Z": "0", "e": "orderFill", "f": "GTC",
        "i": "1", "o": "LIMIT", "p": "100", "q": "5", "s": "SOL_USDC", "t": null, "z": executed.to_string(),
    }))
}

/// REST and stream share no number: the executed quantity tells which report is newer, and a final status stays.
#[test]
fn orders_merge_by_executed_quantity_and_final_status() {
    let mut orders = Orders::default();
    let executed = |orders: &Orders| orders.get("1").unwrap().executed_quantity;
    orders.apply(order_event("PartiallyFilled", 3));
    orders.apply(order_event("PartiallyFilled", 2));
    assert_eq!(executed(&orders), Decimal::from(3));
    orders.apply(order_event("Cancelled", 3));
    orders.apply(order_event("PartiallyFilled", 4));
    assert_eq!(
        orders.get("1").unwrap().status,
        Some(OrderStatus::Cancelled)
    );
    assert_eq!(orders.open().len(), 0);
}

/// A position that neither the subscription nor REST reports is closed.
#[test]
fn position_without_a_report_is_closed() {
    let mut positions = Positions::default();
    let account = {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let _guard = runtime.enter();
        Account::new(fastrand::Rng::with_seed(7), POSITIONS)
    };
    let mut event: PositionUpdate = read(account.position("SOL_USDC_PERP"));
    event.net_quantity = Decimal::TWO;
    positions.apply(event);
    assert!(positions.get("SOL_USDC_PERP").is_some());
    positions.reconcile(Vec::new());
    assert!(positions.get("SOL_USDC_PERP").is_none());
}

/// Futures of the sandbox's book, whose positions a schedule changes.
const PERPS: [&str; 2] = ["SOL_USDC_PERP", "BTC_USDC_PERP"];

/// A view whose records the sandbox's book has.
trait Recorded: View<Event: DeserializeOwned> + Clone + Default + Sync {
    const STREAM: &'static str;
    /// Operation that returns all records.
    const OPERATION: &'static str;
    fn channel() -> Channel<Self::Event>;
    /// Returns the event time, which differs for all events of a sandbox, and whether the event is a change: those that
    /// follow a subscription are not.
    fn event_time(event: &Self::Event) -> (i64, bool);
    /// Returns the key and the state of the record that an event changes. A record that is not open has an empty state.
    fn change(event: Self::Event) -> (String, String);
    fn request(client: Client) -> impl Future<Output = Result<Self::Snapshot, Error>> + Send;
    fn records(&self) -> BTreeMap<String, String>;
    fn in_book(sandbox: &Sandbox) -> BTreeMap<String, String>;
}

fn joined<const N: usize>(values: [Decimal; N]) -> String {
    values.map(|value| value.normalize().to_string()).join(" ")
}

fn position_record(position: &PositionState) -> (String, String) {
    let state = if position.net_quantity.is_zero() {
        String::new()
    } else {
        joined([
            position.net_quantity,
            position.entry_price,
            position.break_even_price,
            position.mark_price,
            position.pnl_realized,
            position.pnl_unrealized,
        ])
    };
    (position.symbol.clone(), state)
}

impl Recorded for Positions {
    const STREAM: &'static str = POSITIONS;
    const OPERATION: &'static str = "get_positions";

    fn channel() -> Channel<PositionUpdate> {
        position_updates()
    }

    fn event_time(event: &PositionUpdate) -> (i64, bool) {
        (event.event_time.as_microsecond(), event.event.is_some())
    }

    fn change(event: PositionUpdate) -> (String, String) {
        position_record(&PositionState::from(event))
    }

    async fn request(client: Client) -> Result<Vec<PositionState>, Error> {
        let positions = client.get_positions().send().await?.into_inner();
        Ok(positions.into_iter().map(PositionState::from).collect())
    }

    fn records(&self) -> BTreeMap<String, String> {
        self.iter().map(position_record).collect()
    }

    fn in_book(sandbox: &Sandbox) -> BTreeMap<String, String> {
        let positions = sandbox.book().positions().into_iter();
        positions
            .map(|position| {
                let state = joined([
                    position.quantity(),
                    position.entry_price(),
                    position.break_even_price(),
                    position.mark_price(),
                    position.realized_pnl(),
                    position.unrealized_pnl(),
                ]);
                (position.symbol().to_owned(), state)
            })
            .collect()
    }
}

impl Recorded for Balances {
    const STREAM: &'static str = BALANCES;
    const OPERATION: &'static str = "get_balances";

    fn channel() -> Channel<BalanceUpdate> {
        balance_updates()
    }

    fn event_time(event: &BalanceUpdate) -> (i64, bool) {
        (event.event_time.as_microsecond(), true)
    }

    fn change(event: BalanceUpdate) -> (String, String) {
        (event.asset, joined([event.available, event.locked]))
    }

    async fn request(client: Client) -> Result<Vec<BalanceState>, Error> {
        let balances = client.get_balances().send().await?.into_inner();
        let states = balances.iter();
        Ok(states
            .map(|(asset, balance)| BalanceState::new(asset, balance))
            .collect())
    }

    fn records(&self) -> BTreeMap<String, String> {
        let state = |of: &BalanceState| joined([of.available, of.locked]);
        self.iter()
            .map(|balance| (balance.asset.clone(), state(balance)))
            .collect()
    }

    fn in_book(sandbox: &Sandbox) -> BTreeMap<String, String> {
        let balances = sandbox.book().balances().into_iter();
        balances
            .map(|(asset, balance)| (asset, joined([balance.available(), balance.locked()])))
            .collect()
    }
}

/// The changes that the sandbox has recorded of one stream.
struct History {
    first: BTreeMap<String, String>,
    /// Event time, key and state of each change.
    changes: Vec<(i64, String, String)>,
}

impl History {
    fn read<V: Recorded>(&mut self, sandbox: &Sandbox) {
        for event in sandbox
            .streams()
            .events(V::STREAM)
            .iter()
            .skip(self.changes.len())
        {
            let event: V::Event = serde_json::from_str(event.data()).unwrap();
            let (time, _) = V::event_time(&event);
            let (key, state) = V::change(event);
            self.changes.push((time, key, state));
        }
    }

    fn last_time(&self) -> i64 {
        self.changes.last().map_or(0, |(time, ..)| *time)
    }

    /// Checks that each record had its state at a time from `position` on.
    fn check(&self, records: &BTreeMap<String, String>, position: i64, seed: u64) {
        let changed = self.changes.iter().map(|(_, key, _)| key);
        let keys: BTreeSet<&String> = self
            .first
            .keys()
            .chain(changed)
            .chain(records.keys())
            .collect();
        for key in keys {
            let of_key = self.changes.iter().filter(|(_, changed, _)| changed == key);
            let (before, after): (Vec<_>, Vec<_>) =
                of_key.partition(|(time, ..)| *time <= position);
            let at = before
                .last()
                .map(|(_, _, state)| state)
                .or(self.first.get(key));
            let mut possible = at
                .into_iter()
                .chain(after.into_iter().map(|(_, _, state)| state));
            let state = records.get(key).map_or("", String::as_str);
            let is_absent = at.is_none() && state.is_empty();
            assert!(
                is_absent || possible.any(|possible| possible == state),
                "seed {seed}: {key} is {state:?} at {position}, was {:?}",
                self.changes
            );
        }
    }
}

/// View with its position in the stream of a sandbox.
#[derive(Clone)]
struct Positioned<V> {
    view: V,
    position: i64,
}

impl<V: Recorded> View for Positioned<V> {
    type Event = V::Event;
    type Snapshot = Response<V::Snapshot>;

    fn apply(&mut self, event: V::Event) {
        let (time, is_change) = V::event_time(&event);
        // Changes of the same time can follow the state after a subscription.
        self.position = if is_change { time } else { time - 1 };
        self.view.apply(event);
    }

    fn reconcile(&mut self, response: Self::Snapshot) {
        self.position = response.time;
        self.view.reconcile(response.snapshot);
    }
}

/// Reads a view until the schedule is over and the view is live and equal to the book. Returns the numbers of live states,
/// and of transitions from live to uncertain.
async fn follow<V: View>(
    mut view: ViewStream<V>,
    mut is_over: watch::Receiver<bool>,
    seed: u64,
    mut check: impl FnMut(&V),
    is_equal: impl Fn(&V) -> bool,
) -> (usize, usize) {
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut live, mut uncertain, mut was_live, mut is_last) = (0, 0, false, false);
    loop {
        tokio::select! {
            state = view.changed() => match state.unwrap() {
                ViewState::Live(view) => {
                    check(view);
                    (live, was_live) = (live + 1, true);
                }
                _ => {
                    uncertain += usize::from(was_live);
                    was_live = false;
                }
            },
            changed = is_over.changed(), if !is_last => {
                changed.unwrap();
                is_last = true;
            }
        }
        if is_last && view.live().is_some_and(&is_equal) {
            return (live, uncertain);
        }
        // A slow consumer, whose queue overflows.
        if !is_last && random.u8(..) < 8 {
            sleep(Duration::from_millis(random.u64(..100))).await;
        }
    }
}

/// Opens a view with a position, and follows it.
async fn follow_recorded<V: Recorded>(
    client: Client,
    sandbox: Arc<Sandbox>,
    is_over: watch::Receiver<bool>,
    seed: u64,
    channel: Channel<V::Event>,
) -> (usize, usize)
where
    V::Snapshot: 'static,
{
    let history = History {
        first: V::in_book(&sandbox),
        changes: Vec::new(),
    };
    let history = Arc::new(Mutex::new(history));
    let source = {
        let (client, sandbox, history) =
            (client.clone(), Arc::clone(&sandbox), Arc::clone(&history));
        move |_: &Positioned<V>| {
            let client = client.clone();
            let time = {
                let mut history = history.lock().unwrap();
                history.read::<V>(&sandbox);
                history.last_time()
            };
            async move {
                let snapshot = V::request(client).await?;
                Ok::<_, Error>(Response { snapshot, time })
            }
        }
    };
    let view = Positioned {
        view: V::default(),
        position: 0,
    };
    let streams = client.streams().connections().clone();
    let view = streams.view(view, channel, source).await.unwrap();
    let check = |of: &Positioned<V>| {
        let mut history = history.lock().unwrap();
        history.read::<V>(&sandbox);
        history.check(&of.view.records(), of.position, seed);
    };
    let is_equal = |of: &Positioned<V>| of.view.records() == V::in_book(&sandbox);
    follow(view, is_over, seed, check, is_equal).await
}

fn open_in_book(sandbox: &Sandbox) -> BTreeMap<String, Decimal> {
    let open = sandbox.book().open_orders().into_iter();
    open.map(|order| (order.id(), order.executed_quantity()))
        .collect()
}

/// Changes orders, balances and positions of the sandbox's book once.
async fn change_book(client: &Client, sandbox: &Sandbox, random: &mut fastrand::Rng) {
    let symbol = random.choice(PERPS).unwrap();
    let price = Decimal::from(random.i64(90..110));
    let quantity = Decimal::from(random.i64(1..5));
    let side = random.choice([Side::Bid, Side::Ask]).unwrap();
    let open = sandbox.book().open_orders();
    let chosen = random.choice(&open);
    match (random.u8(..), chosen) {
        (..90, _) => {
            let order =
                OrderExecutePayload::new(symbol, side, OrderType::Market).quantity(quantity);
            drop(client.execute_order(order).send().await);
        }
        (90..140, _) => {
            let order = OrderExecutePayload::new(symbol, side, OrderType::Limit);
            drop(
                client
                    .execute_order(order.price(price).quantity(quantity))
                    .send()
                    .await,
            );
        }
        (140..190, Some(order)) => {
            let price = order.price().unwrap();
            sandbox
                .book()
                .fill(&order.id(), Decimal::ONE, price)
                .unwrap();
        }
        (190..210, Some(order)) => drop(sandbox.book().cancel(&order.id()).unwrap()),
        // Closes the position, and later opens another one.
        (210..230, _) => {
            let net = sandbox
                .book()
                .position(symbol)
                .map(|position| position.quantity());
            if let Some(net) = net {
                let side = if net.is_sign_positive() {
                    Side::Ask
                } else {
                    Side::Bid
                };
                let order = OrderExecutePayload::new(symbol, side, OrderType::Market);
                drop(client.execute_order(order.quantity(net.abs())).send().await);
            }
        }
        _ => sandbox.book().set_price(symbol, price).unwrap(),
    }
}

/// Runs a schedule: the book changes while the streams and the operations of the views fail. Returns the numbers of live
/// states of positions, and of their transitions from live to uncertain.
async fn run_with_sandbox(seed: u64) -> (usize, usize) {
    let mut random = fastrand::Rng::with_seed(seed);
    let book = Book::new().balance("USDC", 1_000_000);
    let book = book.price(PERPS[0], 100).price(PERPS[1], 100);
    let sandbox = Arc::new(Sandbox::builder().book(book).start().await.unwrap());
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .window(Window::MAX) // for a busy machine
        .build()
        .unwrap();
    // A position that is open before the first subscription.
    let order = OrderExecutePayload::new(PERPS[0], Side::Bid, OrderType::Market);
    client
        .execute_order(order.quantity(Decimal::ONE))
        .send()
        .await
        .unwrap();

    // The sandbox records changes from its first connection on.
    let mut first = client.streams().open(balance_updates()).await.unwrap();
    assert!(matches!(first.next().await, Some(Ok(Update::Live(_)))));

    let (over, is_over) = watch::channel(false);
    let lag = |random: &mut fastrand::Rng| match random.bool() {
        true => Lag::Gap(3_000),
        false => Lag::Gap(1 << 20),
    };
    let positions = follow_recorded::<Positions>(
        client.clone(),
        Arc::clone(&sandbox),
        is_over.clone(),
        seed,
        Positions::channel().lag(lag(&mut random)),
    );
    let balances = follow_recorded::<Balances>(
        client.clone(),
        Arc::clone(&sandbox),
        is_over.clone(),
        seed,
        Balances::channel().lag(lag(&mut random)),
    );
    // The views that users open.
    let orders_view = client.streams().orders().await.unwrap();
    let orders = follow(
        orders_view,
        is_over.clone(),
        seed,
        |_| {},
        |orders: &Orders| {
            let shown = orders
                .open()
                .map(|order| (order.id.clone(), order.executed_quantity));
            shown.collect::<BTreeMap<_, _>>() == open_in_book(&sandbox)
        },
    );
    let positions_view = client.streams().positions().await.unwrap();
    let opened = follow(
        positions_view,
        is_over,
        seed,
        |_| {},
        |positions: &Positions| positions.records() == Positions::in_book(&sandbox),
    );
    let changes = async {
        for _ in 0..40 {
            // Few, since each gap increases the waits before the requests of a view.
            if random.u8(..) < 14 {
                let fault = random.choice([
                    StreamFault::reset(),
                    StreamFault::close(1012),
                    StreamFault::restart(Duration::from_millis(50)),
                    StreamFault::half_frame(),
                    StreamFault::malformed(),
                    StreamFault::not_json(),
                    StreamFault::stall(Duration::from_millis(100)),
                    StreamFault::duplicate(),
                    StreamFault::unknown_event(),
                    StreamFault::fragments(),
                ]);
                let stream = random
                    .choice([ORDERS, BALANCES, POSITIONS, POSITIONS])
                    .unwrap();
                sandbox.streams().fault(fault.unwrap().on(stream)).unwrap();
            }
            if random.u8(..) < 8 {
                let operation = random
                    .choice([Positions::OPERATION, Balances::OPERATION])
                    .unwrap();
                let failed = [
                    RestFault::status(500),
                    RestFault::html(403),
                    RestFault::reset(),
                ];
                let failed = random.choice(failed).unwrap().before_execution().times(4);
                sandbox.on(operation).fault(failed).unwrap();
            }
            change_book(&client, &sandbox, &mut random).await;
            sleep(Duration::from_millis(random.u64(..60))).await;
        }
        sandbox.streams().clear_faults();
        sandbox.faults().clear();
        over.send_replace(true);
    };
    let followed = async { tokio::join!(positions, balances, orders, opened, changes) };
    let (positions, ..) = timeout(Duration::from_secs(300), followed)
        .await
        .unwrap_or_else(|_| panic!("seed {seed}: a view is not equal to the book"));
    // REST and the book agree on what the views equal.
    let rest = Positions::request(client.clone()).await.unwrap();
    let rest: BTreeMap<_, _> = rest.iter().map(position_record).collect();
    assert_eq!(rest, Positions::in_book(&sandbox), "seed {seed}");
    client.streams().close().await;
    positions
}

/// Whenever a view of positions is live over the sandbox, it equals the book at its position in the stream or later, and
/// so do balances; after the last change all views equal REST.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn live_view_equals_the_book_of_the_sandbox() {
    let (mut live, mut uncertain) = (0, 0);
    for seeds in (0..36).collect::<Vec<u64>>().chunks(18) {
        for counts in join_all(seeds.iter().map(|seed| run_with_sandbox(*seed))).await {
            live += counts.0;
            uncertain += counts.1;
        }
    }
    assert!(live > 10 * 36, "{live} live states");
    assert!(uncertain > 18, "{uncertain} uncertain states");
}
