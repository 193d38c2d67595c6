"""`python -m seeds.wordnet DICT`: make seeds/nouns.txt, the classes of common nouns, from WordNet's noun files.

A maintainer's command. DICT is the folder with `data.noun` and `index.noun` (Debian's wordnet-base has it as
/usr/share/wordnet). A noun belongs to a class when the sense listed first, its most frequent, lies below one of the
class's senses: so "smuggler" is people and "corvette" a vehicle, though nobody listed them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

NOUNS = Path(__file__).with_name("nouns.txt")

# Our class: the WordNet senses it takes in, as lemma#sense.
ROOTS = {
    "people": ("person#1",),
    "office": ("leader#1", "official#1", "spokesperson#1", "representative#1"),
    "force": ("serviceman#1", "soldier#1", "insurgent#1", "guerrilla#1", "military_unit#1", "armed_service#1"),
    "group": ("organization#1",),
    "vehicle": ("vehicle#1",),
    "arms": ("weapon#1", "weaponry#1", "ammunition#1", "explosive#1"),
    "way": ("way#6", "bridge#1", "passage#3"),
    "place": (
        "structure#1", "region#1", "region#3", "geological_formation#1", "body_of_water#1", "land#4", "facility#1",
        "way#6", "geographical_area#1",
    ),
    "building": ("building#1", "structure#1"),
    "cargo": ("cargo#1", "food#1", "foodstuff#1", "drug#1", "fuel#1"),
    "crash": ("vehicle#1",),
    "natural": ("storm#1", "geological_phenomenon#1"),
}  # fmt: skip
NOT = {
    # names of roles that news uses for things, and of parts of speech, seasons or bodies that WordNet sees as people
    "people": "second first last bear star spring case case-by-case subject number average party agent"
    " following other second-in-command might unknown relative character figure",
    "place": "way head top point end back side scene heart",
}

_HEADER = """\
# Classes of common nouns: class, then its nouns. Made by `python -m seeds.wordnet` from WordNet 3.0.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Used under the WordNet licence, which
# permits use, copying, modification and distribution for any purpose without fee, with this notice kept; it is
# provided "as is", without warranty of any kind, and Princeton's name may not be used in advertising.
"""


def main(arguments: list[str]) -> int:
    """Write the file; the one argument is WordNet's folder."""
    if len(arguments) != 1 or not (folder := Path(arguments[0])).joinpath("data.noun").exists():
        print(
            "usage: python -m seeds.wordnet DICT, the folder with WordNet's data.noun and index.noun", file=sys.stderr
        )
        return 2
    NOUNS.write_text(_HEADER + "\n".join(lines(folder)) + "\n", encoding="utf-8")
    return 0


def lines(folder: Path) -> list[str]:
    senses, above, spelled = first_senses(folder), hypernyms(folder), lower_case(folder)
    made = []
    for name, roots in ROOTS.items():
        wanted = {senses[lemma][int(number) - 1] for lemma, number in (root.split("#") for root in roots)}
        dropped = set(NOT.get(name, "").split())
        nouns = [lemma for lemma in spelled if lemma not in dropped and below(senses[lemma][0], wanted, above)]
        made.append(f"{name} " + " ".join(sorted(nouns)))
    return made


def first_senses(folder: Path) -> dict[str, list[str]]:
    """The synsets of every noun, the most frequent first."""
    senses = {}
    for line in folder.joinpath("index.noun").read_text("ascii").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            senses[fields[0]] = [field for field in fields[4:] if re.fullmatch(r"\d{8}", field)]
    return senses


def hypernyms(folder: Path) -> dict[str, list[str]]:
    """The synsets directly above each synset."""
    above = {}
    for line in folder.joinpath("data.noun").read_text("latin-1").splitlines():
        if not line.startswith(" "):
            above[line[:8]] = re.findall(r" @i? (\d{8}) n", line)
    return above


def lower_case(folder: Path) -> set[str]:
    """Nouns of one word that are written small."""
    words = set()
    for line in folder.joinpath("data.noun").read_text("latin-1").splitlines():
        if not line.startswith(" "):
            fields = line.split()
            words |= {
                word
                for word in fields[4 : 4 + 2 * int(fields[3], 16) : 2]
                if re.fullmatch(r"[a-z]{3,}(?:-[a-z]+)*", word)
            }
    return words


def below(synset: str, wanted: set[str], above: dict[str, list[str]]) -> bool:
    return synset in wanted or any(below(higher, wanted, above) for higher in above.get(synset, ()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
