"""Every kind and mode has a name, and codes that other codebooks know."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from seeds.frames import frame_table
from seeds.kinds import codes
from seeds.report import KINDS, Kind

PLOVER = set(
    """AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
    COERCE ASSAULT""".split()
)
ACLED = {
    "Battles", "Explosions/Remote violence", "Violence against civilians", "Protests", "Riots",
    "Strategic developments",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_name_and_known_codes(kind: Kind) -> None:
    for mode in ["", *sorted({f.mode for f in frame_table().frames if f.kind == kind})]:
        found = codes(kind, mode)
        assert found.label and found.plover in PLOVER | {""} and found.acled[0] in ACLED | {""}
        assert not found.cameo or (found.cameo.isdigit() and 1 <= int(found.cameo[:2]) <= 20)


def test_the_table_names_only_kinds_and_modes_that_frames_tell() -> None:
    table = tomllib.loads(files("seeds").joinpath("kinds.toml").read_text(encoding="utf-8"))
    told = {(f.kind, f.mode) for f in frame_table().frames}
    assert set(table) == set(KINDS)
    assert {(kind, mode) for kind, row in table.items() for mode in row.get("mode", {})} <= told


def test_modes_are_finer_than_their_kinds() -> None:
    assert codes("protest", "repress").plover == "COERCE" and codes("protest").plover == "PROTEST"
    assert codes("agree", "ceasefire").cameo == "0871"
    assert codes("attack", "abduct").acled == ("Violence against civilians", "Abduction/forced disappearance")
