"""Source cards: of each citation outlet, day, headline, and the quote marked in its paragraph. All of it escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode, urlsplit

from corpus.article import Article, DatelineError
from rag.answer import Citation
from ui.escaping import escaped, isolated, safe_link
from ui.wording import Wording

FindArticle = Callable[[str, str | None], Article]

# Characters of the paragraph shown on each side of a quote: about three lines of a source card.
_AROUND_QUOTE = 220


def render_sources(number: int, title: str, cited: Sequence[Citation], find: FindArticle, words: Wording) -> str:
    """The cards of the exchange with that number, under a title that folds them; "" where nothing is cited.

    `find` fetches the stored version that a citation names.
    """
    if not cited:
        return ""
    cards = "".join(
        _card(number, each, find, words, again=before is not None and before.article_id == each.article_id)
        for before, each in zip([None, *cited], cited, strict=False)
    )
    count = f'<span class="count">{len(cited)}</span>'
    return f'<details class="sources"><summary>{escaped(title)} {count}</summary><ol>{cards}</ol></details>'


def quoted_paragraph(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before `text[start:end]` in its paragraph, that span itself, and what stands after.

    Before and after are shortened at a word with an ellipsis; the span never is.
    """
    opens = text.rfind("\n\n", 0, start)
    closes = text.find("\n\n", end)
    before = text[opens + 2 if opens >= 0 else 0 : start]
    after = text[end : closes if closes >= 0 else len(text)]
    if len(before) > _AROUND_QUOTE:
        kept = before[-_AROUND_QUOTE:]
        before = "… " + kept[kept.find(" ") + 1 :]
    if len(after) > _AROUND_QUOTE:
        kept = after[:_AROUND_QUOTE]
        after = kept[: kept.rfind(" ") if " " in kept else None] + " …"
    return before, text[start:end], after


def reading_link(article_id: str, version: str | None = None, spans: Sequence[tuple[int, int]] = ()) -> str:
    """The address of an article's reading view from the page, with quotes to be marked: see ui/reading.py."""
    parts = [("article", article_id), *([("version", version)] if version else [])]
    parts += [("mark", f"{start}-{end}") for start, end in spans]
    return f"read?{urlencode(parts)}" + ("#quote" if spans else "")


def outlet_of(outlet: str | None, words: Wording) -> str:
    """The outlet's name, or the words that there is none."""
    return outlet or words("no_outlet")


def _card(number: int, citation: Citation, find: FindArticle, words: Wording, again: bool) -> str:
    """One source. `again`: the card above is of the same article, so that only the quote is new."""
    if again:
        byline, headline = escaped(words("same_article")), ""
    else:
        byline = f"{isolated(outlet_of(citation.outlet, words))} · {escaped(words.day(citation.published))}"
        headline = isolated(citation.title, "h3")
    quote, there = _quote(citation, find)
    return (
        f'<li class="source" id="q{number}-s{citation.n}" data-source="{citation.n}" tabindex="-1">'
        f'<p class="byline"><span class="number">{citation.n}</span>{byline}</p>'
        f"{headline}{quote}{_foot(citation, words, again, there)}</li>"
    )


def _foot(citation: Citation, words: Wording, again: bool, there: bool) -> str:
    foot = "" if again else _copies(citation, words)
    if there:
        link = reading_link(citation.article_id, citation.version, [(citation.start, citation.end)])
        opened = f"{words('open_article')}: {citation.title}"
        foot += (
            f'<a class="open" href="{escaped(link)}" target="_blank" aria-label="{escaped(opened)}">'
            f"{escaped(words('open_article'))}</a>"
        )
    original = safe_link(citation.url)
    if original and not again:
        foot += _linked(words("original_at", host=urlsplit(original).hostname), original)
    return f'<p class="foot">{foot}</p>' if foot else ""


def _copies(citation: Citation, words: Wording) -> str:
    also = ", ".join(dict.fromkeys(_linked(outlet_of(copy.outlet, words), copy.url) for copy in citation.copies))
    return f"<span>{escaped(words('also_in', outlets='')).strip()} {also}</span>" if also else ""


def _quote(citation: Citation, find: FindArticle) -> tuple[str, bool]:
    """The quote in its paragraph, and whether its article is still there."""
    try:
        article = find(citation.article_id, citation.version)
    except DatelineError:  # removed since it was cited; the quote itself is still the quote
        before, quote, after, language, there = "", citation.quote, "", None, False
    else:
        before, quote, after = quoted_paragraph(article.text, citation.start, citation.end)
        language, there = article.language, True
    spoken = f' lang="{escaped(language)}"' if language else ""
    marked = f"{escaped(before)}<mark>{escaped(quote)}</mark>{escaped(after)}"
    return f'<blockquote dir="auto"{spoken}>{marked}</blockquote>', there


def _linked(said: str, url: str | None) -> str:
    link = safe_link(url)
    if not link:
        return isolated(said)
    return f'<a href="{escaped(link)}" target="_blank" rel="noopener noreferrer nofollow">{isolated(said)}</a>'
