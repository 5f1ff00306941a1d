//! The handling of a request, in the order of the exchange (see `error_response.rs`).

use std::sync::Arc;

use backpack_signing::{Payload, SIGNATURE_HEADER};
use bytes::Bytes;
use http::request::Parts;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde::de::IgnoredAny;
use serde_json::Value;
use tokio::time::sleep;

use crate::authentication::{AcceptedKeys, Authentication, authenticate, check_numbers};
use crate::book::{self, LiveBook};
use crate::clock::{ClockSkew, SkewedClock};
use crate::error_response::{self, AuthenticationErrors};
use crate::faults::fault::Action;
use crate::faults::injected::{FaultList, Triggered};
use crate::faults::kind::Phase;
use crate::faults::retry_after::http_date;
use crate::request::ReceivedRequest;
use crate::response::{self, Response};
use crate::script::queue::ResponseQueues;
use crate::server::record::Record;
use crate::server::request_body::Received;
use crate::server::response_body::Pace;
use crate::spec::body;
use crate::spec::document::{Access, Document, Operation};
use crate::spec::example::Example;
use crate::spec::parameters::{self, Values};
use crate::spec::routes::Found;
use crate::streams::Hub;

/// The state of a running sandbox.
pub(crate) struct Exchange {
    pub(crate) document: Arc<Document>,
    pub(crate) accepted: AcceptedKeys,
    pub(crate) authentication_errors: AuthenticationErrors,
    pub(crate) clock: SkewedClock,
    pub(crate) record: Record,
    pub(crate) responses: ResponseQueues,
    pub(crate) faults: FaultList,
    pub(crate) book: Option<LiveBook>,
    pub(crate) streams: Hub,
}

/// The result of a request.
pub(crate) enum Outcome {
    Respond(Response, Pace),
    /// The connection is reset.
    Reset,
}

/// A complete request for an operation.
struct Checked<'a> {
    operation: &'a Operation,
    /// The response of the first check that fails.
    rejection: Option<Response>,
    fault: Option<Triggered>,
}

impl Exchange {
    /// Handles a complete request, and records it.
    pub(crate) async fn handle(
        &self,
        parts: Parts,
        received: Received,
        connection: u64,
    ) -> Outcome {
        let query: Vec<(String, String)> =
            form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes())
                .into_owned()
                .collect();
        let (operation, path_parameters, not_found) =
            match self.document.routes.find(&parts.method, parts.uri.path()) {
                Found::Operation { index, parameters } => (
                    self.document.operation(index),
                    parameters,
                    error_response::unknown_path(),
                ),
                Found::OtherMethods(methods) => {
                    (None, Vec::new(), error_response::other_methods(&methods))
                }
                Found::Nothing => (None, Vec::new(), error_response::unknown_path()),
            };

        let (checked, authentication, body) = match (operation, received) {
            (_, Received::TooLong) => (
                Err(error_response::body_too_long()),
                Authentication::NotChecked,
                Bytes::new(),
            ),
            (None, Received::Whole(body)) => (Err(not_found), Authentication::NotChecked, body),
            (Some(operation), Received::Whole(body)) => {
                let authentication = authenticate(
                    &operation.access,
                    &parts.headers,
                    Payload::new(parts.uri.query(), Some(&body)),
                    self.clock.now(),
                    &self.accepted,
                );
                let values = Values {
                    query: &query,
                    path: &path_parameters,
                    headers: &parts.headers,
                };
                let rejection = self.rejection(operation, &values, &body, &authentication);
                let fault = self.faults.trigger(&operation.id, rejection.is_none());
                let checked = Checked {
                    operation,
                    rejection,
                    fault,
                };
                (Ok(checked), authentication, body)
            }
        };

