"""Dates as tables write them, and the half-open days they mean."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from seeds.report import TimePrecision

# a month in words cannot be mistaken; 02/10/2021 can, and is refused
FORMATS = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%Y/%m/%d", "%d.%m.%Y")


def days_of(words: str) -> tuple[str, str, TimePrecision]:
    """The half-open days of a date.

    >>> days_of("2021-10"), days_of("2 October 2021"), days_of("2021-10-02T08:00:00Z")
    (('2021-10-01', '2021-11-01', 'month'), ('2021-10-02', '2021-10-03', 'day'), ('2021-10-02', '2021-10-03', 'day'))
    """
    try:
        if re.fullmatch(r"[12]\d{3}", words):
            return f"{words}-01-01", f"{int(words) + 1:04}-01-01", "year"
        if re.fullmatch(r"\d{4}-\d\d", words):
            return *span_of_days(f"{words}-01", "3"), "month"
        if re.match(r"\d{4}-\d\d-\d\d(?!\d)", words):
            return *span_of_days(words[:10], "1"), "day"
    except ValueError:
        raise ValueError(f"the date {words!r} is not a day of the calendar") from None
    for form in FORMATS:
        try:
            return *span_of_days(datetime.strptime(words, form).date().isoformat(), "1"), "day"
        except ValueError:
            continue
    raise ValueError(f"the date {words!r} can be read in more than one way or none: write it as YYYY-MM-DD")


def day_before(day: str) -> str:
    return datetime.fromordinal(datetime.fromisoformat(day).toordinal() - 1).date().isoformat()


def span_of_days(start: str, precision: str) -> tuple[str, str]:
    """The half-open days an ACLED date means: the day, or the week or month around it.

    >>> span_of_days("2021-10-02", "1"), span_of_days("2021-10-15", "3")
    (('2021-10-02', '2021-10-03'), ('2021-10-01', '2021-11-01'))
    """
    day = date.fromisoformat(start)
    if precision == "3":
        first = day.replace(day=1)
        return first.isoformat(), (first + timedelta(days=32)).replace(day=1).isoformat()
    if precision == "2":
        return (day - timedelta(days=3)).isoformat(), (day + timedelta(days=4)).isoformat()
    return day.isoformat(), (day + timedelta(days=1)).isoformat()
