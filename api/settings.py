"""What an operator sets: by environment variables that begin with EXONYM_, or by the flags of `exonym serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """The service's settings. Read once when the application is made; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix="EXONYM_", frozen=True)

    gazetteer: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="Directories of YAML or tables, later ones win; the shipped gazetteer when empty."
    )
    max_batch: int = Field(default=1000, ge=1, description="Queries that one POST /resolve may hold.")
    max_body: int = Field(default=2_000_000, ge=1000, description="Bytes that a request's body may have.")
    max_query: int = Field(default=1000, ge=10, description="Characters that one mention may have.")

    @field_validator("gazetteer", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Several paths in one variable, separated as PATH is."""
        if isinstance(value, str):
            import os

            return tuple(Path(each) for each in value.split(os.pathsep) if each)
        return value
