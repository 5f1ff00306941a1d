//! What the program of a target does without libFuzzer: it runs the target on files, or on changed seeds, or writes its
//! seeds out.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use crate::mutate::mutated;
use crate::seeds;
use crate::target::Target;

const USAGE: &str =
    "name files or folders to run the target on, or `--changes FROM TO`, or `--seeds FOLDER`";

/// Runs `target` on the files and folders that the command line names. With `--changes FROM TO` runs it on its seeds,
/// changed in so many ways: what libFuzzer does, without its eye for coverage; with `--seeds FOLDER` writes the seeds there.
///
/// # Panics
///
/// Where the target does, which is the point of it.
#[must_use]
pub fn replay(target: &str) -> ExitCode {
    let target = Target::named(target);
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let done = match &arguments[..] {
        [option, folder] if option == Path::new("--seeds") => write(&target, folder),
        [option, from, to] if option == Path::new("--changes") => change(&target, from, to),
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

/// Runs the target on changes number `from` to `to`, shared out among its seeds.
fn change(target: &Target, from: &Path, to: &Path) -> Result<(), String> {
    let number = |path: &Path| path.to_str().and_then(|text| text.parse().ok());
    let (Some(from), Some(to)) = (number(from), number(to)) else {
        return Err(USAGE.to_owned());
    };
    let seeds = target.seeds();
    let changing = (from..to).zip(seeds.iter().cycle());
    let mut failures = 0;
    for (number, seed) in changing {
        let input = mutated(target, number, &seed.input);
        let run = std::panic::AssertUnwindSafe(|| (target.run)(&input));
        if std::panic::catch_unwind(run).is_err() {
            eprintln!(
                "change {number} of {}:\n{}",
                seed.name,
                input.escape_ascii()
            );
            failures += 1;
        }
    }
    println!(
        "{}: changes {from} to {to} of {} seeds",
        target.name,
        seeds.len()
    );
    if failures > 0 {
        return Err(format!("{failures} inputs do not hold"));
    }
    Ok(())
}

fn write(target: &Target, folder: &Path) -> Result<(), String> {
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
