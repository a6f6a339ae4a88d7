"""corpus/article.py: ids and versions."""

from corpus.article import article_id, canonical_url, version_of


def test_a_given_id_outranks_the_url_and_the_source() -> None:
    assert article_id("mine", "https://bay.example/a", "/x/a.txt") == "mine"


def test_the_same_page_keeps_its_id_whatever_link_led_to_it() -> None:
    plain = article_id(None, "https://bay.example/ferry", "/x/a.html")
    assert plain == article_id(None, "http://www.bay.example/ferry/?utm_source=mail&fbclid=9#top", "/y/b.html")
    assert plain != article_id(None, "https://bay.example/ferry?page=2", "/x/a.html")
    assert plain.startswith("a") and len(plain) == 13


def test_without_url_the_source_gives_the_id() -> None:
    assert article_id(None, None, "/x/a.txt") == article_id(None, "", "/x/a.txt") != article_id(None, None, "/x/b.txt")


def test_an_address_that_cannot_be_parsed_is_kept() -> None:
    assert canonical_url(" http://[bay ") == "http://[bay"


def test_the_version_changes_with_what_the_reader_sees() -> None:
    seen = version_of("Ferry", "It sailed.", "Bay Post", "2026-05-04")
    assert seen == version_of("Ferry", "It sailed.", "Bay Post", "2026-05-04") and len(seen) == 12
    others = {
        version_of("Ferry!", "It sailed.", "Bay Post", "2026-05-04"),
        version_of("Ferry", "It sank.", "Bay Post", "2026-05-04"),
        version_of("Ferry", "It sailed.", None, "2026-05-04"),
        version_of("Ferry", "It sailed.", "Bay Post", None),
    }
    assert seen not in others and len(others) == 4
