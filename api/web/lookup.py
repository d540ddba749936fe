"""/: ask about a name, in any script. The answer is the same piece of HTML in the page and for its script."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from ...resolver.model import Kind
from ..replies import service_of, snapshot_of
from .answers import answer
from .question import Question, curl, read
from .rendering import render, root_of

_EXAMPLES = ("吴春历", "Koizumi Shinjiro", "国防部", "Phan Van Giang and Lloyd Austin", "日越経済連携協定")


async def lookup(request: Request) -> Response:
    """The page, with the answer where there is a question; 422 where that cannot be answered."""
    question = _question(request)
    values = await _values(request, question)
    status = 422 if question.errors else 200
    examples = [(text, Question(text).path()) for text in _EXAMPLES]
    return render(request, "lookup.html", status, texts=("lookup",), kinds=list(Kind), examples=examples, **values)


async def fragment(request: Request) -> Response:
    """The answer alone, for the page's script to put into the page."""
    return render(request, "answer.html", **await _values(request, _question(request)))


def _question(request: Request) -> Question:
    return read(request.query_params.multi_items(), service_of(request).settings.max_query)


async def _values(request: Request, question: Question) -> dict[str, Any]:
    """What the template of an answer is given."""
    service, found = service_of(request), None
    if question.is_asked and not question.errors:
        snapshot = snapshot_of(request)
        found = await service.aside(len(question.text) + len(question.against), lambda: answer(snapshot, question))
    settings = service.settings
    base = settings.base_url or f"{request.url.scheme}://{request.url.netloc}{root_of(request)}"
    is_keyed = settings.keys_file is not None and settings.reads == "closed"
    return {
        "question": question, "answer": found, "share": base + question.path(),
        "curl": curl(question, base, keyed=is_keyed),
    }  # fmt: skip
