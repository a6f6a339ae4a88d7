from __future__ import annotations

import pytest

from rag.enquiries import read_enquiry, read_topic, told_of
from rag.questions import read_question


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
        ("Which articles mention Odalys Brack?", "about"),
        ("anything on the ferry", "about"),
        ("Summarise the story about the cable", "summary"),
        ("Which newspapers reported on the ferry?", "outlets_on"),
        ("What happened?", "new"),
        ("What happened in May 2026?", "new"),
        ("What has happened since 2019?", "new"),
        ("what happened between 2014 and 2019", "new"),
        ("What is the latest on the ferry?", "new_on"),
        ("any updates on the water crisis", "new_on"),
        ("Latest news about the ferry", "new_on"),
        ("Catch me up on the election", "new_on"),
        ("Timeline of the bridge", "timeline"),
        ("Show me a chronology of the ferry, please", "timeline"),
        ("Give me three quotes about the ferry", "about"),
        ("Give me three facts about the ferry", "about"),
        ("Can you write me an article about the ferry?", "about"),
        ("Can you help me?", "help"),
        ("Are you sure?", "help"),
        ("Tell me more", "summary"),
        ("More, please", "summary"),
        ("Anything else?", "summary"),
        ("How do you know that?", "help"),
        ("Are you a robot?", "help"),
        ("How many articles are from the Ledger?", "size"),
        ("What is your oldest article?", "oldest"),
        ("Which articles are from the Ledger?", "from"),
        ("Show me the newest articles from the Ledger", "from"),
        ("What did the Ledger report?", "from"),
        ("What did the Ledger write in May 2014?", "from"),
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
        "What happened in May 2026 on the ferry?",
        "What did the Ledger report about the ferry?",
        "What did the Ledger report in May 2014 on the ferry?",
        "What happened in Skarra?",
        "What happened during the storm?",
        "Which timeline did the ministry give?",
    ],
)
def test_a_question_about_the_world_is_no_enquiry(text: str) -> None:
    assert read_enquiry(text) is None


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("What happened in Skarra?", "Skarra"),
        ("what has happened to the ferry", "the ferry"),
        ("Tell me about Odalys Brack.", "Odalys Brack"),
        ("Who is Odalys Brack?", "Odalys Brack"),
        ("who is odalys brack", "odalys brack"),
        ("heron bridge cost", "heron bridge cost"),
    ],
)
def test_a_question_that_names_little_more_than_its_subject_is_a_topic(text: str, about: str) -> None:
    topic = read_topic(read_question(text))
    assert topic is not None
    assert (topic.kind, topic.about) == ("about", about)


@pytest.mark.parametrize(
    "text",
    [
        "What is the capital of France?",
        "Who is the mayor of Skarra?",
        "Who is opening the Heron Bridge?",
        "Who opened it?",
        "Who was fired?",
        "who was killed yesterday",
        "According to the Ledger?",
        "Tell me about the first one",
        "Was Skarra flooded?",
        "What happened to the terrier Duchess after the rats were gone?",
    ],
)
def test_a_question_that_asks_for_something_is_none(text: str) -> None:
    assert read_topic(read_question(text)) is None


def test_what_one_wants_to_be_told_of_is_a_subject() -> None:
    assert told_of("Could you tell me more about the ferry?") == "the ferry"
    assert told_of("What do you know about Odalys Brack?") == "Odalys Brack"
    assert told_of("Who opened the bridge?") == ""
