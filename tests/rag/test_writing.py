from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator

import pytest

from rag.answer import Answer, Sentence
from rag.archive import Archive
from rag.model import connect
from tests.failing_models import endless
from tests.scripted_model import Body, Piece, ScriptedModel, prompt_of

COST = "What did the Lantern Bridge cost?"
CARRIED = "The Lantern Bridge took six years to build and cost 96 million crowns."
INVENTED = "The Lantern Bridge cost 97 million crowns."
Says = Callable[..., None]


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel() as opened:
        yield opened


@pytest.fixture
def says(model: ScriptedModel, sample: Archive, monkeypatch: pytest.MonkeyPatch) -> Says:
    """Has the sample archive answer with a model that says these pieces."""
    model.bodies.clear()

    def say(*pieces: str, window: int = 4096) -> None:
        model.says("scripted", pieces)
        monkeypatch.setattr(sample, "_model", connect(model.url, "scripted", window_tokens=window, seconds=20))

    return say


def number_of(model: ScriptedModel, words: str) -> int:
    """The number of the passage with these words in the latest prompt."""
    before = prompt_of(model.bodies[-1]).split(words)[0]
    return int(before.rsplit("[", 1)[1].split("]")[0])


def test_a_proven_sentence_is_shown_with_the_words_that_carry_it(sample: Archive, says: Says) -> None:
    says(CARRIED, " [1]")
    answer = sample.ask(COST)
    assert answer.mode == "llm" and answer.status == "answered" and answer.dropped == 0
    assert [each.text for each in answer.sentences] == [CARRIED]
    assert answer.notes[0].startswith("A language model wrote this")
    assert answer.answer.startswith(f"{CARRIED} [1]")
    for citation in answer.citations:
        article = sample.article(citation.article_id, citation.version)
        assert article.text[citation.start : citation.end] == citation.quote
    assert any("cost 96 million crowns" in citation.quote for citation in answer.citations)


def test_what_is_not_carried_is_dropped_and_counted(sample: Archive, says: Says) -> None:
    says(f"Sure! {INVENTED} [1] {CARRIED} [1] It was painted blue. [1]")
    answer = sample.ask(COST)
    assert [each.text for each in answer.sentences] == [CARRIED]
    assert answer.dropped == 3


def test_what_is_said_again_is_shown_once(sample: Archive, says: Says) -> None:
    turned = "The Lantern Bridge cost 96 million crowns and took six years to build."
    says(f"{CARRIED} [1] {CARRIED} [1] {turned} [1] {CARRIED} [1]")
    answer = sample.ask(COST)
    assert [each.text for each in answer.sentences] == [CARRIED]
    assert answer.dropped == 0  # the articles carry each of them


def test_where_nothing_is_left_the_quoted_answer_stands_and_says_so(sample: Archive, says: Says) -> None:
    quoted = sample.ask(COST)
    says(INVENTED, " [1]")
    answer = sample.ask(COST)
    assert (answer.mode, answer.answer, answer.dropped) == ("quotes", quoted.answer, 1)
    assert answer.notes[0] == "The language model wrote nothing that the articles carry; these are their own words."


def test_a_model_that_finds_nothing_leaves_the_quoted_answer(sample: Archive, says: Says) -> None:
    says("None.")
    answer = sample.ask(COST)
    assert (answer.mode, answer.dropped) == ("quotes", 0)
    assert answer.notes[0] == "The language model gave no answer; these are the articles’ own words."


def test_a_true_sentence_that_answers_something_else_is_no_answer(sample: Archive, says: Says) -> None:
    says("About 4,000 people walked across before the cars were let on. [1]")
    assert sample.ask("How long is the Lantern Bridge?").mode == "quotes"
    says(f"About 4,000 people walked across before the cars were let on. [1] {CARRIED} [1]")
    assert len(sample.ask(COST).sentences) == 2


