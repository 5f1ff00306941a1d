//! Eight processes share one budget in Redis, which is killed and comes back: no period has more permits than the limit.
//!
//! Without a test harness, since the test starts its own program as each process. Linux only.

#![cfg(test)]

#[cfg(target_os = "linux")]
#[allow(dead_code, reason = "the tests use different parts of it")]
mod support;

#[cfg(target_os = "linux")]
fn main() {
    processes::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("skipped: the test starts redis-server on Linux only");
}

#[cfg(target_os = "linux")]
mod processes {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::num::NonZeroU32;
    use std::process::{Child, Command, Stdio};
    use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
    use std::sync::{Arc, Mutex};
    use std::thread;
    use std::time::{Duration, SystemTime, UNIX_EPOCH};

    use backpack_limits_redis::{AccountName, RedisStore, WhenUnavailable};
    use backpack_runtime::{RateLimit, RateLimitStore as _};

    use crate::support::Server;

    /// Set in each of the processes: the URL of Redis.
    const URL: &str = "BACKPACK_TEST_REDIS_URL";
    const PROCESSES: u32 = 8;
    /// Set to `1`, the test uses the published limits in 60 s, and takes six minutes.
    const PUBLISHED: &str = "BACKPACK_TEST_PUBLISHED_LIMITS";
    const NAMES: [&str; 2] = ["account", "historical"];
    /// Long enough for a busy machine: a process that alone has a timeout adds its share.
    const TIMEOUT: Duration = Duration::from_secs(1);

    struct Schedule {
        limits: [u32; 2],
        period: Duration,
        /// Requests stop for the first part of each cycle, so that the permits that can be used at once are available again.
        cycle: Duration,
        idle: Duration,
    }

    /// By default, a short period, so that the test has many.
    fn schedule() -> Schedule {
        let (limits, seconds) = match std::env::var(PUBLISHED).as_deref() {
            Ok("1") => ([2_000, 30], 60),
            _ => ([400, 80], 2),
        };
        let period = Duration::from_secs(seconds);
        Schedule {
            limits,
            period,
            cycle: period * 3 / 2,
            idle: period / 3,
        }
    }

    /// A permit that was granted between two times, in microseconds.
    #[derive(Clone, Copy, Debug)]
    struct Grant {
        limit: usize,
        from: u64,
        to: u64,
    }

    pub(crate) fn main() {
        match std::env::var(URL) {
            Ok(url) => process(&url),
            Err(_) => coordinate(),
        }
    }

    /// The time of this machine, which is also that of its Redis.
    #[expect(clippy::disallowed_methods, reason = "compared with Redis's clock")]
    fn now() -> u64 {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        u64::try_from(time.as_micros()).unwrap()
    }

    fn position_in_cycle() -> Duration {
        Duration::from_micros(now() % u64::try_from(schedule().cycle.as_micros()).unwrap())
    }

    /// Waits for the time in a cycle shortly after requests begin.
    fn wait_for_burst() {
        let Schedule { cycle, idle, .. } = schedule();
        let burst = Duration::from_millis(150);
        let rest = (cycle + idle + burst).saturating_sub(position_in_cycle());
        thread::sleep(rest);
    }

