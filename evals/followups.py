"""Follow-ups: does a question that leans on the turns before do as well as the same question written out in full.

`python -m evals.followups` prints both shares and what was lost or won by writing out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evals.archives import open_archive
from evals.collections import OWN_QUESTIONS, find_collections
from evals.metrics import holds
from rag.answer import Answer
from rag.archive import Archive

CONVERSATIONS = OWN_QUESTIONS / "conversations.jsonl"


@dataclass(frozen=True)
class Conversation:
    """Turns of a user, a follow-up, the same question in full, and answers of which one is to be quoted."""

    id: str
    collection: str
    turns: tuple[str, ...]
    follow_up: str
    written_out: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class FollowUp:
    """How one conversation went: whether the follow-up, and the question in full, quoted a known answer."""

    conversation: Conversation
    understood: str
    follow_up_right: bool
    written_out_right: bool


def read_conversations(path: Path = CONVERSATIONS) -> list[Conversation]:
    """The conversations of a JSON lines file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Conversation(**{**row, "turns": tuple(row["turns"]), "answers": tuple(row["answers"])}) for row in rows]


def ask_follow_ups(archive: Archive, conversations: Iterable[Conversation]) -> list[FollowUp]:
    """Hold each conversation with an archive, its own answers as the assistant's turns."""
    results = []
    for conversation in conversations:
        history: list[dict[str, str]] = []
        for turn in conversation.turns:
            answer = archive.ask(turn, history=history)
            history += [{"role": "user", "content": turn}, {"role": "assistant", "content": answer.answer}]
        followed = archive.ask(conversation.follow_up, history=history)
        in_full = archive.ask(conversation.written_out)
        right = [_quotes(answer, conversation.answers) for answer in (followed, in_full)]
        results.append(FollowUp(conversation, followed.understood, *right))
    return results


def shares(results: Iterable[FollowUp]) -> tuple[float, float]:
    """The shares, 0 to 1, of follow-ups and of the questions in full that quoted a known answer."""
    results = list(results)
    count = max(1, len(results))
    return (
        sum(result.follow_up_right for result in results) / count,
        sum(result.written_out_right for result in results) / count,
    )


def _quotes(answer: Answer, answers: Iterable[str]) -> bool:
    answers = list(answers)
    cited = {number for sentence in answer.sentences for number in sentence.citations}
    return any(holds(citation.quote, answers) for citation in answer.citations if citation.n in cited)


def main() -> int:
    """Print the figures of every collection that is there."""
    conversations = read_conversations()
    every: list[FollowUp] = []
    for collection in find_collections():
        own = [each for each in conversations if each.collection == collection.name]
        if not own:
            continue
        with open_archive(collection) as archive:
            results = ask_follow_ups(archive, own)
        every += results
        print(collection.name, len(own), "follow-up {:.3f}, in full {:.3f}".format(*shares(results)))
        for result in results:
            if result.follow_up_right != result.written_out_right:
                mark = "lost" if result.written_out_right else "won"
                print(f"  {mark}: {result.conversation.follow_up} -> {result.understood}")
    print("all", len(every), "follow-up {:.3f}, in full {:.3f}".format(*shares(every)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
