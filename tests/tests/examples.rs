//! The example of the README, run as a program.

use std::path::PathBuf;
use std::process::{Command, Output};

/// Returns the path of the program, and builds it if cargo did not build it with the tests of its package.
fn program() -> PathBuf {
    // This test is target/debug/deps/examples-..., the program target/debug/examples/max_withdrawal.
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

/// Without credentials the example calls the sandbox, and prints that it does.
#[test]
fn uses_sandbox_without_credentials() {
    let (code, output, error) = run(&["SOL", "--auto-borrow"], &[]);
    assert_eq!(code, Some(0), "{error}");
    assert!(
        output.contains("Largest withdrawal of SOL: 12.345678901"),
        "{output}"
    );
    assert!(output.contains("may borrow:            yes"), "{output}");
    assert!(
        output.contains("sandbox") && output.contains("not your funds"),
        "{output}"
    );
    assert!(output.contains("BACKPACK_API_SECRET"), "{output}");
    assert_eq!(error, "");
}

/// An error is one line without a backtrace, and the exit code is 1.
#[test]
fn invalid_input_is_one_line() {
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
            "the API secret is not valid base64",
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
            "the API key does not match the API secret",
        ),
        // The live exchange, through a proxy that does not exist.
        (
            &["SOL"],
            &[("BACKPACK_API_SECRET", SECRET), proxy],
            "get_max_withdrawal_quantity: no connection; nothing was sent",
        ),
    ] {
        let (code, output, error) = run(arguments, environment);
        assert_eq!(code, Some(1), "{arguments:?}: {output}{error}");
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

/// The sandbox is called without a proxy, whatever the environment names: one would receive key and body in plain text.
#[test]
fn calls_sandbox_without_proxy() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
        "HTTPS_PROXY",
        "https_proxy",
    ] {
        let environment = [(name, proxy.as_str()), ("NO_PROXY", ""), ("no_proxy", "")];
        let (code, output, error) = run(&["SOL"], &environment);
        assert_eq!(code, Some(0), "{name}: {error}");
        assert!(output.contains("12.345678901"), "{name}: {output}");
    }
    listener.set_nonblocking(true).unwrap();
    let error = listener.accept().unwrap_err();
    assert_eq!(
        error.kind(),
        std::io::ErrorKind::WouldBlock,
        "the proxy was used"
    );
}
