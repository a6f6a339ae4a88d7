"""The command line. Words in, words out: every command hands its work to the Archive and prints what comes back."""

from __future__ import annotations

import argparse
import errno
import os
import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from ui.options import parse

if TYPE_CHECKING:
    from rag.archive import Archive
    from rag.model import Model

_DISK_FULL = "The disk is full. What was stored is kept; make room, and run the same again."
# Imported by the commands themselves, so that `--help` is instant and no command loads another's libraries.


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when done, 1 when an input failed or a fault was found, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    options = parse(arguments)
    from corpus.article import DatelineError
    from ui.printing import for_terminal

    try:
        status = _COMMANDS[options.command](options)
        sys.stdout.flush()
        return status
    except DatelineError as error:
        print(_DISK_FULL if _says_disk_is_full(error) else for_terminal(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was done is kept; the same command goes on from there.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain once more when it flushes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if _says_disk_is_full(error):
            print(_DISK_FULL, file=sys.stderr)
            return 1
        if os.environ.get("DATELINE_DEBUG"):
            raise
        print(
            f"Dateline met an error it did not expect ({type(error).__name__}: {error}). "
            "Set DATELINE_DEBUG=1 and run it again to see where.",
            file=sys.stderr,
        )
        return 1


def _says_disk_is_full(error: Exception) -> bool:
    """SQLite and both indexes say it each in their own words, of which the system's are a part."""
    return any(words in str(error) for words in ("disk is full", os.strerror(errno.ENOSPC)))


def _open(options: argparse.Namespace, create: bool = False, filled: bool = False) -> Archive:
    """The archive named on the command line. With `filled`, an empty one is refused with what to do."""
    from corpus.article import DatelineError
    from rag.archive import Archive

    archive = Archive.open(options.archive, create=create, model=_model(options))
    if filled and not archive.store.counts()["articles"]:
        archive.close()
        raise DatelineError(f"The archive in {archive.folder} is empty; fill it with: dateline ingest FOLDER")
    return archive


def _model(options: argparse.Namespace) -> Model | None:
    """The model that writes, where the command line or the environment names one; else exit 2 with what is missing."""
    url, name = getattr(options, "llm", None), getattr(options, "model", None)
    if not url and not name:
        return None
    if not url or not name:
        options.error("--llm and --model go together: the server's address, and the model's name there")
    from rag.model import connect

    key = os.environ.get("DATELINE_LLM_KEY")
    return connect(str(url), str(name), key, options.llm_window, options.llm_seconds)


def _ingest(options: argparse.Namespace) -> int:
    from corpus.sources import SAMPLE_FOLDER
    from ui.printing import IngestReport, print_json, progress_bar

    paths = [*options.paths, *([SAMPLE_FOLDER] if options.sample else [])]
    if not paths:
        options.error("name a folder, a file or an address to read, or --sample")
    report = IngestReport()
    with _open(options, create=True) as archive, progress_bar() as progress:
        for line in archive.ingest(paths, progress, dict(options.field)):
            report.add(line)
            if options.json:
                print_json(line.model_dump())
    if not options.json:
        print(report.summary(archive.folder))
    return 1 if report.failed else 0


def _ask(options: argparse.Namespace) -> int:
    from ui import batch
    from ui.printing import print_answer, print_json, print_timeline, with_timeline

    if options.batch:
        _refuse_both(options, options.question)
        with _open(options, filled=True) as archive:
            return batch.answer_lines(archive, options)
    question = _said(options, options.question, "question")
    with _open(options, filled=True) as archive:
        answer = archive.ask(
            question, since=options.since, until=options.until, outlets=options.outlet, asked=options.asked
        )
        timeline = archive.timeline(answer) if options.timeline else None
    if options.json:
        print_json(with_timeline(answer, timeline))
    else:
        print_answer(answer)
        if timeline is not None:
            print_timeline(timeline)
    return 0


def _search(options: argparse.Namespace) -> int:
    from ui import batch
    from ui.printing import print_hits, print_json

    if options.batch:
        _refuse_both(options, options.query)
        with _open(options, filled=True) as archive:
            return batch.search_lines(archive, options)
    query = _said(options, options.query, "query")
    with _open(options, filled=True) as archive:
        hits = archive.search(
            query, options.k, since=options.since, until=options.until, outlets=options.outlet, asked=options.asked
        )
    if options.json:
        for hit in hits:
            print_json(hit.model_dump(mode="json"))
    else:
        print_hits(hits)
    return 0


def _verify(options: argparse.Namespace) -> int:
    from ui import batch
    from ui.printing import print_json, print_verification

    if options.batch:
        _refuse_both(options, options.claim)
        with _open(options, filled=True) as archive:
            return batch.verify_lines(archive, options)
    claim = _said(options, options.claim, "claim")
    with _open(options, filled=True) as archive:
        verification = archive.verify(claim, options.article)
    if options.json:
        print_json(verification.model_dump(mode="json"))
    else:
        print_verification(verification)
    return 0


def _stories(options: argparse.Namespace) -> int:
    from ui.printing import print_json, print_stories, progress_bar

    about = _said(options, options.about, "subject") if options.about else ""
    with _open(options, filled=True) as archive, progress_bar() as progress:
        filters = {"since": options.since, "until": options.until, "outlets": options.outlet}
        found = archive.stories(about, progress=progress, **filters)
        undated = archive.store.matching(**filters)[1]
    if options.json:
        for story in found[: options.k]:
            print_json(story.model_dump(mode="json"))
    else:
        print_stories(found[: options.k], len(found), undated)
    return 0


def _said(options: argparse.Namespace, words: list[str], what: str) -> str:
    """The question or query on the command line, if it can be one; else exit 2 with a sentence."""
    from corpus.article import DatelineError
    from rag.questions import read_question

    if not words:
        options.error(f"give a {what} in quotes, or --batch FILE")
    try:
        read_question(" ".join(words))
    except DatelineError as error:
        _wrong_usage(str(error))
    return " ".join(words)


def _refuse_both(options: argparse.Namespace, words: list[str]) -> None:
    if words:
        options.error("give either text or --batch FILE, not both")


def _wrong_usage(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise SystemExit(2)


def _serve(options: argparse.Namespace) -> int:
    from ui.printing import progress_bar
    from ui.watching import watched

    _refuse_paths(options, options.watch)
    if options.root_path and not re.fullmatch(r"(/[\w.~-]+)+", options.root_path):
        options.error(f"--root-path {options.root_path} is none; name it as /news, without a slash at its end")
    from corpus.article import DatelineError
    from ui.access import Access

    try:
        access = Access.given(options.allow_origin)
    except DatelineError as error:
        options.error(str(error))
    with _open(options, create=bool(options.watch)) as archive:
        with progress_bar() as progress:
            archive.embed(progress)
        from ui.app import serve  # gradio takes seconds to import

        with watched(archive, options.watch, options.every):
            serve(archive, options.host, options.port, access, options.root_path)
    return 0


def _watch(options: argparse.Namespace) -> int:
    from ui.watching import watch_alone

    _refuse_paths(options, options.feeds)
    watch_alone(options.archive, options.feeds, options.every)
    return 0


def _refuse_paths(options: argparse.Namespace, feeds: list[str]) -> None:
    from corpus.addresses import is_address

    for feed in feeds:
        if not is_address(feed):
            options.error(f"{feed!r} is no web address; name a feed as https://...")


def _status(options: argparse.Namespace) -> int:
    from ui.printing import print_article_status, print_json, print_status

    with _open(options) as archive:
        status = archive.article_status(options.article) if options.article else archive.status()
    if options.json:
        print_json(status)
    elif options.article:
        print_article_status(status)
    else:
        print_status(status)
    return 0


def _history(options: argparse.Namespace) -> int:
    from ui.printing import print_history, print_json

    with _open(options) as archive:
        editions = archive.history(options.id)
    if options.json:
        for edition in editions:
            print_json(edition.model_dump())
    else:
        print_history(editions)
    return 0


def _check(options: argparse.Namespace) -> int:
    with _open(options) as archive:
        faults = archive.check(repair=options.repair)
        left = archive.check() if options.repair and faults else faults
    for fault in faults:
        print(fault)
    if not faults:
        print("Everything stored is in both indexes, and can be found there.")
    elif options.repair and not left:
        print("All of this is mended.")
    elif options.repair:
        print("Still there:", *left, sep="\n  ")
    return 1 if left else 0


def _rebuild(options: argparse.Namespace) -> int:
    from ui.printing import progress_bar

    with _open(options) as archive:
        with progress_bar() as progress:
            archive.rebuild(progress)
        counts = archive.store.counts()
    print(f"Both indexes are made again: {counts['passages']:,} passages of {counts['articles']:,} articles.")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from corpus.article import DatelineError
    from ui.printing import for_terminal

    failed = 0
    with _open(options) as archive:
        for article_id in options.ids:
            try:
                title = archive.article(article_id).title
                archive.remove(article_id)
                print(for_terminal(f"Removed {article_id}: {title}"))
            except DatelineError as error:
                print(for_terminal(str(error)), file=sys.stderr)
                failed = 1
    return failed


def _export(options: argparse.Namespace) -> int:
    from ui.printing import write_lines

    with _open(options) as archive:
        written = write_lines(archive.export(), options.file)
    print(f"Wrote {written:,} versions to {options.file}.", file=sys.stderr)
    return 0


def _feedback(options: argparse.Namespace) -> int:
    from rag.verdicts import export_verdicts
    from ui.printing import write_lines

    with _open(options) as archive:
        written = write_lines(export_verdicts(archive.store), options.file)
    print(f"Wrote {written:,} questions to {options.file}.", file=sys.stderr)
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "ingest": _ingest,
    "ask": _ask,
    "search": _search,
    "verify": _verify,
    "stories": _stories,
    "serve": _serve,
    "watch": _watch,
    "status": _status,
    "history": _history,
    "check": _check,
    "rebuild": _rebuild,
    "remove": _remove,
    "export": _export,
    "feedback": _feedback,
}


if __name__ == "__main__":
    sys.exit(main())
