//! Request bodies: an invalid one is rejected before it is sent, a valid one arrives unchanged, and each success response
//! has its own value.

use std::collections::BTreeSet;

use backpack_api::types::{
    AccountWithdrawalPayload, ApiErrorCode, BatchCommandOrderResult, Blockchain,
    CancelOrderTypeEnum, Order, OrderCancelAllPayload, OrderCancelPayload, OrderExecutePayload,
    OrderStatus, OrderType, SelfTradePrevention, Side, SlippageToleranceType,
    StrategyCancelAllPayload, StrategyCancelPayload, TimeInForce, TriggerBy,
};
use backpack_api::{BodyProblem, BrokenRule, Error, InvalidBody, NotSentReason, Response};
use backpack_sandbox::{MockResponse, Sandbox};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use backpack_tests::generated::calls;
use backpack_tests::generated::types::visit_body;
use backpack_tests::support::document::{Document, Operation};
use backpack_tests::support::instance::with_field;
use backpack_tests::support::path::Path;
use backpack_tests::support::walk::Found;
use backpack_tests::support::{Decoded, VisitType, client, dec, report, round_trip};

/// Parses a body, also one that breaks a rule.
fn body<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{json}: {error}"))
}

/// Returns the broken rule of a body that was not sent, and the message of the error.
fn rejection<T: std::fmt::Debug>(outcome: Result<T, Error>) -> (InvalidBody, String) {
    let error = outcome.unwrap_err();
    let message = error.to_string();
    let begins = format!("{}: not sent: ", error.operation());
    assert!(message.starts_with(&begins), "{message}");
    assert_eq!((error.outcome_unknown(), error.attempts()), (false, 0));
    match error {
        Error::NotSent {
            operation,
            reason: NotSentReason::InvalidBody(broken),
        } => {
            assert!(!operation.is_empty(), "{message}");
            (broken, message)
        }
        other => panic!("not an invalid body: {other:?}"),
    }
}

/// Returns the JSON body of the only request since the last call, which must be verified.
fn sent(sandbox: &Sandbox) -> Value {
    let received = sandbox.requests();
    let [request] = &received[..] else {
        panic!("{} requests", received.len())
    };
    assert!(request.authentication().is_verified(), "{request:?}");
    sandbox.clear_requests();
    request.json().unwrap()
}

/// Bodies of one operation: invalid ones with the properties that the error names, and valid ones.
struct Rules {
    operation: &'static str,
    schema: &'static str,
    invalid: Vec<(Value, &'static [&'static str])>,
    valid: Vec<Value>,
}

