//! Lists that are decoded row by row, so that one invalid row does not lose the others.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use crate::error::{BodyError, BodyProblem, Error, InvalidJson};
use crate::response::Response;

/// The rows of a list that could be decoded, and those that could not.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LenientRows<T> {
    /// The decoded rows, in the order of the response.
    pub rows: Vec<T>,
    /// The rows that could not be decoded, in the order of the response.
    pub invalid: Vec<InvalidRow>,
}

/// A row of a list that could not be decoded.
#[derive(Clone)]
pub struct InvalidRow {
    index: usize,
    json: Box<RawValue>,
    error: InvalidJson,
}

impl InvalidRow {
    /// Returns the index of the row in the response, counted from 0; all rows count.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// Returns the JSON of the row as received. It can contain account data.
    #[must_use]
    pub fn json(&self) -> &str {
        self.json.get()
    }

    /// Returns the reason; its place is counted from the start of the row.
    #[must_use]
    pub const fn error(&self) -> &InvalidJson {
        &self.error
    }
}

impl fmt::Display for InvalidRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "row {}: {}", self.index, self.error)
    }
}

/// Shows the length of the row, not its content.
impl fmt::Debug for InvalidRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvalidRow")
            .field("index", &self.index)
            .field("json_len", &self.json.get().len())
            .field("error", &self.error)
            .finish()
    }
}

impl std::error::Error for InvalidRow {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

/// Decodes the rows of a list one by one, where the list could not be decoded. Generated code calls this.
///
/// # Errors
///
/// The error of `result`, unless it is a list with an invalid row.
#[doc(hidden)]
pub fn lenient<T: DeserializeOwned, E>(
    result: Result<Response<Vec<T>>, Error<E>>,
) -> Result<Response<LenientRows<T>>, Error<E>> {
    match result {
        Ok(response) => Ok(Response::map(response, LenientRows::valid)),
        Err(Error::Body(error)) => match decode(&error) {
            Some(rows) => Ok(Response::with_meta(rows, error.into_meta())),
            None => Err(Error::Body(error)),
        },
        Err(error) => Err(error),
    }
}

/// Returns the same for a list that some success status codes do not have. Generated code calls this.
///
/// # Errors
///
/// Those of [`lenient`].
#[doc(hidden)]
pub fn lenient_optional<T: DeserializeOwned, E>(
    result: Result<Response<Option<Vec<T>>>, Error<E>>,
) -> Result<Response<Option<LenientRows<T>>>, Error<E>> {
    match result {
        Ok(response) => Ok(Response::map(response, |rows| rows.map(LenientRows::valid))),
        Err(error) => lenient(Err(error)).map(|response| Response::map(response, Some)),
    }
}

impl<T> LenientRows<T> {
    const fn valid(rows: Vec<T>) -> Self {
        let invalid = Vec::new();
        Self { rows, invalid }
    }
}

/// Returns the rows of the body of a successful response that is a JSON list.
fn decode<T: DeserializeOwned>(error: &BodyError) -> Option<LenientRows<T>> {
    let is_list = error.status().is_success() && matches!(error.problem(), BodyProblem::Json(_));
    let rows: Vec<&RawValue> = match error.text() {
        Some(text) if is_list => serde_json::from_str(text).ok()?,
        _ => return None,
    };
    let mut lenient = LenientRows::valid(Vec::with_capacity(rows.len()));
    for (index, row) in rows.into_iter().enumerate() {
        match serde_json::from_str(row.get()) {
            Ok(row) => lenient.rows.push(row),
            Err(error) => lenient.invalid.push(InvalidRow {
                index,
                json: row.to_owned(),
                error: error.into(),
            }),
        }
    }
    Some(lenient)
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use futures_util::FutureExt as _;
    use http::{HeaderMap, StatusCode};

    use super::*;
    use crate::operation::SuccessBody;
    use crate::request_info::RequestInfo;
    use crate::response::{RawResponse, ResponseMeta};

    fn response(status: u16, body: &'static str) -> RawResponse {
        let meta = ResponseMeta {
            status: StatusCode::from_u16(status).unwrap(),
            headers: HeaderMap::new(),
            body: Bytes::from_static(body.as_bytes()),
            info: RequestInfo {
                operation: "x",
                is_mutating: false,
                attempts: 1,
                may_have_executed: true,
                not_found_on_retry: false,
            },
        };
        let success_body = SuccessBody::Json;
        RawResponse { meta, success_body }
    }

    fn decode(status: u16, body: &'static str) -> Result<Response<LenientRows<u8>>, Error<String>> {
        let strict = Response::from_response(response(status, body));
        lenient(strict.now_or_never().unwrap())
    }

    /// Rows that decode are kept, and each of the others has its index, JSON and error.
    #[test]
    fn keeps_valid_rows() {
        let response = decode(200, "[1, \"N/A\", 3, {\"a\":[4]}, null]").unwrap();
        assert_eq!(response.rows, [1, 3]);
        let invalid: Vec<_> = response
            .invalid
            .iter()
            .map(|row| (row.index(), row.json()))
            .collect();
        assert_eq!(invalid, [(1, "\"N/A\""), (3, "{\"a\":[4]}"), (4, "null")]);
        let shown = response.invalid[0].to_string();
        assert!(shown.starts_with("row 1: invalid type: string"), "{shown}");
        assert!(
            !format!("{shown} {response:?}").contains("N/A"),
            "{response:?}"
        );
        assert_eq!(response.meta().operation(), "x");
        assert_eq!(decode(200, "[7]").unwrap().rows, [7]);
        assert!(decode(200, "[]").unwrap().invalid.is_empty());
    }

    /// A body that is not a list is the error of the strict call.
    #[test]
    fn body_that_is_no_list_stays_an_error() {
        for (status, body) in [
            (200, "{}"),
            (200, "[1"),
            (200, "<html>"),
            (200, ""),
            (400, "{}"),
        ] {
            let error = decode(status, body).unwrap_err();
            assert!(matches!(error, Error::Body(_)), "{status} {body}");
        }
    }

    /// A success without a list has no rows.
    #[test]
    fn optional_list_can_be_absent() {
        let decode = |status, body| {
            let strict = Response::<Option<Vec<u8>>>::from_response(response(status, body));
            let strict: Result<_, Error<String>> = strict.now_or_never().unwrap();
            lenient_optional(strict).unwrap().into_inner()
        };
        assert!(decode(202, "").is_none());
        assert_eq!(decode(200, "[1, -1]").unwrap().invalid.len(), 1);
    }
}
