"""Official names side by side: an article, a legal form and `&` are no part of what tells one from another."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from ..mentions.name import Spelling, spell
from ..model import Evidence, Kind
from ..policy import NameWeights
from ..vocabulary import legal_forms
from ..vocabulary.official_names import Core, core
from .compare import Comparer
from .forms import KnownForm
from .weighing import WRITTEN_FORM, Alignment


def cored(spelling: Spelling) -> Spelling:
    """A spelling without its article and legal form; itself where it has neither."""
    told = core(spelling.text).text
    return spelling if told == spelling.text else spell(told)


def cored_form(form: KnownForm) -> KnownForm | None:
    """A form without its article and legal form; None where it has neither."""
    told = core(form.spelling.text).text
    return None if told == form.spelling.text else replace(form, spelling=spell(told))


def compare_cores(mention: Spelling, form: KnownForm, comparer: Comparer, weights: NameWeights) -> Alignment | None:
    """How an official name agrees with a form when both are without article and legal form.

    None for a person's form, where neither has any, or where what is left is not the same.
    """
    if form.entity.kind is Kind.PERSON:
        return None
    said, known = core(mention.text), core(form.spelling.text)
    if said.text == mention.text and known.text == form.spelling.text:
        return None
    found = comparer.compare(spell(said.text), cored_form(form) or form, lenient=False)
    if found is None or not found.whole:
        return None
    against = tuple(_legal_forms(said, known, weights))
    return replace(
        found,
        evidence=(*map(_but_for_these, found.evidence), *against),
        weight=found.weight + sum(each.weight for each in against),
        exact=found.exact and not (said.form or known.form),
        veto=found.veto or any(each.veto for each in against),
    )


def _but_for_these(evidence: Evidence) -> Evidence:
    if evidence.rule != WRITTEN_FORM:
        return evidence
    return replace(evidence, text=f"{evidence.text}, but for article or legal form")


def _legal_forms(said: Core, known: Core, weights: NameWeights) -> Iterator[Evidence]:
    if not said.form and not known.form:
        return
    if not legal_forms.agree(said.kinds, known.kinds):
        text = f"{said.form} is another legal form than {known.form}"
        yield Evidence("legal-form", weights.contradiction, text, veto=True)
    elif said.form and known.form:
        yield Evidence("legal-form", 0.0, f"{said.form} ~ {known.form}, the legal form")
    else:
        text = f"{said.form or known.form}, the legal form, is said on one side alone"
        yield Evidence("legal-form", weights.legal_form_unsaid, text)
