"""Which changes of a gazetteer decisions come to: aliases that no rule derives, look-alikes, entries for new names.

Changes are tried before they are shown: with all of them made, each alias must find its entity and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from ..bulk.answering.decisions import RESERVED, Made
from ..errors import ExonymError
from ..mentions.name import parse
from ..model import Entity, Form, Gazetteer, Hints, Kind, Status
from ..resolve import Resolver
from ..store.editing.ids import propose_id
from ..store.editing.stub import Stub
from ..store.reading.languages import language_of
from ..text.cleaning import clean, unmarked

_NEAR = 60.0
"""The score from which another candidate is a look-alike worth declaring, as `exonym duplicates` has it."""
_LOOK_ALIKES = 3
_UNSPACED = "\u2e80"  # what is written without spaces begins here
_ALONE = "the decision holds for it alone"


class Change(Struct, frozen=True):
    """One thing to write: `what` is "alias", "not" or "new"; `value` a form, an id, or the name of the new entry."""

    what: str
    id: str
    value: str
    made: Made
    lang: str = ""


class Patch(Struct):
    """What decisions come to. `refused` and `needless` say about which mention, and why.

    Those that are `void` were refused for what they say, not for what they would change: they are not kept either.
    """

    changes: list[Change] = field(default_factory=list)
    refused: list[tuple[Made, str]] = field(default_factory=list)
    needless: list[tuple[Made, str]] = field(default_factory=list)
    void: list[Made] = field(default_factory=list)

    def is_void(self, made: Made) -> bool:
        """Whether a decision is not to be kept."""
        return any(each is made for each in self.void)

    def refuse_void(self, made: Made, why: str) -> None:
        """Refuse a decision, and do not keep it."""
        self.refused.append((made, why))
        self.void.append(made)


def plan(made: Iterable[Made], resolver: Resolver, *, tried: bool = True) -> Patch:
    """The changes that decisions come to, those that would collide refused.

    Unless they are `tried`, which takes as long as it takes to load the gazetteer, an alias is only asked about.
    """
    patch = Patch()
    stubs: dict[str, Stub] = {}
    for each in _agreeing(list(made), patch):
        if each.scope == "row":
            patch.needless.append((each, f"it is about the row {each.row} alone"))
        elif each.decision == "new":
            _plan_stub(each, resolver, patch, stubs)
        elif each.decision not in RESERVED:
            _plan_alias(each, resolver, patch)
    if tried:
        _refuse_collisions(patch, resolver)
    else:
        _refuse_known(patch, resolver)
    return patch


def _agreeing(made: Sequence[Made], patch: Patch) -> Iterator[Made]:
    """The decisions but those that say different things about one mention with the same hints."""
    same: dict[object, list[Made]] = {}
    for each in made:
        same.setdefault(each.question, []).append(each)
    for each in made:
        other = next((one for one in same[each.question] if one.decision != each.decision), None)
        if other is None:
            yield each
        else:
            patch.refuse_void(each, f"line {other.line} says {other.decision} about it, line {each.line} does not")


def _plan_alias(made: Made, resolver: Resolver, patch: Patch) -> None:
    entity = resolver.gazetteer.redirect(made.decision)
    if entity is None:
        patch.refuse_void(made, f"there is no entity {made.decision}; it is gone, or misspelt")
        return
    form = _bare(made.mention)
    if not form:
        patch.needless.append((made, f"it is a title without a name; {_ALONE}"))
    elif shared := _shared(form, entity, made, resolver):
        patch.needless.append((made, f"{shared}; {_ALONE}"))
    else:
        _plan_form(form, entity, made, resolver, patch)


def _shared(form: str, entity: Entity, made: Made, resolver: Resolver) -> str:
    """Why others may have this form too, so that it must not become an alias for every text; empty if it may."""
    if entity.kind is Kind.PERSON and _is_part(form, entity, resolver):
        return f"{form} is a part of a name, which others bear"
    decision = resolver.resolve(form, Hints(kind=made.hints.kind))
    own = next((each.score for each in decision.candidates if each.id == entity.id), None)
    least = max(own or 0.0, _NEAR)
    others = sum(each.id != entity.id and each.score >= least for each in decision.candidates)
    if decision.status is Status.AMBIGUOUS and others > (own is None):  # one alone may only look like a nickname
        return f"{form} fits {others} others as well" if others > 1 else f"{form} fits another as well"
    return ""


def _is_part(form: str, entity: Entity, resolver: Resolver) -> bool:
    """Whether a form is one word of a longer name of the entity, written or derived, or some of its characters."""
    names = {each.text for each in entity.forms} | {each.text for each in resolver.names(entity.id)}
    if max(form) > _UNSPACED:
        return any(form in name and form != name for name in names)
    words = _words(form)
    return len(words) == 1 and any(words[0] in longer for name in names if len(longer := _words(name)) > 1)


def _words(text: str) -> list[str]:
    return unmarked(clean(text)).casefold().split()


def _plan_form(form: str, entity: Entity, made: Made, resolver: Resolver, patch: Patch) -> None:
    """The form as an alias, unless it needs none, and what looks like it as declared to be different."""
    decision = resolver.resolve(made.mention, made.hints)
    rivals = [each for each in decision.candidates if each.id != entity.id and each.score >= _NEAR]
    for rival in rivals[:_LOOK_ALIKES]:
        other = resolver.gazetteer.entities[rival.id]
        declared = rival.id in entity.distinct or entity.id in other.distinct
        known = any(each.what == "not" and {each.id, each.value} == {entity.id, rival.id} for each in patch.changes)
        if rival.kind is entity.kind and not declared and not known:
            patch.changes.append(Change("not", entity.id, rival.id, made))
    if decision.status is Status.MATCH and decision.id == entity.id:
        patch.needless.append((made, "rules find it by now"))
    elif any(each.text == form for each in entity.forms):
        patch.needless.append((made, f"{form} is a name of {entity.id} already"))
    else:
        # Without a diacritic a Latin name says nothing of its language; Vietnamese without them follows by rule.
        lang = made.hints.language or ("" if form.isascii() else language_of(form, entity.country)) or "en"
        patch.changes.append(Change("alias", entity.id, form, made, lang))


def _bare(mention: str) -> str:
    """The mention without titles, as an alias is written; empty when there is nothing else."""
    hypotheses = parse(mention).hypotheses
    fullest = max(hypotheses, key=lambda each: len(each.titles), default=None)
    return fullest.spellings[0].text if fullest and fullest.spellings else ""


def _plan_stub(made: Made, resolver: Resolver, patch: Patch, stubs: dict[str, Stub]) -> None:
    name = _bare(made.mention) or made.mention.strip()
    found = resolver.resolve(name, Hints(kind=made.hints.kind))
    if found.status is Status.MATCH:
        known = patch.needless if found.name == name and not found.candidates[1:] else patch.refused
        known.append((made, f"{name} is {found.id}, which is in the gazetteer"))
        return
    kind = Kind(made.hints.kind or Kind.PERSON)
    try:
        entity_id = propose_id(kind, {"name": name, "country": made.hints.country})
    except ExonymError as error:
        patch.refused.append((made, str(error)))
        return
    if entity_id in resolver.gazetteer.entities:
        patch.refused.append((made, f"the id {entity_id} is taken by {resolver.gazetteer.entities[entity_id].name}"))
    elif entity_id in stubs:
        patch.needless.append((made, f"{entity_id} is new already in this file"))
    else:
        stubs[entity_id] = stub_of(entity_id, name, made)
        patch.changes.append(Change("new", entity_id, name, made))


def stub_of(entity_id: str, name: str, made: Made) -> Stub:
    """The entry of a new name: what the row says of it and nothing else."""
    fields: dict[str, str | list[str]] = {"name": name, "country": made.hints.country, "note": made.note}
    kind = Kind(made.hints.kind or Kind.PERSON)
    return Stub(entity_id, kind, {key: value for key, value in {**fields, "sources": ["knowledge"]}.items() if value})


def _refuse_known(patch: Patch, resolver: Resolver) -> None:
    """Refuse an alias that is somebody else's today."""
    for change in [each for each in patch.changes if each.what == "alias"]:
        decision = resolver.resolve(change.value, Hints(kind=change.made.hints.kind))
        if decision.status is Status.MATCH and decision.id != change.id:
            patch.refused.append((change.made, f"{change.value} would collide with {decision.id}"))
            patch.changes.remove(change)


