//! Faults: the response of the client, the record, and the execution.

use std::time::{Duration, Instant};

use backpack_sandbox::{
    ClockSkew, Fault, FaultKind, MockResponse, RetryAfter, Sandbox, ScriptError, TriggeredFault,
};
use backpack_signing::{Clock, SystemClock, Timestamp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::common::{self, End, LIMITS_ID, body, drain, exchange, header, request, status, within};

/// Short, and long enough to be measured.
const SHORT: Duration = Duration::from_millis(60);

/// Longer than any test.
const LONG: Duration = Duration::from_secs(3600);

/// A signed request for the limits.
fn limits() -> Vec<u8> {
    let target = "/api/v1/account/limits/withdrawal?symbol=SOL";
    request("GET", target, Some("maxWithdrawalQuantity"), None)
}

/// The same request without a signature, which the checks reject.
fn unsigned() -> Vec<u8> {
    let target = "/api/v1/account/limits/withdrawal?symbol=SOL";
    request("GET", target, None, None)
}

async fn with(fault: Fault) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.on(LIMITS_ID).fault(fault).unwrap();
    sandbox
}

/// The fault and the execution of the newest request.
fn newest(sandbox: &Sandbox) -> (Option<TriggeredFault>, bool) {
    let requests = sandbox.requests();
    let request = requests.last().unwrap();
    (request.fault(), request.executed())
}

#[tokio::test]
async fn resets_before_reading() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        // One connection is open and used, one is open and idle, one is new.
        let mut used = TcpStream::connect(sandbox.address()).await.unwrap();
        let time = b"GET /api/v1/time HTTP/1.1\r\nHost: x\r\n\r\n";
        used.write_all(time).await.unwrap();
        let mut first = [0; 12];
        used.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        let mut idle = TcpStream::connect(sandbox.address()).await.unwrap();

        let fault = Fault::reset_before_reading().times(3);
        sandbox.faults().add(fault).unwrap();
        for stream in [&mut used, &mut idle] {
            let _ = stream.write_all(time).await;
            assert_eq!(drain(stream).await.1, End::Reset);
        }
        assert_eq!(
            exchange(&sandbox, &limits()).await,
            (String::new(), End::Reset)
        );
        assert_eq!(sandbox.resets(), 3);
        assert_eq!(sandbox.requests().len(), 1, "the requests were not read");

        let (response, _) = exchange(&sandbox, &limits()).await;
        assert_eq!(status(&response), "200");
        assert_eq!((sandbox.resets(), sandbox.requests().len()), (3, 2));
    })
    .await;
}

#[tokio::test]
async fn counts_a_chunked_request_once() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let fault = Fault::reset_before_reading().every(2);
        sandbox.faults().add(fault).unwrap();
        // Each chunk wakes the reader.
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        for piece in limits().chunks(16) {
            stream.write_all(piece).await.unwrap();
            tokio::task::yield_now().await;
        }
        assert_eq!(status(&drain(&mut stream).await.0), "200");
        assert_eq!(exchange(&sandbox, &limits()).await.1, End::Reset);
        assert_eq!(sandbox.resets(), 1);
    })
    .await;
}

#[tokio::test]
async fn resets_after_reading() {
    within(async {
        for (fault, kind, executed) in [
            (
                Fault::reset().before_execution(),
                FaultKind::Reset.before_execution(),
                false,
            ),
            (
                Fault::reset().after_execution(),
                FaultKind::Reset.after_execution(),
                true,
            ),
        ] {
            let sandbox = with(fault).await;
            let ended = exchange(&sandbox, &limits()).await;
            assert_eq!(ended, (String::new(), End::Reset));
            assert_eq!(newest(&sandbox), (Some(kind), executed));
            assert_eq!(kind.executes(), executed);
            assert_eq!(sandbox.resets(), 0);
            // It acts once.
            assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
            assert_eq!(newest(&sandbox), (None, true));
        }
    })
    .await;
}

