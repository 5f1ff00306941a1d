//! The program of the target `signed_text`; see `backpack_fuzz`.

#![cfg_attr(fuzzing, no_main)]

backpack_fuzz::program!("signed_text");
