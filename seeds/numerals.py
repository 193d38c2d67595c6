"""Numbers as news writes them: "700,000", "1.5 million", "twenty-five", "a dozen", "hundreds"."""

from __future__ import annotations

import re

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
WORDS: dict[str, int] = {word: value for value, word in enumerate(_ONES.split())}
WORDS |= {word: 10 * value for value, word in enumerate(_TENS.split(), 2)}
SCALES: dict[str, int] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "bn": 1_000_000_000,
    "mn": 1_000_000,
    "m": 1_000_000,
}
VAGUE: dict[str, int] = {  # the least that "hundreds" can mean, taken as its value
    "dozens": 24,
    "scores": 40,
    "hundreds": 200,
    "thousands": 2_000,
    "millions": 2_000_000,
    "billions": 2_000_000_000,
}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)


def parse_number(words: str) -> float | None:
    """The number that `words` as a whole say, or None.

    >>> parse_number("700,000"), parse_number("1.5 million"), parse_number("twenty-five"), parse_number("a dozen")
    (700000.0, 1500000.0, 25.0, 12.0)
    >>> parse_number("many") is None
    True
    """
    total = 0.0
    group: float | None = None
    parts = words.lower().replace("-", " ").split()
    for at, part in enumerate(parts):
        if part in ("a", "an") and at == 0:
            group = 1.0
        elif part == "and" and 0 < at < len(parts) - 1:
            continue
        elif _DIGITS.fullmatch(part):
            group = (group or 0.0) + float(part.replace(",", ""))
        elif part in WORDS:
            group = (group or 0.0) + WORDS[part]
        elif part in SCALES:
            group = (1.0 if group is None else group) * SCALES[part]
            if SCALES[part] >= 1_000:
                total, group = total + group, 0.0
        else:
            return None
    return None if group is None or parts in (["a"], ["an"]) else total + group
