//! Every target on its seeds and on thousands of mutations, the same in every run, on any toolchain.

#![cfg(test)]

use backpack_fuzz::{TARGETS, Target};

/// Runs a target on every seed, and on mutations distributed over the seeds.
fn check(name: &str, mutations: usize) {
    let target = Target::named(name);
    let seeds = target.seeds();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    for seed in &seeds {
        run(&target, &seed.name, &seed.input);
    }
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let (target, seeds) = (&target, &seeds);
            scope.spawn(move || {
                let mutations = (0..mutations).zip(seeds.iter().cycle());
                for (number, seed) in mutations.skip(worker).step_by(workers) {
                    let input = target.mutate(number as u64, &seed.input);
                    let name = format!("mutation {number} of {}", seed.name);
                    run(target, &name, &input);
                }
            });
        }
    });
    println!("{name}: {} seeds, {mutations} mutations", seeds.len());
}

/// Runs a target on an input, and prints the input if it violates a property.
fn run(target: &Target, name: &str, input: &[u8]) {
    let run = std::panic::AssertUnwindSafe(|| (target.run)(input));
    if std::panic::catch_unwind(run).is_err() {
        panic!("{}, {name}:\n{}", target.name, input.escape_ascii());
    }
}

/// The string to sign of any request equals that of an independent implementation, or both reject the request.
#[test]
fn string_to_sign_matches_independent_implementation() {
    check("string_to_sign", 2_000);
}

/// Headers verify in one spelling only: with two, a request could be sent twice.
#[test]
fn verify_accepts_one_spelling() {
    check("verify", 1_500);
}

/// Any response decodes without loss, or becomes an error that keeps it.
#[test]
fn decode_keeps_every_response() {
    check("decode", 5_000);
}

/// Any description generates code, or is rejected with file and line.
#[test]
fn description_generates_code_or_errors_with_line() {
    check("description", 500);
}

/// The sandbox responds to any request, and does not stop.
#[test]
fn sandbox_responds_to_every_request() {
    check("sandbox", 1_000);
}

/// Every target is run by a test of this file.
#[test]
fn every_target_has_a_test() {
    let source = include_str!("seeds.rs");
    for target in TARGETS {
        let call = format!("check(\"{}\"", target.name);
        assert!(source.contains(&call), "{} has no test", target.name);
    }
}
