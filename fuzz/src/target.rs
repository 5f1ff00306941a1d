//! Targets: their functions, seeds and mutations.

use fastrand::Rng;

use crate::seeds::Seed;
use crate::{decode, description, mutate, sandbox, seeds, string_to_sign, verify};

/// Fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Name of the target, of its program and of its folder in `seeds/`.
    pub name: &'static str,
    /// Runs the target on an input. Panics if the input violates a property.
    pub run: fn(&[u8]),
    /// Derives seeds from fixtures, examples and the description.
    pub(crate) derived: fn() -> Vec<Seed>,
    /// Mutates an input in one place, and keeps its structure.
    pub(crate) mutation: fn(&mut Rng, &[u8]) -> Vec<u8>,
}

/// All targets.
pub const TARGETS: &[Target] = &[STRING_TO_SIGN, VERIFY, DECODE, DESCRIPTION, SANDBOX];

const STRING_TO_SIGN: Target = Target {
    name: "string_to_sign",
    run: string_to_sign::run,
    derived: string_to_sign::seeds,
    mutation: mutate::body,
};

const VERIFY: Target = Target {
    name: "verify",
    run: verify::run,
    derived: verify::seeds,
    mutation: mutate::lines,
};

const DECODE: Target = Target {
    name: "decode",
    run: decode::run,
    derived: decode::seeds,
    mutation: mutate::body,
};

const DESCRIPTION: Target = Target {
    name: "description",
    run: description::run,
    derived: description::seeds,
    mutation: mutate::lines,
};

const SANDBOX: Target = Target {
    name: "sandbox",
    run: sandbox::run,
    derived: sandbox::seeds,
    mutation: mutate::body,
};

impl Target {
    /// Returns the target with this name.
    ///
    /// # Panics
    ///
    /// Panics if there is no such target.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let found = TARGETS.iter().find(|target| target.name == name);
        *found.unwrap_or_else(|| panic!("unknown target {name}"))
    }

    /// Returns the seeds in `seeds/` and the derived ones.
    ///
    /// # Panics
    ///
    /// Panics if a file cannot be read.
    #[must_use]
    pub fn seeds(&self) -> Vec<Seed> {
        let mut all = seeds::stored(self.name);
        all.extend((self.derived)());
        all
    }

    /// Mutates an input in a few places. The same seed gives the same result.
    #[must_use]
    pub fn mutate(&self, seed: u64, input: &[u8]) -> Vec<u8> {
        mutate::repeated(self.mutation, seed, input)
    }
}
