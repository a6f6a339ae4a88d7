"""What keeps a statement from being carried by what is cited: kinds of faults, each a sentence for the reader."""

from __future__ import annotations

from dataclasses import dataclass

# {words}: as the statement prints them. {other}: what the articles have in their place.
_SENTENCES = {
    "marker": "The marker {words} points to no passage that was given.",
    "uncited": "The sentence cites no passage.",
    "nothing": "Nothing cited tells of this.",
    "quote": "The words “{words}” are quoted and do not stand in the cited article.",
    "figure": "The number “{words}” does not stand in the cited words.",
    "figure_other": "The sentence has “{words}” where the cited words have “{other}”.",
    "counted": "The number “{words}” stands in the cited words, but for something else.",
    "day": "The date “{words}” does not stand in the cited words.",
    "name": "The name “{words}” does not stand in the cited words.",
    "name_other": "The sentence has “{words}” where the cited words have “{other}”.",
    "denial": "The sentence denies “{words}”, the cited words do not.",
    "no_denial": "The cited words deny “{words}”, the sentence does not.",
    "hedge": "The sentence is sure of “{words}”, the cited words are not.",
    "no_hedge": "The sentence leaves “{words}” open, the cited words do not.",
    "condition": "The cited words make it depend on something: “{words}”.",
    "unsaid": "The cited words have somebody say “{words}”; the sentence does not say who.",
    "bound": "The sentence has “{words}” where the cited words set it bounds: “{other}”.",
    "opposite": "The sentence has “{words}” where the cited words have the contrary, “{other}”.",
    "roles": "The cited words tell it the other way round: who did it and to whom (“{words}”).",
    "speaker": "The cited words do not have “{words}” say this.",
    "joined": "Two things are joined that the cited words tell of apart: “{words}” and “{other}”.",
    "link": "The cited words know of no such connection: “{words}”.",
    "addition": "Nothing cited tells of “{words}”.",
    "uncovered": "Too little of the sentence stands in the cited words; missing: “{words}”.",
    "entailment": "The language model that checks does not find it told in the cited words.",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: `kind` is a key of the sentences above, `words` are the statement's own."""

    kind: str
    words: str = ""
    other: str = ""

    def __str__(self) -> str:
        """The fault as a sentence for a reader."""
        return _SENTENCES[self.kind].format(words=self.words, other=self.other)
