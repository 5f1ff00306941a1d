//! Types of responses: rows as CSV, enumerations, value and metadata.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::path::Path;

use backpack_api::types::{self, Balance, FundingPayment, OrderStatus, Side, WithdrawalStatus};
use backpack_api::{Pages, Response, UnknownValue};
use backpack_runtime::wire::{As, DecimalNumber};
use backpack_sandbox::{MockResponse, Sandbox};
use futures_util::TryStreamExt as _;
use http::{HeaderMap, StatusCode};
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use backpack_tests::generated::types::{enums, visit};
use backpack_tests::support::document::{Content, Document, Operation, SchemaKind};
use backpack_tests::support::path::excerpt;
use backpack_tests::support::walk::Found;
use backpack_tests::support::{Decoded, VisitType, client, dec, report};

/// Generates rows of a list response: each variant with and without values in its optional fields, and the examples.
fn rows(document: &Document, operation: &Operation<'_>, items: &Value) -> Vec<Value> {
    let mut rows = Vec::new();
    for full in document.instances(items) {
        rows.push(full.clone());
        let optional = optional_fields(document, items, &full);
        for round in 0..4 {
            let mut row = full.clone();
            for (index, field) in optional.iter().enumerate() {
                if round == 3 || (index + round) % 2 == 0 {
                    row[field] = Value::Null;
                }
            }
            rows.push(row);
        }
    }
    for example in operation.response_with_body().unwrap().examples {
        rows.extend(example.as_array().unwrap().iter().cloned());
    }
    rows
}

/// Lists the fields of an object that can be null.
fn optional_fields(document: &Document, schema: &Value, object: &Value) -> Vec<String> {
    match document.schema_kind(schema, "") {
        SchemaKind::Object { properties, .. } => (properties.iter())
            .filter(|(_, of)| !of.required || document.is_nullable(of.schema))
            .map(|(name, _)| (*name).to_owned())
            .collect(),
        SchemaKind::Union { tag, members, .. } => {
            let member = members[object[tag].as_str().unwrap()];
            optional_fields(document, member, object)
        }
        _ => Vec::new(),
    }
}

/// Visitor that writes rows as CSV and reads them back as their type.
///
/// CSV has no column for an object or a list. Rows with such a field and rows of a union are written with the columns of
/// all variants and with each value as JSON.
struct Csv {
    rows: Vec<Value>,
    is_flat: bool,
}

impl VisitType for Csv {
    /// Problems; `None` for a response that is not a list.
    type Output = Option<Vec<String>>;

    fn value<T: Decoded>(self) -> Self::Output {
        None
    }

    fn list<T: Decoded>(self) -> Self::Output {
        let rows: Vec<T> = (self.rows.iter())
            .map(|row| serde_json::from_value(row.clone()).unwrap())
            .collect();
        let round_trip = if self.is_flat {
            round_trip_flat
        } else {
            round_trip_nested
        };
        let problems = match round_trip(&rows) {
            Ok(read) if read.len() != rows.len() => {
                vec![format!("{} of {} rows were read", read.len(), rows.len())]
            }
            Ok(read) => (rows.iter().zip(&read))
                .filter(|(row, read)| row != read)
                .map(|(row, read)| format!("{row:?} was read as {read:?}"))
                .collect(),
            Err(error) => vec![error.to_string()],
        };
        Some(problems)
    }
}

/// Writes rows as CSV and reads them back, by serde alone.
fn round_trip_flat<T: Decoded>(rows: &[T]) -> Result<Vec<T>, Box<dyn Error>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.serialize(row)?;
    }
    let text = writer.into_inner()?;
    let rows: csv::Result<Vec<T>> = csv::Reader::from_reader(text.as_slice())
        .deserialize()
        .collect();
    Ok(rows?)
}

/// Writes rows as CSV with each value as JSON, and reads them back.
fn round_trip_nested<T: Decoded>(rows: &[T]) -> Result<Vec<T>, Box<dyn Error>> {
    let objects: Vec<Map<String, Value>> = (rows.iter())
        .map(|row| serde_json::from_value(serde_json::to_value(row)?))
        .collect::<Result<_, _>>()?;
    let columns: BTreeSet<&String> = objects.iter().flat_map(Map::keys).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns)?;
    for object in &objects {
        writer.write_record(columns.iter().map(|column| match object.get(*column) {
            None | Some(Value::Null) => String::new(),
            Some(value) => value.to_string(),
        }))?;
    }
    let text = writer.into_inner()?;
    let mut reader = csv::Reader::from_reader(text.as_slice());
    let mut read = Vec::new();
    for record in reader.records() {
        let mut object = Map::new();
        for (column, text) in columns.iter().zip(&record?) {
            if !text.is_empty() {
                object.insert((*column).clone(), serde_json::from_str(text)?);
            }
        }
        read.push(serde_json::from_value(Value::Object(object))?);
    }
    Ok(read)
}

