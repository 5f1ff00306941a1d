//! Facts: what a description defines, one statement for each aspect of each thing, and the comparison of two sets.
//!
//! Both readers state facts through the types and functions of this module, so the same thing is always worded the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

/// One step of a subject.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Part {
    Server(String),
    Operation(String),
    /// The location and the name.
    Parameter(&'static str, String),
    Body,
    Response(String),
    Header(String),
    /// Content of another media type than JSON.
    Content(String),
    Schema(String),
    Property(String),
    OtherProperties,
    /// A value of an enumeration.
    Value(String),
    /// A member of a union, by its tag.
    Member(String),
}

impl Part {
    /// Creates a parameter. The names of headers have no case.
    pub(super) fn parameter(location: &str, name: &str) -> Self {
        let name = name.to_owned();
        match location {
            "header" => Self::Parameter("header", name.to_ascii_lowercase()),
            "path" => Self::Parameter("path", name),
            "query" => Self::Parameter("query", name),
            _ => Self::Parameter("cookie", name),
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(url) => write!(f, "server {url}"),
            Self::Operation(id) => write!(f, "operation {id}"),
            Self::Parameter(location, name) => write!(f, "{location} {name}"),
            Self::Body => write!(f, "body"),
            Self::Response(status) => write!(f, "response {status}"),
            Self::Header(name) => write!(f, "header {name}"),
            Self::Content(media_type) => write!(f, "{media_type}"),
            Self::Schema(name) => write!(f, "schema {name}"),
            Self::Property(name) => write!(f, "property {name}"),
            Self::OtherProperties => write!(f, "other properties"),
            Self::Value(text) => write!(f, "value {text}"),
            Self::Member(tag) => write!(f, "member {tag}"),
        }
    }
}

/// The thing that a fact is about, outermost step first: an operation, and its query parameter.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Subject(pub(super) Vec<Part>);

impl Subject {
    /// Creates the subject of an operation.
    pub(super) fn operation(id: &str) -> Self {
        Self(vec![Part::Operation(id.to_owned())])
    }

    /// Creates the subject of a schema.
    pub(super) fn schema(name: &str) -> Self {
        Self(vec![Part::Schema(name.to_owned())])
    }

    /// Creates the subject of a part of this one.
    pub(super) fn child(&self, part: Part) -> Self {
        Self(self.0.iter().cloned().chain([part]).collect())
    }

    /// Returns whether the subject is a schema as a whole.
    pub(super) fn is_schema(&self) -> bool {
        matches!(self.0.as_slice(), [Part::Schema(_)])
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(Part::to_string).collect();
        write!(f, "{}", parts.join(": "))
    }
}

/// The aspects of one subject with their values, in the order in which they are listed.
pub(super) type Values = Vec<(String, String)>;

/// The default and the limits of a value, by keyword.
pub(super) type Limits = BTreeMap<String, Value>;

/// The aspect that names a type, or the kind of a schema.
pub(super) const TYPE: &str = "type";

/// The aspect of whether a value may be absent or null.
pub(super) const PRESENCE: &str = "presence";

/// The aspect of an operation's tag.
pub(super) const TAG: &str = "tag";

/// The aspect of a default, and the keyword that is not a limit.
pub(super) const DEFAULT: &str = "default";

/// The values of the aspect of authentication.
pub(super) const PUBLIC: &str = "public";
pub(super) const SIGNED: &str = "signed";
pub(super) const SIGNED_OR_SESSION: &str = "signed or login session";
pub(super) const SESSION: &str = "login session";

/// The type of a response without JSON.
pub(super) const NO_JSON: &str = "no JSON";

/// The type of any value.
pub(super) const ANY: &str = "any";

/// Returns the value of one aspect.
pub(super) fn value(aspect: &str, words: impl Into<String>) -> (String, String) {
    (aspect.to_owned(), words.into())
}

/// Returns the facts of an operation, apart from its parameters, its body and its responses.
pub(super) fn operation(
    (method, path): (&str, &str),
    tags: &[&str],
    authentication: &str,
    instructions: &[&str],
    deprecated: bool,
) -> Values {
    let route = format!("{} {path}", method.to_uppercase());
    let mut values = vec![value("route", route)];
    for (aspect, names) in [(TAG, tags), ("instruction", instructions)] {
        if !names.is_empty() {
            values.push(value(aspect, format!("{aspect} {}", names.join(" and "))));
        }
    }
    values.push(value("authentication", authentication));
    deprecate(values, deprecated)
}

