"""Plain tables with a column mapping, and OpenRefine's exports with judgements: in. Our own table: out."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import zip_longest

from msgspec import Struct

from ..errors import InputError, Place, UsageError
from ..mentions.name import parse
from ..model import Entity, Kind
from .draft import Draft
from .formats import Item, as_file
from .record import Record, Tally

Row = tuple[int, dict[str, str]]
"""A line and its cells by column; blank where the row is too short, under `SURPLUS` where it is too long."""

SURPLUS = "\0"
"""No column has this name."""


@cache
def fields() -> tuple[str, ...]:
    """What a column may be mapped to."""
    return (
        "id", "name", "names", "lang", "kind", "nationality", "country", "born", "died", "founded", "dissolved",
        "signed", "in_force", "reading", "post", "organisation", "from", "to", "wikidata", "note", "source",
        "judgement", "mention",
    )  # fmt: skip


def rows(stream: Iterable[bytes], file: str) -> Iterator[Row]:
    """Rows by column name with their line, of a table whose header tells its separator. Raises InputError."""
    text = io.TextIOWrapper(as_file(stream), encoding="utf-8-sig", newline="")
    try:
        header = text.readline()
        delimiter = max(",;\t|", key="".join(header.split('"')[::2]).count)
        names = next(csv.reader([header], delimiter=delimiter), [])
        reader = csv.reader(text, delimiter=delimiter)
        for cells in reader:
            if cells:
                row = dict(zip_longest(names, cells[: len(names)], fillvalue=""))
                surplus = "".join(cells[len(names) :])
                yield reader.line_num + 1, {**row, SURPLUS: surplus} if surplus.strip() else row
    except UnicodeDecodeError as error:
        raise InputError("it is not UTF-8.", place=Place(file)) from error
    except csv.Error as error:
        raise InputError(f"the table breaks off: {error}.", place=Place(file)) from error


def row_items(stream: Iterable[bytes], file: str) -> Iterator[Item]:
    """A row each, by column name; its number is its line. Raises InputError."""
    for line, row in rows(stream, file):
        yield Item(line, json.dumps(row, ensure_ascii=True).encode(), row)


def mapping(given: Iterable[str]) -> dict[str, str]:
    """`field=column` each. Raises UsageError."""
    found = {}
    for each in given:
        field, _, column = each.partition("=")
        if field not in fields() or not column:
            raise UsageError(f"--map {each} is not FIELD=COLUMN.", remedy=f"Fields are: {', '.join(fields())}.")
        found[field] = column
    return found


class Table(Struct, frozen=True):
    """A row is an entity, or a name or a term more of one: rows of one id add up.

    Without an id, rows of one name, birth and country are one entity. With `names`, a cell holds several, separated by
    semicolons. With `post`, a row is a term: the cell is one of `posts`, the ids that the gazetteer has, or what the
    source calls it. `kind` is what entities are that do not say it; `order` as in `Draft`.
    """

    file: str
    columns: Mapping[str, str]
    kind: Kind
    order: str = ""
    posts: frozenset[str] = frozenset()

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A row each. Raises InputError."""
        return row_items(stream, self.file)

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """The entity of a row, and its post. Raises InputError where a column is missing."""
        value = _values(item, self.columns, self.file)
        own = _kind(value.get("kind", ""), self.kind)
        if SURPLUS in item.value:
            tally.without("rows with more cells than the table has columns")
        elif not value.get("id") and not value.get("name"):
            tally.without("rows without an id or a name")
        elif own is None:
            tally.without("rows of a kind that we do not have")
        else:
            draft = self._draft(value, own, tally)
            draft.country(value.get("nationality", ""))
            draft.country(value.get("country", ""))
            draft.name(value.get("name", ""), value.get("lang", ""))
            if own is Kind.PERSON:
                draft.name(_without_honorific(value.get("name", "")))
            for name in value.get("names", "").split(";"):
                draft.name(name, value.get("lang", ""))
            _facts(draft, value)
            post = self._term(draft, value, tally)
            yield draft.record()
            if post is not None:
                yield post

    def _draft(self, value: Mapping[str, str], kind: Kind, tally: Tally) -> Draft:
        """With the row's id, or one from what tells its people apart."""
        if value.get("id"):
            return Draft(value["id"], kind, tally, order=self.order)
        told_by = (value.get(key, "") for key in ("name", "born", "nationality", "country"))
        return Draft(" ".join(filter(None, told_by)), kind, tally, derived=True, order=self.order)

    def _term(self, draft: Draft, value: Mapping[str, str], tally: Tally) -> Record | None:
        """Gives the draft the term of the row; returns the post, where the gazetteer does not have it."""
        post, body = value.get("post", ""), value.get("organisation", "")
        if not post:
            return None
        if draft.kind is not Kind.PERSON:
            tally.without("posts of what is not a person")
            return None
        known = post in self.posts
        made = Draft(post if known else " ".join(filter(None, (post, body))), Kind.POST, tally, derived=True)
        draft.term(made.source_id, [value.get("from", "")], [value.get("to", "")], value.get("source", ""))
        made.name(", ".join(filter(None, (post, body))))
        made.country(value.get("country", ""))
        return None if known else made.record()


