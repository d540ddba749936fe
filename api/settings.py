"""What an operator sets: by environment variables that begin with EXONYM_, or by the flags of `exonym serve`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal

from msgspec.structs import replace
from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ..resolver.policy import DEFAULT_POLICY, Policy

_PREFIX = "EXONYM_"
_List = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """The service's settings. Read once when the application is made; nothing else reads the environment."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True)

    gazetteer: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="Directories of YAML or tables, later ones win; the shipped gazetteer when empty."
    )
    cache_dir: Path | None = Field(
        default=None, description="Where compiled gazetteers are kept between starts; nowhere when empty."
    )
    reload_interval: float = Field(
        default=1.0, ge=0, description="Seconds between looks at the gazetteer's files; 0 never reloads."
    )
    reload_timeout: float = Field(default=600.0, gt=0, description="Seconds that compiling a gazetteer may take.")
    base_url: str = Field(
        default="", description="The address that clients use, where a proxy hides it: https://names.example.org"
    )
    known_share: float = Field(
        default=DEFAULT_POLICY.known_share,
        gt=0,
        lt=1,
        description="The prior: the share of the names asked about that are of somebody known.",
    )
    # Limits
    max_batch: int = Field(default=1000, ge=1, description="Queries that one POST /resolve may hold.")
    max_body: int = Field(default=2_000_000, ge=1000, description="Bytes that a request's body may have.")
    max_file: int = Field(
        default=500_000_000, ge=1000, description="Bytes that a table sent to /reconcile/file may have, also unpacked."
    )
    max_files: int = Field(default=2, ge=1, description="Tables that each worker works on at a time; others wait.")
    max_query: int = Field(default=1000, ge=10, description="Characters that one mention may have.")
    max_text: int = Field(
        default=100_000,
        ge=100,
        description="Characters that a text sent to /annotate may have, unless lines are asked for.",
    )
    timeout: float = Field(
        default=30.0, gt=0, description="Seconds for a body to arrive, and again for a batch to be answered."
    )
    answers_memory: int = Field(
        default=32_000_000, ge=0, description="Bytes of ready answers that each worker keeps; 0 keeps none."
    )
    helpers: int | None = Field(
        default=None,
        ge=0,
        description="Processes beside each worker that take a share of batches, started when the first large one "
        "comes; as many as processors are left by default.",
    )
    # Reviews
    review_dir: Path | None = Field(
        default=None, description="Where reviews of tables are kept; without it /review is switched off."
    )
    max_review_rows: int = Field(default=500_000, ge=1, description="Rows that a table under review may have.")
    max_reviews: int = Field(default=100, ge=1, description="Reviews that may be kept at a time.")
    # Access
    keys_file: Path | None = Field(
        default=None, description="API keys, one a line: name, SHA-256 of the key, requests a second (optional)."
    )
    reads: Literal["open", "closed"] = Field(
        default="open", description="With keys: whether requests without a key are answered too."
    )
    rate: float = Field(default=0.0, ge=0, description="Requests a second for a key that names no rate; 0: no limit.")
    open_rate: float = Field(
        default=0.0, ge=0, description="Requests a second for each address without a key; 0: no limit."
    )
    cors_origins: _List = Field(
        default=(), description="Origins whose pages may call the JSON API, or *. /reconcile is open to all pages."
    )
    # Logs
    unresolved_file: Path | None = Field(
        default=None, description="Where mentions without a match are kept, as JSON lines; nowhere when empty."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="debug logs mentions too; info one line for each request."
    )

    @field_validator("gazetteer", mode="before")
    @classmethod
    def _paths(cls, value: object) -> object:
        """Several paths in one variable, separated as PATH is."""
        if isinstance(value, str):
            return tuple(Path(each) for each in value.split(os.pathsep) if each)
        return value

    @field_validator("cors_origins", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        """Several origins in one variable, separated by commas or spaces."""
        return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value

    @field_validator("base_url")
    @classmethod
    def _no_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @classmethod
    def misspelt(cls, environment: Iterable[str]) -> tuple[str, str]:
        """The first variable that begins with EXONYM_ and is not a setting, and the nearest one; empty if all are."""
        for name in sorted(each for each in environment if each.upper().startswith(_PREFIX)):
            own = name[len(_PREFIX) :].lower()
            if own not in cls.model_fields:
                near = get_close_matches(own, sorted(cls.model_fields), 1)
                return name, f"{_PREFIX}{near[0].upper()}" if near else ""
        return "", ""

    def policy(self) -> Policy:
        """The shipped policy with this prior."""
        return replace(DEFAULT_POLICY, known_share=self.known_share)

    def layers(self) -> tuple[Path, ...]:
        """The gazetteers to load, lowest first."""
        if self.gazetteer:
            return self.gazetteer
        from ..resolver.store.reading.shipped import shipped

        return (shipped(),)
