//! The example that the README runs, as a person runs it.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::path::PathBuf;
use std::process::{Command, Output};

/// The program, which cargo builds along with the tests of its package.
fn program() -> PathBuf {
    // target/debug/deps/examples-... is this test; target/debug/examples/max_withdrawal is the program.
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(|deps| deps.parent()).unwrap();
    let program = profile
        .join("examples")
        .join(format!("max_withdrawal{}", std::env::consts::EXE_SUFFIX));
    if !program.exists() {
        let status = Command::new(env!("CARGO"))
            .args([
                "build",
                "--quiet",
                "--package",
                "backpack-api",
                "--example",
                "max_withdrawal",
            ])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .status()
            .unwrap();
        assert!(
            status.success() && program.exists(),
            "the example was not built"
        );
    }
    program
}

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(program())
        .args(arguments)
        .env_remove("BACKPACK_API_KEY")
        .env_remove("BACKPACK_API_SECRET")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

/// Without credentials: the sandbox, and it says so.
#[test]
fn the_sandbox_answers() {
    let (code, said, error) = run(&["SOL", "--auto-borrow"], &[]);
    assert_eq!(code, Some(0), "{error}");
    assert!(
        said.contains("Largest withdrawal of SOL: 12.345678901"),
        "{said}"
    );
    assert!(said.contains("may borrow:            yes"), "{said}");
    assert!(
        said.contains("sandbox") && said.contains("not your funds"),
        "{said}"
    );
    assert!(said.contains("BACKPACK_API_SECRET"), "{said}");
    assert_eq!(error, "");
}

/// What cannot work ends in one clear line and a failure, without a backtrace.
#[test]
fn bad_input() {
    const SECRET: &str = "GTAT74eANI7vV0x7sWBL2pyYwy1cTFULRTanSrE2VdI=";
    let proxy = ("HTTPS_PROXY", "http://127.0.0.1:9");
    for (arguments, environment, expected) in [
        (
            &["DOGE"][..],
            &[][..],
            "INVALID_ASSET: the sandbox has no asset DOGE",
        ),
        (&[], &[], "usage: max_withdrawal ASSET"),
        (&["SOL", "USDC"], &[], "usage: max_withdrawal ASSET"),
        (&["--help"], &[], "usage: max_withdrawal ASSET"),
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", "")],
            "BACKPACK_API_SECRET is empty",
        ),
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", "not base64!")],
            "the API secret is not base64",
        ),
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", "AAAA")],
            "decodes to 3 bytes",
        ),
        (
            &["SOL"],
            &[
                ("BACKPACK_API_SECRET", SECRET),
                ("BACKPACK_API_KEY", SECRET),
            ],
            "the API key does not belong to the API secret",
        ),
        // No connection: the live exchange through a proxy that is not there.
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", SECRET), proxy],
            "no connection to the exchange",
        ),
    ] {
        let (code, said, error) = run(arguments, environment);
        assert_eq!(code, Some(1), "{arguments:?}: {said}{error}");
        assert!(
            error.starts_with("error: ") && error.contains(expected),
            "{arguments:?}: {error}"
        );
        assert_eq!(error.trim_end().lines().count(), 1, "{error}");
        assert!(
            !error.contains("GTAT") && !error.contains("panicked"),
            "{error}"
        );
    }
}
