//! The commands: those of the program, and one for each operation of the description.

use std::collections::BTreeSet;

use backpack_api::LIVE_URL;
use backpack_api::streams::StreamEvent;
use backpack_api::types::KlineInterval;
use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, Command, value_parser};
use clap_complete::Shell;

use crate::description::{
    Access, Body, Description, METHODS, Operation, ParameterLocation, Tag, ValueType,
};
use crate::output::Format;

/// Returns the id of the argument of a parameter.
pub(crate) fn parameter_id(name: &str) -> String {
    format!("parameter:{name}")
}

/// Returns the id of the argument of a field of the body.
pub(crate) fn field_id(name: &str) -> String {
    format!("field:{name}")
}

/// Returns the name of the command of an operation or a tag, or of an option: lower case with hyphens.
pub(crate) fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut previous_is_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            out.push('-');
        } else {
            if c.is_uppercase() && previous_is_lower {
                out.push('-');
            }
            out.extend(c.to_lowercase());
        }
        previous_is_lower = c.is_lowercase() || c.is_numeric();
    }
    out
}

/// Builds the program's command with all subcommands.
pub(crate) fn program(description: &Description) -> Command {
    Command::new("backpack")
        .about("The Backpack exchange from the command line")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .after_help(
            "Examples:\n  \
             backpack --sandbox account get-max-withdrawal-quantity SOL\n  \
             backpack markets get-depth SOL_USDC\n  \
             backpack stream trade SOL_USDC\n  \
             backpack watch SOL_USDC\n\n\
             Exit codes: 0 done, 1 other failure, 2 usage, 3 rejected by the exchange, 4 outcome unknown, 5 not executed.",
        )
        .args(global())
        .subcommands(description.tags.iter().map(tag))
        .subcommands([raw(), auth(), stream(), watch(), sandbox(), completions(), man()])
}

fn auth() -> Command {
    let about =
        "Checks that the exchange accepts the API key, and that the clock of this machine is right";
    Command::new("auth")
        .about("Checks the credentials")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(Command::new("check").about(about))
}

fn stream() -> Command {
    let kinds = StreamEvent::KINDS.iter().copied();
    let streams: Vec<String> = StreamEvent::NAMES.iter().map(|name| usage(name)).collect();
    Command::new("stream")
        .about("Prints the events of a stream, a line of JSON each, and the gaps between them")
        .arg(
            Arg::new("kind")
                .required(true)
                .value_name("KIND")
                .value_parser(PossibleValuesParser::new(kinds))
                .help("Kind of the stream"),
        )
        .arg(
            Arg::new("parameters")
                .num_args(0..)
                .value_name("PARAMETER")
                .help("Parameters of the name, for example SOL_USDC, or 1m SOL_USDC for K-lines"),
        )
        .arg(
            Arg::new("count")
                .long("count")
                .value_name("NUMBER")
                .value_parser(value_parser!(u64))
                .help("Stops after this number of events"),
        )
        .after_help(format!("Streams:\n  {}", streams.join("\n  ")))
}

/// Returns the arguments of the stream with this name.
pub(crate) fn usage(name: &str) -> String {
    // The dot of a private stream is a part of its kind.
    let (kind, parameters) = name.split_once(".{").unwrap_or((name, ""));
    let parameters = parameters
        .split(".{")
        .map(|name| name.trim_end_matches('}'));
    let parameters = parameters.filter(|name| !name.is_empty());
    let words = parameters.map(|name| format!(" {}", name.to_uppercase()));
    std::iter::once(kind.to_owned()).chain(words).collect()
}

fn watch() -> Command {
    Command::new("watch")
        .about("Shows a market on the terminal: checked book, trades, K-lines, own orders and positions")
        .arg(
            Arg::new("symbol")
                .required(true)
                .value_name("SYMBOL")
                .help("Market, for example SOL_USDC"),
        )
        .arg(
            Arg::new("interval")
                .long("interval")
                .value_name("INTERVAL")
                .default_value("1m")
                .value_parser(|interval: &str| interval.parse::<KlineInterval>())
                .help("Interval of the K-lines"),
        )
}

fn sandbox() -> Command {
    Command::new("sandbox")
        .about("Runs the loopback exchange, REST and streams, until it is stopped")
        .arg(
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(value_parser!(u16))
                .default_value("0")
                .help("Port on 127.0.0.1; 0 is a free port"),
        )
        .arg(
            Arg::new("market")
                .long("market")
                .action(ArgAction::SetTrue)
                .help("Keeps a book of the markets SOL_USDC and SOL_USDC_PERP, which change 20 times a second"),
        )
}