/// Every effect that responds in place of the operation.
#[tokio::test]
async fn responds_in_place_of_the_operation() {
    within(async {
        let json = "application/json; charset=utf-8";
        let html = "text/html; charset=UTF-8";
        let teapot = || MockResponse::text(418, "short and stout");
        let text = "text/plain; charset=utf-8";
        for (fault, expected, content_type, words, executed) in [
            (
                Fault::rate_limited(RetryAfter::Absent).before_execution(),
                "429",
                json,
                "TOO_MANY_REQUESTS",
                false,
            ),
            (
                Fault::expired().before_execution(),
                "401",
                json,
                "Request has expired",
                false,
            ),
            (
                Fault::status(500).before_execution(),
                "500",
                json,
                "SERVER_ERROR",
                false,
            ),
            (
                Fault::status(503).before_execution(),
                "503",
                json,
                "MAINTENANCE",
                false,
            ),
            (
                Fault::status(504).after_execution(),
                "504",
                json,
                "TIMEOUT",
                true,
            ),
            (
                Fault::status(599).after_execution(),
                "599",
                json,
                "SERVER_ERROR",
                true,
            ),
            (
                Fault::status(404).after_execution(),
                "404",
                json,
                "RESOURCE_NOT_FOUND",
                true,
            ),
            (
                Fault::status(408).after_execution(),
                "408",
                json,
                "TIMEOUT",
                true,
            ),
            (Fault::status(302).before_execution(), "302", "", "", false),
            (
                Fault::rate_limited(RetryAfter::Absent).after_execution(),
                "429",
                json,
                "TOO_MANY_REQUESTS",
                true,
            ),
            (
                Fault::expired().after_execution(),
                "401",
                json,
                "Request has expired",
                true,
            ),
            (
                Fault::html(429).after_execution(),
                "429",
                html,
                "<h1>429 Too Many Requests</h1>",
                true,
            ),
            (
                Fault::html(403).before_execution(),
                "403",
                html,
                "<h1>403 Forbidden</h1>",
                false,
            ),
            (
                Fault::html(503).before_execution(),
                "503",
                html,
                "Service Unavailable",
                false,
            ),
            (
                Fault::html(502).after_execution(),
                "502",
                html,
                "<h1>502 Bad Gateway</h1>",
                true,
            ),
            (Fault::status(202).before_execution(), "202", "", "", false),
            (Fault::status(202).after_execution(), "202", "", "", true),
            (
                Fault::respond_with(teapot()).before_execution(),
                "418",
                text,
                "short and stout",
                false,
            ),
            (
                Fault::respond_with(teapot()).after_execution(),
                "418",
                text,
                "short and stout",
                true,
            ),
        ] {
            let kind = fault.triggered();
            let sandbox = with(fault).await;
            let (response, end) = exchange(&sandbox, &limits()).await;
            assert_eq!((status(&response), end), (expected, End::Closed), "{kind}");
            assert_eq!(
                header(&response, "content-type").unwrap_or_default(),
                content_type,
                "{kind}"
            );
            assert!(body(&response).contains(words), "{response}");
            assert_eq!(body(&response).is_empty(), words.is_empty(), "{response}");
            assert_eq!(header(&response, "retry-after"), None, "{kind}");
            assert_eq!(newest(&sandbox), (Some(kind), executed), "{kind}");
            assert_eq!(kind.executes(), executed, "{kind}");
            assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
        }
    })
    .await;
}

#[tokio::test]
async fn sends_each_form_of_retry_after() {
    within(async {
        let date = Timestamp::from_millis(784_111_777_000);
        for (retry_after, expected) in [
            (RetryAfter::Seconds(30), "30"),
            (RetryAfter::Date(date), "Sun, 06 Nov 1994 08:49:37 GMT"),
        ] {
            let sandbox = with(Fault::rate_limited(retry_after).before_execution()).await;
            let (response, _) = exchange(&sandbox, &limits()).await;
            assert_eq!(header(&response, "retry-after"), Some(expected));
        }
        let sandbox = Sandbox::builder()
            .clock(backpack_signing::FixedClock::new(date))
            .start()
            .await
            .unwrap();
        let fault =
            Fault::rate_limited(RetryAfter::DateIn(Duration::from_secs(2))).before_execution();
        sandbox.faults().add(fault).unwrap();
        let (response, _) = exchange(&sandbox, &limits()).await;
        let expected = "Sun, 06 Nov 1994 08:49:39 GMT";
        assert_eq!(header(&response, "retry-after"), Some(expected));
    })
    .await;
}

