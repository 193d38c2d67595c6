"""What each kind and mode of event is called, and its codes in PLOVER, CAMEO and ACLED (kinds.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from seeds.report import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """A kind's name and its codes elsewhere: "" where a codebook has no equal."""

    label: str
    plover: str = ""
    cameo: str = ""
    acled: tuple[str, str] = ("", "")  # event type, sub-event type


@cache
def codes(kind: Kind, mode: str = "") -> Codes:
    """The codes of a kind of event, finer where its mode has its own.

    >>> codes("detain", "arrest").cameo, codes("attack", "shelling").plover, codes("move").plover
    ('173', 'ASSAULT', '')
    """
    row = _table()[kind]
    merged = {**row, **row.get("mode", {}).get(mode, {})}
    merged.pop("mode", None)
    return Codes(**{**merged, "acled": tuple(merged.get("acled", ("", "")))})


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("seeds").joinpath("kinds.toml").read_text(encoding="utf-8"))
