#![doc = include_str!("../README.md")]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a target panics on a violated property"
)]

mod decode;
mod description;
mod mutate;
mod replay;
mod sandbox;
mod seeds;
mod string_to_sign;
mod target;
mod verify;

pub use replay::replay;
pub use seeds::Seed;
pub use target::{TARGETS, Target};

/// Defines the program of a target: libFuzzer's with `--cfg fuzzing`, else [`replay`].
#[macro_export]
macro_rules! program {
    ($name:literal) => {
        #[cfg(fuzzing)]
        static TARGET: std::sync::LazyLock<$crate::Target> =
            std::sync::LazyLock::new(|| $crate::Target::named($name));

        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_target!(|input: &[u8]| (TARGET.run)(input));

        // Half of the mutations are libFuzzer's, the others keep the structure.
        #[cfg(fuzzing)]
        libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
            if seed % 2 == 0 {
                return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
            }
            let input = TARGET.mutate(u64::from(seed), &data[..size]);
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
