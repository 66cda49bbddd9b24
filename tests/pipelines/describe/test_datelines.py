"""Openings of stories: where the dateline ends, and which name in it may be an agency's."""

import pytest

from pipelines.describe.dateline import find_dateline
from pipelines.describe.layout import lay_out
from pipelines.document import Block

NEWS = "The ferry of Norrhaven sails again, the harbour master said on Monday."


def read(*parts: str) -> tuple[str, str | None] | None:
    """The dateline of an article whose first line is cut into these parts, and its agency."""
    text, blocks, at = "".join(parts), [], 0
    for part in parts:
        end = at + len(part.rstrip())
        blocks.append(Block(len(blocks), at, end, "body", True, 1.0))
        at += len(part)
    found = find_dateline(lay_out(text, blocks))
    if found is None:
        return None
    name = None
    if found.agency_start is not None:
        name = text[found.agency_start : found.agency_end]
    return text[found.start : found.end].rstrip(), name


@pytest.mark.parametrize(
    ("dateline", "name"),
    [
        ("NORRHAVEN, Feb. 22 (UPI) --", "UPI"),
        ("NORRHAVEN, Feb 22 (Reuters) -", "Reuters"),
        ("NORRHAVEN, February 22. /TASS/.", "TASS"),
        ("NORRHAVEN, Feb. 22 (Xinhua) --", "Xinhua"),
        ("NORRHAVEN, Feb. 22, 2031 (AP) —", "AP"),
        ("NORRHAVEN, Minn. (AP) —", "AP"),
        ("PORT NORRHAVEN (AP) —", "AP"),
        ("NORRHAVEN (Reuters) –", "Reuters"),
        ("(Reuters) -", "Reuters"),
        ("(Bloomberg) --", "Bloomberg"),
        ("NORRHAVEN, 22nd February, 2031 (WAM) --", "WAM"),
        ("Norrhaven [Seeland], February 22 (ANI):", "ANI"),
        ("NORRHAVEN, Feb. 22, 2031 /PRNewswire/ --", "PRNewswire"),
        ("NORRHAVEN. Feb 22 (Interfax-Ukraine) -", "Interfax-Ukraine"),
        ("NORRHAVEN, Feb. 22 (MNA) –", "MNA"),
        ("NORRHAVEN, 22 février (AFP) –", "AFP"),
        ("Norrhaven, 22 fév 2031 (AFP) -", "AFP"),
        ("Norrhaven (dpa) -", "dpa"),
        ("Norrhaven/Südhafen (dpa/lno) –", "dpa/lno"),
        ("Norrhaven (AFP/dpa) -", "AFP/dpa"),
        ("Norrhaven, 22 feb (EFE).-", "EFE"),
        ("Norrhaven, 22 feb. 2031 (EFE).-", "EFE"),
        ("Norrhaven, 22 fev 2031 (Lusa) –", "Lusa"),
        ("(ANSA) - NORRHAVEN, 22 FEB -", "ANSA"),
        ("NORRHAVEN (PAP) -", "PAP"),
        ("НОРХАВЕН, 22 февраля. /ТАСС/.", "ТАСС"),
        ("НОРХАВЕН, 22 фев — РИА Новости", "РИА Новости"),
        ("NORRHAVEN, February 22 - RIA Novosti", "RIA Novosti"),
        ("[ノルハーベン 22日 ロイター] -", "ロイター"),
        ("(노르하벤=연합뉴스)", "연합뉴스"),
        ("新华社北京2月22日电", "新华社"),
        ("NORRHAVEN —", None),
        ("NORRHAVEN, Feb 22 —", None),
        ("NORRHAVEN, Feb. 22, 2031 --", None),
        ("Norrhaven, le 22 février 2031 –", None),
        ("Norrhaven, 22. Februar 2031 –", None),
    ],
)
def test_datelines(dateline: str, name: str | None) -> None:
    tail = ". " if dateline.endswith("Новости") or dateline.endswith("Novosti") else " "
    assert read(f"{dateline}{tail}{NEWS}") == (dateline, name)
    assert read(f"{dateline}{tail}", NEWS) == (dateline, name)


def test_an_agency_without_a_dash_needs_a_date() -> None:
    assert read(f"Norrhaven, Feb 22 (PTI) {NEWS}") == ("Norrhaven, Feb 22 (PTI)", "PTI")
    assert read(f"Norrhaven (PTI) {NEWS}") is None


@pytest.mark.parametrize(
    "opening",
    [
        NEWS,
        "The harbour (a small one) - opened late.",
        "The master said (in part): no ship sails today.",
        "In Norrhaven, 22 people – most of them sailors – saw it.",
        "The ferry sails again – at last.",
        "A/B tests/trials. Next come the ships.",
        "NORRHAVEN-31 — what we know",
        "N.A. officials — who asked not to be named — spoke late.",
        "Lind had five ships and four boats for the islanders (14-16, 8-9 league). Next",
        "“NORRHAVEN is open,” she said — at last.",
        "22 February 2031 – the harbour opens.",
        "(see page 4) The harbour opens.",
        "",
    ],
)
def test_openings_that_are_no_datelines(opening: str) -> None:
    assert read(opening) is None


def test_a_dateline_stands_in_one_of_the_first_lines() -> None:
    lines = ["A lead above it.\n\n", "NORRHAVEN (AP) — It sails.\n\n", "More.\n\n"]
    assert read(*lines) == ("NORRHAVEN (AP) —", "AP")
    assert read(*["A line.\n\n"] * 3, lines[1]) is None
