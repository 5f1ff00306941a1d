//! A client as the code generator emits it: progenitor's methods verbatim, types, table and calls around them.

use backpack_runtime::wire::{FromValue, IntoValue, UnixMillis, UnixSeconds};
use backpack_runtime::{
    Auth, ClientBuilder, ClientHooks, Error, NotSentReason, Operation, Pages, Response, Rows,
    Transport, rows,
};
use backpack_signing::Credentials;
use jiff::Timestamp;

use crate::generated::http::Client;
use crate::generated::types::{ApiErrorResponse, Cancel, KlineInterval, Side};
use crate::server::{Server, response};

const OPERATIONS: [Operation; 4] = [
    Operation::new("cancel_order", "DELETE", "/api/v1/order/{id}").signed("orderCancel"),
    Operation::new("get_fills", "GET", "/wapi/v1/history/fills").signed("fillHistoryQueryAll"),
    Operation::new("get_klines", "GET", "/api/v1/klines").historical(),
    Operation::new("get_time", "GET", "/api/v1/time").plain_text(),
];

impl ClientHooks<Transport> for Client {
    type ApiError = ApiErrorResponse;

    fn operation(id: &str) -> Option<&'static Operation> {
        static TABLE: [Operation; 4] = OPERATIONS;
        let index = TABLE.binary_search_by(|entry| entry.id.cmp(id)).ok()?;
        TABLE.get(index)
    }
}

impl From<Transport> for Client {
    fn from(inner: Transport) -> Self {
        Self {
            baseurl: inner.base_url().to_string(),
            client: inner.http().clone(),
            inner,
        }
    }
}

/// A call as it is emitted: it owns its client and its arguments.
#[derive(Clone)]
struct GetFillsCall {
    client: Client,
    from: Option<Timestamp>,
    side: Option<Side>,
    limit: Option<u64>,
    offset: Option<u64>,
}

impl GetFillsCall {
    async fn send(self) -> Result<Response<Vec<u64>>, Error<ApiErrorResponse>> {
        let from = Option::<UnixMillis>::from_value(self.from);
        self.client
            .get_fills(from.as_ref(), self.limit, self.offset, self.side)
            .await
            .map_err(|error| error.in_operation("get_fills"))
    }

    fn stream(self) -> Rows<u64, ApiErrorResponse> {
        rows(Pages::of(2), move |limit, offset| {
            let mut call = self.clone();
            call.limit = Some(limit);
            call.offset = Some(offset);
            call.send()
        })
    }
}

/// A client with credentials, and the server that plays `responses`.
async fn serve(responses: impl IntoIterator<Item = String>) -> (Client, Server) {
    let server = Server::play(responses).await;
    let credentials = Credentials::from_secret(&format!("{}=", "A".repeat(43))).unwrap();
    let client = ClientBuilder::<Client>::new(&server.url, "test/1")
        .credentials(credentials)
        .build()
        .unwrap();
    (client, server)
}

