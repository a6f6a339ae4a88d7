"""corpus/bounds.py: streams that may be read without fear."""

import gzip
import io
import zipfile

import pytest

from corpus import bounds
from corpus.bounds import BombError, Budget, DamagedError, bounded, gunzipped, size_of


def test_a_budget_grows_with_what_is_packed_and_ends_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FREE_BYTES", 1000)
    assert gunzipped(io.BytesIO(gzip.compress(b"abc " * 400)), 20).read() == b"abc " * 400
    with pytest.raises(BombError, match="decompression bomb"):
        gunzipped(io.BytesIO(gzip.compress(b"a" * 1_000_000)), 20).read()


def test_one_budget_counts_over_several_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FREE_BYTES", 1000)
    budget = Budget(0)
    assert len(bounded(io.BytesIO(b"a" * 600), budget).read()) == 600
    with pytest.raises(BombError):
        bounded(io.BytesIO(b"a" * 600), budget).read()


@pytest.mark.parametrize("data", [b"no gzip", gzip.compress(b"a" * 5000)[:-9], gzip.compress(b"abc")[:-6] + b"wrong!"])
def test_damage_is_one_error_whatever_unpacks(data: bytes) -> None:
    with pytest.raises(DamagedError, match="it is cut short or damaged"):
        gunzipped(io.BytesIO(data), len(data)).read()


def test_a_member_packed_in_an_unknown_way_is_told() -> None:
    class Unknown(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise NotImplementedError

    with pytest.raises(DamagedError, match="packed in a way that is not read"):
        bounded(Unknown(), Budget(0)).read()
    assert issubclass(BombError, DamagedError) and not issubclass(zipfile.BadZipFile, DamagedError)


def test_the_size_of_a_file_leaves_it_where_it_stands() -> None:
    file = io.BytesIO(b"abcdef")
    file.seek(2)
    assert size_of(file) == 6 and file.read() == b"cdef"