fn rules() -> Vec<Rules> {
    let order = |order_type: &str, fields: Value| {
        let mut order = json!({"orderType": order_type, "side": "Bid", "symbol": "SOL_USDC"});
        for (key, value) in fields.as_object().unwrap() {
            order[key] = value.clone();
        }
        order
    };
    let limit_with = |fields: Value| {
        let mut order = order("Limit", json!({"price": "142.12", "quantity": "1"}));
        for (key, value) in fields.as_object().unwrap() {
            order[key] = value.clone();
        }
        order
    };
    let strategy = |fields: Value| {
        let mut strategy = json!({
            "side": "Bid", "symbol": "SOL_USDC", "strategyType": "Scheduled", "quantity": "10",
            "duration": 3_600_000, "interval": 60_000,
        });
        for (key, value) in fields.as_object().unwrap() {
            strategy[key] = value.clone();
        }
        strategy
    };
    let withdrawal = |quantity: &str| json!({"address": "addr", "blockchain": "Solana", "quantity": quantity, "symbol": "SOL"});
    let borrow =
        |side: &str, quantity: &str| json!({"side": side, "quantity": quantity, "symbol": "SOL"});
    let mint = |quantity: &str| json!({"vaultId": 1, "symbol": "USDC", "quantity": quantity});
    vec![
        Rules {
            operation: "request_withdrawal",
            schema: "AccountWithdrawalPayload",
            invalid: vec![
                (withdrawal("0"), &["quantity"]),
                (withdrawal("-10"), &["quantity"]),
            ],
            valid: vec![withdrawal("0.00000001")],
        },
        Rules {
            operation: "execute_borrow_lend",
            schema: "BorrowLendExecutePayload",
            invalid: vec![
                (borrow("Borrow", "0"), &["quantity"]),
                (borrow("Lend", "-1"), &["quantity"]),
                (borrow("Repay", "1"), &["side"]),
            ],
            valid: vec![borrow("Borrow", "1"), borrow("Lend", "0.5")],
        },
        Rules {
            operation: "strategy_create",
            schema: "StrategyCreatePayload",
            invalid: vec![
                (strategy(json!({"quantity": "0"})), &["quantity"]),
                (strategy(json!({"price": "-1"})), &["price"]),
                (strategy(json!({"interval": 0})), &["interval"]),
                (strategy(json!({"duration": 0})), &["duration"]),
                (strategy(json!({"strategyType": "Grid"})), &["strategyType"]),
                (strategy(json!({"timeInForce": "GTX"})), &["timeInForce"]),
            ],
            valid: vec![strategy(json!({})), strategy(json!({"price": "142.12"}))],
        },
        Rules {
            operation: "cancel_open_strategies",
            schema: "StrategyCancelAllPayload",
            invalid: vec![(
                json!({"symbol": "SOL_USDC", "strategyType": "Grid"}),
                &["strategyType"],
            )],
            valid: vec![
                json!({"symbol": "SOL_USDC"}),
                json!({"symbol": "SOL_USDC", "strategyType": "Scheduled"}),
            ],
        },
        Rules {
            operation: "vault_mint",
            schema: "VaultMintRequest",
            invalid: vec![(mint("0"), &["quantity"]), (mint("-1"), &["quantity"])],
            valid: vec![mint("250.5")],
        },
        Rules {
            operation: "vault_redeem",
            schema: "VaultRedeemRequest",
            invalid: vec![(
                json!({"vaultId": 1, "vaultTokenQuantity": "0"}),
                &["vaultTokenQuantity"],
            )],
            valid: vec![
                json!({"vaultId": 1}),
                json!({"vaultId": 1, "vaultTokenQuantity": "100.25"}),
            ],
        },
        Rules {
            operation: "execute_order",
            schema: "OrderExecutePayload",
            invalid: vec![
                (order("Limit", json!({"quantity": "1"})), &["price"]),
                (
                    order("Limit", json!({"price": "142.12"})),
                    &["quantity", "triggerQuantity"],
                ),
                // A limit order has no amount of the quote asset.
                (
                    order("Limit", json!({"price": "142.12", "quoteQuantity": "10"})),
                    &["quantity", "triggerQuantity"],
                ),
                (order("Limit", json!({})), &["price"]),
                (
                    order("Market", json!({})),
                    &["quantity", "quoteQuantity", "triggerQuantity"],
                ),
                // A price is not a quantity.
                (
                    order("Market", json!({"price": "142.12"})),
                    &["quantity", "quoteQuantity", "triggerQuantity"],
                ),
                (
                    order("Market", json!({"quantity": "1", "quoteQuantity": "142"})),
                    &["quantity", "quoteQuantity"],
                ),
                // Half of a trigger would trade at once, or never.
                (
                    order("Market", json!({"quantity": "1", "triggerPrice": "150"})),
                    &["triggerPrice", "triggerQuantity"],
                ),
                (
                    order("Limit", json!({"price": "142.12", "triggerQuantity": "1"})),
                    &["triggerPrice", "triggerQuantity"],
                ),
                (
                    limit_with(json!({"triggerBy": "MarkPrice"})),
                    &["triggerPrice"],
                ),
                (
                    limit_with(json!({"stopLossLimitPrice": "130"})),
                    &["stopLossTriggerPrice"],
                ),
                (
                    limit_with(json!({"takeProfitTriggerBy": "MarkPrice"})),
                    &["takeProfitTriggerPrice"],
                ),
                // Zero and negative values.
                (limit_with(json!({"price": "0"})), &["price"]),
                (limit_with(json!({"price": "-0.01"})), &["price"]),
                (limit_with(json!({"quantity": "0.00"})), &["quantity"]),
                (
                    order("Market", json!({"quoteQuantity": "-250"})),
                    &["quoteQuantity"],
                ),
                (
                    order(
                        "Market",
                        json!({"triggerPrice": "0", "triggerQuantity": "1"}),
                    ),
                    &["triggerPrice"],
                ),
                (
                    order(
                        "Market",
                        json!({"triggerPrice": "150", "triggerQuantity": "0%"}),
                    ),
                    &["triggerQuantity"],
                ),
                (
                    limit_with(json!({"stopLossTriggerPrice": "-1"})),
                    &["stopLossTriggerPrice"],
                ),
                (
                    limit_with(json!({"stopLossTriggerPrice": "130", "stopLossLimitPrice": "0"})),
                    &["stopLossLimitPrice"],
                ),
                (
                    limit_with(json!({"takeProfitTriggerPrice": "0.0"})),
                    &["takeProfitTriggerPrice"],
                ),
                (
                    limit_with(
                        json!({"takeProfitTriggerPrice": "160", "takeProfitLimitPrice": "-1"}),
                    ),
                    &["takeProfitLimitPrice"],
                ),
                // Misspelt values.
                (
                    order("Iceberg", json!({"price": "142.12", "quantity": "1"})),
                    &["orderType"],
                ),
                (limit_with(json!({"timeInForce": "gtc"})), &["timeInForce"]),
                (
                    limit_with(json!({"selfTradePrevention": "RejectAll"})),
                    &["selfTradePrevention"],
                ),
                (
                    limit_with(json!({"slippageToleranceType": "Percents"})),
                    &["slippageToleranceType"],
                ),
                (
                    limit_with(
                        json!({"triggerBy": "Mark", "triggerPrice": "150", "triggerQuantity": "1"}),
                    ),
                    &["triggerBy"],
                ),
                (
                    limit_with(json!({"stopLossTriggerPrice": "130", "stopLossTriggerBy": "Mark"})),
                    &["stopLossTriggerBy"],
                ),
                (
                    limit_with(
                        json!({"takeProfitTriggerPrice": "160", "takeProfitTriggerBy": "Mark"}),
                    ),
                    &["takeProfitTriggerBy"],
                ),
            ],
            valid: vec![
                order("Limit", json!({"price": "142.12", "quantity": "1"})),
                order(
                    "Limit",
                    json!({"price": "142.12", "triggerPrice": "150", "triggerQuantity": "50%"}),
                ),
                order("Market", json!({"quantity": "1"})),
                order("Market", json!({"quoteQuantity": "250"})),
                limit_with(json!({"slippageTolerance": "0", "slippageToleranceType": "Percent"})),
                limit_with(json!({"stopLossTriggerPrice": "130", "takeProfitTriggerPrice": "160"})),
                order(
                    "Market",
                    json!({"triggerPrice": "150", "triggerQuantity": "2"}),
                ),
            ],
        },
        Rules {
            operation: "cancel_order",
            schema: "OrderCancelPayload",
            invalid: vec![
                (json!({"symbol": "SOL_USDC"}), &["orderId", "clientId"]),
                (
                    json!({"symbol": "SOL_USDC", "orderId": "59669287267", "clientId": 7}),
                    &["orderId", "clientId"],
                ),
            ],
            valid: vec![
                json!({"symbol": "SOL_USDC", "orderId": "59669287267"}),
                json!({"symbol": "SOL_USDC", "clientId": 0}),
            ],
        },
        Rules {
            operation: "cancel_strategy",
            schema: "StrategyCancelPayload",
            invalid: vec![(
                json!({"symbol": "SOL_USDC"}),
                &["strategyId", "clientStrategyId"],
            )],
            valid: vec![
                json!({"symbol": "SOL_USDC", "strategyId": "6023471188"}),
                json!({"symbol": "SOL_USDC", "clientStrategyId": 11}),
                json!({"symbol": "SOL_USDC", "clientStrategyId": 11, "strategyId": "6023471188"}),
            ],
        },
        Rules {
            operation: "accept_quote",
            schema: "QuoteAcceptPayload",
            invalid: vec![(json!({"quoteId": "59669290114"}), &["rfqId", "clientId"])],
            valid: vec![
                json!({"quoteId": "59669290114", "rfqId": "59669287301"}),
                json!({"quoteId": "59669290114", "clientId": 20}),
            ],
        },
        Rules {
            operation: "cancel_rfq",
            schema: "RequestForQuoteCancelPayload",
            invalid: vec![(json!({}), &["rfqId", "clientId"])],
            valid: vec![json!({"rfqId": "59669287301"}), json!({"clientId": 20})],
        },
        Rules {
            operation: "submit_rfq",
            schema: "RequestForQuotePayload",
            invalid: vec![
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid"}),
                    &["quantity", "quoteQuantity"],
                ),
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "1", "quoteQuantity": "142"}),
                    &["quantity", "quoteQuantity"],
                ),
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "1", "executionMode": "Immediate"}),
                    &["price"],
                ),
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "0"}),
                    &["quantity"],
                ),
                (
                    json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "1", "executionMode": "immediate"}),
                    &["executionMode"],
                ),
            ],
            valid: vec![
                json!({"symbol": "SOL_USDC_RFQ", "side": "Bid", "quantity": "1"}),
                json!({"symbol": "SOL_USDC_RFQ", "side": "Ask", "quoteQuantity": "142"}),
            ],
        },
    ]
}

