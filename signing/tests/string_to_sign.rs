//! The string to sign, rule by rule, and every rejected payload.

#![cfg(test)]

use backpack_signing::{
    Instruction, MAX_DEPTH, Payload, StringToSignError, Timestamp, Window, string_to_sign,
};

const START: &str = "instruction=orderExecute";
const END: &str = "&timestamp=1&window=5000";

fn signed(payload: Payload<'_>) -> Result<String, StringToSignError> {
    let instruction = Instruction::from_static("orderExecute");
    string_to_sign(
        &instruction,
        payload,
        Timestamp::from_millis(1),
        Window::DEFAULT,
    )
    .map(|string| string.as_str().to_owned())
}

fn query(query: &str) -> Result<String, StringToSignError> {
    signed(Payload::query(query))
}

fn body(body: &str) -> Result<String, StringToSignError> {
    signed(Payload::json(body.as_bytes()))
}

#[track_caller]
fn holds(found: Result<String, StringToSignError>, pairs: &str) {
    assert_eq!(
        found.as_deref(),
        Ok(format!("{START}{pairs}{END}").as_str())
    );
}

#[track_caller]
fn says(found: Result<String, StringToSignError>, message: &str) {
    assert_eq!(
        found.map_err(|error| error.to_string()),
        Err(message.to_owned())
    );
}

