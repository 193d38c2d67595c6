"""Listing: "A, B and C" made one noun phrase, and a role one with the name behind it."""

from __future__ import annotations

from dataclasses import replace

from seeds.nations import roles
from seeds.phrases import JointKind, NounPhrase, Phrase, PrepPhrase, VerbGroup, joint_is, noun_of
from seeds.text import Token


def join_lists(phrases: list[Phrase], tokens: tuple[Token, ...]) -> list[Phrase]:
    """Make "A, B and C" one noun phrase with members, where no verb claims the last of them for itself."""
    made: list[Phrase] = []
    i = 0
    while i < len(phrases):
        first = phrases[i]
        noun = noun_of(first)
        if isinstance(first, PrepPhrase) and _parenthetical(phrases, i) and isinstance(made[-2], PrepPhrase):
            other = phrases[i + 3]
            assert isinstance(other, NounPhrase)
            holder = made[-2]
            whole = NounPhrase(holder.noun.start, other.end, holder.noun.head, members=(holder.noun, other))
            made[-2] = replace(holder, end=other.end, noun=whole)
            made.append(first)
            i += 4
            continue
        if noun is None:
            made.append(first)
            i += 1
            continue
        members, j = [noun], i
        while (step := _next_member(phrases, j, made, tokens)) is not None:
            j, found = step
            members.append(found)
        if any(joint_is(p, "and") for p in phrases[i:j]):
            whole = NounPhrase(noun.start, members[-1].end, noun.head, members=tuple(members), time=noun.time)
            made.append(replace(first, end=whole.end, noun=whole) if isinstance(first, PrepPhrase) else whole)
            i = j + 1
        else:
            made.append(first)
            i += 1
    return made


def name_roles(phrases: list[Phrase], tokens: tuple[Token, ...]) -> list[Phrase]:
    """ "with his host, Ararat Mirzoyan": a role and, after a comma, who bears it."""
    for i in range(len(phrases) - 2):
        first, second = phrases[i], phrases[i + 2]
        noun = noun_of(first)
        if (
            noun is None
            or noun.members
            or not isinstance(second, NounPhrase)
            or second.members
            or not _joint_at(phrases, i + 1, "comma")
        ):
            continue
        closed = i + 3 >= len(phrases) or _joint_at(phrases, i + 3, "comma") or _joint_at(phrases, i + 3, "stop")
        role = tokens[noun.head].tag == "NN" and roles().kinds.get(tokens[noun.head].lower) == "person"
        if closed and role and tokens[second.head].tag == "NNP" and not second.time:
            named = replace(noun, apposition=second)
            phrases[i] = replace(first, noun=named) if isinstance(first, PrepPhrase) else named
    return phrases


def _parenthetical(phrases: list[Phrase], i: int) -> bool:
    """ "between Aghband, in Zangilan district, and Kalaleh": is the phrase at i the one inside the commas?"""
    opened = i >= 2 and _joint_at(phrases, i - 1, "comma")
    closed = _joint_at(phrases, i + 1, "comma") and _joint_at(phrases, i + 2, "and")
    return (
        opened
        and closed
        and i + 3 < len(phrases)
        and isinstance(phrases[i + 3], NounPhrase)
        and not _verb_follows(phrases, i + 3)
    )


def _next_member(
    phrases: list[Phrase], j: int, made: list[Phrase], tokens: tuple[Token, ...]
) -> tuple[int, NounPhrase] | None:
    """The noun phrase that a comma or "and" adds to a list behind the phrase at j, and where it stands."""
    k = j + 1
    comma = _joint_at(phrases, k, "comma")
    k += comma
    last = _joint_at(phrases, k, "and")
    k += last
    while _joint_at(phrases, k, "quote"):
        k += 1
    found = phrases[k] if (comma or last) and k < len(phrases) else None
    if not isinstance(found, NounPhrase) or found.time:
        return None
    if last and _verb_follows(phrases, k) and _verb_behind(made):
        return None
    if not last and not _list_goes_on(phrases, k):
        return None
    if tokens[found.head].tag == "PRP" and last and _verb_follows(phrases, k):
        return None
    return k, found


def _list_goes_on(phrases: list[Phrase], k: int) -> bool:
    """After a comma the list must come to an "and" with nothing but noun phrases and their "of" between."""
    k += 1
    for _ in range(40):
        if _joint_at(phrases, k, "and"):
            following = phrases[k + 1] if k + 1 < len(phrases) else None
            return isinstance(following, NounPhrase) and not following.time
        if not (_joint_at(phrases, k, "comma") or (k < len(phrases) and isinstance(phrases[k], NounPhrase))):
            return False
        if _joint_at(phrases, k, "comma") and _joint_at(phrases, k + 1, "and"):
            following = phrases[k + 2] if k + 2 < len(phrases) else None
            return isinstance(following, NounPhrase) and not _verb_follows(phrases, k + 2)
        k += 1
    return False


def _joint_at(phrases: list[Phrase], k: int, kind: JointKind) -> bool:
    return k < len(phrases) and joint_is(phrases[k], kind)


def _verb_follows(phrases: list[Phrase], k: int) -> bool:
    """Is the noun phrase at k the subject of a finite verb right after it (adverbs and "of" phrases between
    allowed)?"""
    for phrase in phrases[_past_aside(phrases, k + 1) :][:4]:
        if isinstance(phrase, VerbGroup):
            return phrase.form == "finite"
        if isinstance(phrase, PrepPhrase):
            continue
        if not joint_is(phrase, "adverb", "quote"):
            return False
    return False


def _past_aside(phrases: list[Phrase], k: int) -> int:
    """ "140,000 people, by the mayor's count, left": where the words go on behind an aside between commas."""
    if not _joint_at(phrases, k, "comma"):
        return k
    for end in range(k + 2, min(k + 5, len(phrases) - 1)):
        if joint_is(phrases[end], "comma"):
            return end + 1 if isinstance(phrases[end + 1], VerbGroup) else k
        if noun_of(phrases[end]) is None:
            break
    return k


def _verb_behind(made: list[Phrase]) -> bool:
    """Has every clause begun since the last stop its finite verb already?"""
    wanted, found = 1, 0
    for phrase in reversed(made):
        if isinstance(phrase, VerbGroup):
            found += phrase.form == "finite"
        elif joint_is(phrase, "sub", "relative"):
            wanted += 1
        elif joint_is(phrase, "stop"):
            break
    return found >= wanted