/// Returns the operations with a list of objects, their rows, and `true` if CSV has a column for each field.
fn lists(document: &Document) -> Vec<(Operation<'_>, Vec<Value>, bool)> {
    let mut lists = Vec::new();
    for operation in document.operations() {
        let Some(response) = operation
            .response_with_body()
            .filter(|one| one.content == Content::Json)
        else {
            continue;
        };
        let schema = response.schema.unwrap();
        let SchemaKind::List(items) = document.schema_kind(schema, "") else {
            continue;
        };
        let is_object = match document.schema_kind(items, "") {
            SchemaKind::Object { properties, .. } => !properties.is_empty(),
            SchemaKind::Union { .. } => false,
            _ => continue,
        };
        let rows = rows(document, &operation, items);
        let is_nested = |value: &Value| value.is_object() || value.is_array();
        let has_nested = |row: &Value| row.as_object().unwrap().values().any(is_nested);
        let is_flat = is_object && !rows.iter().any(has_nested);
        lists.push((operation, rows, is_flat));
    }
    lists
}

/// Every list can be written as CSV and read back, whichever optional fields have a value: a row without a column would be
/// lost.
#[test]
fn lists_read_back_from_csv() {
    let document = Document::load();
    let mut problems = Vec::new();
    let (mut flat, mut nested) = (BTreeSet::new(), BTreeSet::new());
    let mut count = 0;
    for (operation, rows, is_flat) in lists(&document) {
        let id = operation.id;
        let group = if is_flat { &mut flat } else { &mut nested };
        let rows_of = rows.len();
        match visit(id, Csv { rows, is_flat }) {
            None => problems.push(format!("{id}: no response type")),
            // The response is an optional list.
            Some(None) => {}
            Some(Some(found)) => {
                group.insert(id.to_owned());
                count += rows_of;
                problems.extend((found.iter()).map(|one| format!("{id}: {}", excerpt(one))));
            }
        }
    }
    report(&problems);
    println!("{count} rows; not flat: {nested:?}");
    for id in [
        "get_fills",
        "get_funding_interval_rates",
        "get_funding_payments",
        "get_historical_trades",
        "get_klines",
        "get_order_history",
    ] {
        assert!(flat.contains(id), "{id} is not flat: {nested:?}");
    }
    assert!(nested.contains("get_open_orders") && nested.contains("get_markets"));
}

/// All rows of a variant have the same columns, with and without values in the optional fields.
#[test]
fn none_is_written_as_null() {
    struct Columns(Vec<Value>);

    impl VisitType for Columns {
        type Output = Vec<BTreeSet<String>>;

        fn value<T: Decoded>(self) -> Self::Output {
            Vec::new()
        }

        fn list<T: Decoded>(self) -> Self::Output {
            let mut columns = Vec::new();
            for row in self.0 {
                let row: T = serde_json::from_value(row).unwrap();
                let row = serde_json::to_value(row).unwrap();
                columns.push(row.as_object().unwrap().keys().cloned().collect());
            }
            columns
        }
    }

    let document = Document::load();
    let mut problems = Vec::new();
    for (operation, rows, _) in lists(&document) {
        let schema = operation.response_with_body().unwrap().schema.unwrap();
        let tags: Vec<String> = (rows.iter())
            .map(|row| tags(&document, schema, &json!([row])))
            .collect();
        let mut first: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let all = visit(operation.id, Columns(rows)).unwrap();
        for (tags, columns) in tags.into_iter().zip(all) {
            let expected = first.entry(tags).or_insert_with(|| columns.clone());
            if *expected != columns {
                problems.push(format!("{}: {columns:?}, not {expected:?}", operation.id));
            }
        }
    }
    report(&problems);
}

/// Returns the variant of the only row of a list: the tags of its unions.
fn tags(document: &Document, schema: &Value, rows: &Value) -> String {
    let members = document.places(schema, rows, "").into_iter();
    let tags = members.filter_map(|place| match place.found {
        Found::Member { tag, text, .. } if place.path.to_string() == "$[0]" => {
            Some(format!("{tag}={text} "))
        }
        _ => None,
    });
    tags.collect()
}

