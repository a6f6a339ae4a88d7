"""corpus/notices.py: the outlet's name in a page's own lines."""

from corpus.notices import MASTHEAD, named_in_code, named_in_imprint, named_in_own_voice


def test_the_masthead_and_the_path_come_before_pleas_and_copyright() -> None:
    furniture = [
        ("legal", "© 2026 The Quay Times. All rights reserved."),
        ("navigation", "GULL BAY COURIER > Harbour"),
        ("masthead", "The Gull Bay Courier"),
    ]
    named = list(named_in_own_voice(furniture))
    assert named[-1][0] == "The Quay Times"
    assert [name for name, _ in named[:2]] == ["Gull Bay Courier", "The Gull Bay Courier"]
    assert named[1][1] == MASTHEAD


def test_imprint_and_scripts() -> None:
    assert next(named_in_imprint([("legal", "Highpool Lamp is published by Ida Moor.")]))[0] == "Highpool Lamp"
    assert next(named_in_code(["ad({ 'pubname': 'Quay Tribune' })"]))[0] == "Quay Tribune"
    assert list(named_in_imprint([])) == list(named_in_code(["x = 1"])) == []


def test_a_column_in_quotation_marks_is_no_outlet() -> None:
    line = 'You can get "Five Tides You Need to Know Today" in your inbox. Sign up here.'
    assert list(named_in_own_voice([("newsletter", line)])) == []
