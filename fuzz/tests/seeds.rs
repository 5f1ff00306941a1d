//! Every target holds on its seeds, and on thousands of changes to them: what libFuzzer does for as long as one lets it,
//! these do for a bounded time, the same each time, on any toolchain.

#![allow(clippy::panic, reason = "a test fails by panicking")]

use backpack_fuzz::{TARGETS, Target, mutated};

/// Runs a target on every seed, and then on `changes` changed ones, shared out among the seeds.
fn holds(name: &str, changes: usize) {
    let target = Target::named(name);
    let seeds = target.seeds();
    assert!(!seeds.is_empty(), "{name} has no seeds");
    for seed in &seeds {
        run(&target, &seed.name, &seed.input);
    }
    for (number, seed) in (0..changes).zip(seeds.iter().cycle()) {
        let input = mutated(&target, number as u64, &seed.input);
        run(
            &target,
            &format!("change {number} of {}", seed.name),
            &input,
        );
    }
    println!("{name}: {} seeds, {changes} changes", seeds.len());
}

/// Runs a target on an input, and shows the input where it does not hold.
fn run(target: &Target, name: &str, input: &[u8]) {
    let run = std::panic::AssertUnwindSafe(|| (target.run)(input));
    if std::panic::catch_unwind(run).is_err() {
        panic!("{}, {name}:\n{}", target.name, input.escape_ascii());
    }
}

/// A request that is signed over another text than the exchange checks is answered 401, or worse, means another one.
#[test]
fn signed_text() {
    holds("signed_text", 2_000);
}

/// Headers that verify in two spellings let a request be sent twice.
#[test]
fn verify() {
    holds("verify", 1_500);
}

/// Whatever the exchange, or what stands in front of it, answers: a value that means what was sent, or an error that
/// keeps it.
#[test]
fn decode() {
    holds("decode", 5_000);
}

/// What a maintainer may write by mistake is refused with its place.
#[test]
fn fragment() {
    holds("fragment", 500);
}

/// What a bot may send to the sandbox is answered, and never ends it.
#[test]
fn sandbox() {
    holds("sandbox", 1_000);
}

/// A target that is not run here would have seeds that nothing runs.
#[test]
fn every_target_has_a_test() {
    let source = include_str!("seeds.rs");
    for target in TARGETS {
        let call = format!("holds(\"{}\"", target.name);
        assert!(source.contains(&call), "{} is not run", target.name);
    }
}
