//! Runs the benchmark and prints its tables: `cargo bench --package backpack-bench`.

use std::path::Path;
use std::process::ExitCode;

use backpack_bench::case::Case;
use backpack_bench::measure::{self, Effort};
use backpack_bench::table::{self, Table};
use backpack_bench::{Failure, cases, count, loopback, machine};
use lexopt::Arg;

const USAGE: &str = "\
cargo bench --package backpack-bench [-- [--quick] [signing] [decoding] [streams] [book] [loopback]]

Compares this SDK with baselines and peers, and prints tables of ratios. Without names it prints all tables.
    --quick   a few rounds: checks that the benchmark works and that all sides agree; the figures are unreliable
";

/// Programs of this package.
const COUNTER: &str = env!("CARGO_BIN_EXE_count-allocations");
const SERVER: &str = env!("CARGO_BIN_EXE_loopback-server");

const TABLES: [&str; 5] = ["signing", "decoding", "streams", "book", "loopback"];

fn main() -> ExitCode {
    backpack_bench::exit(run())
}

fn run() -> Result<(), Failure> {
    let mut quick = false;
    let mut wanted = Vec::new();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Arg::Long("quick") => quick = true,
            // cargo passes this argument to every benchmark.
            Arg::Long("bench") => {}
            Arg::Long("help") => {
                print!("{USAGE}");
                return Ok(());
            }
            Arg::Value(name) if TABLES.iter().any(|table| name == *table) => wanted.push(name),
            other => return Err(format!("{}\n\n{USAGE}", other.unexpected()).into()),
        }
    }
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let effort = if quick { Effort::QUICK } else { Effort::FULL };

    println!("{}", machine::description()?);
    if quick {
        println!("Quick run: the figures are unreliable.");
    }
    if wants("signing") {
        let title =
            "Building and signing a request (baseline: ed25519-dalek signs the same string)";
        print(&in_process(
            title,
            "signing",
            cases::signing::cases()?,
            effort,
        )?);
    }
    if wants("decoding") {
        let title = "Decoding (baseline: a scanner for this exact layout, into exact decimals)";
        print(&in_process(
            title,
            "decoding",
            cases::decoding::cases()?,
            effort,
        )?);
    }
    if wants("streams") {
        let title = "Streams, from a frame to the typed event";
        print(&in_process(
            title,
            "streams",
            cases::streams::cases()?,
            effort,
        )?);
    }
    if wants("book") {
        let title = "Order book, 1000 levels a side (baseline: BTreeMap<Decimal, Decimal>)";
        print(&in_process(title, "book", cases::book::cases()?, effort)?);
    }
    if wants("loopback") {
        print(&on_loopback(effort)?);
    }
    Ok(())
}

fn print(table: &Table) {
    println!("\n{table}");
}

/// Checks, times and counts cases.
fn in_process(title: &str, name: &str, cases: Vec<Case>, effort: Effort) -> Result<Table, Failure> {
    let mut timed = Vec::new();
    for mut case in cases {
        (case.check)().map_err(|error| format!("{}: {error}", case.name))?;
        let rounds = measure::time(&mut case, effort)?;
        timed.push((case, rounds));
    }
    let counts = count::run(Path::new(COUNTER), &[name])?;
    table::of_cases(title, &timed, &counts)
}

/// Measures calls to a server in another process.
fn on_loopback(effort: Effort) -> Result<Table, Failure> {
    let server = loopback::Server::start(Path::new(SERVER))?;
    let counts = count::run(Path::new(COUNTER), &["loopback", server.url()])?;
    let effort = Effort {
        // A round takes longer than in the other tables.
        case: effort.case * 4,
        rounds: effort.rounds / 5,
        ..effort
    };
    let title = "A request on loopback (baseline: raw reqwest, unsigned)";
    loopback::table(title, server.url(), &counts, effort)
}
