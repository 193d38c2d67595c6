"""What a time expression may lean on, and what resolving it needs: counts, units, the weekday before or after a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from seeds.periods import Grain, Period, add_months, day_period, decade_period, first_day, single, week_period
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


def given(period: Period | None, basis: Basis) -> Resolved | None:
    """A period with what it rests on, where there is one."""
    return (period, basis) if period else None


def weekday_from(weekday: int, day: date, direction: int, least: int) -> date:
    """The next (1) or last (-1) such weekday at least so many days from `day`."""
    away = (direction * (weekday - day.weekday()) - least) % 7 + least
    return day + timedelta(days=direction * away)


def unit_of(atom: Atom) -> str:
    """The unit of an expression in the singular."""
    word = atom.word("uJ") or ""
    return "century" if word == "centuries" else word.removesuffix("s")


def count_of(atom: Atom) -> int:
    """The number before the unit; 0 when the words give none ("a few days", "half a year")."""
    if "v" in atom.letters or "h" in atom.letters:
        return 0
    numbers = [w.value for w in atom.words if w.letter in "ndyo"]
    return sum(numbers) if numbers else int("a" in atom.letters)


def around(period: Period | None, unit: str, step: int) -> Period | None:
    """The day, week, month or year that holds a period, or one a step away; None when the period is coarser."""
    if period is None or period.low is None:
        return None
    fine = {"month": 2, "year": 1, "decade": 1}.get(unit, 3)
    return around_day(first_day(period.low), unit, step) if len(period.low) >= fine else None


def around_day(day: date | None, unit: str, step: int) -> Period | None:
    """The day, week, month, year or decade that holds a day, or one so many steps away."""
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
