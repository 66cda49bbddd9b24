"""Decides where reference tables are read from, and checks their shape."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import orjson

import schemas
from pipelines.errors import ReferenceFault
from pipelines.references import References

FOLDER = Path(schemas.__file__).parent / "reference"


def load_references(folder: Path = FOLDER) -> References:
    """Read every CSV file of the folder and every model below it.

    ReferenceFault names the file and line that is malformed.
    """
    tables, digests = {}, {}
    for path in sorted(folder.glob("*.csv")):
        try:
            content = path.read_bytes()
            lines = content.decode("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ReferenceFault(f"{path}: {error}; it must be a readable UTF-8 file") from error
        reader = csv.DictReader(lines, strict=True)
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ReferenceFault(
                    f"{path}, line {reader.line_num}: needs the {len(reader.fieldnames or ())} "
                    "columns of its header"
                )
            rows.append(row)
        tables[path.stem] = tuple(rows)
        digests[path.stem] = hashlib.sha256(content).hexdigest()
    return References(tables, digests, _load_models(folder / "models", digests))


def _load_models(folder: Path, digests: dict[str, str]) -> dict[str, Any]:
    """The learned models, as parsed; their digests are added."""
    models = {}
    for path in sorted(folder.glob("*.json")):
        try:
            content = path.read_bytes()
            models[path.stem] = orjson.loads(content)
        except (OSError, orjson.JSONDecodeError) as error:
            raise ReferenceFault(f"{path}: {error}; restore it from version control") from error
        digests[path.stem] = hashlib.sha256(content).hexdigest()
    return models
