"""What hints look like, for the OpenAPI document. `parse_hints` checks them, and says better what is wrong."""

from __future__ import annotations

from pydantic import JsonValue

_CODE = "([A-Za-z]{2}|asean|nato)"
_DAY = (
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
    "|(0[1-9]|1[0-2])"
)

COUNTRY = f"^{_CODE}?$"
COUNTRIES = f"^({_CODE}([ ,;|]{_CODE})*)?$"
DATE = f"^((?!0000)[0-9]{{4}}(-({_DAY}))?)?$"
KINDS: list[JsonValue] = ["", "person", "organisation", "agreement", "post"]
LANGUAGE = "^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$"
