//! Histories longer than a page: streams of rows, and the page headers of a response.

use backpack_api::types::{ApiErrorCode, FillType, Kline, KlineInterval, MarketType, OrderFill};
use backpack_api::{BodyProblem, Client, Error, PageError, PageHeaders, Pages, Timestamp};
use backpack_sandbox::{MockResponse, Sandbox};
use futures_util::{StreamExt as _, TryStreamExt as _};
use serde_json::{Value, json};

use backpack_tests::generated::calls;
use backpack_tests::support::client;
use backpack_tests::support::document::{Document, Operation};

/// Returns the paginated operations.
fn paginated(document: &Document) -> Vec<Operation<'_>> {
    let mut operations = document.operations();
    operations.retain(|operation| operation.json.get("x-pagination").is_some());
    assert!(!operations.is_empty());
    operations
}

/// Collects the fills of a call with filters.
async fn collect_fills(client: &Client, pages: Option<Pages>) -> Vec<Result<OrderFill, PageError>> {
    let call = client
        .get_fills()
        .symbol("A&B c")
        .market_type(vec![MarketType::Spot, MarketType::Perp])
        .from(day(1))
        .fill_type(FillType::User);
    let rows = match pages {
        Some(pages) => call.stream_from(pages),
        None => call.stream(),
    };
    rows.collect().await
}

fn day(day: i64) -> Timestamp {
    Timestamp::from_second(1_788_220_800 + day * 86_400).unwrap()
}

/// Creates a page, with the header `X-Total` if there is a total.
fn page(rows: &[Value], total: Option<u64>) -> MockResponse {
    let response = MockResponse::json(200, rows);
    match total {
        Some(total) => response.header("X-Total", &total.to_string()),
        None => response,
    }
}

/// Generates a row of the response of an operation.
fn row(document: &Document, operation: &Operation<'_>) -> Value {
    let schema = operation.response_with_body().unwrap().schema.unwrap();
    document.instance(schema)[0].clone()
}

/// Generates rows that differ in one of their texts or numbers; `None` for rows without one.
fn distinct_rows(document: &Document, operation: &Operation<'_>, count: i64) -> Option<Vec<Value>> {
    let row = row(document, operation);
    let fields = row.as_object().unwrap();
    let decimal = |value: &Value| value.as_str() == Some("-120.0340");
    let (name, old) = fields
        .iter()
        .find(|(_, value)| value.as_str() == Some("text") || decimal(value))?;
    let rows = (0..count)
        .map(|number| {
            let mut row = row.clone();
            row[name] = if decimal(old) {
                json!(number.to_string())
            } else {
                json!(format!("text {number}"))
            };
            row
        })
        .collect();
    Some(rows)
}

/// Generates a fill for each trade id.
fn fills(trades: impl IntoIterator<Item = i64>) -> Vec<Value> {
    let document = Document::load();
    let row = row(&document, &document.operation("get_fills").unwrap());
    (trades.into_iter())
        .map(|trade| {
            let mut row = row.clone();
            row["tradeId"] = json!(trade);
            row
        })
        .collect()
}

/// `limit`, `offset` and the other query parameters of a request.
type PageQuery = (Option<String>, Option<String>, Vec<(String, String)>);

fn page_queries(sandbox: &Sandbox) -> Vec<PageQuery> {
    (sandbox.requests().iter())
        .map(|request| {
            let value = |name| request.query_value(name).map(str::to_owned);
            let mut others = request.query().to_vec();
            others.retain(|(key, _)| key != "limit" && key != "offset");
            (value("limit"), value("offset"), others)
        })
        .collect()
}

/// Returns the offsets of the requests.
fn offsets(sandbox: &Sandbox) -> Vec<u64> {
    (page_queries(sandbox).iter())
        .map(|(_, offset, _)| offset.as_ref().unwrap().parse().unwrap())
        .collect()
}

async fn with_pages(pages: Vec<MockResponse>) -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    for page in pages {
        sandbox.on("get_fills").respond_with(page).unwrap();
    }
    let client = client(&sandbox);
    (sandbox, client)
}

fn trade(fill: &OrderFill) -> i64 {
    fill.trade_id.unwrap()
}