    /// One of the processes: offers requests until its input ends, and prints its grants.
    #[tokio::main(flavor = "current_thread")]
    async fn process(url: &str) {
        let account = AccountName::new("shared").unwrap();
        let processes = NonZeroU32::new(PROCESSES).unwrap();
        let store = RedisStore::builder(url, account)
            .unwrap()
            .limits(schedule().limits[0], schedule().limits[1])
            .period(schedule().period)
            .timeout(TIMEOUT)
            .when_unavailable(WhenUnavailable::LocalLimits { processes })
            .build();
        while let Err(error) = store.check().await {
            eprintln!("Redis is not ready: {error}");
        }
        println!("ready");
        let is_over = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&is_over);
        thread::spawn(move || {
            std::io::stdin().read_line(&mut String::new()).unwrap();
            over.store(true, Ordering::Relaxed);
        });
        let (offered, grants) = (AtomicU64::new(0), Mutex::new(Vec::new()));
        // Callers that wait for a permit, and one that does not.
        let callers = (0..6_u32).map(|number| {
            let (store, is_over, offered, grants) = (&store, &is_over, &offered, &grants);
            async move {
                let class = match number {
                    0..3 => RateLimit::Account,
                    3 => RateLimit::Cancel,
                    _ => RateLimit::Historical,
                };
                let longest = if number == 2 { 0 } else { 400 };
                while !is_over.load(Ordering::Relaxed) {
                    if position_in_cycle() < schedule().idle {
                        tokio::time::sleep(Duration::from_millis(1)).await;
                        continue;
                    }
                    offered.fetch_add(1, Ordering::Relaxed);
                    let grant = acquire(store, class, Duration::from_millis(longest)).await;
                    match grant {
                        Some(grant) => grants.lock().unwrap().push(grant),
                        None => tokio::time::sleep(Duration::from_millis(10)).await,
                    }
                }
            }
        });
        join(callers).await;
        let mut output = std::io::stdout().lock();
        writeln!(output, "{}", offered.into_inner()).unwrap();
        for grant in grants.into_inner().unwrap() {
            writeln!(output, "{} {} {}", grant.limit, grant.from, grant.to).unwrap();
        }
    }

    async fn join(futures: impl Iterator<Item = impl Future<Output = ()>>) {
        let mut futures: Vec<_> = futures.map(Box::pin).collect();
        std::future::poll_fn(|context| {
            futures.retain_mut(|future| future.as_mut().poll(context).is_pending());
            if futures.is_empty() {
                return std::task::Poll::Ready(());
            }
            std::task::Poll::Pending
        })
        .await;
    }

    /// Acquires a permit as a call does. A permit of Redis has the time of Redis's clock in the upper half of its token.
    async fn acquire(store: &RedisStore, class: RateLimit, longest: Duration) -> Option<Grant> {
        let limit = usize::from(class == RateLimit::Historical);
        let mut from = now();
        let reservation = store.reserve(class, longest).await.ok()?;
        let mut wait = reservation.wait();
        let in_redis = u64::try_from(reservation.token() >> 64).unwrap();
        if in_redis > 0 && wait.is_zero() {
            let (from, to) = (in_redis, in_redis);
            return Some(Grant { limit, from, to });
        }
        let mut asked = 0;
        while !wait.is_zero() {
            tokio::time::sleep(wait).await;
            asked += 1;
            // It may have got another place in the meantime, so it was granted between that time and now.
            from = if asked == 1 && in_redis > 0 {
                in_redis
            } else {
                now()
            };
            wait = store.remaining(&reservation).await.ok()?;
        }
        Some(Grant {
            limit,
            from,
            to: now(),
        })
    }

    fn start(url: &str) -> Child {
        Command::new(std::env::current_exe().unwrap())
            .env(URL, url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    }

    fn coordinate() {
        let mut server = Server::start();
        let mut processes: Vec<Child> = (0..PROCESSES).map(|_| start(&server.url())).collect();
        let mut outputs: Vec<_> = processes
            .iter_mut()
            .map(|process| BufReader::new(process.stdout.take().unwrap()).lines())
            .collect();
        for output in &mut outputs {
            assert_eq!(output.next().unwrap().unwrap(), "ready");
        }
        // The times of the schedule decide nothing: the property holds in any period. Redis is killed, and comes back, right
        // after a burst.
        let begin = now();
        let Schedule { cycle, period, .. } = schedule();
        // A Redis without a state grants nothing for three timeouts.
        while Duration::from_micros(now() - begin) < period + TIMEOUT * 3 {
            wait_for_burst();
        }
        server.kill();
        let killed = now();
        wait_for_burst();
        server.restart();
        let restarted = now();
        thread::sleep(cycle + period + TIMEOUT * 3);
        for process in &mut processes {
            // The end of its input ends the process.
            drop(process.stdin.take());
        }
        let end = now();
        let (mut offered, mut grants) = (0_u64, Vec::new());
        for output in outputs {
            let mut lines = output.map(Result::unwrap);
            offered += lines.next().unwrap().parse::<u64>().unwrap();
            grants.extend(lines.map(|line| {
                let mut numbers = line.split(' ').map(|number| number.parse().unwrap());
                let mut next = || numbers.next().unwrap();
                Grant {
                    limit: usize::try_from(next()).unwrap(),
                    from: next(),
                    to: next(),
                }
            }));
        }
        for mut process in processes {
            assert!(process.wait().unwrap().success());
        }
        println!(
            "{PROCESSES} processes, {offered} requests offered, {:?} period",
            schedule().period
        );
        println!("limit       allowed  phase     granted  most in any period");
        for (limit, (name, allowed)) in NAMES.into_iter().zip(schedule().limits).enumerate() {
            let of_limit: Vec<Grant> = grants
                .iter()
                .copied()
                .filter(|grant| grant.limit == limit)
                .collect();
            for (phase, from, to) in [
                ("shared", begin, killed),
                ("killed", killed, restarted),
                ("restarted", restarted, end),
                ("all", 0, u64::MAX),
            ] {
                let of_phase: Vec<Grant> = of_limit
                    .iter()
                    .copied()
                    .filter(|grant| (from..to).contains(&grant.from))
                    .collect();
                let (granted, most) = (of_phase.len(), most_in_a_period(&of_phase));
                println!("{name:<11} {allowed:>7}  {phase:<9} {granted:>7}  {most:>5}");
                assert!(granted > 0, "{name}, {phase}: no permit");
                assert!(
                    most <= (allowed + PROCESSES) as usize,
                    "{name}, {phase}: {most}"
                );
            }
        }
    }

    /// The highest number of permits that were certainly granted in one period.
    fn most_in_a_period(grants: &[Grant]) -> usize {
        let period = u64::try_from(schedule().period.as_micros()).unwrap();
        let certainly_in = |from: u64| {
            let is_in = |grant: &&Grant| grant.from >= from && grant.to < from + period;
            grants.iter().filter(is_in).count()
        };
        grants
            .iter()
            .map(|grant| certainly_in(grant.from))
            .max()
            .unwrap_or_default()
    }
}
