"""A text that a form of the page sends, written there or in a file, with its hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from msgspec import Struct
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from ...resolver.bulk.reading.encodings import possible, wide
from ...resolver.documents.html_text import looks_like_html
from ...resolver.errors import ExonymError
from ...resolver.hints import parse_hints
from ...resolver.model import Hints
from ..replies import service_of
from ..text_files import check_encoding, read_document

FIELDS = ("date", "language", "context_countries")
NAMELESS = "-"
"""The name of a text that is no file."""
_FILE = "file"


class Sent(Struct, frozen=True):
    """What a form holds: the text, decoded, whether it is HTML, and its hints as they were written."""

    name: str
    text: str
    is_page: bool
    given: Mapping[str, str]
    format: str

    def hints(self) -> Hints:
        """The hints. Raises HintError."""
        return parse_hints(self.given)


class UndecodedError(ExonymError):
    """A file in another encoding; `choices` says what it would begin with in each that fits."""

    code = "input"
    status = 422

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__("the file is not in UTF-8.", remedy="Choose its encoding.")
        self.choices = choices


class NoTextError(ExonymError):
    """A file that is no text, or a form with neither file nor text."""

    code = "input"
    status = 422


async def read_sent(request: Request, fields: dict[str, str]) -> Sent:
    """The document of a form; its fields are added to `fields`, whatever is wrong. Raises as `sent` does."""
    most = service_of(request).settings.max_body
    async with request.form(max_files=1, max_fields=20, max_part_size=most) as form:
        fields.update((name, value) for name, value in form.items() if isinstance(value, str))
        return sent(form, fields)


def sent(form: FormData, fields: Mapping[str, str]) -> Sent:
    """The document of a form: the file, if there is one. Raises UndecodedError, NoTextError, UsageError."""
    given = {name: fields.get(name, "") for name in FIELDS}
    file = form.get(_FILE)
    if isinstance(file, UploadFile) and file.filename:
        name = file.filename
        text, is_page = _decoded(file.file, name, fields.get("encoding", ""))
    else:
        name = NAMELESS
        text = fields.get("text", "").replace("\r\n", "\n")  # forms send every end of a line so
        is_page = fields.get("type") == "html" or looks_like_html(text)
    if not text.strip():
        raise NoTextError("there is no text.", remedy="Write or paste one, or choose a file.")
    return Sent(name, text, is_page, given, fields.get("format", ""))


def _decoded(file: IO[bytes], name: str, encoding: str) -> tuple[str, bool]:
    if encoding:
        check_encoding(encoding)
    try:
        read = read_document(file, name, encoding)
        return "".join(read.pieces), read.is_page
    except ExonymError as error:
        file.seek(0)
        choices = _choices(file.read())
        if not choices:
            raise NoTextError("the file is not a text.", remedy="Choose plain text or HTML.") from error
        raise UndecodedError(choices) from error


def _choices(data: bytes) -> dict[str, str]:
    """Usual encodings that fit, with the first line that is not plain ASCII in each."""
    if b"\0" in data:
        found = wide(data)
        return {found.encoding: found.text.strip().splitlines()[0][:30]} if found else {}
    line = next((each for each in data.split(b"\n") if not each.isascii()), b"")
    return possible(data, line)
