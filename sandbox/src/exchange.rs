//! What happens to a request, in the order in which the exchange does it (see `errors.rs`).

use std::sync::Arc;

use backpack_signing::Payload;
use bytes::Bytes;
use http::request::Parts;
use http::{StatusCode, header};
use tokio::time::sleep;

use crate::authenticate::{AcceptedKeys, Authentication, authenticate, check_numbers};
use crate::body::{self, Received};
use crate::book::LiveBook;
use crate::document::{Access, Document, Operation};
use crate::error::ScriptError;
use crate::errors;
use crate::example::Example;
use crate::fault::Effect;
use crate::faults::{FaultList, Strike};
use crate::parameters::{self, Values};
use crate::record::{ReceivedRequest, Record};
use crate::reply::Reply;
use crate::reply_body::Pace;
use crate::retry_after::http_date;
use crate::routes::Found;
use crate::script::Scripts;
use crate::skew::{ClockSkew, SkewedClock};

pub(crate) struct Exchange {
    pub(crate) document: Arc<Document>,
    pub(crate) accepted: AcceptedKeys,
    pub(crate) clock: SkewedClock,
    pub(crate) record: Record,
    pub(crate) scripts: Scripts,
    pub(crate) faults: FaultList,
    pub(crate) book: Option<LiveBook>,
}

/// What a client gets.
pub(crate) enum Outcome {
    Answer(Reply, Pace),
    /// A connection that is reset.
    Reset,
}

/// A request that leads to an operation and was read whole.
struct Case<'a> {
    operation: &'a Operation,
    /// The first objection to it.
    refusal: Option<Reply>,
    strike: Option<Strike>,
}

impl Exchange {
    /// Checks that the document has this operation.
    pub(crate) fn known(&self, operation_id: &str) -> Result<(), ScriptError> {
        let known = || self.document.operations().map(|operation| &operation.id);
        if known().any(|id| id == operation_id) {
            return Ok(());
        }
        let example = known().max_by_key(|id| alike(id, operation_id));
        Err(ScriptError::UnknownOperation {
            operation_id: operation_id.to_owned(),
            example: example.cloned().unwrap_or_default(),
        })
    }

    /// Answers a request whose body has been read, and keeps a record of it.
    pub(crate) async fn answer(
        &self,
        parts: Parts,
        received: Received,
        connection: u64,
    ) -> Outcome {
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

        let (found, authentication, body) = match (operation, received) {
            (_, Received::TooLong) => (
                Err(errors::body_too_long()),
                Authentication::NotChecked,
                Bytes::new(),
            ),
            (None, Received::Whole(body)) => (Err(otherwise), Authentication::NotChecked, body),
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
                let refusal = self.refusal(operation, &values, &body, &authentication);
                let strike = self.faults.strike(&operation.id, refusal.is_none());
                let case = Case {
                    operation,
                    refusal,
                    strike,
                };
                (Ok(case), authentication, body)
            }
        };

        let strike = found.as_ref().ok().and_then(|case| case.strike.as_ref());
        let request = ReceivedRequest {
            number: 0,
            connection,
            operation_id: operation.map(|operation| operation.id.clone()),
            path: parts.uri.path().to_owned(),
            method: parts.method,
            query,
            headers: parts.headers,
            body,
            authentication,
            fault: strike.map(|strike| strike.kind),
            executed: false,
        };
        // Before the answer goes out: whoever has it finds the request here.
        let number = self.record.push(request.clone());
        let mut outcome = match found {
            Err(reply) => Outcome::Answer(reply, Pace::Whole),
            Ok(case) => self.act(case, &request, number).await,
        };
        if let Outcome::Answer(reply, _) = &mut outcome {
            self.date(reply);
        }
        outcome
    }

    /// Carries a request out, and does what the fault says that struck it.
    async fn act(&self, case: Case<'_>, request: &ReceivedRequest, number: u64) -> Outcome {
        let Case {
            operation,
            refusal,
            strike,
        } = case;
        let execute = || self.execute(operation, refusal.as_ref(), request, number);
        let Some(strike) = strike else {
            return Outcome::Answer(execute(), Pace::Whole);
        };
        let executed = strike.kind.is_after_execution().then(execute);
        if !strike.hold.is_zero() {
            sleep(strike.hold).await;
        }
        let pace = strike.effect.pace();
        match self.instead(strike.effect) {
            Some(outcome) => outcome,
            None => Outcome::Answer(executed.unwrap_or_else(execute), pace),
        }
    }

    /// What a fault gives in place of the answer, if it does.
    fn instead(&self, effect: Effect) -> Option<Outcome> {
        let reply = match effect {
            Effect::Nothing | Effect::Truncate | Effect::Trickle(..) => return None,
            Effect::Reset => return Some(Outcome::Reset),
            Effect::Answer(reply) => reply,
            Effect::RateLimit(retry_after) => {
                let mut reply = errors::too_many_requests();
                if let Some(value) = retry_after.header(self.clock.now()) {
                    reply.headers.insert(header::RETRY_AFTER, value);
                }
                reply
            }
        };
        Some(Outcome::Answer(reply, Pace::Whole))
    }

    /// Carries a request out, or says why not.
    fn execute(
        &self,
        operation: &Operation,
        refusal: Option<&Reply>,
        request: &ReceivedRequest,
        number: u64,
    ) -> Reply {
        if let Some(reply) = self.scripts.take_unchecked(&operation.id) {
            return reply;
        }
        if let Some(refusal) = refusal {
            return refusal.clone();
        }
        if let Some(reply) = self.scripts.take_next(&operation.id) {
            return reply;
        }
        let reply = self.carry_out(operation, request);
        if reply.status.is_success() {
            self.record.mark_executed(number);
        }
        reply
    }

    fn carry_out(&self, operation: &Operation, request: &ReceivedRequest) -> Reply {
        let now = self.clock.now();
        if let Some(book) = &self.book
            && let Some(reply) = book.answer(&operation.id, request, now)
        {
            return reply;
        }
        let keeps_time = self.book.is_some() || self.clock.skew() != ClockSkew::None;
        if operation.id == "get_time" && keeps_time {
            return Reply::text(StatusCode::OK, now.to_string());
        }
        match &operation.success {
            Example::Given(reply) => reply.clone(),
            Example::Absent => errors::no_example(&operation.id),
        }
    }

    /// Says the time of the sandbox where it is not that of the system, by which the server would say it.
    fn date(&self, reply: &mut Reply) {
        if self.clock.skew() != ClockSkew::None
            && !reply.headers.contains_key(header::DATE)
            && let Some(value) = http_date(self.clock.now())
        {
            reply.headers.insert(header::DATE, value);
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
