"""From an elementary time expression to a stretch of the calendar.

An expression may lean on the publication date ("now"), on the time the story has reached ("then"), or on nothing.
Where what it leans on is missing, it stays open. Dates are resolved here, what counts from now or then in
`seeds.relative`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from seeds import relative
from seeds.moments import OPEN, Moment, Resolved, given, weekday_from
from seeds.periods import (
    Period,
    add_months,
    day_period,
    days_period,
    decade_period,
    first_day,
    last_day,
    nearest,
    season_period,
    single,
    week_period,
)
from seeds.report import Basis
from seeds.timerules import Atom
from seeds.timewords import FEASTS


def resolve(atom: Atom, moment: Moment) -> Resolved:
    """The period an expression comes to and what it rests on; (None, "none") where that is missing or impossible."""
    try:
        return _RESOLVERS[atom.name](atom, moment) or OPEN
    except (ValueError, OverflowError):  # 30 February, the year 0
        return OPEN


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
    return given(days_period(low, high, "day") if low and high and low <= high else None, basis)


def _feast(atom: Atom, moment: Moment) -> Resolved | None:
    month, day = FEASTS[" ".join((atom.word("!") or "").split()).replace("'", "’")]
    found, basis = _yearly(atom, moment, lambda year: date(year, month, day))
    return given(day_period(found) if found else None, basis)


def _month(atom: Atom, moment: Moment) -> Resolved | None:
    month, now = atom.value("M") or 1, moment.now

    def make(year: int) -> date:
        return date(year, month, 1)

    which = atom.letters[0] if atom.letters[0] in "LXT" else "F" if atom.letters.startswith("tF") else ""
    if which == "F":
        told = moment.then_month
        after = first_day(add_months(told, 1)) if told else None
        return given(_months(nearest(after, make, 1)) if after else None, "event")
    if "S" in atom.letters or atom.letters[0] == "H":  # "that same July"
        told = moment.then.low if moment.then else None
        return given(_months(make(told[0])) if told else None, "event")
    if which:
        return given(_months(_named_month(which, now, make)) if now else None, "publication")
    this_month = Moment(
        now=now.replace(day=1) if now else None,
        then=moment.then,
        year=moment.year,
        direction=moment.direction,
        not_after=moment.not_after,
        not_before=moment.not_before.replace(day=1) if moment.not_before else None,
    )
    found, basis = _yearly(atom, this_month, make)
    return given(_months(found) if found else None, basis)


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
        return given(day_period(weekday_from(number, moment.then_day, 1, 1)) if moment.then_day else None, "event")
    if moment.not_after or moment.not_before:
        anchor = moment.not_after or moment.not_before or date.min
        return given(day_period(weekday_from(number, anchor, -1 if moment.not_after else 1, 0)), "publication")
    if moment.now is None:
        return None
    if letters[-1] == "u":
        week = week_period(moment.now, {"L": -1, "X": 1}.get(letters[-2], 0))
        return given(day_period(first_day(week.low or ()) + timedelta(days=number)), "publication")
    if letters[0] in "XC" or letters.startswith("tC"):
        return day_period(weekday_from(number, moment.now, 1, 1)), "publication"
    if letters[0] == "L" or letters.startswith("tL"):
        return day_period(weekday_from(number, moment.now, -1, 1)), "publication"
    return day_period(weekday_from(number, moment.now, moment.direction or -1, 0)), "publication"


def _weekdays(atom: Atom, moment: Moment) -> Resolved | None:
    """ "Thursday and Friday": from the one to the other, before or after the publication as the tense points."""
    numbers = [word.value for word in atom.words if word.letter == "W"]
    if moment.now is None:
        return None
    if moment.direction > 0 or atom.letters[0] in "XC":
        first = weekday_from(numbers[0], moment.now, 1, int(atom.letters[0] in "XC"))
        return days_period(first, weekday_from(numbers[-1], first, 1, 1), "day"), "publication"
    last = weekday_from(numbers[-1], moment.now, -1, int(atom.letters[0] == "L"))
    return days_period(weekday_from(numbers[0], last, -1, 1), last, "day"), "publication"


def _week_of_month(atom: Atom, moment: Moment) -> Resolved | None:
    """ "the last week of February", "the first week of May 2021"."""
    if atom.word("u") != "week":
        return None
    at = atom.letters.index("f") + 1
    month, basis = _month(Atom("month", atom.words[at:], atom.letters[at:]), moment) or OPEN
    if month is None or month.low is None:
        return None
    if atom.letters[1] == "L":
        last = last_day(month.low)
        return days_period(last - timedelta(days=6), last, "week"), basis
    first = first_day(month.low) + timedelta(weeks=(atom.value("1o") or 1) - 1)
    return days_period(first, min(first + timedelta(days=6), last_day(month.low)), "week"), basis


def _night(atom: Atom, moment: Moment) -> Resolved | None:
    """ "overnight on Monday" ends on Tuesday, "overnight into Tuesday" began on Monday."""
    if moment.now is None:
        return None
    day = weekday_from(atom.value("W") or 0, moment.now, moment.direction or -1, 0)
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
        return given(season_period(season, year) if year else None, "event")
    if "S" in atom.letters or atom.letters[0] == "H":  # "that same autumn"
        told = moment.then.low if moment.then else None
        return given(season_period(season, told[0]) if told else None, "event")
    if atom.letters == "tz":
        return _bare_season(season, moment)
    if moment.now is None or atom.letters[0] not in "LXT":
        return None
    return season_period(season, _season_year(atom.letters[0], season, moment.now)), "publication"


def _bare_season(season: int, moment: Moment) -> Resolved | None:
    """ "in the autumn": the one before or after the publication as the tense points, open where it does not."""
    if moment.direction < 0 and moment.year is not None:
        return season_period(season, moment.year), "context"
    if moment.now is None or moment.direction == 0:
        return None
    if moment.direction < 0:
        return season_period(season, nearest(moment.now, lambda year: _begins(season, year), -1).year), "publication"
    seasons = (season_period(season, moment.now.year + step) for step in (-1, 0, 1))
    return next(s for s in seasons if s.high and last_day(s.high) >= moment.now), "publication"


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
    return given(Period((first,), (last,), "year") if first <= last else None, "explicit")


def _iso(atom: Atom, moment: Moment) -> Resolved | None:
    return day_period(date.fromisoformat(atom.words[0].word)), "explicit"


def _numeric(atom: Atom, moment: Moment) -> Resolved | None:
    """ "13/2/2023" has one reading; "6/2/2023" two, and only its year is sure. Dots are the continent's: day first."""
    words = atom.words[0].word
    day, month, year = (int(part) for part in words.replace("/", ".").split("."))
    if "/" in words and day <= 12 and month <= 12 and day != month:
        return single((year,)), "explicit"
    return day_period(date(year, day, month) if month > 12 else date(year, month, day)), "explicit"


_RESOLVERS: dict[str, Callable[[Atom, Moment], Resolved | None]] = {
    "iso": _iso, "numeric": _numeric, "days": _day, "day": _day, "feast": _feast,
    "month": _month, "monthly": _week_of_month, "weekday": _weekday, "weekdays": _weekdays, "night": _night,
    "season": _season, "decade": _decade, "part": _part, "years": _years, "year": _year,
    "edge": relative.edge, "out": relative.out, "deictic": relative.deictic, "ago": relative.ago,
    "shift": relative.shift, "offset": relative.offset, "then": relative.then,
    "lately": relative.lately, "ahead": relative.ahead,
    "unit": relative.unit, "ordinal": relative.ordinal, "hours": relative.hours,
}  # fmt: skip
