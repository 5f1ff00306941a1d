//! One difference between the two sides: what it is about, what kind it is, and where it stands on both.

use std::collections::BTreeMap;
use std::fmt;

use super::source::Place;

/// Declares the kinds of difference: the name that departures use, what the two sides of it hold, and the words.
macro_rules! kinds {
    ($($kind:ident $name:literal $sides:ident $words:literal;)*) => {
        /// What kind of difference it is. Added and removed are as seen from the published document: what it has beyond
        /// ours was added there, what it has no longer, or never had, was removed.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        pub(super) enum Kind { $($kind,)* }

        impl Kind {
            /// All kinds.
            pub(super) const ALL: &[Self] = &[$(Self::$kind,)*];

            /// The name that departures use.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)* }
            }

            /// What a difference of this kind holds.
            pub(super) fn sides(self) -> Sides {
                match self { $(Self::$kind => Sides::$sides,)* }
            }

            fn words(self) -> &'static str {
                match self { $(Self::$kind => $words,)* }
            }
        }
    };
}

kinds! {
    AuthHeaders       "auth-headers"       Both      "authentication";
    Authentication    "authentication"     Both      "authentication";
    Constraint        "constraint"         Both      "constraint";
    ContentAdded      "content-added"      OnlyPublished "media type added";
    ContentRemoved    "content-removed"    OnlyHere      "media type removed";
    BodyAdded         "body-added"         Published "request body added";
    BodyRemoved       "body-removed"       Here      "request body removed";
    Default           "default"            Both      "default";
    Deprecated        "deprecated"         Both      "deprecation";
    Enumeration       "enumeration"        Both      "values";
    FieldAdded        "field-added"        Published "field added";
    FieldRemoved      "field-removed"      Here      "field removed";
    Format            "format"             Both      "format";
    HeaderAdded       "header-added"       OnlyPublished "response header added";
    HeaderRemoved     "header-removed"     OnlyHere      "response header removed";
    Instruction       "instruction"        Both      "instruction";
    Location          "location"           Both      "place of the parameter";
    Method            "method"             Both      "method";
    Nullable          "nullable"           Both      "null";
    NullableOptional  "nullable-optional"  Both      "null in an optional field of an answer";
    OperationAdded    "operation-added"    Published "operation added";
    OperationId       "operation-id"       Both      "operationId";
    OperationRemoved  "operation-removed"  Here      "operation removed";
    ParameterAdded    "parameter-added"    Published "parameter added";
    ParameterRemoved  "parameter-removed"  Here      "parameter removed";
    Path              "path"               Both      "path";
    Required          "required"           Both      "presence";
    ResponseAdded     "response-added"     OnlyPublished "response added";
    ResponseRemoved   "response-removed"   OnlyHere      "response removed";
    Server            "server"             Both      "server";
    Style             "style"              Both      "style";
    Tag               "tag"                Both      "tag";
    Type              "type"               Both      "type";
    UnionTag          "union-tag"          Both      "tag of the union";
    ValueAdded        "value-added"        OnlyPublished "enum value added";
    ValueRemoved      "value-removed"      OnlyHere      "enum value removed";
    VariantAdded      "variant-added"      OnlyPublished "variant of the union added";
    VariantRemoved    "variant-removed"    OnlyHere      "variant of the union removed";
}

/// Which sides have the thing that a difference is about, and whether more is said of it than that it is there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Sides {
    /// Both, each with a value of its own.
    Both,
    /// Ours alone, with a value.
    Here,
    /// The published one alone, with a value.
    Published,
    /// Ours alone. The name says all.
    OnlyHere,
    /// The published one alone. The name says all.
    OnlyPublished,
}

impl Sides {
    /// Whether our side has a value, and whether the published one has.
    pub(super) fn values(self) -> (bool, bool) {
        match self {
            Self::Both => (true, true),
            Self::Here => (true, false),
            Self::Published => (false, true),
            Self::OnlyHere | Self::OnlyPublished => (false, false),
        }
    }
}

/// One difference.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Difference {
    /// What it is about: `get_order.query.symbol`, `schema.LimitOrder.createdAt`.
    pub(super) about: String,
    pub(super) kind: Kind,
    /// What our side says; empty where it says nothing, or the name says all.
    pub(super) here: String,
    /// What the published side says; empty where it says nothing, or the name says all.
    pub(super) published: String,
    /// The place on our side, or the nearest one around where it would stand.
    pub(super) ours: Place,
    /// The place on the published side, or the nearest one around where it would stand.
    pub(super) theirs: Place,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            about,
            kind,
            here,
            published,
            ..
        } = self;
        write!(f, "{about}: {}", kind.words())?;
        match kind.sides() {
            Sides::Both => write!(f, " {here} here, {published} published")?,
            Sides::Here => write!(f, ": {here} here, not published")?,
            Sides::Published => write!(f, ": {published} published, not here")?,
            Sides::OnlyHere => write!(f, ": here, not published")?,
            Sides::OnlyPublished => write!(f, ": published, not here")?,
        }
        write!(f, " [{}]", kind.name())
    }
}

/// What a difference is told about: the two places it stands at.
pub(super) type Places<'p> = (&'p Place, &'p Place);

/// The differences found so far. Each stands once, however many operations meet it.
#[derive(Debug, Default)]
pub(super) struct Found {
    differences: BTreeMap<(String, Kind, String, String), Difference>,
}

impl Found {
    /// All of them, in the order of what they are about.
    pub(super) fn all(self) -> Vec<Difference> {
        self.differences.into_values().collect()
    }

    /// Adds a difference; where it is already known, the first places are kept.
    pub(super) fn add(
        &mut self,
        about: &str,
        kind: Kind,
        (here, published): (impl Into<String>, impl Into<String>),
        (ours, theirs): Places<'_>,
    ) {
        let difference = Difference {
            about: about.to_owned(),
            kind,
            here: here.into(),
            published: published.into(),
            ours: ours.clone(),
            theirs: theirs.clone(),
        };
        let key = (
            difference.about.clone(),
            kind,
            difference.here.clone(),
            difference.published.clone(),
        );
        self.differences.entry(key).or_insert(difference);
    }

    /// Adds a thing that only one side has, and of which its name says all.
    pub(super) fn only(&mut self, about: &str, kind: Kind, places: Places<'_>) {
        self.add(about, kind, ("", ""), places);
    }

    /// Adds a difference where the two sides do not say the same.
    pub(super) fn differ(
        &mut self,
        about: &str,
        kind: Kind,
        (here, published): (&str, &str),
        places: Places<'_>,
    ) {
        if here != published {
            self.add(about, kind, (here, published), places);
        }
    }
}