/// An invalid body is rejected with its type and the properties at fault, and is not sent; a valid one arrives unchanged.
#[tokio::test]
async fn rejects_invalid_bodies_before_sending() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    for Rules {
        operation,
        schema,
        invalid,
        valid,
    } in rules()
    {
        for (json, properties) in invalid {
            let outcome = calls::call_with_body(&client, operation, &json).await;
            let (broken, message) = rejection(outcome.unwrap());
            assert_eq!(
                (broken.schema(), broken.element(), broken.properties()),
                (schema, None, properties),
                "{json}"
            );
            assert!(message.contains(schema), "{message}");
            assert!(
                properties
                    .iter()
                    .all(|one| message.contains(&format!("`{one}`"))),
                "{message}"
            );
            assert_eq!(sandbox.requests().len(), 0, "{json} was sent");
        }
        for json in valid {
            let outcome = calls::call_with_body(&client, operation, &json).await;
            let outcome = outcome.unwrap();
            assert!(outcome.is_ok(), "{json}: {outcome:?}");
            assert_eq!(sent(&sandbox), json);
        }
    }
}

/// A rule of `x-rules`, read apart from the generator.
struct Rule<'d> {
    kind: &'d str,
    when: Option<(&'d str, &'d Value)>,
    when_set: Vec<&'d str>,
    properties: Vec<&'d str>,
}

impl Rule<'_> {
    /// Returns the properties that an error names; `None` if the rule is kept.
    fn broken(&self, body: &Value) -> Option<Vec<String>> {
        let is_set = |name: &&str| body.get(*name).is_some();
        let applies = self.when.is_none_or(|(name, value)| body[name] == *value)
            && (self.when_set.is_empty() || self.when_set.iter().any(is_set));
        if !applies {
            return None;
        }
        let set = self.properties.iter().filter(|name| is_set(name)).count();
        let is_broken = match self.kind {
            "any-of" => set == 0,
            "one-of" => set != 1,
            "at-most-one-of" => set > 1,
            "all-or-none" => set != 0 && set != self.properties.len(),
            "positive" => {
                let is_zero =
                    |name: &&&str| is_set(name) && [json!("0"), json!(0)].contains(&body[**name]);
                return (self.properties.iter().find(is_zero)).map(|name| vec![(*name).to_owned()]);
            }
            // Every value here is known.
            "known" => false,
            other => panic!("unknown rule {other}"),
        };
        is_broken.then(|| {
            self.properties
                .iter()
                .map(|name| (*name).to_owned())
                .collect()
        })
    }
}

