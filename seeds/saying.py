"""Saying: the verbs of saying, and which clause reports which."""

from __future__ import annotations

from seeds.clauses import Clause

REPORTING = frozenset(
    """say tell announce report claim state allege assert insist maintain argue add note explain reveal disclose
    confirm acknowledge admit
    concede declare believe think suggest indicate estimate show write warn stress emphasise emphasize underline
    underscore illustrate
    complain fear expect deny reiterate recall remark observe describe testify inform assure notify predict hint
    imply predict
    learn hear understand know see find agree promise pledge vow hope demand urge recommend propose request accuse
    contend
    conclude voice express protest reply answer respond comment tweet post""".split()
)
SAYING = REPORTING - frozenset(
    """agree promise pledge vow hope demand urge recommend propose request accuse express
    voice learn know see find hear understand protest post describe""".split()
)


def is_report(clause: Clause) -> bool:
    return clause.verb is not None and clause.verb.lemma in REPORTING


def link_reports(clauses: list[Clause]) -> None:
    """Say which clause reports which: complements by their parent, trailing "…, officials said" over what stands
    before it."""
    trailing = [c for c in clauses if _trails(c, clauses)]
    for clause in clauses:
        if clause.kind == "complement" and clause.parent is not None and clause.parent.verb is not None:
            clause.reporter = clause.reporter or clause.parent
    for report in trailing:
        for clause in clauses:
            before = clause.verb is not None and report.verb is not None and clause.verb.start < report.verb.start
            same = clause.segment == report.segment and before
            later = clause.segment > report.segment and not any(t.segment == clause.segment for t in trailing)
            if clause is not report and (same or later) and clause.reporter is None and clause.kind == "main":
                clause.reporter = report
    for clause in clauses:
        if clause.kind == "main" and clause.reporter is None and _after_colon(clause):
            clause.reporter = next(
                (c for c in clauses if c.segment == clause.segment - 1 and _says_that(c, clauses)), None
            )


def _after_colon(clause: Clause) -> bool:
    """Does a colon stand before this clause's segment ("he said that …: crossings had been made")?"""
    tokens = clause.sentence.tokens
    start = clause.start
    while start > 0 and tokens[start - 1].text not in (":", ";"):
        start -= 1
    return start > 0 and tokens[start - 1].text == ":"


def _says_that(clause: Clause, clauses: list[Clause]) -> bool:
    said = any(c.reporter is clause for c in clauses)
    return clause.verb is not None and clause.verb.lemma in SAYING and said and not clause.verb.negated


def _trails(clause: Clause, clauses: list[Clause]) -> bool:
    """A reporting clause with no complement of its own, after the clauses it reports."""
    verb = clause.verb
    if verb is None or verb.lemma not in SAYING or clause.kind != "main" or verb.passive:
        return False
    if any(c.parent is clause and c.kind in ("complement", "infinitive", "gerund") for c in clauses):
        return False
    heavy = clause.objects if verb.lemma != "tell" else []
    earlier = [
        c for c in clauses if c is not clause and c.verb is not None and c.verb.start < verb.start and c.kind == "main"
    ]
    return bool(earlier) and not heavy