/// Query and path parameters, a body and a header parameter arrive as documented; `api-version` is not sent.
#[tokio::test]
async fn sends_what_progenitor_builds() {
    let (client, server) = serve([
        response(200, "", r#"[{"close":"1.50"}]"#),
        response(200, "", "true"),
    ])
    .await;
    let start = UnixSeconds(Timestamp::from_second(1_788_285_244).unwrap());
    let klines = client
        .get_klines(None, &KlineInterval::from("1d"), &start, "SOL_USDC")
        .await
        .unwrap();
    assert_eq!(klines[0].close.to_string(), "1.50");
    let body = Cancel { client_id: Some(7) };
    client.cancel_order("a/b", "5", &body).await.unwrap();

    let requests = server.requests().await;
    let [klines, cancel] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert!(
        klines.starts_with(
            "get /api/v1/klines?interval=1d&starttime=1788285244&symbol=sol_usdc http/1.1\r\n"
        ),
        "{klines}"
    );
    assert!(!klines.contains("x-signature"), "{klines}");
    assert!(
        cancel.starts_with("delete /api/v1/order/a%2fb http/1.1\r\n"),
        "{cancel}"
    );
    assert!(cancel.ends_with(r#"{"clientId":7}"#), "{cancel}");
    assert!(cancel.contains("\r\nx-account: 5\r\n"), "{cancel}");
    assert!(cancel.contains("\r\nx-signature: "), "{cancel}");
    for request in &requests {
        assert!(!request.contains("api-version"), "{request}");
        assert_eq!(request.matches("\r\naccept: ").count(), 1, "{request}");
    }
}

/// The path of an operation follows the path of the base URL, as in a proxy; encoded characters of both stay as they are.
#[tokio::test]
async fn appends_paths_to_the_base_url() {
    for prefix in ["", "/", "/proxy", "/proxy//", "/a%20b/c/"] {
        let server = Server::play([response(200, "", "0"), response(200, "", "true")]).await;
        let credentials = Credentials::from_secret(&format!("{}=", "A".repeat(43))).unwrap();
        let client = ClientBuilder::<Client>::new(format!("{}{prefix}", server.url), "test/1")
            .credentials(credentials)
            .build()
            .unwrap();
        client.get_time().await.unwrap();
        let body = Cancel { client_id: Some(7) };
        client.cancel_order("a/b?é", "5", &body).await.unwrap();

        let requests = server.requests().await;
        let prefix = prefix.trim_end_matches('/');
        for (request, start) in requests.iter().zip([
            format!("get {prefix}/api/v1/time http/1.1\r\n"),
            format!("delete {prefix}/api/v1/order/a%2fb%3f%c3%a9 http/1.1\r\n"),
        ]) {
            assert!(request.starts_with(&start), "{start}{request}");
        }
    }
}

/// A plain-text response is read as the type of the operation.
#[tokio::test]
async fn reads_plain_text() {
    let (client, _server) = serve([response(200, "", "1788285244094")]).await;
    let time = client.get_time().await.unwrap();
    assert_eq!(time.into_value().as_millisecond(), 1_788_285_244_094);
}

/// An error response of the API has its own object, and every error names its operation.
#[tokio::test]
async fn errors_name_their_operation() {
    let (client, _server) = serve([
        response(400, "", r#"{"code":"INVALID_ORDER","message":"why"}"#),
        response(302, "location: http://127.0.0.1:9/\r\n", ""),
    ])
    .await;
    let body = Cancel { client_id: None };
    let error = client.cancel_order("1", "5", &body).await.unwrap_err();
    assert!(
        matches!(&error, Error::Api(api) if api.code == "INVALID_ORDER"),
        "{error:?}"
    );
    assert_eq!(
        error.to_string(),
        "cancel_order: 400 Bad Request: INVALID_ORDER: why"
    );
    assert!(!error.outcome_unknown());

    let error = client.cancel_order("1", "5", &body).await.unwrap_err();
    assert!(matches!(error, Error::Body(_)), "{error:?}");
    assert!(error.outcome_unknown());
    assert_eq!((error.operation(), error.attempts()), ("cancel_order", 1));

    let error = client.cancel_order("1", "5\n", &body).await.unwrap_err();
    let error = error.in_operation("cancel_order");
    assert!(
        matches!(
            &error,
            Error::NotSent {
                operation: "cancel_order",
                reason: NotSentReason::InvalidHeaderValue(_)
            }
        ),
        "{error:?}"
    );
    assert_eq!(error.attempts(), 0);

    let client = ClientBuilder::<Client>::new("http://127.0.0.1:9", "test/1")
        .build()
        .unwrap();
    let error = client.cancel_order("1", "5", &body).await.unwrap_err();
    assert_eq!(error.operation(), "cancel_order");
    assert!(
        matches!(
            error,
            Error::NotSent {
                reason: NotSentReason::NoCredentials,
                ..
            }
        ),
        "{error:?}"
    );
    let error = client.get_nothing().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotSent {
                operation: "get_nothing",
                reason: NotSentReason::UnknownOperation
            }
        ),
        "{error:?}"
    );
}

/// A call and its stream can be spawned and returned: they own what they need, and their futures are `Send`.
#[tokio::test]
async fn calls_and_streams_can_be_spawned() {
    use futures_util::StreamExt as _;

    let (client, server) = serve([
        response(200, "", "[1,2]"),
        response(200, "x-total: 3\r\n", "[1,2]"),
        response(200, "x-total: 3\r\n", "[3]"),
    ])
    .await;
    let call = GetFillsCall {
        client,
        from: Some(Timestamp::UNIX_EPOCH),
        side: Some(Side::Ask),
        limit: None,
        offset: None,
    };
    let fills = tokio::spawn(call.clone().send()).await.unwrap().unwrap();
    assert_eq!(fills.into_iter().sum::<u64>(), 3);

    let mut stream = call.stream();
    let rows = tokio::spawn(async move {
        let mut rows = Vec::new();
        while let Some(row) = stream.next().await {
            rows.push(row.unwrap());
        }
        // Fused: the end stays the end.
        assert!(stream.next().await.is_none());
        rows
    });
    assert_eq!(rows.await.unwrap(), [1, 2, 3]);
    let requests = server.requests().await;
    let query = |request: &str| request.split([' ', '?']).nth(2).unwrap().to_owned();
    assert_eq!(query(&requests[0]), "from=0&side=ask");
    assert_eq!(query(&requests[1]), "from=0&limit=2&offset=0&side=ask");
    assert_eq!(query(&requests[2]), "from=0&limit=2&offset=2&side=ask");
}

/// The table is data: methods, paths, authentication and rate limits.
#[test]
fn operation_table_is_constant_data() {
    let cancel = Client::operation("cancel_order").unwrap();
    assert_eq!(
        (cancel.method, cancel.path),
        ("DELETE", "/api/v1/order/{id}")
    );
    assert!(
        matches!(&cancel.auth, Auth::Signed(instruction) if instruction.as_str() == "orderCancel")
    );
    assert_eq!(Client::operation("get_klines").unwrap().auth, Auth::Public);
    const LOGIN: Operation = Operation::new("get_sessions", "GET", "/x").session();
    assert_eq!(LOGIN.auth, Auth::Session);
    assert!(Client::operation("get_nothing").is_none());
}
