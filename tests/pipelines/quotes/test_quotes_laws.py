"""What holds for the rows of any page, and how the stage bears hostile ones."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.document import Page
from pipelines.quotes.stage import QUOTES

PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "''",
        "Ann Lee",
        " said",
        ", ",
        ". ",
        "he",
        "\n",
        "we go",
        "(",
        ")",
        " the aide ",
        "according to ",
        " told ",
        " that ",
        " was ",
        " and ",
        "😀",
        "\u202e",
        "\x00",
        "’s ",
        "Water Ministry",
        " who ",
        ": ",
        "—",
        "İ",
        "7",
    ]
)


def check_rows(page: Page) -> None:
    text = page.document.raw_text
    ends: dict[str, int] = {}
    for row in page.quotes:
        assert text[row.char_start : row.char_end] == row.quote_text
        for group in (row.statement_id, "verbatim" if row.kind != "indirect" else row.quote_id):
            assert row.char_start >= ends.get(group, 0)
            ends[group] = row.char_end
        assert row.speaker_text or row.speaker_name
        assert 0.0 <= row.confidence <= 1.0
        if row.speaker_start is not None and row.speaker_end is not None:
            assert text[row.speaker_start : row.speaker_end] == row.speaker_text
            assert row.speaker_end <= row.char_start or row.speaker_start >= row.char_end
        if row.cue_start is not None:
            assert text[row.cue_start : row.cue_end] == row.cue_text
        if row.addressee_start is not None:
            assert text[row.addressee_start : row.addressee_end] == row.addressee_text
    for rest in page.unattributed_quotes:
        assert text[rest.char_start : rest.char_end] == rest.quote_text
    assert len({row.quote_id for row in page.quotes}) == len(page.quotes)


@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(pieces=st.lists(PIECES, max_size=40))
def test_rows_are_proved_by_the_text(read_page, pieces: list[str]) -> None:
    check_rows(read_page("".join(pieces)))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"' * 10_000, id="straight marks"),
        pytest.param("“" * 10_000, id="openers"),
        pytest.param("“a” " * 5_000, id="many fragments"),
        pytest.param("A" * 200_000, id="one long word"),
        pytest.param("Ann, " * 20_000 + "“we go now,” he said.", id="commas"),
        pytest.param("Ann Lee " * 10_000 + "“we go now,” he said.", id="names"),
        pytest.param("Ann Lee said that " * 10_000, id="reports in reports"),
        pytest.param("It holds, Ann Lee said, " * 5_000, id="tags in one sentence"),
        pytest.param(
            "".join(f"Ann {a}{b}o left.\n" for a in "ABCDEFGH" for b in "abcdefgh")
            + "“We go now,” Hho said.",
            id="namesakes",
        ),
        pytest.param("", id="empty"),
    ],
)
def test_hostile_pages_have_proved_rows(read_page, text: str) -> None:
    check_rows(read_page(text))


def test_batches_do_not_change_rows(read_page, references) -> None:
    texts = ["“We go now,” Ann Lee said.", "Tom Birch left. “We stay,” he said."]
    alone = [read_page(text) for text in texts]
    together = QUOTES.run(list(reversed(alone)), references)
    assert [page.quotes for page in reversed(together)] == [page.quotes for page in alone]
