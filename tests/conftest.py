"""What many tests share: the shipped gazetteer and a resolver over it, loaded once."""

from pathlib import Path

import pytest

from resolver.model import Gazetteer
from resolver.resolve import Resolver
from resolver.store.load import load, shipped

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load([shipped()])


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)
