"""What hints look like, for the OpenAPI document. `parse_hints` checks them, and says better what is wrong."""

from __future__ import annotations

from itertools import groupby

from pydantic import JsonValue

from ...resolver.vocabulary.country_lookup import codes


def _countries() -> str:
    """The codes of two letters and the groups, by first letter. Names and other codes are read too: see /docs."""
    today = sorted(code for code, meant in codes().items() if meant == (code,))
    pairs = (code for code in today if len(code) == 2)
    by_first = [
        f"{first}[{''.join(code[1] for code in listed)}]" for first, listed in groupby(pairs, lambda each: each[0])
    ]
    return "|".join([*by_first, *(code for code in today if len(code) > 3)])


_CODE = f"({_countries()})"
_DAY = (
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])"
    "|(0[1-9]|1[0-2])"
)

COUNTRY = f"^{_CODE}?$"
COUNTRIES = f"^({_CODE}([ ,;|]{_CODE})*)?$"
DATE = f"^((?!0000)[0-9]{{4}}(-({_DAY}))?)?$"
KINDS: list[JsonValue] = ["", "person", "organisation", "agreement", "post"]
LANGUAGE = "^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*)?$"