/// A decimal in a column of CSV keeps its digits: the reader of CSV would make a float of it.
#[test]
fn csv_keeps_digits_of_numbers() {
    #[derive(Debug, PartialEq, serde::Deserialize, serde::Serialize)]
    struct Row {
        #[serde(with = "As::<DecimalNumber>")]
        price: Decimal,
        #[serde(default, with = "As::<Option<DecimalNumber>>")]
        fee: Option<Decimal>,
    }

    let text = "price,fee\n12.50,\n100000000000000000000.5,0.1234567890123456789\n-7,0.10\n";
    let rows: csv::Result<Vec<Row>> = csv::Reader::from_reader(text.as_bytes())
        .deserialize()
        .collect();
    let digits = |number: Decimal| number.to_string();
    let rows: Vec<_> = (rows.unwrap().into_iter())
        .map(|row| (digits(row.price), row.fee.map(digits)))
        .collect();
    let expected = [
        ("12.50", None),
        ("100000000000000000000.5", Some("0.1234567890123456789")),
        ("-7", Some("0.10")),
    ];
    let expected = expected.map(|(price, fee)| (price.to_owned(), fee.map(str::to_owned)));
    assert_eq!(rows, expected);
}

/// A year of funding payments from a stream can be written as CSV and read back, although some have no subaccount.
#[tokio::test]
async fn funding_payments_read_back_from_csv() {
    let payments: Vec<Value> = (0..1_096)
        .map(|number| {
            json!({
                "userId": 1_813_870,
                "subaccountId": if number % 2 == 0 { Some(3) } else { None },
                "symbol": "SOL_USDC_PERP",
                "quantity": format!("-0.{number:04}0"),
                "intervalEndTimestamp": format!("2026-09-01T{:02}:{:02}:00", number / 60, number % 60),
                "fundingRate": "0.0000125",
            })
        })
        .collect();
    let sandbox = Sandbox::start().await.unwrap();
    for page in payments.chunks(1_000) {
        let page = MockResponse::json(200, page).header("X-Total", "1096");
        let on = sandbox.on("get_funding_payments");
        on.respond_with(page).unwrap();
    }
    let call = client(&sandbox).get_funding_payments();
    let rows: Vec<FundingPayment> = (call.stream_from(Pages::of(1_000)).try_collect())
        .await
        .unwrap();
    assert_eq!(rows.len(), payments.len());
    assert_eq!(rows[1_095].quantity, dec("-0.10950"));
    assert_eq!(round_trip_flat(&rows).unwrap(), rows);
}

/// Each known value of every enumeration of calls and streams decodes as its own variant, never as `Other`, and the generated
/// table has every enumeration of the description and of the crate.
#[test]
fn known_values_decode_as_their_variants() {
    let document: Value = serde_json::from_str(backpack_api::OPENAPI).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let documented: BTreeMap<&str, BTreeSet<&str>> = (schemas.iter())
        .filter_map(|(name, schema)| {
            let values = schema.get("enum")?.as_array()?;
            let name = schema["x-rust-name"].as_str().unwrap_or(name);
            Some((name, values.iter().map(|v| v.as_str().unwrap()).collect()))
        })
        .collect();
    let mut count = 0;
    let mut known = BTreeMap::new();
    for of in enums() {
        for (value, is_own) in &of.values {
            assert!(is_own, "{}: {value} has no variant of its own", of.name);
            count += 1;
        }
        let values: BTreeSet<&str> = of.values.iter().map(|(value, _)| *value).collect();
        assert_eq!(values.len(), of.values.len(), "{}", of.name);
        known.insert(of.name, values);
    }
    for (name, values) in documented {
        let found = match known.get(name) {
            Some(known) => *known == values,
            // The type has another name than the schema.
            None => known.values().any(|known| *known == values),
        };
        assert!(found, "{name}: {values:?}");
    }
    let names: BTreeSet<String> = known.keys().map(|name| (*name).to_owned()).collect();
    assert_eq!(names, enums_of_the_crate());
    assert!(names.contains("OrderUpdateEvent"), "no enum of streams");
    println!("{count} values of {} enumerations", known.len());
}

