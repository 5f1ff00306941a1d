//! Mutations that keep the structure of an input: of a JSON value, of a line, or of bytes if it has neither.

use backpack_tests::support::json::Json;
use fastrand::Rng;

/// Maximum depth of a JSON value; deeper ones are mutated as bytes.
const MAX_DEPTH: usize = 200;

/// Maximum length of an input.
const MAX_LENGTH: usize = 1 << 16;

/// Numbers at the bounds of every numeric type, and beyond.
const NUMBERS: [&str; 28] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.0",
    "-0.0",
    "1e0",
    "1E-400",
    "1e400",
    "-1e400",
    "0.1e-7",
    "5e-324",
    "2.2250738585072011e-308",
    "1.7976931348623157e308",
    "127",
    "128",
    "65536",
    "2147483648",
    "-2147483649",
    "4294967296",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "79228162514264337593543950336",
    "0.00000000000000000000000000001",
];

/// Strings at the bounds of decimals, times, enumerations and Unicode.
const STRINGS: [&str; 40] = [
    "",
    " ",
    "0",
    "-0",
    "0.0",
    "-0.00",
    "00.10",
    "+1",
    "1.",
    ".1",
    "1e3",
    "1_000",
    "NaN",
    "inf",
    "79228162514264337593543950335",
    "79228162514264337593543950336",
    "0.0000000000000000000000000001",
    "0.00000000000000000000000000001",
    "1.0000000000000000000000000000000001",
    "١",
    "2025-01-21T06:34:54.691858",
    "2025-01-21T06:34:54.691858Z",
    "2025-01-21 06:34:54",
    "2025-01-21T24:00:00",
    "2025-02-30",
    "2016-12-31T23:59:60",
    "0000-01-01T00:00:00",
    "-009999-01-01T00:00:00",
    "9999-12-31T23:59:59.999999999",
    "+010000-01-01T00:00:00",
    "2025-01-21",
    "Bid",
    "Unknown",
    "Other",
    "null",
    "\u{0}",
    "\u{feff}",
    "\u{10ffff}\u{202e}é漢😀",
    "\"\\/\u{8}\u{c}\n\r\t",
    "&=+%25?#",
];

/// Applies a mutation a few times.
pub(crate) fn repeated(
    mutation: fn(&mut Rng, &[u8]) -> Vec<u8>,
    seed: u64,
    input: &[u8],
) -> Vec<u8> {
    let mut random = Rng::with_seed(seed);
    let mut input = input.to_vec();
    for _ in 0..random.usize(1..4) {
        input = mutation(&mut random, &input);
        input.truncate(MAX_LENGTH);
    }
    input
}

/// Mutates the JSON at the end of an input, and sometimes a line before it or a byte.
pub(crate) fn body(random: &mut Rng, input: &[u8]) -> Vec<u8> {
    let start = body_start(input);
    let (head, body) = input.split_at(start);
    let mutated = match (random.u8(..10), Json::parse(body, MAX_DEPTH)) {
        (0, _) => return [&lines(random, head), body].concat(),
        (1, _) => bytes(random, body),
        (_, None) => bytes(random, input),
        (_, Some(mut json)) => {
            let mut index = random.usize(..count(&json));
            mutate_at(random, &mut json, &mut index);
            json.to_string().into_bytes()
        }
    };
    if start == 0 || body.is_empty() {
        mutated
    } else {
        [head, &mutated].concat()
    }
}

/// Returns the start of the body: the first line that begins a list, an object or a string, or else the last line.
fn body_start(input: &[u8]) -> usize {
    let starts = std::iter::once(0).chain(
        input
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .map(|(at, _)| at + 1),
    );
    let is_body = |at: &usize| matches!(input.get(*at), Some(b'{' | b'[' | b'"'));
    starts
        .clone()
        .find(is_body)
        .or_else(|| starts.last())
        .unwrap_or_default()
}

fn count(json: &Json) -> usize {
    1 + match json {
        Json::Literal(_) | Json::String(_) => 0,
        Json::List(values) => values.iter().map(count).sum(),
        Json::Object(fields) => fields.iter().map(|(_, value)| count(value)).sum::<usize>(),
    }
}

/// Mutates the value at `index` in the order written, counted from this value.
fn mutate_at(random: &mut Rng, json: &mut Json, index: &mut usize) -> bool {
    if *index == 0 {
        mutate_value(random, json);
        return true;
    }
    *index -= 1;
    match json {
        Json::Literal(_) | Json::String(_) => false,
        Json::List(values) => values
            .iter_mut()
            .any(|value| mutate_at(random, value, index)),
        Json::Object(fields) => fields
            .iter_mut()
            .any(|(_, value)| mutate_at(random, value, index)),
    }
}

fn mutate_value(random: &mut Rng, json: &mut Json) {
    match random.u8(..12) {
        0..4 => mutate_content(random, json),
        4 => *json = Json::Literal("null".to_owned()),
        5 => *json = Json::Literal(pick(random, &["true", "false", "[]", "{}"]).to_owned()),
        6 => *json = Json::Literal(pick(random, &NUMBERS).to_owned()),
        7 => *json = Json::String(pick(random, &STRINGS).to_owned()),
        8 => *json = Json::List(vec![json.clone()]),
        9 => *json = Json::Object(vec![(pick(random, &STRINGS).to_owned(), json.clone())]),
        // The value as another type: a literal as a string, a string as a literal.
        10 => {
            *json = match &*json {
                Json::String(text) if Json::parse(text.as_bytes(), 0).is_some() => {
                    Json::Literal(text.clone())
                }
                other => Json::String(other.to_string()),
            }
        }
        // Deeper than the limits of the parsers.
        _ => {
            let depth = pick(random, &[60, 64, 65, 127, 128, 5_000]);
            let (open, close) = pick(random, &[("[", "]"), ("{\"a\":", "}")]);
            *json = Json::Literal(format!(
                "{}{json}{}",
                open.repeat(depth),
                close.repeat(depth)
            ));
        }
    }
}

