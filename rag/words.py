"""The words index: tantivy, from a question's words to passages scored by BM25. Made again from SQLite at will."""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterable
from functools import cache, lru_cache
from pathlib import Path

import tantivy

from corpus.article import DatelineError

# Raise when the analysis or the schema below changes: an index of another recipe is made again at open.
RECIPE = 3
# How much a word in the headline counts beside the same word in the text.
TITLE_WEIGHT = 0.5
_WRITER_BYTES = 50_000_000
_MOST_FREQUENCIES = 100_000

_PRINTED = r"[\p{L}\p{M}]+"
_LETTERS = r"\p{L}\p{M}\p{N}"
_NO_SPACES = r"\p{Han}\p{Hiragana}\p{Katakana}"  # scripts without spaces: a character is a word
_TOKEN = rf"\p{{N}}+(?:[.,]\p{{N}}+)+|[{_NO_SPACES}]|[[{_LETTERS}]--[{_NO_SPACES}]]+"
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){1,5}[A-Za-z]\b\.?")  # U.S., p.m.
_INNER_DOT = re.compile(r"\.[A-Za-z]")
_THOUSANDS = re.compile(r",(?<=\d,)(?=\d{3}(?!\d))")
_NUMBERED = re.compile(r"(?<![\w-])([A-Z]{1,3})-(?=\d)")  # G-20, F-16
_BARE_US = re.compile(r"\bUS\b")
# What most texts are made of: there Python finds the words that _TOKEN does, and each is analysed once. Together five
# times as quick as the analyzer.
_UNCOMMON = re.compile(
    "[^\x00-\x7f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf-\u017f\u2000-\u206f\u20a0-\u20bf\u2122\u2190-\u23ff\u2500-\u2775"
    "\U0001f300-\U0001faff]"
)
_COMMON_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)+|[A-Za-z0-9À-ÖØ-öø-ſ]+")
_MOST_WORDS, _MOST_TEXTS = 50_000, 64

# English function words, and the frame of a question: they say nothing of what is asked for.
_STOPWORDS = """
    a about above after again against all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has have having he
    her here hers herself him himself his how i if in into is it its itself just me more most my myself no nor
    not now of off on once only or other our ours ourselves out over own s same she should so some such t than
    that the their theirs them themselves then there these they this those through to too under until up us very
    was we were what when where which while who whom whose why will with would you your yours yourself
    yourselves
"""
STOPWORDS = frozenset(_STOPWORDS.split())


def tokens(text: str) -> list[str]:
    """The words of `text` as the index keeps them: folded to lower-case ASCII, stemmed, in order.

    "U.S.", "USA" and, where the text is not all capitals, "US" are one word; "40,000" is "40000", "G-20" is "G20".
    """
    text = _normalised(text)
    if not text.isascii() and _UNCOMMON.search(text):
        return _analyzer().analyze(text)
    return [term for word in _COMMON_TOKEN.findall(text) for term in _analysed(word)]


@lru_cache(maxsize=_MOST_TEXTS)
def words_in(text: str) -> frozenset[str]:
    """The distinct words of a text; those of the last texts are kept, since an article is looked through again."""
    return frozenset(tokens(text))


@lru_cache(maxsize=_MOST_WORDS)
def _analysed(word: str) -> tuple[str, ...]:
    return tuple(_analyzer().analyze(word))


def query_terms(query: str) -> list[str]:
    """The distinct words of a query worth looking for: without stopwords, unless nothing else is left."""
    analysed = list(dict.fromkeys(tokens(query)))
    return [term for term in analysed if term not in _stopword_stems()] or analysed