/// Exactly the operations with an `offset` have `x-pagination` and a stream.
#[tokio::test]
async fn exactly_paginated_operations_have_streams() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for operation in document.operations() {
        let has_pages = operation.json.get("x-pagination").is_some();
        let has_offset = (operation.parameters().iter()).any(|one| one["name"] == "offset");
        let rows = calls::rows(&client, operation.id, Pages::default());
        assert_eq!(
            (has_offset, rows.is_some()),
            (has_pages, has_pages),
            "{}: x-pagination, the parameter `offset` and the stream disagree",
            operation.id
        );
    }
    assert!(sandbox.requests().is_empty());
}

/// Every stream yields all rows, requests each page once with the same filters, and signs the requests of a private
/// operation.
#[tokio::test]
async fn every_stream_yields_all_rows() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut filtered = 0;
    for operation in paginated(&document) {
        let id = operation.id;
        // With a total, a short page that ends at it is the last; without one, an empty page is.
        let (total, counts): (_, &[usize]) = match operation.json["x-pagination"].as_str().unwrap()
        {
            "total" => (Some(7), &[3, 3, 1]),
            "short-page" => (None, &[3, 3, 0]),
            other => panic!("{id}: unknown pagination {other}"),
        };
        let Some(rows) = distinct_rows(&document, &operation, 7) else {
            // A page of the same rows again cannot be told from an ignored offset.
            let rows = vec![row(&document, &operation); 3];
            let page = page(&rows, total).always();
            sandbox.on(id).respond_with(page).unwrap();
            let stream = calls::rows(&client, id, Pages::of(3)).unwrap();
            let rows: Vec<_> = stream.collect().await;
            assert_eq!(rows.iter().filter(|row| row.is_ok()).count(), 3, "{id}");
            assert_eq!(rows.len(), 4, "{id}");
            continue;
        };
        let mut offset = 0;
        for &count in counts {
            let rows = &rows[offset..offset + count];
            sandbox.on(id).respond_with(page(rows, total)).unwrap();
            offset += count;
        }
        sandbox.clear_requests();
        let stream = calls::rows(&client, id, Pages::of(3)).unwrap();
        let rows: Vec<_> = stream.collect().await;
        assert_eq!(rows.len(), counts.iter().sum::<usize>(), "{id}");
        for row in &rows {
            assert!(row.is_ok(), "{id}: {row:?}");
        }
        let queries = page_queries(&sandbox);
        assert_eq!(queries.len(), counts.len(), "{id}: {queries:?}");
        let mut filters = operation.query_examples();
        filters.retain(|(key, _)| key != "limit" && key != "offset");
        filtered += usize::from(!filters.is_empty());
        for (index, (limit, offset, mut others)) in queries.into_iter().enumerate() {
            assert_eq!(limit.as_deref(), Some("3"), "{id}");
            assert_eq!(
                offset.as_deref(),
                Some((index * 3).to_string().as_str()),
                "{id}"
            );
            others.sort_by(|left, right| left.0.cmp(&right.0));
            assert_eq!(others, filters, "{id}: filters of page {index}");
        }
        let is_private = operation.json.get("x-instruction").is_some();
        for request in sandbox.requests() {
            assert_eq!(request.authentication().is_verified(), is_private, "{id}");
        }
    }
    assert!(filtered > 10, "{filtered} with filters");
}

/// A page has 100 rows by default, at least 1 and at most 1000.
#[tokio::test]
async fn page_size_is_clamped() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for (pages, limit) in [
        (None, "100"),
        (Some(Pages::default()), "100"),
        (Some(Pages::of(1_000)), "1000"),
        (Some(Pages::of(1_001)), "1000"),
        (Some(Pages::of(0)), "1"),
    ] {
        sandbox.clear_requests();
        sandbox
            .on("get_fills")
            .respond_with(page(&[], Some(0)))
            .unwrap();
        assert!(collect_fills(&client, pages).await.is_empty());
        let queries = page_queries(&sandbox);
        assert_eq!(queries[0].0.as_deref(), Some(limit), "{pages:?}");
    }
}

