"""Decides where the data dictionary is written: `python -m flows.write_dictionary`."""

from pathlib import Path

import flows
from schemas.dictionary import render_dictionary

PAGE = Path(flows.__file__).parent.parent / "docs" / "data_dictionary.md"

if __name__ == "__main__":
    PAGE.write_text(render_dictionary(), encoding="utf-8")
