"""What the command line prints: for people, wrapped to their terminal; for programs, JSON lines."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.article import DatelineError
from corpus.dates import in_words
from rag.answer import Answer, Citation, Conflict, Hit
from rag.history import Edition
from rag.indexing import IngestLine, Progress
from rag.stories import Report, StoryEntry, TimelineReport
from rag.verifying import Verification

_REPORTS_SHOWN = 8  # of a story; --json has them all
_HABITS_SHOWN = 3  # lines of an outlet; --json has them all
# Control characters other than the line's end, and what embeds, overrides or isolates a direction of writing.
_UNSEEN = dict.fromkeys(
    (*range(10), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)
_STEPS = {"reading": "Reading articles", "embedding": "Embedding passages", "grouping": "Finding stories"}


def print_json(value: dict[str, Any]) -> None:
    """One JSON line on standard output, at once: a pipe's reader sees it before the next is worked on."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


@contextmanager
def progress_bar() -> Iterator[Progress | None]:
    """A progress callback that draws on standard error; None where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(_STEPS.get(step, step), total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield show


class IngestReport:
    """Counts what became of the sources, and names each failure on standard error as it happens."""

    def __init__(self, told: set[tuple[str, str | None]] | None = None) -> None:
        """`told`: failures named before, which are counted and not named again."""
        self._counts: Counter[str] = Counter()
        self._told = told if told is not None else set()

    @property
    def failed(self) -> int:
        """How many sources failed."""
        return self._counts["failed"]

    def add(self, line: IngestLine) -> None:
        """Take note of one source."""
        self._counts[line.status] += 1
        if line.status == "failed" and (line.source, line.error) not in self._told:
            self._told.add((line.source, line.error))
            print(_in_one_line(f"{line.source}: {line.error}"), file=sys.stderr)

    def summary(self, folder: Path) -> str:
        """One sentence on all sources, and where they went."""
        return f"Articles: {self.counts()}. Archive: {folder}"

    def counts(self) -> str:
        """How many sources came to what."""
        words = {
            "added": "{} added", "updated": "{} updated", "copy": "{} added as copies of another",
            "unchanged": "{} unchanged", "failed": "{} failed",
        }  # fmt: skip
        parts = [text.format(f"{self._counts[status]:,}") for status, text in words.items() if self._counts[status]]
        return ", ".join(parts) or "none found"


def print_answer(answer: Answer) -> None:
    """The answer with its markers, what the articles differ on, notes, and a numbered list of its sources."""
    if answer.understood != " ".join(answer.question.split()):
        _say(f"Read as: {answer.understood}")
    _say(answer.answer)
    for conflict in answer.conflicts:
        _print_conflict(conflict, {citation.n: citation for citation in answer.citations})
    for note in answer.notes:
        _say(f"Note: {note}")
    if answer.dropped:
        _say(f"Note: of what the language model wrote, {answer.dropped} dropped: the articles do not carry it.")
    if answer.citations:
        print("\nSources")
    for citation in answer.citations:
        _print_source(citation)


def print_hits(hits: list[Hit]) -> None:
    """Each article found, with its best passage."""
    for hit in hits:
        _say(f"{hit.rank}. {_credit(hit.title, hit.outlet, hit.published)}", "", "   ")
        _say(textwrap.shorten(hit.text, 300, placeholder=" ..."), "   ", "   ")
        copies = f"; copies: {', '.join(hit.copies)}" if hit.copies else ""
        print(_in_one_line(f"   id {hit.article_id}{copies}"))
    if not hits:
        print("Nothing found.")


def print_verification(verification: Verification) -> None:
    """Whether a claim is carried, why not, and the sentences that carry it or come nearest."""
    print(f"{'Carried' if verification.supported else 'Not carried'} (score {verification.score:.2f}).")
    for reason in verification.reasons:
        _say(f"- {reason}", "", "  ")
    if verification.citations:
        print("\nSources" if verification.supported else "\nNearest")
    for citation in verification.citations:
        _print_source(citation)


def print_stories(stories: Sequence[StoryEntry], found: int, undated: int) -> None:
    """Each story with who reported it; a line a report where there are several. `found`: how many there are in all.

    `undated`: how many articles a date filter left out because they have no date.
    """
    for number, story in enumerate(stories, 1):
        _say(f"{number}. {story.label}", "", "   ")
        reports = [f"{len(story.articles):,} reports"] if len(story.articles) > 1 else []
        if story.last_published and in_words(story.last_published) != in_words(story.first_published):
            reports.append(f"until {in_words(story.last_published)}")
        _say(", ".join([*reports, *story.outlets]) or "outlet not known", "   ", "   ")
        if len(story.articles) > 1 or story.articles[0].copies:
            for report in story.articles[:_REPORTS_SHOWN]:
                _print_report(report, "   ")
        if len(story.articles) > _REPORTS_SHOWN:
            print(f"   and {len(story.articles) - _REPORTS_SHOWN:,} more; --json has them all")
    if len(stories) < found:
        _say(f"These are {len(stories):,} of {found:,} stories; -k N shows more, words narrow them down.")
    if not stories:
        print("No story here tells of that.")
    if undated:
        _say(f"Note: The date filter left out {undated:,} article{'' if undated == 1 else 's'} without a date.")


def print_timeline(timeline: Sequence[TimelineReport]) -> None:
    """A line for each report of the story: day, outlet, headline; those the answer quotes with their numbers."""
    if timeline:
        print("\nTimeline")
    for report in timeline:
        _print_report(report, "", "".join(f" [{n}]" for n in report.citations))


def with_timeline(answer: Answer, timeline: Sequence[TimelineReport] | None) -> dict[str, Any]:
    """The answer as JSON; with a key `timeline` where one was asked for."""
    found = answer.model_dump(mode="json")
    return found if timeline is None else {**found, "timeline": [each.model_dump(mode="json") for each in timeline]}


def _print_report(report: Report, indent: str, after: str = "") -> None:
    copies = f"; copies: {', '.join(copy.outlet or copy.article_id for copy in report.copies)}" if report.copies else ""
    told = f"{in_words(report.published)}, {report.outlet or 'outlet not known'}: {report.title or 'untitled'}"
    _say(f"{told}{after}{copies}", indent, indent + "   ")


def print_history(editions: list[Edition]) -> None:
    """Each version with what it changed: fields in words, sentences out (-) and in (+)."""
    for number, edition in enumerate(editions, 1):
        came = f", came in {edition.stored_at.replace('T', ' ').rstrip('Z')} UTC" if edition.stored_at else ""
        _say(f"{number}. version {edition.version}{came}{' (current)' if edition.current else ''}", "", "   ")
        _say(_credit(edition.title, edition.outlet, edition.published), "   ", "   ")
        for change in edition.changes:
            if change.field == "text":
                for mark, sentence in (("-", change.before), ("+", change.after)):
                    if sentence:
                        _say(f"{mark} {sentence}", "   ", "     ")
            else:
                _say(f"{change.field}: {_shown(change.before)} became {_shown(change.after)}", "   ", "     ")
        if number > 1 and not edition.changes:
            _say("The same as the version before it.", "   ")


def print_status(status: dict[str, Any]) -> None:
    """The archive's state as a short list."""
    period = f"{in_words(status['first_published'])} to {in_words(status['last_published'])}"
    rows = [
        ("Archive", status["archive"]),
        ("Articles", f"{status['articles']:,}, {status['copies']:,} of them copies; {status['versions']:,} versions"),
        ("Passages", f"{status['passages']:,}, {status['embedded']:,} embedded"),
        ("Published", period if status["first_published"] else "no dates known"),
        ("Outlets", ", ".join(f"{name} ({count:,})" for name, count in status["outlets"].items()) or "none known"),
        ("Last ingest", status["last_ingest"] or "never"),
        ("On disk", f"{status['bytes'] / 1e6:,.1f} MB"),
    ]
    for name, value in rows:
        _say(f"{name:<12}{value}", "", " " * 12)
    for outlet, lines in status["left_out"].items():
        articles = max(lines.values())
        found = (
            f"{len(lines):,} line{'' if len(lines) == 1 else 's'} that {outlet or 'an unknown outlet'} prints again and"
        )
        _say(f"{'Left out':<12}{found} again (in up to {articles:,} articles):", "", " " * 12)
        for line, count in list(lines.items())[:_HABITS_SHOWN]:
            _say(textwrap.shorten(f"{count:,} x {line}", 96, placeholder=" ..."), " " * 14, " " * 16)
    for failure in status["failures"]:
        _say(_in_one_line(f"Failed      {failure['source']}: {failure['error']}"), "", " " * 12)
    if status["embedded"] < status["passages"]:
        _say("Some passages are not embedded yet; go on with: dateline check --repair")


