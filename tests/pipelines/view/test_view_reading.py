"""What a view makes of a text, and what it leaves alone."""

import pytest

from pipelines.view.normal import view_of
from pipelines.view.spacing import unwrapped

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("cafe\u0301 Ame\u0301lie", "café Amélie"),
        ("\u1112\u1161\u11ab\u1100\u116e\u11a8", "한국"),
        ("fish &amp; chips&nbsp;&#8217;til &#x4E;ine", "fish & chips ’til Nine"),
        ("&amp;amp; &amp;lt;b&amp;gt;", "&amp; &lt;b&gt;"),
        ("AT&T; R&D &nosuchname; ?a=1&copy=2", "AT&T; R&D &nosuchname; ?a=1&copy=2"),
        ("the coun\u00adcil\u200b met\ufeff \u200eat\u200f noon\u2060", "the council met at noon"),
        ("co\u00ad\noperation, a\u00ad\r\nbout", "cooperation, about"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        (f"{FAMILY} ok", f"{FAMILY} ok"),
        ("i\u200cPhone\u200d 11", "iPhone 11"),
        ("\u05d0\u200f \u202bab\u202c", "\u05d0 ab"),
        ("10\u00a0000\u202f€\u3000net\tpay", "10 000 € net pay"),
        ("  a   b \t c  ", "a b c"),
        ("bell\x07 and\x0cfeed\x7f", "bell and feed"),
        ("\ud83d alone", "\ud83d alone"),
        ("", ""),
        ("\u200b \ufeff", ""),
    ],
    ids=["accents", "hangul", "entities", "once", "no entity", "invisible", "soft hyphen at wrap", "persian", "emoji", "needless joiners", "direction", "spaces", "runs", "controls", "surrogate", "empty", "nothing left"],
)  # fmt: skip
def test_characters(raw: str, text: str) -> None:
    assert view_of(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Itâ€™s â€œopenâ€\x9d", "It’s “open”"),
        ("hereâ\x80\x99s why", "here’s why"),
        ("SÃ£o Tomé", "São Tomé"),
        ("Â£5, 10Â°C, Ã©tÃ©", "£5, 10°C, été"),
        ("Ð¼Ð¸Ñ€ Ð² Ð´Ð¾Ð¼Ðµ", "мир в доме"),
        ("Ã¢â‚¬Å“twiceÃ¢â‚¬\x9d", "“twice”"),
        ("ðŸ˜€ ï»¿x", "\U0001f600 x"),
        ("« touché… » l’été” MANHÃ” É…", "« touché… » l’été” MANHÃ” É…"),
        ("à\u00a0«\u00a0Paris", "à « Paris"),
        ("Ångström, Äpfel, Øre, Ñandú, ÍSLAND", "Ångström, Äpfel, Øre, Ñandú, ÍSLAND"),
    ],
    ids=[
        "quotes",
        "controls",
        "beside an honest accent",
        "signs",
        "cyrillic",
        "twice",
        "emoji",
        "honest marks",
        "honest space",
        "honest capitals",
    ],
)
def test_mojibake(raw: str, text: str) -> None:
    assert view_of(raw).text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("one line\nand its rest", "one line and its rest"),
        ("one line\r\nand its rest", "one line and its rest"),
        ("first\n \n\n second", "first\n\nsecond"),
        ("the govern-\nment; a government", "the government; a government"),
        ("a well-\nknown pier", "a well-known pier"),
        ("two-\nor threefold", "two- or threefold"),
        ("Baden-\nWürttemberg", "Baden- Württemberg"),
        ("第一行\n第二行", "第一行第二行"),
        ("한국의\n아침", "한국의 아침"),
    ],
    ids=[
        "wrap",
        "crlf",
        "blank line",
        "divided word",
        "compound",
        "word of its own",
        "name",
        "chinese",
        "korean",
    ],
)
def test_line_breaks(raw: str, text: str) -> None:
    assert view_of(raw).text == text


def test_blank_lines_inside_a_paragraph_are_spaces() -> None:
    assert view_of("wrapped at\n\na width", is_paragraph=True).text == "wrapped at a width"


def test_folded_quotation_marks() -> None:
    folded = view_of("“It’s ‘fine’,” «she» „said“", fold_quotes=True)
    assert folded.text == '"It\'s \'fine\'," "she" "said"'


@pytest.mark.parametrize(
    ("raw", "words", "stretch"),
    [
        ("x A&amp;E y", "A&E", "A&amp;E"),
        ("x A&amp;E y", "&", "&amp;"),
        ("the coun\u00adcil met", "council", "coun\u00adcil"),
        ("the\u200b coun\u200bcil\u200b met", "council", "coun\u200bcil"),
        ("a cafe\u0301 b", "é", "e\u0301"),
        ("in São\u00a0Tomé  and", "São Tomé and", "São\u00a0Tomé  and"),
        ("itâ€™s", "’", "â€™"),
        ("SÃ£oÃ©", "oé", "oÃ©"),
        ("Ã¢â‚¬Å“go", "“", "Ã¢â‚¬Å“"),
    ],
    ids=[
        "entity",
        "inside",
        "soft hyphen",
        "edges",
        "accent",
        "spaces",
        "mojibake",
        "two",
        "twice",
    ],
)
def test_the_way_back(raw: str, words: str, stretch: str) -> None:
    page = f"Menu\n{raw}\nFoot"
    view = view_of(page, 5, 5 + len(raw))
    place = view.text.index(words)
    start, end = view.to_raw(place, place + len(words))
    assert page[start:end] == stretch


@pytest.mark.parametrize("stretch", [(-1, 1), (2, 1), (0, 4)], ids=["before", "turned", "behind"])
def test_no_stretch_of_the_view(stretch: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        view_of("abc").to_raw(*stretch)


def test_unwrapped_text_is_as_long() -> None:
    raw = "Menu\nMarta\r\nEllingsen\n\nFoot"
    assert unwrapped(raw, [(0, 4), (5, 21)]) == "Menu\nMarta  Ellingsen\n\nFoot"
    assert unwrapped(raw, [(0, 4)]) is raw