def test_sentences_come_as_they_are_proven(sample: Archive, model: ScriptedModel, says: Says) -> None:
    says()
    proven = threading.Event()

    def play(body: Body) -> Iterable[Piece]:
        yield f"{CARRIED} [1] It is"
        assert proven.wait(10)
        yield " 1,140 metres long. [1]"

    model.plays("scripted", play)
    parts = sample.stream(COST)
    first = next(parts)
    assert isinstance(first, Sentence) and first.text == CARRIED
    proven.set()
    *_, answer = parts
    assert isinstance(answer, Answer) and answer.sentences[0] == first and len(answer.sentences) == 2


def test_leaving_early_ends_the_model(sample: Archive, model: ScriptedModel, says: Says) -> None:
    says()
    model.plays("scripted", endless(lambda number: f"And number {number} follows. ", start=f"{CARRIED} [1] "))
    parts = sample.stream(COST)
    next(parts)
    before = model.left
    parts.close()  # type: ignore[attr-defined]
    assert _eventually(lambda: model.left > before)


def test_no_model_is_asked_where_there_is_nothing_to_write_of(
    sample: Archive, model: ScriptedModel, says: Says
) -> None:
    says(CARRIED, " [1]")
    for question in ("Who won the zeppelin regatta of Ulaanbaatar?", "Hello!", "Which outlets do you have?"):
        assert sample.ask(question).mode == "quotes"
    assert model.bodies == []


def test_the_conversation_stays_here(sample: Archive, model: ScriptedModel, says: Says) -> None:
    says("none")
    history = [
        {"role": "user", "content": "How long is the Lantern Bridge? My password is marzipan."},
        {"role": "assistant", "content": "It is 1,140 metres long."},
    ]
    sample.ask("And what did it cost?", history=history)
    assert "marzipan" not in prompt_of(model.bodies[-1])


def test_passages_that_do_not_fit_the_window_are_said_so(sample: Archive, says: Says) -> None:
    says(CARRIED, " [1]", window=512)
    answer = sample.ask(COST)
    assert answer.mode == "quotes" and answer.notes[0].startswith("The passages do not fit")


def test_events_are_told_apart_and_one_without_a_proven_sentence_keeps_its_quotes(
    sample: Archive, model: ScriptedModel, says: Says
) -> None:
    quoted = sample.ask("Who opened the bridge?")
    assert quoted.status == "ambiguous"
    says("First Speaker Rosalind Kestrelby opened the Heron Bridge over Quill Sound on Monday afternoon. [1]")
    parts = list(sample.stream("Who opened the bridge?"))
    (answer,) = parts  # in order only once all is known
    assert isinstance(answer, Answer)
    assert (answer.mode, answer.status) == ("llm", "ambiguous")
    assert [event.published for event in answer.events] == [event.published for event in quoted.events]
    newest, oldest = answer.answer.split("\n\n")
    assert newest.startswith("11 May 2026: First Speaker Rosalind Kestrelby opened")
    assert oldest.startswith("21 June 2014: ") and "2014" not in newest
    cited = {each.n for each in answer.citations}
    assert {n for event in answer.events for n in event.citations} <= cited
    own = {citation.article_id for citation in answer.citations if citation.n in answer.events[0].citations}
    assert own.isdisjoint(c.article_id for c in answer.citations if c.n in answer.events[1].citations)


def test_conflicts_keep_their_sides(sample: Archive, says: Says) -> None:
    question = "What did the Heron Bridge cost?"
    quoted = sample.ask(question)
    assert quoted.conflicts
    says("The Heron Bridge cost 212 million crowns, according to the Ministry of Works. [1]")
    answer = sample.ask(question)
    assert answer.mode == "llm"
    by_number = {each.n: each.quote for each in answer.citations}
    before = {each.n: each.quote for each in quoted.citations}
    for now, then in zip(answer.conflicts[0].sides, quoted.conflicts[0].sides, strict=True):
        assert now.value == then.value
        assert [by_number[n] for n in now.citations] == [before[n] for n in then.citations]


def test_the_same_words_give_the_same_answer(sample: Archive, says: Says) -> None:
    says(f"{CARRIED} [1] {INVENTED} [1]")
    first, second = (sample.ask(COST).model_copy(update={"took_ms": None}) for _ in range(2))
    assert first == second


def _eventually(holds: Callable[[], bool]) -> bool:
    waiting = threading.Event()
    return any(holds() or waiting.wait(0.05) for _ in range(200)) or holds()