/// Returns the rules of a schema.
fn rules_of(schema: &Value) -> Vec<Rule<'_>> {
    fn names(list: &Value) -> Vec<&str> {
        let list = list.as_array().into_iter().flatten();
        list.map(|name| name.as_str().unwrap()).collect()
    }

    let rules = schema["x-rules"].as_array().into_iter().flatten();
    let rules = rules.map(|rule| {
        let mut keys = rule.as_object().unwrap().iter();
        let (kind, list) = keys
            .find(|(key, _)| !["source", "when", "when-set"].contains(&key.as_str()))
            .unwrap();
        let when = rule.get("when").and_then(Value::as_object);
        let when = when.and_then(|when| when.iter().next());
        Rule {
            kind,
            when: when.map(|(name, value)| (name.as_str(), value)),
            when_set: names(&rule["when-set"]),
            properties: names(list),
        }
    });
    rules.collect()
}

/// Each rule of each body is checked: a body that breaks it is rejected with the properties of the first broken rule, and the
/// body without the fault is not.
#[tokio::test]
async fn every_rule_is_checked() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut problems = Vec::new();
    let mut count = 0;
    for operation in document.operations() {
        let Some((name, schema)) = body_schema(&document, &operation) else {
            continue;
        };
        let rules = rules_of(schema);
        let is_list = operation.body_examples().unwrap()[0].is_array();
        for rule in &rules {
            count += 1;
            let mut full = document.instance(schema);
            if let Some((name, value)) = rule.when {
                full[name] = value.clone();
            }
            for one in rules.iter().filter(|one| one.kind == "positive") {
                for name in &one.properties {
                    full[name] = if full[name].is_number() {
                        json!(1)
                    } else {
                        json!("1")
                    };
                }
            }
            // As few properties of rules as possible: that of one rule may be one of another as well.
            let listed: BTreeSet<&str> = rules
                .iter()
                .filter(|one| !["positive", "known"].contains(&one.kind))
                .flat_map(|one| one.properties.clone())
                .collect();
            let mut valid = full.clone();
            let object = valid.as_object_mut().unwrap();
            object.retain(|name, _| !listed.contains(name.as_str()));
            while let Some(one) = rules.iter().find(|one| one.broken(&valid).is_some()) {
                let missing = one
                    .properties
                    .iter()
                    .find(|name| valid.get(**name).is_none());
                let name =
                    missing.unwrap_or_else(|| panic!("{name}: {} excludes itself", one.kind));
                valid[name] = full[*name].clone();
            }
            let mut none = valid.clone();
            let object = none.as_object_mut().unwrap();
            if !["positive", "known"].contains(&rule.kind) {
                object.retain(|name, _| !rule.properties.contains(&name.as_str()));
            }
            let mut all = valid.clone();
            for name in &rule.properties {
                all[name] = full[*name].clone();
            }
            let mut bodies = vec![valid.clone(), none, all];
            for name in rule.properties.iter().filter(|_| rule.kind == "positive") {
                let mut zero = valid.clone();
                zero[name] = if full[name].is_number() {
                    json!(0)
                } else {
                    json!("0")
                };
                bodies.push(zero);
            }
            for body in bodies {
                let expected = rules.iter().find_map(|one| one.broken(&body));
                let sent = if is_list { json!([body]) } else { body };
                let outcome = calls::call_with_body(&client, operation.id, &sent).await;
                let found = match outcome.unwrap() {
                    Err(Error::NotSent {
                        reason: NotSentReason::InvalidBody(broken),
                        ..
                    }) => {
                        assert_eq!(broken.schema(), name);
                        assert_eq!(broken.element(), is_list.then_some(0));
                        Some(
                            broken
                                .properties()
                                .iter()
                                .map(|name| (*name).to_owned())
                                .collect(),
                        )
                    }
                    _ => None,
                };
                if found != expected {
                    let id = operation.id;
                    problems.push(format!("{id}: {sent}: {found:?}, not {expected:?}"));
                }
            }
        }
    }
    report(&problems);
    assert!(count >= 9, "{count} rules");
}

/// Returns the schema of a body, or of an element of a batch, and its name; `None` for a body without properties.
fn body_schema<'d>(
    document: &'d Document,
    operation: &Operation<'d>,
) -> Option<(&'d str, &'d Value)> {
    let content = operation.json["requestBody"]["content"].as_object()?;
    let schema = &content.values().next()?["schema"];
    let reference = schema.get("$ref").or_else(|| schema["items"].get("$ref"))?;
    let name = reference.as_str()?.rsplit('/').next()?;
    Some((name, document.schema(name)?))
}

