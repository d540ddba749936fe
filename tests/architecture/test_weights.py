"""Every number that weighs evidence is a field of the policy, or was learned and is in a table."""

import ast
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from exonym.resolver.model import Candidate, Entity, Form, Gazetteer, Hints, Kind
from exonym.resolver.policy import DEFAULT_POLICY, Policy
from exonym.resolver.resolve import Resolver

RESOLVER = Path(__file__).parents[2] / "resolver"
WEIGHING = ("agreements", "decision", "finding", "names", "organisations", "phonetics")
"""The rooms in which evidence is weighed. Readings have costs of spellings, which `NameWeights` scales."""
NEUTRAL = {0.0, 1.0}
STEPS = "what a search pays for a step: it chooses between paths, whose evidence is weighed anew"
LEARNED = "completes or bounds what the tables of sounds were learned with"
BROUGHT = "says which forms are brought to be compared, and is part of stored catalogues"
NUMERIC = "keeps a logarithm or a quotient finite"
ALLOWED = {
    ("decision/decide.py", "_ROUNDED"): "the scale of scores",
    ("decision/decide.py", "_bound"): "the scale of scores",
    ("decision/decide.py", "logit"): NUMERIC,
    ("decision/decide.py", "probability"): f"the scale of scores; {NUMERIC}",
    ("finding/by_sound.py", "_ROUNDED"): "the precision of the search by sound",
    ("names/alignment.py", "(CONTRADICTS, OMITS, ADDS)"): STEPS,
    ("names/alignment.py", "_EQUAL"): STEPS,
    ("names/alignment.py", "_HOPELESS"): STEPS,
    ("names/alignment.py", "_TURNED"): STEPS,
    ("phonetics/chunk_alignment.py", "_NEVER"): STEPS,
    ("phonetics/chunk_alignment.py", "_scores"): "how far from the diagonal a search looks",
    ("phonetics/chunks.py", "BY_LETTER"): LEARNED,
    ("phonetics/chunks.py", "UNKNOWN"): LEARNED,
    ("phonetics/chunks.py", "_LEAST_REACH"): NUMERIC,
    ("phonetics/chunks.py", "_PUT_IN"): LEARNED,
    ("phonetics/chunk_rows.py", "NEVER"): STEPS,
    ("phonetics/kernel.py", "BARE"): BROUGHT,
    ("phonetics/kernel.py", "LIKE"): BROUGHT,
    ("phonetics/ranking.py", "_by_words"): NUMERIC,
    ("phonetics/asked.py", "counted"): NUMERIC,
    ("phonetics/renderings.py", "(_ALIGNED, _GAIN)"): BROUGHT,
    ("phonetics/renderings.py", "_MOST"): LEARNED,
    ("phonetics/renderings.py", "features"): LEARNED,
    ("phonetics/renderings.py", "probability"): NUMERIC,
    ("phonetics/retrieval.py", "Sounds"): NUMERIC,
    ("phonetics/retrieval.py", "_HEAVY"): BROUGHT,
    ("phonetics/retrieval.py", "_OTHER_SIDE"): BROUGHT,
    ("phonetics/matching.py", "SILENT"): STEPS,
    ("phonetics/spelt.py", "RARE"): LEARNED,
    ("phonetics/spelt.py", "_EMPTY"): f"{LEARNED}; {BROUGHT}",
    ("phonetics/spelt.py", "_LEAST_PART"): f"{LEARNED}; {BROUGHT}",
    ("phonetics/spelt.py", "_PATRONYMIC"): f"{LEARNED}; {BROUGHT}",
}
"""(file, module-level name) that may have numbers with a decimal point, with the reason."""


