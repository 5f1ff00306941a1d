//! What happens to a request, in the order in which the exchange does it (see `errors.rs`).

use std::sync::Arc;

use backpack_signing::{Clock, Payload};
use bytes::Bytes;
use http::request::Parts;

use crate::answer::Answer;
use crate::authenticate::{AcceptedKeys, Authentication, authenticate, check_numbers};
use crate::body::{self, Received};
use crate::document::{Access, Document, Operation};
use crate::error::ScriptError;
use crate::errors;
use crate::example::Example;
use crate::parameters::{self, Values};
use crate::record::{ReceivedRequest, Record};
use crate::reply::Reply;
use crate::routes::Found;
use crate::script::Scripts;

pub(crate) struct Exchange {
    pub(crate) document: Arc<Document>,
    pub(crate) accepted: AcceptedKeys,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) record: Record,
    pub(crate) scripts: Scripts,
}

impl Exchange {
    pub(crate) fn script(&self, operation_id: &str, answer: Answer) -> Result<(), ScriptError> {
        let known = || self.document.operations().map(|operation| &operation.id);
        if !known().any(|id| id == operation_id) {
            let example = known().max_by_key(|id| alike(id, operation_id));
            return Err(ScriptError::UnknownOperation {
                operation_id: operation_id.to_owned(),
                example: example.cloned().unwrap_or_default(),
            });
        }
        self.scripts.add(operation_id, answer)
    }

    /// Answers a request whose body has been read, and keeps a record of it.
    pub(crate) fn answer(&self, parts: Parts, received: Received) -> Reply {
        let query: Vec<(String, String)> =
            form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect();
        let (operation, path_parameters, otherwise) =
            match self.document.routes.find(&parts.method, parts.uri.path()) {
                Found::Operation { index, parameters } => (
                    self.document.operation(index),
                    parameters,
                    errors::unknown_path(),
                ),
                Found::OtherMethods(methods) => (None, Vec::new(), errors::other_methods(&methods)),
                Found::Nothing => (None, Vec::new(), errors::unknown_path()),
            };

        let (reply, authentication, body) = match (operation, received) {
            (_, Received::TooLong) => (
                errors::body_too_long(),
                Authentication::NotChecked,
                Bytes::new(),
            ),
            (None, Received::Whole(body)) => (otherwise, Authentication::NotChecked, body),
            (Some(operation), Received::Whole(body)) => {
                let payload = Payload::new(parts.uri.query(), Some(&body));
                let authentication = authenticate(
                    &operation.access,
                    &parts.headers,
                    payload,
                    self.clock.now(),
                    &self.accepted,
                );
                let values = Values {
                    query: &query,
                    path: &path_parameters,
                    headers: &parts.headers,
                };
                let reply = self.answer_operation(operation, &values, &body, &authentication);
                (reply, authentication, body)
            }
        };

        // Before the answer goes out: whoever has it finds the request here.
        self.record.push(ReceivedRequest {
            operation_id: operation.map(|operation| operation.id.clone()),
            path: parts.uri.path().to_owned(),
            method: parts.method,
            query,
            headers: parts.headers,
            body,
            authentication,
        });
        reply
    }

    fn answer_operation(
        &self,
        operation: &Operation,
        values: &Values<'_>,
        body: &[u8],
        authentication: &Authentication,
    ) -> Reply {
        if let Some(reply) = self.scripts.take_unchecked(&operation.id) {
            return reply;
        }
        if let Some(refusal) = self.refusal(operation, values, body, authentication) {
            return refusal;
        }
        if let Some(reply) = self.scripts.take_next(&operation.id) {
            return reply;
        }
        match &operation.success {
            Example::Given(reply) => reply.clone(),
            Example::Absent => errors::no_example(&operation.id),
        }
    }

    /// The first objection to a request; `None` when there is none.
    fn refusal(
        &self,
        operation: &Operation,
        values: &Values<'_>,
        body: &[u8],
        authentication: &Authentication,
    ) -> Option<Reply> {
        let schemas = &self.document.schemas;
        if let Access::Signed(_) = operation.access
            && let Err(message) = check_numbers(values.headers)
        {
            return Some(errors::bad_parameter(message));
        }
        if let Err(message) = parameters::check(&operation.parameters, schemas, values) {
            return Some(errors::bad_parameter(message));
        }
        if let Some(expected) = &operation.body
            && let Err(problem) = body::check(expected, schemas, values.headers, body)
        {
            return Some(errors::bad_body(problem));
        }
        errors::unauthenticated(authentication)
    }
}

/// How many words two operation ids have in common.
fn alike(left: &str, right: &str) -> usize {
    left.split('_')
        .filter(|word| right.split('_').any(|other| other == *word))
        .count()
}
