//! The differences between two schemas, level by level.
//!
//! What both sides define under one name is compared once and told under that name; everything else is told where it is
//! used.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{deprecated, listing, presence};
use super::difference::{Found, Kind, Places};
use super::schema::{Field, Node, Object, Scalar, Schema, Shape, Union};
use super::source::{Place, Source};

/// Which way a value goes.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Flow {
    /// To the exchange.
    Request,
    /// From the exchange.
    Response,
}

/// What a value is used as.
#[derive(Clone, Copy, Debug)]
struct Use {
    flow: Flow,
    /// Whether our side takes an object without it.
    optional: bool,
}

/// A comparison of a schema that was already made or is being made.
type Visit = (
    String,
    Flow,
    (Place, BTreeSet<String>),
    (Place, BTreeSet<String>),
);

/// Compares schemas, each pair once.
#[derive(Debug)]
pub(super) struct Schemas<'c, 'a> {
    ours: &'c Source<'a>,
    theirs: &'c Source<'a>,
    /// The comparisons made that are told under the name of the schema.
    done: BTreeSet<Visit>,
    /// The schemas that are being compared: one that holds itself is not entered again.
    open: Vec<Visit>,
}

/// A schema of each side.
type Both<'n, 'a> = (&'n Node<'a>, &'n Node<'a>);

impl<'c, 'a> Schemas<'c, 'a> {
    pub(super) fn new(ours: &'c Source<'a>, theirs: &'c Source<'a>) -> Self {
        Self {
            ours,
            theirs,
            done: BTreeSet::new(),
            open: Vec::new(),
        }
    }

    /// Whether a value of either side is a list or an object, so that it matters how it is written in a parameter.
    pub(super) fn has_parts(&self, (ours, theirs): (Option<&Node<'a>>, Option<&Node<'a>>)) -> bool {
        let has_parts = |node: &Node<'a>, source: &Source<'a>| {
            matches!(node.read(source).shape, Shape::List(_) | Shape::Object(_))
        };
        ours.is_some_and(|node| has_parts(node, self.ours))
            || theirs.is_some_and(|node| has_parts(node, self.theirs))
    }

    /// Adds the differences between two schemas that are used at `about`. A schema that is not given is that of anything.
    pub(super) fn compare(
        &mut self,
        found: &mut Found,
        about: &str,
        flow: Flow,
        schemas: (Option<&Node<'a>>, Option<&Node<'a>>),
        places: Places<'_>,
    ) {
        let usage = Use {
            flow,
            optional: false,
        };
        match schemas {
            (Some(ours), Some(theirs)) => self.nodes(found, about, usage, (ours, theirs)),
            (None, None) => {}
            (ours, theirs) => {
                let label = |node: Option<&Node<'a>>, source: &Source<'a>| match node {
                    Some(node) => node.read(source).label().to_owned(),
                    None => "no schema".to_owned(),
                };
                let labels = (label(ours, self.ours), label(theirs, self.theirs));
                found.add(about, Kind::Type, labels, places);
            }
        }
    }

    fn nodes(&mut self, found: &mut Found, about: &str, usage: Use, nodes: Both<'_, 'a>) {
        let (mut ours, mut theirs) = (nodes.0.read(self.ours), nodes.1.read(self.theirs));
        if let Some(tag) = tag(&theirs) {
            ours.split_by(self.ours, tag, nodes.0);
        }
        if let Some(tag) = tag(&ours) {
            theirs.split_by(self.theirs, tag, nodes.1);
        }
        let (at, published_at) = (nodes.0.place(), nodes.1.place());
        used(found, about, usage, (&ours, &theirs), (&at, &published_at));

        let same_kind =
            ours.label() == theirs.label() && ours.is_enumeration() == theirs.is_enumeration();
        let shared = same_kind
            .then(|| self.shared_name(&ours, &theirs))
            .flatten();
        let subject = shared
            .as_ref()
            .map_or_else(|| about.to_owned(), |name| format!("schema.{name}"));
        let visit = (
            subject.clone(),
            usage.flow,
            (ours.place.clone(), nodes.0.taken().clone()),
            (theirs.place.clone(), nodes.1.taken().clone()),
        );
        // Where it is told at the place of use, the names of the visits of a circle differ and their places do not.
        let again = self
            .open
            .iter()
            .any(|open| (&open.2, &open.3) == (&visit.2, &visit.3));
        if again || self.done.contains(&visit) {
            return;
        }
        if shared.is_some() {
            self.done.insert(visit.clone());
        }
        self.open.push(visit);
        let places = if shared.is_some() {
            (&ours.place, &theirs.place)
        } else {
            (&at, &published_at)
        };
        constraints(found, &subject, (&ours, &theirs), places);
        match (&ours.shape, &theirs.shape) {
            (Shape::Any, Shape::Any) => {}
            (Shape::Scalar(here), Shape::Scalar(published)) if here.kind == published.kind => {
                let names = (ours.name.as_deref(), theirs.name.as_deref());
                scalars(found, &subject, (here, published), names, places);
            }
            (Shape::List(here), Shape::List(published)) => {
                let subject = format!("{subject}[]");
                let items = (here.as_ref(), published.as_ref());
                self.compare(found, &subject, usage.flow, items, places);
            }
            (Shape::Object(here), Shape::Object(published)) if same_kind => {
                self.objects(found, &subject, usage.flow, (here, published), places);
            }
            _ => found.add(&subject, Kind::Type, (ours.label(), theirs.label()), places),
        }
        self.open.pop();
    }

