//! The OpenAPI document: read once when the sandbox starts, and checked against each request.

pub(crate) mod body;
pub(crate) mod check;
pub(crate) mod document;
pub(crate) mod error;
pub(crate) mod example;
pub(crate) mod media_type;
pub(crate) mod node;
pub(crate) mod parameters;
pub(crate) mod routes;
pub(crate) mod schema;
