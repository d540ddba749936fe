"""The spaCy component, with the real library: blank pipelines, no model."""

import warnings
from pathlib import Path

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # those of the library and what it imports are not ours
    spacy = pytest.importorskip("spacy", reason="spacy is not installed: pip install exonym[spacy]")

from served import write_gazetteer

from exonym.resolver.errors import HintError

TEXT = "General Phan Văn Giang spoke. General Giang left."
GIANG = "vn-phan-van-giang"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    path = write_gazetteer(tmp_path_factory.mktemp("gazetteer"))
    return {"gazetteers": [str(path)], "shipped": False}


def entities(doc) -> list[tuple[str, str, str]]:
    return [(each.text, each.label_, each.kb_id_) for each in doc.ents]


@pytest.mark.parametrize("language", ["en", "sv", "id", "xx"])
def test_entities_have_ids_on_a_blank_pipeline(settings, language: str):
    nlp = spacy.blank(language)
    nlp.add_pipe("exonym", config=settings)
    doc = nlp(TEXT)
    assert entities(doc) == [
        ("General Phan Văn Giang", "PERSON", GIANG),
        ("General Giang", "PERSON", GIANG),
    ]
    assert doc[0].ent_kb_id_ == GIANG
    assert doc.ents[1]._.exonym.via == "in-document"


def test_characters_are_tokens_too(settings):
    nlp = spacy.blank("zh")
    nlp.add_pipe("exonym", config=settings)
    assert entities(nlp("今天吴春历大将没有来。")) == [("吴春历大将", "PERSON", "vn-ngo-xuan-lich")]


def test_ambiguous_mentions_are_spans_without_an_id(settings):
    nlp = spacy.blank("en")
    nlp.add_pipe("exonym", config={**settings, "date": "2018-04-10"})
    doc = nlp("Phan Văn Giang and Trần Văn Giang came. Giang left.")
    assert [(each.text, each.kb_id_) for each in doc.spans["exonym"]][:1] == [("Phan Văn Giang", GIANG)]
    assert all(each.kb_id_ for each in doc.ents)
    assert len(doc.ents) == 1


def test_entities_of_others_stay_where_we_have_none(settings):
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Hanoi"}, {"label": "NORP", "pattern": "Giang"}])
    nlp.add_pipe("exonym", config=settings)
    doc = nlp("Hanoi. General Phan Văn Giang spoke.")
    assert entities(doc) == [("Hanoi", "GPE", ""), ("General Phan Văn Giang", "PERSON", GIANG)]


def test_documents_are_apart_and_pipes_are_saved(settings, tmp_path: Path):
    nlp = spacy.blank("en")
    nlp.add_pipe("exonym", config=settings)
    assert [len(doc.ents) for doc in nlp.pipe(["General Phan Văn Giang spoke.", "General Giang left."])] == [1, 0]
    nlp.to_disk(tmp_path / "pipeline")
    assert entities(spacy.load(tmp_path / "pipeline")(TEXT)) == entities(nlp(TEXT))


def test_a_document_may_bring_hints(settings):
    nlp = spacy.blank("en")
    nlp.add_pipe("exonym", config=settings)
    doc = nlp.make_doc("Vietnam's Minister of National Defence spoke.")
    doc.user_data["exonym"] = {"date": "2018-04-10"}
    known = [each._.exonym.decision.id for each in nlp(doc).spans["exonym"]]
    assert set(known) <= {"vn-ngo-xuan-lich", "vn-ministry-of-national-defence"}
    assert known


def test_a_hint_that_cannot_be_right_is_said_at_once(settings):
    with pytest.raises(HintError, match="not a date"):
        spacy.blank("en").add_pipe("exonym", config={**settings, "date": "tomorrow"})
