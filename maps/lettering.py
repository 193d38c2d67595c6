"""How wide words are, without a font: pictures place their names in Python, before anybody draws them.

The widths are those that Helvetica, Arial, Liberation Sans and Arimo share, so that what is placed here fits on a Mac,
on Windows, on Linux and in the rasteriser, which brings Liberation Sans.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

FAMILY = "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif"
# for words with letters those fonts lack: Azerbaijani's schwa, Arabic, Armenian, Georgian, Chinese
BROAD = "'Noto Sans', 'DejaVu Sans', 'Segoe UI', Arial, sans-serif"
COMMON = re.compile("[\u0020-\u017f\u0218-\u021b\u0370-\u045f\u1e00-\u1eff\u2010-\u2026\u20ac]*")
# letters by their advance width, in thousandths of the size
PLAIN = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
BOLD = {
    238: "'",
    278: " ,./I\\ijl",
    280: "|",
    333: "!()-:;[]`ft",
    389: "*r{}",
    474: '"',
    500: "z",
    556: "#$0123456789J_aceksvxy",
    584: "+<=>^~",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
}
OTHERS = {
    "ı": 278,
    "–": 556,
    "—": 1000,
    "’": 222,
    "‘": 222,
    "“": 333,
    "”": 333,
    "·": 333,
    "…": 1000,
    "ł": 222,
    "æ": 889,
}
ADVANCES = tuple({letter: wide for wide, letters in face.items() for letter in letters} for face in (PLAIN, BOLD))
# controls, half surrogates and marks that turn the direction of what follows: none belongs on a picture
UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def legible(words: str) -> str:
    """The words as one line that any picture or tag can hold, without characters that nobody can see.

    >>> legible("Drill\\x00 near\\n\\u202ethe border")
    'Drill near the border'
    """
    return " ".join(UNWRITABLE.sub("", words).split())


def width(words: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Pixels the words take at a font size in pixels.

    >>> round(width("Tabriz", 12), 1)
    33.3
    """
    return sum(advance(letter, bold) for letter in words) * size / 1000 + spacing * len(words)


@cache
def advance(letter: str, bold: bool) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in ADVANCES[bold]:
        return ADVANCES[bold][base]
    if unicodedata.combining(base):
        return 0
    if unicodedata.east_asian_width(base) in "WF":
        return 1000
    return OTHERS.get(base, 640 if base.isupper() else 590)


def family(words: str) -> str | None:
    """Fonts for words that the picture's own cannot write; None where they can.

    >>> family("Şuşa"), family("Kürdəmir") == BROAD
    (None, True)
    """
    return None if COMMON.fullmatch(words) else BROAD


def shortened(words: str, room: float, size: float, *, bold: bool = False) -> str:
    """The words, or as many of them as the room holds and an ellipsis.

    >>> shortened("Iran holds a drill near the border", 100, 12)
    'Iran holds a drill…'
    """
    if width(words, size, bold=bold) <= room:
        return words
    while words and width(words + "…", size, bold=bold) > room:
        words = words[:-1].rstrip()
    return words + "…"


def wrapped(words: str, room: float, size: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """The words broken into at most so many lines; the last is shortened when they do not fit.

    >>> wrapped("Iran holds a drill near the border", 110, 12)
    ['Iran holds a drill', 'near the border']
    """
    rows: list[str] = []
    row = ""
    rest = words.split()
    while rest:
        longer = f"{row} {rest[0]}".strip()
        if row and width(longer, size, bold=bold) > room:
            if len(rows) == lines - 1:
                break
            rows.append(row)
            row = ""
            continue
        row = longer
        rest.pop(0)
    last = " ".join([row, *rest])
    return [shortened(line, room, size, bold=bold) for line in (*rows, last) if line]


def balanced(words: str, room: float, size: float, *, lines: int = 2, bold: bool = False) -> list[str]:
    """The words in as few lines as `wrapped` needs, each about as long as the others.

    >>> balanced("Iran holds a drill near the border", 150, 12)
    ['Iran holds a drill', 'near the border']
    """
    best = wrapped(words, room, size, lines=lines, bold=bold)
    while len(best) > 1 and not best[-1].endswith("…"):
        room -= size / 2
        tighter = wrapped(words, room, size, lines=lines, bold=bold)
        if tighter[-1].endswith("…"):
            break
        best = tighter
    return best
