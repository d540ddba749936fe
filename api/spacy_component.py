"""The spaCy component `exonym`: entities with their ids as `kb_id_`, on any pipeline, with no model.

spaCy finds it by itself where both are installed (`pip install exonym[spacy]`): `nlp.add_pipe("exonym")`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Span
from spacy.util import filter_spans

from ..resolver.documents.annotate import Annotator, Mention
from ..resolver.hints import parse_hints
from ..resolver.model import Kind, Status
from .python import load

if TYPE_CHECKING:
    from ..resolver.model import Hints

LABELS = {Kind.PERSON: "PERSON", Kind.ORGANISATION: "ORG", Kind.AGREEMENT: "LAW"}
"""The labels of OntoNotes, which spaCy's own pipelines use."""
GROUP = "exonym"
"""The key of `doc.spans` under which all mentions are, the ambiguous ones too."""
_ANY_LANGUAGE = "xx"


class Exonym:
    """Annotates a `Doc` as a document of its own: short forms are decided by the full names in it.

    The gazetteer is loaded when the first document comes. A `Doc` may bring hints of its own:
    `doc.user_data["exonym"] = {"date": "2018-04-10"}`.
    """

    def __init__(self, gazetteers: Sequence[str], shipped: bool, hints: dict[str, str]) -> None:
        self._gazetteers = tuple(gazetteers)
        self._shipped = shipped
        self._hints = hints
        self._annotator: Annotator | None = None
        parse_hints(hints)  # what cannot be right is said now

    def __call__(self, doc: Any) -> Any:
        """The same document with entities, spans and `span._.exonym`."""
        mentions = self._annotate(doc)
        spans = [self._span(doc, mention) for mention in mentions]
        doc.spans[GROUP] = spans
        ours = [span for span in spans if span.kb_id_]
        taken = {token.i for span in ours for token in span}
        others = [span for span in doc.ents if not taken.intersection(range(span.start, span.end))]
        doc.set_ents(filter_spans([*ours, *others]))
        return doc

    def __getstate__(self) -> dict[str, Any]:
        """Without the gazetteer: each process of `nlp.pipe(n_process=…)` loads its own."""
        return {**self.__dict__, "_annotator": None}

    def _annotate(self, doc: Any) -> tuple[Mention, ...]:
        if self._annotator is None:
            self._annotator = Annotator(load(*self._gazetteers, shipped=self._shipped))
        return self._annotator.annotate(doc.text, self._hints_of(doc)).mentions

    def _hints_of(self, doc: Any) -> Hints:
        language = {} if doc.lang_ in ("", _ANY_LANGUAGE) else {"language": doc.lang_}
        return parse_hints({**language, **self._hints, **doc.user_data.get("exonym", {})})

    def _span(self, doc: Any, mention: Mention) -> Any:
        """The tokens of a mention, with the whole of one that is only in part of it (대통령은)."""
        decision = mention.decision
        label = LABELS.get(decision.candidates[0].kind, "") if decision.candidates else ""
        kb_id = decision.id if decision.status is Status.MATCH else ""
        span = doc.char_span(mention.start, mention.end, label=label, kb_id=kb_id, alignment_mode="expand")
        span._.exonym = mention
        return span


def make_exonym(  # noqa: PLR0913, PLR0917 - a parameter is a setting of the component
    nlp: Any,
    name: str,
    gazetteers: list[str],
    shipped: bool,
    date: str,
    language: str,
    context_countries: str,
) -> Exonym:
    """The component with the settings of its config. Raises HintError for a hint that cannot be right."""
    hints = {"date": date, "language": language, "context_countries": context_countries}
    return Exonym(gazetteers, shipped, {field: value for field, value in hints.items() if value})


if not Span.has_extension("exonym"):
    Span.set_extension("exonym", default=None)
Language.factory(
    "exonym",
    default_config={"gazetteers": [], "shipped": True, "date": "", "language": "", "context_countries": ""},
    assigns=["doc.ents", "doc.spans", "token.ent_type", "token.ent_kb_id"],
    func=make_exonym,
)
