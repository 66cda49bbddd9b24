"""`onrecord extract --explain`: everything is shown, what was left out is told, nothing is obeyed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.commands.explain import run_explain, show_rows
from tests.flows.commands import COMMAND, PAGE, run

pytestmark = pytest.mark.flow

ROOT = Path(__file__).parents[2]
GUTTER = re.compile(r"([ *-]) ([\w= ']{13}) ([\d. ]{4}) \| (.*)")
CODES = re.compile(r"\x1b\[([\d;]*)m")
MENU = "Home\nNews\nSport\nContact us"
PARTS = (
    ("Home News", "navigation", False, 0.02),
    ("Pier opens", "title", False, 0.4),
    ("By Ida Holm, Oslo", "byline", False, 0.1),
    ("The pier opened.", "body", True, 0.98),
    ("Boats go there", "related", False, 0.3),
)
Shown = Callable[..., str]


@pytest.fixture
def shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Shown:
    """What the command prints for files in tmp_path, in an environment of our own."""
    monkeypatch.chdir(tmp_path)
    for name in ("FORCE_COLOR", "NO_COLOR", "TERM", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)

    def show(*files: str, rows: list[dict[str, Any]] | None = None, **environment: str) -> str:
        for name, value in ({"COLUMNS": "90"} | environment).items():
            monkeypatch.setenv(name, value)
        if rows is None:
            run_explain(list(files), 1)
        else:
            show_rows(rows)
        return capsys.readouterr().out

    return show


def made_row() -> dict[str, Any]:
    """A page as `extract` answers it, its title and author told."""
    text = "\n".join(part for part, *_ in PARTS)
    places = [text.index(part) for part, *_ in PARTS]
    facts = ("title", "outlet", "agency", "byline", "published")
    document = {f"{name}_{key}": None for name in facts for key in ("method", "start", "end")}
    document |= {"title": "Pier opens", "title_method": "heading"}
    document |= {"title_start": places[1], "title_end": places[1] + 10}
    document |= {"bylines": ["Ida Holm"], "byline_method": "byline"}
    document |= {"byline_start": places[2] + 3, "byline_end": places[2] + 11}
    document |= dict.fromkeys(("outlet_name", "agency_name", "published_on", "published_at"))
    blocks = [
        {"char_start": at, "char_end": at + len(part), "label": label, "is_kept": kept, "score": p}
        for at, (part, label, kept, p) in zip(places, PARTS, strict=True)
    ]
    return {
        "uri": "pier",
        "document": document | {"raw_text": text},
        "blocks": blocks,
        "reject": None,
    }


def shown_text(output: str) -> str:
    found = (GUTTER.fullmatch(line) for line in output.splitlines())
    return "".join("".join(one.group(4).split()) for one in found if one)


def test_a_page_as_shown(shown: Shown) -> None:
    lines = shown(rows=[made_row()]).splitlines()
    assert [line.rstrip() for line in lines] == [
        "pier",
        "  title     Pier opens (heading)",
        "  outlet    not told",
        "  byline    Ida Holm (byline)",
        "  published not told",
        "  kept      3 of 14 words, 1 of 5 blocks",
        "",
        "- navigation    0.02 | Home News",
        "* title         0.40 | Pier opens",
        "* = title            |",
        "* byline        0.10 | By Ida Holm, Oslo",
        "* = byline           |",
        "  body          0.98 | The pier opened.",
        "- related       0.30 | Boats go there",
        "",
        "  kept      body 1",
        "  facts     title 1, byline 1",
        "  left out  navigation 1, related 1",
        "",
    ]


def test_colours_are_for_terminals(shown: Shown) -> None:
    rows = [made_row()]
    piped = shown(rows=rows)
    coloured = shown(rows=rows, FORCE_COLOR="1", TERM="xterm-256color")
    without = shown(rows=rows, FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
    assert "\x1b" not in piped
    assert CODES.sub("", coloured) == CODES.sub("", without) == piped
    assert "\x1b[2;9mHome News\x1b[0m" in coloured
    assert "| \x1b[0mThe pier opened.\n" in coloured
    assert "By \x1b[0m\x1b[1;4mIda Holm\x1b[0m" in coloured
    codes = {code for found in CODES.findall(without) for code in found.split(";")}
    assert "9" in codes
    assert not codes & {str(number) for number in (*range(30, 50), *range(90, 108))}


@pytest.mark.parametrize("name", ["icon_list.txt", "german_page.txt", "page with spaces.txt"])
def test_every_character_is_shown_in_order(name: str, shown: Shown) -> None:
    path = ROOT / "raw" / name
    assert shown_text(shown(str(path))) == "".join(path.read_text("utf-8").split())


@pytest.mark.parametrize(
    "text",
    ["\x1b[31mred\x1b]0;a\x07", "a\x08\x7f\x00b\x0b", "\x9b2J\x85", "\u202etxt\u2066\u2028"],
    ids=["escape", "control", "c1", "direction"],
)
def test_control_characters_are_shown_not_obeyed(text: str, tmp_path: Path, shown: Shown) -> None:
    records = [{"id": f"a{text}", "text": f"{PAGE}\n\n{text} stays"}, {"id": text, "text": ""}]
    (tmp_path / "feed.jsonl").write_text("\n".join(map(json.dumps, records)))
    output = shown("feed.jsonl")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u206f]", output)
    assert " stays\n" in output


def test_markup_of_the_terminal_library_is_text(tmp_path: Path, shown: Shown) -> None:
    (tmp_path / "[red]x.txt").write_text(f"[bold]{PAGE}[/bold] :smile: [link=x]y", "utf-8")
    output = CODES.sub("", shown("[red]x.txt", FORCE_COLOR="1", TERM="xterm"))
    assert output.startswith("[red]x.txt\n")
    assert "| [bold]Harbour" in output
    assert "[/bold] :smile: [link=x]y" in output


@pytest.mark.parametrize("columns", ["10", "60", "90", "400"])
def test_lines_fit_the_width(columns: str, tmp_path: Path, shown: Shown) -> None:
    text = f"{PAGE}\n\n{'港口委员会周二投票。' * 30}\n\n{'a' * 500}\n\n{PAGE}"
    (tmp_path / "page.txt").write_text(text, "utf-8")
    output = shown("page.txt", COLUMNS=columns)
    wide = re.compile(r"[\u3000-\u9fff]")
    widest = max(len(line) + len(wide.findall(line)) for line in output.splitlines())
    room = min(max(int(columns), 40), 120)
    assert room - 12 < widest <= room
    assert shown_text(output) == "".join(text.split())


def test_a_reject_is_explained(tmp_path: Path, shown: Shown) -> None:
    (tmp_path / "menu.txt").write_text(MENU, "utf-8")
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    output = shown("menu.txt", "page.txt")
    assert output.startswith("menu.txt\n  rejected  while finding the article and its facts\n")
    assert "\n  reason    no_article_text: a page of furniture only\n" in output
    assert "\n\npage.txt\n" in output


def test_standard_input_and_jobs(tmp_path: Path) -> None:
    rows = [{"id": f"n{n}", "text": PAGE.replace("a week", f"{n} days")} for n in range(40)]
    feed = "\n".join(map(json.dumps, rows))
    (tmp_path / "feed.jsonl").write_text(feed)
    output = run("extract", "--explain", "-", input=feed).stdout
    names = [line for line in output.splitlines() if re.fullmatch(r"n\d+", line)]
    assert names == [row["id"] for row in rows]
    more = run("extract", "--explain", tmp_path / "feed.jsonl", "--jobs", "2").stdout
    assert more == output


def test_a_poor_terminal_gets_what_it_can_write(tmp_path: Path) -> None:
    feed = json.dumps({"id": "ü", "text": f"{MENU}\n\n{PAGE}"})
    (tmp_path / "feed.jsonl").write_text(feed)
    environment = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "TERM": "dumb"}
    output = run("extract", "--explain", "feed.jsonl", cwd=tmp_path, env=environment).stdout
    assert output.startswith("\\xfc\n")
    assert "| \\u201cWe are ready" in output


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("\n".join(json.dumps({"id": str(n), "text": PAGE}) for n in range(500)))
    line = f"'{COMMAND}' extract --explain '{feed}' | head -n 1"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.stdout == "0\n"
    assert "Traceback" not in done.stderr
