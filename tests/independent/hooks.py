"""What schemathesis is told of this exchange: how to sign, and what the description says beyond JSON schema."""

import atexit
import collections
import json
import os
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

from signer import Signer

# The range of an integer is in the name of its format, which JSON schema does not know.
RANGES = {
    "uint8": (0, 2**8 - 1),
    "uint16": (0, 2**16 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "unix-seconds": (-(2**63), 2**63 - 1),
    "unix-millis": (-(2**63), 2**63 - 1),
    "unix-micros": (-(2**63), 2**63 - 1),
}

# Inferred from the web framework of the exchange, and answered by the sandbox: so it is not in the description.
UNSUPPORTED = {
    "description": "The body is not JSON.",
    "content": {"text/plain; charset=utf-8": {"schema": {"type": "string"}}},
}

# Every property that the description names; filled when it is loaded.
KNOWN_PROPERTIES = set()

schemathesis.openapi.format(
    "decimal", st.decimals(min_value=-(10**9), max_value=10**9, places=6).map(lambda value: f"{value:f}")
)


@schemathesis.hook
def before_load_schema(_context, schema):
    """Says what the description says beyond JSON schema in words that schemathesis knows."""
    say_ranges(schema)
    for component in schema["components"]["schemas"].values():
        KNOWN_PROPERTIES.update(component.get("properties", {}))
    for item in schema["paths"].values():
        for operation in item.values():
            if "requestBody" in operation:
                operation["responses"]["415"] = UNSUPPORTED


# How often each operation was answered with which status: 401 counts as an answer to valid data, so a signer that is
# wrong would go unnoticed. run.py looks at it.
TALLY = collections.defaultdict(collections.Counter)


@schemathesis.hook
def after_call(_context, case, response):
    TALLY[case.operation.definition.raw["operationId"]][response.status_code] += 1


@atexit.register
def write_tally():
    Path(os.environ["SCHEMATHESIS_TALLY"]).write_text(json.dumps(TALLY))


@schemathesis.hook
def filter_body(_context, body):
    """A field that the description does not know may hold anything, but a null has no signed text."""
    elements = body if isinstance(body, list) else [body]
    return not any(
        value is None and key not in KNOWN_PROPERTIES
        for element in elements
        if isinstance(element, dict)
        for key, value in element.items()
    )


def say_ranges(value):
    if isinstance(value, dict):
        if value.get("type") == "integer" and value.get("format") in RANGES:
            value["minimum"], value["maximum"] = RANGES[value["format"]]
        for member in value.values():
            say_ranges(member)
    elif isinstance(value, list):
        for item in value:
            say_ranges(item)


# A signer is of one operation: none is kept for the next.
@schemathesis.auth(refresh_interval=None)
class Signature:
    """An operation says with `x-instruction` what it is signed with. One without it is public, or wants a login session."""

    def get(self, case, _context):
        instruction = case.operation.definition.raw.get("x-instruction")
        if instruction is None:
            return None
        return Signer(os.environ["BACKPACK_API_KEY"], os.environ["BACKPACK_API_SECRET"], instruction)

    def set(self, case, signer, _context):
        # As schemathesis does it for the auth of `requests`, which sees the request as it is sent.
        case._auth = signer
