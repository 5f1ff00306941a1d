//! The recorded departures: differences that are meant, each with its reason and evidence.
//!
//! What an entry may cover is narrow by construction. It names a kind and the value of each side that has one, so that it
//! no longer holds when either changes; and `*` is allowed only where a whole class is understood, never in the
//! name of something that was added or removed.

use std::path::Path;

use serde_json::Value;

use super::difference::{Difference, Kind};
use crate::fragment::{Document, FOLDER, members};
use crate::problem::{Problem, Problems};

/// The file, in the folder of the fragment.
const FILE: &str = "drift/departures.yaml";

/// The members of an entry.
const MEMBERS: [&str; 6] = ["what", "kind", "here", "published", "reason", "evidence"];

/// One entry.
#[derive(Debug)]
pub(super) struct Departure {
    /// What it covers: each name or pattern, with its line.
    pub(super) what: Vec<Pattern>,
    kind: Kind,
    here: Option<String>,
    published: Option<String>,
    pub(super) reason: String,
    pub(super) evidence: String,
}

/// The name of what differs, in which `*` stands for any text without a dot and `**` for any text.
#[derive(Debug)]
pub(super) struct Pattern {
    text: String,
    line: usize,
}

/// All entries, in the order written.
#[derive(Debug)]
pub(super) struct Departures {
    pub(super) entries: Vec<Departure>,
}

/// Where in its name an entry of a kind may have `*`.
enum Wildcards {
    Never,
    /// Not in the last step, which names the thing.
    Around,
    Anywhere,
}

impl Departures {
    /// Reads the file of the workspace at `root`. A workspace without one has no departures.
    pub(super) fn read(root: &Path) -> Result<Self, Problems> {
        match std::fs::read_to_string(root.join(FOLDER).join(FILE)) {
            Ok(text) => Self::parse(&text),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self {
                entries: Vec::new(),
            }),
            Err(error) => Err(vec![Problem {
                file: format!("{FOLDER}/{FILE}"),
                line: None,
                subject: String::new(),
                what: format!("cannot be read: {error}"),
                mend: "make it readable, as text in UTF-8".to_owned(),
            }]),
        }
    }

    /// Reads the text of the file.
    pub(super) fn parse(text: &str) -> Result<Self, Problems> {
        let document = Document::parse(FILE.to_owned(), text).map_err(|problem| vec![problem])?;
        let Some(Value::Array(written)) = document.root.get("departures") else {
            return Err(vec![document.problem(
                "/departures",
                "",
                "there is no list of `departures`",
                "write `departures:` with a list of entries, or `departures: []`",
            )]);
        };
        let mut entries = Vec::new();
        let mut problems = Vec::new();
        for (index, value) in written.iter().enumerate() {
            let pointer = format!("/departures/{index}");
            let line = |step: &str| document.line(&format!("{pointer}{step}"));
            match Departure::parse(value, line) {
                Ok(entry) => entries.push(entry),
                Err(Refusal { what, mend }) => {
                    problems.push(document.problem(&pointer, "", what, mend));
                }
            }
        }
        if problems.is_empty() {
            Ok(Self { entries })
        } else {
            Err(problems)
        }
    }
}

impl Departure {
    /// Reads an entry; `line` gives the line of a part of it.
    fn parse(value: &Value, line: impl Fn(&str) -> usize) -> Result<Self, Refusal> {
        if let Some((other, _)) = members(Some(value)).find(|(key, _)| !MEMBERS.contains(key)) {
            return Err(Refusal::new(
                format!("an entry has no member `{other}`"),
                format!("the members are {}", MEMBERS.join(", ")),
            ));
        }
        let text = |key: &str| value.get(key).map(|value| filled(key, value)).transpose();
        let needed = |key: &str| text(key)?.ok_or_else(|| missing(key));
        let name = needed("kind")?;
        let Some(kind) = Kind::ALL.iter().copied().find(|kind| kind.name() == name) else {
            let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            return Err(Refusal::new(
                format!("`{name}` is not a kind of difference"),
                format!("the kinds are {}", names.join(", ")),
            ));
        };
        let pattern = |(value, step): (&Value, String)| {
            Ok(Pattern {
                text: filled("what", value)?,
                line: line(&step),
            })
        };
        let what: Vec<(&Value, String)> = match value.get("what") {
            None => return Err(missing("what")),
            Some(Value::Array(items)) => {
                let steps = (0..items.len()).map(|index| format!("/what/{index}"));
                items.iter().zip(steps).collect()
            }
            Some(one) => vec![(one, String::new())],
        };
        let entry = Self {
            what: what.into_iter().map(pattern).collect::<Result<_, _>>()?,
            kind,
            here: text("here")?,
            published: text("published")?,
            reason: needed("reason")?,
            evidence: needed("evidence")?,
        };
        entry.narrow()?;
        Ok(entry)
    }

