//! The store with a real `redis-server`: its decisions, its failures, and its keys. Linux only.

#![cfg(target_os = "linux")]
#![cfg(test)]

#[allow(dead_code, reason = "the tests use different parts of it")]
mod support;

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use backpack_limits_redis::{
    AccountName, RedisStore, RedisStoreBuilder, RedisStoreError, WhenUnavailable,
};
use backpack_runtime::{
    MemoryStore, RateLimit, RateLimitStore as _, RateLimits, Reservation, ReserveError,
};
use redis::Value;

use crate::support::Server;

const LONG: Duration = Duration::from_secs(3_600);
/// A timeout of a store that waits for the next attempt to connect.
const SHORT: Duration = Duration::from_secs(2);
const SCRIPT: &str = include_str!("../src/limit.lua");

fn builder(url: &str) -> RedisStoreBuilder {
    let account = AccountName::new("test").unwrap();
    // A busy machine responds late.
    RedisStore::builder(url, account)
        .unwrap()
        .timeout(Duration::from_secs(5))
}

fn local(processes: u32) -> WhenUnavailable {
    WhenUnavailable::LocalLimits {
        processes: NonZeroU32::new(processes).unwrap(),
    }
}

async fn reserve(store: &RedisStore, class: RateLimit) -> Reservation {
    store.reserve(class, LONG).await.unwrap()
}

async fn is_at_once(store: &RedisStore, class: RateLimit) -> bool {
    store.reserve(class, Duration::ZERO).await.is_ok()
}

/// The error of the store behind the error of a reservation.
fn cause(error: ReserveError) -> RedisStoreError {
    let ReserveError::Store(error) = error else {
        panic!("{error}")
    };
    let cause = std::error::Error::source(&error).unwrap();
    cause.downcast_ref::<RedisStoreError>().unwrap().clone()
}

/// Fills the buckets, as after a time without requests.
fn fill(server: &Server) {
    for key in [
        "backpack:limits:test:account",
        "backpack:limits:test:historical",
    ] {
        let set = server.command::<i64>("HSET", &[key, "general", "0", "cancels", "0"]);
        assert_eq!(set, Some(0), "{key} has no state");
    }
}

