"""Honorifics of Southeast and South Asia and of Parliament: not part of a name, and never taken from a name."""

from __future__ import annotations

import pytest

from exonym.resolver.resolve import Resolver

BEFORE_NAMES = """
Datuk Seri Anwar Ibrahim|DATUK SERI ANWAR IBRAHIM|Dato’ Sri Anwar Ibrahim|YAB Dato' Seri Anwar Ibrahim=my-anwar-ibrahim
Yang Amat Berhormat Dato' Seri Anwar Ibrahim|Prime Minister Datuk Seri Anwar Ibrahim=my-anwar-ibrahim
Tun Mahathir Mohamad|Tun Dr. Mahathir Mohamad|Tun Dr Mahathir bin Mohamad=my-mahathir-mohamad
Tan Sri Muhyiddin Yassin|YB Tan Sri Dato' Muhyiddin Yassin=my-muhyiddin-yassin
YB Tuan Haji Mohamad Sabu|Hj. Mohamad Sabu=my-mohamad-sabu
Samdech Hun Sen|Samdech Techo Hun Sen|Samdech Akka Moha Sena Padei Techo Hun Sen=kh-hun-sen
Samdech Thipadei Hun Manet|H.E. Hun Manet|His Excellency Dr. Hun Manet=kh-hun-manet
นาย เศรษฐา ทวีสิน|นายเศรษฐา ทวีสิน=th-srettha-thavisin
นางสาวแพทองธาร ชินวัตร=th-shinawatra-paetongtarn
Khun Thaksin Shinawatra|คุณ ทักษิณ ชินวัตร=th-shinawatra-thaksin
U Thein Sein=mm-thein-sein
U Win Myint=mm-win-myint
Daw Aung San Suu Kyi=mm-aung-san-suu-kyi
Bapak Joko Widodo|Pak Joko Widodo|Bpk. Joko Widodo|Ir. Joko Widodo=id-widodo-joko
Ibu Retno Marsudi=id-marsudi-retno
Shri Narendra Modi=in-modi-narendra
Raksha Mantri Shri Rajnath Singh=in-singh-rajnath
Smt. Nirmala Sitharaman|Smt Nirmala Sitharaman=in-sitharaman-nirmala
Shrimati Droupadi Murmu=in-murmu-droupadi
Sardar Manmohan Singh=in-singh-manmohan
Thiru S. Jaishankar=in-jaishankar-s
Hon. Catherine Ashton|The Hon. Catherine Ashton|The Rt Hon Catherine Ashton=gb-ashton-catherine
The Right Honourable Catherine Ashton|Baroness Catherine Ashton|Catherine Ashton, MP=gb-ashton-catherine
Senator Alan Peter Cayetano=ph-cayetano-alan-peter
Madam Halimah Yacob|Mdm Halimah Yacob=sg-yacob-halimah
Air Chief Marshal Sir Stuart Peach=gb-peach-stuart
"""
OTHERS = """U Nu|Tun Mustapha|Tun Mustapha Datu Harun|Daw Khin Kyi|Khun Sa|Pak Mok-wol|Haji Agus Salim
Sri Mulyani|Sheikh Hasina|Tengku Razaleigh Hamzah|Awang Hassan|Lord Jim|Sir Joko|Datuk Kramat|Khun Thaksin|Tan Sri
Bu Xiaolin|Tun Tun Naing|Baron Waqa|Lord Peach|Smt. Mayawati|Datuk Anwar|Shri Singh|Dato Tsereteli|Tuan Anh|Hon Sui Sen
YB Anwar Hassan|Samdech Hun|Daw Mill|Ibu Sina|Lok Sabha"""
THEIR_OWN = [
    ("Pak Pong-ju", "kp-pak-pong-ju"),
    ("Min Aung Hlaing", "mm-min-aung-hlaing"),
    ("Aung San", "mm-aung-san"),
    ("U Thant", "mm-u-thant"),
]
MATCHES = [
    (mention, line.partition("=")[2])
    for line in BEFORE_NAMES.split("\n")
    if line
    for mention in line.partition("=")[0].split("|")
]


@pytest.mark.parametrize(("mention", "entity_id"), [*MATCHES, *THEIR_OWN])
def test_a_name_is_found_behind_its_honorifics(resolver: Resolver, mention: str, entity_id: str) -> None:
    assert resolver.resolve(mention).id == entity_id


@pytest.mark.parametrize("mention", OTHERS.replace("\n", "|").split("|"))
def test_an_honorific_makes_nobody_of_a_stranger(resolver: Resolver, mention: str) -> None:
    assert resolver.resolve(mention).id == ""
