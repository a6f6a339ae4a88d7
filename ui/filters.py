"""The page's filters: a period as a reader writes it, and what there is to choose from, with counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.article import DatelineError
from corpus.dates import bounds, parse_printed
from rag.archive import Archive
from rag.listing import count_outlets, count_periods
from ui.wording import Wording

Choices = list[tuple[str, str]]  # what is shown, and its value

_LONGEST = 60  # characters of a period; "from 21 September 2014 until 3 December 2016" has 44
_BETWEEN = re.compile(r"\s+(?:to|until|till|and|bis|und)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_FROM = re.compile(r"^(?:from|since|after|between|ab|seit|von|zwischen)\s+", re.IGNORECASE)
_UNTIL = re.compile(r"^(?:until|till|up to|before|to|bis|vor)\s+", re.IGNORECASE)


def read_period(written: str | None, words: Wording) -> tuple[str | None, str | None]:
    """First and last day, month or year of a period, ISO, both inclusive; (None, None) for an empty one.

    Read are "2014", "June 2014", "2013 to June 2014", "since 2013", "until 21 June 2014". Raises DatelineError for
    what is none of them and for an end before the beginning.
    """
    period = " ".join((written or "").split())
    if not period or period.casefold() == words("any").casefold():
        return None, None
    unread = DatelineError(words("period_unread", period=period[:_LONGEST]))
    if len(period) > _LONGEST:
        raise unread
    first, last = _ends(period)
    for end in (first, last):
        if end is not None and bounds(end) is None:
            raise unread
    begins, ends = bounds(first), bounds(last)
    if begins and ends and ends[1] < begins[0]:
        raise unread
    return first, last


def in_words(since: str | None, until: str | None, outlets: Sequence[str], words: Wording) -> str:
    """The filters as a line: "from June 2014, until 2016, Harbour Post"."""
    if since and since == until:
        parts = [words.day(since)]
    else:
        parts = [words("filter_from", day=words.day(since))] if since else []
        parts += [words("filter_until", day=words.day(until))] if until else []
    return ", ".join([*parts, *outlets])


def period_choices(archive: Archive, outlets: Sequence[str], words: Wording) -> Choices:
    """Years, or months, with how many articles the outlets have of each."""
    counted = count_periods(archive.store, outlets or None)
    return [(f"{words.day(period)} ({words.number(n)})", period) for period, n in counted.items()]


def outlet_choices(
    archive: Archive, since: str | None, until: str | None, words: Wording, chosen: Sequence[str] = ()
) -> Choices:
    """Outlets with how many articles each has in the period; those without one are left out, save the chosen."""
    counted = count_outlets(archive.store, since, until)
    counted |= {outlet: 0 for outlet in chosen if outlet not in counted}  # else a filter would work unseen
    return [(f"{outlet} ({words.number(n)})", outlet) for outlet, n in counted.items()]


def _ends(period: str) -> tuple[str | None, str | None]:
    """Both ends in ISO form; what is not read as a date comes back as it was written."""
    since, until = _FROM.match(period), _UNTIL.match(period)
    if until:
        return None, _day(period[until.end() :])
    rest = period[since.end() :] if since else period
    parts = _BETWEEN.split(rest)
    if len(parts) == 2:
        return _day(parts[0]), _day(parts[1])
    whole = _day(rest)
    return whole, None if since else whole


def _day(written: str) -> str:
    read = parse_printed(_UNTIL.sub("", written.strip(" ,")))
    # "32 June 2014" is not June 2014.
    return read if read and _numbers(written) <= _numbers(read) else written


def _numbers(written: str) -> set[int]:
    return {int(number) for number in re.findall(r"\d+", written)}
