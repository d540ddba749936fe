"""Words of an entry that are to be of a fixed list, and are not: offices, functions, instruments, topics, languages."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import Finding
from ...text.scripts import Script, main_script
from ...vocabulary.customs import languages_of
from ...vocabulary.fixed_words import is_known, nearest_word
from ..codes import finding
from ..reading.cures import did_you_mean_language
from ..reading.entries import Entry
from ..reading.languages import countries, languages, scripts

_ALSO = {
    "az": "Cyrl Arab", "bs": "Cyrl", "kk": "Latn Arab", "ku": "Arab Cyrl", "ky": "Latn Arab", "mn": "Mong",
    "ms": "Arab", "pa": "Arab", "ro": "Cyrl", "sh": "Latn Cyrl", "sr": "Latn", "tg": "Latn Arab", "tk": "Cyrl Arab",
    "tt": "Latn", "ug": "Latn Cyrl", "uz": "Cyrl Arab", "vi": "Hani", "za": "Hani",
}  # fmt: skip
"""Scripts that a language is written in beside its usual ones, today or in its older names."""


def unknown_words(entry: Entry) -> Iterator[Finding]:
    """The words that the resolver does not know: those that are surely misspelt, and others."""
    fields = entry.fields
    for field in ("office", "function", "instrument"):
        if field in fields:
            yield from _unknown(entry, field, fields[field], (field,))
    for at, topic in enumerate(fields.get("topics", ())):
        yield from _unknown(entry, "topics", topic, ("topics", at))


def _unknown(entry: Entry, field: str, word: str, path: tuple[str | int, ...]) -> Iterator[Finding]:
    if is_known(field, word):
        return
    near = nearest_word(field, word)
    remedy = f"did you mean `{near.word}`? `exonym words {field}` lists them" if near.word else ""
    remedy = remedy or f"`exonym words {field}` lists them; with an unknown one, only the names written here are found"
    yield finding("E121" if near.obvious else "E122", entry.at(*path), f"unknown {field} `{word}`", remedy)


def doubtful_languages(entry: Entry) -> Iterator[Finding]:
    """Codes of languages that are none or a country's, and names in a script that their language does not use."""
    country = entry.fields.get("country", "")
    for code, forms in entry.fields.get("names", {}).items():
        language = code.split("-")[0]
        place = entry.at("names", code, key=True)
        if not language:
            continue
        if language not in languages():
            remedy = did_you_mean_language(language) or "`exonym words language` lists them"
            yield finding("E123", place, f"unknown language `{code}`", remedy)
            continue
        strange = [(at, form) for at, form in enumerate(forms) if not _is_written_in(form, language)]
        spoken = sorted({each for each in languages_of(language).values() if each} - {language})
        if spoken and language in countries() and (strange or _is_the_country(language, country)):
            remedy = f"did you mean {' or '.join(f'`{each}`' for each in spoken)}?"
            yield finding("R508", place, f"`{code}` as a language is not that of the country `{language}`", remedy)
            continue
        for at, form in strange:
            message = f"`{form}` is in a script that `{code}` is not written in"
            yield finding("R509", entry.at("names", code, at), message)


def _is_the_country(language: str, country: str) -> bool:
    return language == country and language not in languages_of(country).values()


def _is_written_in(form: str, language: str) -> bool:
    """Whether a language may be written so; one without Latin letters has acronyms and single names in them."""
    script = main_script(form)
    allowed = {*scripts(language), *_ALSO.get(language, "").split()}
    if not allowed or script in (Script.NONE, Script.OTHER) or script in allowed:
        return True
    return script is Script.LATIN and not (" " in form and any(char.islower() for char in form))


def doubtful_country(entry: Entry) -> Iterator[Finding]:
    """An id that begins with another country's code than the entry's own."""
    first, dash, _ = entry.id.partition("-")
    country = entry.fields.get("country", "")
    if dash and country and first != country and first in countries():
        message = f"the id `{entry.id}` begins with `{first}`, its country is `{country}`"
        yield finding("R512", entry.at("country"), message)
