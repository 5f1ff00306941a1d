//! What is signed is what the exchange will check, by a second reading of its rules.
//!
//! Each private operation is called; then the text to sign is put together again, in `support`, from nothing but what the
//! sandbox received and the instruction that the exchange documents, and the received signature is verified over it.
//! None of the signing crate's own code takes part in that.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

#[path = "generated/calls.rs"]
#[allow(unreachable_pub, reason = "generated")]
mod calls;
mod support;

use backpack_api::signing::{FixedClock, Instruction, SigningMiddleware, Timestamp};
use backpack_api::types::{
    AccountWithdrawalPayload, Blockchain, MarketType, OrderExecutePayload, OrderTypeEnum, Side,
    WithdrawalRecipientInformation,
};
use backpack_api::{Client, Decimal, Window};
use backpack_sandbox::{ReceivedRequest, Sandbox};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};

use support::document::{Access, Document};
use support::{client, json, report, signed_text as reading};

/// The signed text of a received request.
fn signed_text(request: &ReceivedRequest, instruction: &str) -> String {
    let objects = if request.body().is_empty() {
        vec![request.query().to_vec()]
    } else {
        assert_eq!(request.query(), [], "pairs come from one place alone");
        reading::body_objects(request.body()).unwrap()
    };
    let timestamp = request.header("X-Timestamp").unwrap();
    let window = request.header("X-Window").unwrap();
    reading::signed_text(instruction, objects, timestamp, window)
}

/// Whether the received signature is the received key's over that text.
fn verifies(request: &ReceivedRequest, text: &str) -> bool {
    let decoded = |header| STANDARD.decode(request.header(header).unwrap()).unwrap();
    let key: [u8; 32] = decoded("X-API-Key").try_into().unwrap();
    let signature: [u8; 64] = decoded("X-Signature").try_into().unwrap();
    let key = VerifyingKey::from_bytes(&key).unwrap();
    key.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature))
        .is_ok()
}

/// Every private operation, with all parameters and with each example of its body: the signature holds over the text
/// with the documented instruction, and over no other. One wrong pair and the exchange answers 401 to every such call.
#[tokio::test]
async fn every_private_operation() {
    let document = Document::load();
    let sandbox = Sandbox::start().await.unwrap();
    let client = client(&sandbox);
    let mut problems = Vec::new();
    let (mut operations, mut requests) = (0, 0);
    for operation in document.operations() {
        let Access::Signed(instruction) = operation.access else {
            continue;
        };
        operations += 1;
        sandbox.forget_requests();
        calls::call(&client, operation.id).await.unwrap().unwrap();
        let received = sandbox.requests();
        let examples = operation
            .body_examples()
            .map_or(1, |examples| examples.len());
        assert_eq!(received.len(), examples, "{}", operation.id);
        requests += received.len();
        for request in &received {
            let text = signed_text(request, instruction);
            let key = request.header("X-API-Key").unwrap();
            if key != Sandbox::API_KEY || !verifies(request, &text) {
                problems.push(format!(
                    "{}: the signature is not over {text}",
                    operation.id
                ));
            }
            for other in [
                signed_text(request, &format!("{instruction}s")),
                text.replace("&window=5000", "&window=5001"),
                text.replace("timestamp=1", "timestamp=2"),
            ] {
                if other == text || verifies(request, &other) {
                    problems.push(format!(
                        "{}: the signature is also over {other}",
                        operation.id
                    ));
                }
            }
        }
    }
    println!("{operations} private operations, {requests} signatures");
    report(&problems);
    assert!(operations > 0);
}

/// The time that the texts below are signed at.
const NOW: u64 = 1_790_000_000_123;

async fn at_a_fixed_time() -> (Sandbox, Client) {
    backpack_tests::logs::keep();
    let clock = || FixedClock::new(Timestamp::from_millis(NOW));
    let sandbox = Sandbox::builder().clock(clock()).start().await.unwrap();
    let client = Client::builder()
        // One test sends more than a minute of an account holds.
        .rate_limits(backpack_api::RateLimits::unlimited())
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .clock(clock())
        .window(Window::from_millis(6_000).unwrap())
        .build()
        .unwrap();
    (sandbox, client)
}

/// The only request was signed over this text, and the reading above comes to the same.
fn assert_signed(sandbox: &Sandbox, instruction: &str, text: &str) {
    let received = sandbox.requests();
    let [request] = &received[..] else {
        panic!("{} requests", received.len())
    };
    assert_eq!(signed_text(request, instruction), text);
    assert!(verifies(request, text), "not signed over {text}");
    sandbox.forget_requests();
}

fn order(symbol: &str) -> OrderExecutePayload {
    OrderExecutePayload::builder()
        .order_type(OrderTypeEnum::Limit)
        .side(Side::Bid)
        .symbol(symbol)
        .price(Decimal::new(14_210, 2))
        .quantity(Decimal::new(5, 1))
        .build()
}

