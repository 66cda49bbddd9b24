"""The clean stage: what is kept, how it is labelled, and the laws of blocks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.clean.body import kept_text
from pipelines.clean.stage import CLEAN
from pipelines.document import Block, Document, Hints, Page, Reject
from pipelines.html import render_html
from pipelines.references import References

FIRST = "The harbour board voted on Tuesday to reopen the old ferry pier, which closed in 2011."
SECOND = "“We have waited ten years for this day,” said Ida Holm, who runs the kiosk by the water."
THIRD = "Work begins in May, the board said, and the first boats should call before the autumn."
BODY = (FIRST, SECOND, THIRD)


def document_of(text: str, hints: Hints | None = None) -> Document:
    return Document("0" * 20, "page", "-", "text/plain", "0" * 64, text, hints=hints or Hints())


def clean(text: str, references: References, hints: Hints | None = None) -> Page | Reject:
    (answer,) = CLEAN.run([Page(document_of(text, hints))], references)
    return answer


def labels(text: str, references: References) -> dict[str, tuple[str, bool]]:
    answer = clean(text, references)
    assert isinstance(answer, Page)
    return {
        text[block.char_start : block.char_end]: (block.label, block.is_kept)
        for block in answer.blocks
    }


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("This website uses cookies. Read more in our privacy policy.", "cookie_notice"),
        ("Sign up for our newsletter and get the best of the week.", "newsletter"),
        ("Your email address will not be published. Required fields are marked *", "comment_form"),
        ("© 2021 Harbour Post. All rights reserved.", "copyright"),
        ("Share on Facebook", "share"),
        ("Also read: Old lighthouse to become a hotel after long dispute", "related"),
        ("Lesen Sie auch: Alter Leuchtturm wird nach langem Streit ein Hotel", "related"),
        ("Читайте также: Старый маяк станет гостиницей после долгого спора", "related"),
        ("ADVERTISEMENT", "advert"),
        ("The old pier seen from the sea last winter. Photo by Per Lund", "caption"),
        ("The old pier seen from the sea last winter. © Per Lund", "caption"),
        (SECOND, "duplicate"),
    ],
)
def test_furniture_inside_the_article_is_dropped(
    line: str, label: str, references: References
) -> None:
    text = "\n\n".join((FIRST, SECOND, line, THIRD))
    answer = clean(text, references)
    assert isinstance(answer, Page)
    assert [block.label for block in answer.blocks if not block.is_kept] == [label]
    assert kept_text(answer.document, answer.blocks) == "\n\n".join(BODY)


def test_a_whole_page(references: References) -> None:
    page = "\n".join(
        (
            "Skip to content",
            "News",
            "Sport",
            "Old ferry pier to reopen in autumn",
            "Published April 5, 2021 - 09:07",
            "By Ida Holm",
            FIRST,
            "What comes next",
            *BODY[1:],
            "Related articles",
            "Lighthouse sold to hotel chain for record price",
            "Lighthouse sold to hotel chain for record price",
            "12:45",
        )
    )
    found = labels(page, references)
    assert found["Old ferry pier to reopen in autumn"] == ("title", False)
    assert found["Published April 5, 2021 - 09:07"] == ("stamp", False)
    assert found["By Ida Holm"] == ("byline", False)
    assert found["What comes next"] == ("heading", True)
    assert found["Related articles"] == ("related", False)
    assert found["12:45"] == ("stamp", False)
    assert all(found[line] == ("body", True) for line in BODY)
    assert sum(is_kept for _, is_kept in found.values()) == 4


def test_what_stands_behind_a_heading_of_furniture_is_of_its_kind(references: References) -> None:
    found = labels(
        "\n".join(
            (
                *BODY,
                "About the author",
                "Ida Holm has written about harbours and boats since she was a child",
                "English",
                "Français",
                "Deutsch",
                "2 Comments",
                "Leave a comment",
                "I remember that pier well, we swam there every summer when I was at school",
                "Old Sailor",
                "© 2021 Harbour Post. All rights reserved.",
                "A lighthouse for sale, and nobody wants to live in it or to pay for the light",
            )
        ),
        references,
    )
    told = {text: label for text, (label, is_kept) in found.items() if not is_kept}
    assert (
        told["Ida Holm has written about harbours and boats since she was a child"] == "author_box"
    )
    assert [told[name] for name in ("English", "Français", "Deutsch")] == ["language_list"] * 3
    comment = "I remember that pier well, we swam there every summer when I was at school"
    assert told[comment] == "comment"
    assert told[next(text for text in told if text.startswith("A lighthouse"))] == "related"


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (f" date 2021-04-05 {FIRST}", [("date 2021-04-05", "stamp"), (FIRST, "body")]),
        (f"OSLO, April 5 (NTB) -- {FIRST}", [("OSLO, April 5 (NTB) --", "dateline"), (FIRST, "body")]),
        (f"Bergen (dpa) - {FIRST}", [("Bergen (dpa) -", "dateline"), (FIRST, "body")]),
        (f"OSLO — {FIRST}", [("OSLO —", "dateline"), (FIRST, "body")]),
        (f"{FIRST} READ MORE: Lighthouse sold", [(FIRST, "body"), ("READ MORE: Lighthouse sold", "related")]),
        (f"NewsSportWeather{FIRST}", [("NewsSportWeather", "navigation"), (FIRST, "body")]),
        (f"Updated: 5 April 2021{FIRST}", [("Updated: 5 April 2021", "stamp"), (FIRST, "body")]),
        (
            f"The old pier in winter, seen from the sea (Foto: dpa). {FIRST}",
            [("The old pier in winter, seen from the sea (Foto: dpa).", "caption"), (FIRST, "body")],
        ),
        ("Pier opens READ MORE: Pier opens", [("Pier opens READ MORE: Pier opens", "related")]),
        (
            "icon homeicon menuicon searchicon shareicon close5 April, 2021 09:07",
            [("icon homeicon menuicon searchicon shareicon close", "icon_list"), ("5 April, 2021 09:07", "stamp")],
        ),
    ],
    ids=["prefix", "dateline", "agency", "place alone", "read more", "menu", "stamp", "caption", "read more twice", "icons"],
)  # fmt: skip
def test_lines_are_cut(line: str, parts: list[tuple[str, str]], references: References) -> None:
    page = f"{line}\n\n{SECOND}\n\n{THIRD}"
    found = {text: label for text, (label, _) in labels(page, references).items()}
    assert found == dict(parts) | {SECOND: "body", THIRD: "body"}


@pytest.mark.parametrize(
    "line",
    [
        "By the time the boats came back, the kiosk had closed for good, she said.",
        "They share on Facebook what they hear, and nobody checks it afterwards.",
        "The minister – a former captain – said that he would not sign the order.",
    ],
    ids=["by", "share", "dash"],
)
def test_sentences_are_not_furniture(line: str, references: References) -> None:
    found = labels(f"{FIRST}\n{line}\n{THIRD}", references)
    assert found[line] == ("body", True)


def test_wrapped_lines_are_kept(references: References) -> None:
    text = (
        "The harbour board voted on Tuesday to reopen the\nold ferry pier after a debate that took\n"
        "most of the afternoon and ended in a narrow\nvote of five to four."
    )
    answer = clean(text, references)
    assert isinstance(answer, Page)
    assert all(block.is_kept for block in answer.blocks)


def test_html_is_told_by_its_markup(references: References) -> None:
    teaser = "The lighthouse keeper, who never liked the sea, told us why he stayed for so long."
    links = "".join(f"<li><a href=/{n}>{teaser} Part {n}.</a></li>" for n in range(6))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in BODY)
    html = f"<nav><a href=/>Home</a></nav><article>{body}</article><aside><ul>{links}</ul></aside>"
    text, hints = render_html(html)
    answer = clean(text, references, hints)
    assert isinstance(answer, Page)
    assert kept_text(answer.document, answer.blocks) == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport\nWeather\nContact us",
        "This website uses cookies. Read our privacy policy.\nAccept cookies",
        '"' * 10_000,
        "\ufffd",
        "Home News Sport Weather Contact " * 400,
    ],
    ids=["menu", "cookies", "quotation marks", "nul", "glued menu"],
)
def test_no_article_text(text: str, references: References) -> None:
    answer = clean(text, references)
    assert isinstance(answer, Reject)
    assert (answer.stage, answer.reason) == ("extract", "no_article_text")


def test_a_short_text_is_an_article(references: References) -> None:
    answer = clean("“I will stay,” she said.", references)
    assert isinstance(answer, Page)
    assert [block.is_kept for block in answer.blocks] == [True]


def test_body_joins_parts_of_a_line_by_a_space() -> None:
    document = document_of("OSLO -- It rains.  Read: More\nIt snows.\r\nIt thaws.")
    spans = ((0, 7, True), (8, 17, True), (19, 29, False), (30, 39, True), (41, 50, True))
    blocks = [Block(n, a, b, "body", kept, 1.0) for n, (a, b, kept) in enumerate(spans)]
    assert kept_text(document, blocks) == "OSLO -- It rains.\n\nIt snows.\n\nIt thaws."


FURNITURE = ("Home", "By Ida Holm", "Related articles", "5 April 2021", "Read more: x", "")
STRANGE = ("İstanbul’da yağmur var, dedi.", "東京で雨が降った。", "\u200b", "a\u2028b")
LINES = st.sampled_from((*BODY, "OSLO (NTB) -- " + FIRST, *FURNITURE, *STRANGE))
PAGES = st.one_of(
    st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=80), st.text("aA .,:“©0\r\n")
)


@given(text=PAGES)
@settings(max_examples=40)
def test_blocks_cover_the_page(text: str, references: References) -> None:
    answer = clean(text, references)
    if isinstance(answer, Reject):
        return
    end = 0
    for number, block in enumerate(answer.blocks):
        assert block.block_no == number
        assert end <= block.char_start < block.char_end
        assert not text[end : block.char_start].strip()
        assert (
            text[block.char_start : block.char_end].strip()
            == text[block.char_start : block.char_end]
        )
        assert 0 <= block.score <= 1
        end = block.char_end
    assert not text[end:].strip()
    assert kept_text(answer.document, answer.blocks).strip()


@given(texts=st.lists(PAGES, min_size=2, max_size=4))
@settings(max_examples=10)
def test_pages_of_a_batch_do_not_influence_each_other(
    texts: list[str], references: References
) -> None:
    together = CLEAN.run([Page(document_of(text)) for text in texts], references)
    assert list(together) == [clean(text, references) for text in texts]
