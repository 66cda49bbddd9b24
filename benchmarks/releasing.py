"""Decides how the speed of releases is measured: time, memory and size for a large lake.

`python -m benchmarks.releasing --pages N`; the command runs as a process of its own.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.multiplied import COMMAND, make_lake
from benchmarks.speed import memory_of
from flows.settings import Warehouse


@dataclass(frozen=True, slots=True)
class Effort:
    """What one command took: seconds by the clock and of all processors, its largest memory in KB.

    Other work on the machine makes the clock's seconds more, those of the processors hardly.
    """

    seconds: float
    processor_seconds: float
    memory: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s ({self.processor_seconds:.1f} s of processor time), at most {self.memory / 1e6:.2f} GB"


def run_command(warehouse: Warehouse, *arguments: str) -> Effort:
    """Run one command to its end."""
    start, peak, used = time.perf_counter(), 0, _processor_seconds()
    command = [COMMAND, *arguments, "--warehouse", str(warehouse.folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, memory_of(process.pid))
            time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{command} ended with {process.returncode}")
    return Effort(time.perf_counter() - start, _processor_seconds() - used, peak)


def _processor_seconds() -> float:
    """The time that processes took which have ended, in programs and in the system."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_release(warehouse: Warehouse, name: str, *options: str) -> None:
    """Print what a release and its check take."""
    effort = run_command(warehouse, "release", name, *options)
    size = sum(path.stat().st_size for path in (warehouse.releases / name).iterdir())
    print(f"release {' '.join([name, *options])}: {effort}, {size / 1e6:,.0f} MB")
    print(f"check {name}: {run_command(warehouse, 'check', name)}")


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