/// Returns the facts of the use of a type. `required` is `None` for a value that is always there, such as a response.
pub(super) fn usage(
    ty: &str,
    required: Option<bool>,
    nullable: bool,
    deprecated: bool,
    limits: &Limits,
) -> Values {
    let mut values = vec![value(TYPE, limited(ty, limits))];
    let presence = match (required, nullable) {
        (None, false) => None,
        (Some(true), false) => Some("required"),
        (Some(true) | None, true) => Some("required or null"),
        (Some(false), false) => Some("optional"),
        (Some(false), true) => Some("optional or null"),
    };
    values.extend(presence.map(|words| value(PRESENCE, words)));
    if let Some(default) = limits.get(DEFAULT) {
        values.push(value(DEFAULT, format!("default {default}")));
    }
    deprecate(values, deprecated)
}

/// Returns only the facts of a type.
pub(super) fn of_type(ty: &str, deprecated: bool) -> Values {
    deprecate(vec![value(TYPE, ty)], deprecated)
}

/// Returns the type of a union, with the property that tells its members apart.
pub(super) fn union(tag: Option<&str>) -> String {
    tag.map_or_else(|| "union".to_owned(), |tag| format!("union by {tag}"))
}

fn deprecate(mut values: Values, deprecated: bool) -> Values {
    if deprecated {
        values.push(value("deprecation", "deprecated"));
    }
    values
}

/// Returns a scalar type.
pub(super) fn scalar(of: &str, format: &str) -> String {
    format!("{format} {of}").trim_start().to_owned()
}

/// Returns a list.
pub(super) fn list_of(element: &str) -> String {
    format!("list of {element}")
}

/// Returns an object with any names.
pub(super) fn map_of(value: &str) -> String {
    format!("map of {value}")
}

/// Returns an element of a list or a map that may be null.
pub(super) fn or_null(element: &str) -> String {
    format!("nullable {element}")
}

/// Returns a type with the limits of its values.
pub(super) fn limited(ty: &str, limits: &Limits) -> String {
    let limits = limits.iter().filter(|(key, _)| *key != DEFAULT);
    let words: Vec<String> = limits
        .map(|(key, value)| format!("{key} {}", shown(value)))
        .collect();
    if words.is_empty() {
        return ty.to_owned();
    }
    format!("{ty} ({})", words.join(", "))
}

/// Returns a value as people read it: a string without quotes.
pub(super) fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// The facts of one description: the aspects of each subject, and its place.
#[derive(Debug, Default)]
pub(super) struct Facts(BTreeMap<Subject, (Values, String)>);

impl Facts {
    /// States facts of a subject. The first statement holds.
    pub(super) fn state(&mut self, subject: Subject, values: Values, place: impl Into<String>) {
        self.0.entry(subject).or_insert((values, place.into()));
    }

    /// Facts of this subject are stated.
    pub(super) fn has(&self, subject: &Subject) -> bool {
        self.0.contains_key(subject)
    }

    /// Returns every subject.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.0.keys()
    }

    /// Returns one aspect of a subject.
    pub(super) fn aspect(&self, subject: &Subject, aspect: &str) -> Option<&str> {
        let (values, _) = self.0.get(subject)?;
        let found = values.iter().find(|(name, _)| name == aspect);
        found.map(|(_, words)| words.as_str())
    }

    /// Returns the subject and its parts.
    fn within(&self, subject: &Subject) -> impl Iterator<Item = &Subject> {
        let parts = subject.0.clone();
        let after = self.0.range(subject.clone()..).map(|(subject, _)| subject);
        after.take_while(move |part| part.0.starts_with(&parts))
    }

    /// Returns the values of an enumeration in words; `None` for another schema.
    fn one_of(&self, name: &str) -> Option<String> {
        let schema = Subject::schema(name);
        let values = self
            .within(&schema)
            .filter_map(|subject| match subject.0.last() {
                Some(Part::Value(text)) => Some(text.as_str()),
                _ => None,
            });
        let values: Vec<&str> = values.collect();
        (!values.is_empty()).then(|| format!("one of {}", values.join(", ")))
    }

    /// Returns a type with the values of an enumeration in place of its name.
    fn expanded(&self, ty: &str) -> String {
        let words = ty
            .split(' ')
            .map(|word| self.one_of(word).unwrap_or_else(|| word.to_owned()));
        words.collect::<Vec<_>>().join(" ")
    }

    /// Returns the schemas outside of `known` that a subject and its parts use, directly and through such schemas.
    fn used_by(&self, subject: &Subject, known: &Facts) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut left = vec![subject.clone()];
        while let Some(subject) = left.pop() {
            let types = self
                .within(&subject)
                .filter_map(|part| self.aspect(part, TYPE));
            for word in types.flat_map(|ty| ty.split(' ')) {
                let schema = Subject::schema(word);
                if self.has(&schema) && !known.has(&schema) && names.insert(word.to_owned()) {
                    left.push(schema);
                }
            }
        }
        names
    }

    /// Removes the schemas that no operation uses.
    pub(super) fn retain_used(&mut self) {
        let used: BTreeSet<String> = self
            .subjects()
            .filter(|subject| matches!(subject.0.as_slice(), [Part::Operation(_)]))
            .flat_map(|subject| self.used_by(subject, &Facts::default()))
            .collect();
        self.0.retain(|subject, _| match subject.0.first() {
            Some(Part::Schema(name)) => used.contains(name),
            _ => true,
        });
    }

    /// Returns the schemas of requests.
    pub(super) fn sent(&self) -> BTreeSet<String> {
        let is_sent = |subject: &&Subject| {
            matches!(subject.0.as_slice(), [_, Part::Parameter(..) | Part::Body])
        };
        let sent = self.subjects().filter(is_sent);
        sent.flat_map(|subject| self.used_by(subject, &Facts::default()))
            .collect()
    }
}

