//! Histories longer than a page: the streams over them, and what the headers of a page say.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod support;

use std::pin::pin;

use backpack_api::types::{
    ApiErrorCode, ApiErrorResponse, BorrowLendEventType, BorrowLendSide, FillType, MarketType,
    OrderFill, SettlementSourceFilter, Side, SortDirection,
};
use backpack_api::{Client, Error, PageError, PageHeaders, Pages, Timestamp};
use backpack_sandbox::{Answer, Sandbox};
use futures_util::{Stream, StreamExt as _};
use serde::Serialize;
use serde_json::{Value, json};

use support::client;
use support::document::{Document, Operation};

type Rows = Vec<Result<Value, PageError<ApiErrorResponse>>>;

/// All that a stream gives.
async fn rows<T: Serialize>(
    stream: impl Stream<Item = Result<T, PageError<ApiErrorResponse>>>,
) -> Rows {
    stream
        .map(|row| row.map(|row| serde_json::to_value(row).unwrap()))
        .collect()
        .await
}

/// One call of each operation that has pages, with a filter. An operation without a stream does not compile here.
macro_rules! histories {
    ($($name:ident($($argument:expr)?) $(.$filter:ident($value:expr))*;)+) => {
        const HISTORIES: &[&str] = &[$(stringify!($name),)+];

        /// Streams the rows of an operation.
        async fn stream(client: &Client, id: &str, pages: Option<Pages>) -> Rows {
            match (id, pages) {
                $((stringify!($name), Some(pages)) => {
                    rows(client.$name($($argument)?)$(.$filter($value))*.stream_from(pages)).await
                })+
                $((stringify!($name), None) => {
                    rows(client.$name($($argument)?)$(.$filter($value))*.stream()).await
                })+
                _ => panic!("{id} is not listed"),
            }
        }

        /// Calls an operation for one page.
        async fn one_page(client: &Client, id: &str) -> (usize, PageHeaders) {
            match id {
                $(stringify!($name) => {
                    let answer = client.$name($($argument)?).limit(3).offset(6).send().await.unwrap();
                    (answer.len(), answer.page())
                })+
                _ => panic!("{id} is not listed"),
            }
        }
    };
}

histories! {
    get_borrow_lend_history().symbol("SOL").type_(BorrowLendEventType::Borrow);
    get_borrow_lend_position_history().side(BorrowLendSide::Lend);
    get_deposits().from(day(1)).to(day(2));
    get_dust_history().sort_direction(SortDirection::Asc);
    get_fills().symbol("A&B c").market_type(&[MarketType::Spot, MarketType::Perp]).from(day(1)).fill_type(FillType::User);
    get_funding_interval_rates("SOL_USDC_PERP");
    get_funding_payments().symbol("SOL_USDC_PERP");
    get_historical_trades("SOL_USDC");
    get_interest_history().asset("SOL");
    get_order_history().order_id("7").market_type(&[MarketType::Perp]);
    get_position_history().symbol("SOL_USDC_PERP");
    get_prediction_events().resolved(false);
    get_quote_fill_history().side(Side::Ask);
    get_quote_history().quote_id("7");
    get_rfq_fill_history().quote_id("7");
    get_rfq_history().symbol("SOL_USDC_RFQ");
    get_settlement_history().source(SettlementSourceFilter::TradingFees);
    get_strategies_history().strategy_id("7");
    get_withdrawals().to(day(2));
}

fn day(day: i64) -> Timestamp {
    Timestamp::from_second(1_788_220_800 + day * 86_400).unwrap()
}

/// A page of `count` rows, with `X-Total` where there is one.
fn page(rows: &[Value], count: usize, total: Option<u64>) -> Answer {
    let page: Vec<&Value> = rows.iter().cycle().take(count).collect();
    let answer = Answer::json(200, &page);
    match total {
        Some(total) => answer.header("X-Total", &total.to_string()),
        None => answer,
    }
}

/// The rows of the documented example.
fn example_rows(operation: &Operation<'_>) -> Vec<Value> {
    let answer = operation.answer().unwrap();
    answer.examples[0].as_array().unwrap().clone()
}

/// A row of fills for each number, which is its trade id.
fn fills(trades: impl IntoIterator<Item = i64>) -> Vec<Value> {
    let document = Document::load();
    let row = example_rows(&document.operation("get_fills").unwrap())[0].clone();
    (trades.into_iter())
        .map(|trade| {
            let mut row = row.clone();
            row["tradeId"] = json!(trade);
            row
        })
        .collect()
}

/// The `limit` and `offset` of every request so far, and the query but for them.
type Asked = (Option<String>, Option<String>, Vec<(String, String)>);

