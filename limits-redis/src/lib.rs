#![cfg_attr(docsrs, feature(doc_cfg))]
#![doc = include_str!("../README.md")]

mod account;
mod builder;
mod error;
mod link;
mod outstanding;
mod script;
mod store;

pub use crate::account::AccountName;
pub use crate::builder::{RedisStoreBuilder, WhenUnavailable};
pub use crate::error::RedisStoreError;
pub use crate::store::RedisStore;
