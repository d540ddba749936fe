"""Names in scripts that no route leads from to a form are let go at once; the answers are as if each were compared."""

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver
from exonym.resolver.text.scripts import Script

KNOWN = (
    (Kind.PERSON, "Nguyễn Văn An"),
    (Kind.PERSON, "Homer Simpson"),
    (Kind.PERSON, "Foo αβγ"),
    (Kind.ORGANISATION, "Αβγ SOCIETE ANONYME"),
    (Kind.ORGANISATION, "The Boeing Company"),
    (Kind.AGREEMENT, "Treaty 2+2"),
)
MENTIONS = (
    "Όμηρος Σίμπσον", "הומר סימפסון", "होमर सिम्पसन", "Αβγ", "ΑΒΓ ΑΕ", "αβγ Foo", "Foo (Φου)", "ჰომერ სიმპსონი",
    "هومر سيمبسون", "Гомер Симпсон", "호머 심슨", "阮文安", "ホーマー", "โฮเมอร์ ซิมป์สัน", "2+2", "҂ 25", "Kelvin", "µ",
    "ΑΕ Boeing",
)  # fmt: skip


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    entities = [Entity(f"e{n}", kind, name, (Form(name),)) for n, (kind, name) in enumerate(KNOWN)]
    return Resolver(Gazetteer({each.id: each for each in entities}))


@pytest.mark.parametrize("mention", MENTIONS)
def test_the_answer_is_that_of_comparing_every_script(mention: str, resolver: Resolver):
    decision, told = resolver.resolve(mention), resolver.explain(mention, "e1")
    other = Resolver(resolver.gazetteer, catalogue=resolver.catalogue)
    other._names._loosely._comparable = frozenset(Script)
    assert (decision, told) == (other.resolve(mention), other.explain(mention, "e1"))


def test_scripts_that_no_route_leads_from_are_not_compared(resolver: Resolver):
    scripts = resolver._names._loosely._comparable
    assert {Script.LATIN, Script.HAN, Script.CYRILLIC, Script.ARABIC, Script.GREEK} <= scripts
    assert scripts.isdisjoint({Script.HEBREW, Script.GEORGIAN, Script.TAMIL})
