from __future__ import annotations

from pathlib import Path

from evals.followups import Conversation, ask_follow_ups, read_conversations, shares
from rag.archive import Archive

CONVERSATIONS = read_conversations()


def test_there_are_sixty_conversations_of_two_or_three_turns() -> None:
    assert len(CONVERSATIONS) >= 60
    assert {len(each.turns) for each in CONVERSATIONS} == {1, 2}  # and the follow-up
    assert {each.collection for each in CONVERSATIONS} == {"sample", "seeds"}
    assert len({each.id for each in CONVERSATIONS}) == len(CONVERSATIONS)


def test_a_follow_up_of_the_sample_does_as_well_as_the_question_in_full(sample: Archive) -> None:
    results = ask_follow_ups(sample, [each for each in CONVERSATIONS if each.collection == "sample"])
    follow_up, in_full = shares(results)
    assert in_full > 0.5
    assert follow_up >= in_full - 0.05


def test_each_side_is_judged_for_itself(sample: Archive) -> None:
    asked = Conversation(
        "c",
        "sample",
        ("Who is Barnaby Thunderstone?",),
        "tungsten?",
        "Who is Barnaby Thunderstone?",
        ("foggy night",),
    )
    (result,) = ask_follow_ups(sample, [asked])
    assert (result.follow_up_right, result.written_out_right) == (False, True)
    assert shares([result]) == (0.0, 1.0)


def test_conversations_are_read_from_lines(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text(
        '{"id": "c", "collection": "x", "turns": ["a"], "follow_up": "b", "written_out": "c", "answers": []}\n'
    )
    assert read_conversations(path) == [Conversation("c", "x", ("a",), "b", "c", ())]
