"""From an elementary time expression to a stretch of the calendar.

An expression may lean on the publication date ("now"), on the time the story has reached ("then"), or on nothing.
Where what it leans on is missing, it stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from seeds.periods import (
    Grain,
    Period,
    add_months,
    day_period,
    days_period,
    decade_period,
    first_day,
    grain_of,
    last_day,
    nearest,
    season_period,
    shifted,
    single,
    week_period,
)
from seeds.report import Basis
from seeds.timerules import Atom

Resolved = tuple[Period | None, Basis]
OPEN: Resolved = (None, "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """What an expression may lean on.

    `direction` is the way the verb's tense points (-1 past, 0 present, 1 future); `year` one the text has just given;
    `not_after` and `not_before` the other end of a range.
    """

    now: date | None = None
    then: Period | None = None
    year: int | None = None
    direction: int = -1
    not_after: date | None = None
    not_before: date | None = None

    @property
    def then_day(self) -> date | None:
        low = self.then.low if self.then else None
        return first_day(low) if low and len(low) == 3 else None

    @property
    def then_month(self) -> Grain | None:
        low = self.then.low if self.then else None
        return low[:2] if low and len(low) > 1 else None


def resolve(atom: Atom, moment: Moment) -> Resolved:
    """The period an expression comes to and what it rests on; (None, "none") where that is missing or impossible."""
    try:
        return _RESOLVERS[atom.name](atom, moment) or OPEN
    except (ValueError, OverflowError):  # 30 February, the year 0
        return OPEN


def _given(period: Period | None, basis: Basis) -> Resolved | None:
    return (period, basis) if period else None


def _stated_year(atom: Atom, moment: Moment) -> tuple[int | None, Basis]:
    """ "6 May 2021", "March last year", "in December of that year"."""
    if (year := atom.value("y")) is not None:
        return year, "explicit"
    relative = {"LJ": -1, "XJ": 1, "TJ": 0}.get(atom.letters[-2:])
    if relative is not None:
        return (moment.now.year + relative, "publication") if moment.now else (None, "none")
    told = {"SJ": 0, "HJ": 0, "VJ": -1, "FJ": 1}.get(atom.letters[-2:])
    if told is not None and moment.then and moment.then.low:
        return moment.then.low[0] + told, "event"
    return None, "none"


def _yearly(atom: Atom, moment: Moment, make: Callable[[int], date]) -> tuple[date | None, Basis]:
    """A day that every year has, in the year that is said or meant."""
    year, basis = _stated_year(atom, moment)
    if year is not None:
        return make(year), basis
    if atom.letters[-1:] == "J":
        return None, "none"
    if moment.not_after or moment.not_before:
        return _beside(moment, make), "context"
    if moment.year is not None and moment.direction <= 0:
        found = _near_told(moment.year, moment.then, make)
        if moment.now is None or found <= moment.now:
            return found, "context"
    return (nearest(moment.now, make, moment.direction), "publication") if moment.now else (None, "none")


def _near_told(year: int, then: Period | None, make: Callable[[int], date]) -> date:
    """The day in a year just given, or in the next where that is nearer: "in October 2021 ..., in March"."""
    told = first_day(then.low) if then and then.low and then.low[0] == year and len(then.low) > 1 else None
    return min((make(y) for y in (year, year + 1)), key=lambda day: abs((day - told).days)) if told else make(year)


def _beside(moment: Moment, make: Callable[[int], date]) -> date | None:
    if moment.not_after:
        return nearest(moment.not_after, make, -1)
    return nearest(moment.not_before, make, 1) if moment.not_before else None


def _day(atom: Atom, moment: Moment) -> Resolved | None:
    month, days = atom.value("M") or 1, [w.value for w in atom.words if w.letter in "do"]
    low, basis = _yearly(atom, moment, lambda year: date(year, month, days[0]))
    high = date(low.year, month, days[-1]) if low else None
    return _given(days_period(low, high, "day") if low and high and low <= high else None, basis)


def _month(atom: Atom, moment: Moment) -> Resolved | None:
    month, now = atom.value("M") or 1, moment.now

    def make(year: int) -> date:
        return date(year, month, 1)

    which = atom.letters[0] if atom.letters[0] in "LXT" else "F" if atom.letters.startswith("tF") else ""
    if which == "F":
        told = moment.then_month
        after = first_day(add_months(told, 1)) if told else None
        return _given(_months(nearest(after, make, 1)) if after else None, "event")
    if which:
        return _given(_months(_named_month(which, now, make)) if now else None, "publication")
    this_month = Moment(
        now=now.replace(day=1) if now else None,
        then=moment.then,
        year=moment.year,
        direction=moment.direction,
        not_after=moment.not_after,
        not_before=moment.not_before.replace(day=1) if moment.not_before else None,
    )
    found, basis = _yearly(atom, this_month, make)
    return _given(_months(found) if found else None, basis)


def _months(day: date) -> Period:
    return single((day.year, day.month))


def _named_month(which: str, now: date, make: Callable[[int], date]) -> date:
    """ "last July" is before this month, "next July" after it, "this July" this year's."""
    first = now.replace(day=1)
    if which == "T":
        return make(now.year)
    return nearest(first + timedelta(days=-1 if which == "L" else 32), make, -1 if which == "L" else 1)


