"""corpus/months.py: names of months in many languages."""

from corpus.months import ALL_MONTHS, ALSO_WORDS, MONTH_NUMBERS, NEED_YEAR


def test_every_language_has_twelve_months_and_no_name_means_two() -> None:
    for names in ALL_MONTHS:
        assert len(names.split()) == 12
        assert [MONTH_NUMBERS[name] for name in names.split()] == list(range(1, 13))


def test_words_with_conditions_are_months() -> None:
    assert MONTH_NUMBERS.keys() >= ALSO_WORDS and MONTH_NUMBERS.keys() >= NEED_YEAR