/// `limit` and `offset` of a call set the page size and the first offset of its stream; `Pages` override both.
#[tokio::test]
async fn stream_uses_limit_and_offset_of_call() {
    let rows = fills(0..7);
    let of = |rows: &[Value]| MockResponse::json(200, rows).header("X-Total", "7");
    let limits = |sandbox: &Sandbox| -> Vec<String> {
        (page_queries(sandbox).into_iter())
            .map(|(limit, _, _)| limit.unwrap())
            .collect()
    };
    let (sandbox, client) = with_pages(vec![of(&rows[3..6]), of(&rows[6..])]).await;
    let trades: Vec<i64> = (client.get_fills().limit(3).offset(3).stream())
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(trades, [3, 4, 5, 6]);
    assert_eq!(offsets(&sandbox), [3, 6]);
    assert_eq!(limits(&sandbox), ["3", "3"]);

    let (sandbox, client) = with_pages(vec![of(&rows[..4]), of(&rows[4..])]).await;
    let call = client.get_fills().limit(2).offset(3);
    let trades: Vec<i64> = (call.stream_from(Pages::of(4)))
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(trades, [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(offsets(&sandbox), [0, 4]);
    assert_eq!(limits(&sandbox), ["4", "4"]);

    // The exchange returns at most 1000 rows.
    let (sandbox, client) = with_pages(vec![of(&rows)]).await;
    let call = client.get_fills().limit(5_000);
    assert_eq!(call.stream().count().await, 7);
    assert_eq!(limits(&sandbox), ["1000"]);
}

/// Every page is requested with the filters of the call.
#[tokio::test]
async fn every_page_has_filters_of_call() {
    let (sandbox, client) = with_pages(vec![
        page(&fills([1, 2]), Some(3)),
        page(&fills([3]), Some(3)),
    ])
    .await;
    let rows = collect_fills(&client, Some(Pages::of(2))).await;
    assert_eq!(rows.len(), 3);
    let expected = [
        ("fillType", "User"),
        ("from", "1788307200000"),
        ("marketType", "SPOT"),
        ("marketType", "PERP"),
        ("symbol", "A&B c"),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()));
    let queries = page_queries(&sandbox);
    assert_eq!(queries.len(), 2);
    for (_, _, filters) in queries {
        assert_eq!(filters, expected);
    }
    assert!(
        sandbox
            .requests()
            .iter()
            .all(|request| request.authentication().is_verified())
    );
}

/// With `X-Total`, a short page is not the last.
#[tokio::test]
async fn short_page_is_not_last_with_total() {
    let rows = fills(0..5);
    let (sandbox, client) = with_pages(vec![
        MockResponse::json(200, &rows[..2]).header("X-Total", "5"),
        MockResponse::json(200, &rows[2..3]).header("X-Total", "5"),
        MockResponse::json(200, &rows[3..4]).header("X-Total", "5"),
        MockResponse::json(200, &rows[4..]).header("X-Total", "5"),
    ])
    .await;
    let trades: Vec<i64> = (client.get_fills().stream_from(Pages::of(2)))
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(trades, [0, 1, 2, 3, 4]);
    assert_eq!(offsets(&sandbox), [0, 2, 3, 4]);
}

/// An empty page is the last, and the first page may be empty.
#[tokio::test]
async fn empty_page_is_last() {
    for total in [Some(2), None] {
        let (sandbox, client) =
            with_pages(vec![page(&fills([1, 2]), total), page(&[], total)]).await;
        let rows = collect_fills(&client, Some(Pages::of(2))).await;
        let expected = (2, vec![0, 2]);
        assert_eq!((rows.len(), offsets(&sandbox)), expected, "{total:?}");
    }
    for total in [Some(0), None] {
        let (sandbox, client) = with_pages(vec![page(&[], total)]).await;
        let rows = collect_fills(&client, Some(Pages::of(2))).await;
        let expected = (0, vec![0]);
        assert_eq!((rows.len(), offsets(&sandbox)), expected, "{total:?}");
    }
}

/// A page that contradicts its headers or the page before it is an error: neither an early end nor an endless stream.
#[tokio::test]
async fn contradictory_pages_are_errors() {
    let same = || page(&fills([1, 2]), None);
    for (pages, offset) in [
        (vec![page(&fills([1, 2]), Some(9)), page(&[], Some(9))], 2),
        (vec![page(&[], Some(1_000_000))], 0),
        (vec![same(), same()], 2),
    ] {
        let (sandbox, client) = with_pages(pages).await;
        let rows = collect_fills(&client, Some(Pages::of(2))).await;
        let failed = rows.last().unwrap().as_ref().unwrap_err();
        assert_eq!(failed.offset, offset);
        assert!(
            matches!(
                &failed.error,
                Error::Body(body) if matches!(
                    body.problem(),
                    BodyProblem::MissingRows { .. } | BodyProblem::RepeatedPage
                )
            ),
            "{failed:?}"
        );
        assert!(!failed.error.outcome_unknown());
        assert_eq!(*offsets(&sandbox).last().unwrap(), offset);
    }
}

/// A total that is too small, and pages that are shorter than requested, lose no row.
#[tokio::test]
async fn reads_on_behind_small_total_and_capped_pages() {
    for total in [Some(1), Some(2), Some(3), None] {
        let pages = [&[0, 1][..], &[2, 3], &[4], &[]];
        let (sandbox, client) = with_pages(
            (pages.iter())
                .map(|trades| page(&fills(trades.iter().copied()), total))
                .collect(),
        )
        .await;
        let rows = collect_fills(&client, Some(Pages::of(2))).await;
        let trades: Vec<i64> = rows.into_iter().map(|row| trade(&row.unwrap())).collect();
        assert_eq!(trades, [0, 1, 2, 3, 4], "{total:?}");
        assert_eq!(offsets(&sandbox), [0, 2, 4, 5], "{total:?}");
    }
}

/// Pages have their rows, offset and total, for progress.
#[tokio::test]
async fn pages_have_rows_offset_and_total() {
    let (sandbox, client) = with_pages(vec![
        page(&fills(0..2), Some(3)).header("X-Page-Size", "2"),
        page(&fills(2..3), Some(3)),
    ])
    .await;
    let pages: Vec<_> = client
        .get_fills()
        .limit(2)
        .pages()
        .try_collect()
        .await
        .unwrap();
    let seen: Vec<_> = (pages.iter())
        .map(|page| (page.offset, page.rows.len(), page.headers.total))
        .collect();
    assert_eq!(seen, [(0, 2, Some(3)), (2, 1, Some(3))]);
    assert_eq!(pages[0].headers.size, Some(2));
    assert_eq!(offsets(&sandbox), [0, 2]);
}

/// The sandbox, without a script, has the rows of its example and no more.
#[tokio::test]
async fn stream_ends_behind_example() {
    let (sandbox, client) = with_pages(Vec::new()).await;
    let fills: Vec<_> = client.get_fills().stream().try_collect().await.unwrap();
    assert!(!fills.is_empty());
    assert_eq!(offsets(&sandbox), [0]);
    let rest = client.get_fills().offset(1).stream().count().await;
    assert_eq!(rest, fills.len() - 1);
}

/// K-lines are requested in windows by time, each once; without `end_time` up to the time of the exchange.
#[tokio::test]
async fn klines_stream_by_time() {
    const MINUTE: i64 = 60;
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let start = 1_788_220_800;
    let end = start + 1_200 * MINUTE;
    let row = row(
        &Document::load(),
        &Document::load().operation("get_klines").unwrap(),
    );
    for is_open in [true, false] {
        // Windows of 500 K-lines; the exchange sends the oldest 300 of each.
        for first in [0, 300, 600, 900] {
            let last = first + 300 + i64::from(first == 900);
            let rows: Vec<Value> = (first..last)
                .map(|minute| {
                    let mut row = row.clone();
                    let time = Timestamp::from_second(start + minute * MINUTE).unwrap();
                    row["start"] = json!(time.strftime("%Y-%m-%d %H:%M:%S").to_string());
                    row
                })
                .collect();
            let response = MockResponse::json(200, &rows);
            sandbox.on("get_klines").respond_with(response).unwrap();
        }
        sandbox.clear_requests();
        let mut call = client.get_klines(
            "SOL_USDC",
            KlineInterval::M1,
            Timestamp::from_second(start).unwrap(),
        );
        if is_open {
            let time = MockResponse::text(200, (end * 1_000).to_string());
            sandbox.on("get_time").respond_with(time).unwrap();
        } else {
            call = call.end_time(Timestamp::from_second(end).unwrap());
        }
        let klines: Vec<Kline> = call.stream().try_collect().await.unwrap();
        let times: Vec<i64> = klines.iter().map(|one| one.start.as_second()).collect();
        let expected: Vec<i64> = (0..=1_200).map(|minute| start + minute * MINUTE).collect();
        assert_eq!(times, expected, "{is_open}");
        let windows: Vec<_> = (sandbox.requests().iter())
            .filter(|request| request.operation_id() == Some("get_klines"))
            .map(|request| {
                ["startTime", "endTime"].map(|name| {
                    let time: i64 = request.query_value(name).unwrap().parse().unwrap();
                    (time - start) / MINUTE
                })
            })
            .collect();
        assert_eq!(windows, [[0, 500], [300, 800], [600, 1_100], [900, 1_200]]);
    }
}

/// A stream uses the total of the last page, since rows are added while a history is read. An invalid total counts as none.
#[tokio::test]
async fn uses_total_of_last_page() {
    let (sandbox, client) = with_pages(vec![
        page(&fills([1, 2]), Some(3)),
        page(&fills([3, 4]), Some(5)),
        page(&fills([5]), Some(5)),
    ])
    .await;
    let rows = collect_fills(&client, Some(Pages::of(2))).await;
    assert_eq!(rows.len(), 5);
    assert_eq!(offsets(&sandbox), [0, 2, 4]);

    let many = page(&fills([1, 2]), None).header("X-Total", "many");
    let (sandbox, client) = with_pages(vec![many, page(&fills([3]), None), page(&[], None)]).await;
    let rows = collect_fills(&client, Some(Pages::of(2))).await;
    assert_eq!(rows.len(), 3);
    assert_eq!(offsets(&sandbox), [0, 2, 3]);
}

/// A page is requested when its first row is polled, and never after the stream was dropped: one page is in memory.
#[tokio::test]
async fn requests_next_page_on_demand() {
    let rows = fills(0..6);
    let (sandbox, client) = with_pages(
        rows.chunks(2)
            .map(|rows| MockResponse::json(200, rows).header("X-Total", "6"))
            .collect(),
    )
    .await;
    let mut stream = client.get_fills().stream_from(Pages::of(2));
    assert_eq!(offsets(&sandbox), [0_u64; 0]);
    for (row, requests) in [(0, 1), (1, 1), (2, 2), (3, 2)] {
        assert_eq!(trade(&stream.next().await.unwrap().unwrap()), row);
        assert_eq!(offsets(&sandbox).len(), requests, "after row {row}");
    }
    drop(stream);
    client.ping().send().await.unwrap();
    assert_eq!(sandbox.requests().len(), 3, "two pages, and the ping");
}

/// An error has the offset of the page that failed, and ends the stream. A stream from that offset yields the remaining
/// rows once.
#[tokio::test]
async fn error_has_offset_to_continue_from() {
    let rows = fills(0..5);
    let of = |rows: &[Value]| MockResponse::json(200, rows).header("X-Total", "5");
    let (sandbox, client) = with_pages(vec![
        of(&rows[..2]),
        MockResponse::api_error(503, "MAINTENANCE", "Back soon"),
        of(&rows[2..4]),
        of(&rows[4..]),
    ])
    .await;
    let mut first = client.get_fills().stream_from(Pages::of(2));
    assert_eq!(trade(&first.next().await.unwrap().unwrap()), 0);
    assert_eq!(trade(&first.next().await.unwrap().unwrap()), 1);
    let failed = first.next().await.unwrap().unwrap_err();
    assert_eq!(failed.offset, 2);
    assert!(
        matches!(&failed.error, Error::Api(api) if api.code == ApiErrorCode::Maintenance),
        "{failed:?}"
    );
    let message = failed.to_string();
    assert!(
        message.contains("offset 2") && message.contains("Back soon"),
        "{message}"
    );
    assert!(first.next().await.is_none());
    assert_eq!(offsets(&sandbox), [0, 2]);

    let pages = Pages::of(2).starting_at(failed.offset);
    // It converts into the error of the call.
    let error = Error::from(failed);
    assert_eq!(error.operation(), "get_fills");
    assert_eq!(error.status().unwrap(), 503);
    assert!(
        matches!(&error, Error::Api(api) if api.code == ApiErrorCode::Maintenance),
        "{error:?}"
    );
    let rest: Vec<i64> = (client.get_fills().stream_from(pages))
        .map(|row| trade(&row.unwrap()))
        .collect()
        .await;
    assert_eq!(rest, [2, 3, 4]);
    assert_eq!(offsets(&sandbox), [0, 2, 2, 4]);
}

/// A stream that ended can be polled again, as in a `select!`: it sends no request and does not panic.
#[tokio::test]
async fn stream_is_fused() {
    for last in [
        page(&fills([1]), Some(1)),
        MockResponse::api_error(503, "MAINTENANCE", "Back soon"),
    ] {
        let (sandbox, client) = with_pages(vec![last]).await;
        let mut stream = client.get_fills().stream_from(Pages::of(2));
        assert!(stream.next().await.is_some());
        for _ in 0..3 {
            assert!(stream.next().await.is_none());
        }
        assert_eq!(offsets(&sandbox), [0]);
    }
}

/// A page that does not decode is an error of the stream, and so is a call that is not sent.
#[tokio::test]
async fn every_error_ends_stream() {
    let mut broken = fills([7]);
    broken[0]["price"] = json!("a lot");
    let (sandbox, signed) = with_pages(vec![MockResponse::json(200, &broken)]).await;
    let rows = collect_fills(&signed, None).await;
    assert!(
        matches!(&rows[..], [Err(failed)] if failed.offset == 0 && matches!(failed.error, Error::Body(_))),
        "{rows:?}"
    );

    sandbox.clear_requests();
    let unsigned = Client::builder().base_url(sandbox.url()).build().unwrap();
    let rows = collect_fills(&unsigned, None).await;
    assert!(
        matches!(&rows[..], [Err(failed)] if failed.offset == 0 && matches!(failed.error, Error::NotSent { .. })),
        "{rows:?}"
    );
    assert!(sandbox.requests().is_empty());
}

/// A page error converts into the error of a call, so that one function can use `?` on both.
#[tokio::test]
async fn page_errors_convert_into_errors() {
    async fn last_fill(client: &Client) -> Result<Option<OrderFill>, Error> {
        let open = client.get_open_orders().send().await?;
        assert!(!open.is_empty());
        Ok(client.get_fills().stream().try_next().await?)
    }

    let (_sandbox, client) = with_pages(vec![
        page(&fills([1]), Some(1)),
        MockResponse::api_error(400, "INVALID_RANGE", "too far"),
    ])
    .await;
    let fill = last_fill(&client).await.unwrap();
    assert_eq!(fill.map(|fill| trade(&fill)), Some(1));
    let error = last_fill(&client).await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(api) if api.message == "too far"),
        "{error:?}"
    );
}