def _refuse_collisions(patch: Patch, resolver: Resolver) -> None:
    """Try the gazetteer as it would be, until every alias that is left finds its entity and nobody else."""
    while True:
        tried = Resolver(_amended(patch.changes, resolver.gazetteer), resolver.policy)
        for change in [each for each in patch.changes if each.what == "alias"]:
            decision = tried.resolve(change.value, Hints(kind=change.made.hints.kind))
            if decision.status is not Status.MATCH or decision.id != change.id:
                others = [each.id for each in decision.candidates if each.id != change.id] or [decision.id]
                reason = f"{change.value} would collide with {others[0]}" if others[0] else decision.why
                patch.refused.append((change.made, reason))
                patch.changes.remove(change)
                break
        else:
            return


def _amended(changes: Sequence[Change], gazetteer: Gazetteer) -> Gazetteer:
    entities = dict(gazetteer.entities)
    for change in changes:
        if change.what == "new":
            kind = Kind(change.made.hints.kind or Kind.PERSON)
            form = Form(change.value, "", "name")
            entities[change.id] = Entity(change.id, kind, change.value, (form,), change.made.hints.country)
        elif change.what == "alias":
            old = entities[change.id]
            entities[change.id] = replace(old, forms=(*old.forms, Form(change.value, change.lang)))
        else:
            old = entities[change.id]
            entities[change.id] = replace(old, distinct=(*old.distinct, change.value))
    return Gazetteer(entities, gazetteer.version)
