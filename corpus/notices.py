"""Notices: the outlet's name where a page speaks as itself: masthead, path, pleas, copyright, imprint, scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from corpus.outlets import AGENCIES, outlet_of_host, publications_in

Named = tuple[str, str]  # an outlet's name, and where it stands, in words

MASTHEAD = "the name above the headline"
_OWN_VOICE = frozenset({"plea", "newsletter", "membership", "comments"})
NAME = r"(?-i:(?:[A-ZÀ-Þ][\w’'&-]*)(?: (?:[A-ZÀ-Þ][\w’'&-]*|of|and|the|de|la|der|des)){0,5})"
_QUOTED = re.compile(r"[\"“][^\"“”]{2,80}[\"”]")  # the name of a column or a newsletter, not of the outlet
_COPYRIGHT = re.compile(rf"(?:©|\(c\)|copyright)[\s\d,©–-]*(?:by )?(?P<name>{NAME})", re.I)
_IMPRINT = [  # where a page's legal notices name the publication
    re.compile(rf"^(?P<name>{NAME}),(?= .*\b(?:publisher|editor|complaints)\b)", re.I),
    re.compile(
        rf"\b(?:editor(?:-in-chief)?|publisher|readers?|members?|subscribers?) of (?:the )?(?P<name>{NAME})", re.I
    ),
    re.compile(rf"^(?P<name>{NAME}) is (?:published|printed|owned) by\b", re.I),
]
_SCRIPT_NAME = re.compile(
    r"""(?:pubname|site_?name|publisher|publication)['"]?\s*[,:=]\s*['"]([^'"]{2,60})['"]""", re.I
)
_HOST_TAIL = re.compile(r"(?<=\w{3})(?:co\.?uk|com|net|org)$")


def named_in_own_voice(furniture: list[tuple[str, str]]) -> Iterator[Named]:
    """The names in a page's masthead, path, pleas, membership and copyright lines, the surest first."""
    for kind, line in furniture:
        if kind == "masthead":
            yield line.strip(), MASTHEAD
        crumb = re.match(r"^([^|>›»]{4,40}?)\s*[>›»]", line) if kind == "navigation" else None
        if crumb and len(crumb[1].split()) > 1:
            yield crumb[1].title() if crumb[1].isupper() else crumb[1], "the first step of the page's path"
    names: list[str] = []
    for kind, line in furniture:
        if kind in _OWN_VOICE:
            names += publications_in(_QUOTED.sub(" ", line))
        elif kind == "legal" and (m := _COPYRIGHT.search(line)):
            names += (publications_in(m["name"]) or [m["name"]])[:1]
    yield from _commonest(names, "the page's own notices (subscription, membership or copyright)")


def named_in_imprint(furniture: list[tuple[str, str]]) -> Iterator[Named]:
    """The name in the legal notices below an article."""
    lines = [line for kind, line in furniture if kind in ("legal", "tail")]
    names = [m["name"] for line in lines for cue in _IMPRINT if (m := cue.search(line))]
    yield from _commonest([(publications_in(name) or [name])[0] for name in names], "the page's legal notices")


def named_in_code(code: list[str]) -> Iterator[Named]:
    """The site's name as its scripts carry it ("pubname", "siteName")."""
    for piece in code:
        for m in _SCRIPT_NAME.finditer(piece):
            name = m[1]
            host = _HOST_TAIL.sub(lambda tail: "." + tail.group(), name) if re.fullmatch(r"[\w-]+", name) else name
            known = outlet_of_host(host) if re.fullmatch(r"[\w.-]+\.[a-z]{2,6}", host.lower()) else name
            if known:
                yield known, "a script of the page"


def _commonest(names: list[str], origin: str) -> Iterator[Named]:
    """The name met most often, "The" left out of the count and put back where it was seen."""
    bare = Counter(name.removeprefix("The ") for name in names)
    if bare:
        best = max(bare, key=lambda name: (bare[name], len(name)))
        full = f"The {best}" if f"The {best}" in names else best
        yield AGENCIES.get(full, full), origin
