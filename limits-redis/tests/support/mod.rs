//! A `redis-server` of a test, on a free port of loopback with a folder of its own.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// The server. It is stopped when it is dropped.
pub(crate) struct Server {
    process: Option<Child>,
    port: u16,
    folder: tempfile::TempDir,
}

impl Server {
    pub(crate) fn start() -> Self {
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let mut server = Self {
            process: None,
            port,
            folder: tempfile::tempdir().unwrap(),
        };
        server.restart();
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// Kills the server (SIGKILL) and waits for its end.
    pub(crate) fn kill(&mut self) {
        if let Some(mut process) = self.process.take() {
            process.kill().unwrap();
            process.wait().unwrap();
        }
    }

    /// Starts the server again and waits until it responds. It reads the state that `SAVE` wrote, if any.
    pub(crate) fn restart(&mut self) {
        self.kill();
        let port = self.port.to_string();
        let process = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port])
            .args(["--save", "", "--appendonly", "no", "--dir"])
            .arg(self.folder.path())
            .stdout(Stdio::null())
            .stdin(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("no redis-server: {error} (install it: apt-get install redis-server)")
            });
        self.process = Some(process);
        let end = Instant::now() + Duration::from_secs(20);
        while self.command::<String>("PING", &[]).is_none() {
            let exit = self.process.as_mut().unwrap().try_wait().unwrap();
            assert!(exit.is_none(), "redis-server ended with {exit:?}");
            assert!(Instant::now() < end, "redis-server does not respond");
            sleep(Duration::from_millis(5));
        }
    }

    /// The response to a command.
    pub(crate) fn command<T: redis::FromRedisValue>(
        &self,
        name: &str,
        arguments: &[&str],
    ) -> Option<T> {
        TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        redis::cmd(name)
            .arg(arguments)
            .query(&mut self.connection()?)
            .ok()
    }

    /// A connection whose commands block.
    pub(crate) fn connection(&self) -> Option<redis::Connection> {
        let client = redis::Client::open(self.url()).unwrap();
        client.get_connection().ok()
    }

    /// The folder of the server.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
