"""Where results go: standard output or a file that is whole or not there at all."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def writing(path: str | None) -> Iterator[BinaryIO]:
    """Open `path` for bytes; None or "-" is standard output. The file takes its name only when all went well.

    It is written beside its final place and then renamed, so a reader sees the old file or the new, never half of
    one. Raises OSError at once, before any work is done, when the place cannot be written to.
    """
    if path is None or path == "-":
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path).resolve()
    if target.exists() and not target.is_file():
        # a pipe or /dev/null has no old content to keep; a folder raises here
        with target.open("wb") as file:
            yield file
        return
    with replacing(target) as file:
        yield file


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(draft).chmod(target.stat().st_mode if target.exists() else 0o666 & ~current_umask())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def current_umask() -> int:
    # the only way to read it is to set it
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def encoded(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


class Progress:
    """A count on the last line of a terminal; silent everywhere else."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.count = 0
        self.shown = sys.stderr.isatty()

    def step(self) -> None:
        self.count += 1
        if self.shown and self.count > 1:
            print(f"\r{self.count:,} {self.what}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.shown and self.count > 1:
            print(file=sys.stderr)
