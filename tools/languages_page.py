"""Writes the table of docs/languages.md: what the tables have of each language, and how its golden file is answered.

Run by hand after tables or golden files have changed:
    python tools/languages_page.py
"""

from __future__ import annotations

import csv
from pathlib import Path

import exonym
from exonym.resolver.hints import FIELDS, parse_hints
from exonym.resolver.resolve import Resolver
from exonym.resolver.tables.coverage import COMPLETE, LanguageCoverage, coverage_of
from exonym.resolver.tables.schema.titles import INFLECTIONS, NAME_CASES

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "languages.md"
GOLDEN = ROOT / "tests" / "golden"
BEGIN, END = "<!-- begin of the table -->\n", "<!-- end of the table -->\n"
READ_TWICE = ROOT / "docs" / "second_reading.tsv"


def main() -> None:
    """Write the table between its marks."""
    resolver = exonym.load()
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    lines = [*_head(), *(_row(coverage_of(lang), resolver) for lang in COMPLETE)]
    PAGE.write_text(before + BEGIN + "\n".join(lines) + "\n" + END + after, encoding="utf-8")


def _head() -> list[str]:
    columns = ("language", "rows", "inflection", "golden rows", "matched", "wrong", "words read twice", "corrected")
    return [f"| {' | '.join(columns)} |", "|---|---|---|---|---|---|---|---|"]


def _row(language: LanguageCoverage, resolver: Resolver) -> str:
    rows = sum(covered.rows for covered in language.tables.values())
    asked, matched, wanted, wrong = _answered(GOLDEN / f"titles_{language.lang}.tsv", resolver)
    drawn, corrected = _read_twice().get(language.lang, ("", ""))
    cells = (
        f"{language.lang} {language.name}", f"{rows:,}", _inflection(language.lang), asked, f"{matched} of {wanted}",
        wrong, drawn, corrected,
    )  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _inflection(lang: str) -> str:
    uses = {rule.use for rule in INFLECTIONS.read() if rule.lang == lang} - {"nationality"}
    names = any(rule.lang == lang for rule in NAME_CASES.read())
    return ", ".join([*(["titles, countries"] if uses else []), *(["names"] if names else [])])


def _answered(path: Path, resolver: Resolver) -> tuple[int, int, int, int]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    matched = wrong = 0
    for row in rows:
        hints = parse_hints({field: row.get(field) or "" for field in FIELDS})
        wanted = row["id"] if row["status"] == "match" else ""
        found = resolver.resolve(row["mention"], hints).id
        matched += bool(wanted) and found == wanted
        wrong += found not in ("", wanted)
    return len(rows), matched, sum(row["status"] == "match" for row in rows), wrong


def _read_twice() -> dict[str, tuple[str, str]]:
    """Words drawn and found wrong by a second reader, and corrections made in all, by language."""
    lines = READ_TWICE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return {lang: (f"{words}, {wrong} wrong, {doubtful} doubtful", made) for lang, words, wrong, doubtful, made in rows}


if __name__ == "__main__":
    main()