/// The error names the first invalid order of a batch by its index, and no order of the batch is sent.
#[tokio::test]
async fn rejects_batch_with_invalid_order() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let valid = limit(1);
    let mut invalid = limit(2);
    invalid.price = None;
    for (batch, element) in [
        (vec![invalid.clone()], 0),
        (vec![valid.clone(), valid.clone(), invalid.clone()], 2),
        (
            vec![valid.clone(), invalid.clone(), valid.clone(), invalid],
            1,
        ),
    ] {
        let (broken, message) = rejection(client.execute_order_batch(batch).send().await);
        assert_eq!(
            (broken.schema(), broken.element(), broken.properties()),
            ("OrderExecutePayload", Some(element), &["price"][..])
        );
        assert!(
            message.contains(&format!("element {element} of the batch")),
            "{message}"
        );
    }
    // A value is checked in each element as well.
    let negative = limit(2).quantity(dec("-1"));
    let (broken, _) = rejection(
        client
            .execute_order_batch([valid.clone(), negative])
            .send()
            .await,
    );
    assert_eq!(
        (broken.element(), broken.rule(), broken.properties()),
        (Some(1), BrokenRule::Positive, &["quantity"][..])
    );
    // An empty batch cannot be signed.
    let error = client.execute_order_batch([]).send().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotSent {
                operation: "execute_order_batch",
                reason: NotSentReason::Signing(_),
            }
        ),
        "{error:?}"
    );
    assert_eq!(sandbox.requests().len(), 0);
    client.execute_order_batch([valid]).send().await.unwrap();
    assert_eq!(sandbox.requests().len(), 1);
}

/// Creates a limit order with a client id.
fn limit(id: u32) -> OrderExecutePayload {
    OrderExecutePayload::new("SOL_USDC", Side::Bid, OrderType::Limit)
        .client_id(id)
        .price(dec("142.10"))
        .quantity(dec("0.50"))
}

/// The fields that are set are sent under their own names, decimals to the last zero, and no others; the JSON decodes as
/// the same value.
#[tokio::test]
async fn sends_exactly_the_fields_that_are_set() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let order = OrderExecutePayload::new("kPEPE_USDC_PERP", Side::Ask, OrderType::Limit)
        .auto_borrow(true)
        .auto_borrow_repay(false)
        .auto_lend(true)
        .auto_lend_redeem(false)
        .broker_id(u16::MAX)
        .client_id(u32::MAX)
        .post_only(true)
        .price(dec("0.00000100"))
        .quantity(dec("79228162514264337593543950335"))
        .quote_quantity(dec("1.0000000000000000000000000001"))
        .reduce_only(false)
        .self_trade_prevention(SelfTradePrevention::RejectBoth)
        .slippage_tolerance(dec("0.50"))
        .slippage_tolerance_type(SlippageToleranceType::Percent)
        .stop_loss_limit_price(dec("1.10"))
        .stop_loss_trigger_by(TriggerBy::MarkPrice)
        .stop_loss_trigger_price("1.20")
        .take_profit_limit_price(dec("2.10"))
        .take_profit_trigger_by(TriggerBy::IndexPrice)
        .take_profit_trigger_price("2.20")
        .time_in_force(TimeInForce::Gtc)
        .trigger_by(TriggerBy::LastPrice)
        .trigger_price("3.10")
        .trigger_quantity("80%");
    let json = json!({
        "autoBorrow": true, "autoBorrowRepay": false, "autoLend": true, "autoLendRedeem": false,
        "brokerId": 65_535, "clientId": 4_294_967_295_u32, "orderType": "Limit", "postOnly": true,
        "price": "0.00000100", "quantity": "79228162514264337593543950335",
        "quoteQuantity": "1.0000000000000000000000000001", "reduceOnly": false,
        "selfTradePrevention": "RejectBoth", "side": "Ask",
        "slippageTolerance": "0.50", "slippageToleranceType": "Percent",
        "stopLossLimitPrice": "1.10", "stopLossTriggerBy": "MarkPrice", "stopLossTriggerPrice": "1.20",
        "symbol": "kPEPE_USDC_PERP",
        "takeProfitLimitPrice": "2.10", "takeProfitTriggerBy": "IndexPrice", "takeProfitTriggerPrice": "2.20",
        "timeInForce": "GTC", "triggerBy": "LastPrice", "triggerPrice": "3.10", "triggerQuantity": "80%",
    });
    let document = Document::load();
    let properties = document.schema("OrderExecutePayload").unwrap()["properties"].as_object();
    let all: BTreeSet<&String> = properties.unwrap().keys().collect();
    assert_eq!(
        json.as_object().unwrap().keys().collect::<BTreeSet<_>>(),
        all,
        "every property"
    );
    client.execute_order(order.clone()).send().await.unwrap();
    assert_eq!(sent(&sandbox), json);
    assert_same(&order, json);

    // A field that is not set is absent: a null cannot be signed.
    client.execute_order(limit(7)).send().await.unwrap();
    let json = json!({
        "clientId": 7, "orderType": "Limit", "price": "142.10", "quantity": "0.50", "side": "Bid", "symbol": "SOL_USDC",
    });
    assert_eq!(sent(&sandbox), json);
    assert_same(&limit(7), json);

    let cancel = OrderCancelPayload::new("SOL_USDC").order_id("59669287267");
    client.cancel_order(cancel).send().await.unwrap();
    assert_eq!(
        sent(&sandbox),
        json!({"symbol": "SOL_USDC", "orderId": "59669287267"})
    );

    let cancel =
        OrderCancelAllPayload::new("SOL_USDC").order_type(CancelOrderTypeEnum::ConditionalOrder);
    client.cancel_open_orders(cancel).send().await.unwrap();
    assert_eq!(
        sent(&sandbox),
        json!({"symbol": "SOL_USDC", "orderType": "ConditionalOrder"})
    );
}