def _weekday(atom: Atom, moment: Moment) -> Resolved | None:
    number, letters = atom.value("W") or 0, atom.letters
    if letters.startswith("tF"):
        return _given(day_period(_on(number, moment.then_day, 1, 1)) if moment.then_day else None, "event")
    if moment.not_after or moment.not_before:
        anchor = moment.not_after or moment.not_before or date.min
        return _given(day_period(_on(number, anchor, -1 if moment.not_after else 1, 0)), "publication")
    if moment.now is None:
        return None
    if letters[-1] == "u":
        week = week_period(moment.now, {"L": -1, "X": 1}.get(letters[-2], 0))
        return _given(day_period(first_day(week.low or ()) + timedelta(days=number)), "publication")
    if letters[0] in "XC" or letters.startswith("tC"):
        return day_period(_on(number, moment.now, 1, 1)), "publication"
    if letters[0] == "L" or letters.startswith("tL"):
        return day_period(_on(number, moment.now, -1, 1)), "publication"
    return day_period(_on(number, moment.now, moment.direction or -1, 0)), "publication"


def _on(weekday: int, day: date, direction: int, least: int) -> date:
    """The next (1) or last (-1) such weekday at least so many days from `day`."""
    away = (direction * (weekday - day.weekday()) - least) % 7 + least
    return day + timedelta(days=direction * away)


def _night(atom: Atom, moment: Moment) -> Resolved | None:
    """ "overnight on Monday" ends on Tuesday, "overnight into Tuesday" began on Monday."""
    if moment.now is None:
        return None
    day = _on(atom.value("W") or 0, moment.now, moment.direction or -1, 0)
    first = day if atom.letters[1] == "O" else day - timedelta(days=1)
    return days_period(first, first + timedelta(days=1), "day"), "publication"


def _season(atom: Atom, moment: Moment) -> Resolved | None:
    season = atom.value("z") or 0
    year, basis = _stated_year(atom, moment)
    if year is not None:
        return season_period(season, year), basis
    if atom.letters.startswith("tF"):
        year = next(
            (y for y in _years_around(moment.then_day) if _begins(season, y) > (moment.then_day or date.max)), None
        )
        return _given(season_period(season, year) if year else None, "event")
    if moment.now is None or atom.letters[0] not in "LXT":
        return None
    return season_period(season, _season_year(atom.letters[0], season, moment.now)), "publication"


def _season_year(which: str, season: int, now: date) -> int:
    """The year of the season that "last" (over), "this" (running or coming) or "next" (yet to begin) means."""
    if which == "L":
        return next(
            y for y in (now.year, now.year - 1, now.year - 2) if last_day(season_period(season, y).high or ()) < now
        )
    running = [
        y
        for y in (now.year - 1, now.year)
        if _begins(season, y) <= now <= last_day(season_period(season, y).high or ())
    ]
    if which == "T":
        return running[0] if running else now.year
    return next(y for y in (now.year, now.year + 1) if _begins(season, y) > now)


def _begins(season: int, year: int) -> date:
    return date(year, 3 + 3 * season, 1)


def _years_around(day: date | None) -> list[int]:
    return [day.year - 1, day.year, day.year + 1] if day else []


def _decade(atom: Atom, moment: Moment) -> Resolved | None:
    digits = (atom.word("x") or "").strip("'’s")
    return decade_period(int(digits) if len(digits) == 4 else 1900 + int(digits)), "explicit"


