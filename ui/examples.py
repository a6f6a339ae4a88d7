"""Example questions, read off the collection itself and kept only where Dateline answers them from that article."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import chain, islice, zip_longest
from math import log

from corpus.article import Article, DatelineError
from rag.answer import Answer
from rag.archive import Archive
from rag.conversation import Turn

# Articles looked at, spread evenly over the collection, and questions tried before giving up: both bound the
# time this takes at start to a few seconds however large the archive is.
_ARTICLES_READ = 150
_TRIES = 24
# The same for what is asked next: each try is as much work as an answer.
_FOLLOW_UP_TRIES = 8

_NAME = r"[A-Z][\w’'-]+(?: (?:of |de |van |von |al-)?[A-Z][\w’'-]+){1,2}"
_DEEDS = (
    "opened|built|designed|founded|led|signed|drew|wrote|painted|discovered|found|bought|sold|repaired|invented|directed"
    "|won|scored|approved|rejected|vetoed|banned|launched|composed|rescued"
)
_WHO_DID = re.compile(
    rf"\b{_NAME} ({_DEEDS}) ((?:the|a) (?:[\w’-]+ ){{0,3}}?[\w’-]+)"
    r"(?=[,.;]| (?:in|on|at|for|with|after|before|by|to|from|and|as|when|over|during|last)\b)"
)
_WHO_IS = re.compile(
    rf"\b({_NAME}), (?:the|a|an|our|its|his|her) (?:[\w’-]+ ){{0,3}}?[\w’-]*"
    r"(?:er|or|ist|ian|man|woman|ant|ent|mayor|captain|judge|chief)\b[^.]{0,60}?[,.;]"
)
# Asked of the conversation ("it" is what it was about), where an article tells something of the kind.
_TOLD_BESIDES = (
    ("What did it cost?", re.compile(r"\bcosts?\b[^.]{0,60}\d|\d[^.]{0,40}\bcosts?\b", re.IGNORECASE)),
    ("Who paid for it?", re.compile(r"\bpaid (?:for|by)\b|\bfunded\b", re.IGNORECASE)),
    (
        "How long did it take?",
        re.compile(r"\b(?:took|lasted)\b[^.]{0,40}\b(?:hour|day|week|month|year)s?\b", re.IGNORECASE),
    ),
    ("Why?", re.compile(r"\bbecause\b|\bdue to\b|\bblamed\b", re.IGNORECASE)),
    ("How many people were hurt?", re.compile(r"\b(?:hurt|injured|wounded)\b", re.IGNORECASE)),
)
_INSIDE_SENTENCE = re.compile(rf"(?<=[a-z,] )(the )?({_NAME})")


def example_questions(archive: Archive, most: int) -> list[str]:
    """At most `most` questions about different articles, each answered with a citation of the one it was read off."""
    ids = archive.store.article_ids()
    read = archive.store.articles(ids[:: max(1, len(ids) // _ARTICLES_READ)][:_ARTICLES_READ]).values()
    articles = [article for article in read if article.language in ("en", None)]  # the patterns above are English
    kept: list[str] = []
    used: set[str] = set()
    tries = 0
    for article, question in candidates(articles):
        if len(kept) == most or tries == _TRIES:
            break
        if article.id in used or question in kept:
            continue
        tries += 1
        if _answered_from(archive, question, article.id):
            kept.append(question)
            used.add(article.id)
    return kept


def follow_up_questions(archive: Archive, answer: Answer, most: int) -> list[str]:
    """At most `most` questions that the cited articles suggest, each answered from them in words not shown yet."""
    articles = list(archive.store.articles(dict.fromkeys(each.article_id for each in answer.citations)).values())
    history = [{"role": "user", "content": answer.question}, {"role": "assistant", "content": answer.answer}]
    shown = {(each.article_id, each.start) for each in answer.citations}
    asked = set(_words(f"{answer.question} {answer.understood}"))
    kept: list[str] = []
    for question in islice(_suggested(articles), _FOLLOW_UP_TRIES):
        if len(kept) == most:
            break
        if not asked.issuperset(_words(question)) and _answered_anew(archive, question, history, shown):
            kept.append(question)
    return kept


def _words(question: str) -> list[str]:
    return re.findall(r"\w+", question.casefold())


def _suggested(articles: list[Article]) -> Iterator[str]:
    """Short questions for what the articles tell besides, and those about the people and deeds in them, in turn."""
    read = [article for article in articles if article.language in ("en", None)]
    short = [question for question, told in _TOLD_BESIDES if any(told.search(article.text) for article in read)]
    longer = (question for _, question in candidates(read))
    return (each for each in chain.from_iterable(zip_longest(short, longer)) if each is not None)


def _answered_anew(archive: Archive, question: str, history: Sequence[Turn], shown: Set[tuple[str, int]]) -> bool:
    try:
        answer = archive.quote(question, history=history)
    except DatelineError:
        return False
    told = {(each.article_id, each.start) for each in answer.citations}
    there = {article_id for article_id, _ in shown}
    return answer.status == "answered" and any(each[0] in there and each not in shown for each in told)


def candidates(articles: list[Article]) -> Iterator[tuple[Article, str]]:
    """Questions that articles suggest, with the article: who did something, who somebody is, what a name is about."""
    did = [(article, _who_did(found)) for article in articles for found in _WHO_DID.finditer(article.text)]
    who = [(article, _who_is(found)) for article in articles for found in _WHO_IS.finditer(article.text)]
    kinds = (_spread(did), _spread(who), _about(articles))
    return (each for each in chain.from_iterable(zip_longest(*kinds)) if each is not None)


def _who_did(found: re.Match[str]) -> str:
    return f"Who {found.group(1)} {found.group(2)}?"


def _who_is(found: re.Match[str]) -> str:
    words = found.group(1).split()
    begins = not re.search(r"[\w,] $", found.string[max(0, found.start() - 2) : found.start()])
    # "Goalkeeper Winifred Boldt, a ...": where a sentence begins, the first of three capitals is often a trade.
    return f"Who is {' '.join(words[1:] if begins and len(words) == 3 else words)}?"


def _about(articles: list[Article]) -> list[tuple[Article, str]]:
    """For each article the name it prints most that few others print; names of several articles first."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)  # name -> how often with "the ", how often without
    printed = []
    for article in articles:
        own: Counter[str] = Counter()
        for found in _INSIDE_SENTENCE.finditer(article.text):
            own[found.group(2)] += 1
            forms[found.group(2)][found.group(1) or ""] += 1
        printed.append(own)
    spread = Counter(name for own in printed for name in own)
    ranked = []
    for article, own in zip(articles, printed, strict=True):
        if own:
            # tf-idf; a name of the whole region tells less than the name of one event
            name = max(own, key=lambda each: (own[each] * log(1 + len(articles) / spread[each]), each))
            ranked.append((-min(spread[name], 3), article, forms[name].most_common(1)[0][0] + name))
    return [(article, f"What is reported about {name}?") for _, article, name in sorted(ranked, key=lambda r: r[0])]


def _spread(found: list[tuple[Article, str]]) -> list[tuple[Article, str]]:
    """The first question of every article before the second of any."""
    seen: Counter[str] = Counter()
    turns = []
    for article, question in found:
        turns.append((seen[article.id], article, question))
        seen[article.id] += 1
    return [(article, question) for _, article, question in sorted(turns, key=lambda turn: turn[0])]


def _answered_from(archive: Archive, question: str, article_id: str) -> bool:
    try:
        answer = archive.quote(question)
    except DatelineError:
        return False
    cited = {each.article_id for each in answer.citations}
    return answer.status != "not_found" and article_id in cited.union(
        copy.article_id for each in answer.citations for copy in each.copies
    )
