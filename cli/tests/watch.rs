//! `backpack watch` in a pseudo-terminal: its screens against the seeded market, and the terminal after each way to end.
#![cfg(target_os = "linux")]
#![cfg(test)]

mod pty;

use std::process::Command;

use backpack_api::types::{OrderExecutePayload, OrderType, Side};
use backpack_api::{Client, Decimal};
use backpack_sandbox::book::BookChange;
use backpack_sandbox::streams::{SeededMarket, StreamFault};
use backpack_sandbox::{Book, MockResponse, Sandbox};
use pty::{Pty, Screen};
use serde_json::{Value, json};

/// A future, so that the account can have a position.
const SYMBOL: &str = "SOL_USDC_PERP";

/// The K-lines are made of this number of trades each.
const TRADES_OF_KLINE: usize = 10;

const BACKPACK: &str = env!("CARGO_BIN_EXE_backpack");

/// A sandbox with a market that changes only by the steps of the test, and an account with an order and a position.
async fn exchange() -> (Sandbox, SeededMarket) {
    let book = Book::new().balance("USDC", 1_000_000);
    let sandbox = Sandbox::builder().book(book).start().await.unwrap();
    let mut market = SeededMarket::new(SYMBOL, 7).price(140);
    step(&mut market, &sandbox, 2_000);
    let client = Client::builder()
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap();
    let order = |order_type, quantity: &str| {
        let order = OrderExecutePayload::new(SYMBOL, Side::Bid, order_type);
        order.quantity(quantity.parse::<Decimal>().unwrap())
    };
    let open = order(OrderType::Limit, "3").price(Decimal::from(138));
    for order in [order(OrderType::Market, "2.5"), open] {
        client.execute_order(order).send().await.unwrap();
    }
    (sandbox, market)
}

fn step(market: &mut SeededMarket, sandbox: &Sandbox, steps: usize) {
    for _ in 0..steps {
        market.step(sandbox.book()).unwrap();
    }
}

/// A minute of the day of the K-lines.
fn minute(number: usize) -> String {
    format!("{:02}:{:02}", number / 60, number % 60)
}

/// The K-lines of the trades of the market so far, as REST returns them.
fn klines(sandbox: &Sandbox) -> Vec<Value> {
    let events = sandbox.book().events_after(0);
    let prices: Vec<Decimal> = (events.iter())
        .filter_map(|event| match event.change() {
            BookChange::Trade { price, .. } => Some(*price),
            _ => None,
        })
        .collect();
    let lines = prices.chunks_exact(TRADES_OF_KLINE).enumerate();
    lines
        .map(|(number, prices)| {
            json!({
                "start": format!("2026-09-01 {}:00", minute(number)),
                "end": format!("2026-09-01 {}:00", minute(number + 1)),
                "open": prices[0], "close": prices[TRADES_OF_KLINE - 1],
                "high": prices.iter().max(), "low": prices.iter().min(),
                "volume": "1", "quoteVolume": "140", "trades": TRADES_OF_KLINE.to_string(),
            })
        })
        .collect()
}

/// The trades that the streams have sent, as REST returns them.
fn trades(sandbox: &Sandbox) -> Vec<Value> {
    let events = sandbox.streams().events(&format!("trade.{SYMBOL}"));
    let rows = events.iter().map(|event| {
        let event: Value = serde_json::from_str(event.data()).unwrap();
        json!({
            "id": event["t"], "price": event["p"], "quantity": event["q"], "quoteQuantity": "1",
            "isBuyerMaker": event["m"], "timestamp": event["T"].as_u64().unwrap() / 1_000,
        })
    });
    rows.collect()
}

/// The price after `last:` on a screen.
fn last_price(screen: &str) -> Option<String> {
    let (_, rest) = screen.split_once("last: ")?;
    rest.split_whitespace().next().map(str::to_owned)
}

