"""What is taken over from a gazetteer that was compiled before makes the same arrays as all of it made anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from exonym.api import compile as compiling
from exonym.api.compile import compile_layers
from exonym.resolver.search.making import Making
from exonym.resolver.store.caching import made_before
from exonym.resolver.store.caching.made_before import MadeBefore

NAMES = {
    "people": ("Ngô Xuân Lịch", "岸信夫", "李强", "Владимир Владимирович Путин", "ทักษิณ ชินวัตร", "Louis XVIII of France",
               "Carlos Slim III", "الملك عبد الله الثاني", "김정은", "Mary O'Brien", "Jan Novák", "Nguyễn Văn A"),
    "organisations": ("Boeing", "Bộ Quốc phòng", "Ministry of Finance", "Toyota", "NATO"),
    "agreements": ("Treaty of Peace", "Trade Agreement", "Hiệp định Thương mại"),
    "posts": ("Minister of Defence", "Prime Minister"),
}  # fmt: skip
COUNTRIES = ("vn", "jp", "cn", "ru", "th", "kr", "us", "cz")
Files = dict[str, dict[str, str]]
"""The entries of each file, by id."""


def entry(chance: random.Random, kind: str) -> str:
    """An invented entry, without its id."""
    names = chance.sample(NAMES[kind], 2)
    lines = [f"name: {names[0]} {chance.choice('ABCDEFG')}", f"names: {{en: ['{names[1].replace(chr(39), '')}']}}"]
    lines += [f"country: {chance.choice(COUNTRIES)}"] if kind != "agreements" else ["instrument: agreement"]
    lines += ["sources: [knowledge]"]
    return "".join(f"  {line}\n" for line in lines)


def edit(chance: random.Random, files: Files, number: int) -> None:
    """Adds, changes, removes, moves or merges an entry."""
    file = chance.choice(sorted(files))
    kind = file.partition("/")[0]
    known = sorted(files[file])
    what = chance.choice(["add", "change", "remove", "move", "merge"]) if len(known) > 1 else "add"
    if what == "add":
        files[file][f"x-{kind}-{chance.randrange(1000):03}-{number}"] = entry(chance, kind)
    elif what == "change":
        files[file][chance.choice(known)] = entry(chance, kind)
    elif what == "remove":
        living = [each for each in known if not any(each in text for some in files.values() for text in some.values())]
        files[file].pop(living[0] if living else known[0])
    elif what == "move":
        moved = chance.choice(known)
        files[f"{kind}/other"] = {**files.get(f"{kind}/other", {}), moved: files[file].pop(moved)}
    else:
        one, other = chance.sample(known, 2)
        if "merged_into" not in files[file][other]:
            files[file][one] = files[file][one] + f"  merged_into: {other}\n"


def write(root: Path, files: Files) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    for name, entries in files.items():
        file = root / f"{name}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(f"{key}:\n{text}" for key, text in sorted(entries.items())), encoding="utf-8")
    return root


def arrays(place: Path | None) -> dict[str, bytes]:
    assert place is not None
    return {file.name: file.read_bytes() for file in place.iterdir()}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the entities that something is made of."""
    numbers: list[int] = []
    make: Callable[[Making, int], str] = Making.__call__

    def counted(making: Making, number: int) -> str:
        numbers.append(number)
        return make(making, number)

    monkeypatch.setattr(Making, "__call__", counted)
    return numbers


@pytest.mark.parametrize("seed", range(3))
def test_after_many_edits_all_is_as_if_made_from_nothing(seed: int, tmp_path: Path, made: list[int]) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same in every run
    files: Files = {}
    for kind in NAMES:
        for number in range(30 if kind == "people" else 4):
            files.setdefault(f"{kind}/f{number % 3}", {})[f"x-{kind}-{number:03}"] = entry(chance, kind)
    compiled = 0
    for number in range(12):
        for _ in range(chance.randrange(1, 4)):
            edit(chance, files, number)
        root = write(tmp_path / "gazetteer", files)
        made.clear()
        again, findings = compile_layers([root], tmp_path / "kept")
        few = len(made)
        fresh, others = compile_layers([root], tmp_path / f"fresh {number}")
        assert [str(each) for each in findings] == [str(each) for each in others]
        if fresh is None:
            assert again is None
            continue
        assert arrays(again) == arrays(fresh)
        assert few <= 12 or not compiled, "what was not edited is made anew"
        compiled += 1
    assert compiled > 3


def test_what_was_made_before_it_was_broken_off_is_not_made_again(
    tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made_before, "_TOGETHER", 4)
    chance = random.Random(9)  # noqa: S311 - the same in every run
    people = {f"x-{number:03}": entry(chance, "people") for number in range(90)}
    root, cache = write(tmp_path / "gazetteer", {"people/all": people}), tmp_path / "kept"

    def break_off(before: MadeBefore, text: str) -> None:
        raise MemoryError

    with monkeypatch.context() as broken:
        broken.setattr(MadeBefore, "put", break_off)
        with pytest.raises(MemoryError):
            compile_layers([root], cache)
    unfinished = next(cache.glob("*.unfinished"))
    with unfinished.open("ab") as stream:
        stream.write(b"\x40\x00\x00\x00half a block")
    foreign = cache / "mine.unfinished"
    foreign.write_text("of somebody else")
    made.clear()
    place, _ = compile_layers([root], cache)
    assert len(made) < 10
    fresh, _ = compile_layers([root], tmp_path / "fresh")
    assert arrays(place) == arrays(fresh)
    assert not unfinished.exists()
    assert foreign.exists()


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"x" * 4000])
def test_what_is_damaged_is_made_anew(tmp_path: Path, made: list[int], damage: bytes) -> None:
    chance = random.Random(3)  # noqa: S311 - the same in every run
    files: Files = {"people/all": {f"x-{number:03}": entry(chance, "people") for number in range(20)}}
    root, cache = write(tmp_path / "gazetteer", files), tmp_path / "kept"
    place, _ = compile_layers([root], cache)
    assert place is not None
    (place / "made.npy").write_bytes(damage)
    files["people/all"]["x-new"] = entry(chance, "people")
    made.clear()
    again, _ = compile_layers([write(root, files)], cache)
    assert len(made) == 21
    fresh, _ = compile_layers([root], tmp_path / "fresh")
    assert arrays(again) == arrays(fresh)


def test_what_other_code_made_is_made_anew(tmp_path: Path, made: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(5)  # noqa: S311 - the same in every run
    files: Files = {"people/all": {f"x-{number:03}": entry(chance, "people") for number in range(12)}}
    root, cache = write(tmp_path / "gazetteer", files), tmp_path / "kept"
    compile_layers([root], cache)
    files["people/all"]["x-new"] = entry(chance, "people")
    monkeypatch.setattr(compiling, "_code", lambda: "another list of names")
    made.clear()
    compile_layers([write(root, files)], cache)
    assert len(made) == 13
