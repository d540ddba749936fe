"""One holds a file at a time; who does not wait hears of it."""

from pathlib import Path

import pytest

from exonym.resolver.locking import alone

pytest.importorskip("fcntl")


def test_the_second_hears_that_it_is_held_until_it_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "x.lock"
    with file.open("w") as first, alone(first) as held, file.open("w") as second, alone(second, wait=False) as too:
        assert (held, too) == (True, False)
    with file.open("w") as third, alone(third, wait=False) as held:
        assert held