/// The script and the store in memory take the same decisions, to the microsecond, under seeded schedules. The script reads
/// the clock of the schedule in place of the server's.
#[tokio::test(start_paused = true)]
async fn script_decides_as_the_store_in_memory() {
    // Intervals that are whole microseconds: 1 s, 9 s for cancels, 18 s for historical market data.
    const PERIOD: Duration = Duration::from_secs(72);
    const ACCOUNT: [u64; 6] = [72_000_000, 0, 1_000_000, 17_000_000, 9_000_000, 0];
    const HISTORICAL: [u64; 6] = [72_000_000, 0, 18_000_000, 0, 0, 0];
    let server = Server::start();
    let mut connection = server.connection().unwrap();
    let clock = "redis.call('TIME')";
    assert_eq!(SCRIPT.matches(clock).count(), 1);
    let source = SCRIPT.replace(clock, "{ ARGV[#ARGV - 1], ARGV[#ARGV] }");
    let script = redis::Script::new(&source);
    let (mut decisions, mut late, mut postponed) = (0, 0, 0);
    for seed in 0..24 {
        let mut random = fastrand::Rng::with_seed(seed);
        let memory = MemoryStore::per_period(98, 5, PERIOD).exhausted();
        let mut now = 1_800_000_000_000_000_u64;
        let mut call = |class: RateLimit, now: u64, name: &str, arguments: &[u64]| {
            let is_historical = class == RateLimit::Historical;
            let limit = if is_historical { HISTORICAL } else { ACCOUNT };
            let mut invocation = script.key(format!("{seed}:{is_historical}"));
            invocation.arg(name).arg(&limit).arg(arguments);
            invocation.arg(now / 1_000_000).arg(now % 1_000_000);
            let reply: (u64, i64, u64, u64, u64, u64) = invocation.invoke(&mut connection).unwrap();
            reply
        };
        for class in [RateLimit::Account, RateLimit::Historical] {
            call(class, now, "open", &[0, 0]);
        }
        let mut held: Vec<(Reservation, [u64; 3])> = Vec::new();
        for step in 0..250 {
            let longest = if random.u8(..) < 16 {
                60_000_000
            } else {
                900_000
            };
            let pause = random.u64(..longest);
            now += pause;
            tokio::time::advance(Duration::from_micros(pause)).await;
            let class = [
                RateLimit::Account,
                RateLimit::Account,
                RateLimit::Cancel,
                RateLimit::Historical,
            ][random.usize(..4)];
            let context = format!("seed {seed}, step {step}");
            match random.u8(..10) {
                0..6 => {
                    let longest = [0, 3_000_000, 100_000_000][random.usize(..3)];
                    let is_cancel = u64::from(class == RateLimit::Cancel);
                    let (epoch, result, wait, due, ..) =
                        call(class, now, "reserve", &[is_cancel, longest]);
                    let expected = memory.reserve(class, Duration::from_micros(longest)).await;
                    let wait = Duration::from_micros(wait);
                    decisions += 1;
                    match expected {
                        Ok(reservation) => {
                            assert_eq!(reservation.wait(), wait, "{context}");
                            let is_lane = reservation.class() == RateLimit::Cancel;
                            assert_eq!(result, i64::from(is_lane), "{context}");
                            held.push((reservation, [epoch, u64::from(is_lane), due]));
                        }
                        Err(ReserveError::TooLate { wait: expected }) => {
                            assert_eq!((result, wait), (-1, expected), "{context}");
                            late += 1;
                        }
                        Err(other) => panic!("{other}"),
                    }
                }
                6 if random.u8(..4) == 0 => {
                    let wait = random.u64(..20_000_000);
                    call(class, now, "hold", &[wait]);
                    memory
                        .hold(class, Duration::from_micros(wait))
                        .await
                        .unwrap();
                    postponed += 1;
                }
                6 | 7 if !held.is_empty() => {
                    let (reservation, permit) = &held[random.usize(..held.len())];
                    let (_, _, wait, ..) = call(reservation.class(), now, "remaining", permit);
                    let expected = memory.remaining(reservation).await.unwrap();
                    assert_eq!(Duration::from_micros(wait), expected, "{context}");
                }
                _ if !held.is_empty() => {
                    let (reservation, permit) = held.swap_remove(random.usize(..held.len()));
                    call(reservation.class(), now, "release", &permit);
                    memory.release(reservation);
                }
                _ => {}
            }
        }
    }
    assert!(decisions > 3_000 && late > 300 && postponed > 50);
    println!(
        "{decisions} decisions of the script are those of the store in memory ({late} too late, {postponed} holds)"
    );
}

/// Two stores of one account share permits, and reserve in order. A released permit is granted again.
#[tokio::test(flavor = "multi_thread")]
async fn stores_reserve_in_order_and_give_back() {
    let server = Server::start();
    let (one, two) = (
        builder(&server.url()).build(),
        builder(&server.url()).build(),
    );
    one.check().await.unwrap();
    two.check().await.unwrap();
    let mut ends = Vec::new();
    let mut last = None;
    for store in [&one, &two, &two, &one, &two] {
        let before = Instant::now();
        let reservation = reserve(store, RateLimit::Historical).await;
        ends.push((
            before + reservation.wait(),
            Instant::now() + reservation.wait(),
        ));
        last = Some(reservation);
    }
    // 30 a minute: one every 2.5 s. The time of the server is between the two of the client.
    for pair in ends.windows(2) {
        let interval = Duration::from_millis(2_500);
        assert!(pair[1].1 >= pair[0].0 + interval && pair[1].0 <= pair[0].1 + interval);
    }
    let last = last.unwrap();
    let wait = last.wait();
    let late = one.reserve(RateLimit::Historical, wait).await.unwrap_err();
    assert!(matches!(late, ReserveError::TooLate { wait: later } if later > wait));
    let key = "backpack:limits:test:historical";
    let due = || server.command::<u64>("HGET", &[key, "general"]).unwrap();
    let before = due();
    two.release(last);
    // The release is sent from a task.
    let end = Instant::now() + LONG;
    while due() == before {
        assert!(Instant::now() < end);
        tokio::task::yield_now().await;
    }
    assert_eq!(before - due(), 2_500_000);
    assert!(one.reserve(RateLimit::Historical, wait).await.is_ok());
}

