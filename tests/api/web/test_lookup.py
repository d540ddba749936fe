"""The look-up page as the server writes it: every answer is there without script."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from served import client_with

from exonym.api.web.strings import LANGUAGES, strings
from exonym.resolver.resolve import Resolver


def text_of(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_a_match_is_said_with_its_reasons(client: TestClient) -> None:
    page = client.get("/", params={"q": "吴春历"})
    assert page.status_code == 200
    assert 'data-status="match"' in page.text
    assert 'href="/view/vn-ngo-xuan-lich"' in page.text
    said = text_of(page.text)
    assert "吴 ~ Ngô, Sino-Vietnamese reading" in said
    assert "+7.28" in said
    assert "−11.00" in said
    assert "99.9 %" in said
    assert '<mark class="agrees">Ngô<sup>1</sup></mark>' in page.text
    assert 'value="吴春历"' in page.text


def test_the_script_gets_the_same_piece_of_html(client: TestClient) -> None:
    question = {"q": "吴春历", "date": "2018", "against": "vn-phan-van-giang"}
    piece = client.get("/lookup/answer", params=question)
    assert piece.status_code == 200
    assert piece.text.strip() in client.get("/", params=question).text
    assert "<html" not in piece.text


def test_hints_stay_in_the_form_and_in_the_links(client: TestClient) -> None:
    page = client.get("/", params={"q": "国防部", "country": "Vietnam", "kind": "organisation"})
    assert 'value="Vietnam"' in page.text
    assert '<option value="organisation" selected>' in page.text
    assert '<details id="hints" open>' in page.text
    assert "country=Vietnam&amp;kind=organisation" in page.text or "kind=organisation&amp;country=Vietnam" in page.text
    assert '<details id="hints">' in client.get("/", params={"q": "国防部"}).text


@pytest.mark.parametrize("question", ["吴春历", "国防部", "Phan Van Giang and Ngo Xuan Lich"])
def test_what_is_english_on_a_page_in_another_language_says_so(client: TestClient, question: str) -> None:
    asked = {"q": question, "against": "vn-ngo-xuan-lich"}
    page = client.get("/", params=asked, headers={"Accept-Language": "ja"}).text
    described = re.findall(r'<p class="soft">(<span[^>]*>)?[^<]*(?:Vietnam|VN)', page)
    assert described
    assert set(described) == {'<span lang="en" dir="auto">'}


def test_ambiguous_lists_whom_it_may_be(client: TestClient) -> None:
    page = client.get("/", params={"q": "国防部"})
    assert 'data-status="ambiguous"' in page.text
    assert "vn-ministry-of-national-defence" in page.text
    assert "not certain enough" in page.text


def test_several_names_are_decided_one_by_one(client: TestClient) -> None:
    page = client.get("/", params={"q": "Phan Van Giang and Ngo Xuan Lich"})
    assert 'data-status="several"' in page.text
    assert page.text.count('<span class="status match">') == 2
    assert '<q dir="auto">Phan Van Giang</q>' in page.text
    assert 'href="/?q=Ngo+Xuan+Lich"' in page.text


def test_none_says_why_and_what_may_help(client: TestClient) -> None:
    page = client.get("/", params={"q": "Zzyzx Qwerty"})
    assert 'data-status="none"' in page.text
    assert "nothing in the gazetteer resembles it" in page.text
    assert strings("en")["lookup.none-help"] in page.text


def test_another_entity_is_explained_beside_the_winner(client: TestClient) -> None:
    page = client.get("/", params={"q": "Ngo Xuan Giang", "against": "vn-ngo-xuan-lich"})
    said = text_of(page.text[page.text.index('id="against"') :])
    assert "Giang is not Lịch" in said
    assert "forbids a match" in said
    merged = client.get("/", params={"q": "Giang", "against": "vn-giang-ho"})
    assert "vn-phan-van-giang" in merged.text[merged.text.index('id="against"') :]


@pytest.mark.parametrize(("one", "other"), [("吴春历", "Ngô Xuân Lịch"), ("Ngô Xuân Lịch", "吴春历")])
def test_another_spelling_is_compared(client: TestClient, one: str, other: str) -> None:
    page = client.get("/", params={"q": one, "against": other})
    section = page.text[page.text.index('id="against"') :]
    assert '<mark class="agrees">吴<sup>1</sup></mark>' in section
    assert '<mark class="agrees">Ngô<sup>1</sup></mark>' in section


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ({"q": "x", "date": "soon"}, "is not a date. Write 2018, 2018-04 or 2018-04-10."),
        ({"q": "x", "country": "Vietnm"}, "Or is it"),
        ({"q": "x", "datte": "2018"}, "Did you mean date?"),
        ({"q": "x" * 1001}, "over 1000"),
    ],
)
def test_bad_input_is_said_with_its_cure(client: TestClient, question: dict[str, str], said: str) -> None:
    page = client.get("/", params=question)
    assert page.status_code == 422
    assert said in text_of(page.text)
    assert 'role="alert"' in page.text
    assert "data-status" not in page.text
    assert client.get("/lookup/answer", params=question).status_code == 200  # else a browser complains at every key


def test_a_field_that_is_wrong_says_so(client: TestClient) -> None:
    page = client.get("/", params={"q": "x", "date": "soon"})
    assert re.search(r'name="date"[^>]*aria-invalid="true" aria-describedby="wrong-1"', page.text)
    assert 'id="wrong-1"' in page.text


@pytest.mark.parametrize(
    "mention", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "\udcff", "\u202e", "%00"]
)
def test_nothing_that_is_typed_becomes_markup(client: TestClient, mention: str) -> None:
    page = client.get("/", params={"q": mention.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_markup_in_the_gazetteer_stays_text(client: TestClient) -> None:
    page = client.get("/", params={"q": "Trần", "against": "vn-tran-script"})
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert(1)" in page.text


def test_without_a_question_there_are_examples(client: TestClient) -> None:
    page = client.get("/")
    assert "data-status" not in page.text
    assert 'id="examples">' in page.text
    assert client.get("/lookup/answer").text.strip() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_said_in_every_language(client: TestClient, language: str) -> None:
    for mention in ("吴春历", "国防部", "Phan Van Giang and Ngo Xuan Lich", "Zzyzx", "Bộ Quốc phòng", "Lich"):
        page = client.get("/lookup/answer", params={"q": mention, "against": "vn-ngo-xuan-lich", "lang": language})
        assert page.status_code == 200
        assert strings(language)["lookup.compare"] in page.text
    client.cookies.clear()


def test_links_and_commands_name_the_address_that_clients_use(small: Resolver) -> None:
    with client_with(small, base_url="https://names.example.org/exonym") as client:
        page = client.get("/", params={"q": "吴春历"})
        assert 'value="https://names.example.org/exonym/?q=' in page.text
        assert "https://names.example.org/exonym/resolve" in page.text
        assert 'action="/exonym/"' in page.text


def test_what_is_half_typed_is_not_kept_as_unresolved(
    small: Resolver, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("unresolved") / "unresolved.jsonl"
    with client_with(small, unresolved_file=file) as client:
        client.get("/lookup/answer", params={"q": "Zzyzx"})
    assert not file.exists() or not file.read_text()
