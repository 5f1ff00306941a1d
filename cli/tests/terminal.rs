//! `backpack watch` in a pseudo-terminal: two sizes, a disconnect, and a terminal that is restored.
#![cfg(target_os = "linux")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::OpenOptionsExt as _;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use backpack_sandbox::Sandbox;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{LocalModes, Winsize, tcgetattr, tcsetwinsize};

/// The time after which a screen that was not drawn fails the test.
const DEADLINE: Duration = Duration::from_secs(120);

/// The screen that a program has drawn: the cursor positions, erasures and characters of its output.
struct Screen {
    cells: Vec<Vec<char>>,
    row: usize,
    column: usize,
    /// The parameters of a control sequence that is not complete.
    sequence: Option<String>,
    /// All output.
    log: String,
}

impl Screen {
    fn new(rows: usize, columns: usize) -> Self {
        Self {
            cells: vec![vec![' '; columns]; rows],
            row: 0,
            column: 0,
            sequence: None,
            log: String::new(),
        }
    }

    fn write(&mut self, text: &str) {
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

    fn text(&self) -> String {
        let lines = self
            .cells
            .iter()
            .map(|row| row.iter().collect::<String>().trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Reads output until the screen is as expected.
    fn until(&mut self, output: &Receiver<String>, expected: impl Fn(&str) -> bool) {
        let start = Instant::now();
        while !expected(&self.text()) {
            match output.recv_timeout(DEADLINE.saturating_sub(start.elapsed())) {
                Ok(text) => self.write(&text),
                Err(_) => panic!("unexpected screen:\n{}\n{:?}", self.text(), self.log),
            }
        }
    }
}

/// Opens a pseudo-terminal: the end of the test, and that of the program.
fn terminal() -> (File, File) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    let flags = i32::try_from(OpenptFlags::NOCTTY.bits()).unwrap();
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).custom_flags(flags);
    (
        File::from(master),
        options.open(name.to_str().unwrap()).unwrap(),
    )
}

fn resize(terminal: &File, rows: u16, columns: u16) {
    let size = Winsize {
        ws_row: rows,
        ws_col: columns,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    tcsetwinsize(terminal, size).unwrap();
}

/// Reads the output of the programs of a pseudo-terminal on a thread.
fn read_from(master: &File) -> Receiver<String> {
    let (sender, output) = channel();
    let mut reader = master.try_clone().unwrap();
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

/// The screen has own orders and positions, and shows that the streams are not connected. It is drawn anew at another size,
/// pauses, and after `q` the terminal is as before.
#[test]
fn watch_draws_resizes_and_restores_the_terminal() {
    let (mut master, slave) = terminal();
    resize(&master, 24, 100);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    // An exchange whose streams are closed at once.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let streams = format!("ws://{}", listener.local_addr().unwrap());
    thread::spawn(move || listener.incoming().for_each(drop));
    // In a session of its own, whose terminal this one is.
    let mut child = Command::new("setsid")
        .arg("-c")
        .arg(env!("CARGO_BIN_EXE_backpack"))
        .args(["watch", "SOL_USDC"])
        .env("BACKPACK_API_URL", sandbox.url())
        .env("BACKPACK_API_KEY", Sandbox::API_KEY)
        .env("BACKPACK_API_SECRET", Sandbox::API_SECRET)
        .env("BACKPACK_STREAMS_URL", streams)
        .env("TERM", "xterm-256color")
        .stdin(slave.try_clone().unwrap())
        .stdout(slave.try_clone().unwrap())
        .stderr(slave.try_clone().unwrap())
        .spawn()
        .unwrap();
    let output = read_from(&master);

    let mut screen = Screen::new(24, 100);
    let is_drawn = |text: &str| {
        [
            "SOL_USDC  book:",
            "Own orders and positions",
            "Bid 142.12 x 0 of 2 New",
            "disconnected",
        ]
        .iter()
        .all(|shown| text.contains(shown))
    };
    screen.until(&output, is_drawn);
    let wide = screen.text();
    let corner = |text: &str, columns: usize| {
        let edge: Vec<char> = text.lines().nth(1).unwrap().chars().collect();
        edge.len() == columns && edge[columns - 1] == '┐'
    };
    assert!(corner(&wide, 100), "{wide}");
    assert!(
        wide.lines().nth(1).unwrap().contains("K-lines 1m"),
        "{wide}"
    );
    assert!(
        !tcgetattr(&slave)
            .unwrap()
            .local_modes
            .contains(LocalModes::ICANON)
    );

    resize(&master, 30, 60);
    let mut screen = Screen::new(30, 60);
    screen.until(&output, |text| is_drawn(text) && corner(text, 60));
    let narrow = screen.text();
    assert!(
        narrow.lines().nth(1).unwrap().contains("Trades"),
        "{narrow}"
    );

    master.write_all(b"p").unwrap();
    screen.until(&output, |text| text.contains("PAUSED"));
    master.write_all(b"q").unwrap();
    let status = child.wait().unwrap();
    assert!(status.success(), "{status}");
    let restored = tcgetattr(&slave).unwrap().local_modes;
    assert!(restored.contains(LocalModes::ICANON | LocalModes::ECHO));
    // The program has ended, so its last output is in the terminal.
    while !screen.log.contains("\u{1b}[?1049l") {
        screen.write(&output.recv_timeout(DEADLINE).unwrap());
    }
}

/// The screen shows the market of the sandbox: a live book, and trades as they are executed.
#[test]
fn watch_shows_a_live_market() {
    let (mut master, slave) = terminal();
    resize(&master, 24, 100);
    let output = read_from(&master);
    let mut child = Command::new("setsid")
        .arg("-c")
        .arg(env!("CARGO_BIN_EXE_backpack"))
        .args(["--sandbox", "watch", "SOL_USDC"])
        .env("TERM", "xterm-256color")
        .stdin(slave.try_clone().unwrap())
        .stdout(slave.try_clone().unwrap())
        .stderr(slave)
        .spawn()
        .unwrap();
    let mut screen = Screen::new(24, 100);
    screen.until(&output, |text| {
        text.contains("book: live") && text.contains("spread") && text.contains("last: ")
    });
    master.write_all(b"q").unwrap();
    let status = child.wait().unwrap();
    assert!(status.success(), "{status}");
}

/// Runs a command against a sandbox of its own in a pseudo-terminal of 24 rows and 100 columns, where a person types `input`.
/// Returns its exit code and its output.
fn run(arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let (mut master, slave) = terminal();
    resize(&master, 24, 100);
    let output = read_from(&master);
    let mut child = Command::new("setsid")
        .arg("-c")
        .arg(env!("CARGO_BIN_EXE_backpack"))
        .arg("--sandbox")
        .args(arguments)
        .env_remove("NO_COLOR")
        .env("TERM", "xterm-256color")
        .envs(variables.iter().copied())
        .stdin(slave.try_clone().unwrap())
        .stdout(slave.try_clone().unwrap())
        .stderr(slave.try_clone().unwrap())
        .spawn()
        .unwrap();
    master.write_all(input.as_bytes()).unwrap();
    let status = child.wait().unwrap();
    // The last end of the program is closed, so the reader ends after its output.
    drop(slave);
    (status.code(), output.iter().collect())
}

/// On a terminal the output is a table, in bold unless `NO_COLOR` is set, and a person is asked.
#[test]
fn terminal_has_tables_colors_and_questions() {
    let query = ["account", "get-max-withdrawal-quantity", "SOL"];
    let (code, text) = run(&query, "", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("\u{1b}[1mmaxWithdrawalQuantity\u{1b}[0m  12.345678901"),
        "{text}"
    );
    let (code, text) = run(&query, "", &[("NO_COLOR", "1")]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("maxWithdrawalQuantity  12.345678901"),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "{text}");
    let (code, text) = run(&[&query[..], &["-o", "json"]].concat(), "", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.contains("\"maxWithdrawalQuantity\": \"12.345678901\""),
        "{text}"
    );

    let cancel = [
        "order",
        "cancel-order",
        "--symbol",
        "SOL_USDC",
        "--order-id",
        "7",
    ];
    for (input, code) in [("n\n", 5), ("y\n", 0)] {
        let (actual, text) = run(&cancel, input, &[]);
        assert_eq!(actual, Some(code), "{text}");
        assert!(
            text.contains("DELETE /api/v1/order") && text.contains("[y/N]"),
            "{text}"
        );
    }
}