fn completions() -> Command {
    Command::new("completions")
        .about("Prints the completions of a shell")
        .arg(
            Arg::new("shell")
                .required(true)
                .value_name("SHELL")
                .value_parser(value_parser!(Shell))
                .help("Shell"),
        )
}

/// Builds a command of maintainers: `cargo xtask man` calls it.
fn man() -> Command {
    Command::new("man")
        .hide(true)
        .about("Writes the man pages into a folder")
        .arg(
            Arg::new("folder")
                .required(true)
                .value_name("FOLDER")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Folder, which must exist"),
        )
}

/// Builds the options of every command.
fn global() -> [Arg; 7] {
    [
        Arg::new("sandbox")
            .long("sandbox")
            .action(ArgAction::SetTrue)
            .help("Starts the loopback exchange for this command, with its own credentials"),
        Arg::new("url")
            .long("url")
            .value_name("URL")
            .conflicts_with("sandbox")
            .help(format!(
                "Base URL of the exchange [env: BACKPACK_API_URL] [default: {LIVE_URL}]"
            )),
        Arg::new("profile")
            .long("profile")
            .value_name("NAME")
            .conflicts_with("sandbox")
            .help("Profile of the configuration file [env: BACKPACK_PROFILE]"),
        Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FORMAT")
            .value_parser(PossibleValuesParser::new(Format::NAMES))
            .help("Format of the output: a table on a terminal and JSON elsewhere by default"),
        Arg::new("dry-run")
            .long("dry-run")
            .action(ArgAction::SetTrue)
            .help("Prints the request and its string to sign, and sends nothing"),
        Arg::new("yes")
            .long("yes")
            .short('y')
            .action(ArgAction::SetTrue)
            .help("Sends mutating requests without a question"),
        Arg::new("timeout")
            .long("timeout")
            .value_name("SECONDS")
            .value_parser(value_parser!(u64).range(1..=3600))
            .help("Timeout of a request in total, retries included [default: 30]"),
    ]
    .map(|arg| arg.global(true).help_heading("Global options"))
}

/// Returns the names of options that no parameter and no field can have.
fn reserved() -> BTreeSet<String> {
    let options = global();
    let names = options.iter().filter_map(Arg::get_long).map(str::to_owned);
    names
        .chain(["body", "all", "help", "version"].map(str::to_owned))
        .collect()
}

fn raw() -> Command {
    Command::new("raw")
        .about("Sends a request for which there is no command yet")
        .arg(
            Arg::new("method")
                .required(true)
                .value_parser(PossibleValuesParser::new(METHODS))
                .ignore_case(true)
                .help("HTTP method"),
        )
        .arg(
            Arg::new("path")
                .required(true)
                .help("Path, for example /api/v1/new"),
        )
        .arg(
            Arg::new("signed")
                .long("signed")
                .value_name("INSTRUCTION")
                .help("Signs the request with this instruction"),
        )
        .arg(
            Arg::new("query")
                .long("query")
                .short('q')
                .value_name("NAME=VALUE")
                .action(ArgAction::Append)
                .help("Query parameter; repeat the option for more"),
        )
        .arg(body_argument(""))
}

fn body_argument(details: &str) -> Arg {
    Arg::new("body")
        .long("body")
        .value_name("FILE|-|JSON")
        .help(format!(
            "JSON body: a file, - for the standard input, or the JSON itself{details}"
        ))
}

fn tag(tag: &Tag) -> Command {
    let names: Vec<String> = tag
        .operations
        .iter()
        .map(|operation| kebab(&operation.id))
        .collect();
    let commands = tag.operations.iter().map(|operation| {
        let name = kebab(&operation.id);
        // The form without the verb of queries, where no other operation has it.
        let short = name.strip_prefix("get-").map(str::to_owned);
        let short = short.filter(|short| !names.contains(short));
        let command = operation_command(operation);
        match short {
            Some(short) => command.visible_alias(short),
            None => command,
        }
    });
    Command::new(kebab(&tag.name))
        .about(tag.help.clone())
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(commands)
}

