"""Names of organisations in another script that only their sound connects: ガスプロム and Gazprom, 보잉 and Boeing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from ..decision import context
from ..decision.context import Situation
from ..decision.decide import Assessment, logit
from ..mentions.name import Spelling
from ..model import Evidence
from ..names.forms import KnownForm
from ..names.official import cored
from ..names.reached import is_brief, is_spoken
from ..phonetics.renderings import Found, probability
from ..phonetics.score import SoundComparer
from ..policy import Policy
from ..search.catalogue import Catalogue
from ..text.scripts import Script
from .hearing import heard_evidence

_LIMIT = 3


def by_spoken_name(
    spelling: Spelling, catalogue: Catalogue, comparer: SoundComparer, policy: Policy, situation: Situation
) -> Iterator[Assessment]:
    """The organisation whose whole name the spelling renders in another script; at most one, and none by a part of it.

    Between two spellings in one script nothing is rendered: there another spelling is another name. So is one of an
    organisation that has a form in the mention's script: Ratner is not Рейтер, which is Reuters. Two characters (立民)
    sound like too many words to be told by them.
    """
    if not catalogue.spoken.names:
        return
    name = cored(spelling)
    if not is_spoken(name):
        return
    forms = catalogue.forms
    found = catalogue.spoken.find_whole(name.text, _LIMIT, comparer, lambda form: _is_audible(forms[form], name.script))
    certain = probability(found)
    if certain < policy.name.spoken_shown or not found:
        return
    form = forms[found[0].form]
    if (
        is_brief(name)
        or is_brief(form.spelling)
        or any(each.spelling.script is name.script for each in forms.of(form.entity))
    ):
        return
    yield Assessment(
        form.entity,
        form.form.text,
        tuple(_evidence(found[0], policy.fitted_nil + logit(certain))),
        identifies=found[0].alignment.worst >= policy.name.spoken_worst,
        document=context.of_document(form.entity, situation, policy.context),
    )


def _is_audible(form: KnownForm, script: Script) -> bool:
    """Whether a form's sound may speak for a mention in another script: what is itself rendered has lost sounds."""
    own = form.spelling.script
    return own is not script and (form.native or own is Script.LATIN)


def _evidence(found: Found, weight: float) -> Iterator[Evidence]:
    """Each pair of words that sound alike, and what brings their sum to the learned probability."""
    matches = heard_evidence(found.alignment)
    yield from matches
    rest = weight - math.fsum(match.weight for match in matches)
    yield Evidence("sound-certainty", rest, "the whole name of an organisation")
