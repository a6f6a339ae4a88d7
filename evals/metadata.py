"""Who and when, measured on ../shared/collections: python -m evals.metadata [COLLECTIONS].

Prints a line a figure. What a collection states (a dateline, a day, an address) is hidden or joined to the text in
turn, and what corpus/ finds is compared with it: right, none or wrong.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.dates import bounds
from corpus.decoding import decode
from corpus.lines import read_line
from corpus.making import article_from_html, article_from_text
from corpus.markup import parse_page
from evals.collections import SHARED

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATELINE = re.compile(
    r"\W*(?P<place>[^\d,]+?)\s*(?:,[^\d]*?)?[\s,]+(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})\b\W*$"
)
_STAMP = re.compile(r"\s*(?P<day>\d{1,2})-(?P<month>[A-Z]{3})-(?P<year>\d{4})\b")


def main(folder: Path) -> int:
    """Print the figures of the three collections that state who and when; 1 where a collection is missing."""
    measures = {"reuters1987": wire_stories, "newsquiz2022": news_pages, "pages": html_pages}
    missing = [name for name in measures if not (folder / name).is_dir()]
    for name, measure in measures.items():
        if name not in missing:
            for what, counts in measure(folder / name).items():
                shown = ", ".join(f"{outcome} {count:,}" for outcome, count in sorted(counts.items()))
                print(f"{name}: {what}: {shown} ({counts['right'] / max(counts.total(), 1):.1%} right)")
    for name in missing:
        print(f"{name}: not there ({folder / name})", file=sys.stderr)
    return 1 if missing else 0


def wire_stories(folder: Path) -> dict[str, Counter[str]]:
    """The printed day as given; place and day of the dateline from the text alone, whose year nobody states."""
    given, place, day = Counter[str](), Counter[str](), Counter[str]()
    for number, record in enumerate(_records(folder)):
        stamp = _STAMP.match(record.get("published_as_printed") or "")
        if stamp:
            stated = f"{stamp['year']}-{_MONTHS.index(stamp['month'].lower()) + 1:02}-{int(stamp['day']):02}"
            given[_outcome((_read(record, number).published or "")[:10], stated)] += 1
        m = _DATELINE.match(record.get("dateline") or "")
        if m and m["month"][:3].lower() in _MONTHS:
            found = _read({"text": f"{record['dateline'].strip()} {record['text']}"}, number)
            place[_outcome((found.dateline or "").upper(), m["place"].upper())] += 1
            day[_outcome(found.published, f"--{_MONTHS.index(m['month'][:3].lower()) + 1:02}-{int(m['day']):02}")] += 1
    return {"day as given": given, "place from the text": place, "day from the text, no year invented": day}


def news_pages(folder: Path) -> dict[str, Counter[str]]:
    """The day each page states, from its address and from its text as if scraped; its outlet from the address."""
    address, text, outlet = Counter[str](), Counter[str](), Counter[str]()
    for number, record in enumerate(_records(folder)):
        stated = (record.get("published") or "")[:10]
        by_address = _read({"text": record["text"], "url": record["url"]}, number)
        by_text = article_from_text(record["text"], f"text:{number}")
        if stated:
            address[_outcome((by_address.published or "")[:10], stated)] += 1
            text[_outcome(by_text.published if isinstance(by_text, Article) else None, stated)] += 1
        site = re.sub(r"[^a-z]", "", (by_address.outlet or "").lower().removeprefix("the "))
        host = re.sub(r"[^a-z]", "", record["url"].split("/")[2].lower())
        outlet["none" if not site else "right" if site in host else "wrong"] += 1
    return {"day from the address": address, "day from the text as scraped": text, "outlet spelled as its site": outlet}


def html_pages(folder: Path) -> dict[str, Counter[str]]:
    """The day in a page's markup, and the one its visible lines give when scripts, meta and time tags are taken out."""
    day, seen = Counter[str](), Counter[str]()
    for path in sorted((folder / "html").iterdir()):
        page = decode(gzip.decompress(path.read_bytes()), True)
        tree = parse_page(page)
        whole = article_from_html(page, path.name)
        if tree is None or not isinstance(whole, Article):
            continue
        stated = bounds(whole.published)
        day["right" if stated else "none"] += 1
        bare = re.sub(r"(?is)<script.*?</script>|<meta[^>]*>|<link[^>]*canonical[^>]*>", "", page)
        hidden = article_from_html(re.sub(r'(?i)\s(?:datetime|itemprop|content)="[^"]*"', "", bare), path.name)
        found = bounds(hidden.published) if isinstance(hidden, Article) else None
        if stated:
            near = found is not None and abs((found[0] - stated[0]).days) <= 1  # a day apart: another time zone
            seen["right" if near else "none" if found is None else "wrong"] += 1
    return {"pages with a day": day, "that day from the visible lines alone (a day apart counts)": seen}


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(folder / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _read(record: dict[str, Any], number: int) -> Article:
    article = read_line(json.dumps(record).encode(), f"line:{number}")
    if not isinstance(article, Article):
        raise ValueError(f"line {number} gives no article: {article.reason}")
    return article


def _outcome(found: str | None, stated: str) -> str:
    return "none" if not found else "right" if found == stated else "wrong"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED))
