//! What generated code needs to build a request: path segments and query parameters.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::ser::{Error as _, Impossible, Serialize, SerializeSeq, SerializeTuple, Serializer};

/// What cannot stand in a path segment as it is: the path percent-encode set of the URL standard, and the slash and
/// the percent sign, which would end or change the segment.
const SEGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'/')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'}');

/// A value as a path segment.
///
/// `.` and `..` have no form that the URL standard takes for a segment; no operation of the exchange takes such a value.
#[must_use]
pub fn encode_path(value: &str) -> String {
    utf8_percent_encode(value, SEGMENT).to_string()
}

/// A query parameter: serialized as the pairs of a query string.
///
/// A scalar is one pair, a sequence one pair for each element with the key repeated, `None` none at all. Maps and
/// structures have no agreed form in a query and are an error.
#[derive(Clone, Copy, Debug)]
pub struct QueryParam<'a, T> {
    name: &'a str,
    value: &'a T,
}

impl<'a, T> QueryParam<'a, T> {
    /// The parameter `name` with the value `value`.
    #[must_use]
    pub const fn new(name: &'a str, value: &'a T) -> Self {
        Self { name, value }
    }
}

impl<T: Serialize> Serialize for QueryParam<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(Pairs {
            name: self.name,
            serializer,
        })
    }
}

/// Writes a value as pairs into the serializer of a query string.
struct Pairs<'a, S> {
    name: &'a str,
    serializer: S,
}

impl<S: Serializer> Pairs<'_, S> {
    fn one(self, value: impl Serialize) -> Result<S::Ok, S::Error> {
        let mut pairs = self.serializer.serialize_seq(Some(1))?;
        pairs.serialize_element(&(self.name, value))?;
        pairs.end()
    }

    fn none(self) -> Result<S::Ok, S::Error> {
        self.serializer.serialize_seq(Some(0))?.end()
    }

    fn refuse<T>(name: &str) -> Result<T, S::Error> {
        Err(S::Error::custom(format_args!(
            "the query parameter `{name}` is neither a scalar nor a list of scalars"
        )))
    }
}

macro_rules! scalars {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<S::Ok, S::Error> {
            self.one(value)
        })*
    };
}

impl<'a, S: Serializer> Serializer for Pairs<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Elements<'a, S::SerializeSeq>;
    type SerializeTuple = Elements<'a, S::SerializeSeq>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = Impossible<S::Ok, S::Error>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    scalars! {
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
        serialize_f32: f32,
        serialize_f64: f64,
        serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<S::Ok, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        self.none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        self.none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<S::Ok, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<S::Ok, S::Error> {
        self.one(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        Ok(Elements {
            name: self.name,
            pairs: self.serializer.serialize_seq(len)?,
        })
    }

    fn serialize_tuple(self, len: usize) -> Result<Self::SerializeTuple, S::Error> {
        self.serialize_seq(Some(len))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        Self::refuse(self.name)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        Self::refuse(self.name)
    }
}

/// The elements of a sequence, each a pair with the same key.
struct Elements<'a, S> {
    name: &'a str,
    pairs: S,
}

impl<S: SerializeSeq> SerializeSeq for Elements<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        self.pairs.serialize_element(&(self.name, value))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.pairs.end()
    }
}

impl<S: SerializeSeq> SerializeTuple for Elements<'_, S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), S::Error> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        SerializeSeq::end(self)
    }
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::{QueryParam, encode_path};

    #[derive(Serialize)]
    enum Side {
        Bid,
        #[serde(rename = "ask me")]
        Ask,
    }

    #[derive(Serialize)]
    struct Named<T>(T);

    fn query(name: &str, value: impl Serialize) -> Result<String, String> {
        serde_urlencoded::to_string(QueryParam::new(name, &value)).map_err(|e| e.to_string())
    }

    /// The exchange reads a repeated key, and answers a comma-joined list with 400.
    #[test]
    fn forms() {
        assert_eq!(query("a", "x y&z").unwrap(), "a=x+y%26z");
        assert_eq!(query("a", true).unwrap(), "a=true");
        assert_eq!(query("a", -7_i64).unwrap(), "a=-7");
        assert_eq!(query("a", u64::MAX).unwrap(), "a=18446744073709551615");
        assert_eq!(query("a", None::<&str>).unwrap(), "");
        assert_eq!(query("a", Some("")).unwrap(), "a=");
        assert_eq!(query("a", Side::Bid).unwrap(), "a=Bid");
        assert_eq!(
            query("a", [Side::Bid, Side::Ask]).unwrap(),
            "a=Bid&a=ask+me"
        );
        assert_eq!(query("a", Some(vec!["x", "y"])).unwrap(), "a=x&a=y");
        assert_eq!(query("a", Vec::<u8>::new()).unwrap(), "");
        assert_eq!(query("a", Named(5)).unwrap(), "a=5");
        assert_eq!(query("a", ("x", "y")).unwrap(), "a=x&a=y");
    }

    /// What has no agreed form is an error that names the parameter.
    #[test]
    fn structures_are_refused() {
        let error = query("filter", std::collections::BTreeMap::from([("k", 1)])).unwrap_err();
        assert!(error.contains("`filter`"), "{error}");
    }

    /// A value stays one segment, whatever it holds.
    #[test]
    fn path_segments() {
        for value in ["SOL_USDC", "a/b", "../c", "a%2Fb", "a?b#c", "é", "a\\b", ""] {
            let url = url::Url::parse(&format!("http://h/x/{}/y", encode_path(value))).unwrap();
            let segments: Vec<&str> = url.path_segments().unwrap().collect();
            assert_eq!(segments.len(), 3, "{value}");
            let decoded = percent_encoding::percent_decode_str(segments[1])
                .decode_utf8()
                .unwrap();
            assert_eq!(decoded, value);
        }
    }
}
