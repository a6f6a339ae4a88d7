"""Export and ingest: an archive written out and read back is the same archive, whatever happened to it before."""

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from rag import copies
from rag.archive import Archive
from tests.conftest import HashingEmbedder, invented_article
from ui.printing import write_lines

ODD = [
    "Fähre – “spät”",
    "מעבורת מאחרת",
    "\u202eferry\u202c \u2028 late",
    "lone \ud800 half",
    "NUL \0 here",
    " \t ",
    "🛥",
]
TEXTS = [invented_article(n, paragraphs=2)["text"] for n in range(3)]
TEXTS += [TEXTS[0] + "\n\nA lamp was lit there, and nobody slept.", TEXTS[0].replace("on day 0", "on day 9")]
VALUES = st.one_of(st.sampled_from([*ODD, "harbour", None, True, 7, -0.5]), st.lists(st.integers(), max_size=2))
RECORDS = st.fixed_dictionaries(
    {"text": st.sampled_from(TEXTS)},
    optional={
        "id": st.sampled_from(["bay-1", "bay-2", "lone \ud800 id", 7]),
        "url": st.sampled_from(
            ["https://bay.example/1", "https://bay.example/1?utm_source=x", "https://bay.example/2"]
        ),
        "title": st.sampled_from(["Ferry late", "Ferry later", *ODD]),
        "outlet": st.sampled_from(["Bay Post", *ODD]),
        "authors": st.lists(st.sampled_from(["Nell Quayside", "Otto Brine", "lone \ud800 half"]), max_size=2),
        "published": st.sampled_from(["2026-05-04", "2026-05-04 19:40", "--05-04", "2026", "soon", 1777923600, None]),
        "modified": st.sampled_from(["2026-05-05", "lately"]),
        "agency": st.sampled_from(["Kelp", "", 5]),
        "dateline": st.sampled_from(["GULL BAY, May 4 -", "Gull Bay"]),
        "headline": st.sampled_from(["Mapped headline", ""]),
        "desk": VALUES,
        "origin": VALUES,
        "extra": VALUES,
        "version": VALUES,
        "meta": st.dictionaries(st.sampled_from(["page", "lone \udfff key"]), VALUES, max_size=2),
    },
)
HISTORIES = st.lists(st.one_of(RECORDS, st.sampled_from(["remove first", "remove last"])), min_size=1, max_size=9)


def live(archive: Archive, folder: Path, history: Sequence[dict[str, Any] | str]) -> None:
    """Ingest each record from a file of its own, or of the same name as one before; remove where it says so."""
    for number, step in enumerate(history):
        if isinstance(step, dict):
            path = folder / f"{number % 4}.jsonl"
            path.write_text(json.dumps(step) + "\n", encoding="utf-8")
            list(archive.ingest([path], fields={"title": "headline"} if number % 2 else None))
        elif ids := archive.store.article_ids():
            archive.remove(ids[0 if step == "remove first" else -1])


def said(archive: Archive) -> dict[str, Any]:
    """Everything that an archive holds of its articles."""
    ids = sorted(archive.store.article_ids())
    return {
        "current": [archive.article(each) for each in ids],
        "passages": [[passage.id for passage in archive.store.article_passages(each)] for each in ids],
        "families": {frozenset([each, *copies.copies_of(archive.store, each)]) for each in ids},
        "heads": {each: copies.head_of(archive.store, each) for each in ids},
        "versions": list(archive.store.versions()),
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HISTORIES)
def test_what_was_exported_comes_back_the_same(history: list[dict[str, Any] | str]) -> None:
    with TemporaryDirectory() as name:
        folder, embedder = Path(name), HashingEmbedder()
        first, second = folder / "first.jsonl.gz", folder / "second.jsonl.gz"
        with Archive.open(folder / "a", embedder=embedder) as archive:
            live(archive, folder, history)
            write_lines(archive.export(), str(first))
            before = said(archive)
        assume(before["versions"])
        with Archive.open(folder / "b", embedder=embedder) as copy:
            assert all(line.status != "failed" for line in copy.ingest([first]))
            assert copy.check() == []
            after = said(copy)
            for part in before:
                assert after[part] == before[part], part
            write_lines(copy.export(), str(second))
            assert second.read_bytes() == first.read_bytes()
            assert {line.status for line in copy.ingest([first])} == {"unchanged"}


def test_an_export_is_lines_that_anybody_can_read(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({**invented_article(1), "headline": "Mapped", "desk": {"page": 3}}) + "\n")
    list(archive.ingest([path], fields={"title": "headline", "agency": "desk.page"}))
    write_lines(archive.export(), str(tmp_path / "out.jsonl.gz"))
    (line,) = map(json.loads, gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).splitlines())
    assert line["title"] == "Mapped" and line["extra"] == {"title": "Quay1 Bridge opens", "agency": 3}


def test_a_page_found_again_under_an_imported_address_and_its_export(archive: Archive, tmp_path: Path) -> None:
    """An article of the page's own id that was there first keeps it, though another has the same address."""
    page, imported = tmp_path / "page.jsonl", tmp_path / "wire.jsonl"
    page.write_text(json.dumps({"url": "https://bay.example/1", "text": TEXTS[0]}) + "\n")
    imported.write_text(json.dumps({"id": "bay-1", "url": "https://bay.example/1", "text": TEXTS[1]}) + "\n")
    for path in (page, imported):
        list(archive.ingest([path]))
    page.write_text(json.dumps({"url": "https://bay.example/1", "text": TEXTS[0], "authors": ["Nell Quayside"]}) + "\n")
    list(archive.ingest([page]))
    write_lines(archive.export(), str(tmp_path / "out.jsonl"))
    with Archive.open(tmp_path / "copy", embedder=HashingEmbedder()) as copy:
        list(copy.ingest([tmp_path / "out.jsonl"]))
        assert said(copy) == said(archive)
