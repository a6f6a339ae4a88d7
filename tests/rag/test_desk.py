from __future__ import annotations

from itertools import pairwise

import pytest

from rag.answer import Answer
from rag.archive import Archive


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
    assert sample.ask("Tell me more", history=history).citations == answer.citations


def test_an_empty_collection_says_so(archive: Archive) -> None:
    for text in ("Hello", "What is new?", "Which outlets do you have?"):
        assert "no article here yet" in archive.ask(text).answer


def test_what_happened_in_a_period_is_what_is_dated_in_it(sample: Archive) -> None:
    answer = sample.ask("What happened in June 2014?")
    assert answer.answer.startswith("2 articles here are dated June 2014:")
    assert {(each.published or "")[:7] for each in answer.citations} == {"2014-06"}
    assert exact(sample, answer)
    assert sample.ask("What happened this month?", asked="2014-06-25").citations == answer.citations
    assert "dated up to 1 January 2015" in sample.ask("What happened before 2015?").answer


@pytest.mark.parametrize(
    "text",
    ["Which articles are from the Ledger?", "What did the Ledger report?", "What is new from the Port Tamsin Ledger?"],
)
def test_the_newest_of_an_outlet_are_its_own(sample: Archive, text: str) -> None:
    answer = sample.ask(text)
    assert answer.answer.startswith("The newest articles here from The Port Tamsin Ledger:")
    assert {each.outlet for each in answer.citations} == {"The Port Tamsin Ledger"}
    days = [each.published or "" for each in answer.citations]
    assert days == sorted(days, reverse=True)
    assert exact(sample, answer)


def test_an_outlet_s_articles_of_a_period_are_listed_and_others_are_no_outlet(sample: Archive) -> None:
    answer = sample.ask("What did the Ledger report in 2014?")
    assert answer.answer.startswith("1 article here from The Port Tamsin Ledger is dated 2014:")
    assert sample.ask("What did the Ledger report in 2017?").notes == [
        "No article here is dated 2017; these are the newest."
    ]
    assert not sample.ask("What did the coastguard report?").answer.startswith("The newest")


def test_the_oldest_come_earliest_first(sample: Archive) -> None:
    answer = sample.ask("What is your oldest article?")
    days = [each.published or "" for each in answer.citations]
    assert days == sorted(days)
    assert days[0][:10] == sample.status()["first_published"]
    assert exact(sample, answer)


def test_where_nothing_is_of_the_period_it_is_said_beside_the_newest(sample: Archive) -> None:
    answer = sample.ask("What happened yesterday?", asked="2026-06-02")
    assert answer.notes == ["No article here is dated 1 June 2026; these are the newest."]
    assert answer.citations == sample.ask("What is new?").citations


def test_a_timeline_lists_a_subject_s_reports_earliest_first_and_each_text_once(sample: Archive) -> None:
    answer = sample.ask("Timeline of the Marigold Tern")
    days = [each.published or "" for each in answer.citations]
    assert len(days) > 3
    assert all(one <= other for one, other in pairwise(days))
    texts = [sample.article(each.article_id).text for each in answer.citations]
    assert len(set(texts)) == len(texts)
    assert exact(sample, answer)
    assert sample.ask("Timeline of the tungsten mine").status == "not_found"


@pytest.mark.parametrize("text", ["What is the latest on Syria?", "Any updates on Syria", "news about Syria"])
def test_the_latest_on_a_subject_is_its_newest_articles(sample: Archive, text: str) -> None:
    assert sample.ask(text).citations == sample.ask("What is new on Syria?").citations != []


def test_an_article_on_a_subject_is_cited_by_the_sentence_that_names_it(sample: Archive) -> None:
    answer = sample.ask("What do you have on Odalys Brack?")
    assert answer.citations
    assert all("Brack" in each.quote for each in answer.citations)


@pytest.mark.parametrize("text", ["What happened on Gull Stack?", "Tell me about Ottokar Bright", "Tide Theatre"])
def test_what_there_is_on_a_topic_is_listed_where_no_sentence_answers(sample: Archive, text: str) -> None:
    answer = sample.ask(text)
    assert answer.status in ("answered", "ambiguous")
    assert answer.citations
    assert exact(sample, answer)


@pytest.mark.parametrize("text", ["What happened to the tungsten mine?", "Who is the mayor of Paris?", "tungsten"])
def test_a_topic_that_is_nowhere_and_a_question_are_not_listed(sample: Archive, text: str) -> None:
    assert sample.ask(text).status == "not_found"
