"""How long a cold process takes and how much memory it holds: `python tests/benchmarks/commands.py`.

Prints the median of five runs of each command, beside what is asked of it.
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
ASKED = {  # command: (seconds, megabytes)
    ("geocode", "Shusha"): (0.35, 200),
    ("places", "border_drill"): (2.5, 200),
    ("events", "border_drill"): (2.5, 200),
    ("map", "border_drill", "-o", "map.html"): (2.5, 200),
}
PAGE = 130  # kilobytes, gzipped


def run(arguments: tuple[str, ...], folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one process."""
    started = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "maps", *arguments], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0, arguments
    return time.perf_counter() - started, used.ru_maxrss / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{'command':<36}{'seconds':>9}{'asked':>7}{'MB':>7}{'asked':>7}")
        for arguments, (seconds, megabytes) in ASKED.items():
            runs = [run(arguments, folder) for _ in range(RUNS)]
            took, held = (statistics.median(values) for values in zip(*runs, strict=True))
            print(f"{' '.join(arguments):<36}{took:>9.2f}{seconds:>7}{held:>7.0f}{megabytes:>7}")
        size = len(gzip.compress((folder / "map.html").read_bytes(), 9)) / 1000
        print(f"{'page, KB gzipped':<36}{size:>9.0f}{PAGE:>7}")


if __name__ == "__main__":
    main()