#[test]
fn empty_payload_equals_no_payload() {
    holds(signed(Payload::none()), "");
    holds(signed(Payload::new(Some(""), Some(b""))), "");
    holds(query("&&"), "");
    holds(body("{}"), "");
    holds(signed(Payload::new(Some("&"), Some(br#"{"a":1}"#))), "&a=1");
    holds(signed(Payload::new(Some("a=1"), Some(b""))), "&a=1");
}

#[test]
fn query_pairs_are_decoded_and_sorted() {
    holds(query("b=2&a=1&B=3"), "&B=3&a=1&b=2");
    holds(
        query("m=SPOT&a=x&m=PERP&m=DATED"),
        "&a=x&m=SPOT&m=PERP&m=DATED",
    );
    // A key that is encoded in two ways is one key, and its values keep the order sent.
    holds(query("%6d=2&m=1"), "&m=2&m=1");
    holds(query("a=x%20y+z%2B&b=%26%3D%25%C3%A9"), "&a=x y z+&b=&=%é");
    holds(query("a+b=1&a%20c=2"), "&a b=1&a c=2");
    // A `%` that starts no escape is kept, as servers do.
    holds(query("a=100%&b=%zz&c=%4"), "&a=100%&b=%zz&c=%4");
    holds(query("a&b=&=c&d=e=f"), "&=c&a=&b=&d=e=f");
    holds(query("é=è"), "&é=è");
    // Ordered by decoded bytes: U+FF5E sorts before U+10000, and after it in UTF-16.
    holds(
        query("%F0%90%80%80=2&%EF%BD%9E=1"),
        "&\u{ff5e}=1&\u{10000}=2",
    );
    // Enough pairs that an unstable sort would reorder them.
    let many: Vec<_> = (0..200).map(|n| format!("k{}={n}", n % 2)).collect();
    let expected: String = (0..2)
        .flat_map(|parity| (0..100).map(move |n| format!("&k{parity}={}", 2 * n + parity)))
        .collect();
    holds(query(&many.join("&")), &expected);
}

#[test]
fn rejects_query_that_is_not_utf8() {
    says(
        query("a=1&b=%ff"),
        r#"the query parameter "b" is not valid UTF-8 after percent-decoding"#,
    );
    says(
        query("b=%C3+%A9"),
        r#"the query parameter "b" is not valid UTF-8 after percent-decoding"#,
    );
    says(
        query("%ff=1"),
        r#"the query parameter "%ff" is not valid UTF-8 after percent-decoding"#,
    );
}

#[test]
fn body_strings_are_unescaped_and_numbers_kept() {
    holds(
        body(
            r#" { "s":"x", "n" : 1.50 , "e":1E+05,"z":-0,"t":true,"f":false,"big":12345678901234567890123.10 } "#,
        ),
        "&big=12345678901234567890123.10&e=1E+05&f=false&n=1.50&s=x&t=true&z=-0",
    );
    holds(
        body(r#"{"q":"say \"hi\"","b":"\\","n":"a\nb","u":"\u00e9\ud83d\ude00/\/","e":""}"#),
        "&b=\\&e=&n=a\nb&q=say \"hi\"&u=é😀//",
    );
    // Names are unescaped before they are sorted.
    holds(body(r#"{"b":1,"\u0061":2,"\"":3}"#), "&\"=3&a=2&b=1");
    holds(body(r#"{"":1,"a&b=":"c&d"}"#), "&=1&a&b==c&d");
    holds(body("\t\r\n{\"a\"\n:\t1}\n"), "&a=1");
    // More fields than the initial capacity.
    let many: Vec<_> = (0..100).map(|n| format!("\"k{n:02}\":{n}")).collect();
    let expected: String = (0..100).map(|n| format!("&k{n:02}={n}")).collect();
    holds(body(&format!("{{{}}}", many.join(","))), &expected);
}

#[test]
fn batch_repeats_the_instruction() {
    holds(body(r#"[{"b":1,"a":"x"}]"#), "&a=x&b=1");
    holds(
        body(r#" [ {"b":1} , {} , {"a":{"y":1,"x":2}} ] "#),
        &format!("&b=1&{START}&{START}&a={{\"x\":2,\"y\":1}}"),
    );
}

#[test]
fn nested_values_are_compact_json_with_sorted_keys() {
    holds(
        body(
            r#"{"r": { "name" : "A \"B\" \u00e9\u0001\u001f\u007f\/", "a": [ 1.0 , null, { "z":true, "b":[] , "c":{} } ] , "\u0041": 1e2 } }"#,
        ),
        "&r={\"A\":1e2,\"a\":[1.0,null,{\"b\":[],\"c\":{},\"z\":true}],\"name\":\"A \\\"B\\\" é\\u0001\\u001f\u{7f}/\"}",
    );
}

#[test]
fn rejects_ambiguous_bodies() {
    says(
        signed(Payload::new(Some("a=1"), Some(b"{}"))),
        "the request has both query parameters and a body: remove one of them",
    );
    says(
        body(r#"{"a":1,"price":null}"#),
        r#"field "price" is null, which has no documented string to sign: omit the field"#,
    );
    says(
        body(r#"[{"a":1},{"price":null}]"#),
        r#"field "price" of array element 1 is null, which has no documented string to sign: omit the field"#,
    );
    says(
        body(r#"{"a":1,"b":2,"a":1}"#),
        r#"field "a" is a duplicate: keep one of them"#,
    );
    says(
        body(r#"{"a":1,"\u0061":1}"#),
        r#"field "a" is a duplicate: keep one of them"#,
    );
    says(
        body(r#"{"r":[{"a":1,"a":1}]}"#),
        r#"field "r" contains an object with the duplicate key "a": keep one of them"#,
    );
    says(
        body("[]"),
        "the body is an empty array: a batch needs at least one element",
    );
    says(
        body("[ ]"),
        "the body is an empty array: a batch needs at least one element",
    );
    for element in ["1", "null", "\"x\"", "true", "[]", "[{}]", "-1.5e3"] {
        let error = body(&format!("[{{}},{element}]")).unwrap_err();
        assert_eq!(
            error,
            StringToSignError::ElementNotObject { index: 1 },
            "{element}"
        );
    }
    for other in [
        "1",
        "null",
        "\"x\"",
        "true",
        " ",
        "a=1",
        "\u{feff}{}",
        "\u{c}{}",
    ] {
        assert_eq!(
            body(other).unwrap_err(),
            StringToSignError::BodyNotObjectOrArray,
            "{other}"
        );
    }
    for broken in [
        "{",
        "[",
        "[{}",
        "{}x",
        "{} {}",
        "[{}]]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":01}",
        "{\"a\":1,}",
        "{a:1}",
        "[{},]",
        "[x]",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\n\"}",
        "{1:2}",
        "{\"a\":[1,]}",
        "{\"a\":{\"b\":}}",
    ] {
        assert!(
            matches!(body(broken), Err(StringToSignError::BodyNotJson { .. })),
            "{broken}: {:?}",
            body(broken)
        );
    }
    says(
        body("{\"a\":1,\n \"b\" 2}"),
        "the body is not valid JSON: see line 2, column 6",
    );
    assert_eq!(
        signed(Payload::json(b"{\"a\":\"\xff\"}")),
        Err(StringToSignError::BodyNotUtf8)
    );
    for (body_text, element) in [
        (r#"{"a":1,"\ud800":1}"#, None),
        (r#"[{},{"\udc00":1}]"#, Some(1)),
    ] {
        let error = body(body_text).unwrap_err();
        assert_eq!(error, StringToSignError::InvalidFieldName { element });
    }
    for unpaired in [
        r#"{"a":"\ud800"}"#,
        r#"{"a":["\udc00x"]}"#,
        r#"{"a":{"\ud800":1}}"#,
        r#"{"a":[{"b":"\ud800\u0061"}]}"#,
    ] {
        assert!(
            matches!(body(unpaired), Err(StringToSignError::UnpairedSurrogate { field }) if field.name() == "a"),
            "{unpaired}"
        );
    }
}

#[test]
fn rejects_deep_bodies_without_overflowing_the_stack() {
    let nested = |depth: usize| format!("{{\"a\":{}1{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(body(&nested(MAX_DEPTH)).is_ok());
    for depth in [MAX_DEPTH + 1, 100_000] {
        let error = body(&nested(depth)).unwrap_err();
        assert_eq!(
            error.to_string(),
            r#"field "a" is nested more than 64 levels deep"#
        );
    }
    let objects = format!(
        "{{\"a\":{}1{}}}",
        "{\"b\":".repeat(100_000),
        "}".repeat(100_000)
    );
    assert!(matches!(
        body(&objects),
        Err(StringToSignError::TooDeep { .. })
    ));
    assert!(matches!(
        body(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))),
        Err(StringToSignError::ElementNotObject { index: 0 })
    ));
    assert!(matches!(
        body(&"{\"a\":".repeat(100_000)),
        Err(StringToSignError::BodyNotJson { .. })
    ));
}

// serde_json recognizes a raw value by a private name: in a body, that name is a field like any other.
#[test]
fn private_name_of_raw_values_is_an_ordinary_field() {
    holds(
        body(
            r#"{"$serde_json::private::RawValue":"1","a":{"$serde_json::private::RawValue":"x"}}"#,
        ),
        r#"&$serde_json::private::RawValue=1&a={"$serde_json::private::RawValue":"x"}"#,
    );
}
