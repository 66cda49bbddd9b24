"""Decides how speed is measured: `make bench` prints start-up, extraction and build figures.

Whole processes are timed, as a user runs them. `--pages N` sets the size of the build.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write_corpus

COMMAND = str(Path(sys.executable).parent / "onrecord")


def timed(*arguments: str, core: int | None = None) -> tuple[float, str]:
    """Run one command; its seconds and standard output. `core` pins it to one core."""
    pin = (lambda: os.sched_setaffinity(0, {core})) if core is not None else None
    start = time.perf_counter()
    done = subprocess.run(
        [COMMAND, *arguments], capture_output=True, text=True, check=True, preexec_fn=pin
    )
    return time.perf_counter() - start, done.stdout


def fastest(*arguments: str, runs: int = 3) -> float:
    """The least seconds of a few runs."""
    return min(timed(*arguments)[0] for _ in range(runs))


def measure_extract(folder: Path, pages: int) -> None:
    """Documents a second on one core, start-up excluded by the difference of two runs."""
    small, large = folder / "small.jsonl", folder / "large.jsonl"
    write_corpus(small, 1)
    size = write_corpus(large, pages)
    start_up = min(timed("extract", str(small), core=0)[0] for _ in range(3))
    seconds = timed("extract", str(large), core=0)[0] - start_up
    print(
        f"extract, one core: {pages / seconds:,.0f} docs/s of {size / pages / 1000:.1f} KB (start-up {start_up:.2f} s)"
    )


def measure_build(folder: Path, pages: int) -> None:
    """Seconds and peak memory of a first and of a repeated build."""
    source, warehouse = folder / "corpus.jsonl", folder / "warehouse"
    write_corpus(source, pages)
    command = [COMMAND, "build", str(source), "--warehouse", str(warehouse), "--output", "json"]
    for name in ("first", "repeated"):
        start, peak = time.perf_counter(), 0
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as build:
            while build.poll() is None:
                peak = max(peak, memory_of(build.pid))
                time.sleep(0.1)
            counts = json.load(build.stdout)["counts"] if build.stdout else {}
        seconds = time.perf_counter() - start
        print(
            f"{name} build of {pages:,} pages: {seconds:.1f} s, all processes together at most "
            f"{peak / 1e6:.2f} GB, {counts['quotes']:,} quotes"
        )
    query = "select count(*) from quotes"
    print(f"sql: {fastest('sql', query, '--warehouse', str(warehouse)):.2f} s")
    print(f"versions: {fastest('versions', '--warehouse', str(warehouse)):.2f} s")


def memory_of(pid: int) -> int:
    """Memory in KB of a process and all that it started; shared pages count in parts (Linux)."""
    total, waiting = 0, [pid]
    while waiting:
        place = Path(f"/proc/{waiting.pop()}")
        try:
            for task in (place / "task").iterdir():
                waiting += [int(one) for one in (task / "children").read_text().split()]
            total += sum(
                int(line.split()[1])
                for line in (place / "smaps_rollup").read_text().splitlines()
                if line.startswith("Pss:")
            )
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
    return total


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=10_000)
    pages = parser.parse_args().pages
    print(f"--help: {fastest('--help'):.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        measure_extract(Path(folder), min(pages, 2_000))
        measure_build(Path(folder), pages)


if __name__ == "__main__":
    main()
