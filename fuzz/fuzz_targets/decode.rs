//! The program of the target `decode`; see `backpack_fuzz`.

#![cfg_attr(fuzzing, no_main)]

backpack_fuzz::program!("decode");
