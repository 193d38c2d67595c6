"""How fast events are read, side by side with the nearest peer that installs with pip alone.

    pip install 'araxes[benchmarks,spacy]'            with Python 3.11 or 3.12, and a pipeline such as en_core_web_sm
    python tests/benchmarks/events.py MODEL [--times N]

The coders of the field (PETRARCH, NGEC, Giveme5W1H) need a server, an index or models that pip does not bring. The
nearest that does is textacy: subject, verb and object of each clause, from a spaCy parse. It gives no kind, time,
place, status or speaker, so this compares the cost of reading and not what is read. The last row is our own reading
of the events that a spaCy parse proposes. Prints medians of CPU time on one core and ratios to ours; spaCy reads all
the articles in one batch, which is its fastest.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial

from geo.locating import locate
from seeds.article import Article
from seeds.dependencies import SpacyProposer
from seeds.reading import stories, story
from seeds.reports import find_reports

ROUNDS = 5


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", metavar="MODEL")
    parser.add_argument("--times", type=int, default=5, help="how often the bundled stories are read in a round")
    options = parser.parse_args(arguments)
    articles = [story(name) for name in stories()] * options.times
    words = sum(len(article.text.split()) for article in articles)
    print(f"{len(articles)} articles, {words:,} words; medians of {ROUNDS} rounds")
    rows = {name: measured(partial(read, articles)) for name, read in readers(options.model).items()}
    ours = rows["araxes: reports"][0]
    for name, (seconds, found) in rows.items():
        print(f"{name:44} {60 * len(articles) / seconds:8,.0f} articles/min  x {seconds / ours:5.2f}  {found:5} found")
    return 0


def readers(model: str) -> dict[str, Callable[[Sequence[Article]], int]]:
    """Each reader: from articles to how many things it found."""
    import spacy
    from textacy.extract import subject_verb_object_triples

    pipeline = spacy.load(model, exclude=["ner"])  # which neither the triples nor we need
    proposer = SpacyProposer(pipeline)

    def parsed(articles: Sequence[Article]) -> int:
        return sum(len(list(doc.sents)) for doc in pipeline.pipe(article.text for article in articles))

    def triples(articles: Sequence[Article]) -> int:
        docs = pipeline.pipe(article.text for article in articles)
        return sum(len(list(subject_verb_object_triples(doc))) for doc in docs)

    return {
        "araxes: reports": lambda articles: sum(len(find_reports(a)) for a in articles),
        "araxes: placed events": lambda articles: sum(len(locate(a)) for a in articles),
        f"{model}: sentences": parsed,
        f"{model} + textacy: triples": triples,
        f"araxes reading {model}: reports": lambda articles: sum(
            len(find_reports(a, proposer=proposer, on_drop=lambda dropped: None)) for a in articles
        ),
    }


def measured(work: Callable[[], int]) -> tuple[float, int]:
    """The median CPU seconds of a few rounds, after one that is not counted, and what was found."""
    found = work()
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        rounds.append(time.process_time() - begun)
    return statistics.median(rounds), found


if __name__ == "__main__":
    sys.exit(main())
