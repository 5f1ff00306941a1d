//! Requests all pages of a history.

use backpack_runtime::{Pages, Transport};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::console::Console;
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{self, Format};
use crate::request::Request;
use crate::send::send;

/// The rows of a page unless `--limit` is given: the exchange's default.
const PAGE: u64 = 100;

/// Prints the rows of all pages, beginning at the offset of `request`.
///
/// Lines and JSON are printed page by page. A failure ends the output after the rows before it, and its message has the
/// offset to resume with.
pub(crate) async fn print_all(
    transport: &Transport,
    request: &Request,
    format: Format,
    columns: &[String],
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let number = |name: &str| {
        request
            .query
            .iter()
            .find(|(key, _)| key == name)
            .and_then(|(_, value)| value.parse().ok())
    };
    let limit: u64 = number("limit").unwrap_or(PAGE).clamp(1, Pages::MAX_SIZE);
    let mut offset: u64 = number("offset").unwrap_or_default();
    let request = request.with_query("limit", &limit.to_string());
    let mut printer = Printer {
        format,
        columns,
        is_first: true,
        kept: Vec::new(),
    };
    let bar = progress(console);
    let result = loop {
        let page = fetch(
            transport,
            &request.with_query("offset", &offset.to_string()),
        )
        .await;
        let (rows, total) = match page {
            Ok(page) => page,
            Err(failure) => break Err(failure.with_hint(&format!("resume with --offset {offset}"))),
        };
        let received = rows.len() as u64;
        offset = offset.saturating_add(received);
        printer.add(rows, console)?;
        if let Some(total) = total {
            bar.set_length(total);
        }
        bar.set_position(offset);
        // As the library's streams: the total where the exchange sends it, a short page elsewhere.
        let has_more = match total {
            Some(total) => offset < total,
            None => received >= limit,
        };
        if received == 0 || !has_more {
            break Ok(());
        }
    };
    bar.finish_and_clear();
    printer.finish(console)?;
    result
}

async fn fetch(
    transport: &Transport,
    request: &Request,
) -> Result<(Vec<Json>, Option<u64>), Failure> {
    let reply = send(transport, request).await?;
    match Json::parse(&reply.text) {
        Ok(Json::List(rows)) => Ok((rows, reply.total)),
        _ => Err(Failure::Other(
            "the response is not a list of rows".to_owned(),
        )),
    }
}

fn progress(console: &Console<'_>) -> ProgressBar {
    let target = if console.is_interactive {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(None, target);
    let style = ProgressStyle::with_template("{wide_bar} {pos} of {len} rows, {elapsed}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// Prints rows as they are received where the format permits it, and else keeps them.
struct Printer<'a> {
    format: Format,
    columns: &'a [String],
    is_first: bool,
    kept: Vec<Json>,
}

impl Printer<'_> {
    fn add(&mut self, rows: Vec<Json>, console: &mut Console<'_>) -> Result<(), Failure> {
        for row in rows {
            match self.format {
                Format::Lines => writeln!(console.output, "{row}")?,
                Format::Json => {
                    let separator = if self.is_first { "[" } else { "," };
                    self.is_first = false;
                    write!(console.output, "{separator}{row}")?;
                }
                // The widths and the columns depend on all rows.
                Format::Table | Format::Csv => self.kept.push(row),
            }
        }
        Ok(())
    }

    fn finish(self, console: &mut Console<'_>) -> Result<(), Failure> {
        match self.format {
            Format::Lines => {}
            Format::Json if self.is_first => writeln!(console.output, "[]")?,
            Format::Json => writeln!(console.output, "]")?,
            Format::Table | Format::Csv => {
                output::print(
                    console,
                    self.format,
                    &Json::List(self.kept),
                    "",
                    self.columns,
                )?;
            }
        }
        Ok(())
    }
}