def _without_honorific(name: str) -> str:
    """What a polite list's name is without its titles (Senator the Hon Amanda Vanstone); empty where it has none."""
    for each in parse(name).hypotheses if name else ():
        polite = any(title.kind == "honorific" for title in each.titles)
        if polite and len(each.spellings) == 1 and len(each.spellings[0].words) > 1:
            return each.spellings[0].text
    return ""


def _facts(draft: Draft, value: Mapping[str, str]) -> None:
    dated = {
        Kind.PERSON: ("born", "died"), Kind.ORGANISATION: ("founded", "dissolved"),
        Kind.AGREEMENT: ("signed", "in_force"),
    }  # fmt: skip
    for key in dated.get(draft.kind, ()):
        draft.date(key, value.get(key, ""))
    draft.text("note", value.get("note", ""))
    draft.reading(value.get("reading", ""))
    draft.address(value.get("source", ""))
    draft.wikidata(value.get("wikidata", "").rpartition("/")[2])


class Judged(Struct, frozen=True):
    """An OpenRefine export: a mention that a person judged `matched` is a name of the id; other rows are left out.

    Columns: `mention`, `id` and `judgement` (our review files: `mention`, `exonym_decision`).
    """

    file: str
    columns: Mapping[str, str]
    kind: Kind

    def items(self, stream: Iterable[bytes]) -> Iterator[Item]:
        """A row each. Raises InputError."""
        return row_items(stream, self.file)

    def records(self, item: Item, tally: Tally) -> Iterator[Record]:
        """A name more of the id that was decided on. Raises InputError where a column is missing."""
        value = _values(item, self.columns, self.file)
        judgement = value.get("judgement", "").lower()
        # A review file says the decision as an id, an export of OpenRefine says `matched` beside one.
        apart = "id" in self.columns
        entity_id = value.get("id", "") if apart else value.get("judgement", "")
        judged = judgement in {"matched", "match"} if apart else judgement not in {"", "new", "none", "unsure"}
        if not judged or not entity_id:
            tally.without(f"rows judged {judgement or 'nothing'}")
            return
        draft = Draft(entity_id, _kind(value.get("kind", ""), self.kind) or self.kind, tally)
        draft.fields["name"] = ""  # whom it names is known: the mention is one name more
        draft.name(value.get("mention", ""), value.get("lang", ""))
        del draft.fields["name"]
        yield draft.record()


def _values(item: Item, columns: Mapping[str, str], file: str) -> dict[str, str]:
    """The cells of a row by what their columns are mapped to."""
    _need(item.value, columns.values(), Place(file, item.number))
    return {field: item.value.get(column, "").strip() for field, column in columns.items()}


def _need(row: Mapping[str, str], wanted: Iterable[str], place: Place) -> None:
    missing = [column for column in wanted if column not in row]
    if missing:
        shown = ", ".join(list(row)[:10])
        remedy = "Name one of them in --map."
        raise InputError(f"there is no column {missing[0]!r} (columns: {shown}).", remedy=remedy, place=place)


def _kind(text: str, default: Kind) -> Kind | None:
    word = {"org": "organisation", "organization": "organisation", "": default.value}.get(text.lower(), text.lower())
    return Kind(word) if word in {each.value for each in Kind} else None


def export(entities: Iterable[Entity]) -> Iterator[str]:
    """A row for each written form, the shown name first: what `--gazetteer FILE.csv` reads."""
    yield table_row(("id", "name", "lang", "kind", "country"))
    for entity in entities:
        if not entity.merged_into:
            for form in entity.forms:
                yield table_row((entity.id, form.text, form.lang, entity.kind.value, entity.country))


def table_row(cells: Iterable[str]) -> str:
    """A line of CSV without its end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