class WordIndex:
    """Passages by their words. One writer; searching is safe from any thread."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`, or make an empty one where there is none.

        Raises DatelineError when what is there cannot be read.
        """
        self._folder = folder
        self._lock = threading.RLock()
        self._writer: tantivy.IndexWriter | None = None
        self._frequencies: dict[str, int] = {}  # of the words asked for since the last change
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._index = tantivy.Index(_schema(), path=str(folder))
            self._index.register_tokenizer("news", _analyzer())
            self._index.register_tokenizer("printed", _as_printed())
            self._index.config_reader("manual")
            self._index.reload()
            self._index.searcher().num_docs  # noqa: B018  a broken segment shows here
        except (ValueError, OSError) as error:
            raise DatelineError(
                f"The words index in {folder} cannot be read ({error}); make it again with: dateline rebuild"
            ) from error

    def replace(self, article_ids: Collection[str], passages: Iterable[tuple[str, str, str, str]]) -> None:
        """Take all passages of `article_ids` out and put `passages` in; searchable when this returns.

        A passage is (passage id, article id, title, text).
        """
        with self._lock:
            writer = self._writing()
            for article_id in article_ids:
                writer.delete_documents_by_term("article_id", article_id)
            for passage_id, article_id, title, text in passages:
                document = tantivy.Document()
                document.add_text("passage_id", passage_id)
                document.add_text("article_id", article_id)
                document.add_text("title", _normalised(title))
                document.add_text("body", _normalised(text))
                document.add_text("printed", title)
                document.add_text("printed", text)
                writer.add_document(document)
            self._commit(writer)

    def delete(self, passage_ids: Collection[str]) -> None:
        """Take single passages out; an id that is not there is no error."""
        if not passage_ids:
            return
        with self._lock:
            writer = self._writing()
            for passage_id in passage_ids:
                writer.delete_documents_by_term("passage_id", passage_id)
            self._commit(writer)

    def search(self, query: str, k: int, allowed: set[str] | None = None) -> list[tuple[str, float]]:
        """The `k` best passages as (passage id, BM25 score), best first.

        `allowed`: only passages of these article ids; None means all. Empty when no word of the query is known.
        """
        terms = query_terms(query)
        if not terms or (allowed is not None and not allowed):
            return []
        schema = self._index.schema
        should = tantivy.Occur.Should
        clauses = []
        for term in terms:
            clauses.append((should, tantivy.Query.term_query(schema, "body", term, "freq")))
            in_title = tantivy.Query.term_query(schema, "title", term, "freq")
            clauses.append((should, tantivy.Query.boost_query(in_title, TITLE_WEIGHT)))
        wanted = tantivy.Query.boolean_query(clauses)
        if allowed is not None:
            passing = tantivy.Query.term_set_query(schema, "article_id", sorted(allowed))
            filtered = tantivy.Query.const_score_query(passing, 0.0)
            wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, wanted), (tantivy.Occur.Must, filtered)])
        searcher = self._index.searcher()
        hits = searcher.search(wanted, limit=max(1, k), count=False).hits
        return [(str(searcher.doc(address)["passage_id"][0]), float(score)) for score, address in hits]

    def holding(self, term: str) -> list[str]:
        """Every passage whose text or headline has an analysed term."""
        clauses = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._index.schema, field, term, "basic"))
            for field in ("body", "title")
        ]
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.boolean_query(clauses), limit=max(1, searcher.num_docs), count=False).hits
        return [str(searcher.doc(address)["passage_id"][0]) for _, address in hits]

    def document_frequency(self, terms: Iterable[str]) -> dict[str, int]:
        """In how many passages' texts each analysed term stands; deleted ones count until their segment merges."""
        known, searcher = self._frequencies, self._index.searcher()
        frequencies = {}
        for term in terms:
            if (frequency := known.get(term)) is None:
                frequency = known[term] = searcher.doc_freq("body", term)
            frequencies[term] = frequency
        if len(known) > _MOST_FREQUENCIES:
            self._frequencies = {}
        return frequencies

    def printed(self, letter: str) -> list[tuple[str, int]]:
        """Every word of texts and headlines that begins with a letter, as it is printed, and in how many passages."""
        found = self._index.searcher().terms_with_prefix("printed", letter)
        return [(str(word), int(passages)) for word, passages in found]

    def count(self) -> int:
        """How many passages the index holds."""
        return int(self._index.searcher().num_docs)

    def passage_ids(self) -> list[str]:
        """Every passage id in the index; one twice in the index is twice in the list."""
        searcher = self._index.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=max(1, searcher.num_docs), count=False).hits
        return [str(searcher.doc(address)["passage_id"][0]) for _, address in hits]

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(_WRITER_BYTES, 1)
        return self._writer

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        writer.commit()
        self._index.reload()
        self._frequencies = {}

    def close(self) -> None:
        """Finish merges and let go of the folder."""
        with self._lock:
            if self._writer is not None:
                self._writer.wait_merging_threads()
                self._writer = None


def _normalised(text: str) -> str:
    """What the tokenizer cannot see: dotted abbreviations as one word, thousands without commas, "G20" for "G-20"."""
    # Most texts have none of these, and that is seen far quicker than nothing is replaced.
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if _INNER_DOT.search(text):
        text = _DOTTED.sub(lambda found: _joined(found.group()), text)
    if "-" in text:
        text = _NUMBERED.sub(r"\1", text)
    # In capitals only, "US" may be the pronoun.
    return _BARE_US.sub("USA", text) if "US" in text and not text.isupper() else text


def _joined(dotted: str) -> str:
    letters = dotted.replace(".", "")
    return "USA" if letters == "US" else letters


@cache
def _stopword_stems() -> frozenset[str]:
    return frozenset(stem for word in STOPWORDS for stem in _analyzer().analyze(word))


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_TOKEN))
    for step in (
        tantivy.Filter.remove_long(60),
        tantivy.Filter.lowercase(),
        tantivy.Filter.ascii_fold(),
        tantivy.Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


def _as_printed() -> tantivy.TextAnalyzer:
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(_PRINTED))
    return words.filter(tantivy.Filter.remove_long(60)).build()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("passage_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article_id", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("title", tokenizer_name="news", index_option="freq")
    builder.add_text_field("body", tokenizer_name="news", index_option="freq")
    # Not to be searched: the collection's spelling, which rag/spelling.py reads.
    builder.add_text_field("printed", tokenizer_name="printed", index_option="basic")
    return builder.build()
