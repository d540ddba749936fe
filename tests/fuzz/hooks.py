"""What schemathesis must be told to ask for everything: how JSON Lines are written.

`SCHEMATHESIS_HOOKS=tests/fuzz/hooks.py schemathesis run --checks all http://127.0.0.1:8000/openapi.json` asks a
running service. Its check `positive_data_acceptance` does not hold for /reconcile/file: whether a column is there, only
the table tells.
"""

from __future__ import annotations

import json
from typing import Any

import schemathesis


@schemathesis.serializer("application/x-ndjson")
def json_lines(_: Any, value: Any) -> bytes:
    """A line for each member of a list; texts and bytes as they are."""
    if isinstance(value, bytes | str):
        return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    lines = value if isinstance(value, list) else [value]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()
