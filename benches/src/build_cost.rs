//! Build cost of a program with one call: on reqwest alone, on this SDK, on the official client.
//!
//! Each program is a package in a temporary folder, with the versions of this workspace's lock file, built from scratch
//! with the release profile.

use std::fs;
use std::num::NonZeroU32;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::case::{BASELINE, OFFICIAL, OURS, Target};
use crate::measure::Rounds;
use crate::table::{Table, check_targets, ratio};
use crate::{Failure, cpu};

/// Root of the workspace.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Program and its targets.
struct Program {
    name: &'static str,
    /// Dependency beside tokio.
    dependency: String,
    main: &'static str,
    targets: &'static [Target],
}

/// Dependency of every program.
const TOKIO: &str = r#"tokio = { version = "1", features = ["macros", "rt"] }"#;

fn programs() -> [Program; 3] {
    [
        Program {
            name: BASELINE,
            // The features of the official client, so that the difference is what it adds.
            dependency: r#"reqwest = { version = "0.13", default-features = false, features = ["json", "rustls"] }"#.to_owned(),
            main: r#"
                let url = "https://api.backpack.exchange/api/v1/account/limits/withdrawal?symbol=SOL";
                let response = reqwest::Client::builder().build()?.get(url).send().await?;
                println!("{} {}", response.status(), response.text().await?);
            "#,
            targets: &[],
        },
        Program {
            name: OURS,
            dependency: format!("backpack-api = {{ path = {:?} }}", format!("{WORKSPACE}/generated")),
            main: r#"
                let credentials = backpack_api::Credentials::from_env()?;
                let client = backpack_api::Client::builder().credentials(credentials).build()?;
                let response = client.get_max_withdrawal_quantity("SOL").send().await?;
                println!("{}", response.max_withdrawal_quantity);
            "#,
            targets: &[Target::Crates(115.0), Target::Cpu(1.3, BASELINE), Target::Megabytes(0.4)],
        },
        Program {
            name: OFFICIAL,
            dependency: r#"bpx-api-client = "0.23""#.to_owned(),
            main: r#"
                let secret = std::env::var("BACKPACK_API_SECRET")?;
                let client = bpx_api_client::BpxClient::builder().secret(secret).build()?;
                let response = client.get_account_max_withdrawal("SOL", None, None).await?;
                println!("{}", response.max_withdrawal_quantity);
            "#,
            targets: &[],
        },
    ]
}

/// Figures that are equal in every build.
struct Size {
    crates: f64,
    megabytes: f64,
}

/// Builds all programs in turn, `rounds` times, and returns their table. A round takes minutes.
///
/// # Errors
///
/// Returns an error if a program does not build or its dependencies cannot be fetched.
pub fn table(rounds: NonZeroU32) -> Result<Table, Failure> {
    let folder = tempfile::tempdir()?;
    let programs = programs();
    let package = |program: &Program| folder.path().join(program.name.replace(' ', "-"));
    for program in &programs {
        write(program, &package(program))?;
        // Crates that the workspace does not use are fetched; nothing else needs the network.
        cargo(&package(program), &["fetch", "--quiet"])?;
    }
    let mut cpu = Rounds::default();
    for round in 1..=rounds.get() {
        for program in &programs {
            eprintln!("round {round} of {rounds}: {}", program.name);
            cpu.push(program.name, build(&package(program))?.as_secs_f64());
        }
    }
    let sizes = programs.iter().map(|program| size(&package(program)));
    let sizes = sizes.collect::<Result<Vec<_>, _>>()?;
    let [baseline, ..] = sizes.as_slice() else {
        return Err("no program to build".into());
    };

    let title = format!(
        "A program with one call, built from scratch (baseline: reqwest alone, {:.2} MB)",
        baseline.megabytes
    );
    let columns = [
        "",
        "crates",
        "CPU of the build",
        "stripped binary",
        "target",
        "met",
    ];
    let mut table = Table::new(title, &columns);
    for (program, size) in programs.iter().zip(&sizes) {
        let more = size.megabytes - baseline.megabytes;
        let [target, met] = check_targets(program.targets, |target| match target {
            Target::Crates(_) => Some(size.crates),
            Target::Cpu(_, of) => cpu.ratio(program.name, of),
            Target::Megabytes(_) => Some(more),
            _ => None,
        })?;
        table.row([
            program.name.to_owned(),
            size.crates.to_string(),
            ratio(cpu.ratio(program.name, BASELINE)),
            format!("{more:+.2} MB"),
            target,
            met,
        ]);
    }
    Ok(table)
}

/// Writes the package of a program.
fn write(program: &Program, package: &Path) -> Result<(), Failure> {
    let manifest = format!(
        "[package]\nname = \"hello\"\nedition = \"2024\"\n\n[dependencies]\n{}\n{TOKIO}\n\n\
         [profile.release]\nstrip = true\n\n[workspace]\n",
        program.dependency
    );
    let main = format!(
        "#[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> Result<(), Box<dyn std::error::Error>> {{{}Ok(()) }}\n",
        program.main
    );
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("Cargo.toml"), manifest)?;
    fs::write(package.join("src/main.rs"), main)?;
    // Cargo removes the crates that the program does not use.
    fs::copy(
        Path::new(WORKSPACE).join("Cargo.lock"),
        package.join("Cargo.lock"),
    )?;
    Ok(())
}

/// Builds a program from scratch, and returns the CPU time of cargo and the processes that it ran.
fn build(package: &Path) -> Result<Duration, Failure> {
    let target = package.join("target");
    if target.exists() {
        fs::remove_dir_all(target)?;
    }
    let before = cpu::children()?;
    cargo(
        package,
        &[
            "build",
            "--quiet",
            "--offline",
            "--release",
            "--target-dir",
            "target",
        ],
    )?;
    Ok(cpu::children()? - before)
}

/// Returns the number of crates and the size of a built program.
fn size(package: &Path) -> Result<Size, Failure> {
    let tree = cargo(
        package,
        &[
            "tree",
            "--offline",
            "--edges",
            "normal",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ],
    )?;
    let binary = format!("target/release/hello{}", std::env::consts::EXE_SUFFIX);
    let bytes = u32::try_from(fs::metadata(package.join(binary))?.len())?;
    Ok(Size {
        crates: u32::try_from(crates(&tree))?.into(),
        megabytes: f64::from(bytes) / 1e6,
    })
}

/// Counts the packages in the output of `cargo tree`, which repeats some, by name and version.
fn crates(tree: &str) -> usize {
    let names = tree.lines().filter_map(|line| {
        let mut words = line.split(' ');
        Some((words.next()?, words.next()?))
    });
    names.collect::<std::collections::BTreeSet<_>>().len()
}

/// Runs cargo in `folder` and returns its output.
fn cargo(folder: &Path, arguments: &[&str]) -> Result<String, Failure> {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(program)
        .args(arguments)
        .current_dir(folder)
        // With a compiler cache, the cache would be measured.
        .env_remove("RUSTC_WRAPPER")
        .env_remove("CARGO_BUILD_TARGET")
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        let command = arguments.first().copied().unwrap_or_default();
        return Err(format!("cargo {command} failed: {}", output.status).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    /// A crate counts once per version.
    #[test]
    fn counts_each_version_once() {
        let tree = "hello v0.0.0 (/a/hello)\nsyn v2.0.1\nsyn v3.0.0\nserde_derive v1.0.0 (proc-macro)\n\
                    syn v3.0.0 (*)\nserde_derive v1.0.0 (proc-macro) (*)\n";
        assert_eq!(super::crates(tree), 4);
    }
}
