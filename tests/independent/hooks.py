"""Hooks of schemathesis: signing, and the rules of the description that JSON schema cannot express."""

import atexit
import collections
import json
import os
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

from signer import Signer

# JSON schema does not know the formats whose names are the ranges of an integer.
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

# Inferred from the web framework of the exchange and sent by the sandbox, so it is not in the description.
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
    """Adds the ranges of integers and the response 415 to the description."""
    add_ranges(schema)
    for component in schema["components"]["schemas"].values():
        KNOWN_PROPERTIES.update(component.get("properties", {}))
    for item in schema["paths"].values():
        for operation in item.values():
            if "requestBody" in operation:
                operation["responses"]["415"] = UNSUPPORTED


# Number of responses by operation and status, read by run.py. A rejected signature counts as 401, so that a wrong signer
# is not taken for invalid data.
TALLY = collections.defaultdict(collections.Counter)


@schemathesis.hook
def after_call(_context, case, response):
    rejected = response.status_code == 400 and "Invalid signature" in response.text
    status = 401 if rejected else response.status_code
    TALLY[case.operation.definition.raw["operationId"]][status] += 1


@atexit.register
def write_tally():
    Path(os.environ["SCHEMATHESIS_TALLY"]).write_text(json.dumps(TALLY))


@schemathesis.hook
def filter_body(_context, body):
    """Skips bodies with null in an undescribed field, which cannot be signed."""
    elements = body if isinstance(body, list) else [body]
    return not any(
        value is None and key not in KNOWN_PROPERTIES
        for element in elements
        if isinstance(element, dict)
        for key, value in element.items()
    )


def add_ranges(value):
    if isinstance(value, dict):
        if value.get("type") == "integer" and value.get("format") in RANGES:
            value["minimum"], value["maximum"] = RANGES[value["format"]]
        for member in value.values():
            add_ranges(member)
    elif isinstance(value, list):
        for item in value:
            add_ranges(item)


# Each operation has its own signer.
@schemathesis.auth(refresh_interval=None)
class Signature:
    """Signs operations with an `x-instruction`. One without it is public or needs a login session."""

    def get(self, case, _context):
        instruction = case.operation.definition.raw.get("x-instruction")
        if instruction is None:
            return None
        return Signer(os.environ["BACKPACK_API_KEY"], os.environ["BACKPACK_API_SECRET"], instruction)

    def set(self, case, signer, _context):
        # The auth of `requests` receives the request as it is sent.
        case._auth = signer
