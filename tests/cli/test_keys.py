"""`keys`: what it prints is a line that the service reads, and the key beside it opens."""

import json
from pathlib import Path

import pytest

from exonym.api.access_keys import KeyRing, read_keys

from .conftest import Run, exonym


def test_the_line_lets_the_key_in(tmp_path: Path):
    made = exonym("keys", "desk-1", "--rate", "2.5")
    assert made.returncode == 0, made.stderr
    key = made.stderr.decode().split()[-1]
    assert key not in made.stdout.decode()

    file = tmp_path / "keys"
    file.write_bytes(made.stdout)
    found = KeyRing(read_keys(file)).find(key)
    assert found is not None
    assert (found.name, found.rate) == ("desk-1", 2.5)


def test_each_key_is_new(run: Run):
    made = [json.loads(run("keys", "desk-1", "--json").stdout) for _ in range(2)]
    assert made[0].keys() == {"key", "line"}
    assert made[0]["key"] != made[1]["key"]
    assert made[0]["line"].split()[0] == "desk-1"


@pytest.mark.parametrize(
    "args", [["a b"], ["a#b"], [""], ["a\tb"], ["desk-1", "--rate", "-1"], ["desk-1", "--rate", "nan"]]
)
def test_what_the_file_cannot_hold_is_refused(args: list[str]):
    refused = exonym("keys", *args)
    assert refused.returncode == 2
    assert b"Give" in refused.stderr
    assert not refused.stdout
