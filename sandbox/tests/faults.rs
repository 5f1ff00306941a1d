//! Faults: what the client sees, what is recorded, and what is carried out.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "the helpers of tests are tests too, which clippy.toml does not see"
)]

mod common;

use std::time::{Duration, Instant};

use backpack_sandbox::{Answer, ClockSkew, Fault, FaultKind, RetryAfter, Sandbox, ScriptError};
use backpack_signing::{Clock, SystemClock, Timestamp};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use common::{End, LIMITS_ID, body, drain, exchange, header, request, status, within};

/// Short, and long enough that its absence shows.
const SHORT: Duration = Duration::from_millis(60);

/// Never waited for to its end.
const LONG: Duration = Duration::from_secs(3600);

/// A signed request for the limits.
fn limits() -> Vec<u8> {
    let target = "/api/v1/account/limits/withdrawal?symbol=SOL";
    request("GET", target, Some("maxWithdrawalQuantity"), None)
}

/// The same without a signature, which the checks refuse.
fn unsigned() -> Vec<u8> {
    let target = "/api/v1/account/limits/withdrawal?symbol=SOL";
    request("GET", target, None, None)
}

async fn with(fault: Fault) -> Sandbox {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.on(LIMITS_ID).fault(fault).unwrap();
    sandbox
}

/// The fault of the newest request, and whether it was carried out.
fn newest(sandbox: &Sandbox) -> (Option<FaultKind>, bool) {
    let requests = sandbox.requests();
    let request = requests.last().unwrap();
    (request.fault(), request.executed())
}

#[tokio::test]
async fn reset_before_reading() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        // One connection is open and has been used, one is open and idle, one is new.
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
        assert_eq!(sandbox.requests().len(), 1, "they were not read");

        let (answer, _) = exchange(&sandbox, &limits()).await;
        assert_eq!(status(&answer), "200");
        assert_eq!((sandbox.resets(), sandbox.requests().len()), (3, 2));
    })
    .await;
}

#[tokio::test]
async fn a_large_request_is_one_request() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let fault = Fault::reset_before_reading().every(2);
        sandbox.faults().add(fault).unwrap();
        // In pieces, of which each wakes the reader: they count once.
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
                Fault::reset_before_execution(),
                FaultKind::ResetBeforeExecution,
                false,
            ),
            (
                Fault::reset_after_execution(),
                FaultKind::ResetAfterExecution,
                true,
            ),
        ] {
            let sandbox = with(fault).await;
            let ended = exchange(&sandbox, &limits()).await;
            assert_eq!(ended, (String::new(), End::Reset));
            assert_eq!(newest(&sandbox), (Some(kind), executed));
            assert_eq!(kind.executes(), executed);
            assert_eq!(sandbox.resets(), 0);
            // Once.
            assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
            assert_eq!(newest(&sandbox), (None, true));
        }
    })
    .await;
}

/// What answers in place of the operation, in each of its forms.
#[tokio::test]
async fn answers_instead() {
    within(async {
        let json = "application/json; charset=utf-8";
        let html = "text/html; charset=UTF-8";
        let teapot = || Answer::text(418, "short and stout");
        let text = "text/plain; charset=utf-8";
        for (fault, expected, content_type, words, executed) in [
            (
                Fault::rate_limited(RetryAfter::Unsaid),
                "429",
                json,
                "TOO_MANY_REQUESTS",
                false,
            ),
            (Fault::expired(), "401", json, "Request has expired", false),
            (
                Fault::server_error_before_execution(500),
                "500",
                json,
                "SERVER_ERROR",
                false,
            ),
            (
                Fault::server_error_before_execution(503),
                "503",
                json,
                "MAINTENANCE",
                false,
            ),
            (
                Fault::server_error_after_execution(504),
                "504",
                json,
                "TIMEOUT",
                true,
            ),
            (
                Fault::server_error_after_execution(599),
                "599",
                json,
                "SERVER_ERROR",
                true,
            ),
            (
                Fault::html_before_execution(403),
                "403",
                html,
                "<h1>403 Forbidden</h1>",
                false,
            ),
            (
                Fault::html_before_execution(503),
                "503",
                html,
                "Service Unavailable",
                false,
            ),
            (
                Fault::html_after_execution(502),
                "502",
                html,
                "<h1>502 Bad Gateway</h1>",
                true,
            ),
            (Fault::accepted_before_execution(), "202", "", "", false),
            (Fault::accepted_after_execution(), "202", "", "", true),
            (
                Fault::answer_before_execution(teapot()),
                "418",
                text,
                "short and stout",
                false,
            ),
            (
                Fault::answer_after_execution(teapot()),
                "418",
                text,
                "short and stout",
                true,
            ),
        ] {
            let kind = fault.kind();
            let sandbox = with(fault).await;
            let (answer, end) = exchange(&sandbox, &limits()).await;
            assert_eq!((status(&answer), end), (expected, End::Closed), "{kind}");
            assert_eq!(
                header(&answer, "content-type").unwrap_or_default(),
                content_type,
                "{kind}"
            );
            assert!(body(&answer).contains(words), "{answer}");
            assert_eq!(body(&answer).is_empty(), words.is_empty(), "{answer}");
            assert_eq!(header(&answer, "retry-after"), None, "{kind}");
            assert_eq!(newest(&sandbox), (Some(kind), executed), "{kind}");
            assert_eq!(kind.executes(), executed, "{kind}");
            assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
        }
    })
    .await;
}

