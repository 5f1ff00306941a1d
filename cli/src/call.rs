//! Executes the command of an operation, or a raw request.

use backpack_runtime::Auth;
use clap::ArgMatches;

use crate::console::{Console, printable};
use crate::description::Operation;
use crate::failure::Failure;
use crate::json::Json;
use crate::output::{self, Format};
use crate::request::Request;
use crate::send::{Reply, preview, send};
use crate::session::Session;
use crate::{pages, place};

/// Executes the command of an operation.
pub(crate) async fn operation(
    operation: &Operation,
    arguments: &ArgMatches,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let request = Request::of_operation(operation, arguments, console)?;
    let all = operation.has_pages && arguments.get_flag("all");
    execute(request, &operation.columns, all, arguments, console).await
}

/// Executes the command `raw`.
pub(crate) async fn raw(arguments: &ArgMatches, console: &mut Console<'_>) -> Result<(), Failure> {
    let request = Request::of_raw(arguments, console)?;
    execute(request, &[], false, arguments, console).await
}

async fn execute(
    request: Request,
    columns: &[String],
    all: bool,
    arguments: &ArgMatches,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let format = Format::of(arguments, console);
    let is_dry = arguments.get_flag("dry-run");
    let must_ask = request.operation.is_mutating() && !is_dry && !arguments.get_flag("yes");
    if must_ask && !console.is_interactive {
        return Err(Failure::Usage(format!(
            "{} {} changes something at the exchange (add --yes to send it without a question, or --dry-run)",
            request.operation.method, request.path
        )));
    }
    let session = Session::start(arguments, console).await?;
    if is_dry {
        return show(&session, &request, format, console);
    }
    if matches!(request.operation.auth, Auth::Signed(_)) && session.credentials.is_none() {
        return Err(Session::no_credentials(console));
    }
    if must_ask {
        ask(&session, &request, console)?;
    }
    if all {
        return pages::print_all(&session.transport, &request, format, columns, console).await;
    }
    let reply = match request.operation.id {
        place::ONE => place::place(&session.transport, &request).await?,
        place::BATCH => return batch(&session, &request, format, columns, console).await,
        _ => send(&session.transport, &request).await?,
    };
    print(&reply, format, columns, console)
}

/// Places a batch of orders, and prints the outcome of each.
async fn batch(
    session: &Session,
    request: &Request,
    format: Format,
    columns: &[String],
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let (rows, failure) = place::place_batch(&session.transport, request).await?;
    let own = place::COLUMNS.map(str::to_owned);
    let others = columns.iter().filter(|name| !own.contains(name));
    let columns: Vec<String> = own.iter().chain(others).cloned().collect();
    output::print(console, format, &rows, &rows.to_string(), &columns)?;
    failure.map_or(Ok(()), Err)
}

/// Prints a response.
fn print(
    reply: &Reply,
    format: Format,
    columns: &[String],
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let text = reply.text.trim();
    if text.is_empty() {
        // 202: accepted, not executed yet.
        console.note(&reply.status.to_string());
        return Ok(());
    }
    match Json::parse(text) {
        Ok(value) => output::print(console, format, &value, text, columns)?,
        Err(_) => {
            let value = Json::String(text.to_owned());
            output::print(console, format, &value, &value.to_string(), columns)?;
        }
    }
    Ok(())
}

/// Prints a request that is not sent.
fn show(
    session: &Session,
    request: &Request,
    format: Format,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let request = request.masked();
    let (target, string_to_sign) = preview(&session.transport, &request)?;
    let text = |text: &str| Json::String(text.to_owned());
    let mut members = vec![
        ("method".to_owned(), text(request.operation.method)),
        ("path".to_owned(), text(&target)),
    ];
    if let Some(body) = request.body {
        members.push(("body".to_owned(), body));
    }
    if let Some(string_to_sign) = string_to_sign {
        members.push(("stringToSign".to_owned(), text(&string_to_sign)));
    }
    let value = Json::Object(members);
    Ok(output::print(
        console,
        format,
        &value,
        &value.to_string(),
        &[],
    )?)
}

/// Shows a request and asks for its confirmation.
fn ask(session: &Session, request: &Request, console: &mut Console<'_>) -> Result<(), Failure> {
    let request = request.masked();
    let (target, _) = preview(&session.transport, &request)?;
    let url = session.transport.base_url().as_str();
    let key = match &session.credentials {
        Some(credentials) => format!("with the API key {}", credentials.api_key()),
        None => "without an API key".to_owned(),
    };
    let head = console.bold(&format!(
        "{} {}",
        request.operation.method,
        printable(&target)
    ));
    console.note(&format!("{head}\nto {url} {key}"));
    if let Some(body) = &request.body {
        console.note(&printable_lines(&body.indented()));
    }
    let _ = write!(console.error, "Send it? [y/N] ");
    let _ = console.error.flush();
    let mut line = String::new();
    let read = console.input.read_line(&mut line);
    if read.is_ok() && matches!(line.trim().to_lowercase().as_str(), "y" | "yes") {
        return Ok(());
    }
    Err(Failure::NotExecuted(
        "not sent: not confirmed (type y, or add --yes)".to_owned(),
    ))
}

fn printable_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}
