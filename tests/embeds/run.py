"""Try the map where it is used: `python tests/embeds/run.py [TARGET...] [--pictures DIR]`.

Apart from the test suite, because these runs install what they try (Reveal.js and Eleventy from npm, JupyterLab from
PyPI, WordPress from Debian) and take minutes. Each makes pictures to be looked at and fails on a console message, a
frame that does not follow its map's height, a page that cannot be scrolled past the map, or a request to elsewhere.
Without names all are run. Exit code 1 when one fails.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from browser_setup import FLAGS, NONE_TO_BE_HAD, find_browser  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from targets import TARGETS, Run  # noqa: E402

from maps.command import main as araxes  # noqa: E402


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    options.add_argument("--pictures", type=Path, default=Path("embeds"), help="where pictures go (default: embeds)")
    chosen = options.parse_args()
    if unknown := set(chosen.targets) - TARGETS.keys():
        options.error(f"no target {', '.join(sorted(unknown))}: there are {', '.join(TARGETS)}")
    chosen.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="araxes-embeds-") as workshop:
        return tried(chosen.targets or list(TARGETS), Path(workshop), chosen.pictures.resolve())


def tried(names: list[str], workshop: Path, pictures: Path) -> int:
    """Run the targets one after another and tell how each went."""
    shared, failed = workshop / "shared", 0
    if araxes(["map", "border_drill", "-o", str(workshop / "map.html"), "--share", str(shared)]):
        return 1
    path = find_browser()
    if path is None:
        sys.exit(NONE_TO_BE_HAD)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        for name in names:
            folder = workshop / name
            folder.mkdir()
            began = time.monotonic()
            try:
                TARGETS[name](Run(browser, shared, folder, pictures))
                outcome = "works"
            except Exception as error:
                failed += 1
                outcome = f"FAILS: {error}"
            print(f"{name:<15} {time.monotonic() - began:5.1f} s  {outcome}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
