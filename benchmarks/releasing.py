"""Decides how the speed of releases is measured: seconds, memory and size for a large lake.

`python -m benchmarks.releasing --pages N`; the command runs as a process of its own.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.multiplied import COMMAND, make_lake
from benchmarks.speed import memory_of
from flows.settings import Warehouse


def run_command(warehouse: Warehouse, *arguments: str) -> tuple[float, int]:
    """Seconds and largest memory in KB of one command."""
    start, peak = time.perf_counter(), 0
    command = [COMMAND, *arguments, "--warehouse", str(warehouse.folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return time.perf_counter() - start, peak


def measure_release(warehouse: Warehouse, name: str, *options: str) -> None:
    """Print what a release and its check take."""
    seconds, peak = run_command(warehouse, "release", name, *options)
    size = sum(path.stat().st_size for path in (warehouse.releases / name).iterdir())
    print(
        f"release {' '.join([name, *options])}: {seconds:.1f} s, at most {peak / 1e6:.2f} GB, {size / 1e6:,.0f} MB"
    )
    seconds, _ = run_command(warehouse, "check", name)
    print(f"check {name}: {seconds:.1f} s")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100_000)
    pages = parser.parse_args().pages
    with tempfile.TemporaryDirectory() as folder:
        warehouse = make_lake(Path(folder), pages)
        print(f"a lake of {pages:,} pages")
        measure_release(warehouse, "v1.0.0")
        measure_release(warehouse, "v2.0.0", "--without-text")


if __name__ == "__main__":
    main()
