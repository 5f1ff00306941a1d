//! Routes, parameters and bodies, and the error texts of the exchange.

use backpack_sandbox::Sandbox;
use reqwest::Method;

use crate::common::{self, Received, forms, get, send, send_json, within};

#[tokio::test]
async fn routes_paths_and_methods() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        for path in ["/", "/api/v1/nothing", "/api/v1/account/limits/withdrawal/"] {
            let received = get(&sandbox, path).await;
            assert_eq!(received, Received::text(404, "404 not found"));
        }
        let sandbox = forms().await;
        let received = send(&sandbox, Method::PATCH, "/order", &[], None).await;
        assert_eq!(received, Received::text(405, "405 method not allowed"));
        let url = format!("{}/order", sandbox.url());
        let response = common::client().get(url).send().await.unwrap();
        assert_eq!(response.headers()["allow"], "DELETE, POST");
        assert_eq!(sandbox.requests()[0].operation_id(), None);

        let received = get(&sandbox, "/items/7").await;
        assert_eq!((received.status, received.body.as_str()), (200, r#"{"id":7,"name":"Item"}"#));
        // Literal segments match before parameters, also percent-encoded.
        assert_eq!(get(&sandbox, "/items/special").await.body, "\"special\"");
        assert_eq!(get(&sandbox, "/items/%73pecial").await.body, "\"special\"");
        assert_eq!(
            get(&sandbox, "/items/%2D1").await,
            Received::text(
                400,
                "failed to parse path `itemId`: failed to parse \"integer(uint32)\": invalid digit found in string"
            )
        );
        assert_eq!(get(&sandbox, "/items/").await.status, 404);
        let requests = sandbox.requests();
        assert_eq!(requests[2].operation_id(), Some("get_item"));
    })
    .await;
}

#[tokio::test]
async fn checks_query_parameters() {
    within(async {
        let sandbox = forms().await;
        for good in [
            "",
            "kind=SPOT&kind=PERP",
            "limit=1000&offset=-5&since=1700000000000",
            "price=-0.10",
            "ids=1,%202,255",
            "country=DE&order=Asc",
            "country=%C3%A4%C3%B6",
            "unknown=ignored&unknown=twice",
            "limit=5&limit=nonsense",
        ] {
            let received = get(&sandbox, &format!("/items?{good}")).await;
            assert_eq!(received.status, 200, "{good}: {received:?}");
        }
        for (bad, text) in [
            ("kind=SPOT&kind=DATED", "parameter `kind`: failed to parse \"ItemKind\": Expect a valid enumeration value. (occurred while parsing \"list_ItemKind\")"),
            ("kind=SPOT,PERP", "parameter `kind`: failed to parse \"ItemKind\": Expect a valid enumeration value. (occurred while parsing \"list_ItemKind\")"),
            ("kind=SPOT&kind=SPOT&kind=SPOT", "parameter `kind`: verification failed. maxItems(2)"),
            ("order=asc", "parameter `order`: failed to parse \"ItemOrder\": Expect a valid enumeration value."),
            ("limit=ten", "parameter `limit`: failed to parse \"integer(uint64)\": invalid digit found in string"),
            ("limit=-1", "parameter `limit`: failed to parse \"integer(uint64)\": invalid digit found in string"),
            ("limit=", "parameter `limit`: failed to parse \"integer(uint64)\": cannot parse integer from empty string"),
            ("limit=0", "parameter `limit`: verification failed. minimum(1, exclusive: false)"),
            ("limit=1001", "parameter `limit`: verification failed. maximum(1000, exclusive: false)"),
            ("offset=2147483648", "parameter `offset`: failed to parse \"integer(int32)\": number too large to fit in target type"),
            ("since=1.5", "parameter `since`: failed to parse \"integer(int64)\": invalid digit found in string"),
            ("price=1,5", "parameter `price`: failed to parse \"string(decimal)\": Invalid decimal: unknown character"),
            ("ids=1,256", "parameter `ids`: failed to parse \"integer(uint8)\": number too large to fit in target type (occurred while parsing \"list_integer(uint8)\")"),
            ("country=D", "parameter `country`: verification failed. minLength(2)"),
            ("country=DEU", "parameter `country`: verification failed. maxLength(2)"),
        ] {
            let received = get(&sandbox, &format!("/items?{bad}")).await;
            assert_eq!(received, Received::text(400, &format!("failed to parse {text}")));
        }
    })
    .await;
}