fn mutate_content(random: &mut Rng, json: &mut Json) {
    match json {
        Json::Literal(literal) => {
            let digits = random.usize(..40);
            match random.u8(..3) {
                0 => *literal += &"0".repeat(digits),
                1 => *literal += &format!(".{}", "9".repeat(digits + 1)),
                _ => *literal = format!("-{literal}"),
            }
        }
        Json::String(text) => {
            let at = random.usize(..=text.chars().count());
            let at = text.char_indices().nth(at).map_or(text.len(), |(at, _)| at);
            match random.u8(..3) {
                0 => text.insert_str(at, pick(random, &STRINGS)),
                1 => text.truncate(at),
                _ => *text = text.repeat(random.usize(..40)),
            }
        }
        Json::List(values) if !values.is_empty() => {
            let (one, other) = (random.usize(..values.len()), random.usize(..values.len()));
            match random.u8(..4) {
                0 => drop(values.remove(one)),
                1 => values.swap(one, other),
                2 => values.insert(one, values[other].clone()),
                _ => *values = vec![values[one].clone(); random.usize(..20)],
            }
        }
        Json::Object(fields) if !fields.is_empty() => {
            let (one, other) = (random.usize(..fields.len()), random.usize(..fields.len()));
            match random.u8(..6) {
                0 => drop(fields.remove(one)),
                1 => fields.swap(one, other),
                // A duplicate field.
                2 => fields.push(fields[one].clone()),
                3 => fields[one].1 = fields[other].1.clone(),
                4 => fields[one].0 = pick(random, &STRINGS).to_owned(),
                _ => {
                    let swapped = fields[one].0.clone();
                    fields[one].0 = std::mem::replace(&mut fields[other].0, swapped);
                }
            }
        }
        Json::List(values) => values.push(Json::Literal("0".to_owned())),
        Json::Object(fields) => fields.push(("a".to_owned(), Json::Literal("0".to_owned()))),
    }
}

/// Mutates lines: removes, repeats, swaps or indents one, or changes its value or key.
pub(crate) fn lines(random: &mut Rng, input: &[u8]) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = input.split(|byte| *byte == b'\n').collect();
    let (one, other) = (random.usize(..lines.len()), random.usize(..lines.len()));
    let made;
    match random.u8(..9) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(other, lines[one]),
        2 => lines.swap(one, other),
        3 => {
            let (from, to) = (one.min(other), one.max(other));
            drop(lines.drain(from..to.min(from + 8)));
        }
        4 => {
            made = [&b"  "[..], lines[one]].concat();
            lines[one] = &made;
        }
        5 => lines[one] = lines[one].strip_prefix(b"  ").unwrap_or(lines[one]),
        6 => {
            // The value of a line, or the whole line.
            let key = lines[one]
                .iter()
                .position(|byte| *byte == b':')
                .map_or(0, |at| at + 1);
            let value = match random.u8(..3) {
                0 => pick(random, &NUMBERS).to_owned(),
                1 => pick(random, &STRINGS).to_owned(),
                _ => pick(random, &YAML).to_owned(),
            };
            made = [&lines[one][..key], b" ", value.as_bytes()].concat();
            lines[one] = &made;
        }
        7 => {
            // The key of another line.
            let split = |line: &[u8]| line.iter().position(|byte| *byte == b':').unwrap_or(0);
            let (at, from) = (split(lines[one]), split(lines[other]));
            made = [&lines[other][..from], &lines[one][at..]].concat();
            lines[one] = &made;
        }
        _ => return bytes(random, input),
    }
    lines.join(&b'\n')
}

/// Values with a meaning in YAML or OpenAPI.
const YAML: [&str; 36] = [
    "",
    "null",
    "~",
    "[]",
    "{}",
    "true",
    "no",
    "0o7",
    "0x7F",
    ".nan",
    ".inf",
    "!!str 1",
    "!!int x",
    "&a 1",
    "*a",
    "<<",
    "? a",
    "- a",
    "|",
    ">-",
    "\"\\u0000\"",
    "'it''s'",
    "{a: [b, {c: d}]}",
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "decimal",
    "{$ref: '#/components/schemas/MaxWithdrawalQuantity'}",
    "type",
    "self",
    "{type: object, properties: {a: {type: string, description: a}}}",
    "{type: array, items: {}}",
    "{type: string, enum: ['', a, A, ' ', '1', '-', 'ü']}",
];

/// Mutates bytes: flips a bit, inserts a byte, or removes, repeats or truncates bytes.
pub(crate) fn bytes(random: &mut Rng, input: &[u8]) -> Vec<u8> {
    let mut bytes = input.to_vec();
    let at = random.usize(..=bytes.len());
    let end = (at + random.usize(1..8)).min(bytes.len());
    match random.u8(..5) {
        0 => drop(bytes.splice(at..end, [])),
        1 => drop(bytes.splice(at..at, input[at..end].to_vec())),
        2 => bytes.insert(at, random.u8(..)),
        3 => bytes.insert(
            at,
            pick(random, b"\"\\{}[]:,&=+%-.0eE \n\t\0\x1f\x7f\x80\xff#*|>'"),
        ),
        _ if at < end => bytes[at] ^= 1 << random.u8(..8),
        _ => bytes.truncate(at / 2),
    }
    bytes
}

fn pick<T: Copy>(random: &mut Rng, of: &[T]) -> T {
    of[random.usize(..of.len())]
}