        let fault = checked
            .as_ref()
            .ok()
            .and_then(|checked| checked.fault.as_ref());
        let mut request = ReceivedRequest {
            number: 0,
            connection,
            operation_id: operation.map(|operation| operation.id.clone()),
            path: parts.uri.path().to_owned(),
            method: parts.method,
            query,
            headers: own_headers(&parts.headers),
            body,
            authentication,
            fault: fault.map(|triggered| triggered.fault),
            executed: false,
        };
        // Recorded before the response is sent, so that a client that has the response finds the request.
        self.record.push(&mut request);
        let mut outcome = match checked {
            Err(response) => Outcome::Respond(response, Pace::Whole),
            Ok(checked) => self.act(checked, &request).await,
        };
        if let Outcome::Respond(response, _) = &mut outcome {
            self.add_date(response);
        }
        outcome
    }

    /// Executes a request, with the fault that it triggered.
    async fn act(&self, checked: Checked<'_>, request: &ReceivedRequest) -> Outcome {
        let Checked {
            operation,
            rejection,
            fault,
        } = checked;
        let execute = || self.respond(operation, rejection.as_ref(), request);
        let Some(triggered) = fault else {
            return Outcome::Respond(execute(), Pace::Whole);
        };
        let executed = (triggered.fault.phase == Phase::AfterExecution).then(execute);
        if !triggered.delay.is_zero() {
            sleep(triggered.delay).await;
        }
        let response = || executed.unwrap_or_else(execute);
        match triggered.action {
            Action::Delay => Outcome::Respond(response(), Pace::Whole),
            Action::TruncatedBody => Outcome::Respond(response(), Pace::Half),
            Action::SlowBody(chunk, pause) => {
                let pace = chunk.map_or(Pace::Whole, |size| Pace::Chunks(size, pause));
                Outcome::Respond(response(), pace)
            }
            Action::Reset => Outcome::Reset,
            Action::Respond(_, response) => Outcome::Respond(response.render(request), Pace::Whole),
            Action::RateLimited(retry_after) => {
                let mut response = error_response::status(StatusCode::TOO_MANY_REQUESTS);
                if let Some(value) = retry_after.header(self.clock.now()) {
                    response.headers_mut().insert(header::RETRY_AFTER, value);
                }
                Outcome::Respond(response, Pace::Whole)
            }
        }
    }

    /// Returns the scripted response, the rejection, or the result of the execution.
    fn respond(
        &self,
        operation: &Operation,
        rejection: Option<&Response>,
        request: &ReceivedRequest,
    ) -> Response {
        if let Some(response) = self.responses.take_unchecked(&operation.id) {
            return response.render(request);
        }
        if let Some(rejection) = rejection {
            return rejection.clone();
        }
        if let Some(response) = self.responses.take_next(&operation.id) {
            return response.render(request);
        }
        let response = self.execute(operation, request);
        if response.status().is_success() {
            self.record.mark_executed(request.number);
        }
        response
    }

    /// Executes a request in the book, or returns the example of the document.
    fn execute(&self, operation: &Operation, request: &ReceivedRequest) -> Response {
        let now = self.clock.now();
        if let Some(book) = &self.book
            && let Some(response) = book::execute(book, &operation.id, request, now)
        {
            return response;
        }
        let keeps_time = self.book.is_some() || self.clock.skew() != ClockSkew::None;
        if operation.id == "get_time" && keeps_time {
            return response::typed(StatusCode::OK, response::TEXT, now.to_string());
        }
        match &operation.success {
            Example::Given(response) if operation.one_result_per_item => {
                one_result_per_item(response, request)
            }
            Example::Given(response) => {
                let mut response = response.clone();
                skip_to_offset(&mut response, request);
                response
            }
            Example::Absent => error_response::no_example(&operation.id),
        }
    }

    /// Adds the time of the sandbox when its clock is skewed. The server adds that of the system otherwise.
    fn add_date(&self, response: &mut Response) {
        if self.clock.skew() != ClockSkew::None
            && !response.headers().contains_key(header::DATE)
            && let Some(value) = http_date(self.clock.now())
        {
            response.headers_mut().insert(header::DATE, value);
        }
    }

    /// Returns the response of the first check that fails.
    fn rejection(
        &self,
        operation: &Operation,
        values: &Values<'_>,
        body: &[u8],
        authentication: &Authentication,
    ) -> Option<Response> {
        let schemas = &self.document.schemas;
        if let Access::Signed(_) = operation.access
            && let Err(message) = check_numbers(values.headers)
        {
            return Some(error_response::invalid_parameter(message));
        }
        if let Err(message) = parameters::check(&operation.parameters, schemas, values) {
            return Some(error_response::invalid_parameter(message));
        }
        if let Some(expected) = &operation.body
            && let Err(problem) = body::check(expected, schemas, values.headers, body)
        {
            return Some(error_response::invalid_body(problem));
        }
        error_response::unauthenticated(authentication, &operation.id, self.authentication_errors)
    }
}

/// Copies the headers, so that they do not hold the buffer of the connection, and marks those whose values `Debug` omits.
fn own_headers(headers: &HeaderMap) -> HeaderMap {
    let mut own = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let Ok(mut value) = HeaderValue::from_bytes(value.as_bytes()) else {
            continue;
        };
        let sensitive = name.as_str().eq_ignore_ascii_case(SIGNATURE_HEADER)
            || *name == header::AUTHORIZATION
            || *name == header::COOKIE;
        value.set_sensitive(sensitive);
        own.append(name, value);
    }
    own
}

/// Returns the example with as many results as the body of the request has elements; the results of the example are
/// repeated.
fn one_result_per_item(example: &Response, request: &ReceivedRequest) -> Response {
    let mut response = example.clone();
    let elements = request.json::<Vec<IgnoredAny>>().map(|list| list.len());
    let results = serde_json::from_slice::<Vec<Value>>(response.body());
    if let (Ok(elements), Ok(results)) = (elements, results) {
        let results: Vec<&Value> = results.iter().cycle().take(elements).collect();
        if let Ok(body) = serde_json::to_vec(&results) {
            *response.body_mut() = body.into();
        }
    }
    response
}

/// Skips the rows before the `offset` of the request in an example that is a list: a history ends behind its example.
fn skip_to_offset(response: &mut Response, request: &ReceivedRequest) {
    let offset = request.query_value("offset").map(str::parse::<usize>);
    let rows = serde_json::from_slice::<Vec<Value>>(response.body());
    let (Some(Ok(offset)), Ok(rows)) = (offset, rows) else {
        return;
    };
    if let Some(total) = response.headers_mut().get_mut("x-total") {
        *total = rows.len().into();
    }
    if let Ok(rest) = serde_json::to_string(rows.get(offset..).unwrap_or_default()) {
        *response.body_mut() = rest.into();
    }
}