fn asked(sandbox: &Sandbox) -> Vec<Asked> {
    (sandbox.requests().iter())
        .map(|request| {
            let value = |name| request.query_value(name).map(str::to_owned);
            let mut others = request.query().to_vec();
            others.retain(|(key, _)| key != "limit" && key != "offset");
            (value("limit"), value("offset"), others)
        })
        .collect()
}

/// The offsets that were asked for.
fn offsets(sandbox: &Sandbox) -> Vec<u64> {
    (asked(sandbox).iter())
        .map(|(_, offset, _)| offset.as_ref().unwrap().parse().unwrap())
        .collect()
}

async fn with_pages(pages: Vec<Answer>) -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    for page in pages {
        sandbox.on("get_fills").answer(page).unwrap();
    }
    let client = client(&sandbox);
    (sandbox, client)
}

fn trade(fill: &OrderFill) -> i64 {
    fill.trade_id.unwrap()
}

/// Each operation that has pages is listed above, so each has a stream.
#[test]
fn every_history_is_listed() {
    let document = Document::load();
    let documented: Vec<String> = (document.operations().iter())
        .filter(|operation| operation.json.get("x-pagination").is_some())
        .map(|operation| operation.id.to_owned())
        .collect();
    assert_eq!(documented, HISTORIES);
    // What takes an offset has pages, so it must say how they end.
    for operation in document.operations() {
        let has_offset = operation
            .parameters()
            .iter()
            .any(|one| one["name"] == "offset");
        assert_eq!(
            has_offset,
            HISTORIES.contains(&operation.id),
            "{}: x-pagination and the parameter `offset` do not agree",
            operation.id
        );
    }
}

/// Every history gives all of its rows once and in order, asks for page after page with the same filters, signed where
/// it is private, and makes no request more than it needs.
#[tokio::test]
async fn every_history() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for &id in HISTORIES {
        let operation = document.operation(id).unwrap();
        let row = &example_rows(&operation)[..1];
        // By the total, the second page is the last although it is full; without it, only a short page is.
        let (total, counts): (_, &[usize]) = match operation.json["x-pagination"].as_str().unwrap()
        {
            "total" => (Some(6), &[3, 3]),
            "short-page" => (None, &[3, 3, 1]),
            other => panic!("{id}: {other}"),
        };
        for &count in counts {
            sandbox.on(id).answer(page(row, count, total)).unwrap();
        }
        sandbox.forget_requests();
        let got = stream(&client, id, Some(Pages::of(3))).await;
        assert_eq!(got.len(), counts.iter().sum::<usize>(), "{id}");
        for row in &got {
            assert!(row.is_ok(), "{id}: {row:?}");
        }
        let asked = asked(&sandbox);
        assert_eq!(asked.len(), counts.len(), "{id}: {asked:?}");
        for (turn, (limit, offset, others)) in asked.iter().enumerate() {
            assert_eq!(limit.as_deref(), Some("3"), "{id}");
            assert_eq!(
                offset.as_deref(),
                Some((turn * 3).to_string().as_str()),
                "{id}"
            );
            assert_eq!(others, &asked[0].2, "{id}: the filters of page {turn}");
        }
        assert!(
            !asked[0].2.is_empty() || id == "get_prediction_events",
            "{id}: was called without a filter"
        );
    }
}

/// Without a say in it, pages have 100 rows; and they have 1 to 1000, whatever is asked for.
#[tokio::test]
async fn the_size_of_a_page() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for (pages, limit) in [
        (None, "100"),
        (Some(Pages::default()), "100"),
        (Some(Pages::of(1_000)), "1000"),
        (Some(Pages::of(1_001)), "1000"),
        (Some(Pages::of(0)), "1"),
    ] {
        sandbox.forget_requests();
        sandbox
            .on("get_fills")
            .answer(page(&[], 0, Some(0)))
            .unwrap();
        assert!(stream(&client, "get_fills", pages).await.is_empty());
        assert_eq!(asked(&sandbox)[0].0.as_deref(), Some(limit), "{pages:?}");
    }
}

