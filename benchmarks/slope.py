"""Decides how hostile pages are timed: `make bench-slope` prints the processor time at n, 2n, 4n and its slope.

A slope is log2 of how much longer twice the text takes: 1 is linear, 2 is quadratic. `clean` is
cleaning alone, `all` every stage from bytes on, `kept` the stages after cleaning when all lines
are kept, so that nothing hostile is spared them. Slopes over WORST are marked.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable, Sequence

from flows.reference_files import load_references
from pipelines.adapter import extract_inputs
from pipelines.clean.stage import clean_pages
from pipelines.document import Block, Document, Input, Page
from pipelines.stage import run_stages
from pipelines.stages import STAGES

WORST = 1.2
TOO_SHORT = 0.02
PROSE = "The harbour board voted on Tuesday to reopen the old ferry pier, which closed in 2011. "
BOARD = "The board passed resolution 12 of its own, and nobody else was asked about it. "
QUOTED = "“We have waited ten years for this day,” said Ida Holm, who runs the kiosk by the water. "
ARABIC = "صوّت مجلس الميناء يوم الثلاثاء على إعادة فتح رصيف العبّارات القديم الذي أغلق عام 2011. "
CHINESE = "港口委员会周二投票决定重新开放旧渡轮码头，该码头于二零一一年关闭。"
EMOJI = "Ferry is back 🚢🎉👩‍👩‍👧‍👦🇳🇴❤️ who is in? 🙌🏽 "
CODE = "def reopen(pier: str) -> None:\n    if piers[pier]['closed'] >= 2011 and not (a or (b and c)):\n        raise ValueError(f\"{pier!r}\")\n"
CITED = "UN resolutions ban luxury goods to North Korea, and the 2006 UN resolution 1718 (2006) says so. "
NAMED = (
    "Ida Holm, Per Lund and Mayor Ole Brandt of Estrel told the BBC on 3 May 2021 that they agree. "
)

# Name, whole size (4n) in characters, and how the text of a size is made.
Shape = tuple[str, int, Callable[[int], str]]


def fill(unit: str) -> Callable[[int], str]:
    """Texts that repeat a unit up to a size."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def lines_of(make: Callable[[random.Random], str]) -> Callable[[int], str]:
    """Texts of many different lines up to a size."""

    def build(size: int) -> str:
        dice, lines, held = random.Random(size), list[str](), 0  # noqa: S311 - repeatable
        while held < size:
            lines.append(make(dice))
            held += len(lines[-1]) + 1
        return "\n".join(lines)

    return build


def word(dice: random.Random) -> str:
    """A word that no list knows."""
    return "".join(dice.choice("abdegiklmnoprstu") for _ in range(dice.randint(2, 9)))


def sentence(dice: random.Random) -> str:
    """A sentence of such words."""
    return " ".join(word(dice) for _ in range(dice.randint(8, 20))).capitalize() + "."


def row(dice: random.Random) -> str:
    """A row of a table."""
    return "\t".join(f"{dice.randint(1, 10**6):,}" for _ in range(8)) + "\t| 3.5 % |"