#[tokio::test]
async fn delays_in_either_phase() {
    within(async {
        for fault in [
            Fault::delay(SHORT).before_execution(),
            Fault::delay(SHORT).after_execution(),
            Fault::status(504).after_execution().delayed(SHORT),
            Fault::reset().before_execution().delayed(SHORT),
        ] {
            let kind = fault.triggered();
            let sandbox = with(fault).await;
            let begun = Instant::now();
            exchange(&sandbox, &limits()).await;
            assert!(begun.elapsed() >= SHORT, "{kind}");
            assert_eq!(newest(&sandbox), (Some(kind), kind.executes()), "{kind}");
        }
    })
    .await;
}

/// A client disconnects during a delay: only a delay after execution has executed the request.
#[tokio::test]
async fn disconnected_client_cancels_delay_before_execution() {
    within(async {
        for (fault, executed) in [
            (Fault::delay(SHORT).before_execution(), false),
            (Fault::delay(SHORT).after_execution(), true),
        ] {
            let sandbox = with(fault).await;
            let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
            stream.write_all(&limits()).await.unwrap();
            // It is recorded when it arrives.
            while sandbox.requests().is_empty() {
                tokio::task::yield_now().await;
            }
            drop(stream);
            // The delay of the first request ends before this response.
            let later = Fault::delay(3 * SHORT).before_execution();
            sandbox.on(LIMITS_ID).fault(later).unwrap();
            assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
            let executions = sandbox.requests();
            assert_eq!(executions[0].executed(), executed);
            assert!(executions[1].executed());
        }
    })
    .await;
}

#[tokio::test]
async fn truncates_bodies() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let (whole, _) = exchange(&sandbox, &limits()).await;
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::truncated_body().times(2))
            .unwrap();
        let (response, end) = exchange(&sandbox, &limits()).await;
        assert_eq!((status(&response), end), ("200", End::Closed));
        let announced: usize = header(&response, "content-length")
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(announced, body(&whole).len());
        assert_eq!(body(&response), body(&whole).get(..announced / 2).unwrap());
        assert_eq!(
            newest(&sandbox),
            (Some(FaultKind::TruncatedBody.after_execution()), true)
        );

        // A client that checks the length fails.
        let error = get_limits(&sandbox).await.bytes().await.unwrap_err();
        assert!(error.is_decode() || error.is_body(), "{error:?}");
        assert_eq!(get_limits(&sandbox).await.status(), 200);

        // An empty body is truncated by one byte.
        let empty = MockResponse::text(200, "");
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::truncated_body())
            .unwrap()
            .respond_with(empty)
            .unwrap();
        let (response, _) = exchange(&sandbox, &limits()).await;
        assert_eq!(header(&response, "content-length"), Some("1"));
        assert_eq!(body(&response), "");

        // A status without a body is sent as it is.
        for fault in [Fault::truncated_body(), Fault::slow_body(1, SHORT)] {
            let script = sandbox.on(LIMITS_ID).fault(fault).unwrap();
            script.respond_with(MockResponse::status(204)).unwrap();
            let (response, end) = exchange(&sandbox, &limits()).await;
            assert_eq!((status(&response), body(&response)), ("204", ""));
            assert_eq!(end, End::Closed);
        }
    })
    .await;
}

async fn get_limits(sandbox: &Sandbox) -> reqwest::Response {
    let target = "/api/v1/account/limits/withdrawal?symbol=SOL";
    let headers = common::Headers::demo(
        &common::LIMITS_INSTRUCTION,
        backpack_signing::Payload::query("symbol=SOL"),
    );
    let mut request = common::client().get(format!("{}{target}", sandbox.url()));
    for (name, value) in headers.0 {
        request = request.header(name, value);
    }
    request.send().await.unwrap()
}

