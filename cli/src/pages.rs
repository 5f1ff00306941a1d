//! Requests all pages of a history.

use std::future::poll_fn;
use std::pin::Pin;

use backpack_runtime::{PageError, Pages, Stream as _, Transport};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::console::Console;
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{self, Format};
use crate::request::{LIMIT, OFFSET, Request};
use crate::send::send_pages;

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
    let size = number(LIMIT).map_or_else(Pages::default, Pages::of);
    let from = size.starting_at(number(OFFSET).unwrap_or_default());
    let mut pages = send_pages(transport, request, from)?;
    let mut printer = Printer {
        format,
        columns,
        is_first: true,
        kept: Vec::new(),
    };
    let bar = progress(console);
    let result = loop {
        let next = poll_fn(|context| Pin::new(&mut pages).poll_next(context));
        let page = match next.await {
            Some(Ok(page)) => page,
            Some(Err(PageError { offset, error })) => {
                let hint = format!("resume with --offset {offset}");
                break Err(Failure::from(error).with_hint(&hint));
            }
            None => break Ok(()),
        };
        if let Some(total) = page.headers.total {
            bar.set_length(total);
        }
        bar.set_position(page.offset.saturating_add(page.rows.len() as u64));
        printer.add(page.rows, console)?;
    };
    bar.finish_and_clear();
    printer.finish(console)?;
    result
}

/// Returns the progress bar, which is hidden where nobody sees it.
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
