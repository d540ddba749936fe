"""Which script a text is written in."""

from hypothesis import given
from hypothesis import strategies as st

from exonym.resolver.text.scripts import Script, only_script, script_of

LETTERS = st.characters(categories=("L", "M", "N", "P", "Z"), max_codepoint=0xFFFF)
OF_ONE_SCRIPT = st.sampled_from(
    [(0x21, 0x7E), (0xC0, 0x24F), (0x370, 0x3FF), (0x900, 0x97F), (0x3041, 0x30FF)]
).flatmap(
    lambda block: st.text(st.characters(min_codepoint=block[0], max_codepoint=block[1]) | st.sampled_from(" -.'"))
)


@given(st.text(LETTERS) | OF_ONE_SCRIPT)
def test_a_text_of_one_block_is_of_the_one_script_that_its_letters_are_of(text):
    alone = only_script(text)
    if alone is not None:
        assert {script_of(char) for char in text} - {Script.NONE} == {alone}


def test_names_in_one_script_are_told_apart_at_once():
    names = {"Νικ-Α. Καλάθης": Script.GREEK, "Мао Цзэдун": Script.CYRILLIC, "정 주영": Script.HANGUL}
    assert {name: only_script(name) for name in names} == names
    assert only_script("Émile") is only_script("") is only_script(" Νικ") is None