#[tokio::test]
async fn sends_bodies_slowly() {
    within(async {
        let text = "0123456789";
        let sandbox = with(Fault::slow_body(4, SHORT / 2)).await;
        sandbox
            .on(LIMITS_ID)
            .respond_with(MockResponse::text(200, text).times(2))
            .unwrap();
        let begun = Instant::now();
        let (response, end) = exchange(&sandbox, &limits()).await;
        assert!(begun.elapsed() >= SHORT, "three chunks have two pauses");
        assert_eq!((body(&response), end), (text, End::Closed));
        assert_eq!(header(&response, "content-length"), Some("10"));
        // A scripted response is not an execution.
        assert_eq!(
            newest(&sandbox),
            (Some(FaultKind::SlowBody.after_execution()), false)
        );

        // Half of a slow body arrives before the rest.
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::slow_body(5, LONG))
            .unwrap();
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        stream.write_all(&limits()).await.unwrap();
        let mut response = String::new();
        while !response.ends_with("01234") {
            let mut some = [0; 256];
            let read = stream.read(&mut some).await.unwrap();
            assert_ne!(read, 0, "{response}");
            response += std::str::from_utf8(&some[..read]).unwrap();
        }
    })
    .await;
}

/// A fault before execution acts on any request, one after execution on those that pass the checks.
#[tokio::test]
async fn phase_selects_requests() {
    within(async {
        let sandbox = with(Fault::reset().after_execution()).await;
        assert_eq!(status(&exchange(&sandbox, &unsigned()).await.0), "401");
        assert_eq!(newest(&sandbox), (None, false));
        let before = Fault::html(403).before_execution();
        sandbox.on(LIMITS_ID).fault(before).unwrap();
        let (response, _) = exchange(&sandbox, &unsigned()).await;
        assert_eq!(status(&response), "403");
        let triggered = Some(FaultKind::Html(403).before_execution());
        assert_eq!(newest(&sandbox), (triggered, false));
        // The reset was not used up.
        assert_eq!(exchange(&sandbox, &limits()).await.1, End::Reset);

        // Other operations and unknown paths are not affected.
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::expired().before_execution().always())
            .unwrap();
        let time = request("GET", "/api/v1/time", None, None);
        assert_eq!(status(&exchange(&sandbox, &time).await.0), "200");
        sandbox
            .faults()
            .add(Fault::expired().before_execution().always())
            .unwrap();
        assert_eq!(status(&exchange(&sandbox, &time).await.0), "401");
        let nowhere = request("GET", "/nowhere", None, None);
        assert_eq!(status(&exchange(&sandbox, &nowhere).await.0), "404");
        assert_eq!(newest(&sandbox), (None, false));

        sandbox.faults().clear();
        assert_eq!(status(&exchange(&sandbox, &time).await.0), "200");
        assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
    })
    .await;
}

/// The faults of the operation act before those of all, each in the order of injection, and at most one.
#[tokio::test]
async fn at_most_one_fault_acts() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox
            .faults()
            .add(Fault::html(502).before_execution().times(2))
            .unwrap();
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::status(500).after_execution())
            .unwrap()
            .fault(Fault::rate_limited(RetryAfter::Absent).before_execution())
            .unwrap()
            .fault(Fault::expired().before_execution().every(2).times(1))
            .unwrap();
        let mut seen = Vec::new();
        for _ in 0..6 {
            let (response, _) = exchange(&sandbox, &limits()).await;
            seen.push(status(&response).to_owned());
        }
        // `expired` was offered the third and the fourth request.
        assert_eq!(seen, ["500", "429", "502", "401", "502", "200"]);
    })
    .await;
}

#[tokio::test]
async fn probabilities_repeat() {
    within(async {
        let mut runs = Vec::new();
        for seed in [9, 9, 10] {
            let fault = Fault::rate_limited(RetryAfter::Absent)
                .before_execution()
                .with_probability(0.5, seed);
            let sandbox = with(fault).await;
            let mut run = Vec::new();
            for _ in 0..32 {
                let (response, _) = exchange(&sandbox, &limits()).await;
                run.push(status(&response) == "429");
            }
            runs.push(run);
        }
        assert_eq!(runs[0], runs[1]);
        assert_ne!(runs[0], runs[2]);
        assert!(runs[0].contains(&true) && runs[0].contains(&false));
    })
    .await;
}