/// A setter takes a value or an `Option` of one; `None` leaves the field unset.
#[test]
fn setters_take_options() {
    let unset = OrderCancelPayload::new("SOL_USDC");
    let by_client_id = unset.clone().client_id(7);
    assert_eq!(by_client_id, unset.clone().client_id(Some(7)));
    assert_eq!(by_client_id.client_id(None), unset);

    let text = "59669287267".to_owned();
    let by_order_id = unset.clone().order_id("59669287267");
    assert_eq!(by_order_id.order_id.as_ref(), Some(&text));
    assert_eq!(by_order_id, unset.clone().order_id(&text));
    assert_eq!(by_order_id, unset.clone().order_id(text.clone()));
    assert_eq!(by_order_id, unset.clone().order_id(Some(text.as_str())));
    assert_eq!(by_order_id, unset.clone().order_id(Some(text)));
    assert_eq!(by_order_id.order_id(None::<String>), unset);

    let order = limit(7);
    let price = order.price;
    assert_eq!(order, order.clone().price(price).time_in_force(None));
    assert_eq!(order.clone().price(None).price, None);

    let withdrawal = AccountWithdrawalPayload::new("SOL", dec("1"), Blockchain::Solana, "addr");
    let with_token = withdrawal.clone().two_factor_token("123456");
    assert_eq!(
        serde_json::to_value(&with_token).unwrap()["twoFactorToken"],
        "123456"
    );
    assert_eq!(
        with_token,
        withdrawal
            .clone()
            .two_factor_token(Some("123456".to_owned()))
    );
    assert_eq!(with_token.two_factor_token(None::<&str>), withdrawal);
}

/// A body with an unknown field does not decode, also if the field is in a nested object: a misspelt `clientID` would be an
/// order without an id. A type that is also received ignores unknown fields.
#[test]
fn rejects_unknown_fields() {
    /// Decodes a body and encodes its value, for a list the only element.
    struct Read<'v>(&'v Value);

    impl VisitType for Read<'_> {
        type Output = serde_json::Result<Value>;

        fn value<T: Decoded>(self) -> Self::Output {
            serde_json::to_value(T::deserialize(self.0)?)
        }
    }

    let document = Document::load();
    let received = document.response_schemas();
    let mut problems = Vec::new();
    let (mut tested, mut nested) = (0, 0);
    for operation in document.operations() {
        let id = operation.id;
        let schema = operation.body_schema();
        for body in operation.body_examples().into_iter().flatten() {
            let read = |body: &Value| visit_body(id, Read(body)).unwrap();
            assert_eq!(read(body).unwrap(), *body, "{id}");
            for place in document.places(schema.unwrap(), body, id) {
                let Found::Object {
                    schema,
                    open: false,
                } = place.found
                else {
                    continue;
                };
                if received.contains(schema) {
                    continue;
                }
                tested += 1;
                nested += usize::from(place.path != Path::default());
                let mut sent = body.clone();
                let here = place.path.get(&mut sent);
                *here = with_field(here.as_object().unwrap(), "clientID", json!(7));
                match read(&sent) {
                    Err(error) if error.to_string().contains("unknown field `clientID`") => {}
                    other => problems.push(format!("{id} {}: {other:?}", place.path)),
                }
            }
        }
    }
    report(&problems);
    assert!(tested > 30, "{tested} objects");
    assert!(nested > 0, "no example has a nested object");
}

/// Asserts that a body encodes as the JSON and decodes from it.
fn assert_same<T>(value: &T, json: Value)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_value(value).unwrap(), json);
    assert_eq!(&body::<T>(json), value);
}

