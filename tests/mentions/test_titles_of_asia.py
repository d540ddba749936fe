"""Titles in Persian, Hebrew, Hindi and Filipino, as their news write them."""

import pytest

from exonym.resolver.mentions.titles import peel


@pytest.mark.parametrize(
    ("text", "rest", "office", "country"),
    [
        ("נשיא ארצות הברית דונלד טראמפ", "דונלד טראמפ", "president", "us"),
        ("שר החוץ הרוסי סרגיי לברוב", "סרגיי לברוב", "minister-of-foreign-affairs", "ru"),
        ("ושר ההגנה היפני קיהרה", "קיהרה", "minister-of-defence", "jp"),
        ("وزیر خارجه روسیه سرگئی لاوروف", "سرگئی لاوروف", "minister-of-foreign-affairs", "ru"),
        ("نخست وزیر ژاپن فومیو کیشیدا", "فومیو کیشیدا", "prime-minister", "jp"),
        ("जापानी प्रधानमंत्री शिंजो आबे", "शिंजो आबे", "prime-minister", "jp"),
        ("रक्षा मंत्री राजनाथ सिंह", "राजनाथ सिंह", "minister-of-defence", ""),
        ("Kalihim ng Tanggulang Pambansa Gilberto Teodoro", "Gilberto Teodoro", "minister-of-defence", ""),
    ],
)
def test_an_office_before_a_name(text, rest, office, country):
    peeled = peel(text)[0]
    assert peeled.rest == rest
    assert [(title.key, title.country) for title in peeled.titles if title.kind == "office"] == [(office, country)]


@pytest.mark.parametrize("name", ["רפאל גרוסי", "رفیق حریری", "रामनाथ कोविंद", "Hari Singh", "Sara Duterte"])
def test_a_name_without_a_title_stays_whole(name):
    assert peel(name)[0].rest == name


@pytest.mark.parametrize(("text", "rest"), [("الرفيق كيم جونغ أون", "كيم جونغ أون"), ("رفيق الحريري", "رفيق الحريري")])
def test_an_arabic_word_that_may_be_a_given_name_is_a_title_with_its_article(text, rest):
    assert peel(text)[0].rest == rest