/// Reads cannot use the permits of cancels, however many are waiting in any process.
#[tokio::test]
async fn cancels_have_a_lane() {
    let server = Server::start();
    // An hour, so that no permit is added during the test.
    let hour = || builder(&server.url()).period(LONG).limits(100, 5).build();
    let (one, two) = (hour(), hour());
    one.check().await.unwrap();
    two.check().await.unwrap();
    fill(&server);
    let mut reads = 0;
    while is_at_once(&one, RateLimit::Account).await {
        reads += 1;
    }
    assert_eq!(reads, 18);
    assert!(!is_at_once(&two, RateLimit::Account).await);
    for _ in 0..100 {
        one.reserve(RateLimit::Account, LONG * 10).await.unwrap();
    }
    assert!(is_at_once(&two, RateLimit::Cancel).await);
    let second = reserve(&one, RateLimit::Cancel).await;
    assert_eq!(
        (second.class(), second.wait()),
        (RateLimit::Cancel, Duration::ZERO)
    );
    assert!(!is_at_once(&two, RateLimit::Cancel).await);
    // One every 450 s, while reads wait for more than an hour.
    let cancel = reserve(&two, RateLimit::Cancel).await;
    assert!(cancel.wait() <= Duration::from_secs(450));
    let read = two.reserve(RateLimit::Account, LONG).await.unwrap_err();
    assert!(matches!(read, ReserveError::TooLate { .. }));
    assert!(is_at_once(&two, RateLimit::Historical).await);
}

/// A hold of one process postpones the waiting reservations of another, survives a restart of Redis, and leaves the other
/// limit alone.
#[tokio::test]
async fn hold_is_shared_and_survives_a_restart() {
    let mut server = Server::start();
    let (one, two) = (
        builder(&server.url()).build(),
        builder(&server.url()).build(),
    );
    two.check().await.unwrap();
    fill(&server);
    let waiting = reserve(&two, RateLimit::Account).await;
    assert_eq!(waiting.wait(), Duration::ZERO);
    one.hold(RateLimit::Cancel, Duration::from_secs(300))
        .await
        .unwrap();
    let left = two.remaining(&waiting).await.unwrap();
    assert!(left > Duration::from_secs(250), "{left:?}");
    assert!(!is_at_once(&two, RateLimit::Cancel).await);
    assert!(is_at_once(&two, RateLimit::Historical).await);

    // Without its state: the process that knew of the hold sends it again.
    server.kill();
    server.restart();
    let left = reserve(&two, RateLimit::Cancel).await.wait();
    assert!(left > Duration::from_secs(240), "{left:?}");

    // The longest hold is 10 minutes.
    one.hold(RateLimit::Account, Duration::MAX).await.unwrap();
    let left = reserve(&two, RateLimit::Account).await.wait();
    assert!(
        left > Duration::from_secs(550) && left < Duration::from_secs(620),
        "{left:?}"
    );
}

/// A Redis that was restarted begins without permits, with and without its saved state, and the reservations before are
/// counted anew.
#[tokio::test]
async fn restarted_redis_grants_no_second_burst() {
    for is_saved in [false, true] {
        let mut server = Server::start();
        let store = builder(&server.url()).period(LONG).build();
        store.check().await.unwrap();
        fill(&server);
        if is_saved {
            server.command::<String>("SAVE", &[]).unwrap();
            assert!(server.folder().join("dump.rdb").exists());
        }
        while is_at_once(&store, RateLimit::Historical).await {}
        let waiting = reserve(&store, RateLimit::Historical).await;
        server.kill();
        server.restart();
        assert!(
            !is_at_once(&store, RateLimit::Historical).await,
            "saved: {is_saved}"
        );
        // The first permit is an interval away, and goes to the first to ask.
        let interval = Duration::from_secs(150);
        let first = reserve(&store, RateLimit::Historical).await.wait();
        assert!(first <= interval && first > interval / 2, "{first:?}");
        let left = store.remaining(&waiting).await.unwrap();
        assert!(left > interval && left <= interval * 2, "{left:?}");
    }
}

