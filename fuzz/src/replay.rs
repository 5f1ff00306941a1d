//! Program of a target without libFuzzer: runs the target on files or on mutated seeds, or writes its seeds to a folder.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use crate::seeds;
use crate::target::Target;

const USAGE: &str = "usage: PATH..., files or folders to run the target on; `--mutations FROM TO`; or `--seeds FOLDER`";

/// Runs `target` on the files and folders of the command line. `--mutations FROM TO` runs it on mutations of its seeds, as
/// libFuzzer does, but without coverage; `--seeds FOLDER` writes its seeds to a folder.
///
/// # Panics
///
/// Panics on a file that violates a property of the target.
#[must_use]
pub fn replay(target: &str) -> ExitCode {
    let target = Target::named(target);
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let done = match &arguments[..] {
        [option, folder] if option == Path::new("--seeds") => write_seeds(&target, folder),
        [option, from, to] if option == Path::new("--mutations") => {
            run_mutations(&target, from, to)
        }
        [] => Err(USAGE.to_owned()),
        paths => {
            let files = paths.iter().flat_map(|path| {
                if path.is_dir() {
                    seeds::files(path)
                } else {
                    vec![path.clone()]
                }
            });
            for file in files {
                eprintln!("{}: {}", target.name, file.display());
                (target.run)(&seeds::read(&file));
            }
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the target on the mutations `from` to `to`, distributed over its seeds.
fn run_mutations(target: &Target, from: &Path, to: &Path) -> Result<(), String> {
    let number = |path: &Path| path.to_str().and_then(|text| text.parse().ok());
    let (Some(from), Some(to)) = (number(from), number(to)) else {
        return Err(USAGE.to_owned());
    };
    let seeds = target.seeds();
    let mutations = (from..to).zip(seeds.iter().cycle());
    let mut failures = 0;
    for (number, seed) in mutations {
        let input = target.mutate(number, &seed.input);
        let run = std::panic::AssertUnwindSafe(|| (target.run)(&input));
        if std::panic::catch_unwind(run).is_err() {
            eprintln!(
                "mutation {number} of {}:\n{}",
                seed.name,
                input.escape_ascii()
            );
            failures += 1;
        }
    }
    println!(
        "{}: mutations {from} to {to} of {} seeds",
        target.name,
        seeds.len()
    );
    if failures > 0 {
        return Err(format!("{failures} inputs violate a property"));
    }
    Ok(())
}

fn write_seeds(target: &Target, folder: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(folder).map_err(failed)?;
    let seeds = target.seeds();
    for (number, seed) in seeds.iter().enumerate() {
        let name: String = (seed.name.chars())
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        fs::write(folder.join(format!("seed-{number:04}-{name}")), &seed.input).map_err(failed)?;
    }
    println!(
        "{}: {} seeds in {}",
        target.name,
        seeds.len(),
        folder.display()
    );
    Ok(())
}
