//! Scripted responses.

pub(crate) mod mock_response;
pub(crate) mod queue;
