"""Which site a page belongs to, and which lines of a site are the same line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import Block, Document
from pipelines.sites.keys import address_of, key_blocks, line_key, site_of


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.coast.test/news/1", "coast.test"),
        ("HTTP://Coast.Test:8080/", "coast.test"),
        ("https://m.coast.test/a?b=1#c", "coast.test"),
        ("https://amp.coast.test./x", "coast.test"),
        ("https://sport.coast.test/x", "sport.coast.test"),
        ("https://m.test/x", "m.test"),
        ("https://user:word@coast.test/", "coast.test"),
        ("https://[::1]/x", "::1"),
        ("https://[broken/x", None),
        ("https:///x", None),
        ("https://" + "a" * 300 + ".test/", None),
        ("ftp://coast.test/x", None),
        ("coast.test/x", None),
        ("mailto:desk@coast.test", None),
        ("", None),
        (None, None),
    ],
)
def test_site(url: str | None, site: str | None) -> None:
    assert site_of(url) == site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.test/x/", "http://www.a.test/x", True),
        ("https://a.test/x#comments", "https://a.test/x", True),
        ("https://a.test/x?id=1", "https://a.test/x?id=2", False),
        ("https://a.test/x", "https://a.test/y", False),
        ("https://[broken/x", "https://[broken/x", True),
    ],
)
def test_address(one: str, other: str, same: bool) -> None:
    assert (address_of(one) == address_of(other)) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read more: 12 comments", "READ MORE – 97 comments!"),
        ("Posted on 3 May, 10:15", "posted on 4 May, 22:07"),
        ("“Sign up”", "sign  up"),
        ("Страница 1", "страница 2"),
        ("広告", " 広告。"),
    ],
    ids=["marks", "digits", "quotes", "cyrillic", "two signs"],
)
def test_the_same_line(one: str, other: str) -> None:
    assert line_key(one) == line_key(other) is not None


@pytest.mark.parametrize("text", ["", "—", "…", "2019", "1 / 20", "By", "no", "¾", "\u200b"])
def test_too_small_to_mean_anything(text: str) -> None:
    assert line_key(text) is None


def test_other_words_are_another_line() -> None:
    assert line_key("Read more about ships") != line_key("Read more about ship")


@given(st.text(max_size=60))
def test_any_text_has_a_key_of_64_bits_or_none(text: str) -> None:
    key = line_key(text)
    assert key is None or -(2**63) <= key < 2**63
    assert key == line_key(f" {text}!") == line_key(f"“{text}”")


def test_pages_of_unknown_sites_get_no_keys() -> None:
    document = Document("d" * 20, "u", "u", "text/plain", "0" * 64, "Read more")
    blocks = (Block(0, 0, 9, "related", False, 0.1),)
    assert key_blocks(document, blocks) == blocks
