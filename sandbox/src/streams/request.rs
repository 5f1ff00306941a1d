//! Requests of clients, and the checks of the exchange.

use backpack_signing::{Instruction, Payload, ReceivedHeaders, verify};
use serde::Deserialize;
use serde_json::json;

use super::fault::{Effect, Occasion};
use super::name::{self, NameError};
use crate::server::exchange::Exchange;

/// A request that has passed the checks.
#[derive(Debug)]
pub(crate) enum Request {
    Subscribe(Vec<String>),
    Unsubscribe(Vec<String>),
}

/// A request that was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rejection {
    Parse,
    Signature,
    Stream,
    DepthWindow,
}

impl Rejection {
    /// Returns the error frame.
    pub(crate) fn frame(self) -> String {
        let (code, message) = match self {
            Self::Parse => (4002, "Parse error"),
            Self::Signature => (4003, "Invalid signature"),
            Self::Stream => (4006, "Invalid stream"),
            Self::DepthWindow => (4008, "Invalid depth window"),
        };
        error_frame(code, message)
    }
}

impl From<NameError> for Rejection {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Stream => Self::Stream,
            NameError::DepthWindow => Self::DepthWindow,
        }
    }
}

pub(crate) fn error_frame(code: i64, message: &str) -> String {
    let error = json!({"code": code, "message": message});
    format!(r#"{{"id":null,"error":{error}}}"#)
}

#[derive(Deserialize)]
struct Received {
    method: String,
    params: Vec<String>,
    signature: Option<[String; 4]>,
}

/// Checks a frame of a client.
pub(crate) fn check(exchange: &Exchange, text: &str) -> Result<Request, Rejection> {
    let received: Received = serde_json::from_str(text).map_err(|_| Rejection::Parse)?;
    let is_subscription = match received.method.as_str() {
        "SUBSCRIBE" => true,
        "UNSUBSCRIBE" => false,
        _ => return Err(Rejection::Parse),
    };
    for name in &received.params {
        name::check(name)?;
    }
    if !is_subscription {
        return Ok(Request::Unsubscribe(received.params));
    }
    let is_private = received.params.iter().any(|name| name::is_private(name));
    if is_private {
        let signature = received.signature.as_ref().ok_or(Rejection::Signature)?;
        check_signature(exchange, signature)?;
        let fault = exchange.streams.trigger(Occasion::Subscription, "");
        if let Some(Effect::ExpireSignature) = fault {
            return Err(Rejection::Signature);
        }
    }
    Ok(Request::Subscribe(received.params))
}

fn check_signature(exchange: &Exchange, signature: &[String; 4]) -> Result<(), Rejection> {
    let [api_key, signature, timestamp, window] = signature;
    let received = ReceivedHeaders {
        api_key: Some(api_key),
        signature: Some(signature),
        timestamp: Some(timestamp),
        window: Some(window),
    };
    let now = exchange.clock.now();
    let verified = verify(received, &Instruction::SUBSCRIBE, Payload::none(), now);
    let verified = verified.map_err(|_| Rejection::Signature)?;
    if exchange.accepted.contains(verified.api_key.as_bytes()) {
        Ok(())
    } else {
        Err(Rejection::Signature)
    }
}