/// Without Redis, calls fail at once with an error that says what to do, and succeed when it is back.
#[tokio::test]
async fn calls_fail_without_redis() {
    let mut server = Server::start();
    let store = builder(&server.url()).timeout(SHORT).build();
    assert!(!store.is_shared());
    reserve(&store, RateLimit::Account).await;
    assert!(store.is_shared());
    server.kill();
    let error = store.reserve(RateLimit::Account, LONG).await.unwrap_err();
    let error = cause(error);
    assert!(
        matches!(error, RedisStoreError::Connection { .. }),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .ends_with("(start Redis, or check the URL)"),
        "{error}"
    );
    assert!(!store.is_shared());
    assert_eq!(store.check().await.unwrap_err(), error);
    assert!(store.hold(RateLimit::Account, LONG).await.is_err());
    server.restart();
    let end = Instant::now() + LONG;
    while store.reserve(RateLimit::Historical, LONG).await.is_err() {
        assert!(Instant::now() < end);
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(store.is_shared());
}

/// Without Redis, a process has its share of the limits, begins without a burst, and knows the hold.
#[tokio::test]
async fn local_limits_without_redis() {
    let mut server = Server::start();
    let build = || {
        let store = builder(&server.url()).period(LONG).timeout(SHORT);
        store.when_unavailable(local(8)).limits(2_000, 40).build()
    };
    let (store, held) = (build(), build());
    store.check().await.unwrap();
    fill(&server);
    assert!(is_at_once(&store, RateLimit::Historical).await);
    held.hold(RateLimit::Account, Duration::from_secs(500))
        .await
        .unwrap();
    server.kill();
    // 5 of 40 in an hour: one at once, which may have been used in Redis, and one every 900 s.
    let interval = Duration::from_secs(900);
    for permit in 1..4 {
        let wait = reserve(&store, RateLimit::Historical).await.wait();
        let expected = interval * permit;
        assert!(
            wait <= expected && wait > expected - interval / 2,
            "{wait:?}"
        );
    }
    assert!(!store.is_shared());
    let wait = reserve(&held, RateLimit::Cancel).await.wait();
    assert!(wait > Duration::from_secs(400), "{wait:?}");
    let waiting = reserve(&store, RateLimit::Account).await;
    server.restart();
    let end = Instant::now() + LONG;
    while !store.is_shared() {
        assert!(Instant::now() < end);
        store.remaining(&waiting).await.unwrap();
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    // It waits in Redis now, which begins after the last process can have left its local limits.
    let left = store.remaining(&waiting).await.unwrap();
    assert!(left > SHORT * 3 && left < SHORT * 6, "{left:?}");
}

/// A server that accepts connections and never responds is a timeout, also through a client's limits: no call hangs.
#[tokio::test]
async fn unresponsive_server_is_a_timeout() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("redis://{}", listener.local_addr().unwrap());
    let timeout = Duration::from_millis(100);
    let store = builder(&url).timeout(timeout).build();
    let error = cause(store.reserve(RateLimit::Account, LONG).await.unwrap_err());
    assert_eq!(error, RedisStoreError::Timeout { after: timeout });
    let local = builder(&url)
        .timeout(timeout)
        .when_unavailable(local(4))
        .build();
    let reservation = reserve(&local, RateLimit::Account).await;
    assert!(!reservation.wait().is_zero());
    local.release(reservation);
    let limits = RateLimits::with_store(Arc::new(local));
    assert_eq!(limits.remaining(RateLimit::Account), None);
}

/// A password that Redis rejects, and commands that it does not allow, are errors that say so.
#[tokio::test]
async fn denied_access_is_an_error() {
    let server = Server::start();
    server
        .command::<String>("CONFIG", &["SET", "requirepass", "pass-of-test"])
        .unwrap();
    let url = server.url().replace("//", "//:wrong-pass@");
    for url in [server.url(), url] {
        let error = builder(&url).build().check().await.unwrap_err();
        assert!(matches!(error, RedisStoreError::Denied { .. }), "{error:?}");
    }
    let url = server.url().replace("//", "//:pass-of-test@");
    builder(&url).build().check().await.unwrap();
    let client = redis::Client::open(url).unwrap();
    let user = [
        "SETUSER",
        "limited",
        "on",
        ">limited-pass",
        "~*",
        "+@all",
        "-evalsha",
    ];
    let mut connection = client.get_connection().unwrap();
    redis::cmd("ACL").arg(&user).exec(&mut connection).unwrap();
    let url = server.url().replace("//", "//limited:limited-pass@");
    let error = builder(&url).build().check().await.unwrap_err();
    assert!(matches!(error, RedisStoreError::Denied { .. }), "{error:?}");
}

/// A user needs the commands that the error lists, each of them and no other.
#[tokio::test]
async fn error_lists_the_commands_that_a_user_needs() {
    let denied = RedisStoreError::Denied {
        code: "NOPERM".to_owned(),
    };
    let message = denied.to_string();
    let (_, list) = message.split_once("and allow ").unwrap();
    let list = list.trim_end_matches(')').to_lowercase().replace(' ', "|");
    let commands: Vec<_> = list.split(",|").collect();
    let server = Server::start();
    let url = server.url().replace("//", "//limited:limited-pass@");
    let check = async |omitted: Option<&str>| {
        server.command::<()>("SCRIPT", &["FLUSH"]).unwrap();
        let allowed = commands.iter().filter(|command| Some(**command) != omitted);
        let allowed: Vec<_> = allowed.map(|command| format!("+{command}")).collect();
        let mut user = vec!["SETUSER", "limited", "reset", "on", ">limited-pass", "~*"];
        user.extend(allowed.iter().map(String::as_str));
        server.command::<()>("ACL", &user).unwrap();
        builder(&url).build().check().await
    };
    check(None).await.unwrap();
    for command in &commands {
        let error = check(Some(command)).await.unwrap_err();
        let name = command.to_uppercase().replace('|', " ");
        assert!(error.to_string().contains(&name), "{name}: {error}");
    }
}

/// Keys name the account by a chosen name or by the hash of its API key, expire, and contain no secret; `Debug` has no
/// password.
#[tokio::test]
async fn keys_and_debug_have_no_secret() {
    let api_key = "vqM1bcHdyfdM8JkCpmHBmOvb4vrlHJbEGVtNc0RQJ9o=";
    let server = Server::start();
    let account = AccountName::from_api_key(api_key);
    let store = RedisStore::builder(&server.url(), account.clone())
        .unwrap()
        .build();
    store.check().await.unwrap();
    let mut keys = server.command::<Vec<String>>("KEYS", &["*"]).unwrap();
    keys.sort();
    let expected = ["account", "historical"]
        .map(|limit| format!("backpack:limits:{}:{limit}", account.as_str()));
    assert_eq!(keys, expected);
    for key in &keys {
        let fields = server.command::<Value>("HGETALL", &[key]).unwrap();
        assert!(!format!("{key} {fields:?}").contains(api_key.get(..8).unwrap()));
        let lifetime = server.command::<i64>("PTTL", &[key]).unwrap();
        assert!(lifetime > 80_000_000, "{lifetime}");
    }
    assert!(
        account
            .as_str()
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
    );
    let url = "redis://user:hidden-pass@127.0.0.1:1";
    let hidden = RedisStore::builder(url, account).unwrap();
    let debug = format!("{hidden:?} {:?}", hidden.clone().build());
    assert!(!debug.contains("hidden-pass") && debug.contains("account_name"));
    let error = hidden.build().check().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden-pass"));
}

/// Names and URLs that are invalid are rejected; so is a name that can be a secret.
#[test]
fn rejects_invalid_names_and_urls() {
    let secret = "a".repeat(43);
    for name in ["", "a b", "a:b", "päivi", "a\n", "abc=", &secret] {
        let error = AccountName::new(name).unwrap_err();
        assert_eq!(error, RedisStoreError::InvalidAccountName, "{name}");
    }
    for name in ["a", "Desk-1_b.2", secret.get(..40).unwrap()] {
        assert_eq!(AccountName::new(name).unwrap().as_str(), name);
    }
    let account = AccountName::new("test").unwrap();
    for url in ["", "http://127.0.0.1", "redis://:pass@", "127.0.0.1:6379"] {
        let error = RedisStore::builder(url, account.clone()).unwrap_err();
        assert_eq!(error, RedisStoreError::InvalidUrl, "{url}");
    }
    let is_tls = RedisStore::builder("rediss://127.0.0.1", account).is_ok();
    assert_eq!(is_tls, cfg!(feature = "tls"));
}
