//! The program of the target `sandbox`; see `backpack_fuzz`.

#![cfg_attr(fuzzing, no_main)]

backpack_fuzz::program!("sandbox");
