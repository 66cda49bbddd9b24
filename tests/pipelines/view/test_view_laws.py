"""Laws of views: the way back is exact, what is normal stays, and no text is too strange."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.view.normal import view_of

# Nothing here begins an entity or mojibake: what these stand for is read once, not twice.
PIECES = (
    *"aeEt.,-'  \n\n\r\téçжщ中の한ع\u0661",
    *("\u0301", "\u0308", "\u0323", "\u3099", "\u0651", "\u093f", "\u09be", "\u09c7", "\u094d"),
    *("\u1100", "\u1161", "\u11ab", "\u212b", "\u0915", "\u00a0", "\u2003", "\u3000", "\u2028"),
    *("\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\ufeff", "\x07", "\ufffd"),
    *("\U0001f469", "\ufe0f", "\U0001f3fd", "\ud800", "word", "-\n", "\r\n"),
)
TWISTED = ("&amp;", "&amp;amp;", "&#8217;", "&nbsp;", "&", ";", "â€™", "Ã©", "Ã", "©", "â", "€")
plain = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.lists(st.sampled_from((*PIECES, *TWISTED)), max_size=40).map("".join)


@settings(max_examples=60)
@given(anything, st.booleans(), st.booleans())
def test_the_way_back_goes_forward_and_covers(
    raw: str, is_paragraph: bool, fold_quotes: bool
) -> None:
    page = f"é\n{raw}\n&"
    end = 2 + len(raw)
    view = view_of(page, 2, end, is_paragraph=is_paragraph, fold_quotes=fold_quotes)
    last = 2
    for place, sign in enumerate(view.text):
        start, stop = view.to_raw(place, place + 1)
        assert 2 <= start < stop <= end
        if start >= last:
            assert view_of(page[last:start], is_paragraph=is_paragraph).text in ("", "-")
        else:
            assert stop == last  # the second character of one edit
        if stop - start == 1 and sign.isalnum():
            assert unicodedata.normalize("NFC", page[start]) == sign
        assert view.to_raw(place, place) == (start, start)
        last = stop
    assert view_of(page[last:end]).text == ""


@settings(max_examples=60)
@given(anything, st.data())
def test_wider_stretches_lie_around_narrower_ones(raw: str, data: st.DataObject) -> None:
    view = view_of(raw)
    first, start, end, last = sorted(data.draw(st.integers(0, len(view.text))) for _ in range(4))
    inner, outer = view.to_raw(start, end), view.to_raw(first, last)
    assert outer[0] <= inner[0] <= inner[1] <= max(outer[1], inner[0])


@settings(max_examples=100)
@given(plain, st.booleans())
def test_normalising_twice_changes_nothing(raw: str, is_paragraph: bool) -> None:
    once = view_of(raw, is_paragraph=is_paragraph).text
    again = view_of(once, is_paragraph=is_paragraph)
    assert (again.text, again.steps) == (once, ())


@settings(max_examples=50)
@given(anything)
def test_a_view_is_composed_and_has_no_odd_space(raw: str) -> None:
    text = view_of(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert "  " not in text
    assert text == text.strip()
    assert not set(text) & set("\u00ad\u200b\ufeff\u00a0\t\r")
    assert "\n" not in view_of(raw, is_paragraph=True).text


@settings(max_examples=50)
@given(st.text(max_size=40))
def test_any_text_has_a_view(raw: str) -> None:
    view = view_of(raw, fold_quotes=True)
    assert view.to_raw(0, len(view.text))[1] <= len(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "A plain line.",
        "“Go,” she said — it’s 10 °C in Łódź.",
        "Первый абзац.\n\nВторой.",
        "日本語。",
    ],
    ids=["ascii", "marks", "paragraphs", "japanese"],
)
def test_plain_text_is_its_own_view(raw: str) -> None:
    view = view_of(raw)
    assert (view.text, view.steps) == (raw, ())
    assert [view.to_raw(place, place + 1) for place in range(len(raw))] == [
        (place, place + 1) for place in range(len(raw))
    ]


@pytest.mark.parametrize(
    "sign",
    [
        "&",
        "&amp;",
        "\u0301",
        "Ã",
        "â€",
        "Â\u00a0",
        " \n",
        "-\n",
        "\u00ad\n",
        "\u200d",
        "a-\nb",
        "é…",
    ],
)
def test_hostile_repeats_end(sign: str) -> None:
    raw = sign * (20_000 // len(sign))
    view = view_of(raw)
    assert view.to_raw(0, len(view.text))[1] <= len(raw)
