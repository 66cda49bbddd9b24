"""Figures of quality and speed; benchmarks print, tests never assert times."""
