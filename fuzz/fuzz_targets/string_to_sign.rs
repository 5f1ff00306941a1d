//! The program of the target `string_to_sign`; see `backpack_fuzz`.

#![cfg_attr(fuzzing, no_main)]

backpack_fuzz::program!("string_to_sign");
