"""The law of written forms: whoever asks for a name as the gazetteer writes it gets its entity first.

Every tenth form is asked each time; `make forms` asks all of them, which takes a quarter of an hour. An edit of the
gazetteer or of the rules for reading agreements and organisations should be tried with all.
"""

from __future__ import annotations

import os

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver

EVERY = int(os.environ.get("EXONYM_TEST_EVERY", "10"))
PARTS = 4  # so that several processes share them


@pytest.mark.parametrize("part", range(PARTS))
def test_a_written_form_lists_its_entity_first(resolver: Resolver, gazetteer: Gazetteer, part: int) -> None:
    """Written forms of organisations and agreements have the full score; people share their names with strangers."""
    asked = [each for kind in Kind for each in written(gazetteer, kind)[::EVERY]][part::PARTS]
    assert len(asked) > 100
    for entity, form in asked:
        decision = resolver.resolve(form.text, limit=50)
        scores = {candidate.id: candidate.score for candidate in decision.candidates}
        assert entity.id in scores, (form.text, entity.id, decision.why)
        assert scores[entity.id] == (max(scores.values()) if entity.kind is Kind.PERSON else 100.0), form.text


def written(gazetteer: Gazetteer, kind: Kind) -> list[tuple[Entity, Form]]:
    """The forms of one kind, a form of each entity after the other; posts are no answers."""
    known = [each for each in gazetteer.entities.values() if each.kind is kind and not each.merged_into]
    return [(each, form) for each in known if kind is not Kind.POST for form in each.forms if form.role != "reading"]