    /// Refuses an entry that could cover more than it was written for.
    fn narrow(&self) -> Result<(), Refusal> {
        let name = self.kind.name();
        let (here, published) = self.kind.sides().values();
        for (key, has, value) in [
            ("here", here, &self.here),
            ("published", published, &self.published),
        ] {
            match (has, value) {
                (true, None) => {
                    return Err(Refusal::new(
                        format!("an entry of kind `{name}` has no `{key}`"),
                        format!("add `{key}`, as the report shows it"),
                    ));
                }
                (false, Some(_)) => {
                    return Err(Refusal::new(
                        format!("an entry of kind `{name}` says nothing in `{key}`"),
                        format!("remove `{key}`"),
                    ));
                }
                _ => {}
            }
        }
        if self.what.is_empty() {
            return Err(missing("what"));
        }
        for Pattern { text, .. } in &self.what {
            let last = text.rsplit('.').next().unwrap_or_default();
            match wildcards(self.kind) {
                Wildcards::Never if text.contains('*') => {
                    return Err(Refusal::new(
                        format!("an entry of kind `{name}` has no `*`, as in `{text}`"),
                        "name each one, so that another one is still reported",
                    ));
                }
                Wildcards::Around if last.contains('*') => {
                    return Err(Refusal::new(
                        format!(
                            "an entry of kind `{name}` has no `*` after the last dot, as in `{text}`"
                        ),
                        "name the thing itself, so that another one is still reported",
                    ));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a difference is one of those that are meant.
    pub(super) fn covers(&self, difference: &Difference) -> bool {
        self.what
            .iter()
            .any(|pattern| self.covers_by(pattern, difference))
    }

    /// Whether a difference is the one that a pattern of this entry means.
    fn covers_by(&self, pattern: &Pattern, difference: &Difference) -> bool {
        let same =
            |mine: &Option<String>, its: &str| mine.as_deref().is_none_or(|mine| mine == its);
        self.kind == difference.kind
            && same(&self.here, &difference.here)
            && same(&self.published, &difference.published)
            && matches(&pattern.text, &difference.about)
    }

    /// A problem for each pattern of the entry that covers nothing.
    pub(super) fn stale<'d>(
        &'d self,
        differences: &'d [Difference],
    ) -> impl Iterator<Item = Problem> + 'd {
        let covers_nothing = |pattern: &&Pattern| {
            !differences
                .iter()
                .any(|difference| self.covers_by(pattern, difference))
        };
        self.what
            .iter()
            .filter(covers_nothing)
            .map(|pattern| Problem {
                file: format!("{FOLDER}/{FILE}"),
                line: Some(pattern.line),
                subject: pattern.text.clone(),
                what: format!(
                    "the recorded difference of kind `{}` is gone",
                    self.kind.name()
                ),
                mend: "remove the name or the entry, or correct what it says of both sides"
                    .to_owned(),
            })
    }

    /// Where the entry stands: `openapi/drift/departures.yaml:12`.
    pub(super) fn place(&self) -> String {
        let line = self.what.first().map_or(1, |pattern| pattern.line);
        format!("{FOLDER}/{FILE}:{line}")
    }
}

/// Why an entry was refused.
struct Refusal {
    what: String,
    mend: String,
}

impl Refusal {
    fn new(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            mend: mend.into(),
        }
    }
}

fn missing(key: &str) -> Refusal {
    Refusal::new(
        format!("the entry has no `{key}`"),
        "an entry says what, kind, reason and evidence",
    )
}

/// A text that is not empty.
fn filled(key: &str, value: &Value) -> Result<String, Refusal> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Ok(text.clone()),
        _ => Err(Refusal::new(
            format!("`{key}` is not a text"),
            "write it as text, quoted where YAML would read something else",
        )),
    }
}

/// Where an entry of a kind may have `*`.
fn wildcards(kind: Kind) -> Wildcards {
    match kind {
        // The values of both sides say all: a new field or value is a difference of another kind.
        Kind::AuthHeaders | Kind::Enumeration | Kind::Format | Kind::NullableOptional => {
            Wildcards::Anywhere
        }
        // The same header, or media type, of many operations.
        Kind::ContentRemoved | Kind::HeaderAdded | Kind::ParameterAdded => Wildcards::Around,
        _ => Wildcards::Never,
    }
}