#[tokio::test]
async fn skewed_clock_is_used_everywhere() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let hour = Duration::from_secs(3600);
        for (skew, expected) in [
            (ClockSkew::Ahead(hour), "401"),
            (ClockSkew::Behind(hour), "401"),
            (ClockSkew::Ahead(Duration::from_secs(1)), "200"),
            (ClockSkew::None, "200"),
        ] {
            sandbox.skew_clock(skew);
            assert_eq!(status(&exchange(&sandbox, &limits()).await.0), expected);
        }

        // `get_time` and `Date` are the time by which requests expire.
        sandbox.skew_clock(ClockSkew::Ahead(hour));
        let time = request("GET", "/api/v1/time", None, None);
        let (response, _) = exchange(&sandbox, &time).await;
        let sent: Timestamp = body(&response).parse().unwrap();
        let ahead = SystemClock.now().saturating_add(hour).as_millis();
        assert!(sent.as_millis().abs_diff(ahead) < 60_000);
        let date = header(&response, "date").unwrap();
        let date = httpdate::parse_http_date(date).unwrap();
        assert!(Timestamp::from(date).as_millis().abs_diff(ahead) < 60_000);
        assert_eq!(response.matches("date: ").count(), 1, "{response}");
    })
    .await;
}

#[test]
fn each_fault_has_its_own_kind() {
    let expired = MockResponse::text(401, "expired");
    for (effect, kind) in [
        (Fault::reset(), FaultKind::Reset),
        (Fault::delay(SHORT), FaultKind::Delay),
        (
            Fault::rate_limited(RetryAfter::Absent),
            FaultKind::RateLimited,
        ),
        (Fault::expired(), FaultKind::Expired),
        (Fault::status(503), FaultKind::Status(503)),
        // The kind of an invalid fault is the same.
        (Fault::status(1000), FaultKind::Status(1000)),
        (Fault::html(502), FaultKind::Html(502)),
        (Fault::respond_with(expired), FaultKind::Response),
    ] {
        let (before, after) = (effect.clone().before_execution(), effect.after_execution());
        assert_eq!(before.triggered(), kind.before_execution());
        assert_eq!(after.triggered(), kind.after_execution());
    }
    for (fault, kind) in [
        (Fault::truncated_body(), FaultKind::TruncatedBody),
        (Fault::slow_body(0, SHORT), FaultKind::SlowBody),
    ] {
        assert_eq!(fault.triggered(), kind.after_execution());
    }
}

#[tokio::test]
async fn rejects_invalid_faults() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let inject = |fault| sandbox.on(LIMITS_ID).fault(fault).map(drop).unwrap_err();
        for status in [0, 100, 199, 600, 1000] {
            let error = inject(Fault::status(status).before_execution());
            assert!(matches!(error, ScriptError::Status { status: s, .. } if s == status));
            assert!(matches!(
                inject(Fault::status(status).after_execution()),
                ScriptError::Status { .. }
            ));
        }
        assert!(matches!(
            inject(Fault::html(399).before_execution()),
            ScriptError::Status { lowest: 400, .. }
        ));
        assert!(matches!(
            inject(Fault::expired().before_execution().every(0)),
            ScriptError::ZeroInterval
        ));
        assert!(matches!(
            inject(Fault::expired().before_execution().with_probability(1.5, 0)),
            ScriptError::Probability { .. }
        ));
        assert!(matches!(
            inject(Fault::slow_body(0, SHORT)),
            ScriptError::EmptyChunk
        ));
        assert!(matches!(
            inject(Fault::reset_before_reading()),
            ScriptError::UnknownBeforeReading { .. }
        ));
        assert!(matches!(
            inject(Fault::respond_with(MockResponse::status(99)).before_execution()),
            ScriptError::Status {
                status: 99,
                lowest: 200
            }
        ));
        let error = sandbox
            .on("nothing")
            .fault(Fault::expired().before_execution())
            .map(drop);
        assert!(matches!(
            error.unwrap_err(),
            ScriptError::UnknownOperation { .. }
        ));
        let error = sandbox
            .faults()
            .add(Fault::expired().before_execution().every(0))
            .map(drop);
        assert!(matches!(error.unwrap_err(), ScriptError::ZeroInterval));
        // None was injected.
        assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
    })
    .await;
}

