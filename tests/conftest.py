"""What many tests share: the shipped gazetteer and a resolver over it, loaded once."""

from pathlib import Path

import pytest
from hypothesis import settings

from exonym.resolver.model import Gazetteer
from exonym.resolver.resolve import Resolver
from exonym.resolver.store.reading.load import load, shipped

ROOT = Path(__file__).parents[1]

settings.register_profile("untimed", deadline=None)  # the first example may load a table, on any machine
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load([shipped()])


@pytest.fixture(scope="session")
def resolver(gazetteer: Gazetteer) -> Resolver:
    return Resolver(gazetteer)
