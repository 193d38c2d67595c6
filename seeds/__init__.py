"""seeds reads articles and finds what is said to have happened. It knows language and no map."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from seeds.article import Article as Article
    from seeds.article import Span as Span
    from seeds.reading import ReadingError as ReadingError
    from seeds.reading import read as read
    from seeds.reading import read_all as read_all
    from seeds.reading import stories as stories
    from seeds.reading import story as story

_HOMES = {
    "Article": "seeds.article",
    "Span": "seeds.article",
    "ReadingError": "seeds.reading",
    "read": "seeds.reading",
    "read_all": "seeds.reading",
    "story": "seeds.reading",
    "stories": "seeds.reading",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    """Import what is asked for only then, so that `import seeds` stays cheap."""
    if name not in _HOMES:
        raise AttributeError(f"module 'seeds' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