/// The response of a call has its page headers, with and without a total.
#[tokio::test]
async fn response_has_page_headers() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    // The runtime parses the headers of all operations in one place.
    for id in ["get_fills", "get_historical_trades"] {
        let row = &[row(&document, &document.operation(id).unwrap())];
        let one_page = async || match id {
            "get_fills" => {
                let response = client.get_fills().limit(3).offset(6).send().await.unwrap();
                (response.len(), response.meta().page())
            }
            _ => {
                let call = client.get_historical_trades("SOL_USDC").limit(3).offset(6);
                let response = call.send().await.unwrap();
                (response.len(), response.meta().page())
            }
        };
        let response = page(row, Some(7))
            .header("X-Page-Count", "3")
            .header("X-Current-Page", "2")
            .header("X-Page-Size", " 3 ");
        sandbox.on(id).respond_with(response).unwrap();
        let (count, headers) = one_page().await;
        assert_eq!(count, 1, "{id}");
        let numbers = [headers.count, headers.current, headers.size, headers.total];
        assert_eq!(numbers, [Some(3), Some(2), Some(3), Some(7)], "{id}");

        sandbox
            .on(id)
            .respond_with(page(row, None).header("X-Page-Count", "-1"))
            .unwrap();
        let (_, headers) = one_page().await;
        assert_eq!(headers, PageHeaders::default(), "{id}");
    }
}
