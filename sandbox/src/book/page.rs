//! A page of a history, with its headers.

use http::{HeaderName, HeaderValue};
use serde_json::Value;

use super::rejection::Rejection;
use super::response::ok;
use crate::response::Response;

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 1000;

/// The requested page.
pub(crate) struct Paging {
    limit: usize,
    offset: usize,
    oldest_first: bool,
}

impl Paging {
    pub(crate) fn read<'a>(value: impl Fn(&str) -> Option<&'a str>) -> Result<Self, Rejection> {
        let number = |name, default| match value(name).map(str::parse) {
            None => Ok(default),
            Some(Ok(number)) => Ok(number),
            Some(Err(_)) => Err(Rejection::InvalidRequest(format!("{name} is out of range"))),
        };
        let limit = number("limit", DEFAULT_LIMIT)?;
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Rejection::InvalidRequest(format!(
                "limit must be 1 to {MAX_LIMIT}"
            )));
        }
        Ok(Self {
            limit,
            offset: number("offset", 0)?,
            oldest_first: value("sortDirection") == Some("Asc"),
        })
    }

    /// Returns the requested page of all rows, which are given with the oldest first.
    pub(crate) fn respond<T>(&self, mut rows: Vec<&T>, row: impl Fn(&T) -> Value) -> Response {
        if !self.oldest_first {
            rows.reverse();
        }
        let page: Vec<Value> = rows
            .iter()
            .skip(self.offset)
            .take(self.limit)
            .map(|item| row(item))
            .collect();
        let mut response = ok(&page);
        for (name, value) in [
            ("x-page-count", rows.len().div_ceil(self.limit)),
            (
                "x-current-page",
                (self.offset / self.limit).saturating_add(1),
            ),
            ("x-page-size", self.limit),
            ("x-total", rows.len()),
        ] {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
        response
    }
}