/// Whether `text` has the form of `pattern`, in which `*` stands for any text without a dot and `**` for any text.
fn matches(pattern: &str, text: &str) -> bool {
    let Some((literal, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(text) = text.strip_prefix(literal) else {
        return false;
    };
    let (rest, reach) = match rest.strip_prefix('*') {
        Some(rest) => (rest, text.len()),
        None => (rest, text.find('.').unwrap_or(text.len())),
    };
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    ends.take_while(|end| *end <= reach)
        .filter_map(|end| text.get(end..))
        .any(|text| matches(rest, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A star stays within one step of a name, two cross steps.
    #[test]
    fn stars() {
        for (pattern, text, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.bc", false),
            ("a.*", "a.b", true),
            ("a.*", "a.b.c", false),
            ("a.**", "a.b.c", true),
            ("*.c", "a.c", true),
            ("*.c", "a.b.c", false),
            ("**.c", "a.b.c", true),
            ("*.response.*.header.X", "op.response.200.header.X", true),
            ("*.response.*.header.X", "op.response.200.header.XY", false),
            ("**", "", true),
            ("*Date", "endDate", true),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }

    /// The guide beside the file puts every kind into the row that says what its entries hold.
    #[test]
    fn guide() {
        let guide = include_str!("../../../openapi/drift/README.md");
        for kind in Kind::ALL {
            let name = format!("`{}`", kind.name());
            let rows: Vec<&str> = guide
                .lines()
                .filter(|line| line.starts_with("| `") && line.contains(&name))
                .filter(|line| {
                    line.ends_with(" | no |")
                        || line.contains(" | anywhere |")
                        || line.contains(" | before ")
                })
                .collect();
            let [row] = rows[..] else {
                panic!("{name} stands in {} rows", rows.len());
            };
            let values = match kind.sides().values() {
                (true, true) => "| both |",
                (true, false) => "| `here` |",
                (false, true) => "| `published` |",
                (false, false) => "| none |",
            };
            let stars = match wildcards(*kind) {
                Wildcards::Never => "| no |",
                Wildcards::Around => "| before the last dot |",
                Wildcards::Anywhere => "| anywhere |",
            };
            assert!(
                row.ends_with(&format!(" {values}{}", stars.replacen('|', "", 1))),
                "{name}: {row}"
            );
        }
    }

    /// An entry that could hide a drift is refused with its line.
    #[test]
    fn wide_entries_are_refused() {
        for (entry, what) in [
            (
                "what: 'schema.*', kind: field-added, published: x",
                "has no `*`",
            ),
            (
                "what: 'schema.Side.enum.*', kind: value-added",
                "has no `*`",
            ),
            (
                "what: '*', kind: operation-added, published: x",
                "has no `*`",
            ),
            (
                "what: '*.header.*', kind: parameter-added, published: x",
                "no `*` after the last dot",
            ),
            (
                "what: '*.response.*.header.**', kind: header-added",
                "no `*` after the last dot",
            ),
            (
                "what: 'schema.**', kind: required, here: optional, published: required",
                "has no `*`",
            ),
            ("what: 'schema.**', kind: format", "has no `here`"),
            (
                "what: 'schema.A.b', kind: format, here: decimal",
                "has no `published`",
            ),
            (
                "what: 'schema.A.b', kind: value-added, here: x",
                "says nothing in `here`",
            ),
            ("what: a, kind: operation-added", "has no `published`"),
            ("what: a, kind: fromat", "not a kind of difference"),
            ("what: a, kind: tag, hear: x", "no member `hear`"),
        ] {
            let text = format!("departures:\n  - {{{entry}, reason: r, evidence: e}}\n");
            let problems = Departures::parse(&text).expect_err(entry);
            assert_eq!(problems[0].line, Some(2), "{entry}");
            assert!(problems[0].what.contains(what), "{entry}: {}", problems[0]);
        }
        for (entry, what) in [
            ("{what: a, kind: value-added, evidence: e}", "no `reason`"),
            ("{what: a, kind: value-added, reason: r}", "no `evidence`"),
            (
                "{what: a, kind: value-added, reason: '', evidence: e}",
                "`reason` is not a text",
            ),
            ("{kind: value-added, reason: r, evidence: e}", "no `what`"),
        ] {
            let problems = Departures::parse(&format!("departures: [{entry}]")).expect_err(entry);
            assert!(problems[0].what.contains(what), "{entry}: {}", problems[0]);
        }
        assert!(Departures::parse("entries: []").is_err());
    }
}
