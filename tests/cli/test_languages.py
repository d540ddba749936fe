"""`exonym languages`: the matrix, one language, and JSON."""

import json

from .conftest import exonym


def test_the_matrix_has_a_line_a_language():
    shown = exonym("languages").stdout.decode()
    [english] = [line for line in shown.splitlines() if line.startswith("en ")]
    assert "English" in english
    assert "100%" in english


def test_one_language_with_what_it_lacks_by_name():
    shown = exonym("languages", "ta").stdout.decode()
    assert shown.startswith("ta Tamil, written in Taml\n")
    assert "places.tsv  0 rows, 0% of the English ones\n  missing: paris, geneva" in shown


def test_as_json():
    [thai] = [each for each in json.loads(exonym("languages", "--json").stdout) if each["lang"] == "th"]
    assert thai["tables"]["country_names"]["share"] == 1
    assert json.loads(exonym("languages", "th", "--json").stdout) == thai


def test_a_code_that_is_no_language_is_refused():
    result = exonym("languages", "xx")
    assert result.returncode == 2
    assert b"'xx' is not a language" in result.stderr
