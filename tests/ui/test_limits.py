from __future__ import annotations

import tracemalloc

import pytest

from ui.limits import LARGEST_TABLE, WINDOW_SECONDS, Places, Requests
from ui.problems import TooManyError


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_begins_with_a_clients_first_request_and_ends_by_itself() -> None:
    clock = Clock()
    requests = Requests(3, clock)
    for _ in range(3):
        requests.count("a")
        clock.now += 10
    with pytest.raises(TooManyError) as refused:
        requests.count("a")
    assert refused.value.retry_after == 30
    requests.count("b")
    clock.now += refused.value.retry_after
    requests.count("a")


def test_being_refused_does_not_lengthen_the_minute() -> None:
    clock = Clock()
    requests = Requests(1, clock)
    requests.count("a")
    for _ in range(int(WINDOW_SECONDS)):
        with pytest.raises(TooManyError):
            requests.count("a")
        clock.now += 1
    requests.count("a")


def test_the_table_of_clients_is_bounded_and_forgets_who_came_first() -> None:
    tracemalloc.start()
    clock = Clock()
    requests = Requests(1, clock)
    requests.count("first")
    for number in range(3 * LARGEST_TABLE):
        clock.now += 0.0001
        requests.count(f"198.51.100.{number}")
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert used < 4_000_000
    requests.count("first")
    with pytest.raises(TooManyError):
        requests.count(f"198.51.100.{3 * LARGEST_TABLE - 1}")


def test_a_client_gets_its_places_and_all_of_them_share_the_rest() -> None:
    places = Places(2, 3)
    with places.taken_by("a"), places.taken_by("a"):
        with pytest.raises(TooManyError, match="to you"), places.taken_by("a"):
            pass
        with places.taken_by("b"):
            assert places.taken == 3
            with pytest.raises(TooManyError, match="as it can"), places.taken_by("c"):
                pass
        assert places.taken == 2
    assert places.taken == 0


def test_a_place_is_free_again_after_a_failure() -> None:
    places = Places(1, 1)
    with pytest.raises(RuntimeError), places.taken_by("a"):
        raise RuntimeError
    with places.taken_by("a"):
        pass