/// The screens of a live market, of a disconnect, and of the market after it, at two sizes each. What was missed is on the
/// last ones.
#[test]
fn screens_of_the_seeded_market() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (sandbox, mut market) = runtime.block_on(exchange());
    let past = klines(&sandbox);
    let next = past.len();
    let script = |operation, rows: &[Value]| {
        let rows = MockResponse::json(200, rows).always();
        sandbox.on(operation).respond_with(rows).unwrap();
    };
    script("get_klines", &past);

    let mut pty = Pty::open(24, 100);
    let variables = [
        ("BACKPACK_API_URL", sandbox.url()),
        ("BACKPACK_API_KEY", Sandbox::API_KEY),
        ("BACKPACK_API_SECRET", Sandbox::API_SECRET),
    ];
    let mut child = pty.spawn(BACKPACK, &["watch", SYMBOL], &variables);
    let streams = sandbox.streams();
    let kline = format!("kline.1m.{SYMBOL}");
    for name in [
        format!("depth.{SYMBOL}"),
        format!("trade.{SYMBOL}"),
        kline.clone(),
    ] {
        runtime.block_on(streams.wait_for_subscription(&name));
    }
    step(&mut market, &sandbox, 150);
    let event = json!({
        "e": "kline", "E": 1_788_300_000_000_000_u64, "s": SYMBOL, "v": "1", "n": 4, "X": false,
        "t": format!("2026-09-01T{}:00", minute(next)),
        "T": format!("2026-09-01T{}:00", minute(next + 1)),
        "o": "140.25", "h": "140.31", "l": "140.19", "c": "140.27",
    });
    streams.send(&kline, &event).unwrap();
    let mut screen = Screen::new(24, 100);
    screen.until_equals(&pty.output, "live-100x24");
    assert!(!pty.is_cooked());
    pty.resize(30, 60);
    let mut screen = Screen::new(30, 60);
    screen.until_equals(&pty.output, "live-60x30");

    // The next event closes the connection, and the exchange accepts no other.
    let rejected = StreamFault::rejected_handshake(503).always();
    streams.fault(rejected).unwrap();
    streams.fault(StreamFault::close(1001)).unwrap();
    step(&mut market, &sandbox, 100);
    screen.until_equals(&pty.output, "disconnected-60x30");
    pty.resize(24, 100);
    let mut screen = Screen::new(24, 100);
    screen.until_equals(&pty.output, "disconnected-100x24");

    script("get_recent_trades", &trades(&sandbox));
    streams.clear_faults();
    screen.until_equals(&pty.output, "recovered-100x24");
    pty.resize(30, 60);
    let mut screen = Screen::new(30, 60);
    screen.until_equals(&pty.output, "recovered-60x30");

    // A paused screen does not change, and afterwards it has what changed meanwhile.
    let before = last_price(&screen.text());
    pty.write("p");
    screen.until(&pty.output, |text| text.contains("PAUSED"));
    step(&mut market, &sandbox, 100);
    pty.resize(24, 100);
    let mut screen = Screen::new(24, 100);
    let is_redrawn = |text: &str| text.ends_with("pause") && text.contains("PAUSED");
    screen.until(&pty.output, is_redrawn);
    assert_eq!(last_price(&screen.text()), before);
    pty.write("p");
    screen.until(&pty.output, |text| {
        !text.contains("PAUSED") && last_price(text) != before
    });
    pty.write("q");
    let status = child.wait().unwrap();
    assert!(status.success(), "{status}");
    assert!(pty.is_cooked());
    let rest = pty.rest();
    assert!(rest.contains("\u{1b}[?1049l"), "{rest:?}");
}

/// Starts a screen with a market of its own, and waits until it is live.
fn live() -> (Pty, std::process::Child, Screen) {
    let pty = Pty::open(24, 100);
    let child = pty.spawn(BACKPACK, &["--sandbox", "watch", "SOL_USDC"], &[]);
    let mut screen = Screen::new(24, 100);
    screen.until(&pty.output, |text| {
        text.contains("book: live") && text.contains("spread") && text.contains("last: ")
    });
    (pty, child, screen)
}

/// A program that is asked to end restores the terminal.
#[test]
fn terminated_program_restores_the_terminal() {
    for signal in ["TERM", "INT"] {
        let (pty, mut child, _) = live();
        assert!(!pty.is_cooked());
        let kill = format!("kill -{signal} {}", child.id());
        let sent = Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(sent.success());
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(0), "{signal}: {status}");
        assert!(pty.is_cooked());
        let rest = pty.rest();
        assert!(rest.contains("\u{1b}[?1049l"), "{rest:?}");
    }
}

/// A program ends by itself when its terminal is closed: not by a signal, and not by a panic. The code is 1 where output is
/// left that cannot be written.
#[test]
fn closed_terminal_ends_the_program() {
    let (pty, mut child, _) = live();
    pty.close();
    let status = child.wait().unwrap();
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

/// Environment variable of the process that panics, with the place of the panic.
const CHILD: &str = "BACKPACK_TEST_CHILD";

/// A panic while the screen is drawn, or in a task beside it, leaves the alternate screen, restores the modes of the
/// terminal, and its message can be read afterwards. A process of its own, which runs this test again.
#[test]
fn panic_restores_the_terminal() {
    if let Ok(place) = std::env::var(CHILD) {
        return panic_on_the_screen(&place);
    }
    for (place, code) in [("drawing", 101), ("task", 0)] {
        let pty = Pty::open(24, 100);
        let arguments = ["--exact", "panic_restores_the_terminal", "--nocapture"];
        let this = std::env::current_exe().unwrap();
        let mut child = pty.spawn(this, &arguments, &[(CHILD, place)]);
        let status = child.wait().unwrap();
        assert_eq!(status.code(), Some(code), "{place}: {status}");
        assert!(pty.is_cooked(), "{place}");
        let output = pty.rest();
        let (before, rest) = output.split_once("\u{1b}[?1049l").unwrap();
        assert!(before.contains("drawn"), "{place}: {output:?}");
        let (_, rest) = rest.split_once("the message of the panic").unwrap();
        // Nothing is drawn over it.
        assert!(!rest.contains("\u{1b}[1;1H"), "{output:?}");
    }
}

/// Draws a screen, and panics.
fn panic_on_the_screen(place: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let result = runtime.block_on(backpack_cli::with_screen(async |terminal| {
        terminal
            .draw(|frame| frame.render_widget("drawn", frame.area()))
            .unwrap();
        if place == "drawing" {
            terminal
                .draw(|_| panic!("the message of the panic"))
                .unwrap();
        }
        tokio::spawn(async { panic!("the message of the panic") });
        std::future::pending::<()>().await;
    }));
    assert!(result.is_err());
}
