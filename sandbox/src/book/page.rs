//! One page of a history, with the headers that say which.

use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use super::refusal::Refusal;
use crate::reply::Reply;

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 1000;

/// What is asked for.
pub(crate) struct Paging {
    limit: usize,
    offset: usize,
    oldest_first: bool,
}

impl Paging {
    pub(crate) fn read<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Result<Self, Refusal> {
        let number = |name, otherwise| match value(name).map(str::parse) {
            None => Ok(otherwise),
            Some(Ok(number)) => Ok(number),
            Some(Err(_)) => Err(Refusal::InvalidRequest(format!("{name} is out of range"))),
        };
        let limit = number("limit", DEFAULT_LIMIT)?;
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Refusal::InvalidRequest(format!(
                "limit must be 1 to {MAX_LIMIT}"
            )));
        }
        Ok(Self {
            limit,
            offset: number("offset", 0)?,
            oldest_first: value("sortDirection") == Some("Asc"),
        })
    }

    /// One page of all rows, which are given the oldest first.
    pub(crate) fn reply<T>(&self, mut rows: Vec<&T>, shape: impl Fn(&T) -> Value) -> Reply {
        if !self.oldest_first {
            rows.reverse();
        }
        let page: Vec<Value> = rows
            .iter()
            .skip(self.offset)
            .take(self.limit)
            .map(|row| shape(row))
            .collect();
        let mut reply = json(&page);
        for (name, value) in [
            ("x-page-count", rows.len().div_ceil(self.limit)),
            (
                "x-current-page",
                (self.offset / self.limit).saturating_add(1),
            ),
            ("x-page-size", self.limit),
            ("x-total", rows.len()),
        ] {
            reply
                .headers
                .insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
        reply
    }
}

/// A success with a JSON body.
pub(crate) fn json(body: &impl serde::Serialize) -> Reply {
    match serde_json::to_vec(body) {
        Ok(body) => Reply::typed(StatusCode::OK, "application/json; charset=utf-8", body),
        // What is written here are maps with text for keys, which cannot fail.
        Err(error) => Refusal::InvalidRequest(error.to_string()).into_reply(),
    }
}
