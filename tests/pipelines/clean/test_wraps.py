"""Which lines of a page belong to one wrapped paragraph, and which must stay apart."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.clean.lines import split_lines

PARAGRAPHS = (
    "The harbour board voted on Tuesday to reopen the old ferry pier, which has been closed since "
    "a storm broke its outer wall in the winter of 2011 and left the island without a boat.",
    "“We have waited ten years for this day, and there were winters when nobody believed in it,” "
    "said Ida Holm, who runs the kiosk by the water and counts the tickets by hand.",
    "Work on the wall begins in May, the board said, and the first boats should call before the "
    "autumn, unless the builders find that the old piles have to be pulled out one by one.",
)
MENU = ("Home", "News", "Sport", "Contact us")
LIST = (
    "- sixty tonnes of stone for the outer wall, brought in by barge in spring,",
    "- eleven new piles of larch, of which two stand in more than six metres of",
    "  water and have to be driven by night,",
    "- a hut for the tickets.",
)
VERSE = (
    "the tide came in and took the boats",
    "and left the pier without its name",
    "a gull sat down where ropes had been",
    "and no one asked it why it came",
    "the winter counted every stone",
    "and put it back where it was found",
)
TABLE = tuple(f"{name}\t{boats} boats a day in summer\t{fare} crowns for a return" for name, boats, fare in (
    ("to the northern pier", 12, 40), ("to the southern pier", 9, 35), ("and to the lighthouse", 3, 90),
    ("to the old quarantine", 1, 95), ("to the seal rocks", 2, 120),
))  # fmt: skip
TURNS = (
    "ANNA: I went down to the pier before the storm and saw that it was gone.",
    "BENT: And did you tell the board, or did you wait until the wind had set.",
    "ANNA: I told them twice, and twice they asked me to write it on a form.",
)


def wrapped(
    *paragraphs: str, width: int = 72, between: str = "\n\n", line_break: str = "\n"
) -> str:
    return between.join(
        line_break.join(textwrap.wrap(paragraph, width, break_on_hyphens=False))
        for paragraph in paragraphs
    )


def texts(page: str) -> list[str]:
    return [" ".join(line.text.split()) for line in split_lines(page)]


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n\n", "\n"], ids=["blank line", "no blank line"])
def test_wrapped_paragraphs_are_one_line_each(width: int, between: str) -> None:
    text = wrapped(*PARAGRAPHS, *PARAGRAPHS, width=width, between=between)
    assert texts("\n".join((*MENU, "", text, *MENU))) == [*MENU, *PARAGRAPHS, *PARAGRAPHS, *MENU]


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\u2028", "  \n   "])
def test_any_line_break_wraps(line_break: str) -> None:
    page = wrapped(*PARAGRAPHS, between=line_break * 2, line_break=line_break)
    assert texts(page) == list(PARAGRAPHS)


def test_lines_parted_by_blank_lines_need_more_evidence() -> None:
    text = " ".join(PARAGRAPHS)
    assert texts(wrapped(text, text, text, line_break="\n\n", between="\n\n\n")) == [text] * 3
    once = wrapped(text, line_break="\n\n")
    assert texts(once) == [line for line in once.split("\n") if line]


def test_text_of_scripts_without_spaces_is_joined() -> None:
    sentence = "港务局星期二投票决定重新开放旧渡轮码头该码头自二零一一年冬季风暴以来一直关闭岛上居民多年来只能绕行"
    rows = [sentence[place : place + 24] for place in range(0, len(sentence), 24)]
    page = "\n".join(rows) + "。\n\n" + "\n".join(rows) + "。"
    assert [line.text.replace(" ", "") for line in split_lines(page)] == [sentence + "。"] * 2


@pytest.mark.parametrize(
    "lines", [MENU, VERSE, TABLE, TURNS], ids=["menu", "verse", "table", "transcript"]
)
def test_other_lines_of_a_wrapped_page_stay_apart(lines: tuple[str, ...]) -> None:
    page = wrapped(*PARAGRAPHS) + "\n\n" + "\n".join(lines)
    assert texts(page) == [*PARAGRAPHS, *(" ".join(line.split()) for line in lines)]


def test_items_of_a_list_stay_apart_and_their_wrapped_lines_do_not() -> None:
    page = wrapped(*PARAGRAPHS, width=75) + "\n\n" + "\n".join(LIST)
    joined = " ".join((LIST[1], LIST[2].strip()))
    assert texts(page) == [*PARAGRAPHS, LIST[0], joined, LIST[3]]


@pytest.mark.parametrize("lines", [MENU, VERSE, TABLE, TURNS, PARAGRAPHS], ids=str)
def test_pages_that_are_not_wrapped(lines: tuple[str, ...]) -> None:
    assert texts("\n".join(lines * 3)) == [" ".join(line.split()) for line in lines * 3]


def test_a_wrapped_line_counts_once_and_keeps_its_length() -> None:
    page = wrapped(*PARAGRAPHS, line_break="\r\n")
    lines = split_lines(page)
    assert [line.line_no for line in lines] == [0, 1, 2]
    for line in lines:
        assert len(line.text) == line.end - line.start
        assert line.text.split() == page[line.start : line.end].split()
        assert "\n" not in line.text


words = st.lists(
    st.sampled_from(["a", "pier", "harbour", "said.", "The", "港", "•", "x:"]), max_size=14
)
pages = st.lists(st.tuples(words, st.sampled_from(["\n", "\n\n", "\r\n", " \n "])), max_size=30)


@settings(max_examples=60)
@given(pages)
def test_lines_cover_the_page_in_order(rows: list[tuple[list[str], str]]) -> None:
    page = "".join(" ".join(row) + line_break for row, line_break in rows)
    covered, last = [], 0
    for line in split_lines(page):
        assert line.start >= last
        assert page[last : line.start].strip() == ""
        covered += page[line.start : line.end].split()
        last = line.end
    assert covered == page.split()
