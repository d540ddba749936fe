"""Case endings of names in the Latin script are undone by the rules of one language."""

import pytest

from exonym.resolver.names.cases import nominatives

FINNISH, CZECH, ANY = frozenset({"fi"}), frozenset({"cs"}), frozenset()


@pytest.mark.parametrize(
    ("name", "languages", "nominative"),
    [
        ("Xi Jinpingin", FINNISH, "Xi Jinping"),
        ("Xi Jinpingille", FINNISH, "Xi Jinping"),
        ("Shigeru Ishiban", FINNISH, "Shigeru Ishiba"),
        ("Donaldem Tuskem", CZECH, "Donald Tusk"),
        ("Zelenského", CZECH, "Zelenský"),
        ("Angely Merkelové", CZECH, "Angela Merkel"),
        ("Vladimira Putina", CZECH, "Vladimir Putin"),
        ("Vladimiru Putinovi", ANY, "Vladimir Putin"),
        ("XI JINPINGIN", FINNISH, "XI JINPING"),
    ],
)
def test_endings_are_undone(name: str, languages: frozenset[str], nominative: str) -> None:
    assert tuple(nominative.split()) in nominatives(tuple(name.split()), languages)


def test_one_letter_makes_no_other_name_where_the_language_is_unknown() -> None:
    assert ("Ivan", "Petrov") not in nominatives(("Ivana", "Petrova"), ANY)
    assert ("Ivan", "Petrov") in nominatives(("Ivana", "Petrova"), CZECH)


def test_languages_without_cases_change_nothing() -> None:
    assert nominatives(("Vladimira", "Putina"), frozenset({"en"})) == ()
    assert nominatives((), ANY) == ()


def test_ways_are_few_however_long_the_name() -> None:
    assert len(nominatives(("Annaova",) * 40, ANY)) <= 24
