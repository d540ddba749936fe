"""YAML as it was written: strings, places, nothing more."""

import gc

import pytest

from exonym.resolver.store.reading.yaml_nodes import compose


def plain(text: str) -> object:
    node, findings = compose(text.encode(), "a.yaml")
    assert findings == []
    assert node is not None
    return node.plain()


@pytest.mark.parametrize(
    "scalar",
    [
        "no",
        "yes",
        "on",
        "off",
        "true",
        "null",
        "~",
        "01560",
        "1_000",
        "0x1F",
        "1e3",
        ".inf",
        "12:30:45",
        "2016-04-08",
        "2016",
        "=",
        "Ðỗ",
        "Ngô Xuân Lịch",
        "10.5",
    ],
)
def test_every_scalar_is_what_was_written(scalar: str) -> None:
    assert plain(f"{scalar}: {scalar}\n") == {scalar: scalar}


def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    node, findings = compose(b"\xef\xbb\xbfvn-a:\n  name: A\n", "a.yaml")
    assert findings == []
    assert node is not None
    assert node.plain() == {"vn-a": {"name": "A"}}
    assert (node.at(("vn-a",), key=True).line, node.at(("vn-a",), key=True).column) == (1, 1)


def test_places_count_characters_not_bytes() -> None:
    node, _ = compose("越: {名: [吳, 春歷]}\n".encode(), "a.yaml")
    assert node is not None
    second = node.at(("越", "名", 1))
    assert (second.value, second.line, second.column) == ("春歷", 1, 12)


def test_carriage_returns_are_line_ends() -> None:
    node, findings = compose(b"a:\r\n  b: c\r\n", "a.yaml")
    assert findings == []
    assert node is not None
    assert node.at(("a", "b")).line == 2


@pytest.mark.parametrize("text", ["a: [1, 2\n", "a: 'b\n", "a: b: c\n", "%YAML 9\n", "a: @b\n", "a:\n - b\n c: d\n"])
def test_what_is_not_yaml_is_one_finding_with_a_line(text: str) -> None:
    node, findings = compose(text.encode(), "a.yaml")
    assert node is None
    assert [finding.code for finding in findings] == ["Y001"]
    assert findings[0].place.line >= 1


def test_the_collector_is_left_as_it_was() -> None:
    compose(b"a: [", "a.yaml")
    assert gc.isenabled()


def test_the_pure_loader_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "越:\n  名: [吳, '春歷']\n  no: 01560\n"
    fast = plain(text)
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert plain(text) == fast
    assert [finding.code for finding in compose(b"a: [1", "a.yaml")[1]] == ["Y001"]
    assert compose(f"a: {'[' * 500}".encode(), "a.yaml")[1][0].code == "Y008"


HOSTILE = [
    "[", "{", "- ", "? ", "{a: ", "[*a, ", "*a: *a\n", "a: b\n", "x:\n  a: b\n  a: b\n", "\ta: b\n", "\x01\n",
    "!a ", "--- a\n", "&a ", "%", "a: !!binary b\n", "a: 'b\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_hostile_file_is_refused_with_few_findings(unit: str) -> None:
    node, findings = compose((unit * 20_000).encode(), "a.yaml")
    assert node is None
    assert 1 <= len(findings) <= 101
