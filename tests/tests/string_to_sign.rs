//! Signatures of every private operation, verified by an independent implementation of the exchange's rules.
//!
//! Each private operation is called. The string to sign is built by `support::string_to_sign` from the received request and
//! the documented instruction, and the received signature is verified over it, without code of the signing crate.

use backpack_api::signing::{FixedClock, Instruction, SigningMiddleware, Timestamp};
use backpack_api::types::{
    AccountWithdrawalPayload, Blockchain, MarketType, OrderExecutePayload, OrderType, Side,
    WithdrawalRecipientInformation,
};
use backpack_api::{Client, Window};
use backpack_sandbox::{ReceivedRequest, Sandbox};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, VerifyingKey};

use backpack_tests::generated::calls;
use backpack_tests::support::document::{Access, Document};
use backpack_tests::support::string_to_sign::{body_objects, string_to_sign};
use backpack_tests::support::{client, dec, report};

/// Builds the string to sign of a received request.
fn expected_string(request: &ReceivedRequest, instruction: &str) -> String {
    let objects = if request.body().is_empty() {
        vec![request.query().to_vec()]
    } else {
        assert_eq!(request.query(), [], "both a query and a body");
        body_objects(request.body()).unwrap()
    };
    let timestamp = request.header("X-Timestamp").unwrap();
    let window = request.header("X-Window").unwrap();
    string_to_sign(instruction, objects, timestamp, window)
}

/// Returns whether the received signature is one of the received key over the string.
fn verifies(request: &ReceivedRequest, text: &str) -> bool {
    let decoded = |header| STANDARD.decode(request.header(header).unwrap()).unwrap();
    let key: [u8; 32] = decoded("X-API-Key").try_into().unwrap();
    let signature: [u8; 64] = decoded("X-Signature").try_into().unwrap();
    let key = VerifyingKey::from_bytes(&key).unwrap();
    key.verify_strict(text.as_bytes(), &Signature::from_bytes(&signature))
        .is_ok()
}

