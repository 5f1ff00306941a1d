//! A maintainer adds an endpoint: one file edited, one command run, and the call compiles.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What the maintainer adds under `paths:` of one document.
const OPERATION: &str = "
  /api/v1/account/nickname/{accountId}:
    get:
      operationId: get_account_nickname
      tags: [Account]
      summary: Get the nickname of an account.
      x-instruction: accountNicknameQuery
      security:
        - ApiKey: []
          Signature: []
          Timestamp: []
      parameters:
        - name: accountId
          in: path
          required: true
          description: The account.
          schema:
            type: integer
            format: int64
          example: 7
        - name: marketType
          in: query
          required: true
          description: The kinds of markets.
          style: form
          explode: true
          schema:
            type: array
            items:
              type: string
          example: [SPOT, PERP]
        - name: since
          in: query
          required: false
          description: The day since when, in words.
          schema:
            type: string
          example: yesterday
      responses:
        '200':
          description: The nickname.
          content:
            application/json; charset=utf-8:
              schema:
                $ref: '#/components/schemas/AccountNickname'
              example:
                nickname: moss
                color: Green
                weight: '1.50'
        '400':
          $ref: 'common.yaml#/components/responses/BadRequest'
";

/// And under `schemas:`.
const SCHEMAS: &str = "
    AccountNickname:
      type: object
      description: How an account is called.
      required:
        - nickname
        - color
      properties:
        nickname:
          type: string
          description: The name.
        color:
          $ref: '#/components/schemas/NicknameColor'
        weight:
          type: string
          format: decimal
          nullable: true
          description: How heavy it is.
    NicknameColor:
      type: string
      description: The color of a nickname.
      enum:
        - Green
        - Blue
";

/// Code of a user that calls it.
const USER: &str = r#"
use backpack_api::{Client, Decimal, Error, types::NicknameColor};

pub async fn call(client: &Client) -> Result<(String, Option<Decimal>), Error> {
    let kinds = vec!["SPOT".to_owned(), "PERP".to_owned()];
    let answer = client.get_account_nickname(7, &kinds).since("yesterday").send().await?;
    assert_eq!(answer.color, NicknameColor::Green);
    Ok((answer.nickname.clone(), answer.weight))
}
"#;

/// The folders of the workspace's members.
fn members(manifest: &str) -> impl Iterator<Item = &str> {
    let (_, list) = manifest.split_once("\nmembers = [").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    list.split(',').map(|name| name.trim().trim_matches('"'))
}

#[test]
fn one_file_and_one_command() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for name in [
        "Cargo.toml",
        "Cargo.lock",
        "clippy.toml",
        "rust-toolchain.toml",
    ] {
        fs::copy(Path::new(ROOT).join(name), root.join(name)).unwrap();
    }
    let manifest = root.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    for name in members(&text).chain(["openapi"]) {
        copy(&Path::new(ROOT).join(name), &root.join(name));
    }

    // Another version, for cargo: in one target folder it takes the same version of the same crate for one, and would leave
    // this one's for whoever builds next.
    let other = text.replacen("\nversion = \"0.1.0\"\n", "\nversion = \"0.1.999\"\n", 1);
    assert_ne!(text, other, "the workspace has another version");
    fs::write(&manifest, other).unwrap();

    // One file is edited.
    let document = root.join("openapi/account.yaml");
    let text = fs::read_to_string(&document).unwrap();
    let text = text.replacen("\npaths:\n", &format!("\npaths:{OPERATION}"), 1);
    let text = text.replacen("\n  schemas:\n", &format!("\n  schemas:{SCHEMAS}"), 1);
    fs::write(&document, text).unwrap();

    // One command is run: `cargo xtask codegen`, the program of this workspace on the copy.
    cargo(
        Path::new(ROOT),
        &["build", "--quiet", "--workspace", "--bin", "xtask"],
    );
    let xtask = target()
        .join("debug")
        .join(format!("xtask{}", std::env::consts::EXE_SUFFIX));
    run(Command::new(xtask).args(["codegen", "--root"]).arg(root));

    // And a user's code compiles against it.
    let user = root.join("generated/examples/user.rs");
    fs::write(user, format!("//! A user.\n{USER}\nfn main() {{}}\n")).unwrap();
    cargo(
        root,
        &["build", "--quiet", "--workspace", "--example", "user"],
    );
    let calls = fs::read_to_string(root.join("generated/src/generated/calls/account.rs")).unwrap();
    assert!(
        calls.contains("/// The day since when, in words."),
        "{calls}"
    );
}

/// Runs cargo offline. It works in the target folder of this test and on the whole workspace, so that the dependencies
/// have the same features and need not be built again.
fn cargo(workspace: &Path, arguments: &[&str]) {
    run(Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_NET_OFFLINE", "true"));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
}

/// The target folder: this test lies in its `debug/deps`.
fn target() -> PathBuf {
    std::env::current_exe()
        .unwrap()
        .ancestors()
        .nth(3)
        .unwrap()
        .to_path_buf()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type().unwrap().is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}
