//! Process of the server.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::Failure;

/// Running server, stopped on drop.
#[derive(Debug)]
pub struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts the program at `program`.
    ///
    /// # Errors
    ///
    /// Returns an error if it does not start or does not print its URL.
    pub fn start(program: &Path) -> Result<Self, Failure> {
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().ok_or("the server has no output")?;
        let mut url = String::new();
        BufReader::new(output).read_line(&mut url)?;
        let server = Self {
            child,
            url: url.trim_end().to_owned(),
        };
        if server.url.is_empty() {
            return Err("the server stopped before it printed its URL".into());
        }
        Ok(server)
    }

    /// Returns the URL, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The server stops when its standard input is closed.
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