#[tokio::test]
async fn retry_after() {
    within(async {
        let date = Timestamp::from_millis(784_111_777_000);
        for (retry_after, expected) in [
            (RetryAfter::Seconds(30), "30"),
            (RetryAfter::Date(date), "Sun, 06 Nov 1994 08:49:37 GMT"),
        ] {
            let sandbox = with(Fault::rate_limited(retry_after)).await;
            let (answer, _) = exchange(&sandbox, &limits()).await;
            assert_eq!(header(&answer, "retry-after"), Some(expected));
        }
        let sandbox = Sandbox::builder()
            .clock(backpack_signing::FixedClock::new(date))
            .start()
            .await
            .unwrap();
        let fault = Fault::rate_limited(RetryAfter::DateIn(Duration::from_secs(2)));
        sandbox.faults().add(fault).unwrap();
        let (answer, _) = exchange(&sandbox, &limits()).await;
        let expected = "Sun, 06 Nov 1994 08:49:39 GMT";
        assert_eq!(header(&answer, "retry-after"), Some(expected));
    })
    .await;
}

#[tokio::test]
async fn delays() {
    within(async {
        for fault in [
            Fault::delay_before_execution(SHORT),
            Fault::delay_after_execution(SHORT),
            Fault::server_error_after_execution(504).delayed(SHORT),
            Fault::reset_before_execution().delayed(SHORT),
        ] {
            let kind = fault.kind();
            let sandbox = with(fault).await;
            let begun = Instant::now();
            exchange(&sandbox, &limits()).await;
            assert!(begun.elapsed() >= SHORT, "{kind}");
            assert_eq!(newest(&sandbox), (Some(kind), kind.executes()), "{kind}");
        }
    })
    .await;
}

