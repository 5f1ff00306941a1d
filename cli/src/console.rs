//! The terminal or pipes of a command.

use std::fmt::Write as _;
use std::io::{BufRead, IsTerminal as _, Write};

/// The input and the outputs of a command, and the environment that it reads.
pub struct Console<'a> {
    /// The standard input, for bodies and confirmations.
    pub input: &'a mut dyn BufRead,
    /// The standard output, for results.
    pub output: &'a mut dyn Write,
    /// The standard error, for messages and questions.
    pub error: &'a mut dyn Write,
    /// True when a person can be asked: the standard input and the standard error are terminals.
    pub is_interactive: bool,
    /// The width of the standard output in columns; `None` when it is not a terminal.
    pub width: Option<usize>,
    /// True when colours may be printed.
    pub has_color: bool,
    /// Reads an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Console<'_> {
    /// Calls `command` with the console of this process. Colours are off when `NO_COLOR` is set and not empty.
    pub fn with_process<T>(command: impl FnOnce(&mut Console<'_>) -> T) -> T {
        let (output, mut error) = (std::io::stdout(), std::io::stderr());
        let width = output.is_terminal().then(|| {
            ratatui::crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns))
        });
        let is_interactive = std::io::stdin().is_terminal() && error.is_terminal();
        let variable = |name: &str| std::env::var(name).ok();
        let no_color = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let has_color = width.is_some() && error.is_terminal() && !no_color;
        let mut console = Console {
            input: &mut std::io::stdin().lock(),
            output: &mut std::io::BufWriter::new(output),
            error: &mut error,
            is_interactive,
            width,
            has_color,
            variable: &variable,
        };
        command(&mut console)
    }

    /// Writes a line to the standard error. A failure to write it is ignored: there is no other place to report it.
    pub(crate) fn note(&mut self, line: &str) {
        let _ = writeln!(self.error, "{line}");
    }

    /// Returns the text in bold where colours may be printed.
    pub(crate) fn bold(&self, text: &str) -> String {
        if self.has_color {
            format!("\u{1b}[1m{text}\u{1b}[0m")
        } else {
            text.to_owned()
        }
    }
}

/// Escapes control characters, those of the direction of text included, so that no text of the exchange controls the
/// terminal.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let is_direction = matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if c.is_control() || is_direction {
            // Writing to a string does not fail.
            let _ = write!(out, "{}", c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}