/// Returns the names of the enumerations in the source of the crate.
fn enums_of_the_crate() -> BTreeSet<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/src");
    let types = fs::read_dir(source.join("types")).unwrap();
    let files = types.map(|entry| entry.unwrap().path());
    let mut names = BTreeSet::new();
    for file in files.chain([source.join("streams.rs")]) {
        let text = fs::read_to_string(file).unwrap();
        for declaration in text.split("_enum! {").skip(1) {
            let name = declaration.split_whitespace().next().unwrap();
            assert!(names.insert(name.to_owned()), "{name}");
        }
    }
    names
}

/// An open enumeration keeps an unknown value of JSON; `FromStr` rejects it.
#[test]
fn open_enumerations_parse_strictly() {
    let status: OrderStatus = serde_json::from_value(json!("Melting")).unwrap();
    assert_eq!(status, OrderStatus::Other("Melting".to_owned()));
    assert_eq!(status, OrderStatus::from("Melting"));
    assert_eq!(serde_json::to_value(&status).unwrap(), json!("Melting"));
    let error: UnknownValue = "Melting".parse::<OrderStatus>().unwrap_err();
    assert_eq!(
        (error.enum_name(), error.value()),
        ("OrderStatus", "Melting")
    );
    for status in OrderStatus::KNOWN {
        assert!(error.known().contains(&status.as_str()), "{status}");
        assert_eq!(status.as_str().parse(), Ok(status.clone()));
    }
}

/// A closed enumeration rejects an unknown value in JSON and in `FromStr`, and the error names the enumeration.
#[test]
fn closed_enumerations_reject_unknown_values() {
    const VALUE: &str = "an unknown value";
    let mut closed = BTreeSet::new();
    for of in enums().into_iter().filter(|of| of.closed) {
        let expected = format!("unknown {} {VALUE:?} (expected one of: ", of.name);
        let message = (of.decode)(VALUE).unwrap_err();
        assert!(message.starts_with(&expected), "{message}");
        let message = (of.parse)(VALUE).unwrap_err();
        assert!(message.starts_with(&expected), "{message}");
        closed.insert(of.name);
    }
    for name in ["DepthLimit", "KlineInterval", "Side", "SortDirection"] {
        assert!(closed.contains(name), "{name} is not closed");
    }
    assert_eq!("Bid".parse(), Ok(Side::Bid));
    let copied = Side::Bid;
    assert_eq!((copied, copied.as_str()), (Side::Bid, "Bid"));
}

/// A response dereferences to its value: `status` is that of the withdrawal, and the status code is in the metadata.
#[tokio::test]
async fn response_dereferences_to_value() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let operation = document.operation("request_withdrawal").unwrap();
    let mut body = operation.response_with_body().unwrap().examples[0].clone();
    body["status"] = json!("pending");
    sandbox
        .on("request_withdrawal")
        .respond_with(MockResponse::json(200, &body))
        .unwrap();
    let payload = types::AccountWithdrawalPayload::new(
        "SOL",
        dec("1.5"),
        types::Blockchain::Solana,
        "an address",
    );
    let withdrawal = client.request_withdrawal(payload).send().await.unwrap();
    assert_eq!(withdrawal.status, WithdrawalStatus::Pending);
    assert_eq!(withdrawal.meta().status(), 200);

    // Methods of the value are available too.
    let order = client.get_order("SOL_USDC").order_id("1").send().await;
    let order = order.unwrap();
    assert_eq!(order.status(), order.clone().into_inner().status());
    assert_eq!(order.meta().status(), 200);
}

/// A response iterates and serializes as its value.
#[tokio::test]
async fn responses_iterate_and_serialize_as_their_values() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let trades = client.get_recent_trades("SOL_USDC").send().await.unwrap();
    let written = serde_json::to_value(&trades).unwrap();
    assert_eq!(written, serde_json::to_value(&*trades).unwrap());
    let mut count = 0;
    for trade in &trades {
        assert!(trade.quantity > dec("0"));
        count += 1;
    }
    assert!(count > 0);
    let again = trades.clone();
    assert_eq!(again, trades);
    for (trade, same) in trades.into_iter().zip(again) {
        assert_eq!(trade, same);
        count -= 1;
    }
    assert_eq!(count, 0);

    let balances = client.get_balances().send().await.unwrap();
    for (asset, balance) in &balances {
        let balance: &Balance = balance;
        assert!(balances.contains_key(asset) && balance.available >= dec("0"));
    }
    assert!(balances.into_iter().count() > 0);

    let own = Response::new(vec![7], StatusCode::OK, HeaderMap::new());
    assert_eq!(serde_json::to_string(&own).unwrap(), "[7]");
    assert_eq!(own.into_iter().sum::<i32>(), 7);
}