def numbers_of_evidence(tree: ast.AST) -> list[int]:
    """The lines on which evidence is given a weight that has a number other than 0 in it."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Evidence"]
    return [call.lineno for call in calls if any(_numbers(weight) - {0} for weight in _weights(call))]


def _weights(call: ast.Call) -> list[ast.expr]:
    return [*call.args[1:2], *(each.value for each in call.keywords if each.arg == "weight")]


def decimals(tree: ast.Module) -> list[str]:
    """The module-level names whose definition has a number with a decimal point that is not neutral."""
    return [_name(node) for node in tree.body if _numbers(node, float) - NEUTRAL]


def _name(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return ast.unparse(node.target) if isinstance(node, ast.AnnAssign) else getattr(node, "name", ast.unparse(node))


def _numbers(tree: ast.AST, kind: type = object) -> set[object]:
    constants = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {each for each in constants if type(each) in (int, float) and isinstance(each, kind)}


def test_no_evidence_has_a_weight_of_its_own():
    found = {
        str(path.relative_to(RESOLVER)): lines
        for path in sorted(RESOLVER.rglob("*.py"))
        if (lines := numbers_of_evidence(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert not found, f"make it a field of a class in resolver/policy.py: {found}"


def test_numbers_that_weigh_are_in_the_policy():
    found = {
        (str(path.relative_to(RESOLVER)), name)
        for room in WEIGHING
        for path in sorted((RESOLVER / room).rglob("*.py"))
        for name in decimals(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert not found - set(ALLOWED), "make it a field of a class in resolver/policy.py, or allow it with a reason"
    assert not set(ALLOWED) - found, "what is gone needs no permission"


@pytest.mark.parametrize("weight", ["-2.0", "3", "weights.country / 2", "max(weights.leftover, -7.5)", "weight=-2.0"])
def test_the_search_sees_a_stray_weight(weight: str):
    assert numbers_of_evidence(ast.parse(f'found = Evidence("x", {weight}, text="a reason")')) == [1]


@pytest.mark.parametrize("weight", ["weights.country", "0.0", "0.0, 'a reason', veto=True", "cost, f'{1.5}'"])
def test_the_search_lets_the_policy_weigh(weight: str):
    assert numbers_of_evidence(ast.parse(f'Evidence("x", {weight})')) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [("_MOST = 0.4", "_MOST"), ("_MOST: float = 0.4", "_MOST"), ("def weigh(x):\n    return x * -1.5", "weigh")],
)
def test_the_search_sees_a_stray_constant(line: str, name: str):
    assert decimals(ast.parse(line)) == [name]


def test_every_part_of_the_policy_has_weights_that_can_be_set():
    parts = {name for name in Policy.__struct_fields__ if isinstance(getattr(DEFAULT_POLICY, name), Struct)}
    assert parts == {"agreement", "context", "exonyms", "name", "organisation", "sound"}


PEOPLE = [
    Entity("vn-nguyen-van-an", Kind.PERSON, "Nguyễn Văn An", (Form("Nguyễn Văn An"),), country="vn"),
    Entity("us-joseph-stiglitz", Kind.PERSON, "Joseph Stiglitz", (Form("Joseph Stiglitz"),), country="us"),
    Entity("vn-mod", Kind.ORGANISATION, "Bộ Quốc phòng Việt Nam", (Form("Bộ Quốc phòng Việt Nam"),), country="vn"),
    Entity("a", Kind.AGREEMENT, "Memorandum on search and rescue", (Form("Memorandum on search and rescue"),)),
]
NAME, SOUND, CONTEXT = DEFAULT_POLICY.name, DEFAULT_POLICY.sound, DEFAULT_POLICY.context


@pytest.mark.parametrize(
    ("mention", "entity", "policy"),
    [
        ("Nguyen Van An", "vn-nguyen-van-an", Policy(name=replace(NAME, unmarked=0.1))),
        ("Nguyen Van An", "vn-nguyen-van-an", Policy(name=replace(NAME, rarity=replace(NAME.rarity, given_vi=0.1)))),
        ("Nguyen Van An", "vn-nguyen-van-an", Policy(context=replace(CONTEXT, country=0.5))),
        ("J. Стиглиц", "us-joseph-stiglitz", Policy(sound=replace(SOUND, initial=0.5))),
        ("MOD Vietnam", "vn-mod", Policy(organisation=replace(DEFAULT_POLICY.organisation, function=1.0))),
        ("MoU on search and rescue", "a", Policy(agreement=replace(DEFAULT_POLICY.agreement, rarity=1.3))),
    ],
)
def test_a_weight_of_the_policy_counts(mention: str, entity: str, policy: Policy):
    gazetteer = Gazetteer({each.id: each for each in PEOPLE})
    usual, other = Resolver(gazetteer), Resolver(gazetteer, policy)
    hints = Hints(country="vn") if entity.startswith("vn") else Hints()
    assert weights(usual.explain(mention, entity, hints)) != weights(other.explain(mention, entity, hints))


def weights(candidate: Candidate) -> list[float]:
    return [each.weight for each in candidate.evidence]