/// A difference between two sets of facts.
#[derive(Debug)]
pub(super) struct Difference {
    pub(super) subject: Subject,
    /// Empty where one side lacks the subject.
    pub(super) aspect: String,
    pub(super) published: Option<Side>,
    pub(super) here: Option<Side>,
    /// The schemas that one side lacks and that the other uses here.
    pub(super) schemas: BTreeSet<String>,
}

/// One side of a difference.
#[derive(Debug)]
pub(super) struct Side {
    /// The value, or all values of a subject that the other side lacks.
    pub(super) words: String,
    pub(super) place: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, words) = match (&self.published, &self.here) {
            (Some(published), Some(here)) => {
                let (published, here) = (&published.words, &here.words);
                return write!(f, "{}: published {published}, here {here}", self.subject);
            }
            (Some(published), None) => ("published", &published.words),
            (None, Some(here)) => ("here", &here.words),
            (None, None) => return Ok(()),
        };
        write!(f, "{}: {name} only", self.subject)?;
        if words.is_empty() {
            return Ok(());
        }
        write!(f, " ({words})")
    }
}

/// Returns the differences, by subject. The parts of a subject that one side lacks are not compared one by one, nor are
/// those of schemas of two kinds. Unless `by_name`, two enumerations with the same values are the same type.
pub(super) fn compare(published: &Facts, here: &Facts, by_name: bool) -> Vec<Difference> {
    let mut found = Vec::new();
    let subjects: BTreeSet<&Subject> = published.subjects().chain(here.subjects()).collect();
    let mut covered: Option<&Subject> = None;
    for subject in subjects {
        if covered.is_some_and(|covered| subject.0.starts_with(&covered.0)) {
            continue;
        }
        let mut differ = |aspect: &str, theirs: Option<Side>, ours: Option<Side>| {
            let is_type = aspect.is_empty() || aspect == TYPE;
            if aspect.is_empty() || is_type && subject.is_schema() {
                covered = Some(subject);
            }
            let mut schemas = BTreeSet::new();
            if is_type {
                schemas.extend(published.used_by(subject, here));
                schemas.extend(here.used_by(subject, published));
            }
            let (subject, aspect) = (subject.clone(), aspect.to_owned());
            found.push(Difference {
                subject,
                aspect,
                published: theirs,
                here: ours,
                schemas,
            });
        };
        match (published.0.get(subject), here.0.get(subject)) {
            (Some((theirs, at)), Some((ours, place))) => {
                let aspects = theirs.iter().chain(ours).map(|(aspect, _)| aspect);
                for aspect in aspects.collect::<BTreeSet<_>>() {
                    let words = |values: &Values| match values.iter().find(|(own, _)| own == aspect)
                    {
                        Some((_, words)) => words.clone(),
                        None => format!("no {aspect}"),
                    };
                    let mut words = (words(theirs), words(ours));
                    if words.0 != words.1 && aspect == TYPE && !by_name {
                        words = without_names(words, published, here);
                    }
                    if words.0 != words.1 {
                        let sides = (side(words.0, at), side(words.1, place));
                        differ(aspect, Some(sides.0), Some(sides.1));
                    }
                }
            }
            (theirs, ours) => differ("", theirs.map(whole), ours.map(whole)),
        }
    }
    found
}

/// Returns two types, with the values of enumerations in place of names that the other side does not have.
fn without_names(types: (String, String), published: &Facts, here: &Facts) -> (String, String) {
    let values = (published.expanded(&types.0), here.expanded(&types.1));
    let both = values.0 != types.0 && values.1 != types.1;
    let known = here.expanded(&types.0) != types.0 && published.expanded(&types.1) != types.1;
    if values.0 == values.1 || both && !known {
        values
    } else {
        types
    }
}

fn side(words: String, place: &str) -> Side {
    let place = place.to_owned();
    Side { words, place }
}

fn whole((values, place): &(Values, String)) -> Side {
    let words: Vec<&str> = values.iter().map(|(_, words)| words.as_str()).collect();
    side(words.join(", "), place)
}
