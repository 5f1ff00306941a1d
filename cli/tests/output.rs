//! Tables, records and the pages of histories.
#![cfg(test)]

mod common;

use backpack_sandbox::{Fault, MockResponse, Sandbox};
use serde_json::{Value, json};

use common::Terminal;

/// The number of fills.
const ROWS: u64 = 23;

/// A sandbox with a history of fills, with the total in a header or without.
async fn history(has_total: bool) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    let pages = MockResponse::from_fn(move |request| {
        let number = |name: &str| request.query_value(name).unwrap().parse::<u64>().unwrap();
        let (limit, offset) = (number("limit"), number("offset"));
        let rows: Vec<Value> = (offset..ROWS.min(offset + limit))
            .map(|id| json!({"tradeId": id, "price": format!("1.{id}0"), "symbol": "a,\"b\""}))
            .collect();
        let page = MockResponse::json(200, &json!(rows));
        if has_total {
            page.header("X-Total", &ROWS.to_string())
        } else {
            page
        }
    });
    let operation = if has_total {
        "get_fills"
    } else {
        "get_historical_trades"
    };
    sandbox.on(operation).respond_with(pages.always()).unwrap();
    sandbox
}

/// The fills of the command, by their ids.
fn ids(rows: &Value) -> Vec<u64> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row["tradeId"].as_u64().unwrap())
        .collect()
}

/// `--all` prints the rows of all pages in each format, in order and once.
#[tokio::test]
async fn all_pages_are_printed_in_every_format() {
    let all: Vec<u64> = (0..ROWS).collect();
    for (has_total, requested, command) in [
        (
            true,
            &["0", "10", "20"][..],
            vec!["order", "fills", "--all", "--limit", "10"],
        ),
        // Without a total, a short page is no end.
        (
            false,
            &["0", "10", "20", "23"],
            vec![
                "trades",
                "historical-trades",
                "SOL_USDC",
                "--all",
                "--limit",
                "10",
            ],
        ),
    ] {
        let sandbox = history(has_total).await;
        let terminal = Terminal::of(&sandbox);
        let with = |format: &'static str| [&command[..], &["-o", format]].concat();
        let outcome = terminal.run(&with("json")).await;
        assert_eq!(outcome.code, 0, "{outcome:?}");
        assert_eq!(ids(&outcome.json()), all);
        let requests = sandbox.requests();
        let offsets: Vec<_> = requests
            .iter()
            .map(|one| one.query_value("offset").unwrap())
            .collect();
        assert_eq!(offsets, requested);

        let lines = terminal.run(&with("ndjson")).await.output;
        let rows: Vec<Value> = lines.lines().map(|line| line.parse().unwrap()).collect();
        assert_eq!(ids(&Value::Array(rows)), all);

        let text = terminal.run(&with("csv")).await.output;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let column = reader
            .headers()
            .unwrap()
            .iter()
            .position(|name| name == "tradeId")
            .unwrap();
        let printed = reader
            .records()
            .map(|row| row.unwrap()[column].parse().unwrap());
        assert_eq!(printed.collect::<Vec<u64>>(), all);

        let table = terminal.run(&with("table")).await.output;
        assert_eq!(table.lines().count() as u64, ROWS + 1, "{table}");
    }
}

/// A failure prints the rows before it and the offset to resume with; both runs together have every row once.
#[tokio::test]
async fn history_is_resumed_after_a_failure() {
    let sandbox = history(true).await;
    let terminal = Terminal::of(&sandbox);
    sandbox
        .on("get_fills")
        .fault(Fault::status(400).before_execution().every(3))
        .unwrap();
    let first = terminal
        .run(&["order", "fills", "--all", "--limit", "5"])
        .await;
    assert_eq!(first.code, 3, "{first:?}");
    assert!(first.error.contains("resume with --offset 10"), "{first:?}");
    assert_eq!(ids(&first.json()), (0..10).collect::<Vec<_>>());

    let sandbox = history(true).await;
    let terminal = Terminal::of(&sandbox);
    let rest = terminal
        .run(&["order", "fills", "--all", "--limit", "5", "--offset", "10"])
        .await;
    assert_eq!(ids(&rest.json()), (10..ROWS).collect::<Vec<_>>());
}

/// A history with missing rows, or one whose pages repeat, is a failure after the rows that were received.
#[tokio::test]
async fn incomplete_history_is_a_failure() {
    let page = |ids: &[u64]| {
        let rows: Vec<Value> = ids.iter().map(|id| json!({"tradeId": id})).collect();
        MockResponse::json(200, &json!(rows))
    };
    for (second, problem) in [
        (page(&[]).header("X-Total", "9"), "empty page before row 9"),
        (page(&[0, 1]), "repeats"),
        (MockResponse::json(200, &json!({"rows": []})), "sequence"),
    ] {
        let sandbox = Sandbox::start().await.unwrap();
        let script = sandbox.on("get_fills").respond_with(page(&[0, 1]));
        script
            .and_then(|script| script.respond_with(second.always()))
            .unwrap();
        let outcome = Terminal::of(&sandbox)
            .run(&["order", "fills", "--all", "--limit", "2"])
            .await;
        assert_eq!(outcome.code, 1, "{outcome:?}");
        assert_eq!(ids(&outcome.json()), [0, 1]);
        for shown in [problem, "resume with --offset 2"] {
            assert!(outcome.error.contains(shown), "{outcome:?}");
        }
    }
}

/// `--from` is the offset where the operation has no filter by time.
#[tokio::test]
async fn from_is_the_offset() {
    let sandbox = history(false).await;
    let command = [
        "trades",
        "historical-trades",
        "SOL_USDC",
        "--all",
        "--from",
        "20",
    ];
    let outcome = Terminal::of(&sandbox).run(&command).await;
    assert_eq!(ids(&outcome.json()), [20, 21, 22]);
}

/// A table fits the terminal, or its rows become records. Colours are printed where they may be, and numbers as sent.
#[tokio::test]
async fn table_fits_the_terminal() {
    let sandbox = Sandbox::start().await.unwrap();
    let terminal = Terminal::of(&sandbox);
    let body = r#"[{"symbol":"A_B","weight":1.50,"big":12345678901234567890.10,"note":"a\u001b[31mb","none":null},
                   {"symbol":"C","weight":1e-9,"big":0,"note":"","none":null}]"#;
    let respond = || {
        let response = MockResponse::bytes(200, "application/json", body.as_bytes().to_vec());
        sandbox
            .on("get_mark_prices")
            .respond_with(response)
            .unwrap();
    };
    respond();
    let wide = terminal
        .clone()
        .wide(80)
        .run(&["markets", "mark-prices"])
        .await;
    assert_eq!(
        wide.output,
        "symbol  weight  big                      note\n\
         A_B     1.50    12345678901234567890.10  a\\u{1b}[31mb\n\
         C       1e-9    0\n"
    );
    respond();
    let narrow = terminal
        .clone()
        .wide(20)
        .run(&["markets", "mark-prices"])
        .await;
    assert_eq!(
        narrow.output,
        "symbol  A_B\nweight  1.50\nbig     12345678901234567890.10\nnote    a\\u{1b}[31mb\n\n\
         symbol  C\nweight  1e-9\nbig     0\n"
    );
    respond();
    let mut colored = terminal.clone().wide(80);
    colored.has_color = true;
    let colored = colored.run(&["markets", "mark-prices"]).await;
    assert!(colored.output.starts_with("\u{1b}[1msymbol"), "{colored:?}");
    respond();
    let piped = terminal.run(&["markets", "mark-prices"]).await;
    assert_eq!(piped.output.trim_end(), body);
}