SHAPES: tuple[Shape, ...] = (
    ("one line of 5 MB", 5_000_000, fill(PROSE + QUOTED)),
    ("100,000 short lines", 1_000_000, lines_of(word)),
    ("20,000 sentence lines", 1_800_000, lines_of(sentence)),
    ("right to left", 1_000_000, fill(ARABIC)),
    ("Chinese, one line", 1_000_000, fill(CHINESE)),
    ("emoji", 1_000_000, fill(EMOJI)),
    ("table", 1_000_000, lines_of(row)),
    ("source code", 1_000_000, fill(CODE)),
    ("source code, one line", 1_000_000, fill(CODE.replace("\n", " "))),
    ("quotation marks", 40_000, fill('"')),
    ("curly openers", 40_000, fill("“")),
    ("openers and words", 1_000_000, fill("“we ")),
    ("apostrophes", 1_000_000, fill("'a ")),
    ("nested brackets", 1_000_000, lambda size: "([{" * (size // 6) + "}])" * (size // 6)),
    ("brackets and words", 1_000_000, fill("(a [b {c ")),
    ("one address", 1_000_000, lambda size: "https://estrel.example/" + "a-b/" * (size // 4)),
    ("one number", 1_000_000, fill("7")),
    ("numbers", 1_000_000, fill("2021 05 ")),
    ("days", 1_000_000, fill("3 May 2021 09:07, ")),
    ("combining marks", 1_000_000, fill("e\u0301\u0302\u0323")),
    ("no spaces", 1_000_000, fill("abcdefghij")),
    ("capitals", 1_000_000, fill("Ida Holm Per ")),
    ("names", 1_000_000, fill(NAMED)),
    ("name lines", 1_000_000, fill(NAMED + "\n")),
    ("quotes", 1_000_000, fill(QUOTED)),
    ("quote lines", 1_000_000, fill(QUOTED + "\n")),
    ("citations", 1_000_000, fill(CITED)),
    ("citation lines", 1_000_000, fill(CITED + "\n")),
    ("citation words", 1_000_000, fill("UN resolution ")),
    ("glued menu", 1_000_000, fill("Home News Sport Weather Contact ")),
    ("same line", 1_000_000, fill(PROSE + "\n")),
    ("full stops", 1_000_000, fill(". ")),
    ("blank lines", 1_000_000, fill("\n \n\t")),
    ("carriage returns", 1_000_000, fill("a\r")),
    ("dashes", 1_000_000, fill("— - ")),
    ("colons", 1_000_000, fill("Holm: so ")),
    ("entities", 1_000_000, fill("&amp;&nbsp;&quot;")),
    ("soft hyphens", 1_000_000, fill("a\u00ad\u200b")),
)


def page_of(text: str) -> Page:
    """The page of a text, nothing found on it yet."""
    return Page(Document("0" * 20, "page", "-", "text/plain", "0" * 64, text))


def kept_page(text: str) -> Page:
    """The page with every line kept."""
    blocks: list[Block] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if bare := line.strip():
            first = start + line.index(bare[0])
            blocks.append(Block(len(blocks), first, first + len(bare), "body", True, 1.0))
        start += len(line)
    return Page(Document("0" * 20, "page", "-", "text/plain", "0" * 64, text), tuple(blocks))


def measures() -> dict[str, Callable[[str], Callable[[], object]]]:
    """What is timed, by name: given a text, the function to time."""
    references = load_references()

    def clean(text: str) -> Callable[[], object]:
        pages = [page_of(text)]
        return lambda: clean_pages(pages, references)

    def everything(text: str) -> Callable[[], object]:
        content = f"{PROSE}\n\n{QUOTED}\n\n{BOARD}\n\n{text}".encode()
        inputs = [Input("page", "-", "text/plain", content, encoding="utf-8")]
        return lambda: extract_inputs(inputs, STAGES, references)

    def kept(text: str) -> Callable[[], object]:
        page = kept_page(f"{PROSE}\n\n{BOARD}\n\n{text}")

        def run() -> None:
            answers: list[Page] = [page]
            for stage in STAGES[1:]:
                answers = [a for a in stage.run(answers, references) if isinstance(a, Page)]

        return run

    run_stages(STAGES, [page_of(PROSE + QUOTED + CITED).document], references)  # fill the caches
    return {"clean": clean, "all": everything, "kept": kept}


def least_seconds(run: Callable[[], object]) -> float:
    """The seconds of a run; the least of three where it is short."""
    best = math.inf
    for _ in range(3):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
        if best > 1:
            break
    return best


def slope(seconds: Sequence[float]) -> float | None:
    """log2 of the growth at a doubling; None where the times are too short to tell."""
    if seconds[-1] < TOO_SHORT:
        return None
    return math.log2(seconds[-1] / seconds[0]) / (len(seconds) - 1)


def main() -> None:
    """Print seconds and slope of each shape."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1.0, help="of all sizes")
    parser.add_argument("--only", default="", help="shapes whose name holds this")
    parser.add_argument("--what", choices=("clean", "all", "kept"), help="one of the three alone")
    options = parser.parse_args()
    timed = {k: v for k, v in measures().items() if options.what in (None, k)}
    print(f"{'shape':<24}{'KB':>6}  what   {'n':>7}{'2n':>8}{'4n':>8}   slope")
    for name, size, make in SHAPES:
        if options.only not in name:
            continue
        texts = [make(int(size * options.scale) // part) for part in (4, 2, 1)]
        for what, prepare in timed.items():
            seconds = [least_seconds(prepare(text)) for text in texts]
            steep = slope(seconds)
            shown = "-" if steep is None else f"{steep:.2f}{'  !' if steep > WORST else ''}"
            times = "".join(f"{one:8.2f}" for one in seconds)
            print(f"{name:<24}{len(texts[-1]) // 1000:>6}  {what:<6}{times}   {shown}", flush=True)


if __name__ == "__main__":
    main()
