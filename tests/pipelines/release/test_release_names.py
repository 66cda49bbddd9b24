"""Names of releases: strict, for they become folders, and ordered by their numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.errors import UsageError
from pipelines.release.names import parse_name

NUMBERS = st.tuples(st.integers(0, 1899), st.integers(0, 9999), st.integers(0, 999_999))


@pytest.mark.parametrize(
    ("text", "numbers", "is_calendar"),
    [
        ("v1.2.0", (1, 2, 0), False),
        ("1.2.0", (1, 2, 0), False),
        ("0.0.1", (0, 0, 1), False),
        ("2026.11.0", (2026, 11, 0), True),
        ("v2026.1.12", (2026, 1, 12), True),
    ],
)
def test_a_name_has_three_numbers(
    text: str, numbers: tuple[int, int, int], is_calendar: bool
) -> None:
    name = parse_name(text)
    assert (name.text, name.numbers, name.is_calendar) == (text, numbers, is_calendar)


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "..", "../x", "/etc", "a/../1.0.0", "1.0.0/", "1.0.0\\", "1.0", "1.0.0.0"),
        *("01.0.0", "1.00.0", "V1.0.0", "vv1.0.0", "1.0.0-rc1", "1.0.0\n", " 1.0.0", "1.0.0\0"),
        *("١.٢.٣", "1,0,0", "-1.0.0", "1e3.0.0", ".unfinished-1.0.0", "latest", "latest.json"),
        *("99999.0.0", "1.0.9999999", "2026.0.1", "2026.13.0", "x" * 5000),
    ],
)
def test_anything_else_is_no_name(text: str) -> None:
    with pytest.raises(UsageError):
        parse_name(text)


@given(NUMBERS, st.sampled_from(["", "v"]))
def test_every_three_numbers_are_a_name(numbers: tuple[int, int, int], prefix: str) -> None:
    assert parse_name(prefix + ".".join(map(str, numbers))).numbers == numbers


@given(st.text())
def test_what_is_accepted_is_a_plain_folder_name(text: str) -> None:
    try:
        name = parse_name(text)
    except UsageError:
        return
    assert set(name.text) <= set("v.0123456789")
    assert not name.text.startswith(".")