#[tokio::test]
async fn checks_booleans_and_headers() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let target = format!("{}?symbol=SOL&autoBorrow=yes", common::LIMITS);
        assert_eq!(
            get(&sandbox, &target).await,
            Received::text(
                400,
                "failed to parse parameter `autoBorrow`: failed to parse \"boolean\": provided string was not `true` or `false`"
            )
        );
        let sandbox = forms().await;
        for (value, status) in [("65535", 200), ("65536", 400)] {
            let headers = [("X-Tenant", value.to_owned())];
            let received = send(&sandbox, Method::GET, "/items", &headers, None).await;
            assert_eq!(received.status, status);
        }
    })
    .await;
}

#[tokio::test]
async fn success_is_the_documented_example() {
    within(async {
        let sandbox = forms().await;
        let url = format!("{}/items", sandbox.url());
        let response = common::client().get(url).send().await.unwrap();
        assert_eq!(response.headers()["x-page-count"], "3");
        assert_eq!(response.headers()["x-total"], "25");
        assert!(!response.headers().contains_key("x-silent"));
        assert_eq!(response.text().await.unwrap(), r#"[{"id":1},{"id":2}]"#);

        let received = send_json(
            &sandbox,
            Method::DELETE,
            "/order",
            Some("orderCancel"),
            r#"{"symbol":"A"}"#,
        )
        .await;
        assert_eq!((received.status, received.body.as_str()), (202, ""));
        // Without a body where none is required.
        let headers = common::Headers::demo(
            &backpack_signing::Instruction::from_static("orderCancel"),
            backpack_signing::Payload::none(),
        );
        let received = send(&sandbox, Method::DELETE, "/order", &headers.0, None).await;
        assert_eq!(received.status, 202);

        let received = get(&sandbox, "/silent").await;
        assert_eq!(received.status, 501);
        assert!(received.body.contains("get_silent"), "{received:?}");
    })
    .await;
}

#[tokio::test]
async fn checks_content_type_and_syntax() {
    within(async {
        let sandbox = forms().await;
        let send = async |content_type: Option<&str>, body: &str| {
            let headers: Vec<_> = content_type
                .map(|value| ("Content-Type", value.to_owned()))
                .into_iter()
                .collect();
            send(&sandbox, Method::PUT, "/shape", &headers, Some(body)).await
        };
        let good = r#"{"plain":"a"}"#;
        for content_type in [
            "application/json",
            "APPLICATION/JSON; charset=utf-8",
            "application/x+json",
        ] {
            assert_eq!(send(Some(content_type), good).await.status, 200);
        }
        assert_eq!(
            send(None, good).await,
            Received::text(
                415,
                "the client request does not include the `Content-Type` header"
            )
        );
        assert_eq!(
            send(Some("text/json"), good).await,
            Received::text(
                415,
                "the `Content-Type` requested by the client is not supported: text/json"
            )
        );
        for (body, text) in [
            ("", "Expected input type \"Shape\", found null"),
            ("{", "EOF while parsing an object at line 1 column 1"),
            ("{} {}", "trailing characters at line 1 column 4"),
            ("[1]", "Expected input type \"Shape\", found [1]"),
        ] {
            assert_eq!(
                send(Some("application/json"), body).await,
                Received::text(400, &format!("parse request payload error: {text}"))
            );
        }
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(send(Some("application/json"), &deep).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn checks_bodies_against_schema() {
    within(async {
        let sandbox = forms().await;
        for good in [
            r#"{"maybe":null}"#,
            r#"{"maybe":"text"}"#,
            r#"{"pair":["1","2.0"]}"#,
            r#"{"small":-2147483648,"big":18446744073709551614}"#,
            r#"{"counts":{"a":0,"b":255}}"#,
            r#"{"all":{"name":"n","age":1}}"#,
        ] {
            let received = send_json(&sandbox, Method::PUT, "/shape", None, good).await;
            assert_eq!(received.status, 200, "{good}: {received:?}");
        }
        for (bad, text) in [
            (r#"{"other2":1}"#, "failed to parse \"Shape\": unknown field `other2`."),
            (r#"{"plain":null}"#, "Expected input type \"string\", found null (occurred while parsing \"Shape\")"),
            (r#"{"plain":5}"#, "Expected input type \"string\", found 5 (occurred while parsing \"Shape\")"),
            (r#"{"pair":["1"]}"#, "failed to parse \"Shape\": field `pair` verification failed. minItems(2)"),
            (r#"{"pair":["1","x"]}"#, "failed to parse \"string(decimal)\": Invalid decimal: unknown character (occurred while parsing \"list_string(decimal)\") (occurred while parsing \"Shape\")"),
            (r#"{"pair":["1",2]}"#, "Expected input type \"string(decimal)\", found 2 (occurred while parsing \"list_string(decimal)\") (occurred while parsing \"Shape\")"),
            (r#"{"small":2147483648}"#, "failed to parse \"integer(int32)\": Only integers from -2147483648 to 2147483647 are accepted. (occurred while parsing \"Shape\")"),
            (r#"{"small":1.5}"#, "failed to parse \"integer(int32)\": invalid integer (occurred while parsing \"Shape\")"),
            (r#"{"big":18446744073709551615}"#, "failed to parse \"Shape\": field `big` verification failed. maximum(18446744073709551614, exclusive: false)"),
            (r#"{"counts":{"a":256}}"#, "failed to parse \"integer(uint8)\": Only integers from 0 to 255 are accepted. (occurred while parsing \"object\") (occurred while parsing \"Shape\")"),
            (r#"{"all":{"age":1}}"#, "Expected input type \"string\", found null (occurred while parsing \"Named\") (occurred while parsing \"object\") (occurred while parsing \"Shape\")"),
            (r#"{"all":{"name":"n"}}"#, "failed to parse \"object\": field `age` is missing (occurred while parsing \"Shape\")"),
            (r#"{"nested":{}}"#, "Expected input type \"boolean\", found null (occurred while parsing \"object\") (occurred while parsing \"Shape\")"),
        ] {
            let received = send_json(&sandbox, Method::PUT, "/shape", None, bad).await;
            let text = format!("parse request payload error: {text}");
            assert_eq!(received, Received::text(400, &text));
        }
    })
    .await;
}

#[tokio::test]
async fn selects_union_variants_by_discriminator() {
    within(async {
        let sandbox = forms().await;
        let place =
            async |body: &str| send_json(&sandbox, Method::POST, "/order", Some("orderExecute"), body).await;
        let limit = r#"{"orderType":"Limit","symbol":"SOL_USDC","side":"Bid","price":"1","quantity":"2","clientId":7}"#;
        assert_eq!(place(limit).await.status, 200);
        // The name of the schema selects it too.
        assert_eq!(place(&limit.replace("Limit", "LimitOrder")).await.status, 200);
        for (bad, text) in [
            (limit.replace("Limit", "Stop"), "Expected input type \"OrderPayload\", found {\"clientId\":7,\"orderType\":\"Stop\",\"price\":\"1\",\"quantity\":\"2\",\"side\":\"Bid\",\"symbol\":\"SOL_USDC\"}"),
            (r#"{"symbol":"SOL_USDC"}"#.to_owned(), "Expected input type \"OrderPayload\", found {\"symbol\":\"SOL_USDC\"}"),
            (limit.replace("Bid", "Buy"), "Expected input type \"Side\", found \"Buy\" (occurred while parsing \"LimitOrder\") (occurred while parsing \"OrderPayload\")"),
            (limit.replace("\"price\":\"1\",", ""), "Expected input type \"string(decimal)\", found null (occurred while parsing \"LimitOrder\") (occurred while parsing \"OrderPayload\")"),
        ] {
            let text = format!("parse request payload error: {text}");
            assert_eq!(place(&bad).await, Received::text(400, &text));
        }
        // As captured: a batch sent to the operation for one order.
        let batch = r#"[{"orderType":"Limit"}]"#;
        assert_eq!(
            place(batch).await,
            Received::text(
                400,
                "parse request payload error: Expected input type \"OrderPayload\", found [{\"orderType\":\"Limit\"}]"
            )
        );
        let received = send_json(&sandbox, Method::POST, "/orders", None, "[]").await;
        assert_eq!(
            received,
            Received::text(400, "parse request payload error: verification failed. minItems(1)")
        );
    })
    .await;
}

#[tokio::test]
async fn checks_recursive_schemas() {
    within(async {
        let sandbox = forms().await;
        let nest = |depth: usize, innermost: &str| {
            let open = r#"{"name":"n","children":["#.repeat(depth);
            format!("{open}{innermost}{}", "]}".repeat(depth))
        };
        let plant = async |body: String| send_json(&sandbox, Method::POST, "/tree", None, &body).await;
        assert_eq!(plant(nest(60, r#"{"name":"leaf"}"#)).await.status, 201);
        let received = plant(nest(60, r#"{"name":""}"#)).await;
        assert_eq!(received.status, 400);
        assert_eq!(
            plant(nest(1, r#"{"nam":"leaf"}"#)).await,
            Received::text(
                400,
                "parse request payload error: Expected input type \"string\", found null (occurred while parsing \"Tree\") (occurred while parsing \"list_Tree\") (occurred while parsing \"Tree\")"
            )
        );
    })
    .await;
}
