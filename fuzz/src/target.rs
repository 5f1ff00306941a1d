//! The targets: what is run, where its seeds come from, how an input is changed with its form in mind.

use fastrand::Rng;

use crate::{decode, fragment, mutate, sandbox, seeds, signed_text, verify};

/// A fuzz target.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, also that of its program and of its folder in `seeds/`.
    pub name: &'static str,
    /// Runs it on an input. It panics where what the target promises does not hold.
    pub run: fn(&[u8]),
    /// Inputs that are not written down as files: from fixtures, examples, the fragment.
    pub(crate) derived: fn() -> Vec<Seed>,
    /// Changes an input in one place, such that it keeps its form.
    pub(crate) change: fn(&mut Rng, &[u8]) -> Vec<u8>,
}

/// An input to begin with.
#[derive(Clone, Debug)]
pub struct Seed {
    /// What it is, or what was found with it.
    pub name: String,
    /// The input.
    pub input: Vec<u8>,
}

/// Every target.
pub const TARGETS: &[Target] = &[SIGNED_TEXT, VERIFY, DECODE, FRAGMENT, SANDBOX];

const SIGNED_TEXT: Target = Target {
    name: "signed_text",
    run: signed_text::run,
    derived: signed_text::seeds,
    change: mutate::body,
};

const VERIFY: Target = Target {
    name: "verify",
    run: verify::run,
    derived: verify::seeds,
    change: mutate::lines,
};

const DECODE: Target = Target {
    name: "decode",
    run: decode::run,
    derived: decode::seeds,
    change: mutate::body,
};

const FRAGMENT: Target = Target {
    name: "fragment",
    run: fragment::run,
    derived: fragment::seeds,
    change: mutate::lines,
};

const SANDBOX: Target = Target {
    name: "sandbox",
    run: sandbox::run,
    derived: sandbox::seeds,
    change: mutate::body,
};

impl Target {
    /// The target of that name.
    ///
    /// # Panics
    ///
    /// Where there is none.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let found = TARGETS.iter().find(|target| target.name == name);
        *found.unwrap_or_else(|| panic!("no target is called {name}"))
    }

    /// Every seed: the files in `seeds/`, and what is derived.
    ///
    /// # Panics
    ///
    /// Where a file cannot be read.
    #[must_use]
    pub fn seeds(&self) -> Vec<Seed> {
        let mut all = seeds::written(self.name);
        all.extend((self.derived)());
        all
    }
}
