//! The rounds: one call at a time, and many in flight, each caller in turn.

use std::sync::Arc;
use std::time::Instant;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::callers::{Call, Caller, Clients};
use crate::case::{FLOOR, Limit, OFFICIAL, OURS, OURS_AWS_LC};
use crate::count::{CALLS, line, per_call};
use crate::measure::{Effort, Rounds, median};
use crate::table::{Counts, Table, count as allocations_text, ratio, verdict};
use crate::{Failure, cpu};

/// How many calls are in flight.
const IN_FLIGHT: usize = 64;

/// How many of them each of those makes in a round, one after the other.
const EACH: usize = 12;

/// How many calls are made one at a time in a round.
const ONE_AT_A_TIME: usize = 100;

/// What is generated, without the runtime that sends it.
const BARE: &str = "bare call";

/// A call, and who makes it.
struct Case {
    name: &'static str,
    callers: Vec<(&'static str, Caller, &'static [Limit])>,
}

fn cases() -> [Case; 2] {
    [
        Case {
            name: "public call",
            callers: vec![
                (FLOOR, Caller::Raw(Call::Public), &[]),
                (BARE, Caller::Bare, &[]),
                (OURS, Caller::Ours(Call::Public), &[Limit::Cpu(1.10, BARE)]),
                (OFFICIAL, Caller::Official(Call::Public), &[]),
            ],
        },
        Case {
            name: "signed call, 3 parameters",
            callers: vec![
                (FLOOR, Caller::Raw(Call::Private), &[]),
                (
                    OURS,
                    Caller::Ours(Call::Private),
                    &[Limit::Cpu(0.93, OFFICIAL), Limit::Allocations(65.0)],
                ),
                (
                    OURS_AWS_LC,
                    Caller::OursAwsLc,
                    &[Limit::Cpu(0.75, OFFICIAL), Limit::Allocations(65.0)],
                ),
                (OFFICIAL, Caller::Official(Call::Private), &[]),
            ],
        },
    ]
}

/// What is measured of each caller in each round.
#[derive(Default)]
struct Measured {
    /// The median of the calls made one at a time, in seconds.
    p50: Rounds,
    /// Seconds for each call with many in flight.
    wall: Rounds,
    /// CPU seconds of this process for each call with many in flight.
    cpu: Rounds,
}

/// Measures calls to the server at `url` and makes their table.
///
/// # Errors
///
/// A call that fails or gets another answer; a figure that is not there.
pub fn table(title: &str, url: &str, counts: &Counts, effort: Effort) -> Result<Table, Failure> {
    let columns = [
        "",
        "",
        "p50",
        "requests/s",
        "CPU",
        "CPU of official",
        "allocations",
        "reach",
        "met",
    ];
    let mut table = Table::new(title, &columns);
    for mut case in cases() {
        let names: Vec<_> = case
            .callers
            .iter()
            .map(|(name, _, reach)| (*name, *reach))
            .collect();
        let measured = rounds(&mut case, url, effort)?;
        let mut case_name = case.name;
        for (name, reach) in names {
            let key = (case.name.to_owned(), name.to_owned());
            let allocations = counts.get(&key).copied();
            let allocations = allocations.ok_or("the allocations were not counted")?;
            let [reach, met] = verdict(reach, |limit| match limit {
                Limit::Time(_, of) => measured.p50.ratio(name, of),
                Limit::Cpu(_, of) => measured.cpu.ratio(name, of),
                Limit::Allocations(_) => Some(allocations),
                _ => None,
            })?;
            table.row([
                case_name.to_owned(),
                name.to_owned(),
                ratio(measured.p50.ratio(name, FLOOR)),
                // Requests for each second are the other way round.
                ratio(measured.wall.ratio(FLOOR, name)),
                ratio(measured.cpu.ratio(name, FLOOR)),
                ratio(measured.cpu.ratio(name, OFFICIAL)),
                allocations_text(allocations),
                reach,
                met,
            ]);
            case_name = "";
        }
    }
    Ok(table)
}

/// One thread does all: its CPU time is what a request costs.
fn runtime() -> Result<Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    Ok(builder.enable_all().build()?)
}

fn rounds(case: &mut Case, url: &str, effort: Effort) -> Result<Measured, Failure> {
    let runtime = runtime()?;
    let clients = runtime.block_on(async { Clients::new(url) })?;
    let clients = Arc::new(clients);
    for (_, caller, _) in &case.callers {
        // The connections come about, and answers are right.
        runtime.block_on(in_flight(&clients, *caller))?;
    }
    let mut measured = Measured::default();
    let start = Instant::now();
    let mut done = 0;
    while done < effort.rounds || start.elapsed() < effort.case {
        for (name, caller, _) in &case.callers {
            let p50 = runtime.block_on(one_at_a_time(&clients, *caller))?;
            measured.p50.push(name, p50);
            let (wall, cpu) = (Instant::now(), cpu::own()?);
            runtime.block_on(in_flight(&clients, *caller))?;
            measured.wall.push(name, wall.elapsed().as_secs_f64());
            measured.cpu.push(name, (cpu::own()? - cpu).as_secs_f64());
        }
        case.callers.rotate_left(1);
        done += 1;
    }
    Ok(measured)
}

/// The median of calls that are made one after the other.
async fn one_at_a_time(clients: &Clients, caller: Caller) -> Result<f64, Failure> {
    let mut times = Vec::with_capacity(ONE_AT_A_TIME);
    for _ in 0..ONE_AT_A_TIME {
        let start = Instant::now();
        clients.call(caller).await?;
        times.push(start.elapsed().as_secs_f64());
    }
    Ok(median(times).ok_or("no calls")?)
}

/// Many tasks, each of which makes calls one after the other.
async fn in_flight(clients: &Arc<Clients>, caller: Caller) -> Result<(), Failure> {
    let mut tasks = JoinSet::new();
    for _ in 0..IN_FLIGHT {
        let clients = Arc::clone(clients);
        tasks.spawn(async move {
            for _ in 0..EACH {
                clients.call(caller).await?;
            }
            Ok::<_, Failure>(())
        });
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(())
}

/// Counts what a call of each caller allocates, and prints it. Only in a program whose allocator counts.
///
/// # Errors
///
/// A call that fails or gets another answer.
pub fn count(url: &str) -> Result<(), Failure> {
    let runtime = runtime()?;
    runtime.block_on(async {
        let clients = Clients::new(url)?;
        for case in cases() {
            for (name, caller, _) in case.callers {
                for _ in 0..CALLS {
                    clients.call(caller).await?;
                }
                let region = Region::new(&INSTRUMENTED_SYSTEM);
                for _ in 0..CALLS {
                    clients.call(caller).await?;
                }
                line(case.name, name, per_call(&region));
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;

    use super::*;
    use crate::loopback::{PRIVATE_PATH, server};

    /// What is compared is the same: every caller gets the server's answer, and the private one only when it signs.
    #[test]
    fn callers_agree() {
        let outcome: Result<StatusCode, Failure> = runtime().unwrap().block_on(async {
            let (listener, url) = server::listen().await?;
            tokio::spawn(server::serve(listener));
            let clients = Arc::new(Clients::new(&url)?);
            for case in cases() {
                for (_, caller, _) in case.callers {
                    in_flight(&clients, caller).await?;
                }
            }
            let unsigned = reqwest::get(format!("{url}{PRIVATE_PATH}")).await?;
            Ok(unsigned.status())
        });
        assert_eq!(outcome.unwrap(), StatusCode::UNAUTHORIZED);
    }
}
