"""Fields: where other people's JSON keeps what an article has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from corpus.article import DatelineError

MAPPED_FIELDS = (
    *("id", "url", "title", "outlet", "authors", "published", "modified"),
    *("dateline", "agency", "language", "text", "html"),
)


def check_fields(fields: Iterable[str]) -> None:
    """Raise DatelineError where one of these is no field that articles have."""
    unknown = [target for target in fields if target not in MAPPED_FIELDS]
    if unknown:
        raise DatelineError(f"There is no field {unknown[0]!r}; there are: {', '.join(MAPPED_FIELDS)}.")


def mapped(record: dict[str, Any], fields: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The record with its values under our names, and what those names held before, where another took its place."""
    found = {target: value for target, path in fields.items() if (value := _at(record, path)) is not None}
    for target in found:
        record = _without_path(record, fields[target])
    return {**record, **found}, {target: record[target] for target in found if target in record}


def _at(record: Any, path: str) -> Any:
    """The value under a key, or under keys with dots between them; None where there is none."""
    if not isinstance(record, dict) or path in record:
        return record.get(path) if isinstance(record, dict) else None
    first, _, rest = path.partition(".")
    return _at(record.get(first), rest) if rest else None


def _without_path(record: dict[str, Any], path: str) -> dict[str, Any]:
    """The record without a value, and without an object that held nothing else."""
    if path in record:
        return {key: value for key, value in record.items() if key != path}
    first, _, rest = path.partition(".")
    inner = _without_path(record[first], rest) if rest and isinstance(record.get(first), dict) else None
    if inner is None:
        return record
    return {key: inner if key == first else value for key, value in record.items() if key != first or inner}