fn operation_command(operation: &Operation) -> Command {
    let access = match &operation.access {
        Access::Public => "Public: no credentials are required.".to_owned(),
        Access::Signed(instruction) => {
            format!("Private: signed with the instruction {instruction}.")
        }
        Access::Session => "Requires a login session: the exchange rejects API keys.".to_owned(),
    };
    let mut command = Command::new(kebab(&operation.id))
        .about(operation.summary.clone())
        .long_about(
            format!("{}\n\n{}", operation.summary, operation.details)
                .trim_end()
                .to_owned(),
        )
        .after_help(format!("{} {}\n{access}", operation.method, operation.path));
    let mut used = reserved();
    for parameter in &operation.parameters {
        let mut arg = argument(
            parameter_id(&parameter.name),
            &parameter.kind,
            &parameter.help,
        );
        if parameter.is_list {
            arg = arg.action(ArgAction::Append);
        }
        if parameter.is_required && parameter.place != ParameterLocation::Header {
            arg = arg
                .required(true)
                .value_name(kebab(&parameter.name).to_uppercase());
            if parameter.is_list {
                arg = arg.num_args(1..);
            }
        } else {
            arg = option(arg, &parameter.kind, &parameter.name, &mut used)
                .required(parameter.is_required)
                .help_heading("Parameters");
        }
        command = command.arg(arg);
    }
    if operation.has_pages {
        let all = Arg::new("all").long("all").action(ArgAction::SetTrue).help(
            "Requests the rows of all pages, beginning at --offset; --limit is the size of a page",
        );
        command = command.arg(all);
        // A filter by time has this name in some operations.
        if !used.contains("from") {
            command = command.mut_arg(parameter_id("offset"), |arg| arg.visible_alias("from"));
        }
    }
    if let Some(body) = &operation.body {
        command = body_arguments(command, body, &mut used);
    }
    command
}

fn body_arguments(command: Command, body: &Body, used: &mut BTreeSet<String>) -> Command {
    let help = if body.is_list {
        format!(". A list of objects, for example {}", body.example)
    } else {
        format!(
            ". The options below set fields over it. For example {}",
            body.example
        )
    };
    let is_secret = |kind: &ValueType| *kind == ValueType::Secret;
    let help = match body.fields.iter().find(|field| is_secret(&field.kind)) {
        // Other users of the machine see the arguments of a command.
        Some(secret) => format!(
            "{help}. Give {} in a file or on the standard input: arguments are visible to other users",
            secret.name
        ),
        None => help,
    };
    let mut command = command.arg(body_argument(&help).required(body.is_list));
    if body.is_list {
        return command;
    }
    for field in &body.fields {
        if matches!(field.kind, ValueType::Json | ValueType::Secret) {
            continue;
        }
        let required = if field.is_required { " [required]" } else { "" };
        let help = format!("{}{required}", field.help);
        let arg = argument(field_id(&field.name), &field.kind, &help);
        command = command.arg(option(arg, &field.kind, &field.name, used).help_heading("Body"));
    }
    command
}

/// Makes an option of an argument, by a name that is not used yet.
fn option(arg: Arg, kind: &ValueType, name: &str, used: &mut BTreeSet<String>) -> Arg {
    let mut long = kebab(name);
    while !used.insert(long.clone()) {
        long = format!("with-{long}");
    }
    let arg = arg.long(long);
    match kind {
        // `--post-only` is `--post-only=true`.
        ValueType::Boolean => arg
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true"),
        _ => arg,
    }
}

fn argument(id: String, kind: &ValueType, help: &str) -> Arg {
    let arg = Arg::new(id).help(help.to_owned());
    let checked = kind.clone();
    let parser =
        ValueParser::new(move |value: &str| checked.check(value).map(|()| value.to_owned()));
    match kind {
        ValueType::Choice(values) => arg
            .value_name("VALUE")
            .value_parser(PossibleValuesParser::new(values.clone())),
        ValueType::Boolean => arg
            .value_name("true|false")
            .value_parser(PossibleValuesParser::new(["true", "false"])),
        ValueType::Integer { .. } => arg
            .value_name("INTEGER")
            .value_parser(parser)
            .allow_negative_numbers(true),
        ValueType::Decimal | ValueType::Number => arg
            .value_name("DECIMAL")
            .value_parser(parser)
            .allow_negative_numbers(true),
        ValueType::Text { .. } | ValueType::Secret | ValueType::Json => {
            arg.value_name("TEXT").value_parser(parser)
        }
    }
}
