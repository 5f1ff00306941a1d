//! The running sandbox: connections, the handling of a request, and the handles of a test.

pub(crate) mod builder;
mod connection;
pub(crate) mod exchange;
mod http;
mod record;
mod request_body;
mod response_body;
pub(crate) mod sandbox;
pub(crate) mod script;
pub(crate) mod unused;
