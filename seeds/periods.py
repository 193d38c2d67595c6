"""Stretches of the calendar at the grain the words give, and how they are written down (EDTF level 1, ISO days)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from seeds.article import Span
from seeds.report import Basis, TimePrecision, When

Grain = tuple[int, ...]  # (year,), (year, month) or (year, month, day)


@dataclass(frozen=True, slots=True)
class Period:
    """From one grain to another, both included; None is an open end. `about` is EDTF's "~".

    >>> Period((1988, 12), (1989, 2), "season").edtf
    '1988-12/1989-02'
    """

    low: Grain | None
    high: Grain | None
    precision: TimePrecision
    about: bool = False

    @property
    def edtf(self) -> str:
        if self.precision == "decade" and self.low and self.high and self.high[0] == self.low[0] + 9:
            return f"{self.low[0] // 10}X"
        low, high = _written(self.low), _written(self.high)
        return (low + "~" * self.about) if low == high else f"{low}/{high}"

    @property
    def start(self) -> str | None:
        return first_day(self.low).isoformat() if self.low else None

    @property
    def end(self) -> str | None:
        return (last_day(self.high) + timedelta(days=1)).isoformat() if self.high else None

    def when(self, *, text: str, span: Span, basis: Basis) -> When:
        """This period as a report's time; nothing where the calendar does not reach."""
        try:
            return When(
                edtf=self.edtf,
                start=self.start,
                end=self.end,
                text=text,
                precision=self.precision,
                basis=basis,
                span=span,
            )
        except (ValueError, OverflowError):
            return When(text=text, span=span)


def as_bound(when: When) -> When:
    """Not later than `when`: what was reported, filmed or known then had happened by then.

    >>> as_bound(day_period(date(2021, 10, 1)).when(text="On Friday", span=Span(0, 9), basis="publication")).edtf
    '../2021-10-01'
    """
    if when.edtf is None or when.end is None:
        return replace(when, edtf=None, start=None, end=None, precision="unknown", basis="none")
    return replace(when, edtf=f"../{_side(when.edtf, -1)}", start=None)


def as_start(when: When) -> When:
    """From `when` on, and still so as far as is told.

    >>> as_start(Period((1994,), (1994,), "year").when(text="in 1994", span=Span(0, 7), basis="explicit")).edtf
    '1994/..'
    """
    if when.edtf is None or when.start is None:
        return replace(when, edtf=None, start=None, end=None, precision="unknown", basis="none")
    return replace(when, edtf=f"{_side(when.edtf, 0)}/..", end=None)


def as_moment(when: When) -> When:
    """The time from which something held: "since May 2021, when they closed it" has them close it in May.

    >>> as_moment(Period((2021, 5), None, "month").when(text="since May", span=Span(0, 9), basis="context")).edtf
    '2021-05'
    """
    if when.edtf is None or when.start is None or when.end is not None:
        return when
    low = _side(when.edtf, 0)
    return replace(when, edtf=low, end=(last_day(tuple(map(int, low.split("-")))) + timedelta(days=1)).isoformat())


def _side(edtf: str, which: int) -> str:
    """One end of a written period; a decade's is a year, since EDTF level 1 has no interval of decades."""
    return edtf.split("/")[which].rstrip("~").replace("X", "0" if which == 0 else "9")


def _written(grain: Grain | None) -> str:
    return "-".join([f"{grain[0]:04d}", *(f"{part:02d}" for part in grain[1:])]) if grain else ".."


def first_day(grain: Grain) -> date:
    return date(grain[0], grain[1] if len(grain) > 1 else 1, grain[2] if len(grain) > 2 else 1)


def last_day(grain: Grain) -> date:
    if len(grain) == 3:
        return date(*grain)
    following = add_months((grain[0], grain[1] if len(grain) == 2 else 12), 1)
    return first_day(following) - timedelta(days=1)


def add_months(grain: Grain, months: int) -> Grain:
    count = grain[0] * 12 + grain[1] - 1 + months
    return count // 12, count % 12 + 1


def grain_of(day: date) -> Grain:
    return day.year, day.month, day.day


def day_period(day: date, *, about: bool = False) -> Period:
    return Period(grain_of(day), grain_of(day), "day", about)


def single(grain: Grain) -> Period:
    precisions: tuple[TimePrecision, ...] = ("year", "month", "day")
    return Period(grain, grain, precisions[len(grain) - 1])


def days_period(first: date, last: date, precision: TimePrecision) -> Period:
    return Period(grain_of(first), grain_of(last), precision)


def week_period(day: date, weeks: int) -> Period:
    """The week, Monday to Sunday, so many weeks from the one of `day`."""
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return days_period(monday, monday + timedelta(days=6), "week")


def season_period(season: int, year: int) -> Period:
    """Spring (0) to winter (3) of the northern half of the world; a winter begins in its year's December."""
    first = (year, 3 + 3 * season)
    return Period(first, add_months(first, 2), "season")


def decade_period(year: int) -> Period:
    return Period((year // 10 * 10,), (year // 10 * 10 + 9,), "decade")


def shifted(day: date, count: int, unit: str) -> Period:
    """The period so many units from `day`, no finer than the unit: "two years ago" is a year."""
    if unit in ("hour", "minute", "second"):
        return day_period(day)
    if unit in ("day", "night"):
        return day_period(day + timedelta(days=count))
    if unit in ("week", "fortnight"):
        weeks = count * (2 if unit == "fortnight" else 1)
        return replace(day_period(day + timedelta(weeks=weeks), about=True), precision="week")
    if unit == "month":
        return single(add_months((day.year, day.month), count))
    return single((day.year + count * {"decade": 10, "century": 100}.get(unit, 1),))


def nearest(day: date, make: Callable[[int], date], direction: int) -> date:
    """Of a day that comes back every year, the one before (-1), after (1) or next to (0) `day`, that day included."""
    options = [found for year in (day.year - 1, day.year, day.year + 1) if (found := _made(make, year))]
    if direction < 0:
        options = [found for found in options if found <= day] or options[:1]
    elif direction > 0:
        options = [found for found in options if found >= day] or options[-1:]
    return min(options, key=lambda found: abs((found - day).days))


def _made(make: Callable[[int], date], year: int) -> date | None:
    try:
        return make(year)
    except ValueError:  # 29 February
        return None
