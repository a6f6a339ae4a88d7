"""corpus/bounds.py: streams that may be read without fear."""

import gzip
import io
import zipfile
import zlib

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import bounds
from corpus.bounds import BombError, Budget, DamagedError, bounded, gunzipped, inflated, size_of, unpacked


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


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": lambda data: gzip.compress(data[:9]) + gzip.compress(data[9:]) + b"\0" * 7,
    "deflate": zlib.compress,
    "Deflate ": lambda data: zlib.compress(data)[2:-4],
    "br": brotli.compress,
    "identity": bytes,
}


@given(st.sampled_from(sorted(PACKERS)), st.binary(max_size=3_000), st.sampled_from([1, 2, 3, 50, 400]))
def test_what_is_packed_comes_out_whole_however_it_comes_in(coding: str, data: bytes, size: int) -> None:
    packed = PACKERS[coding](data)
    chunks = [packed[at : at + size] for at in range(0, len(packed), size)]
    assert b"".join(inflated(chunks, coding, 3_000)) == unpacked(packed, coding, 3_000) == data


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_what_unpacks_too_far_is_left_and_what_is_cut_short_is_told(coding: str) -> None:
    packed = PACKERS[coding](b"a" * 40_000_000)
    assert sum(map(len, inflated([packed], coding, 1_000))) <= 1 << 18
    with pytest.raises(DamagedError, match="unpacks to over 1 MB"):
        unpacked(packed, coding, 1 << 20)
    with pytest.raises(DamagedError, match="cut short"):
        unpacked(PACKERS[coding](bytes(range(256)))[:-9], coding, 1_000)


def test_a_coding_that_is_not_known_and_one_that_is_not_there_are_told() -> None:
    with pytest.raises(DamagedError, match=r"packed in a way that is not read \(zstd\)"):
        unpacked(b"x", "zstd", 10)
    with pytest.raises(DamagedError, match=r"not packed as it says \(gzip\)"):
        unpacked(b"plain", "gzip", 10)