/// A limit and an offset that were set are the size of the pages and where they start; pages that are given count
/// instead of both.
#[tokio::test]
async fn a_limit_and_an_offset_that_were_set() {
    let rows = fills(0..7);
    let of = |rows: &[Value]| Answer::json(200, rows).header("X-Total", "7");
    let limits = |sandbox: &Sandbox| -> Vec<String> {
        (asked(sandbox).into_iter())
            .map(|(limit, _, _)| limit.unwrap())
            .collect()
    };
    let (sandbox, client) = with_pages(vec![of(&rows[3..5]), of(&rows[5..])]).await;
    let got: Vec<i64> = (client.get_fills().limit(2).offset(3).stream())
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(got, [3, 4, 5, 6]);
    assert_eq!(offsets(&sandbox), [3, 5]);
    assert_eq!(limits(&sandbox), ["2", "2"]);

    let (sandbox, client) = with_pages(vec![of(&rows[..4]), of(&rows[4..])]).await;
    let call = client.get_fills().limit(2).offset(3);
    let got: Vec<i64> = (call.stream_from(Pages::of(4)))
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(got, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(offsets(&sandbox), [0, 4]);
    assert_eq!(limits(&sandbox), ["4", "4"]);

    // A page larger than the exchange gives would look like the last one.
    let (sandbox, client) = with_pages(vec![of(&rows)]).await;
    let call = client.get_fills().limit(5_000);
    assert_eq!(call.stream().count().await, 7);
    assert_eq!(limits(&sandbox), ["1000"]);
}

/// The filters are on every page, as they were given.
#[tokio::test]
async fn filters_are_kept() {
    let (sandbox, client) = with_pages(vec![
        page(&fills([1]), 2, Some(3)),
        page(&fills([1]), 1, Some(3)),
    ])
    .await;
    let got = stream(&client, "get_fills", Some(Pages::of(2))).await;
    assert_eq!(got.len(), 3);
    let expected = [
        ("fillType", "User"),
        ("from", "1788307200000"),
        ("marketType", "SPOT"),
        ("marketType", "PERP"),
        ("symbol", "A&B c"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    let asked = asked(&sandbox);
    assert_eq!(asked.len(), 2);
    for (_, _, filters) in asked {
        assert_eq!(filters, expected);
    }
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| request.authentication().is_verified())
    );
}

/// With `X-Total`, a page that is shorter than asked for is not the end: rows that are left out would be money unseen.
#[tokio::test]
async fn a_short_page_is_not_the_end_where_there_is_a_total() {
    let rows = fills(0..5);
    let (sandbox, client) = with_pages(vec![
        Answer::json(200, &rows[..2]).header("X-Total", "5"),
        Answer::json(200, &rows[2..3]).header("X-Total", "5"),
        Answer::json(200, &rows[3..]).header("X-Total", "5"),
    ])
    .await;
    let got: Vec<i64> = (client.get_fills().stream_from(Pages::of(2)))
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(got, [0, 1, 2, 3, 4]);
    assert_eq!(offsets(&sandbox), [0, 2, 3]);
}

/// An empty page is the end, whatever the total says: else a wrong total asks for ever.
#[tokio::test]
async fn an_empty_page_is_the_end() {
    for total in [Some(1_000_000), None] {
        let (sandbox, client) =
            with_pages(vec![page(&fills([1]), 2, total), page(&[], 0, total)]).await;
        let got = stream(&client, "get_fills", Some(Pages::of(2))).await;
        assert_eq!((got.len(), offsets(&sandbox)), (2, vec![0, 2]), "{total:?}");
        // Also at once.
        let (sandbox, client) = with_pages(vec![page(&[], 0, total)]).await;
        let got = stream(&client, "get_fills", Some(Pages::of(2))).await;
        assert_eq!((got.len(), offsets(&sandbox)), (0, vec![0]), "{total:?}");
    }
}

/// A total that changes on the way is followed: rows come in while a history is read. And one that cannot be read is
/// none.
#[tokio::test]
async fn totals_that_change() {
    let (sandbox, client) = with_pages(vec![
        page(&fills([1]), 2, Some(2 + 1)),
        page(&fills([1]), 2, Some(2 + 2)),
    ])
    .await;
    assert_eq!(
        stream(&client, "get_fills", Some(Pages::of(2))).await.len(),
        4
    );
    assert_eq!(offsets(&sandbox), [0, 2]);

    let many = page(&fills([1]), 2, None).header("X-Total", "many");
    let (sandbox, client) = with_pages(vec![many, page(&fills([1]), 1, None)]).await;
    assert_eq!(
        stream(&client, "get_fills", Some(Pages::of(2))).await.len(),
        3
    );
    assert_eq!(offsets(&sandbox), [0, 2]);
}

/// One page is in memory: nothing is asked for before it is wanted, nor when the stream is dropped half-way.
#[tokio::test]
async fn the_next_page_is_asked_for_when_its_rows_are_wanted() {
    let rows = fills(0..6);
    let (sandbox, client) = with_pages(
        rows.chunks(2)
            .map(|rows| Answer::json(200, rows).header("X-Total", "6"))
            .collect(),
    )
    .await;
    let mut stream = Box::pin(client.get_fills().stream_from(Pages::of(2)));
    assert_eq!(offsets(&sandbox), [0_u64; 0]);
    for (row, requests) in [(0, 1), (1, 1), (2, 2), (3, 2)] {
        assert_eq!(trade(&stream.next().await.unwrap().unwrap()), row);
        assert_eq!(offsets(&sandbox).len(), requests, "after row {row}");
    }
    drop(stream);
    client.ping().send().await.unwrap();
    assert_eq!(sandbox.requests().len(), 3, "two pages, and the ping");
}

/// An error is passed on with the offset of the page that failed, and ends the stream. From that offset the rest is
/// there: none twice, none left out.
#[tokio::test]
async fn an_error_says_where_to_go_on() {
    let rows = fills(0..5);
    let of = |rows: &[Value]| Answer::json(200, rows).header("X-Total", "5");
    let (sandbox, client) = with_pages(vec![
        of(&rows[..2]),
        Answer::api_error(503, "MAINTENANCE", "Back soon"),
        of(&rows[2..4]),
        of(&rows[4..]),
    ])
    .await;
    let mut first = pin!(client.get_fills().stream_from(Pages::of(2)));
    assert_eq!(trade(&first.next().await.unwrap().unwrap()), 0);
    assert_eq!(trade(&first.next().await.unwrap().unwrap()), 1);
    let failed = first.next().await.unwrap().unwrap_err();
    assert_eq!(failed.offset, 2);
    assert!(
        matches!(&failed.error, Error::Api(api) if api.code == ApiErrorCode::Maintenance),
        "{failed:?}"
    );
    let said = failed.to_string();
    assert!(
        said.contains("offset 2") && said.contains("Back soon"),
        "{said}"
    );
    assert!(first.next().await.is_none());
    assert_eq!(offsets(&sandbox), [0, 2]);

    let pages = Pages::of(2).starting_at(failed.offset);
    let rest: Vec<i64> = (client.get_fills().stream_from(pages))
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(rest, [2, 3, 4]);
    assert_eq!(offsets(&sandbox), [0, 2, 2, 4]);
}

/// A stream that has ended stays ended, however often it is asked, as in a `select!` of several: it asks the exchange no
/// more, and does not panic.
#[tokio::test]
async fn the_end_is_the_end() {
    for last in [
        page(&fills([1]), 1, Some(1)),
        Answer::api_error(503, "MAINTENANCE", "Back soon"),
    ] {
        let (sandbox, client) = with_pages(vec![last]).await;
        let mut stream = pin!(client.get_fills().stream_from(Pages::of(2)));
        assert!(stream.next().await.is_some());
        for _ in 0..3 {
            assert!(stream.next().await.is_none());
        }
        assert_eq!(offsets(&sandbox), [0]);
    }
}

/// A page that does not decode is an error like another, and a refused call one too: nothing is skipped in silence.
#[tokio::test]
async fn every_kind_of_error_ends_a_stream() {
    let mut broken = fills([7]);
    broken[0]["price"] = json!("a lot");
    let (sandbox, signed) = with_pages(vec![Answer::json(200, &broken)]).await;
    let got = stream(&signed, "get_fills", None).await;
    assert!(
        matches!(&got[..], [Err(failed)] if failed.offset == 0 && matches!(failed.error, Error::Body(_))),
        "{got:?}"
    );

    sandbox.forget_requests();
    let unsigned = Client::builder().base_url(sandbox.url()).build().unwrap();
    let got = stream(&unsigned, "get_fills", None).await;
    assert!(
        matches!(&got[..], [Err(failed)] if failed.offset == 0 && matches!(failed.error, Error::Refused(_))),
        "{got:?}"
    );
    assert!(sandbox.requests().is_empty());
}

/// The answer of a single call says which page it is, for every operation that has pages.
#[tokio::test]
async fn the_headers_of_a_page() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for &id in HISTORIES {
        let row = &example_rows(&document.operation(id).unwrap())[..1];
        let answer = page(row, 1, Some(7))
            .header("X-Page-Count", "3")
            .header("X-Current-Page", "2")
            .header("X-Page-Size", " 3 ");
        sandbox.on(id).answer(answer).unwrap();
        let (count, headers) = one_page(&client, id).await;
        assert_eq!(count, 1, "{id}");
        let numbers = [headers.count, headers.current, headers.size, headers.total];
        assert_eq!(numbers, [Some(3), Some(2), Some(3), Some(7)], "{id}");

        sandbox
            .on(id)
            .answer(page(row, 1, None).header("X-Page-Count", "-1"))
            .unwrap();
        let (_, headers) = one_page(&client, id).await;
        assert_eq!(headers, PageHeaders::default(), "{id}");
    }
}
