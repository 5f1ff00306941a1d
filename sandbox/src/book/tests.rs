//! What holds whatever is done to a book.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::order::{Extras, TimeInForce};
use super::payload::{NewOrder, Terms};
use super::*;
use crate::book::ledger::Ledger;
use backpack_signing::Timestamp;

const NOW: Timestamp = Timestamp::from_millis(1_788_285_244_094);
const SYMBOLS: [&str; 2] = ["SOL_USDC", "ETH_SOL"];

/// One thing that a client or a test does.
#[derive(Debug, Clone)]
enum Step {
    Place(NewOrder),
    Cancel(u64),
    Fill(u64, Decimal, Decimal),
    SetPrice(&'static str, Decimal),
}

fn amount() -> impl Strategy<Value = Decimal> {
    (1_i64..200, 0_u32..3).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn symbol() -> impl Strategy<Value = &'static str> {
    prop::sample::select(SYMBOLS.to_vec())
}

fn new_order() -> impl Strategy<Value = NewOrder> {
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
    let side = prop::sample::select(vec![Side::Bid, Side::Ask]);
    (symbol(), side, prop::option::of(0_u32..3), terms).prop_map(
        |(symbol, side, client_id, terms)| NewOrder {
            symbol: symbol.to_owned(),
            side,
            client_id,
            terms,
            extras: Extras::default(),
        },
    )
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => new_order().prop_map(Step::Place),
        1 => (0_u64..12).prop_map(Step::Cancel),
        4 => (0_u64..12, amount(), amount()).prop_map(|(id, q, p)| Step::Fill(id, q, p)),
        1 => (symbol(), amount()).prop_map(|(symbol, price)| Step::SetPrice(symbol, price)),
    ]
}

/// Does a step; whether it was taken.
fn take(ledger: &mut Ledger, step: Step) -> bool {
    match step {
        Step::Place(new) => ledger.place(new, NOW).is_ok(),
        Step::Cancel(id) => ledger.cancel(&id.to_string()).is_ok(),
        Step::Fill(id, quantity, price) => {
            // At its own price where the random one is out of the question.
            let limit = ledger.order(&id.to_string()).and_then(Order::price);
            let id = id.to_string();
            ledger.fill(&id, quantity, price, NOW).is_ok()
                || limit.is_some_and(|limit| ledger.fill(&id, quantity, limit, NOW).is_ok())
        }
        Step::SetPrice(symbol, price) => ledger.set_price(symbol, price).is_ok(),
    }
}

/// The totals that follow from what was there at first and from the fills alone.
fn expected(initial: &BTreeMap<String, Decimal>, fills: &[Fill]) -> BTreeMap<String, Decimal> {
    let mut totals = initial.clone();
    for fill in fills {
        let (base, quote) = fill.symbol().split_once('_').unwrap();
        let value = fill.price() * fill.quantity();
        let (bought, sold, given, taken) = match fill.side() {
            Side::Bid => (base, quote, value, fill.quantity()),
            Side::Ask => (quote, base, fill.quantity(), value),
        };
        assert_eq!(fill.fee_asset(), bought);
        *totals.entry(sold.to_owned()).or_default() -= given;
        *totals.entry(bought.to_owned()).or_default() += taken - fill.fee();
    }
    totals
}

fn check(ledger: &Ledger, initial: &BTreeMap<String, Decimal>) {
    let balances = ledger.account().balances();
    let totals: BTreeMap<String, Decimal> = balances
        .iter()
        .map(|(asset, balance)| (asset.clone(), balance.total()))
        .collect();
    assert_eq!(totals, expected(initial, ledger.fills()));

    let mut locked = BTreeMap::<String, Decimal>::new();
    for (place, order) in ledger.orders().iter().enumerate() {
        assert_eq!(order.id(), (place + 1).to_string());
        assert_eq!(order.is_open(), !order.locked.is_zero());
        *locked.entry(order.locks().to_owned()).or_default() += order.locked;
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
    }
    for (asset, balance) in balances {
        assert!(balance.available() >= Decimal::ZERO, "{asset}");
        let held = locked.get(asset).copied().unwrap_or_default();
        assert_eq!(balance.locked(), held, "{asset}");
    }
}

proptest! {
    /// Money neither appears nor disappears, what is locked is what open orders hold, and what is refused changes
    /// nothing.
    #[test]
    fn the_books_balance(
        steps in prop::collection::vec(step(), 1..60),
        fee in prop::sample::select(vec![Decimal::ZERO, Decimal::new(1, 3), Decimal::new(25, 5)]),
    ) {
        let initial = BTreeMap::from([
            ("USDC".to_owned(), Decimal::from(500)),
            ("SOL".to_owned(), Decimal::from(50)),
            ("ETH".to_owned(), Decimal::from(5)),
        ]);
        let mut book = Book::new().fee_rate(fee);
        for (asset, quantity) in &initial {
            book = book.balance(asset.clone(), *quantity);
        }
        let mut ledger = Ledger::new(book).unwrap();
        for step in steps {
            let before = ledger.clone();
            if !take(&mut ledger, step) {
                prop_assert_eq!(&ledger, &before);
            }
            check(&ledger, &initial);
        }
        // In the end everything can be taken back.
        let open: Vec<String> =
            ledger.orders().iter().filter(|order| order.is_open()).map(Order::id).collect();
        for id in open {
            ledger.cancel(&id).unwrap();
        }
        check(&ledger, &initial);
        prop_assert!(ledger.account().balances().values().all(|b| b.locked().is_zero()));
    }
}

#[test]
fn books_that_cannot_be() {
    let error = |book| Ledger::new(book).unwrap_err();
    assert!(matches!(
        error(Book::new().balance("SOL", -1)),
        BookError::Balance { .. }
    ));
    assert!(matches!(
        error(Book::new().price("SOL", 1)),
        BookError::Market { .. }
    ));
    assert!(matches!(
        error(Book::new().price("SOL_USDC", 0)),
        BookError::NotPositive { .. }
    ));
    for rate in [-1, 1] {
        let book = Book::new().fee_rate(rate);
        assert!(matches!(error(book), BookError::FeeRate { .. }));
    }
}