/// The signature of every private operation, with all parameters and each example of its body, verifies over the string with
/// the documented instruction and over no other.
#[tokio::test]
async fn signature_of_every_private_operation_verifies() {
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
        sandbox.clear_requests();
        calls::call(&client, operation.id).await.unwrap().unwrap();
        let received = sandbox.requests();
        let examples = operation
            .body_examples()
            .map_or(1, |examples| examples.len());
        assert_eq!(received.len(), examples, "{}", operation.id);
        requests += received.len();
        for request in &received {
            let text = expected_string(request, instruction);
            let key = request.header("X-API-Key").unwrap();
            if key != Sandbox::API_KEY || !verifies(request, &text) {
                problems.push(format!(
                    "{}: the signature is not over {text}",
                    operation.id
                ));
            }
            for other in [
                expected_string(request, &format!("{instruction}s")),
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

/// Time of signing, in Unix milliseconds.
const NOW: u64 = 1_790_000_000_123;

async fn start_at_fixed_time() -> (Sandbox, Client) {
    backpack_tests::logs::keep();
    let clock = || FixedClock::new(Timestamp::from_millis(NOW));
    let sandbox = Sandbox::builder().clock(clock()).start().await.unwrap();
    let client = Client::builder()
        // A test sends more requests than an account may send in a minute.
        .rate_limits(backpack_api::RateLimits::unlimited())
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .clock(clock())
        .window(Window::from_millis(6_000).unwrap())
        .build()
        .unwrap();
    (sandbox, client)
}

/// Asserts that the only request was signed over this string, and that the independent implementation builds the same.
fn assert_signed(sandbox: &Sandbox, instruction: &str, text: &str) {
    let received = sandbox.requests();
    let [request] = &received[..] else {
        panic!("{} requests", received.len())
    };
    assert_eq!(expected_string(request, instruction), text);
    assert!(verifies(request, text), "not signed over {text}");
    sandbox.clear_requests();
}

fn order(symbol: &str) -> OrderExecutePayload {
    OrderExecutePayload::new(symbol, Side::Bid, OrderType::Limit)
        .price(dec("142.10"))
        .quantity(dec("0.5"))
}

/// Strings to sign written by hand: of no pairs, a query, a repeated key, escaped values, a body, a batch and a nested
/// object.
#[tokio::test]
async fn strings_to_sign_equal_examples() {
    let (sandbox, client) = start_at_fixed_time().await;
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

    client
        .get_fills()
        .symbol("A&B=c d%41+ü")
        .market_type(vec![MarketType::Spot, MarketType::Perp])
        .limit(7)
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "fillHistoryQueryAll",
        "instruction=fillHistoryQueryAll&limit=7&marketType=SPOT&marketType=PERP&symbol=A&B=c d%41+ü&timestamp=1790000000123&window=6000",
    );
    // The values of a repeated key keep their order.
    let kinds = vec![MarketType::Perp, MarketType::Spot];
    client.get_fills().market_type(kinds).send().await.unwrap();
    assert_signed(
        &sandbox,
        "fillHistoryQueryAll",
        "instruction=fillHistoryQueryAll&marketType=PERP&marketType=SPOT&timestamp=1790000000123&window=6000",
    );

    client
        .execute_order(order("SOL_USDC"))
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=SOL_USDC&timestamp=1790000000123&window=6000",
    );

    // Strings are signed without the escapes of JSON.
    client
        .execute_order(order("\"q\" \\ \n ☃"))
        .send()
        .await
        .unwrap();
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=\"q\" \\ \n ☃&timestamp=1790000000123&window=6000",
    );

    let batch = [order("SOL_USDC"), order("BTC_USDC")];
    client.execute_order_batch(batch).send().await.unwrap();
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=SOL_USDC\
         &instruction=orderExecute&orderType=Limit&price=142.10&quantity=0.5&side=Bid&symbol=BTC_USDC&timestamp=1790000000123&window=6000",
    );

    let recipient = WithdrawalRecipientInformation::new(81)
        .withdrawal_purpose("A \"gift\"")
        .sanctions_representation(true);
    let withdrawal = AccountWithdrawalPayload::new("SOL", dec("10"), Blockchain::Solana, "addr")
        .recipient_information(recipient);
    client.request_withdrawal(withdrawal).send().await.unwrap();
    assert_signed(
        &sandbox,
        "withdraw",
        "instruction=withdraw&address=addr&blockchain=Solana&quantity=10\
         &recipientInformation={\"sanctions_representation\":true,\"withdrawal_address_id\":81,\"withdrawal_purpose\":\"A \\\"gift\\\"\"}\
         &symbol=SOL&timestamp=1790000000123&window=6000",
    );
}

/// Bodies with unsorted fields, spaces, escaped keys and unusual numbers, which the types of this project never encode,
/// are signed by the same rules.
#[tokio::test]
async fn signs_unsorted_bodies() {
    let (sandbox, client) = start_at_fixed_time().await;
    let middleware = SigningMiddleware::new(Sandbox::credentials())
        .with_window(Window::from_millis(6_000).unwrap())
        .with_clock(FixedClock::new(Timestamp::from_millis(NOW)));
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let http = reqwest_middleware::ClientBuilder::new(http)
        .with(middleware)
        .build();
    let send = async |path: &str, instruction, body: &'static str| {
        let response = http
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
            response.status()
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
    // Numbers are signed as written: parsing would change them.
    let numbers = r#"{"b":1.50,"a":1e3,"c":18446744073709551616}"#;
    send("/api/v1/order", "orderExecute", numbers).await;
    assert_signed(
        &sandbox,
        "orderExecute",
        "instruction=orderExecute&a=1e3&b=1.50&c=18446744073709551616&timestamp=1790000000123&window=6000",
    );
}
