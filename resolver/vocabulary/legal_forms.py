"""Words that say of a name that it is a company's: Ltd., GmbH, ООО, 有限公司. Nobody who bears one is a person."""

from __future__ import annotations

import re
from functools import cache

from ..tables import rows

_UNSPACED = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
_END = r"[\s.,;)\"'”»]*$"


def found_in(text: str) -> str:
    """The legal form that a clean text has where such a form stands, as it is written there; empty without one."""
    hit = _pattern().search(text)
    return next((group for group in hit.groups() if group), "") if hit else ""


@cache
def _pattern() -> re.Pattern[str]:
    places: dict[str, list[str]] = {"begin": [], "end": [], "any": []}
    for form, place in sorted(rows("legal_forms.tsv"), key=lambda row: -len(row[0])):
        places[place].append(re.escape(form) if not form.endswith(".") else re.escape(form[:-1]) + r"\.?")
    begin, end, anywhere = ("|".join(map(_parted, places[place])) for place in ("begin", "end", "any"))
    return re.compile(rf"^({begin}|{anywhere})(?=.*\w)|(?<=\w)\W*?({end}|{anywhere}){_END}", re.IGNORECASE)


def _parted(form: str) -> str:
    """The form as a word of its own, where its script parts words."""
    return form if _UNSPACED.search(form) else rf"(?<!\w){form}(?!\w)"