/// Texts that are written out, for every way in which a request has pairs: none, a query, a repeated key, values that
/// are escaped on the wire, a body, a batch, a nested object.
#[tokio::test]
async fn written_out() {
    let (sandbox, client) = at_a_fixed_time().await;
    client.get_balances().send().await.unwrap();
    assert_signed(
        &sandbox,
        "balanceQuery",
        "instruction=balanceQuery&timestamp=1790000000123&window=6000",
    );

    let call = client.get_max_withdrawal_quantity("SOL");
    call.auto_lend_redeem(true)
        .auto_borrow(false)
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "maxWithdrawalQuantity",
        "instruction=maxWithdrawalQuantity&autoBorrow=false&autoLendRedeem=true&symbol=SOL&timestamp=1790000000123&window=6000",
    );

    let kinds = [MarketType::Spot, MarketType::Perp];
    client
        .get_fills()
        .symbol("A&B=c d%41+ü")
        .market_type(&kinds)
        .limit(7)
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "fillHistoryQueryAll",
        "instruction=fillHistoryQueryAll&limit=7&marketType=SPOT&marketType=PERP&symbol=A&B=c d%41+ü&timestamp=1790000000123&window=6000",
    );
    // In the order given, not in that of the alphabet.
    let kinds = [MarketType::Perp, MarketType::Spot];
    client.get_fills().market_type(&kinds).send().await.unwrap();
    assert_signed(
        &sandbox,
        "fillHistoryQueryAll",
        "instruction=fillHistoryQueryAll&marketType=PERP&marketType=SPOT&timestamp=1790000000123&window=6000",
    );

    client
        .execute_order(&order("SOL_USDC"))
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=SOL_USDC&timestamp=1790000000123&window=6000",
    );

    // What JSON escapes is signed as it is.
    client
        .execute_order(&order("\"q\" \\ \n ☃"))
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=\"q\" \\ \n ☃&timestamp=1790000000123&window=6000",
    );

    let batch = [order("SOL_USDC"), order("BTC_USDC")];
    client.execute_order_batch(&batch).send().await.unwrap();
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=SOL_USDC\
         &instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=BTC_USDC&timestamp=1790000000123&window=6000",
    );

    let recipient = WithdrawalRecipientInformation::builder()
        .withdrawal_purpose("A \"gift\"")
        .withdrawal_address_id(81)
        .sanctions_representation(true)
        .build();
    let withdrawal = AccountWithdrawalPayload::builder()
        .address("addr")
        .blockchain(Blockchain::Solana)
        .quantity(Decimal::new(10, 0))
        .symbol("SOL")
        .recipient_information(recipient)
        .build();
    client.request_withdrawal(&withdrawal).send().await.unwrap();
    assert_signed(
        &sandbox,
        "withdraw",
        "instruction=withdraw&address=addr&blockchain=Solana&quantity=10\
         &recipientInformation={\"sanctions_representation\":true,\"withdrawal_address_id\":81,\"withdrawal_purpose\":\"A \\\"gift\\\"\"}\
         &symbol=SOL&timestamp=1790000000123&window=6000",
    );
}

/// The types of this project write their fields in order, so the calls above do not show that order does not matter.
/// Here the body is text: fields and nested fields in disorder, spaces, escapes in keys, numbers as nobody writes them.
#[tokio::test]
async fn bodies_in_disorder() {
    let (sandbox, client) = at_a_fixed_time().await;
    let middleware = SigningMiddleware::new(Sandbox::credentials())
        .with_window(Window::from_millis(6_000).unwrap())
        .with_clock(FixedClock::new(Timestamp::from_millis(NOW)));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let http = reqwest_middleware::ClientBuilder::new(http)
        .with(middleware)
        .build();
    let send = async |path: &str, instruction, body: &'static str| {
        let answer = http
            .post(format!("{}{path}", client.base_url()))
            .header("Content-Type", "application/json")
            .body(body)
            .with_extension(Instruction::from_static(instruction))
            .send()
            .await
            .unwrap();
        let received = sandbox.requests();
        assert!(
            received[0].authentication().is_verified(),
            "{}",
            answer.status()
        );
    };
    let withdrawal = r#"{ "symbol" : "SOL", "recipientInformation": { "withdrawal_purpose" : "x",
        "withdrawal_address_id":81 }, "quan\u0074ity":"10", "blockchain":"Solana" ,"address":"a"}"#;
    send("/wapi/v1/capital/withdrawals", "withdraw", withdrawal).await;
    assert_signed(
        &sandbox,
        "withdraw",
        "instruction=withdraw&address=a&blockchain=Solana&quantity=10\
         &recipientInformation={\"withdrawal_address_id\":81,\"withdrawal_purpose\":\"x\"}\
         &symbol=SOL&timestamp=1790000000123&window=6000",
    );
    let batch = r#"[{"symbol":"SOL_USDC","side":"Bid","clientId":7},{"side":"Ask","Zone":true,"symbol":"SOL_USDC"}]"#;
    send("/api/v1/orders", "orderExecute", batch).await;
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&clientId=7&side=Bid&symbol=SOL_USDC\
         &instruction=orderExecute&Zone=true&side=Ask&symbol=SOL_USDC&timestamp=1790000000123&window=6000",
    );
    // Numbers as they are written: read as numbers they would be others.
    let numbers = r#"{"b":1.50,"a":1e3,"c":18446744073709551616}"#;
    send("/api/v1/order", "orderExecute", numbers).await;
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&a=1e3&b=1.50&c=18446744073709551616&timestamp=1790000000123&window=6000",
    );
}