/// 202 and 204 are successes without a value, never errors: a cancel that looks failed and was accepted would be repeated
/// for an order that no longer exists.
#[tokio::test]
async fn empty_success_is_none() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut tested = BTreeSet::new();
    let mut script = |id: &'static str, status| {
        tested.insert((id.to_owned(), status));
        sandbox
            .on(id)
            .respond_with(MockResponse::status(status).unchecked())
            .unwrap();
    };
    fn assert_none<T: std::fmt::Debug>(outcome: Result<Response<Option<T>>, Error>, status: u16) {
        let response = outcome.unwrap();
        assert_eq!(response.meta().status(), status);
        assert!(response.is_none(), "{response:?}");
    }

    let one = OrderCancelPayload::new("SOL_USDC").client_id(7);
    script("cancel_order", 202);
    assert_none(client.cancel_order(one.clone()).send().await, 202);
    let all = OrderCancelAllPayload::new("SOL_USDC");
    script("cancel_open_orders", 202);
    assert_none(client.cancel_open_orders(all.clone()).send().await, 202);
    let strategy = StrategyCancelPayload::new("SOL_USDC").client_strategy_id(7);
    script("cancel_strategy", 202);
    assert_none(client.cancel_strategy(strategy).send().await, 202);
    let strategies = StrategyCancelAllPayload::new("SOL_USDC");
    script("cancel_open_strategies", 202);
    assert_none(client.cancel_open_strategies(strategies).send().await, 202);
    script("get_ticker", 204);
    assert_none(client.get_ticker("SOL_USDC").send().await, 204);
    script("get_withdrawal_delay", 204);
    assert_none(client.get_withdrawal_delay().send().await, 204);

    // The body of a 202 is ignored.
    for response in [
        MockResponse::json(202, &json!({"id": "59669287267"})),
        MockResponse::text(202, "accepted"),
        MockResponse::bytes(202, "application/json", "{\"id\":"),
    ] {
        sandbox.on("cancel_order").respond_with(response).unwrap();
        assert_none(client.cancel_order(one.clone()).send().await, 202);
    }

    // A response with a body has a value.
    let cancelled = client.cancel_order(one).send().await.unwrap();
    assert_eq!(cancelled.meta().status(), 200);
    assert!(matches!(cancelled.into_inner(), Some(Order::Limit(_))));
    let ticker = client.get_ticker("SOL_USDC").send().await.unwrap();
    assert!(ticker.is_some());
    // An empty list is a value too: no order was open.
    sandbox
        .on("cancel_open_orders")
        .respond_with(MockResponse::json(200, &json!([])))
        .unwrap();
    let none = client.cancel_open_orders(all).send().await.unwrap();
    assert_eq!(none.into_inner(), Some(Vec::new()));

    // The same holds for every operation with a documented empty response beside one with a body.
    let empty_beside_body = |operation: &Operation<'_>| {
        let successes = operation.successes();
        let empty = successes
            .iter()
            .filter(|one| one.schema.is_none())
            .map(|one| one.status);
        let id = operation.id.to_owned();
        let both = successes.len() > 1;
        empty
            .filter(|_| both)
            .map(|status| (id.clone(), status))
            .collect::<Vec<_>>()
    };
    let documented: BTreeSet<(String, u16)> = document
        .operations()
        .iter()
        .flat_map(empty_beside_body)
        .collect();
    assert!(tested.is_subset(&documented), "{tested:?}");
    for (id, status) in documented {
        sandbox
            .on(&id)
            .respond_with(MockResponse::status(status).always().unchecked())
            .unwrap();
        let outcome = calls::call(&client, &id).await.unwrap();
        assert!(outcome.is_ok(), "{id}: {status}: {outcome:?}");
        let none = round_trip(&id, "null").unwrap();
        assert_eq!(none.unwrap(), "null", "{id}");
    }
}

/// An undocumented status code is no rejection of an order: the error keeps status code and body.
#[tokio::test]
async fn undocumented_status_keeps_body() {
    let sandbox = Sandbox::start().await.unwrap();
    let text = r#"{"id":"59669287267"}"#;
    let response = MockResponse::bytes(202, "application/json", text);
    sandbox.on("execute_order").respond_with(response).unwrap();
    let error = client(&sandbox)
        .execute_order(limit(7))
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap(), 202);
    assert!(
        matches!(&error, Error::Body(kept) if kept.text() == Some(text)),
        "{error:?}"
    );
    assert!(error.to_string().contains("202"), "{error}");
}

/// Fifty orders are sent in order under one signature, and the response has a result for each: placed, rejected with a
/// reason, or unknown to this version.
#[tokio::test]
async fn batch_has_result_for_each_order() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let orders: Vec<OrderExecutePayload> = (0..50).map(limit).collect();

    let document = Document::load();
    let operation = document.operation("get_open_orders").unwrap();
    let placed = operation.response_with_body().unwrap().examples[0][0].clone();
    let results: Vec<Value> = (0..50)
        .map(|id| match id % 3 {
            0 => {
                let mut placed = placed.clone();
                placed["operation"] = json!("Ok");
                placed["clientId"] = json!(id);
                placed
            }
            1 => json!({"operation": "Err", "code": "INSUFFICIENT_FUNDS", "message": format!("order {id}")}),
            _ => json!({"operation": "Held", "until": id}),
        })
        .collect();
    sandbox
        .on("execute_order_batch")
        .respond_with(MockResponse::json(200, &results))
        .unwrap();
    let results = client
        .execute_order_batch(orders.clone())
        .send()
        .await
        .unwrap()
        .into_inner();

    let Value::Array(received) = sent(&sandbox) else {
        panic!("no list was sent")
    };
    let ids: Vec<u64> = received
        .iter()
        .map(|order| order["clientId"].as_u64().unwrap())
        .collect();
    assert_eq!(ids, (0..50).collect::<Vec<u64>>());
    assert_eq!(
        Value::Array(received),
        serde_json::to_value(&orders).unwrap()
    );

    assert_eq!(results.len(), 50);
    for (id, result) in (0_u32..).zip(&results) {
        match (id % 3, result) {
            (0, BatchCommandOrderResult::Ok(Order::Limit(order))) => {
                assert_eq!(order.client_id, Some(id));
            }
            (1, BatchCommandOrderResult::Err(error)) => {
                assert_eq!(error.code, ApiErrorCode::InsufficientFunds);
                assert_eq!(error.message, format!("order {id}"));
            }
            (2, BatchCommandOrderResult::Other(object)) => assert_eq!(object["until"], id),
            _ => panic!("order {id}: {result:?}"),
        }
    }
    assert_eq!(
        serde_json::to_value(&results)
            .unwrap()
            .as_array()
            .unwrap()
            .len(),
        50
    );
}

