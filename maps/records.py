"""Events as plain JSON values and back: the one shape that JSON, GeoJSON, CSV and the page share (DESIGN section 2)."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import types
import typing
from typing import Any, Literal, Union, get_args, get_origin

from geo.event import Event
from seeds.article import Span


def to_record(event: Event) -> dict[str, Any]:
    """Give an event as JSON values, its fields by name; a span is `[start, end]`.

    >>> from geo.event import Event, Evidence
    >>> quote = Evidence(article="a", start=0, end=5, quote="Drill")
    >>> to_record(Event(id="1", kind="deploy", mode="drill", headline="A drill", source=quote))["source"]
    {'article': 'a', 'start': 0, 'end': 5, 'quote': 'Drill', 'url': None}
    """
    return {field.name: plain(getattr(event, field.name)) for field in dataclasses.fields(event)}


def plain(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return value


def from_record(record: dict[str, Any]) -> Event:
    """Make the event a record tells of. Fields it lacks take their defaults, fields we do not know are left out.

    Raises ValueError, with the field's name, for a value that does not fit.

    >>> event = from_record({"id": "1", "kind": "picnic", "mode": "", "headline": "", "source": None})
    Traceback (most recent call last):
    ...
    ValueError: kind: 'picnic' is not one of fight, attack, control, deploy, protest, ...
    """
    event: Event = built(Event, record, "event")
    return event


def built(shape: Any, value: Any, name: str) -> Any:
    """Turn a JSON value into what the type annotation `shape` asks for."""
    origin, arguments = get_origin(shape), get_args(shape)
    if origin in (types.UnionType, Union):
        (shape,) = (arm for arm in arguments if arm is not types.NoneType)
        return None if value is None else built(shape, value, name)
    if origin is tuple:
        return built_tuple(arguments, value, name)
    if origin is Literal:
        return one_of(arguments, value, name)
    if shape is Span:
        return Span(*built_tuple((int, int), value, name))
    if dataclasses.is_dataclass(shape):
        return built_dataclass(shape, value, name)
    return built_scalar(origin or shape, value, name)


def built_tuple(arguments: tuple[Any, ...], value: Any, name: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name}: a list was expected, not {value!r}")
    if arguments[-1] is Ellipsis:
        return tuple(built(arguments[0], item, name) for item in value)
    if len(value) != len(arguments):
        raise ValueError(f"{name}: {len(arguments)} values were expected, not {value!r}")
    return tuple(built(shape, item, name) for shape, item in zip(arguments, value, strict=True))


def one_of(choices: tuple[Any, ...], value: Any, name: str) -> Any:
    if value not in choices:
        raise ValueError(f"{name}: {value!r} is not one of {', '.join(map(str, choices))}")
    return value


def built_dataclass(shape: Any, value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{name}: an object was expected, not {value!r}")
    hints = field_types(shape)
    known = {field: built(hints[field], value[field], field) for field in hints if field in value}
    try:
        return shape(**known)
    except TypeError as error:
        missing = [field.name for field in dataclasses.fields(shape) if required(field) and field.name not in known]
        raise ValueError(f"{name}: {', '.join(missing)} missing") from error


def required(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


@functools.cache
def field_types(shape: Any) -> dict[str, Any]:
    return typing.get_type_hints(shape)


def built_scalar(shape: type, value: Any, name: str) -> Any:
    accepted = (int, float) if shape is float else shape
    if not isinstance(value, accepted) or (shape is not bool and isinstance(value, bool)):
        raise ValueError(f"{name}: {value!r} is not a {shape.__name__}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{name}: {value!r} is not a number on the line")
    return value


def json_text(value: Any, *, indent: int | None = None) -> str:
    """Write JSON that is always valid UTF-8: a lone surrogate, which a .jsonl may hold, stays escaped.

    >>> json_text({"name": "Şuşa"}), json_text("\\ud800")
    ('{"name":"Şuşa"}', '"\\\\ud800"')
    """
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, indent=indent, separators=separators)
    return text
