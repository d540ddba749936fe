"""Nominatives are found as by spelling each of them out, and by trying each rule of a language in turn."""

from itertools import islice, product
from random import Random

from exonym.resolver.mentions.name import spell
from exonym.resolver.names import cases
from exonym.resolver.search.keys import own_key
from exonym.resolver.search.nominatives import key_of
from exonym.resolver.tables.schema.cells import NOTHING
from exonym.resolver.tables.schema.titles import NAME_CASES

RANDOM = Random(0)  # noqa: S311 (examples)
LETTERS = "aeiouyáéěůüßıİÅøđğſbcdghjklmnprstvzšžAXZﬁﬅ"
HOSTILE = "ж한漢カ'-.· \u0301\u0345ʼªⅣ9_µ"


def words(letters: str) -> tuple[str, ...]:
    endings = ["", "", *(rule.ending for rule in RANDOM.sample(NAMES, 6))]
    return tuple(
        "".join(RANDOM.choices(letters, k=RANDOM.randint(0, 6))) + RANDOM.choice(endings)
        for _ in range(RANDOM.randint(0, 3))
    )


NAMES = list(NAME_CASES.read())


def test_the_key_of_words_is_that_of_their_spelling() -> None:
    for _ in range(3000):
        for letters in (LETTERS, LETTERS + HOSTILE):
            each = words(letters)
            assert key_of(each) == own_key(spell(" ".join(each))), each


def one_by_one(name: tuple[str, ...], languages: frozenset[str]) -> tuple[tuple[str, ...], ...]:
    found: dict[tuple[str, ...], None] = {}
    for lang in dict.fromkeys(rule.lang for rule in NAMES):
        rules = sorted((rule for rule in NAMES if rule.lang == lang), key=lambda rule: -len(rule.ending))
        if (languages and lang not in languages) or not name:
            continue
        last = undone(name[-1], [rule for rule in rules if languages or len(rule.ending) > 1])
        ways = [(*undone(word, rules), word) for word in name[:-1]] if last else []
        found.update(dict.fromkeys(islice(product(*ways, last), 24)))
    return tuple(islice(found, 24))


def undone(word: str, rules: list[cases.NameCase]) -> list[str]:
    lower = word.casefold()
    found = []
    for rule in rules:
        stem = lower.removesuffix(rule.ending)
        if 2 <= len(stem) < len(lower) and cases._may_follow(stem, rule.after):
            found += [word[: len(stem)] + ending.replace(NOTHING, "") for ending in rule.nominative]
    return found


def test_rules_by_their_endings_are_the_rules_one_by_one() -> None:
    languages = sorted({rule.lang for rule in NAMES})
    changed = 0
    for _ in range(1500):
        for letters in (LETTERS, LETTERS + HOSTILE):
            name = words(letters)
            chosen = frozenset(RANDOM.sample(languages, RANDOM.choice([0, 0, 1, 2])))
            found = cases.nominatives(name, chosen)
            assert found == one_by_one(name, chosen), (name, chosen)
            changed += bool(found)
    assert changed > 500
