//! Rounds of calls: one at a time, then many in flight, each caller in turn.

use std::sync::Arc;
use std::time::Instant;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

use super::callers::{Call, Caller, Clients};
use crate::case::{BASELINE, OFFICIAL, OURS, OURS_AWS_LC, Target};
use crate::count::{CALLS, per_call, print_line};
use crate::measure::{Effort, Rounds, median};
use crate::table::{Counts, Table, check_targets, count as allocations_text, ratio};
use crate::{Failure, cpu};

/// Number of calls in flight.
const IN_FLIGHT: usize = 64;

/// Number of consecutive calls of each task in a round.
const EACH: usize = 12;

/// Number of calls made one at a time in a round.
const ONE_AT_A_TIME: usize = 100;

/// Generated call without the runtime.
const BARE: &str = "bare call";

/// Call and its callers.
struct Case {
    name: &'static str,
    callers: Vec<(&'static str, Caller, &'static [Target])>,
}

fn cases() -> [Case; 2] {
    [
        Case {
            name: "public call",
            callers: vec![
                (BASELINE, Caller::Raw(Call::Public), &[]),
                (BARE, Caller::Bare, &[]),
                // 1.10, and 0.03 for one send path of all calls.
                (OURS, Caller::Ours(Call::Public), &[Target::Cpu(1.13, BARE)]),
                (OFFICIAL, Caller::Official(Call::Public), &[]),
            ],
        },
        Case {
            name: "signed call, 3 parameters",
            callers: vec![
                (BASELINE, Caller::Raw(Call::Private), &[]),
                (
                    OURS,
                    Caller::Ours(Call::Private),
                    &[Target::Cpu(0.98, OFFICIAL), Target::Allocations(65.0)],
                ),
                (
                    OURS_AWS_LC,
                    Caller::OursAwsLc,
                    &[Target::Cpu(0.75, OFFICIAL), Target::Allocations(65.0)],
                ),
                (OFFICIAL, Caller::Official(Call::Private), &[]),
            ],
        },
    ]
}

/// Figures of each caller in each round.
#[derive(Default)]
struct Measured {
    /// Median of the calls made one at a time, in seconds.
    p50: Rounds,
    /// Seconds per round with many calls in flight.
    wall: Rounds,
    /// CPU seconds of this process per round with many calls in flight.
    cpu: Rounds,
}

/// Measures calls to the server at `url`, and returns their table.
///
/// # Errors
///
/// Returns an error if a call fails or has an unexpected response, or if a figure is missing.
pub fn table(title: &str, url: &str, counts: &Counts, effort: Effort) -> Result<Table, Failure> {
    let columns = [
        "",
        "",
        "p50",
        "requests/s",
        "CPU",
        "CPU of official",
        "allocations",
        "target",
        "met",
    ];
    let mut table = Table::new(title, &columns);
    for mut case in cases() {
        let names: Vec<_> = case
            .callers
            .iter()
            .map(|(name, _, targets)| (*name, *targets))
            .collect();
        let measured = rounds(&mut case, url, effort)?;
        let mut case_name = case.name;
        for (name, targets) in names {
            let key = (case.name.to_owned(), name.to_owned());
            let allocations = counts.get(&key).copied();
            let allocations = allocations.ok_or("the allocations were not counted")?;
            let [target, met] = check_targets(targets, |target| match target {
                Target::Time(_, of) => measured.p50.ratio(name, of),
                Target::Cpu(_, of) => measured.cpu.ratio(name, of),
                Target::Allocations(_) => Some(allocations),
                _ => None,
            })?;
            table.row([
                case_name.to_owned(),
                name.to_owned(),
                ratio(measured.p50.ratio(name, BASELINE)),
                // Requests per second are inverse to the time.
                ratio(measured.wall.ratio(BASELINE, name)),
                ratio(measured.cpu.ratio(name, BASELINE)),
                ratio(measured.cpu.ratio(name, OFFICIAL)),
                allocations_text(allocations),
                target,
                met,
            ]);
            case_name = "";
        }
    }
    Ok(table)
}

/// Creates a runtime with one thread, whose CPU time is that of the requests.
fn runtime() -> Result<Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    Ok(builder.enable_all().build()?)
}

fn rounds(case: &mut Case, url: &str, effort: Effort) -> Result<Measured, Failure> {
    let runtime = runtime()?;
    let clients = runtime.block_on(async { Clients::new(url) })?;
    let clients = Arc::new(clients);
    for (_, caller, _) in &case.callers {
        // Establishes the connections and checks the responses.
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

/// Returns the median time of consecutive calls.
async fn one_at_a_time(clients: &Clients, caller: Caller) -> Result<f64, Failure> {
    let mut times = Vec::with_capacity(ONE_AT_A_TIME);
    for _ in 0..ONE_AT_A_TIME {
        let start = Instant::now();
        clients.call(caller).await?;
        times.push(start.elapsed().as_secs_f64());
    }
    Ok(median(times).ok_or("no calls")?)
}

/// Runs many tasks that make consecutive calls.
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

/// Counts the allocations of each caller, and prints them. The program must have the counting allocator.
///
/// # Errors
///
/// Returns an error if a call fails or has an unexpected response.
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
                print_line(case.name, name, per_call(&region));
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

    /// Every caller gets the expected response, and the server rejects the private call without a signature.
    #[test]
    fn callers_get_same_response() {
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
