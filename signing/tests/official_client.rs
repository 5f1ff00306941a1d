//! Comparison with the exchange's own Rust client: equal where it follows the rules, different where it does not.
//!
//! Ed25519 signatures are deterministic, so equal signatures mean equal strings to sign.

#![cfg(test)]

use backpack_signing::{
    Credentials, Instruction, Payload, ReceivedHeaders, Timestamp, VerifyError, Window, sign,
    string_to_sign, verify,
};
use bpx_api_client::BpxClient;
use bpx_api_client::types::order::{
    CancelOpenOrdersPayload, CancelOrderPayload, ExecuteOrderPayload, OrderType, Side, TimeInForce,
};
use reqwest::{Method, Request};
use serde::Serialize;
use serde_json::json;

const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
const BASE: &str = "http://127.0.0.1:9";

/// A request that the exchange's client built and signed.
struct Official {
    request: Request,
    instruction: Instruction,
}

impl Official {
    fn new<P: Serialize>(
        method: Method,
        path: &str,
        instruction: &'static str,
        payload: Option<&P>,
    ) -> Self {
        let client = BpxClient::builder()
            .base_url(BASE)
            .secret(SECRET)
            .build()
            .unwrap();
        let request = client
            .build_signed_request(format!("{BASE}{path}"), method, instruction, payload)
            .unwrap();
        Self {
            request,
            instruction: Instruction::from_static(instruction),
        }
    }

    fn header(&self, name: &str) -> &str {
        self.request.headers()[name].to_str().unwrap()
    }

    fn signature(&self) -> &str {
        self.header("X-Signature")
    }

    fn payload(&self) -> Payload<'_> {
        let body = self.request.body().map(|body| body.as_bytes().unwrap());
        Payload::new(self.request.url().query(), body)
    }

    fn timestamp(&self) -> Timestamp {
        self.header("X-Timestamp").parse().unwrap()
    }

    fn our_string_to_sign(&self) -> String {
        let window = self.header("X-Window").parse().unwrap();
        string_to_sign(&self.instruction, self.payload(), self.timestamp(), window)
            .unwrap()
            .as_str()
            .to_owned()
    }

    fn our_signature(&self) -> String {
        let credentials = Credentials::from_secret(SECRET).unwrap();
        let window: Window = self.header("X-Window").parse().unwrap();
        sign(
            &credentials,
            &self.instruction,
            self.payload(),
            self.timestamp(),
            window,
        )
        .unwrap()
        .signature()
        .to_owned()
    }

    fn verify(&self, signature: &str) -> Result<(), VerifyError> {
        let credentials = Credentials::from_secret(SECRET).unwrap();
        let received = ReceivedHeaders {
            // The client sends this one as a default header of its HTTP client.
            api_key: Some(credentials.api_key()),
            signature: Some(signature),
            timestamp: Some(self.header("X-Timestamp")),
            window: Some(self.header("X-Window")),
        };
        verify(
            received,
            &self.instruction,
            self.payload(),
            self.timestamp(),
        )
        .map(|_| ())
    }

    /// Asserts that both clients sign `pairs` in their frame.
    #[track_caller]
    fn agrees(&self, pairs: &str) {
        let frame = format!(
            "instruction={}{pairs}&timestamp={}&window=5000",
            self.instruction,
            self.timestamp()
        );
        assert_eq!(self.our_string_to_sign(), frame);
        assert_eq!(self.our_signature(), self.signature());
        assert_eq!(self.verify(self.signature()), Ok(()));
    }

    /// Asserts that the exchange's client breaks the rules, and that this crate signs `pairs` in their frame.
    #[track_caller]
    fn differs(&self, pairs: &str) {
        let frame = format!(
            "instruction={}{pairs}&timestamp={}&window=5000",
            self.instruction,
            self.timestamp()
        );
        assert_eq!(self.our_string_to_sign(), frame);
        assert_eq!(self.verify(self.signature()), Err(VerifyError::Mismatch));
        assert_eq!(self.verify(&self.our_signature()), Ok(()));
    }
}

fn get(path: &str, instruction: &'static str) -> Official {
    Official::new::<()>(Method::GET, path, instruction, None)
}

fn post(path: &str, instruction: &'static str, payload: &impl Serialize) -> Official {
    Official::new(Method::POST, path, instruction, Some(payload))
}

fn order(symbol: &str, client_id: u32) -> ExecuteOrderPayload {
    ExecuteOrderPayload {
        auto_borrow: Some(false),
        client_id: Some(client_id),
        order_type: OrderType::Limit,
        post_only: Some(true),
        price: Some("20.50".parse().unwrap()),
        quantity: Some("1.25".parse().unwrap()),
        side: Side::Bid,
        symbol: symbol.to_owned(),
        time_in_force: Some(TimeInForce::GTC),
        ..ExecuteOrderPayload::default()
    }
}

