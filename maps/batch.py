"""Many articles through one function, on one core or several, in order and in constant memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice

from seeds.article import Article

PACKET = 4  # articles handed to a worker at once: less ado for each
AHEAD = 3  # packets in flight for each worker: enough to keep it busy, few enough to hold


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: words to write and how many things they tell of, or why there are none."""

    article_id: str
    words: str | None = None
    found: int = 0
    error: str | None = None


Work = Callable[[Article], tuple[str, int]]


def outcomes(function: Work, articles: Iterable[Article], *, workers: int = 1) -> Iterator[Outcome]:
    """Apply `function` to each article. Outcomes come in the articles' order, whatever the number of workers."""
    given = iter(articles)
    if workers < 2:
        yield from (outcome(function, article) for article in given)
        return
    yield from (outcome(function, article) for article in islice(given, 1))  # what it loads, forked workers share
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[list[Outcome]]] = deque()
        try:
            while packet := list(islice(given, PACKET)):
                waiting.append(pool.submit(outcomes_of, function, packet))
                if len(waiting) >= workers * AHEAD:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def outcomes_of(function: Work, articles: list[Article]) -> list[Outcome]:
    return [outcome(function, article) for article in articles]


def outcome(function: Work, article: Article) -> Outcome:
    """One article must not end the run of a hundred thousand: what it raises is told, and the rest goes on."""
    try:
        return Outcome(article.id, *function(article))
    except Exception as error:
        return Outcome(article.id, error=f"{type(error).__name__}: {error}")