    /// The name under which a difference is told for all uses: ours, unless the published document means something
    /// else by it.
    fn shared_name(&self, ours: &Schema<'a>, theirs: &Schema<'a>) -> Option<String> {
        let name = ours.name.as_ref()?;
        let same = theirs.name.as_ref() == Some(name);
        (same || !self.theirs.has_schema(name)).then(|| name.clone())
    }

    fn objects(
        &mut self,
        found: &mut Found,
        about: &str,
        flow: Flow,
        (ours, theirs): (&Object<'a>, &Object<'a>),
        places: Places<'_>,
    ) {
        for (name, field) in &ours.fields {
            let about = format!("{about}.{name}");
            match theirs.fields.get(name) {
                Some(published) => self.field(found, &about, flow, field, published),
                None => {
                    let here = summary(self.ours, field.required, Some(&field.node));
                    found.add(
                        &about,
                        Kind::FieldRemoved,
                        (here, ""),
                        (&field.node.place(), places.1),
                    );
                }
            }
        }
        for (name, field) in &theirs.fields {
            if !ours.fields.contains_key(name) {
                let about = format!("{about}.{name}");
                let published = summary(self.theirs, field.required, Some(&field.node));
                found.add(
                    &about,
                    Kind::FieldAdded,
                    ("", published),
                    (places.0, &field.node.place()),
                );
            }
        }
        match (&ours.rest, &theirs.rest) {
            (None, None) => {}
            (Some(ours), Some(theirs)) => {
                let usage = Use {
                    flow,
                    optional: false,
                };
                self.nodes(found, &format!("{about}{{}}"), usage, (ours, theirs));
            }
            (ours, _) => {
                let text = |is_map| {
                    if is_map {
                        "any keys"
                    } else {
                        "named keys alone"
                    }
                };
                let texts = (text(ours.is_some()), text(ours.is_none()));
                found.add(&format!("{about}{{}}"), Kind::Type, texts, places);
            }
        }
        if let (Some(here), Some(published)) = (&ours.union, &theirs.union) {
            self.unions(found, about, flow, (here, published), places);
        }
    }

    fn field(
        &mut self,
        found: &mut Found,
        about: &str,
        flow: Flow,
        ours: &Field<'a>,
        theirs: &Field<'a>,
    ) {
        found.differ(
            about,
            Kind::Required,
            (presence(ours.required), presence(theirs.required)),
            (&ours.node.place(), &theirs.node.place()),
        );
        let usage = Use {
            flow,
            optional: !ours.required,
        };
        self.nodes(found, about, usage, (&ours.node, &theirs.node));
    }

