"""Times that lean on now or then: yesterday, two weeks ago, three days earlier, the end of the month, within hours."""

from __future__ import annotations

from datetime import date, timedelta

from seeds.moments import Moment, Resolved, around, around_day, count_of, given, unit_of, weekday_from
from seeds.periods import Period, add_months, day_period, days_period, first_day, grain_of, shifted
from seeds.timerules import Atom


def edge(atom: Atom, moment: Moment) -> Resolved | None:
    """ "the end of the month": the story's month when it tells of the past, the publication's when it looks ahead."""
    which, unit = atom.letters[-2], unit_of(atom)
    if which == "t" and moment.direction <= 0 and (told := around(moment.then, unit, 0)):
        return told, "event"
    return given(around_day(moment.now, unit, {"L": -1, "X": 1}.get(which, 0)), "publication")


def out(atom: Atom, moment: Moment) -> Resolved | None:
    """ "before the month was out"."""
    return given(around(moment.then, unit_of(atom), 0), "event")


def deictic(atom: Atom, moment: Moment) -> Resolved | None:
    """ "today", "overnight", "the day before yesterday"."""
    if moment.now is None:
        return None
    word = atom.word("j")
    if word == "overnight":
        return days_period(moment.now - timedelta(days=1), moment.now, "day"), "publication"
    days = {"yesterday": -1, "tomorrow": 1}.get(word or "", 0)
    return day_period(moment.now + timedelta(days=days * (2 if len(atom.words) > 1 else 1))), "publication"


def ago(atom: Atom, moment: Moment) -> Resolved | None:
    """ "two weeks ago"."""
    count = count_of(atom)
    return given(shifted(moment.now, -count, unit_of(atom)) if moment.now and count else None, "publication")


def shift(atom: Atom, moment: Moment) -> Resolved | None:
    """ "three weeks earlier", "the day before", "hours later": from the time the story has reached."""
    unit, count = unit_of(atom), count_of(atom) or (1 if atom.letters[0] == "t" else 0)
    sign = -1 if atom.letters[-1] in "e<" else 1
    if unit in ("hour", "minute", "second"):
        return given(day_period(moment.then_day) if moment.then_day else None, "event")
    if not count or moment.then is None or moment.then.low is None:
        return None
    fine = {"month": 2, "year": 1, "decade": 1, "century": 1}.get(unit, 3)
    if len(moment.then.low) < fine:
        return None
    return shifted(first_day(moment.then.low), sign * count, unit), "event"


def then(atom: Atom, moment: Moment) -> Resolved | None:
    """ "since then", "by then"."""
    return given(moment.then, "event")


def offset(atom: Atom, moment: Moment) -> Resolved | None:
    """ "on Sunday, four days after ...": what follows "after" was four days before Sunday."""
    count, day = count_of(atom), moment.then_day
    sign = -1 if atom.letters[-1] == ")" else 1
    return given(shifted(day, sign * count, unit_of(atom)) if count and day else None, "event")


def lately(atom: Atom, moment: Moment) -> Resolved | None:
    """ "over the past three days": from then to now."""
    unit, count = unit_of(atom), count_of(atom) or (0 if "v" in atom.letters else 1)
    if moment.now is None or not count or unit in ("hour", "minute", "second", "century"):
        return None
    start = shifted(moment.now, -count, unit)
    low = start.low or ()
    precision = "week" if unit in ("week", "fortnight") else start.precision
    return Period(low, grain_of(moment.now)[: len(low)], precision), "publication"


def ahead(atom: Atom, moment: Moment) -> Resolved | None:
    """ "will open in two weeks"; in the past "in two weeks" is a length of time."""
    count = count_of(atom)
    if moment.direction < 0 or moment.now is None or not count:
        return None
    return shifted(moment.now, count, unit_of(atom)), "publication"


def unit(atom: Atom, moment: Moment) -> Resolved | None:
    """ "last month" counts from the publication, "the same day" and "the next year" from the story."""
    letters, last = atom.letters.removeprefix("t").removeprefix("@t"), atom.letters[-1]
    which = letters[0]
    if (atom.word("uJ") or "").endswith("s"):  # "the next weeks"
        return None
    if last == "w":
        return given(_weekend(which, moment) if moment.now else None, "publication")
    if which in "HSVF" or atom.letters.startswith("tX"):
        step = {"V": -1, "F": 1, "X": 1}.get(which, 0)
        return given(around(moment.then, "day" if last == "p" else unit_of(atom), step), "event")
    if moment.now is None:
        return None
    if last == "p":
        return day_period(moment.now - timedelta(days=1 if which == "L" else 0)), "publication"
    unit = unit_of(atom)
    if unit == "day":
        return None
    return given(around_day(moment.now, unit, {"L": -1, "X": 1}.get(which, 0)), "publication")


def _weekend(which: str, moment: Moment) -> Period:
    now = moment.now or date.min
    ahead = which == "X" or (which == "T" and moment.direction > 0)
    saturday = weekday_from(5, now, 1 if ahead else -1, 0 if which in "Tw" else 1)
    return days_period(saturday, saturday + timedelta(days=1), "day")


def ordinal(atom: Atom, moment: Moment) -> Resolved | None:
    """ "on the 13th": of the month the story is in, else of the one around the publication."""
    day = atom.value("o") or 0
    if told := moment.then_month:
        return day_period(first_day((*told, day))), "context"
    if moment.now is None:
        return None
    months = [add_months((moment.now.year, moment.now.month), step) for step in (0, moment.direction or -1)]
    days = [first_day((*month, day)) for month in months]
    return day_period(next(d for d in days if (moment.now - d).days * (moment.direction or -1) <= 0)), "publication"


def hours(atom: Atom, moment: Moment) -> Resolved | None:
    """ "within hours" of what has just been told is the same day."""
    near = atom.word("G") == "within" and unit_of(atom) in ("hour", "minute", "second") and moment.then_day
    return (day_period(moment.then_day), "context") if near and moment.then_day else None
