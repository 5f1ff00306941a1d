#![doc = include_str!("../README.md")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a target fails by panicking"
)]

mod decode;
mod fragment;
mod mutate;
mod replay;
mod sandbox;
mod seeds;
mod signed_text;
mod target;
mod verify;

// What the tests of the workspace share, and the tables that are generated for them.
#[path = "../../tests/generated/answers.rs"]
#[allow(unreachable_pub, reason = "generated")]
mod answers;
#[path = "../../tests/generated/calls.rs"]
#[allow(unreachable_pub, reason = "generated")]
mod calls;
#[path = "../../tests/support/mod.rs"]
mod support;

// The generated tables take these from the module around them.
use support::{Again, again, json};

pub use mutate::mutated;
pub use replay::replay;
pub use target::{Seed, TARGETS, Target};

/// The program of a target: driven by libFuzzer where it is built with `--cfg fuzzing`, else [`replay`].
#[macro_export]
macro_rules! program {
    ($name:literal) => {
        #[cfg(fuzzing)]
        static TARGET: std::sync::LazyLock<$crate::Target> =
            std::sync::LazyLock::new(|| $crate::Target::named($name));

        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|input: &[u8]| (TARGET.run)(input));

        // libFuzzer's own changes half of the time, else those that keep the form.
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            if seed % 2 == 0 {
                return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
            }
            let input = $crate::mutated(&TARGET, u64::from(seed), &data[..size]);
            let size = input.len().min(max_size);
            data[..size].copy_from_slice(&input[..size]);
            size
        });

        #[cfg(not(fuzzing))]
        fn main() -> std::process::ExitCode {
            $crate::replay($name)
        }
    };
}
