"""A compiled gazetteer answers as the gazetteer it was made of, and a damaged one is made anew."""

import csv
import gc
import pickle
import weakref
from pathlib import Path

import numpy as np
import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Hints, Kind
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.caching import compiled
from exonym.resolver.store.reading.shipped import shipped

ROOT = Path(__file__).parents[2]
GAZETTEER = """\
vn-ngo-xuan-lich:
  kind: person
  name: Ngô Xuân Lịch
  country: vn
jp-kato-hitoshi:
  kind: person
  name: 加藤仁
  country: jp
old-id:
  kind: person
  merged_into: jp-kato-hitoshi
"""


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    (folder / "people.yaml").write_text(GAZETTEER, encoding="utf-8")
    return folder


def seeds() -> list[tuple[str, Hints]]:
    with (ROOT / "seeds" / "mentions.csv").open(encoding="utf-8", newline="") as file:
        return [(row["mention"], Hints(kind=row["kind"], date=row["date"])) for row in csv.DictReader(file)]


def test_every_seed_is_answered_as_before(resolver: Resolver, tmp_path: Path) -> None:
    compiled.write(resolver.catalogue, tmp_path / "kept")
    catalogue = compiled.read(tmp_path / "kept")
    assert catalogue is not None
    opened = Resolver(catalogue.gazetteer, catalogue=catalogue)
    assert dict(catalogue.gazetteer.entities) == dict(sorted(resolver.gazetteer.entities.items()))
    assert catalogue.gazetteer.version == resolver.gazetteer.version
    for mention, hints in seeds():
        assert opened.resolve(mention, hints) == resolver.resolve(mention, hints)


@pytest.mark.parametrize("name", ["Ann", "", "{", '{"name":"Ann"}', '"Ann" \\', "吴春历", " \t\n", "null"])
@pytest.mark.parametrize("more", [{}, {"country": "vn"}, {"kind": Kind.ORGANISATION}, {"forms": ()}])
def test_an_entity_is_the_same_whatever_it_is_called(name: str, more: dict[str, object]) -> None:
    known = {"kind": Kind.PERSON, "forms": (Form(name, "", "name"),), **more}
    entity = Entity("an-id", name=name, **known)
    rows = compiled.rows_of(Gazetteer({entity.id: entity}))
    assert compiled.Entities(compiled.entity_arrays(rows))[entity.id] == entity


def test_the_second_opening_reads_what_the_first_kept(layer: Path, tmp_path: Path, monkeypatch) -> None:
    compiled.open_resolver([layer], tmp_path / "cache")
    monkeypatch.setattr(compiled, "load", None)  # nothing is loaded any more
    opened = compiled.open_resolver([layer], tmp_path / "cache")
    assert opened.resolve("吴春历").id == "vn-ngo-xuan-lich"
    redirected = opened.gazetteer.redirect("old-id")
    assert redirected is not None
    assert redirected.id == "jp-kato-hitoshi"
    assert "nobody" not in opened.gazetteer.entities


def test_an_edit_is_compiled_anew(layer: Path, tmp_path: Path) -> None:
    compiled.open_resolver([layer], tmp_path / "cache")
    (layer / "people.yaml").write_text(GAZETTEER.replace("Ngô Xuân Lịch", "Phan Văn Giang"), encoding="utf-8")
    opened = compiled.open_resolver([layer], tmp_path / "cache")
    assert opened.resolve("潘文江").id == "vn-ngo-xuan-lich"
    assert not opened.resolve("吴春历").id


@pytest.mark.parametrize("name", ["index_blob", "forms_firsts", "entities", "version"])
@pytest.mark.parametrize("damage", ["missing", "cut", "flipped", "longer", "pickle"])
def test_a_damaged_file_is_read_past(layer: Path, tmp_path: Path, name: str, damage: str) -> None:
    compiled.open_resolver([layer], tmp_path / "cache")
    file = next((tmp_path / "cache").glob(f"*.compiled/{name}.npy"))
    if damage == "missing":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:40])
    elif damage == "flipped":
        content = bytearray(file.read_bytes())
        content[-1] ^= 0x40
        file.write_bytes(content)
    elif damage == "longer":
        file.write_bytes(file.read_bytes() + b"\0")
    else:
        np.save(file, np.array([{"code": pickle.dumps(print)}], object), allow_pickle=True)
    assert compiled.read(file.parent) is None
    assert compiled.open_resolver([layer], tmp_path / "cache").resolve("吴春历").id == "vn-ngo-xuan-lich"
    assert compiled.read(file.parent) is not None


@pytest.mark.parametrize("sums", ["", "[]", "{}", '{"version": 1}', "null", "\udcff"])
def test_one_without_its_checksums_is_read_past(layer: Path, tmp_path: Path, sums: str) -> None:
    compiled.open_resolver([layer], tmp_path / "cache")
    (file,) = (tmp_path / "cache").glob("*.compiled/sums.json")
    file.write_text(sums, encoding="utf-8", errors="surrogateescape")
    assert compiled.read(file.parent) is None


def test_one_of_a_machine_with_another_order_of_bytes_is_read_past(layer: Path, tmp_path: Path) -> None:
    catalogue = compiled.open_resolver([layer], tmp_path / "cache").catalogue
    place = tmp_path / "other.compiled"
    starts = np.asarray(catalogue.arrays()["forms_firsts"], np.int32)
    compiled.write(catalogue, place, {"more": starts})
    assert compiled.read_with_arrays(place) is not None
    compiled.write(catalogue, place, {"more": starts.astype(starts.dtype.newbyteorder())})
    assert compiled.read_with_arrays(place) is None


def test_a_directory_that_cannot_be_written_costs_no_answer(layer: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert compiled.open_resolver([layer], tmp_path / "file").resolve("吴春历").id == "vn-ngo-xuan-lich"


def test_the_shipped_gazetteer_has_a_place_of_its_own(tmp_path: Path) -> None:
    assert compiled.directory_of([shipped()], tmp_path) != compiled.directory_of([shipped(), shipped()], tmp_path)


def test_one_that_is_given_up_leaves_nothing_to_the_collector(layer: Path, tmp_path: Path) -> None:
    """A service freezes what it holds, so that a cycle would stay for ever."""
    opened = compiled.open_resolver([layer], tmp_path / "cache")
    opened = compiled.open_resolver([layer], tmp_path / "cache")
    for mention in ("吴春历", "Kato Hitoshi", "Ngo Xuan Lic"):
        opened.resolve(mention)
    parts = (opened, opened.catalogue, opened.catalogue.forms, opened.catalogue.phonetics, opened.gazetteer.entities)
    watched = [weakref.ref(part) for part in parts]
    gc.disable()
    try:
        del opened, parts
        assert [each() for each in watched] == [None] * 5
    finally:
        gc.enable()
