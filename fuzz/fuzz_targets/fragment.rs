//! The program of the target `fragment`; see `backpack_fuzz`.

#![cfg_attr(fuzzing, no_main)]

backpack_fuzz::program!("fragment");
