"""However a model fails, the quoted answer comes in time, with a sentence that says why; nothing leaks into the log."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator

import pytest

from rag.answer import Answer
from rag.archive import Archive
from rag.model import connect, words_of
from tests.failing_models import FAILURES, INVENTED, ODD_FORMS, cut_short, finished, stalling
from tests.scripted_model import Play, ScriptedModel, saying

KEY = "sk-herring-4711"
QUESTION = "Who opened the Gannet Light?"
TRUE = "Isolde Farrow opened the Gannet Light before some ninety people in March 2021 [1]."
TEXT = (
    "Isolde Farrow opened the Gannet Light in March 2021 before some ninety people.\n\n"
    "The lamp had been dark since the winter gales, and the parish of Skarra paid for the new glass.\n\n"
    "Keeper Lorcan Stoat will climb the two hundred steps every evening."
)
SECONDS = 0.7
# What the machine itself may need, busy as it is.
SLACK = 8.0


@pytest.fixture(scope="module")
def model() -> Iterator[ScriptedModel]:
    with ScriptedModel() as opened:
        opened.plays("scripted", saying(["none"]))
        list(words_of(connect(opened.url, "scripted"), [("user", "hello")]))  # so that the client is loaded
        yield opened


@pytest.fixture(scope="module")
def written(model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive of one article, whose answers the scripted model writes, in good time or not at all."""
    folder = tmp_path_factory.mktemp("failures")
    (folder / "light.txt").write_text(f"Gannet Light opens\n\n{TEXT}\n", encoding="utf-8")
    connected = connect(model.url, "scripted", key=KEY, seconds=SECONDS)
    with Archive.open(folder / "archive", model=connected) as archive:
        assert [line.status for line in archive.ingest([folder / "light.txt"])] == ["added"]
        yield archive


@pytest.fixture
def patient(written: Archive, model: ScriptedModel, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """The same where the model has all the time that a busy machine may need."""
    monkeypatch.setattr(written, "_model", connect(model.url, "scripted", key=KEY))
    return written


@pytest.fixture(scope="module")
def quoted(written: Archive, model: ScriptedModel) -> Answer:
    """The answer without a model's words."""
    model.plays("scripted", saying(["none"]))
    answer = written.ask(QUESTION)
    assert answer.mode == "quotes"
    assert "Isolde Farrow" in answer.answer
    return answer


def without_notes(answer: Answer) -> dict[str, object]:
    return answer.model_dump(exclude={"notes", "dropped", "took_ms"})


@pytest.mark.parametrize("name", sorted(FAILURES))
def test_a_failing_model_leaves_the_quoted_answer(
    name: str, model: ScriptedModel, written: Archive, quoted: Answer, caplog: pytest.LogCaptureFixture
) -> None:
    model.plays("scripted", FAILURES[name])
    caplog.set_level(logging.INFO)
    left = model.left
    begun = time.monotonic()
    answer = written.ask(QUESTION)
    assert time.monotonic() - begun < SECONDS + SLACK
    assert without_notes(answer) == without_notes(quoted)
    note = answer.notes[0]
    assert "language model" in note
    assert note.endswith("own words.")
    for leak in (KEY, "127.0.0.1", INVENTED[:20], "Traceback", "<"):
        assert leak not in note
    for leak in (KEY, "Isolde", "ninety people", QUESTION, INVENTED[:20]):
        assert leak not in caplog.text
    if name.startswith("endless"):
        was_hung_up_on(model, left)


def was_hung_up_on(model: ScriptedModel, left: int) -> None:
    """A model that goes on is left soon, so that it does not write for nobody."""
    until = time.monotonic() + SECONDS + SLACK
    while model.left == left and time.monotonic() < until:
        time.sleep(0.01)
    assert model.left > left


@pytest.mark.parametrize("name", sorted(ODD_FORMS))
def test_an_odd_form_is_read_or_left_and_never_shown_wrongly(
    name: str, model: ScriptedModel, patient: Archive, quoted: Answer
) -> None:
    model.plays("scripted", ODD_FORMS[name](TRUE))
    answer = patient.ask(QUESTION)
    if answer.mode == "llm":
        assert [each.text for each in answer.sentences] == [TRUE.replace(" [1]", "")]
    else:
        assert name in ("plain JSON", "plain JSON called a stream", "duplicated chunks")
        assert without_notes(answer) == without_notes(quoted)


@pytest.mark.parametrize(
    ("play", "shown"),
    [
        (cut_short(text=f"{TRUE} {TRUE} {INVENTED}"), "broke off"),
        (finished("length", text=f"{TRUE} {INVENTED} {INVENTED}"), ""),
    ],
)
def test_what_was_proven_before_the_failure_stays(
    play: Play, shown: str, model: ScriptedModel, patient: Archive
) -> None:
    model.plays("scripted", play)
    answer = patient.ask(QUESTION)
    assert answer.mode == "llm"
    assert [each.text for each in answer.sentences] == [TRUE.replace(" [1]", "")]
    assert shown in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("401", "refused the key"),
        ("404 model unknown", "not known to its server"),
        ("429 with Retry-After", "asked too often"),
        ("500", "its server answered 500"),
        ("400 context exceeded, llama.cpp", "cannot take so much text"),
        ("400 context exceeded, OpenAI", "cannot take so much text"),
        ("400 context exceeded, vLLM", "cannot take so much text"),
        ("400 context exceeded, older vLLM", "cannot take so much text"),
        ("closed mid-stream", "broke off"),
    ],
)
def test_the_note_says_what_went_wrong(name: str, said: str, model: ScriptedModel, patient: Archive) -> None:
    model.plays("scripted", FAILURES[name])
    assert said in patient.ask(QUESTION).notes[0]


def test_the_note_says_that_it_took_too_long(model: ScriptedModel, written: Archive) -> None:
    model.plays("scripted", FAILURES["stall in mid-sentence"])
    assert "took longer than 0.7 seconds" in written.ask(QUESTION).notes[0]


def test_what_was_proven_before_the_time_was_over_stays(
    model: ScriptedModel, written: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(written, "_model", connect(model.url, "scripted", key=KEY, seconds=2.0))
    model.plays("scripted", stalling(text=f"{TRUE} {INVENTED} {INVENTED}"))
    answer = written.ask(QUESTION)
    assert answer.mode == "llm"
    assert [each.text for each in answer.sentences] == [TRUE.replace(" [1]", "")]
    assert "took" in " ".join(answer.notes)


def test_nobody_is_followed_elsewhere(model: ScriptedModel, written: Archive) -> None:
    for name in ("redirect to another host", "redirect with 302"):
        model.plays("scripted", FAILURES[name])
        written.ask(QUESTION)
    assert model.strays == []


def test_a_model_that_is_not_there(written: Archive, quoted: Answer) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    there, written._model = written._model, connect(address, "scripted", seconds=SECONDS)
    try:
        answer = written.ask(QUESTION)
    finally:
        written._model = there
    assert without_notes(answer) == without_notes(quoted)
    assert "is not there" in answer.notes[0]
