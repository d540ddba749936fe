"""Names that keys find loosely: those that share most with a mention, most of which agree with it in part at best."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

from msgspec import Struct

from ..mentions.name import Spelling
from ..model import Entity, Kind
from ..names.compare import Comparer
from ..names.forms import KnownForm
from ..names.official import cored, cored_form
from ..names.patronymic import without_patronymic
from ..policy import Policy
from ..readings.routes import all_bridges, one_kana
from ..search.catalogue import Catalogue
from ..search.keys import Derived, is_only_derived, keys
from ..text.scripts import Script

_CORES = 4_096  # forms of which it is kept what they are without article and legal form


class LooseNames(Struct, eq=False, dict=True):
    """Finds entities that may agree with a name in part; `exactly` gives the forms that a key finds."""

    catalogue: Catalogue
    comparer: Comparer
    policy: Policy
    exactly: Callable[[Spelling, bool], Derived]

    def asked(self, spellings: Iterable[Spelling]) -> list[Spelling]:
        """What is looked up of a name; nothing where no route leads to whatever a key brings."""
        found = [each for each in spellings if len(each.text) <= self.policy.longest_name]
        found += [shorter[0] for each in found if (shorter := without_patronymic(each))]
        found += [told for each in found if (told := cored(each)) is not each]
        scripts = self.catalogue.scripts
        return found if any(each.script in scripts or each.script in self._comparable for each in found) else []

    def candidates(self, spellings: tuple[Spelling, ...]) -> list[Entity]:
        """The entities whose keys share most with those of a name."""
        wanted = {key for spelling in self.asked(spellings) for key in keys(spelling, self.catalogue.filed_scripts)}
        near = self.catalogue.index.near(wanted, self.policy.candidates) if wanted else ()
        return entities_of([number for number, _ in near], self.catalogue)

    def agreeing(self, spellings: tuple[Spelling, ...]) -> list[Entity]:
        """Those among them who may agree with all of a name, and whom no key finds exactly: never too few."""
        unwritten = {each for each in spellings if self._is_only_derived(each)}
        asked = [each for each in spellings if each not in unwritten or not self.exactly(each, True).is_all]
        near = self.candidates(spellings) if asked else ()
        return [each for each in near if any(self._may_be_called(each, name, name in unwritten) for name in asked)]

    def _is_only_derived(self, spelling: Spelling) -> bool:
        """Whether certainly no form agrees with all of a name, however leniently compared, but one that a key derives:
        none in characters."""
        return is_only_derived(spelling, self.catalogue.index, self.catalogue.scripts, self.catalogue.unread)

    def _may_be_called(self, entity: Entity, spelling: Spelling, is_unwritten: bool) -> bool:
        forms = compared(self.catalogue.forms.of(entity), entity, spelling)
        if is_unwritten:
            forms = tuple([form for form in forms if form.spelling.script is not Script.HAN])
        if any(self.comparer.may_agree(spelling, form) for form in forms):
            return True
        return entity.kind is not Kind.PERSON and self._may_be_official(forms, spelling)

    def _may_be_official(self, forms: Iterable[KnownForm], spelling: Spelling) -> bool:
        """Whether `compare_cores` says that a form is the name but for articles and legal forms."""
        said = cored(spelling)
        for form in forms:
            known = self._cored(form)
            if known is None and said is spelling:
                continue
            found = self.comparer.compare(said, known or form, lenient=False)
            if found is not None and found.whole:
                return True
        return False

    @cached_property
    def _cored(self) -> Callable[[KnownForm], KnownForm | None]:
        return lru_cache(maxsize=_CORES)(cored_form)

    @cached_property
    def _comparable(self) -> frozenset[Script]:
        """The scripts in which a name may agree with a form: those of the forms and of their keys, those that a route
        leads to from one of these, or from which it leads there, and whatever has letters of no script that we know.
        """
        known = self.catalogue.scripts | self.catalogue.filed_scripts | {Script.OTHER, Script.NONE}
        routes = [each for each in all_bridges() if each.compares]
        ways = [(one_kana(each.source), one_kana(each.target)) for each in routes]
        return known.union(*[{one, other} for one, other in ways if one in known or other in known])


def compared(forms: tuple[KnownForm, ...], entity: Entity, spelling: Spelling) -> tuple[KnownForm, ...]:
    """The forms of an entity with which a spelling is compared in part: a rendering in a third script is no source."""
    if entity.kind is not Kind.PERSON:
        return forms
    return tuple([form for form in forms if form.native or form.spelling.script is spelling.script])


def entities_of(forms: Iterable[int], catalogue: Catalogue) -> list[Entity]:
    """The entities that forms with these numbers are of, each once."""
    return list({(form := catalogue.forms[number]).entity.id: form.entity for number in forms}.values())
