from __future__ import annotations

import pytest

from rag.answer import Answer
from rag.archive import Archive
from rag.enquiries import read_enquiry


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hello!", "greeting"),
        ("Good morning", "greeting"),
        ("Thank you very much.", "thanks"),
        ("What can you do?", "help"),
        ("Which outlets do you have?", "outlets"),
        ("How many articles are in the collection?", "size"),
        ("Which period does the collection cover?", "period"),
        ("What is new?", "new"),
        ("What’s new on the ferry?", "new_on"),
        ("What do you have on the ferry?", "about"),
        ("Do you have anything about puffins?", "about"),
        ("Summarise the story about the cable", "summary"),
        ("Which newspapers reported on the ferry?", "outlets_on"),
    ],
)
def test_an_enquiry_is_known(text: str, kind: str) -> None:
    enquiry = read_enquiry(text)
    assert enquiry is not None
    assert enquiry.kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Hello Kitty opened which shop?",
        "Who thanked the crew?",
        "What is the new ferry called?",
        "How many articles does the constitution have?",
        "Which outlets were closed by the water company?",
        "What about the bridge?",
        "What can you do against toxin in mussels?",
        "What news did the king receive?",
    ],
)
def test_a_question_about_the_world_is_no_enquiry(text: str) -> None:
    assert read_enquiry(text) is None


def exact(archive: Archive, answer: Answer) -> bool:
    return all(
        archive.article(each.article_id, each.version).text[each.start : each.end] == each.quote
        for each in answer.citations
    )


@pytest.mark.parametrize("text", ["Hello", "Thanks", "What can you do?", "How many articles are there?"])
def test_the_house_answers_for_itself_without_a_citation(sample: Archive, text: str) -> None:
    answer = sample.ask(text)
    assert (answer.status, answer.citations, answer.sentences) == ("answered", [], [])
    assert answer.answer


def test_the_collection_s_own_facts_are_told(sample: Archive) -> None:
    outlets = sample.store.outlets()
    assert all(
        f"{name} ({count})" in sample.ask("Which outlets do you have?").answer for name, count in outlets.items()
    )
    assert f"{sample.store.counts()['articles']} articles" in sample.ask("How many articles are there?").answer
    ledger = sample.ask("How many articles do you have from the Ledger?").answer
    assert ledger == f"The Port Tamsin Ledger has {outlets['The Port Tamsin Ledger']} articles here."


def test_what_is_new_is_the_newest_cited(sample: Archive) -> None:
    answer = sample.ask("What is new?")
    days = [each.published or "" for each in answer.citations]
    assert days == sorted(days, reverse=True)
    assert days[0][:10] == sample.status()["last_published"]
    assert exact(sample, answer)
    in_2014 = sample.ask("What is new?", until="2014")
    assert {(each.published or "")[:4] for each in in_2014.citations} <= {"2013", "2014"}


def test_what_is_there_on_a_subject_is_listed(sample: Archive) -> None:
    answer = sample.ask("What do you have on the Marigold Tern?")
    assert answer.status == "answered"
    assert len(answer.citations) > 2
    assert all("Marigold Tern" in sample.article(each.article_id).text for each in answer.citations)
    assert exact(sample, answer)
    newest = [each.published or "" for each in sample.ask("What is new on Syria?").citations]
    assert newest == sorted(newest, reverse=True)


def test_the_outlets_that_reported_are_each_cited_once(sample: Archive) -> None:
    answer = sample.ask("Which outlets reported on the Marigold Tern?")
    outlets = [each.outlet for each in answer.citations]
    assert len(set(outlets)) == len(outlets) > 2
    assert all(f"{outlet}" in answer.answer for outlet in outlets)


def test_a_subject_that_is_nowhere_is_not_found(sample: Archive) -> None:
    assert sample.ask("Do you have anything about tungsten?").status == "not_found"


def test_a_story_is_summed_up_by_its_first_sentences(sample: Archive) -> None:
    answer = sample.ask("Summarise the story about the data cable")
    assert {each.article_id for each in answer.citations} == {answer.citations[0].article_id}
    assert 1 <= len(answer.citations) <= 3
    assert exact(sample, answer)
    history = [{"role": "user", "content": "Who repaired the data cable?"}, {"role": "assistant", "content": "..."}]
    assert sample.ask("Summarise this story", history=history).citations == answer.citations


def test_an_empty_collection_says_so(archive: Archive) -> None:
    for text in ("Hello", "What is new?", "Which outlets do you have?"):
        assert "no article here yet" in archive.ask(text).answer