def print_article_status(status: dict[str, Any]) -> None:
    """One article: each value with where it was found, its versions and its copies."""
    origin = status["origin"]
    for name, value in status["fields"].items():
        _say(f"{name.capitalize():<12}{_value(name, value)}", "", " " * 12)
        if name in origin:
            _say(f"from: {origin[name]}", " " * 12, " " * 14)
        for copy, day in status["dated_copies"].items() if name == "published" else ():
            _say(f"its copy {copy} is dated {in_words(day)}", " " * 12, " " * 14)
    _say(f"{'Versions':<12}{status['versions']:,}; the current one is {status['version']}", "", " " * 12)
    if status["copy_of"]:
        _say(f"{'Copy of':<12}{status['copy_of']}", "", " " * 12)
    _say(f"{'Copies':<12}{', '.join(status['copies']) or 'none'}", "", " " * 12)


def write_lines(lines: Iterable[dict[str, Any]], file: str) -> int:
    """Write JSON lines to `file` (gzip when it ends in .gz, "-" for standard output); returns how many.

    The file appears when it is complete. Raises DatelineError when it cannot be written.
    """
    if file == "-":
        written = 0
        for line in lines:
            print_json(line)
            written += 1
        return written
    target = Path(file)
    scratch = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        written = _write_to(scratch, lines, zipped=target.suffix == ".gz")
        scratch.replace(target)
    except OSError as error:
        raise DatelineError(f"{file} cannot be written ({error.strerror}).") from error
    finally:
        scratch.unlink(missing_ok=True)
    return written