/// A client that loses patience: its order may exist, and the two delays tell the two cases apart.
#[tokio::test]
async fn a_client_that_does_not_wait() {
    within(async {
        for (fault, executed) in [
            (Fault::delay_before_execution(SHORT), false),
            (Fault::delay_after_execution(SHORT), true),
        ] {
            let sandbox = with(fault).await;
            let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
            stream.write_all(&limits()).await.unwrap();
            // It is recorded when it arrives, so there is something to wait for.
            while sandbox.requests().is_empty() {
                tokio::task::yield_now().await;
            }
            drop(stream);
            // When this one is answered the delay of the first is long over.
            let later = Fault::delay_before_execution(3 * SHORT);
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
async fn truncated_bodies() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let (whole, _) = exchange(&sandbox, &limits()).await;
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::truncated_body().times(2))
            .unwrap();
        let (answer, end) = exchange(&sandbox, &limits()).await;
        assert_eq!((status(&answer), end), ("200", End::Closed));
        let announced: usize = header(&answer, "content-length").unwrap().parse().unwrap();
        assert_eq!(announced, body(&whole).len());
        assert_eq!(body(&answer), &body(&whole)[..announced / 2]);
        assert_eq!(newest(&sandbox), (Some(FaultKind::TruncatedBody), true));

        // A client that checks the length sees it.
        let error = get_limits(&sandbox).await.bytes().await.unwrap_err();
        assert!(error.is_decode() || error.is_body(), "{error:?}");
        assert_eq!(get_limits(&sandbox).await.status(), 200);

        // Of a body that is empty there is a byte missing, too.
        let empty = Answer::text(200, "");
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::truncated_body())
            .unwrap()
            .answer(empty)
            .unwrap();
        let (answer, _) = exchange(&sandbox, &limits()).await;
        assert_eq!(header(&answer, "content-length"), Some("1"));
        assert_eq!(body(&answer), "");

        // A status that has no body has none to be short of, or slow.
        for fault in [Fault::truncated_body(), Fault::slow_body(1, SHORT)] {
            let script = sandbox.on(LIMITS_ID).fault(fault).unwrap();
            script.answer(Answer::status(204)).unwrap();
            let (answer, end) = exchange(&sandbox, &limits()).await;
            assert_eq!((status(&answer), body(&answer)), ("204", ""));
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
async fn slow_bodies() {
    within(async {
        let text = "0123456789";
        let sandbox = with(Fault::slow_body(4, SHORT / 2)).await;
        sandbox
            .on(LIMITS_ID)
            .answer(Answer::text(200, text).times(2))
            .unwrap();
        let begun = Instant::now();
        let (answer, end) = exchange(&sandbox, &limits()).await;
        assert!(begun.elapsed() >= SHORT, "three pieces have two pauses");
        assert_eq!((body(&answer), end), (text, End::Closed));
        assert_eq!(header(&answer, "content-length"), Some("10"));
        // A scripted answer is not an execution.
        assert_eq!(newest(&sandbox), (Some(FaultKind::SlowBody), false));

        // Half of a slow body is there before the rest is.
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::slow_body(5, LONG))
            .unwrap();
        let mut stream = TcpStream::connect(sandbox.address()).await.unwrap();
        stream.write_all(&limits()).await.unwrap();
        let mut answer = String::new();
        while !answer.ends_with("01234") {
            let mut some = [0; 256];
            let read = stream.read(&mut some).await.unwrap();
            assert_ne!(read, 0, "{answer}");
            answer += std::str::from_utf8(&some[..read]).unwrap();
        }
    })
    .await;
}

/// A fault that stands in front of the exchange strikes any request, one behind it those that are let through.
#[tokio::test]
async fn who_is_struck() {
    within(async {
        let sandbox = with(Fault::reset_after_execution()).await;
        assert_eq!(status(&exchange(&sandbox, &unsigned()).await.0), "401");
        assert_eq!(newest(&sandbox), (None, false));
        let before = Fault::html_before_execution(403);
        sandbox.on(LIMITS_ID).fault(before).unwrap();
        let (answer, _) = exchange(&sandbox, &unsigned()).await;
        assert_eq!(status(&answer), "403");
        let struck = Some(FaultKind::HtmlBeforeExecution);
        assert_eq!(newest(&sandbox), (struck, false));
        // The reset was not used up.
        assert_eq!(exchange(&sandbox, &limits()).await.1, End::Reset);

        // Other operations and unknown paths are spared.
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::expired().always())
            .unwrap();
        let time = request("GET", "/api/v1/time", None, None);
        assert_eq!(status(&exchange(&sandbox, &time).await.0), "200");
        sandbox.faults().add(Fault::expired().always()).unwrap();
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

/// The order: those of the operation, then those of all; each as they were injected; one at the most.
#[tokio::test]
async fn one_strikes() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        sandbox
            .faults()
            .add(Fault::html_before_execution(502).times(2))
            .unwrap();
        sandbox
            .on(LIMITS_ID)
            .fault(Fault::server_error_after_execution(500))
            .unwrap()
            .fault(Fault::rate_limited(RetryAfter::Unsaid))
            .unwrap()
            .fault(Fault::expired().every(2).times(1))
            .unwrap();
        let mut seen = Vec::new();
        for _ in 0..6 {
            let (answer, _) = exchange(&sandbox, &limits()).await;
            seen.push(status(&answer).to_owned());
        }
        // `expired` was offered the third and the fourth.
        assert_eq!(seen, ["500", "429", "502", "401", "502", "200"]);
    })
    .await;
}

#[tokio::test]
async fn chances_repeat() {
    within(async {
        let mut runs = Vec::new();
        for seed in [9, 9, 10] {
            let fault = Fault::rate_limited(RetryAfter::Unsaid).with_probability(0.5, seed);
            let sandbox = with(fault).await;
            let mut run = Vec::new();
            for _ in 0..32 {
                let (answer, _) = exchange(&sandbox, &limits()).await;
                run.push(status(&answer) == "429");
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
async fn skewed_clocks() {
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

        // A client that asks for the time gets the one that it is judged by.
        sandbox.skew_clock(ClockSkew::Ahead(hour));
        let time = request("GET", "/api/v1/time", None, None);
        let (answer, _) = exchange(&sandbox, &time).await;
        let told: Timestamp = body(&answer).parse().unwrap();
        let ahead = SystemClock.now().saturating_add(hour).as_millis();
        assert!(told.as_millis().abs_diff(ahead) < 60_000);
        let date = header(&answer, "date").unwrap();
        let date = httpdate::parse_http_date(date).unwrap();
        assert!(Timestamp::from(date).as_millis().abs_diff(ahead) < 60_000);
        assert_eq!(answer.matches("date: ").count(), 1, "{answer}");
    })
    .await;
}

#[tokio::test]
async fn mistakes_are_typed() {
    within(async {
        let sandbox = Sandbox::start().await.unwrap();
        let inject = |fault| sandbox.on(LIMITS_ID).fault(fault).map(drop).unwrap_err();
        for status in [0, 200, 404, 499, 600, 1000] {
            let error = inject(Fault::server_error_before_execution(status));
            assert!(matches!(error, ScriptError::FaultStatus { status: s, .. } if s == status));
            assert!(matches!(
                inject(Fault::server_error_after_execution(status)),
                ScriptError::FaultStatus { .. }
            ));
        }
        assert!(matches!(
            inject(Fault::html_before_execution(399)),
            ScriptError::FaultStatus { lowest: 400, .. }
        ));
        assert!(matches!(
            inject(Fault::expired().every(0)),
            ScriptError::EveryZeroth
        ));
        assert!(matches!(
            inject(Fault::expired().with_probability(1.5, 0)),
            ScriptError::Probability { .. }
        ));
        assert!(matches!(
            inject(Fault::slow_body(0, SHORT)),
            ScriptError::EmptyChunk
        ));
        assert!(matches!(
            inject(Fault::reset_before_reading()),
            ScriptError::OperationNotRead { .. }
        ));
        assert!(matches!(
            inject(Fault::answer_before_execution(Answer::status(99))),
            ScriptError::Status { status: 99 }
        ));
        let error = sandbox.on("nothing").fault(Fault::expired()).map(drop);
        assert!(matches!(
            error.unwrap_err(),
            ScriptError::UnknownOperation { .. }
        ));
        let error = sandbox.faults().add(Fault::expired().every(0)).map(drop);
        assert!(matches!(error.unwrap_err(), ScriptError::EveryZeroth));
        // None of them was injected.
        assert_eq!(status(&exchange(&sandbox, &limits()).await.0), "200");
    })
    .await;
}

#[tokio::test]
async fn numbers() {
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
        // The connection that was reset has had a number, too.
        assert_eq!(numbers, [(2, 1, true), (3, 2, true), (4, 4, true)]);
        sandbox.forget_requests();
        exchange(&sandbox, &limits()).await;
        assert_eq!(sandbox.requests()[0].number(), 5);
    })
    .await;
}

/// Whatever goes wrong for some, the others are answered, and afterwards all is as before.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_connections_with_mixed_faults() {
    within(async {
        const EACH: usize = 4;
        let sandbox = Sandbox::start().await.unwrap();
        let pause = Duration::from_millis(2);
        for fault in [
            Fault::reset_before_reading().with_probability(0.1, 1),
            Fault::reset_before_execution().with_probability(0.1, 2),
            Fault::reset_after_execution().with_probability(0.1, 3),
            Fault::rate_limited(RetryAfter::Seconds(0)).with_probability(0.1, 4),
            Fault::server_error_before_execution(503).every(11),
            Fault::html_after_execution(502).every(13),
            Fault::truncated_body().with_probability(0.1, 5),
            Fault::slow_body(16, pause).with_probability(0.1, 6),
            Fault::delay_before_execution(pause).with_probability(0.2, 7),
            Fault::delay_after_execution(pause).with_probability(0.2, 8),
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
                    let (answer, _) = drain(&mut stream).await;
                    statuses.push(status(&answer).to_owned());
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
            resets + with(FaultKind::ResetBeforeExecution) + with(FaultKind::ResetAfterExecution)
        );
        assert_eq!(count["429"], with(FaultKind::RateLimited));
        assert_eq!(count["502"], with(FaultKind::HtmlAfterExecution));
        assert_eq!(count["503"], with(FaultKind::ServerErrorBeforeExecution));
        assert_eq!(count.values().sum::<usize>(), 64 * EACH);
        assert!(requests.iter().all(|request| {
            request.executed() == request.fault().is_none_or(FaultKind::executes)
        }));

        sandbox.faults().clear();
        for _ in 0..8 {
            let (answer, end) = exchange(&sandbox, &limits()).await;
            assert_eq!((status(&answer), end), ("200", End::Closed));
        }
        sandbox.stop().await;
    })
    .await;
}