#[tokio::test]
async fn numbers_requests_and_connections() {
    within(async {
        let sandbox = Sandbox::builder().keep_requests(3).start().await.unwrap();
        // Two on one connection.
        let mut two = b"GET /api/v1/time HTTP/1.1\r\nHost: x\r\n\r\n".to_vec();
        two.extend(request("GET", "/api/v1/time", None, None));
        exchange(&sandbox, &two).await;
        exchange(&sandbox, &limits()).await;
        sandbox.faults().add(Fault::reset_before_reading()).unwrap();
        exchange(&sandbox, &limits()).await;
        exchange(&sandbox, &limits()).await;
        let numbers: Vec<_> = sandbox
            .requests()
            .iter()
            .map(|request| (request.number(), request.connection(), request.executed()))
            .collect();
        // The connection that was reset is counted too.
        assert_eq!(numbers, [(2, 1, true), (3, 2, true), (4, 4, true)]);
        sandbox.clear_requests();
        exchange(&sandbox, &limits()).await;
        assert_eq!(sandbox.requests()[0].number(), 5);
    })
    .await;
}

/// Concurrent faults do not affect other requests.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_faults_match_the_record() {
    within(async {
        const EACH: usize = 4;
        let sandbox = Sandbox::start().await.unwrap();
        let pause = Duration::from_millis(2);
        for fault in [
            Fault::reset_before_reading().with_probability(0.1, 1),
            Fault::reset().before_execution().with_probability(0.1, 2),
            Fault::reset().after_execution().with_probability(0.1, 3),
            Fault::rate_limited(RetryAfter::Seconds(0))
                .before_execution()
                .with_probability(0.1, 4),
            Fault::status(503).before_execution().every(11),
            Fault::html(502).after_execution().every(13),
            Fault::truncated_body().with_probability(0.1, 5),
            Fault::slow_body(16, pause).with_probability(0.1, 6),
            Fault::delay(pause)
                .before_execution()
                .with_probability(0.2, 7),
            Fault::delay(pause)
                .after_execution()
                .with_probability(0.2, 8),
        ] {
            sandbox.faults().add(fault).unwrap();
        }
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..64 {
            let address = sandbox.address();
            tasks.spawn(async move {
                let mut statuses = Vec::new();
                for _ in 0..EACH {
                    let mut stream = TcpStream::connect(address).await.unwrap();
                    let _ = stream.write_all(&limits()).await;
                    let (response, _) = drain(&mut stream).await;
                    statuses.push(status(&response).to_owned());
                }
                statuses
            });
        }
        let mut count = std::collections::BTreeMap::<String, usize>::new();
        while let Some(done) = tasks.join_next().await {
            for status in done.unwrap() {
                *count.entry(status).or_default() += 1;
            }
        }
        let requests = sandbox.requests();
        let resets = usize::try_from(sandbox.resets()).unwrap();
        assert_eq!(requests.len() + resets, 64 * EACH);
        let with = |kind| requests.iter().filter(|r| r.fault() == Some(kind)).count();
        assert_eq!(
            count[""],
            resets
                + with(FaultKind::Reset.before_execution())
                + with(FaultKind::Reset.after_execution())
        );
        assert_eq!(
            count["429"],
            with(FaultKind::RateLimited.before_execution())
        );
        assert_eq!(count["502"], with(FaultKind::Html(502).after_execution()));
        assert_eq!(
            count["503"],
            with(FaultKind::Status(503).before_execution())
        );
        assert_eq!(count.values().sum::<usize>(), 64 * EACH);
        assert!(requests.iter().all(|request| {
            request.executed() == request.fault().is_none_or(TriggeredFault::executes)
        }));

        sandbox.faults().clear();
        for _ in 0..8 {
            let (response, end) = exchange(&sandbox, &limits()).await;
            assert_eq!((status(&response), end), ("200", End::Closed));
        }
        sandbox.stop().await;
    })
    .await;
}
