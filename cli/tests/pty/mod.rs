//! Programs in a pseudo-terminal, and the screens that they draw.
#![allow(dead_code, reason = "each test uses a part")]

use std::fs::{self, File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// The time after which a screen that was not drawn fails the test.
const DEADLINE: Duration = Duration::from_secs(120);

/// Environment variable that updates the recorded screens.
const UPDATE: &str = "UPDATE_SCREENS";

/// The time without a change after which a screen is recorded: longer than any interval of the program.
const QUIET: Duration = Duration::from_secs(12);

/// The screen that a program has drawn: the cursor positions, erasures and characters of its output.
pub(crate) struct Screen {
    cells: Vec<Vec<char>>,
    row: usize,
    column: usize,
    /// The parameters of a control sequence that is not complete.
    sequence: Option<String>,
    /// All output.
    pub(crate) log: String,
}

impl Screen {
    pub(crate) fn new(rows: usize, columns: usize) -> Self {
        Self {
            cells: vec![vec![' '; columns]; rows],
            row: 0,
            column: 0,
            sequence: None,
            log: String::new(),
        }
    }

    pub(crate) fn write(&mut self, text: &str) {
        self.log.push_str(text);
        for c in text.chars() {
            if let Some(sequence) = &mut self.sequence {
                if c.is_ascii_alphabetic() {
                    let sequence = std::mem::take(sequence);
                    self.sequence = None;
                    self.control(&sequence, c);
                } else {
                    sequence.push(c);
                }
                continue;
            }
            match c {
                '\u{1b}' => self.sequence = Some(String::new()),
                '\r' => self.column = 0,
                '\n' => self.row += 1,
                c => {
                    let row = self.cells.get_mut(self.row);
                    if let Some(cell) = row.and_then(|row| row.get_mut(self.column)) {
                        *cell = c;
                    }
                    self.column += 1;
                }
            }
        }
    }

    /// Executes a control sequence: its parameters, and its last character.
    fn control(&mut self, parameters: &str, name: char) {
        let mut numbers = parameters.trim_start_matches('[').split(';');
        let mut place = || {
            numbers
                .next()
                .and_then(|number| number.parse().ok())
                .unwrap_or(1)
                - 1
        };
        match name {
            'H' => (self.row, self.column) = (place(), place()),
            'J' => self.cells.iter_mut().flatten().for_each(|cell| *cell = ' '),
            _ => {}
        }
    }

    pub(crate) fn text(&self) -> String {
        let lines = self
            .cells
            .iter()
            .map(|row| row.iter().collect::<String>().trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Reads output until the screen is as expected.
    pub(crate) fn until(&mut self, output: &Receiver<String>, expected: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !expected(&self.text()) {
            match output.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                Ok(text) => self.write(&text),
                Err(_) => panic!("unexpected screen:\n{}\n{:?}", self.text(), self.log),
            }
        }
    }

    /// Reads output until the screen equals the recorded one of this name, but for the times of trades.
    pub(crate) fn until_equals(&mut self, output: &Receiver<String>, name: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.txt"));
        if std::env::var_os(UPDATE).is_some() {
            let mut changed = Instant::now();
            while let Ok(text) = output.recv_timeout(QUIET.saturating_sub(changed.elapsed())) {
                let before = self.text();
                self.write(&text);
                if self.text() != before {
                    changed = Instant::now();
                }
            }
            fs::write(&path, masked(&self.text())).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap();
        let start = Instant::now();
        while masked(&self.text()) != expected {
            match output.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                Ok(text) => self.write(&text),
                Err(_) => panic!(
                    "not the screen {name} (update with {UPDATE}=1), expected:\n{expected}\ngot:\n{}",
                    self.text()
                ),
            }
        }
    }
}

/// The text with the times of day masked, which are those of the run.
fn masked(text: &str) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let mask: Vec<char> = "hh:mm:ss".chars().collect();
    for start in 0..text.len().saturating_sub(mask.len() - 1) {
        let place = &mut text[start..start + mask.len()];
        let is_time = place.iter().zip(&mask).all(|(c, mask)| match mask {
            ':' => *c == ':',
            _ => c.is_ascii_digit(),
        });
        if is_time {
            place.copy_from_slice(&mask);
        }
    }
    text.into_iter().chain(['\n']).collect()
}

/// A pseudo-terminal.
pub(crate) struct Pty {
    master: File,
    slave: File,
    pub(crate) output: Receiver<String>,
}

impl Pty {
    pub(crate) fn open(rows: u16, columns: u16) -> Self {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        let flags = i32::try_from(OpenptFlags::NOCTTY.bits()).unwrap();
        let mut options = OpenOptions::new();
        let options = options.read(true).write(true).custom_flags(flags);
        let (master, slave) = (
            File::from(master),
            options.open(name.to_str().unwrap()).unwrap(),
        );
        let pty = Self {
            output: read_from(master.try_clone().unwrap()),
            master,
            slave,
        };
        pty.resize(rows, columns);
        pty
    }

    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        let size = Winsize {
            ws_row: rows,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&self.master, size).unwrap();
    }

    /// Starts a program in a session of its own, whose terminal this one is.
    pub(crate) fn spawn(
        &self,
        program: impl AsRef<std::ffi::OsStr>,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Child {
        let mut command = Command::new("setsid");
        let command = command.arg("-c").arg(program).args(arguments);
        for name in ["NO_COLOR", "BACKPACK_PROFILE", "BACKPACK_STREAMS_URL"] {
            command.env_remove(name);
        }
        command
            .env("TERM", "xterm-256color")
            .envs(variables.iter().copied())
            .stdin(self.slave.try_clone().unwrap())
            .stdout(self.slave.try_clone().unwrap())
            .stderr(self.slave.try_clone().unwrap())
            .spawn()
            .unwrap()
    }

    /// Types as a person does.
    pub(crate) fn write(&mut self, text: &str) {
        self.master.write_all(text.as_bytes()).unwrap();
    }

    /// True when the terminal is in its usual mode: it edits lines, and shows what is typed.
    pub(crate) fn is_cooked(&self) -> bool {
        let modes = tcgetattr(&self.slave).unwrap().local_modes;
        modes.contains(LocalModes::ICANON | LocalModes::ECHO)
    }

    /// The rest of the output after the program has ended.
    pub(crate) fn rest(self) -> String {
        // The last end of the program is closed, so the reader ends after its output.
        drop(self.slave);
        self.output.iter().collect()
    }

    /// Closes the terminal while the program runs. The reader ends with the next output.
    pub(crate) fn close(self) {}
}

/// Reads the output of the programs of a pseudo-terminal on a thread.
fn read_from(mut reader: File) -> Receiver<String> {
    let (sender, output) = channel();
    thread::spawn(move || {
        let (mut bytes, mut kept) = ([0; 65536], Vec::new());
        while let Ok(count) = reader.read(&mut bytes) {
            kept.extend_from_slice(&bytes[..count]);
            // A character can be in two reads.
            let end = match std::str::from_utf8(&kept) {
                Ok(text) => text.len(),
                Err(error) => error.valid_up_to(),
            };
            let text = String::from_utf8(kept.drain(..end).collect()).unwrap();
            if count == 0 || sender.send(text).is_err() {
                return;
            }
        }
    });
    output
}
