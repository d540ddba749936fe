"""Every code of `check` has two examples, and they are true."""

import re
from pathlib import Path

import pytest

from exonym.resolver.store.checking.check import check
from exonym.resolver.store.codes import Code, codes

SHOWN = [code for code in codes().values() if code.file]
# What no single file can show has a test of its own: paths, layers, a form that follows by rule.
ELSEWHERE = {"F001", "F002", "F003", "F004", "F006", "E114", "C404", "C405"}


def found(directory: Path, code: Code, text: str, encoding: str) -> set[str]:
    file = directory / code.file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode(encoding))
    path = file if file.suffix == ".csv" else directory
    return {finding.code for finding in check([path])}


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_bad_example_gives_the_code(tmp_path: Path, code: Code) -> None:
    assert code.code in found(tmp_path, code, code.bad, code.encoding)


@pytest.mark.parametrize("code", SHOWN, ids=lambda code: code.code)
def test_the_good_example_is_free_of_it(tmp_path: Path, code: Code) -> None:
    assert not {each for each in found(tmp_path, code, code.good, "utf-8") if codes()[each].severity == "error"}
    assert code.code not in found(tmp_path, code, code.good, "utf-8")


def test_each_code_is_shown_or_tested_elsewhere() -> None:
    assert {code.code for code in codes().values() if not code.file} == ELSEWHERE


def test_the_table_of_codes_and_the_source_agree() -> None:
    import exonym.resolver.store

    source = "".join(file.read_text() for file in Path(exonym.resolver.store.__path__[0]).rglob("*.py"))
    assert set(re.findall(r'"([A-Z]\d{3})"', source)) == set(codes())


@pytest.mark.parametrize("code", codes().values(), ids=lambda code: code.code)
def test_each_code_is_complete(code: Code) -> None:
    assert code.title
    assert code.remedy
    assert code.severity in {"error", "warning", "remark"}
