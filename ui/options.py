"""The words of the command line: every command, its options and its help."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

_DESCRIPTION = """Dateline answers questions about your news articles with sentences quoted from them.

  dateline ingest my-articles/            read a folder of .txt, .md, .html and .jsonl files
  dateline watch https://.../rss          read a feed again and again
  dateline ask "Who opened the bridge?"   get an answer, every sentence with its source
  dateline verify "The bridge cost ..."   say whether the articles carry a sentence
  dateline stories                        list the events they tell of, newest first
  dateline serve                          the same as a chat, at http://127.0.0.1:7860"""

_BATCH = """FILE has a JSON object a line ("-" reads standard input):
  {"id"?, "%s", "since"?, "until"?, "outlets"? [..]%s}
Output is JSON lines in the same order, each with the line's id; a bad line gives {"id", "error"}."""


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the arguments; `command` holds the command's name, `error` prints a usage error and exits 2."""
    parser = argparse.ArgumentParser(
        prog="dateline",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Each command explains itself: dateline ask --help",
    )
    _add_archive(parser, None)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    ingest = _command(
        commands,
        "ingest",
        "read articles into the archive",
        "dateline ingest my-articles/ crawl.warc.gz\n"
        "  dateline ingest wire.jsonl --field title=headline --field published=meta.date\n"
        "  dateline ingest https://paper.example/story https://paper.example/rss",
        "Reads folders (with their subfolders), .txt, .md, .html, .htm, .pdf, .docx, .jsonl and .jsonl.gz files, the\n"
        "same inside .zip, .tar, .tar.gz and .tgz files, the pages of .warc and .warc.gz files, and web addresses:\n"
        "pages, RSS and Atom feeds, sitemaps (what a feed or sitemap lists is fetched too).\n"
        "Reading the same thing twice changes nothing; a changed article keeps its earlier version.",
    )
    ingest.add_argument("paths", nargs="*", metavar="PATH|URL", help="a folder, a file or a web address")
    ingest.add_argument(
        "--field",
        action=_Fields,
        default=[],
        metavar="OURS=THEIRS",
        help="where JSON lines keep a field, with dots into objects: published=meta.date; may be repeated",
    )
    ingest.add_argument("--sample", action="store_true", help="read the sample articles that come with Dateline")
    ingest.add_argument("--json", action="store_true", help="print a JSON line for each article")

    ask = _command(
        commands,
        "ask",
        "answer a question in quoted sentences",
        'dateline ask "Who opened the bridge?"\n  dateline ask "What did it cost?" --since 2024 --outlet '
        '"The Harbour Post"\n  dateline ask --batch questions.jsonl > answers.jsonl',
        _BATCH % ("question", ', "asked"?'),
    )
    ask.add_argument("question", nargs="*", metavar="QUESTION", help="the question, in quotes")
    _add_filters(ask)
    _add_batch(ask)
    ask.add_argument("--timeline", action="store_true", help="show all reports of the story with the answer")
    _add_asked(ask)
    _add_model(ask)

    search = _command(
        commands,
        "search",
        "find articles",
        'dateline search "bridge opening" -k 5\n  dateline search --batch queries.jsonl > hits.jsonl',
        _BATCH % ("query", ', "asked"?'),
    )
    search.add_argument("query", nargs="*", metavar="QUERY", help="what to look for")
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="how many articles (10)")
    _add_filters(search)
    _add_asked(search)
    _add_batch(search)

    verify = _command(
        commands,
        "verify",
        "say whether a sentence is carried by the articles",
        'dateline verify "The bridge cost 212 million crowns."\n'
        '  dateline verify --article a1b2c3d4e5f6 "Pim Ottershaw opened it."\n'
        "  dateline verify --batch claims.jsonl --json > verdicts.jsonl",
        "Numbers, dates, names and quotations are checked exactly; roles, speakers and denials by words and order;\n"
        "the rest by words and meaning. A sentence that is carried may still be false: its article may be wrong.\n"
        'FILE has a JSON object a line ("-" reads standard input): {"id"?, "claim", "article"?}\n'
        "Output is JSON lines in the same order: supported, score, reasons, citations.",
    )
    verify.add_argument("claim", nargs="*", metavar="CLAIM", help="the sentence, in quotes")
    verify.add_argument("--article", metavar="ID", help="only this article, by its id as search prints it")
    verify.add_argument("--json", action="store_true", help="print JSON")
    _add_batch(verify)

    stories = _command(
        commands,
        "stories",
        "list the events that the articles tell of",
        "dateline stories\n  dateline stories bridge opening --since 2024 -k 5",
        "Newest event first; each with its reports and who wrote them. Words narrow the list to stories with an\n"
        "article that has them all. --json prints a line a story.",
    )
    stories.add_argument("about", nargs="*", metavar="WORD", help="what a story must tell of")
    stories.add_argument("-k", type=_positive, default=20, metavar="N", help="how many stories (20)")
    _add_filters(stories)

    serve = _command(
        commands,
        "serve",
        "open the chat in a browser",
        "dateline serve --port 8000\n  dateline serve --allow-origin https://site.example --root-path /news",
        "The chat, an API (/docs), OpenAI's API (/v1), MCP (/mcp) and a widget for other sites.\n"
        "$DATELINE_READ_KEY, where set, is needed to read; with $DATELINE_INGEST_KEY, articles are added and removed\n"
        "over HTTP by those who have it.",
    )
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1: this computer only)")
    serve.add_argument("--port", type=_positive, default=7860, help="the port to listen on (7860)")
    serve.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="let pages of this site (https://site.example) ask, and show the chat in a frame; may be repeated",
    )
    serve.add_argument(
        "--root-path", default="", metavar="PATH", help="the sub-path that a proxy serves it under: /news"
    )
    serve.add_argument(
        "--watch", action="append", default=[], metavar="FEED", help="read this feed again and again; may be repeated"
    )
    _add_every(serve)
    _add_model(serve)

    watch = _command(
        commands,
        "watch",
        "read feeds again and again",
        "dateline watch https://paper.example/rss https://paper.example/news-sitemap.xml --every 30",
        "Reads RSS and Atom feeds, sitemaps or pages until Ctrl-C, and says in a line what came each time.\n"
        "In between the archive is free: ask, or serve with --watch to have both in one.",
    )
    watch.add_argument("feeds", nargs="+", metavar="FEED", help="the address of a feed, a sitemap or a page")
    _add_every(watch)

    status = _command(
        commands,
        "status",
        "say what the archive holds, or what is known of one article",
        "dateline status\n  dateline status --article a1b2c3d4e5f6",
    )
    status.add_argument("--article", metavar="ID", help="one article: each value, and where it was found")
    status.add_argument("--json", action="store_true", help="print one JSON object")

    history = _command(
        commands,
        "history",
        "say what changed in an article from version to version",
        "dateline history a1b2c3d4e5f6",
        "Oldest version first; sentences taken out (-) and put in (+). Earlier versions stay readable and citable.",
    )
    history.add_argument("id", metavar="ID", help="the article's id, as search prints it")
    history.add_argument("--json", action="store_true", help="print a JSON line for each version")

    check = _command(
        commands,
        "check",
        "compare the indexes with the stored articles",
        "dateline check --repair",
        "Exits 1 when it finds a fault; with --repair, when one is left.",
    )
    check.add_argument("--repair", action="store_true", help="mend what can be mended from the stored articles")

    _command(commands, "rebuild", "make both indexes again from the stored articles", "dateline rebuild")

    remove = _command(commands, "remove", "take an article out, with all its versions", "dateline remove a1b2c3d4e5f6")
    remove.add_argument("ids", nargs="+", metavar="ID", help="the article's id, as search --json prints it")

    export = _command(
        commands,
        "export",
        "write every version of every article as JSON lines",
        "dateline export backup.jsonl.gz",
        'Oldest version first, in the form that ingest reads. "-" writes to standard output.',
    )
    export.add_argument("file", metavar="FILE", help="a .jsonl or .jsonl.gz file")

    feedback = _command(
        commands,
        "feedback",
        "write what readers said of answers as an evaluation set",
        "dateline feedback questions.jsonl",
        'A question a line, each marked as unreviewed: what readers found helpful carries its answer. "-" writes to '
        "standard output.",
    )
    feedback.add_argument("file", metavar="FILE", help="a .jsonl or .jsonl.gz file")
    return parser.parse_args(arguments)


