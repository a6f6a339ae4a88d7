"""Where a news text's sentences begin and end. Spans only: no character is ever changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

Span = tuple[int, int]

_NEWLINE = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029](?:(?<=\r)\n)?")  # "\r\n" first would be slower
_BULLET = re.compile(r"[•▪●◦‣*·–—-]\s|\(?\d{1,2}[.)]\s")
# A stop with the quotes and brackets that close after it. It never fails once begun: linear time.
_STOP = re.compile(r"[.!?…。！？؟।]+[\"'”’»)\]]*")
_WORDS_BEFORE = 48  # how far back the word before a stop is looked for


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name: "Gen. Marsh" never ends a sentence.
_BEFORE_NAME = _set(
    """
    mr mrs ms mx dr prof gen sen rep gov lt col capt sgt cpl pvt maj adm cmdr rev hon mt ft vs v st ste pres
    supt msgr reps sens gens govs profs drs messrs mme mlle sgt det insp e.g i.e cf approx ca viz
    """
)
# Before a number: "No. 4", "Mar. 12".
_BEFORE_NUMBER = _set("no nos art sec fig figs vol ch pp p op mar sat sun mon tue wed thu thur fri nr")
# May end a sentence or stand inside one: the next word decides.
_EITHER = _set(
    """
    jan feb apr jun jul aug sep sept oct nov dec tues thurs inc corp co cos ltd llc plc bros dept assn univ ave
    blvd rd jr sr esq etc al est calif fla pa va md wis minn mich ill conn ariz ala ark colo ga kan ky la mo
    mont neb nev okla ore penn tenn tex vt wash wyo ph.d m.d d.c a.k.a a.m p.m min hr hrs sq ex cie gmbh
    """
)
# Words that begin a sentence far more often than they continue a name.
_STARTERS = _set(
    """
    the a an he she it they we i you his her its their our my this that these those there here in on at as by
    for from with after before since until when while where if although though because however meanwhile but and
    or so yet then also still not no nor some many most all both each one two three several another what who why
    how which officials police people critics analysts last next now today earlier later asked according during
    under over more despite
    """
)
# As German prints a day: "6. Juli".
_MONTHS = _set(
    """
    januar jänner februar märz april mai juni juli august september oktober november dezember
    """
)
# A line that ends in one of these goes on: it was wrapped, it is no heading.
_UNFINISHED = _set(
    """
    a an the of in on at to by for from with and or but as that which who is are was were be has had have said
    """
)


def sentence_spans(text: str) -> list[Span]:
    """The sentences of `text`, in order and disjoint; together they hold every character but spaces.

    A heading, a bullet and the end of a paragraph end a sentence without a stop. Linear in len(text).
    """
    return [span for block in paragraph_sentences(text) for span in block]


def paragraph_sentences(text: str) -> list[list[Span]]:
    """The same sentences, grouped by the paragraph, heading or bullet they stand in."""
    return [_sentences_of(text, start, end) for start, end in _paragraphs(text)]


def sentences_beginning(text: str, start: int, end: int) -> list[Span]:
    """Those of the sentences of `text` that begin in text[start:end]: a passage, read by itself."""
    found: list[Span] = []
    for first, after in _kept_paragraphs(text):
        if first >= end:
            break
        if after > start:
            found += [span for span in _kept_sentences(text, first, after) if start <= span[0] < end]
    return found


# Kept, since an article's passages are read one after the other.
@lru_cache(maxsize=500)
def _kept_paragraphs(text: str) -> list[Span]:
    # Of the whole text: whether its lines are wrapped shows only there.
    return list(_paragraphs(text))


@lru_cache(maxsize=2_000)
def _kept_sentences(text: str, start: int, end: int) -> list[Span]:
    return _sentences_of(text, start, end)


def _paragraphs(text: str) -> Iterator[Span]:
    """Spans of the paragraphs: lines put together again where the newline is only a wrap."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    begun: Span | None = None
    last: Span = (0, 0)
    for line in lines:
        if line[0] == line[1]:  # blank
            if begun:
                yield begun
            begun = None
        elif begun is None:
            begun = line
        elif _goes_on(text, last, line, width):
            begun = (begun[0], line[1])
        else:
            yield begun
            begun = line
        last = line
    if begun:
        yield begun


def _lines(text: str) -> list[Span]:
    """Each line's span without its outer white space; a blank line's span is empty."""
    lines = []
    start = 0
    for end, after in [m.span() for m in _NEWLINE.finditer(text)] + [(len(text), len(text))]:
        line = text[start:end]
        bare = line.strip()
        left = start + line.find(bare[0]) if bare else end
        lines.append((left, left + len(bare)))
        start = after
    return lines