def _write_to(path: Path, lines: Iterable[dict[str, Any]], zipped: bool) -> int:
    written = 0
    with path.open("wb") as file:
        # Without name and time in gzip's header, so that the same archive gives the same bytes.
        out = gzip.GzipFile("", "wb", fileobj=file, mtime=0) if zipped else file
        for line in lines:
            out.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            written += 1
        out.close()
    return written


def _print_conflict(conflict: Conflict, cited: dict[int, Citation]) -> None:
    """The values one below the other, each with its citations and who gives it."""
    _say(f"\nThe articles differ: {conflict.claim}")
    width = max(len(side.value) for side in conflict.sides)
    for side in conflict.sides:
        markers = "".join(f"[{n}]" for n in side.citations)
        outlets = dict.fromkeys(cited[n].outlet or "outlet not known" for n in side.citations if n in cited)
        _say(f"{side.value:<{width}}  {', '.join(outlets)} {markers}", "   ", "     ")


def _print_source(citation: Citation) -> None:
    _say(f"[{citation.n}] {_credit(citation.title, citation.outlet, citation.published)}", "", "    ")
    _say(f"“{' '.join(citation.quote.split())}”", "    ", "    ")
    if citation.copies:
        also = ", ".join(copy.outlet or copy.article_id for copy in citation.copies)
        _say(f"also in: {also}", "    ", "    ")
    if citation.url:
        print(_in_one_line(f"    {citation.url}"))


def _value(name: str, value: Any) -> str:
    """A value as a reader reads it; a time of day is kept as it is stored."""
    if name in ("published", "modified") and value:
        return f"{in_words(value)} ({value})" if len(value) > 4 else str(value)
    return ", ".join(value) if isinstance(value, list) and value else str(value or "not known")


def _shown(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) and value else str(value or "nothing")


def _credit(title: str, outlet: str | None, published: str | None) -> str:
    return ", ".join(part for part in (title or "untitled", outlet, in_words(published)) if part)


def for_terminal(text: str) -> str:
    """The text without what could move a terminal's cursor or turn its writing round: it may come from anybody."""
    return text.translate(_UNSEEN)


def _in_one_line(text: str) -> str:
    return for_terminal(text).replace("\n", "\ufffd")


def _say(text: str, first: str = "", rest: str = "") -> None:
    width = max(40, min(100, shutil.get_terminal_size().columns))
    for paragraph in for_terminal(text).split("\n"):
        print(textwrap.fill(paragraph, width, initial_indent=first, subsequent_indent=rest, break_long_words=False))
