"""Chunking: the phrases of a sentence, one behind the other."""

from __future__ import annotations

from seeds.listing import join_lists, name_roles
from seeds.nounphrases import SWELLING, noun_phrase, quantified
from seeds.phrases import Adjective, Joint, JointKind, Phrase, Words, joint_is, noun_of
from seeds.prepositions import past_hedge, preposition_at, prepositional
from seeds.tags import NOUN
from seeds.text import Sentence
from seeds.verbgroups import verb_group


def find_phrases(sentence: Sentence) -> list[Phrase]:
    """The phrases of a sentence in order, lists of noun phrases joined."""
    words, made = Words(sentence.tokens), list[Phrase]()
    while (i := made[-1].end if made else 0) < words.n:
        made.append(_phrase_at(words, i, made[-1] if made else None))
    return name_roles(join_lists(made, sentence.tokens), sentence.tokens)


def _phrase_at(words: Words, i: int, before: Phrase | None) -> Phrase:
    tag, low = words.tag[i], words.low[i]
    if tag == "PUNCT":
        return Joint(i, i + 1, _mark(low), low)
    if tag == "EX":
        return Joint(i, i + 1, "there", low)
    if tag == "CC":
        return Joint(i, i + 1, "and" if low in ("and", "or", "nor", "either", "neither") else "but", low)
    number = quantified(words, i)
    if number is not None:
        return number
    prep = preposition_at(words, i)
    if prep is not None:
        return prepositional(words, i, *prep)
    if tag == "WDT" or low == "whose":
        return Joint(i, i + 1, "relative", low)
    if tag == "WRB":
        relative = low in ("where", "when") and (noun_of(before) is not None or (i >= 2 and joint_is(before, "comma")))
        return Joint(i, i + 1, "relative" if relative else "sub", low)
    if tag == "WP":
        named = past_hedge(words, i)
        return Joint(i, named, "adverb", low) if named > i else Joint(i, i + 1, "sub", low)
    swelling = tag == "VBG" and low in SWELLING and words.tag[i + 1 : i + 2] and words.tag[i + 1] in NOUN
    verb = None if swelling else verb_group(words, i)
    if verb is not None:
        return verb
    noun = noun_phrase(words, i)
    if noun is not None:
        return noun
    if tag == "IN":
        return Joint(i, i + 1, "sub", low)
    if tag in ("JJ", "VBN", "VBG", "VBD"):
        return Adjective(i, i + 1, i)
    return Joint(i, i + 1, "adverb" if tag in ("RB", "TO") else "mark", low)


def _mark(low: str) -> JointKind:
    if low in (",", "(", ")", "—", "–", "-"):
        return "comma"
    if low in (";", ":", ".", "!", "?", "…"):
        return "stop"
    return "quote" if low in ("“", "”", '"', "‘", "’", "'", "«", "»") else "mark"
