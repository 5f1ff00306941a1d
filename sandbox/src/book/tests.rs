//! Properties of the ledger over random steps.

use std::collections::BTreeMap;

use backpack_signing::Timestamp;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::config::Book;
use super::error::BookError;
use super::event::BookChange;
use super::ledger::Ledger;
use super::market::Symbol;
use super::order::{Extras, Fill, Order, OrderKind, OrderStatus, TimeInForce};
use super::payload::{NewOrder, Terms};
use super::side::Side;

const NOW: Timestamp = Timestamp::from_millis(1_788_285_244_094);
const SPOT: [&str; 2] = ["SOL_USDC", "ETH_SOL"];
const ALL: [&str; 4] = ["SOL_USDC", "ETH_SOL", "SOL_USDC_PERP", "ETH_USDC_PERP"];

/// A step of a client or a test.
#[derive(Debug, Clone)]
enum Step {
    Place(NewOrder),
    Cancel(u64),
    Fill(u64, Decimal, Decimal),
    SetPrice(&'static str, Decimal),
    SetLevel(&'static str, Side, Decimal, Decimal),
}

fn amount() -> impl Strategy<Value = Decimal> {
    (1_i64..200, 0_u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn side() -> impl Strategy<Value = Side> {
    prop::sample::select(vec![Side::Bid, Side::Ask])
}

fn new_order(symbols: &'static [&'static str]) -> impl Strategy<Value = NewOrder> {
    let time_in_force = prop_oneof![
        3 => Just(TimeInForce::GoodTillCancelled),
        1 => Just(TimeInForce::ImmediateOrCancel),
        1 => Just(TimeInForce::FillOrKill),
    ];
    let terms = prop_oneof![
        4 => (amount(), amount(), time_in_force).prop_map(|(price, quantity, time_in_force)| {
            Terms::Limit { price, quantity, time_in_force }
        }),
        1 => amount().prop_map(Terms::Market),
        1 => amount().prop_map(Terms::MarketQuote),
    ];
    let extras = (any::<bool>(), prop::option::weighted(0.3, any::<bool>())).prop_map(
        |(post_only, reduce_only)| Extras {
            post_only,
            reduce_only,
            ..Extras::default()
        },
    );
    let client_id = prop::option::of(0_u32..3);
    let symbol = prop::sample::select(symbols);
    (symbol, side(), client_id, terms, extras).prop_map(
        |(symbol, side, client_id, terms, mut extras)| {
            let rests = matches!(
                terms,
                Terms::Limit {
                    time_in_force: TimeInForce::GoodTillCancelled,
                    ..
                }
            );
            extras.post_only &= rests;
            NewOrder {
                symbol: symbol.to_owned(),
                side,
                client_id,
                terms,
                extras,
            }
        },
    )
}

fn step(symbols: &'static [&'static str]) -> impl Strategy<Value = Step> {
    let symbol = || prop::sample::select(symbols);
    let level = prop_oneof![1 => Just(Decimal::ZERO), 4 => amount()];
    prop_oneof![
        4 => new_order(symbols).prop_map(Step::Place),
        1 => (0_u64..12).prop_map(Step::Cancel),
        3 => (0_u64..12, amount(), amount()).prop_map(|(id, q, p)| Step::Fill(id, q, p)),
        1 => (symbol(), amount()).prop_map(|(symbol, price)| Step::SetPrice(symbol, price)),
        2 => (symbol(), side(), amount(), level)
            .prop_map(|(symbol, side, price, quantity)| Step::SetLevel(symbol, side, price, quantity)),
    ]
}

/// Executes a step. Returns whether it succeeded.
fn execute(ledger: &mut Ledger, step: Step) -> bool {
    match step {
        Step::Place(new) => ledger.place(new, NOW).is_ok(),
        Step::Cancel(id) => ledger.cancel(&id.to_string(), NOW).is_ok(),
        Step::Fill(id, quantity, price) => {
            // At the order's own price if the random one is worse.
            let limit = ledger.order(&id.to_string()).and_then(Order::price);
            let id = id.to_string();
            ledger.fill(&id, quantity, price, NOW).is_ok()
                || limit.is_some_and(|limit| ledger.fill(&id, quantity, limit, NOW).is_ok())
        }
        Step::SetPrice(symbol, price) => ledger.set_price(symbol, price, NOW).is_ok(),
        Step::SetLevel(symbol, side, price, quantity) => {
            ledger.set_level(symbol, side, price, quantity, NOW).is_ok()
        }
    }
}

fn initial() -> BTreeMap<String, Decimal> {
    BTreeMap::from([
        ("USDC".to_owned(), Decimal::from(500)),
        ("SOL".to_owned(), Decimal::from(50)),
        ("ETH".to_owned(), Decimal::from(5)),
    ])
}

fn ledger(fee: Decimal) -> Ledger {
    let mut book = Book::new()
        .fee_rate(fee)
        .price("SOL_USDC_PERP", 10)
        .price("ETH_USDC_PERP", 100);
    for (asset, quantity) in initial() {
        book = book.balance(asset, quantity);
    }
    Ledger::new(book, NOW).unwrap()
}

/// Returns the total balances that follow from the initial ones and the fills. Futures have paid what the fills cost,
/// except the cost of the open positions.
fn expected(ledger: &Ledger) -> BTreeMap<String, Decimal> {
    let mut totals = initial();
    for fill in ledger.fills() {
        let symbol = Symbol::parse(fill.symbol()).unwrap();
        let value = fill.price() * fill.quantity();
        let mut change =
            |asset: &str, by: Decimal| *totals.entry(asset.to_owned()).or_default() += by;
        match (symbol.is_perp(), fill.side()) {
            (true, side) => change(symbol.quote(), -side.signed(value)),
            (false, Side::Bid) => {
                change(symbol.quote(), -value);
                change(symbol.base(), fill.quantity());
            }
            (false, Side::Ask) => {
                change(symbol.base(), -fill.quantity());
                change(symbol.quote(), value);
            }
        }
        change(fill.fee_asset(), -fill.fee());
    }
    for position in ledger.positions().open() {
        *totals.entry("USDC".to_owned()).or_default() += position.net_cost();
    }
    totals
}

fn check(ledger: &Ledger) {
    let balances = ledger.account().balances();
    let totals: BTreeMap<String, Decimal> = balances
        .iter()
        .map(|(asset, balance)| (asset.clone(), balance.total()))
        .collect();
    assert_eq!(totals, expected(ledger));

    let mut locked = BTreeMap::<String, Decimal>::new();
    for (place, order) in ledger.orders().iter().enumerate() {
        assert_eq!(order.id(), (place + 1).to_string());
        let locks = order.is_open() && !order.symbol.is_perp();
        assert_eq!(locks, !order.locked.is_zero());
        *locked.entry(order.locked_asset().to_owned()).or_default() += order.locked;
        let fills = || {
            let fills = ledger.fills().iter();
            fills.filter(|fill| fill.order_id() == order.id())
        };
        let filled: Decimal = fills().map(Fill::quantity).sum();
        assert_eq!(order.executed_quantity(), filled);
        let value: Decimal = fills().map(|fill| fill.price() * fill.quantity()).sum();
        assert_eq!(order.executed_quote_quantity(), value);
        if let Some(quantity) = order.quantity() {
            assert!(filled <= quantity);
            assert_eq!(order.status() == OrderStatus::Filled, filled == quantity);
        }
        assert_eq!(
            order.expiry_reason().is_some(),
            order.status() == OrderStatus::Expired
        );
        assert!(!order.is_open() || order.kind() == OrderKind::Limit);
        for fill in fills() {
            assert!(
                order
                    .price()
                    .is_none_or(|limit| order.side().is_as_good(fill.price(), limit))
            );
        }
    }
    for (asset, balance) in balances {
        // Only futures lose more than the balance.
        assert!(
            asset == "USDC" || balance.available() >= Decimal::ZERO,
            "{asset}"
        );
        let held = locked.get(asset).copied().unwrap_or_default();
        assert_eq!(balance.locked(), held, "{asset}");
    }
    for symbol in ALL {
        let net: Decimal = ledger
            .fills()
            .iter()
            .filter(|fill| fill.symbol() == symbol && fill.symbol.is_perp())
            .map(|fill| fill.side().signed(fill.quantity()))
            .sum();
        assert_eq!(ledger.positions().quantity(symbol), net, "{symbol}");
    }
}

/// Checks that no order of the account rests where it could execute against a level.
fn check_not_crossed(ledger: &Ledger) {
    for order in ledger.open_orders().filter(|order| !order.is_reduce_only()) {
        let market = ledger.market(order.symbol()).unwrap();
        for price in market.levels(order.side().opposite()).keys() {
            assert!(
                !order.side().is_as_good(*price, order.price().unwrap()),
                "{order:?}"
            );
        }
    }
}

/// The state that follows from the events alone.
#[derive(Default)]
struct Replay {
    orders: BTreeMap<String, Order>,
    balances: BTreeMap<String, Decimal>,
    positions: BTreeMap<String, Decimal>,
    levels: BTreeMap<(String, &'static str, Decimal), Decimal>,
    update_ids: BTreeMap<String, u64>,
    fills: usize,
}

impl Replay {
    fn of(ledger: &Ledger) -> Self {
        let mut replay = Self::default();
        for (place, event) in ledger.events().after(0).iter().enumerate() {
            assert_eq!(event.sequence(), u64::try_from(place).unwrap() + 1);
            replay.apply(event.change().clone());
        }
        replay
    }

    fn apply(&mut self, change: BookChange) {
        match change {
            BookChange::OrderAccepted(order) => {
                assert_eq!(order.status(), OrderStatus::New);
                assert!(self.orders.insert(order.id(), order).is_none());
            }
            BookChange::OrderFilled(order, fill) => {
                assert_eq!(fill.order_id(), order.id());
                self.fills += 1;
                self.orders.insert(order.id(), order);
            }
            BookChange::OrderCancelled(order) => {
                assert_eq!(order.status(), OrderStatus::Cancelled);
                self.orders.insert(order.id(), order);
            }
            BookChange::OrderExpired(order) => {
                assert_eq!(order.status(), OrderStatus::Expired);
                self.orders.insert(order.id(), order);
            }
            BookChange::Position(position) => {
                let symbol = position.symbol().to_owned();
                self.positions.insert(symbol, position.quantity());
            }
            BookChange::Balance { asset, balance } => {
                self.balances.insert(asset, balance.total());
            }
            BookChange::Level {
                symbol,
                side,
                price,
                quantity,
                update_id,
            } => {
                let last = self.update_ids.entry(symbol.clone()).or_default();
                *last += 1;
                assert_eq!(update_id, *last);
                let side = if side == Side::Bid { "bid" } else { "ask" };
                let before = if quantity.is_zero() {
                    self.levels.remove(&(symbol, side, price))
                } else {
                    self.levels.insert((symbol, side, price), quantity)
                };
                assert_ne!(before.unwrap_or_default(), quantity);
            }
            BookChange::Price { .. } | BookChange::Trade { .. } => {}
        }
    }

    fn check(&self, ledger: &Ledger) {
        let orders: Vec<&Order> = ledger.orders().iter().collect();
        assert_eq!(self.orders.len(), orders.len());
        for order in orders {
            assert_eq!(&self.orders[&order.id()], order);
        }
        assert_eq!(self.fills, ledger.fills().len());
        for (asset, balance) in ledger.account().balances() {
            let initial = initial().get(asset).copied().unwrap_or_default();
            let seen = self.balances.get(asset).copied().unwrap_or(initial);
            assert_eq!(seen, balance.total(), "{asset}");
        }
        for (symbol, quantity) in &self.positions {
            assert_eq!(ledger.positions().quantity(symbol), *quantity);
        }
        let mut levels = BTreeMap::new();
        for symbol in ALL {
            let Ok(market) = ledger.market(symbol) else {
                continue;
            };
            for (name, side) in [("bid", Side::Bid), ("ask", Side::Ask)] {
                for (price, quantity) in ledger.levels(&market, side) {
                    levels.insert((symbol.to_owned(), name, price), quantity);
                }
            }
            let last = self.update_ids.get(symbol).copied().unwrap_or_default();
            assert_eq!(last, market.update_id, "{symbol}");
        }
        assert_eq!(self.levels, levels);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Checks that money is conserved, the locked amounts are those of the open orders, a rejected step changes nothing,
    /// and the events describe every change.
    #[test]
    fn balances_positions_and_events_agree(
        steps in prop::collection::vec(step(&ALL), 1..60),
        fee in prop::sample::select(vec![Decimal::ZERO, Decimal::new(1, 3), Decimal::new(25, 5)]),
    ) {
        let mut ledger = ledger(fee);
        for step in steps {
            let before = ledger.clone();
            if !execute(&mut ledger, step) {
                prop_assert_eq!(&ledger, &before);
            }
            check(&ledger);
            check_not_crossed(&ledger);
        }
        Replay::of(&ledger).check(&ledger);
        // Everything can be cancelled in the end.
        let open: Vec<String> = ledger.open_orders().map(Order::id).collect();
        for id in open {
            ledger.cancel(&id, NOW).unwrap();
        }
        check(&ledger);
        Replay::of(&ledger).check(&ledger);
        prop_assert!(ledger.account().balances().values().all(|b| b.locked().is_zero()));
    }

    /// Checks that spot orders never make a balance negative.
    #[test]
    fn spot_balances_stay_positive(steps in prop::collection::vec(step(&SPOT), 1..60)) {
        let mut ledger = ledger(Decimal::new(1, 3));
        for step in steps {
            execute(&mut ledger, step);
            check(&ledger);
            let balances = ledger.account().balances();
            prop_assert!(balances.values().all(|balance| balance.available() >= Decimal::ZERO));
        }
    }
}

#[test]
fn rejects_invalid_books() {
    let error = |book| Ledger::new(book, NOW).unwrap_err();
    assert!(matches!(
        error(Book::new().balance("SOL", -1)),
        BookError::Balance { .. }
    ));
    for symbol in [
        "SOL",
        "SOL_SOL",
        "_USDC",
        "SOL_",
        "SOL_USDC_RFQ",
        "SOL_USDC_PERP_X",
    ] {
        assert!(matches!(
            error(Book::new().price(symbol, 1)),
            BookError::Market { .. }
        ));
    }
    assert!(matches!(
        error(Book::new().price("SOL_USDC", 0)),
        BookError::NotPositive { .. }
    ));
    for rate in [-1, 1] {
        let book = Book::new().fee_rate(rate);
        assert!(matches!(error(book), BookError::FeeRate { .. }));
    }
    for fraction in [Decimal::ZERO, Decimal::new(-1, 1), Decimal::new(11, 1)] {
        let book = Book::new().initial_margin(fraction);
        assert!(matches!(error(book), BookError::InitialMargin { .. }));
    }
    assert!(matches!(
        error(Book::new().level("SOL_USDC", Side::Bid, 1, -1)),
        BookError::Negative { .. }
    ));
    assert!(matches!(
        error(Book::new().level("SOL_USDC_PERP", Side::Bid, 1, 1)),
        BookError::NoMarkPrice { .. }
    ));
}
