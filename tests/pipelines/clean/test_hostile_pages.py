"""Hostile pages: nothing raises, blocks cover the page, offsets prove, furniture alone is refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.adapter import extract_inputs
from pipelines.clean.stage import clean_pages
from pipelines.document import Document, Input, Page, Reject
from pipelines.references import References
from pipelines.stages import STAGES

LEAD = "The harbour board voted on Tuesday to reopen the old ferry pier, which closed in 2011."
QUOTE = "“We have waited ten years for this day,” said Ida Holm, who runs the kiosk by the water."
END = "Work begins in May, the board said, and UN resolution 1718 (2006) has no say in the matter."

HOSTILE = {
    "one line": f"{LEAD} {QUOTE} " * 40,
    "many lines": "\n".join(f"go {n}" for n in range(300)),
    "right to left": "صوّت مجلس الميناء يوم الثلاثاء على إعادة فتح الرصيف القديم. " * 20,
    "mixed directions": "\u202eHello\u202c שלום world 2011 עולם. " * 20,
    "emoji": "Ferry is back 🚢🎉👩‍👩‍👧‍👦🇳🇴❤️ who is in? 🙌🏽 " * 20,
    "table": "1,204\t3.5 %\t| 2021-04-05 |\t-\n" * 40,
    "code": "def f(x):\n\tif x[0] >= 2011 and (a or (b)):\n\t\treturn {'k': \"v\"}\n" * 15,
    "quotation marks": '"' * 600,
    "openers": "“" * 300 + "„«»" * 50,
    "apostrophes": "'a " * 300,
    "brackets": "([{" * 200 + "}])" * 200,
    "address": "https://estrel.example/" + "a-b/" * 300 + "?q=%20&x=1",
    "digits": "7" * 2_000,
    "days": "3 May 2021 09:07, " * 60,
    "combining marks": "e\u0301\u0302\u0323" * 300,
    "marks alone": "\u0301" * 300,
    "no spaces": "abcdefghij" * 200,
    "no spaces, Chinese": "港口委员会周二投票决定重新开放旧渡轮码头。" * 30,
    "full stops": ". " * 500,
    "dashes": "— - – " * 200,
    "bullets": "• \n- \n* \n" * 60,
    "carriage returns": "a\r" * 200 + "b\r\n" * 50,
    "line separators": "a\u2028b\u2029c\x85d\x0be\x0cf " * 40,
    "invisible": "\u200b\u00ad\ufeff\u2060\u200d" * 100,
    "odd spaces": "a\u00a0b\u2003c\u3000d\u202fe\x1cf " * 40,
    "controls": "\x01\x02\x1b[31m\x7f\ufffd" * 60,
    "entities": "&amp;&nbsp;&quot;&#8220; " * 60,
    "last code point": "\U0010ffff\ue000\ufdd0 " * 60,
    "capitals": "IDA HOLM SAID NO. " * 60,
    "icons": "icon homeicon menuicon search" * 40,
    "citations": "UN resolutions 1718, 1874 and " * 40,
}
FURNITURE = {
    "menu": "Home\nNews\nSport\nWeather\nContact us",
    "glued menu": "Home News Sport Weather Contact " * 40,
    "cookies": "This website uses cookies. Read our privacy policy.\nAccept all cookies",
    "copyright": "© 2021 Harbour Post. All rights reserved.\nTerms of use\nPrivacy policy",
    "sharing": "Share on Facebook\nShare on X\nSend by e-mail\nPrint",
    "comment form": "Leave a comment\nName *\nE-mail *\nWebsite\nPost comment",
    "languages": "English\nFrançais\nDeutsch\nEspañol\nРусский\nالعربية",
    "stamps": "12:45\n09:07\n5 April 2021\n6 April 2021",
    "digits": "7" * 2_000,
    "signs": "*** --- ===\n... !!! ???",
}


def clean(texts: Sequence[str], references: References) -> list[Page | Reject]:
    pages = [
        Page(Document(f"{n:020}", "page", "-", "text/plain", "0" * 64, text))
        for n, text in enumerate(texts)
    ]
    return clean_pages(pages, references)


def extract(texts: Sequence[str], references: References) -> list[Page | Reject]:
    inputs = [
        Input("page", "-", "text/plain", text.encode("utf-8", "replace"), encoding="utf-8")
        for text in texts
    ]
    return extract_inputs(inputs, STAGES, references)


def prove_blocks(page: Page) -> None:
    """Every character that is no white space lies in exactly one block, in order."""
    text, end = page.document.raw_text, 0
    for number, block in enumerate(page.blocks):
        assert block.block_no == number
        assert end <= block.char_start < block.char_end <= len(text)
        assert not text[end : block.char_start].strip()
        assert text[block.char_start : block.char_end].strip()
        assert 0 <= block.score <= 1
        end = block.char_end
    assert not text[end:].strip()
    assert any(block.is_kept for block in page.blocks)


def prove_rows(page: Page) -> None:
    """Every text of every row stands where the row says."""
    raw = page.document.raw_text
    for quote in page.quotes:
        assert raw[quote.char_start : quote.char_end] == quote.quote_text
        assert quote.speaker_text == _at(raw, quote.speaker_start, quote.speaker_end)
        assert quote.cue_text == _at(raw, quote.cue_start, quote.cue_end)
    for loose in page.unattributed_quotes:
        assert raw[loose.char_start : loose.char_end] == loose.quote_text
    for cited in page.citations:
        assert raw[cited.char_start : cited.char_end] == cited.citation_text
    for day in page.date_mentions:
        assert raw[day.char_start : day.char_end] == day.date_text


def _at(raw: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else raw[start:end]


Answers = Mapping[str, list[Page | Reject]]


def inside(text: str) -> str:
    return f"{LEAD}\n\n{QUOTE}\n\n{text}\n\n{LEAD.replace('old', 'new')}\n\n{END}"


@pytest.fixture(scope="module")
def answers(references: References) -> Answers:
    """What each page gets from cleaning and from all stages, each in one batch."""
    texts = {f"{name}, inside": inside(text) for name, text in HOSTILE.items()}
    texts |= HOSTILE | {f"{name}, furniture": text for name, text in FURNITURE.items()}
    runs = [run(list(texts.values()), references) for run in (clean, extract)]
    return {name: list(pair) for name, *pair in zip(texts, *runs, strict=True)}


@pytest.mark.parametrize("name", HOSTILE)
def test_inside_an_article(name: str, answers: Answers) -> None:
    for answer in answers[f"{name}, inside"]:
        assert isinstance(answer, Page)
        prove_blocks(answer)
        prove_rows(answer)
    assert isinstance(answer, Page)
    kept = {answer.document.raw_text[b.char_start : b.char_end] for b in answer.blocks if b.is_kept}
    assert {LEAD, QUOTE} <= kept


@pytest.mark.parametrize("name", HOSTILE)
def test_alone(name: str, answers: Answers) -> None:
    for answer in answers[name]:
        if isinstance(answer, Page):
            prove_blocks(answer)
            prove_rows(answer)
        else:
            assert answer.reason in ("no_article_text", "empty", "binary")


@pytest.mark.parametrize("name", FURNITURE)
def test_furniture_alone_is_refused(name: str, answers: Answers) -> None:
    for answer in answers[f"{name}, furniture"]:
        assert isinstance(answer, Reject)
        assert (answer.stage, answer.reason) == ("extract", "no_article_text")
        assert answer.detail


LINES = st.sampled_from(
    [LEAD, QUOTE, END, "", " \t", *(line[:200] for line in HOSTILE.values()), *FURNITURE.values()]
)
PAGES = st.lists(LINES, max_size=8).map("\n".join)


@given(texts=st.lists(PAGES, min_size=1, max_size=4), data=st.data())
@settings(max_examples=6)
def test_order_and_batch_size_change_nothing(
    texts: list[str], data: st.DataObject, references: References
) -> None:
    order = data.draw(st.permutations(range(len(texts))))
    for run in (clean, extract):
        alone = [_bare(run([text], references)[0]) for text in texts]
        together = [_bare(one) for one in run([texts[place] for place in order], references)]
        assert together == [alone[place] for place in order]


def _bare(answer: Page | Reject) -> tuple[object, ...]:
    """What an answer says, without the name of its page."""
    if isinstance(answer, Reject):
        return (answer.stage, answer.reason, answer.detail)
    return (answer.blocks, answer.facts, answer.quotes, answer.citations, answer.date_mentions)
