//! Compiles the code of the guide, `docs/guide`, and runs its examples of the sandbox.

#[doc = include_str!("../../docs/guide/src/adding-an-endpoint.md")]
pub mod adding_an_endpoint {}
#[doc = include_str!("../../docs/guide/src/first-call.md")]
pub mod first_call {}
#[doc = include_str!("../../docs/guide/src/many-processes.md")]
pub mod many_processes {}
#[doc = include_str!("../../docs/guide/src/migrating.md")]
pub mod migrating {}
#[doc = include_str!("../../docs/guide/src/orders.md")]
pub mod orders {}
#[doc = include_str!("../../docs/guide/src/signing.md")]
pub mod signing {}
#[doc = include_str!("../../docs/guide/src/streams.md")]
pub mod streams {}
#[doc = include_str!("../../docs/guide/src/testing.md")]
pub mod testing {}