/// An order is queried by one of its two ids: with both, the signature of the request would not verify.
#[tokio::test]
async fn rejects_query_by_both_ids_before_sending() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let both = client
        .get_order("SOL_USDC")
        .order_id("59669287267")
        .client_id(7);
    let (broken, message) = rejection(both.send().await);
    assert_eq!(
        (broken.schema(), broken.rule(), broken.properties()),
        (
            "get_order",
            BrokenRule::AtMostOneOf,
            &["orderId", "clientId"][..]
        )
    );
    assert!(
        message.contains("at most one of `orderId`, `clientId`"),
        "{message}"
    );
    assert_eq!(sandbox.requests().len(), 0);

    let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    for (call, id) in [
        (
            client.get_order("SOL_USDC").client_id(7),
            pair("clientId", "7"),
        ),
        (
            client.get_order("SOL_USDC").order_id("59669287267"),
            pair("orderId", "59669287267"),
        ),
    ] {
        sandbox.clear_requests();
        call.send().await.unwrap();
        assert_eq!(
            sandbox.requests()[0].query(),
            [id, pair("symbol", "SOL_USDC")]
        );
    }
}

/// A batch response with fewer or more results than orders is an error whose outcome is unknown: no result belongs to an
/// order for certain.
#[tokio::test]
async fn rejects_batch_response_of_another_length() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let orders: Vec<OrderExecutePayload> = (0..3).map(limit).collect();
    let rejected = json!({"operation": "Err", "code": "INVALID_ORDER", "message": "rejected"});
    for count in [0_usize, 1, 2, 4, 50] {
        let response = MockResponse::json(200, &vec![rejected.clone(); count]);
        sandbox
            .on("execute_order_batch")
            .respond_with(response)
            .unwrap();
        let call = client.execute_order_batch(orders.clone());
        let error = call.send().await.unwrap_err();
        assert!(error.outcome_unknown(), "{error}");
        let Error::Body(body) = &error else {
            panic!("{error:?}")
        };
        assert!(
            matches!(body.problem(), BodyProblem::ResultCount { sent: 3, received } if *received == count),
            "{error:?}"
        );
        assert!(error.to_string().contains("batch of 3"), "{error}");
    }
    // The sandbox has one result for each order without a script.
    for count in [1, 3, 7] {
        let orders: Vec<OrderExecutePayload> = (0..count).map(limit).collect();
        let results = client.execute_order_batch(orders).send().await.unwrap();
        assert_eq!(results.len(), usize::try_from(count).unwrap());
    }
}

/// An unknown network is sent and signed unchanged, in a query and in a body: a deposit address for the wrong network is
/// money lost.
#[tokio::test]
async fn sends_unknown_values_unchanged() {
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let address = json!({"address": "an address"});

    // A new network appears first in the list of assets.
    let mut assets = Document::load()
        .operation("get_assets")
        .unwrap()
        .response_with_body()
        .unwrap()
        .examples[0]
        .clone();
    assets[0]["tokens"][0]["blockchain"] = json!("Moon & Mars");
    sandbox
        .on("get_assets")
        .respond_with(MockResponse::json(200, &assets))
        .unwrap();
    let assets = client.get_assets().send().await.unwrap();
    let blockchain = assets[0].tokens[0].blockchain.clone();
    assert_eq!(blockchain, Blockchain::Other("Moon & Mars".to_owned()));

    // The sandbox knows the described networks alone, and would reject this one.
    let response = MockResponse::json(200, &address);
    sandbox
        .on("get_deposit_address")
        .respond_with(response.unchecked())
        .unwrap();
    sandbox.clear_requests();
    client
        .get_deposit_address(blockchain.clone())
        .send()
        .await
        .unwrap();
    let received = sandbox.requests();
    assert_eq!(
        received[0].query(),
        [("blockchain".to_owned(), "Moon & Mars".to_owned())]
    );
    assert!(received[0].authentication().is_verified());

    let withdrawal = AccountWithdrawalPayload::new("MOON", dec("10.0"), blockchain, "an address");
    let document = Document::load();
    let withdrawn = document
        .operation("request_withdrawal")
        .unwrap()
        .response_with_body()
        .unwrap()
        .examples[0];
    let response = MockResponse::json(200, withdrawn).unchecked();
    sandbox
        .on("request_withdrawal")
        .respond_with(response)
        .unwrap();
    sandbox.clear_requests();
    client.request_withdrawal(withdrawal).send().await.unwrap();
    assert_eq!(
        sent(&sandbox),
        json!({"address": "an address", "blockchain": "Moon & Mars", "quantity": "10.0", "symbol": "MOON"})
    );

    // A new status in the response is kept.
    let order = limit(7);
    let mut placed = document
        .operation("execute_order")
        .unwrap()
        .response_with_body()
        .unwrap()
        .examples[0]
        .clone();
    placed["status"] = json!("Melting");
    let response = MockResponse::json(200, &placed).unchecked();
    sandbox.on("execute_order").respond_with(response).unwrap();
    let placed = client.execute_order(order).send().await.unwrap();
    sent(&sandbox);
    let Order::Limit(placed) = placed.into_inner() else {
        panic!("the example is a limit order")
    };
    assert_eq!(placed.status, OrderStatus::Other("Melting".to_owned()));
    // A known value is never `Other`.
    assert_eq!(OrderType::from("Limit"), OrderType::Limit);
}
