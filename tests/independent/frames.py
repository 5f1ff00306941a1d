"""Validates the examples of asyncapi/streams.yaml, the frames of tests/frames and recordings against the schemas of their streams.

A frame is a JSON text in a folder named for the kind of its stream, with or without its envelope. BACKPACK_FRAMES names a
folder of such folders, in which `runs/` holds one frame per line; so does `ws` in the folder that BACKPACK_CAPTURES names.
"""

import functools
import json
import os
import re
from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import yaml
from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "asyncapi/streams.yaml"
OWN = ROOT / "tests/frames"
# From 2020 to 2100, so that seconds, milliseconds and microseconds cannot be confused.
TIMES = {"unix-millis": (1_577_836_800_000, 4_102_444_800_000), "unix-micros": (1_577_836_800_000_000, 4_102_444_800_000_000)}
RANGES = {"uint32": (0, 2**32 - 1), "uint64": (0, 2**64 - 1), "int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), **TIMES}
TYPES = {type(None): "null", bool: "boolean", int: "integer", str: "string", list: "array"}
FORMATS = FormatChecker(formats=[])


@FORMATS.checks("decimal")
def is_decimal(value):
    return not isinstance(value, str) or re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", value) is not None


@FORMATS.checks("utc-date-time", raises=ValueError)
def is_utc_date_time(value):
    return not isinstance(value, str) or ("T" in value and datetime.fromisoformat(value).tzinfo is None)


def in_range(low, high):
    """Makes a check for an integer in a range, as a number or as a string of digits."""

    def check(value):
        if isinstance(value, str):
            return re.fullmatch(r"[0-9]+", value) is not None and low <= int(value) <= high
        return not isinstance(value, int) or low <= value <= high

    return check


for name, (low, high) in RANGES.items():
    FORMATS.checks(name)(in_range(low, high))


def close(value):
    """Makes every object schema reject the fields that it does not describe."""
    if isinstance(value, dict):
        if isinstance(value.get("properties"), dict):
            value["additionalProperties"] = False
        for member in value.values():
            close(member)
    elif isinstance(value, list):
        for member in value:
            close(member)


@functools.cache
def read(path):
    document = yaml.safe_load(path.read_text())
    close(document)
    return document


def retrieve(uri):
    return Resource(contents=read(Path(url2pathname(urlsplit(uri).path))), specification=DRAFT7)


class Description:
    """The streams of the document and the schemas of their payloads."""

    def __init__(self):
        self.document = read(DOCUMENT)
        self.registry = Registry(retrieve=retrieve)
        self.validators = {}
        self.streams, self.kinds = [], {}
        for channel in self.document["channels"].values():
            if "address" in channel:
                (message,) = map(self.component, channel["messages"].values())
                schema = schema_name(message)
                parameters = {name: self.component(one) for name, one in channel.get("parameters", {}).items()}
                self.streams.append((len(parameters), pattern(channel["address"], parameters), schema))
                self.kinds[channel["address"].partition(".{")[0]] = schema
        # `depth.200ms.SOL_USDC` has the form of `depth.{symbol}` too: the address with more parameters comes first.
        self.streams.sort(key=lambda stream: -stream[0])
        self.error = schema_name(self.component(self.document["channels"]["control"]["messages"]["error"]))

    def component(self, reference):
        value = self.document
        for step in reference["$ref"].split("/")[1:]:
            value = value[step]
        return value

    def schema_of(self, stream):
        return next((schema for _, names, schema in self.streams if names.fullmatch(stream)), None)

    def validator(self, schema):
        if schema not in self.validators:
            target = {"$ref": f"{DOCUMENT.as_uri()}#/components/schemas/{schema}"}
            self.validators[schema] = Draft7Validator(target, registry=self.registry, format_checker=FORMATS)
        return self.validators[schema]

    def unwrap(self, frame, kind):
        """Returns the payload of a frame in the folder `kind`, the name of its schema, and the errors of the envelope."""
        stream, payload = (self.document["x-envelope"][one] for one in ("stream", "payload"))
        if kind == "error":
            return frame, self.error, []
        if kind and not {stream, payload} & {*frame}:
            # Some programs record the payload alone.
            return frame, self.kinds.get(kind), []
        problems = [] if {*frame} == {stream, payload} else [f"the envelope has the fields {sorted(frame)}"]
        name = str(frame.get(stream))
        if kind and name != kind and not name.startswith(f"{kind}."):
            problems.append(f"the stream {name} is in the folder {kind}")
        return frame.get(payload), self.schema_of(name), problems

    def problems(self, text, kind):
        """Returns the errors of a frame, given as text."""
        try:
            frame = parse(text)
        except ValueError as error:
            return [f"not JSON: {error}"]
        if not isinstance(frame, dict):
            return ["not a JSON object"]
        payload, schema, problems = self.unwrap(frame, kind)
        if schema is None:
            return [*problems, "no channel has this stream"]
        return problems + [f"{error.json_path}: {error.message}" for error in self.validator(schema).iter_errors(payload)]


def schema_name(message):
    return message["payload"]["$ref"].rpartition("/")[2]


def pattern(address, parameters):
    """Compiles the address of a channel into a pattern of stream names. A symbol may contain dots."""
    parts = re.split(r"\{(\w+)\}", address)
    for index, part in enumerate(parts):
        values = parameters[part].get("enum") if index % 2 else [part]
        parts[index] = f"({'|'.join(map(re.escape, values))})" if values else ".+"
    return re.compile("".join(parts))


def parse(text):
    """Reads JSON. Fractions are no integers, and a duplicate field is an error."""

    def unique(pairs):
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("duplicate field")
        return dict(pairs)

    return json.loads(text, parse_float=Decimal, object_pairs_hook=unique)


def frames(folder):
    """Yields the place of each frame in a folder, its text, and the kind of its stream, or None in a run."""
    for path in sorted(folder.glob("*/*.json")):
        yield path.relative_to(folder), path.read_text(), path.parent.name
    for path in sorted(folder.glob("runs/*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            yield f"{path.relative_to(folder)}:{number}", line, None


def check_folder(description, folder):
    """Checks every frame of a folder and returns their number."""
    found, count = [], 0
    for where, text, kind in frames(folder):
        count += 1
        found += [f"{where}: {problem}" for problem in description.problems(text, kind)]
    if count == 0:
        found.append("no frames")
    if found:
        raise SystemExit("\n".join([f"error: {folder}", *found]))
    return count


def check_examples(description):
    """Checks the examples of every message and returns their number."""
    count = 0
    for name, message in description.document["components"]["messages"].items():
        for example in message["examples"]:
            count += 1
            for error in description.validator(schema_name(message)).iter_errors(example["payload"]):
                raise SystemExit(f"error: {DOCUMENT}: example {example['name']} of {name}: {error.json_path}: {error.message}")
    return count


def check_complete(description):
    """Checks that tests/frames shows each property in each of its types, absent if optional, and each known value."""
    events, values = defaultdict(list), set()
    for _, text, kind in frames(OWN):
        payload, schema, _ = description.unwrap(parse(text), kind)
        events[schema].append(payload)
        values.update(value for value in payload.values() if isinstance(value, str))
    missing = []
    for schema in sorted({schema for _, _, schema in description.streams}):
        definition = description.document["components"]["schemas"][schema]
        for name, property in definition["properties"].items():
            shown = {TYPES[type(event[name])] if name in event else "absent" for event in events[schema]}
            types = property.get("type", "string")
            wanted = {types} if isinstance(types, str) else {*types}
            wanted |= set() if name in definition["required"] else {"absent"}
            missing += [f"{schema}.{name}: {one}" for one in sorted(wanted - shown)]
    for name, definition in description.document["components"]["schemas"].items():
        missing += [f"{name}: {value}" for value in definition.get("enum", []) if value not in values]
    if missing:
        raise SystemExit("\n".join(["error: tests/frames has no frame that shows", *missing]))


def check_damaged(description):
    """Checks that frames of tests/frames are rejected with a field unknown, missing or mistyped; returns the number of attempts."""
    tried = 0
    for where, text, kind in frames(OWN):
        payload, schema, _ = description.unwrap(parse(text), kind)
        required = description.document["components"]["schemas"][schema]["required"]
        damaged = [{**payload, "unknown": "1"}]
        damaged += [{name: value for name, value in payload.items() if name != lost} for lost in required]
        damaged += [{**payload, name: wrong} for name in payload for wrong in ({}, Decimal("1.5"))]
        for event in damaged:
            tried += 1
            if description.validator(schema).is_valid(event):
                raise SystemExit(f"error: {where}: accepted after damage: {event}")
    return tried


def main():
    description = Description()
    print(f"frames: {check_examples(description)} examples are valid")
    print(f"frames: {check_folder(description, OWN)} of tests/frames are valid, {check_damaged(description)} damaged ones are rejected")
    check_complete(description)
    # A relative path is taken from the root of the workspace, as by the tests.
    for variable, below in [("BACKPACK_FRAMES", ""), ("BACKPACK_CAPTURES", "ws")]:
        if variable not in os.environ:
            print(f"frames: {variable} is not set, recordings skipped")
        else:
            print(f"frames: {check_folder(description, ROOT / os.environ[variable] / below)} of {variable} are valid")


if __name__ == "__main__":
    main()
