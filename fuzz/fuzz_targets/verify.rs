//! The program of the target `verify`; see `backpack_fuzz`.

#![cfg_attr(fuzzing, no_main)]

backpack_fuzz::program!("verify");