def _wrap_width(text: str, lines: list[Span]) -> int:
    """The column the text was wrapped at by hand or machine; 0 when its lines are paragraphs."""
    pairs = [(a, b) for a, b in pairwise(lines) if a[0] < a[1] and b[0] < b[1]]
    if not pairs:
        return 0
    lengths = sorted(end - start for start, end in lines if end > start)
    width = lengths[int(len(lengths) * 0.98) - (len(lengths) > 50)]
    if width > 100 or width < 30:
        return 0
    full = [a for a, b in pairs if _is_full(text, a, b, width)]
    unfinished = [a for a in full if text[a[1] - 1] not in '.!?…"”']
    # Short paragraphs of a line each end with a stop; wrapped lines mostly end in the middle of a sentence.
    return width if 2 * len(unfinished) > len(full) and 2 * len(full) >= len(pairs) else 0


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the next line's first word would no longer have fitted on this one."""
    first_word = text[following[0] : following[0] + 40].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) >= 0.8 * width


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the newline between two lines is a wrap inside a paragraph."""
    last, first = text[line[1] - 1], text[following[0]]
    if first in ".,;:!?)]…":
        return True
    indent = following[0] - max(text.rfind("\n", line[1], following[0]), text.rfind("\r", line[1], following[0]))
    if indent > 2 or _BULLET.match(text, following[0]):
        return bool(width and indent <= 2 and first in "–—-" and last not in '.!?:"”')
    if first.islower():
        return last not in ".!?…:" or bool(width)
    if not width:
        return False
    if _is_full(text, line, following, width):
        return True
    words = text[max(line[0], line[1] - _WORDS_BEFORE) : line[1]].split()
    if last in ",-–—" or words[-1].casefold() in _UNFINISHED:
        return True
    # A first line cut short because its dateline or headline was taken out, unless it is a headline itself.
    whole = text[line[0] : line[1]].split()
    capitals = text[following[0] : following[1]].isupper()
    headline = not capitals and all(word[0].isupper() or len(word) < 4 for word in whole)
    return last not in '.!?…:"”' and not headline and following[1] - following[0] >= 0.8 * width


def _sentences_of(text: str, start: int, end: int) -> list[Span]:
    """The sentences of the paragraph text[start:end]."""
    spans: list[Span] = []
    caseless = not any(letter.isupper() for letter in text[start:end])
    begun, quotes_seen, quotes = start, start, 0
    for stop in _STOP.finditer(text, start, end):
        if stop.end() <= begun:  # already taken as part of a spaced closing quote
            continue
        quotes += text.count('"', quotes_seen, stop.end())
        quotes_seen = stop.end()
        after = stop.end()
        follows = _skip_space(text, after, end)
        if follows < end and follows > after and text[follows] in '"”' and _closes(text, follows, end, quotes):
            quotes, after, quotes_seen = quotes + 1, follows + 1, follows + 1
            follows = _skip_space(text, after, end)
        if follows < end and not _ends(text, begun, stop, after, follows, caseless):
            continue
        spans.append((begun, after))
        begun = follows
    if begun < end:
        spans.append((begun, end))
    return spans


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _closes(text: str, at: int, end: int, quotes: int) -> bool:
    """Whether a quote mark with space on both sides closes the quotation, as old wire copy prints it."""
    apart = at + 1 == end or text[at + 1].isspace()
    return apart and (text[at] == "”" or quotes % 2 == 1)


def _ends(text: str, begun: int, stop: re.Match[str], after: int, follows: int, caseless: bool) -> bool:
    """Whether the stop, with text after it, ends a sentence."""
    mark = stop.group()
    following = text[follows]
    if mark[0] in "。！？।":
        return True
    if follows == after:
        return _ends_without_space(text, begun, stop, after)
    if following in ".,;:!?)]…%":
        return False
    if following.islower() and not caseless:
        return bool(re.match(r"[a-z][A-Z]", text[follows : follows + 2]))  # "iPhone"
    if mark[0] != "." or mark.startswith(".."):
        return True
    if text[max(begun, stop.start() - 2) : stop.start()].strip().endswith("."):
        return True  # the last of ". . ."
    word = _word_before(text, begun, stop.start())
    return not _abbreviates(text, begun, stop.start(), word, follows)


def _ends_without_space(text: str, begun: int, stop: re.Match[str], after: int) -> bool:
    """ "...the talks.The minister": scraped text loses spaces; an address or a number has none to lose."""
    if not text[after].isupper():
        return False
    word = _word_before(text, begun, stop.start())
    plain = word[-2:].islower() and word.isalpha() and text[after : after + 2][-1:].islower()
    return plain or (len(stop.group()) > 1 and stop.group()[-1] in '"”' and text[after].isupper())


def _word_before(text: str, begun: int, at: int) -> str:
    """The word a stop at `at` belongs to, without opening quotes or brackets."""
    words = text[max(begun, at - _WORDS_BEFORE) : at].split()
    return words[-1].lstrip("\"'“‘«([—–-") if words else ""


def _abbreviates(text: str, begun: int, at: int, word: str, follows: int) -> bool:
    """Whether a full stop after `word` only shortens it, judged by the word that follows."""
    ahead = text[follows : follows + 40].split(maxsplit=1)[0]
    bare = ahead.lstrip("\"'“‘«([").rstrip(",;:\"'”’)]")
    known = word.casefold()
    if word.isdigit() and len(word) <= 2:
        # The "2." of a numbered list, or a German day of the month.
        return not text[begun:at].rstrip().removesuffix(word).strip() or bare.casefold() in _MONTHS
    initial = len(word) == 1 and word.isalpha() and word.isupper()
    acronym = bool(re.fullmatch(r"(?:\w\.)+\w", word))
    starts = bare.casefold() in _STARTERS and not (len(bare) == 1 and ahead.startswith(bare + "."))
    if known == "no" and word[0] == "n":
        return False
    if known in _BEFORE_NUMBER:
        return ahead[0].isdigit()
    if not word[:1].isupper() and known not in ("a.m", "p.m", "e.g", "i.e", "etc", "al", "vs", "v", "cf", "approx"):
        return False
    if known in _BEFORE_NAME:
        return not (known == "st" and starts)
    if initial or acronym or known in _EITHER:
        return not starts and not (ahead[0] in '"“‘' and bare[:1].isupper())
    return False
