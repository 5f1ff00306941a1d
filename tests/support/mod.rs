//! What the tests share that drive themselves from the bundled description.

#![allow(
    dead_code,
    reason = "each test is a program of its own and uses a part of this"
)]

pub(crate) mod document;
pub(crate) mod instance;
pub(crate) mod json;
pub(crate) mod lossless;
pub(crate) mod path;
pub(crate) mod signed_text;
pub(crate) mod walk;

use std::fmt::Debug;

use backpack_api::Client;
use backpack_sandbox::{Answer, Sandbox};
use serde::Serialize;
use serde::de::{DeserializeOwned, Error as _};
use serde_json::Value;

use document::{Access, Form, Operation};

/// What became of a body: the text that its value is written back as, or why it is no value.
pub(crate) type Again = serde_json::Result<String>;

/// Decodes a body and writes its value again. What is written must mean the same value.
pub(crate) fn again<T>(json: &str) -> Again
where
    T: DeserializeOwned + Serialize + Debug + PartialEq + Clone,
{
    let value: T = serde_json::from_str(json)?;
    let written = serde_json::to_string(&value)?;
    let second: T = serde_json::from_str(&written).map_err(|error| {
        serde_json::Error::custom(format!("not read back from what is written: {error}"))
    })?;
    if second != value || second.clone() != value {
        return Err(serde_json::Error::custom(
            "what is written back means another value",
        ));
    }
    Ok(written)
}

/// Reads the JSON of a request body, which the generated calls take from the description.
pub(crate) fn json<T: DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A client of the sandbox with its demo key.
pub(crate) fn client(sandbox: &Sandbox) -> Client {
    backpack_tests::logs::keep();
    Client::builder()
        // One test sends more than a minute of an account holds.
        .rate_limits(backpack_api::RateLimits::unlimited())
        // What is answered is looked at, not what is made of it.
        .retry(backpack_api::RetryPolicy::never())
        .base_url(sandbox.url())
        .credentials(Sandbox::credentials())
        .build()
        .unwrap()
}

/// Has the sandbox give one answer to every call of an operation from now on.
///
/// What needs a login session is refused by the sandbox, whatever it is sent: there the answer is given unchecked.
pub(crate) fn script(sandbox: &Sandbox, operation: &Operation<'_>, answer: Answer) {
    let answer = match operation.access {
        Access::Session => answer.always().unchecked(),
        Access::Public | Access::Signed(_) => answer.always(),
    };
    sandbox.on(operation.id).answer(answer).unwrap();
}

/// An answer as the description has it.
pub(crate) fn documented(status: u16, form: Form, example: Option<&Value>) -> Answer {
    match (form, example) {
        (Form::Nothing, _) | (_, None) => Answer::status(status),
        (Form::Json, Some(example)) => Answer::json(status, example),
        (Form::Text, Some(Value::String(text))) => Answer::text(status, text.clone()),
        (Form::Text, Some(other)) => Answer::text(status, other.to_string()),
    }
}

/// Fails with everything that was found, each on a line of its own.
pub(crate) fn report(problems: &[String]) {
    const SHOWN: usize = 60;
    if problems.is_empty() {
        return;
    }
    let more = problems.len().saturating_sub(SHOWN);
    let tail = if more > 0 {
        format!("\n  and {more} more")
    } else {
        String::new()
    };
    let shown: Vec<&str> = problems.iter().take(SHOWN).map(String::as_str).collect();
    panic!("{} found:\n  {}{tail}", problems.len(), shown.join("\n  "));
}