#[test]
fn gets_agree() {
    get("/api/v1/capital", "balanceQuery").agrees("");
    get(
        "/api/v1/account/limits/withdrawal?symbol=SOL",
        "maxWithdrawalQuantity",
    )
    .agrees("&symbol=SOL");
    get(
        "/wapi/v1/history/fills?symbol=SOL_USDC&limit=1000&offset=0&from=1700000000000&Z=1&fillType=User",
        "fillHistoryQueryAll",
    )
    .agrees("&Z=1&fillType=User&from=1700000000000&limit=1000&offset=0&symbol=SOL_USDC");
    get(
        "/api/v1/order?clientId=a%20b+c%2B%26%3D%25%C3%A9&empty=&bare",
        "orderQuery",
    )
    .agrees("&bare=&clientId=a b c+&=%é&empty=");
}

#[test]
fn bodies_agree() {
    post("/api/v1/order", "orderExecute", &order("SOL_USDC", 7)).agrees(
        "&autoBorrow=false&clientId=7&orderType=Limit&postOnly=true&price=20.50&quantity=1.25&side=Bid&symbol=SOL_USDC&timeInForce=GTC",
    );
    let cancel = CancelOrderPayload {
        symbol: "BTC_USDT".into(),
        order_id: Some("28".into()),
        client_id: None,
    };
    Official::new(
        Method::DELETE,
        "/api/v1/order",
        "orderCancel",
        Some(&cancel),
    )
    .agrees("&orderId=28&symbol=BTC_USDT");
    let cancel_all = CancelOpenOrdersPayload {
        symbol: "BTC_USDT".into(),
    };
    Official::new(
        Method::DELETE,
        "/api/v1/orders",
        "orderCancelAll",
        Some(&cancel_all),
    )
    .agrees("&symbol=BTC_USDT");
    let settings = json!({"leverageLimit": "10", "autoLend": false});
    Official::new(
        Method::PATCH,
        "/api/v1/account",
        "accountUpdate",
        Some(&settings),
    )
    .agrees("&autoLend=false&leverageLimit=10");
    let withdrawal = json!({"address": "7fUA", "blockchain": "Solana", "quantity": "1.000000000000000001", "symbol": "USDC"});
    post("/wapi/v1/capital/withdrawals", "withdraw", &withdrawal)
        .agrees("&address=7fUA&blockchain=Solana&quantity=1.000000000000000001&symbol=USDC");
}

#[test]
fn batches_agree() {
    for size in [1, 2, 50] {
        let orders: Vec<_> = (0..size).map(|id| order("SOL_USDC_PERP", id)).collect();
        let pairs: Vec<_> = (0..size)
            .map(|id| {
                format!("&autoBorrow=false&clientId={id}&orderType=Limit&postOnly=true&price=20.50&quantity=1.25&side=Bid&symbol=SOL_USDC_PERP&timeInForce=GTC")
            })
            .collect();
        post("/api/v1/orders", "orderExecute", &orders)
            .agrees(&pairs.join("&instruction=orderExecute"));
    }
}

// The rule for nested values is inferred from this client.
#[test]
fn nested_values_agree() {
    let withdrawal = json!({
        "recipientInformation": {"name": "A B", "address": {"zip": 1, "city": "é"}, "list": [1, {"b": null, "a": true}, []]},
        "symbol": "USD",
    });
    post("/wapi/v1/capital/withdrawals", "withdraw", &withdrawal).agrees(
        r#"&recipientInformation={"address":{"city":"é","zip":1},"list":[1,{"a":true,"b":null},[]],"name":"A B"}&symbol=USD"#,
    );
}

// The exchange's client signs only the last value of a repeated key.
#[test]
fn repeated_keys_differ() {
    get(
        "/api/v1/orders?marketType=SPOT&marketType=PERP",
        "orderQueryAll",
    )
    .differs("&marketType=SPOT&marketType=PERP");
}

// The exchange's client signs the JSON escapes of a string, and trims quotes.
#[test]
fn escapes_differ() {
    post(
        "/api/v1/order",
        "orderExecute",
        &json!({"clientId": "say \"hi\""}),
    )
    .differs("&clientId=say \"hi\"");
    post("/api/v1/order", "orderExecute", &json!({"clientId": "\""})).differs("&clientId=\"");
    post(
        "/api/v1/order",
        "orderExecute",
        &json!({"clientId": "a\\b\nc"}),
    )
    .differs("&clientId=a\\b\nc");
}
