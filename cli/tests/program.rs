//! The program itself: pipes, exit codes, the sandbox as a program, completions and man pages.
#![cfg(test)]

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

/// A command of the program, without the credentials of this machine.
fn backpack(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backpack"));
    command.args(arguments).stdin(Stdio::null());
    for name in [
        "BACKPACK_API_KEY",
        "BACKPACK_API_SECRET",
        "BACKPACK_API_URL",
        "BACKPACK_PROFILE",
    ] {
        command.env_remove(name);
    }
    command.env("BACKPACK_CONFIG", "does-not-exist");
    command
}

fn output(arguments: &[&str]) -> Output {
    backpack(arguments).output().unwrap()
}

/// Stops a program when it is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The quantity of the sandbox is printed, as JSON in a pipe.
#[test]
fn sandbox_runs_for_one_command() {
    let command = ["--sandbox", "account", "get-max-withdrawal-quantity", "SOL"];
    let printed = output(&command);
    assert!(printed.status.success(), "{printed:?}");
    let text = String::from_utf8(printed.stdout).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["maxWithdrawalQuantity"], "12.345678901");
    assert!(printed.stderr.is_empty());

    let table = output(&[&command[..], &["-o", "table"]].concat());
    let table = String::from_utf8(table.stdout).unwrap();
    assert!(
        table.contains("maxWithdrawalQuantity  12.345678901"),
        "{table}"
    );
}

/// A mutating command without a terminal is a usage error, and help is no error.
#[test]
fn exit_codes_reach_the_shell() {
    let order = output(&["--sandbox", "vaults", "vault-redeem", "--vault-id", "1"]);
    assert_eq!(order.status.code(), Some(2), "{order:?}");
    let private = output(&["account", "get-account"]);
    assert_eq!(private.status.code(), Some(5), "{private:?}");
    assert_eq!(output(&["--help"]).status.code(), Some(0));
    assert_eq!(output(&[]).status.code(), Some(2));
}

/// A reader that closes the pipe early, as `head` does, ends the program without a message.
#[test]
fn closed_pipe_is_no_message() {
    for arguments in [
        &["--help"][..],
        &["completions", "bash"],
        &["--sandbox", "markets", "get-markets"],
        &["--sandbox", "stream", "depth", "SOL_USDC"],
    ] {
        let mut command = backpack(arguments);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let message = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(message, "", "{arguments:?}");
        assert_eq!(ended.status.code(), Some(1), "{arguments:?}");
    }
}

/// The help of `stream` has the parameters of every stream.
#[test]
fn help_names_the_parameters_of_streams() {
    let help = String::from_utf8(output(&["stream", "--help"]).stdout).unwrap();
    for stream in [
        "  account.orderUpdate SYMBOL\n",
        "  depth INTERVAL SYMBOL\n",
        "  liquidation\n",
        "  trade SYMBOL\n",
    ] {
        assert!(help.contains(stream), "{help}");
    }
}

/// `backpack sandbox` prints the environment that other commands read.
#[test]
fn sandbox_is_a_program() {
    let child = backpack(&["sandbox"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut sandbox = Running(child.unwrap());
    let lines = BufReader::new(sandbox.0.stdout.take().unwrap()).lines();
    let variables: Vec<(String, String)> = lines
        .take(4)
        .map(|line| {
            let line = line.unwrap();
            let (name, value) = line.split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        })
        .collect();
    let mut command = backpack(&["order", "execute-order", "--yes", "--body", "-"]);
    command
        .envs(variables)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut order = command.spawn().unwrap();
    let body = br#"{"orderType":"Market","side":"Bid","symbol":"SOL_USDC","quantity":"1"}"#;
    std::io::Write::write_all(&mut order.stdin.take().unwrap(), body).unwrap();
    let printed = order.wait_with_output().unwrap();
    assert!(printed.status.success(), "{printed:?}");
    let value: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert!(value["id"].is_string(), "{value}");
}

/// Completions and man pages have every operation.
#[test]
fn completions_and_man_pages_have_every_operation() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let printed = output(&["completions", shell]);
        let text = String::from_utf8(printed.stdout).unwrap();
        assert!(text.contains("get-max-withdrawal-quantity"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    let written = output(&["man", folder.path().to_str().unwrap()]);
    assert!(written.status.success(), "{written:?}");
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(page("backpack.1").contains("borrow"));
    assert!(page("backpack-order-execute-order.1").contains("Limit price"));
}