class _Fields(argparse.Action):
    """Collects `--field ours=theirs` as pairs; a field there is none of, or one named twice, is wrong usage."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        from corpus.article import DatelineError
        from corpus.given import check_fields

        ours, _, theirs = str(values).partition("=")
        given = getattr(namespace, self.dest)
        try:
            check_fields([ours])
        except DatelineError as error:
            parser.error(str(error))
        if not theirs:
            parser.error(f"--field {values} says nothing of where to look; write --field title=headline")
        if ours in dict(given):
            parser.error(f"--field names {ours} twice")
        setattr(namespace, self.dest, [*given, (ours, theirs)])


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    example: str,
    explanation: str = "",
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=purpose,
        description=purpose[0].upper() + purpose[1:] + "." + (f"\n\n{explanation}" if explanation else ""),
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_archive(command, argparse.SUPPRESS)
    command.set_defaults(command=name, error=command.error)
    return command


def _add_archive(parser: argparse.ArgumentParser, default: str | None) -> None:
    # Understood before the command and after it; absent after it, what stood before it holds.
    parser.add_argument(
        "--archive",
        metavar="DIR",
        default=default,
        help="the archive's folder (else $DATELINE_ARCHIVE, else one of your user data)",
    )


def _add_every(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--every", type=_minutes, default=15.0, metavar="MINUTES", help="how often feeds are read again (15)"
    )


def _add_model(command: argparse.ArgumentParser) -> None:
    group = command.add_argument_group(
        "written answers",
        "A model writes, and only sentences that the articles carry are shown. Its key is read from $DATELINE_LLM_KEY.",
    )
    group.add_argument(
        "--llm",
        metavar="URL",
        default=os.environ.get("DATELINE_LLM") or None,
        help="a server with OpenAI's API, as http://127.0.0.1:11434/v1 (else $DATELINE_LLM)",
    )
    group.add_argument(
        "--model",
        metavar="NAME",
        default=os.environ.get("DATELINE_MODEL") or None,
        help="the model's name on that server (else $DATELINE_MODEL)",
    )
    group.add_argument(
        "--llm-window", metavar="TOKENS", type=_tokens, default=4096, help="how many tokens the model reads (4096)"
    )
    group.add_argument(
        "--llm-seconds", metavar="N", type=_seconds, default=60.0, help="how long it may take for an answer (60)"
    )


def _add_filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--since", metavar="DATE", type=_day, help="only articles from this day, month or year on")
    command.add_argument("--until", metavar="DATE", type=_day, help="only articles up to and including it")
    command.add_argument("--outlet", action="append", metavar="NAME", help="only this outlet; may be repeated")
    command.add_argument("--json", action="store_true", help="print JSON")


def _add_asked(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--asked", metavar="DATE", type=_day, help='the day it is asked from: "last week", and what was news then'
    )


def _add_batch(command: argparse.ArgumentParser) -> None:
    command.add_argument("--batch", metavar="FILE", help="read many from a file of JSON lines; prints JSON lines")


def _day(value: str) -> str:
    from corpus.dates import bounds, is_published

    if not is_published(value) or bounds(value) is None:
        raise argparse.ArgumentTypeError(f"{value!r} is no date; write 2024, 2024-05 or 2024-05-31")
    return value


def _minutes(value: str) -> float:
    try:
        minutes = float(value)
    except ValueError:
        minutes = 0.0
    if not 0 < minutes <= 60 * 24 * 365:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of minutes; write 15 or 0.5")
    return minutes


def _tokens(value: str) -> int:
    if not value.isdecimal() or not 512 <= int(value) <= 10_000_000:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of tokens from 512 on")
    return int(value)


def _seconds(value: str) -> float:
    try:
        seconds = float(value)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{value!r} is no number of seconds up to 3600")
    return seconds


def _positive(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise argparse.ArgumentTypeError(f"{value!r} is no number from 1 to 65535")
    return int(value)