def _part(atom: Atom, moment: Moment) -> Resolved | None:
    """ "the first half of 2021", "the last quarter of last year"."""
    year, basis = _stated_year(atom, moment)
    if year is None:
        return None
    count = 2 if atom.word("h") == "half" else 4
    number = count if "L" in atom.letters[:2] else (atom.value("1o") or 1)
    if number > count:
        return None
    first = (year, (number - 1) * 12 // count + 1)
    return Period(first, add_months(first, 12 // count - 1), "season"), basis


def _year(atom: Atom, moment: Moment) -> Resolved | None:
    return single((atom.value("y") or 0,)), "explicit"


def _years(atom: Atom, moment: Moment) -> Resolved | None:
    first, last = (word.value for word in atom.words if word.letter in "ydn")
    last = last if last > 999 else first // 100 * 100 + last
    return _given(Period((first,), (last,), "year") if first <= last else None, "explicit")


def _iso(atom: Atom, moment: Moment) -> Resolved | None:
    return day_period(date.fromisoformat(atom.words[0].word)), "explicit"


def _numeric(atom: Atom, moment: Moment) -> Resolved | None:
    """ "13/2/2023" has one reading; "6/2/2023" two, and only its year is sure. Dots are the continent's: day first."""
    words = atom.words[0].word
    day, month, year = (int(part) for part in words.replace("/", ".").split("."))
    if "/" in words and day <= 12 and month <= 12 and day != month:
        return single((year,)), "explicit"
    return day_period(date(year, day, month) if month > 12 else date(year, month, day)), "explicit"


def _edge(atom: Atom, moment: Moment) -> Resolved | None:
    """ "the end of the month": the story's month when it tells of the past, the publication's when it looks ahead."""
    which, unit = atom.letters[-2], _unit(atom)
    if which == "t" and moment.direction <= 0 and (told := _around(moment.then, unit, 0)):
        return told, "event"
    return _given(_around_day(moment.now, unit, {"L": -1, "X": 1}.get(which, 0)), "publication")


def _out(atom: Atom, moment: Moment) -> Resolved | None:
    """ "before the month was out"."""
    return _given(_around(moment.then, _unit(atom), 0), "event")


def _deictic(atom: Atom, moment: Moment) -> Resolved | None:
    if moment.now is None:
        return None
    word = atom.word("j")
    if word == "overnight":
        return days_period(moment.now - timedelta(days=1), moment.now, "day"), "publication"
    days = {"yesterday": -1, "tomorrow": 1}.get(word or "", 0)
    return day_period(moment.now + timedelta(days=days * (2 if len(atom.words) > 1 else 1))), "publication"


def _ago(atom: Atom, moment: Moment) -> Resolved | None:
    count = _count(atom)
    return _given(shifted(moment.now, -count, _unit(atom)) if moment.now and count else None, "publication")


def _shift(atom: Atom, moment: Moment) -> Resolved | None:
    """ "three weeks earlier", "the day before", "hours later": from the time the story has reached."""
    unit, count = _unit(atom), _count(atom) or (1 if atom.letters[0] == "t" else 0)
    sign = -1 if atom.letters[-1] in "e<" else 1
    if unit in ("hour", "minute", "second"):
        return _given(day_period(moment.then_day) if moment.then_day else None, "event")
    if not count or moment.then is None or moment.then.low is None:
        return None
    fine = {"month": 2, "year": 1, "decade": 1, "century": 1}.get(unit, 3)
    if len(moment.then.low) < fine:
        return None
    return shifted(first_day(moment.then.low), sign * count, unit), "event"


def _offset(atom: Atom, moment: Moment) -> Resolved | None:
    """ "on Sunday, four days after ...": what follows "after" was four days before Sunday."""
    count, day = _count(atom), moment.then_day
    sign = -1 if atom.letters[-1] == ")" else 1
    return _given(shifted(day, sign * count, _unit(atom)) if count and day else None, "event")


def _lately(atom: Atom, moment: Moment) -> Resolved | None:
    """ "over the past three days": from then to now."""
    unit, count = _unit(atom), _count(atom) or (0 if "v" in atom.letters else 1)
    if moment.now is None or not count or unit in ("hour", "minute", "second", "century"):
        return None
    start = shifted(moment.now, -count, unit)
    low = start.low or ()
    precision = "week" if unit in ("week", "fortnight") else start.precision
    return Period(low, grain_of(moment.now)[: len(low)], precision), "publication"


def _ahead(atom: Atom, moment: Moment) -> Resolved | None:
    """ "will open in two weeks"; in the past "in two weeks" is a length of time."""
    count = _count(atom)
    if moment.direction < 0 or moment.now is None or not count:
        return None
    return shifted(moment.now, count, _unit(atom)), "publication"


def _unit_of_now_or_then(atom: Atom, moment: Moment) -> Resolved | None:
    letters, last = atom.letters.removeprefix("t").removeprefix("@t"), atom.letters[-1]
    which = letters[0]
    if (atom.word("uJ") or "").endswith("s"):  # "the next weeks"
        return None
    if last == "w":
        return _given(_weekend(which, moment) if moment.now else None, "publication")
    if which in "HSVF" or atom.letters.startswith("tX"):
        step = {"V": -1, "F": 1, "X": 1}.get(which, 0)
        return _given(_around(moment.then, "day" if last == "p" else _unit(atom), step), "event")
    if moment.now is None:
        return None
    if last == "p":
        return day_period(moment.now - timedelta(days=1 if which == "L" else 0)), "publication"
    unit = _unit(atom)
    if unit == "day":
        return None
    return _given(_around_day(moment.now, unit, {"L": -1, "X": 1}.get(which, 0)), "publication")


def _weekend(which: str, moment: Moment) -> Period:
    now = moment.now or date.min
    ahead = which == "X" or (which == "T" and moment.direction > 0)
    saturday = _on(5, now, 1 if ahead else -1, 0 if which in "Tw" else 1)
    return days_period(saturday, saturday + timedelta(days=1), "day")


def _ordinal(atom: Atom, moment: Moment) -> Resolved | None:
    """ "on the 13th": of the month the story is in, else of the one around the publication."""
    day = atom.value("o") or 0
    if told := moment.then_month:
        return day_period(first_day((*told, day))), "context"
    if moment.now is None:
        return None
    months = [add_months((moment.now.year, moment.now.month), step) for step in (0, moment.direction or -1)]
    days = [first_day((*month, day)) for month in months]
    return day_period(next(d for d in days if (moment.now - d).days * (moment.direction or -1) <= 0)), "publication"


def _hours(atom: Atom, moment: Moment) -> Resolved | None:
    """ "within hours" of what has just been told is the same day."""
    near = atom.word("G") == "within" and _unit(atom) in ("hour", "minute", "second") and moment.then_day
    return (day_period(moment.then_day), "context") if near and moment.then_day else None


def _unit(atom: Atom) -> str:
    word = atom.word("uJ") or ""
    return "century" if word == "centuries" else word.removesuffix("s")


def _count(atom: Atom) -> int:
    """The number before the unit; 0 when the words give none ("a few days", "half a year")."""
    if "v" in atom.letters or "h" in atom.letters:
        return 0
    numbers = [w.value for w in atom.words if w.letter in "ndyo"]
    return sum(numbers) if numbers else int("a" in atom.letters)


def _around(period: Period | None, unit: str, step: int) -> Period | None:
    """The day, week, month or year that holds a period, or one a step away; None when the period is coarser."""
    if period is None or period.low is None:
        return None
    fine = {"month": 2, "year": 1, "decade": 1}.get(unit, 3)
    return _around_day(first_day(period.low), unit, step) if len(period.low) >= fine else None


def _around_day(day: date | None, unit: str, step: int) -> Period | None:
    if day is None:
        return None
    if unit == "day":
        return day_period(day + timedelta(days=step))
    if unit == "week":
        return week_period(day, step)
    if unit == "month":
        return single(add_months((day.year, day.month), step))
    if unit == "year":
        return single((day.year + step,))
    return decade_period(day.year + 10 * step) if unit == "decade" else None


_RESOLVERS: dict[str, Callable[[Atom, Moment], Resolved | None]] = {
    "iso": _iso, "numeric": _numeric, "days": _day, "day": _day, "month": _month, "weekday": _weekday,
    "season": _season, "decade": _decade, "part": _part, "years": _years, "year": _year, "edge": _edge, "out": _out,
    "deictic": _deictic, "night": _night, "ago": _ago, "shift": _shift, "offset": _offset, "lately": _lately,
    "ahead": _ahead, "unit": _unit_of_now_or_then, "ordinal": _ordinal, "hours": _hours,
}  # fmt: skip