    fn unions(
        &mut self,
        found: &mut Found,
        about: &str,
        flow: Flow,
        (ours, theirs): (&Union<'a>, &Union<'a>),
        places: Places<'_>,
    ) {
        let tags = (ours.tag.unwrap_or("none"), theirs.tag.unwrap_or("none"));
        found.differ(about, Kind::UnionTag, tags, places);
        for (value, node) in &ours.members {
            let about = format!("{about}({value})");
            match theirs.members.get(value) {
                Some(published) => {
                    let usage = Use {
                        flow,
                        optional: false,
                    };
                    self.nodes(found, &about, usage, (node, published));
                }
                None => found.only(&about, Kind::VariantRemoved, (&node.place(), places.1)),
            }
        }
        for (value, node) in &theirs.members {
            if !ours.members.contains_key(value) {
                let about = format!("{about}({value})");
                found.only(&about, Kind::VariantAdded, (places.0, &node.place()));
            }
        }
    }
}

/// What the place of use may say beside a schema: null, a default, deprecation.
fn used(
    found: &mut Found,
    about: &str,
    usage: Use,
    (ours, theirs): (&Schema<'_>, &Schema<'_>),
    places: Places<'_>,
) {
    // An optional field of an answer that we also take as null decodes whatever is published.
    let lenient = usage.flow == Flow::Response && usage.optional && ours.nullable;
    let kind = if lenient {
        Kind::NullableOptional
    } else {
        Kind::Nullable
    };
    let null = |nullable| if nullable { "allowed" } else { "refused" };
    found.differ(
        about,
        kind,
        (null(ours.nullable), null(theirs.nullable)),
        places,
    );
    let default = |schema: &Schema<'_>| schema.default.clone().unwrap_or_else(|| "none".to_owned());
    found.differ(
        about,
        Kind::Default,
        (&default(ours), &default(theirs)),
        places,
    );
    let words = (deprecated(ours.deprecated), deprecated(theirs.deprecated));
    found.differ(about, Kind::Deprecated, words, places);
}

fn constraints(
    found: &mut Found,
    about: &str,
    (ours, theirs): (&Schema<'_>, &Schema<'_>),
    places: Places<'_>,
) {
    let text = |of: &BTreeMap<String, String>, key: &str| {
        of.get(key)
            .map_or_else(|| format!("no {key}"), |value| format!("{key} {value}"))
    };
    let keys: BTreeSet<&String> = ours
        .constraints
        .keys()
        .chain(theirs.constraints.keys())
        .collect();
    for key in keys {
        let texts = (text(&ours.constraints, key), text(&theirs.constraints, key));
        found.differ(about, Kind::Constraint, (&texts.0, &texts.1), places);
    }
}

fn scalars(
    found: &mut Found,
    about: &str,
    (ours, theirs): (&Scalar, &Scalar),
    names: (Option<&str>, Option<&str>),
    places: Places<'_>,
) {
    let format = |scalar: &Scalar| scalar.format.clone().unwrap_or_else(|| "none".to_owned());
    found.differ(
        about,
        Kind::Format,
        (&format(ours), &format(theirs)),
        places,
    );
    match (&ours.values, &theirs.values) {
        (None, None) => {}
        (Some(here), Some(published)) => {
            for value in here.difference(published) {
                let about = format!("{about}.enum.{value}");
                found.only(&about, Kind::ValueRemoved, places);
            }
            for value in published.difference(here) {
                let about = format!("{about}.enum.{value}");
                found.only(&about, Kind::ValueAdded, places);
            }
        }
        (here, published) => {
            let text = |values: &Option<BTreeSet<String>>, name: Option<&str>| match (values, name)
            {
                (None, _) => "any".to_owned(),
                (Some(_), Some(name)) => name.to_owned(),
                (Some(values), None) => listing(values),
            };
            let texts = (text(here, names.0), text(published, names.1));
            found.add(about, Kind::Enumeration, texts, places);
        }
    }
}

/// The tag of the union that a schema is.
fn tag<'a>(schema: &Schema<'a>) -> Option<&'a str> {
    match &schema.shape {
        Shape::Object(object) => object.union.as_ref()?.tag,
        _ => None,
    }
}

/// A property or parameter in a few words: `optional string decimal`.
pub(super) fn summary<'a>(source: &Source<'a>, required: bool, node: Option<&Node<'a>>) -> String {
    let schema = node.map(|node| node.read(source));
    let mut words = vec![presence(required)];
    if let Some(schema) = &schema {
        words.push(schema.name.as_deref().unwrap_or(schema.label()));
        if let (Shape::Scalar(scalar), None) = (&schema.shape, &schema.name) {
            words.extend(scalar.format.as_deref());
        }
    }
    words.join(" ")
}
