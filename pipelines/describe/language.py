"""Decides in which language a body is written."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Most texts tell their language soon; a longer sample is read of those that do not.
SAMPLES = (160, 500)
SURE_AT_ONCE = 0.97
TOO_SHORT = 60
SURE = 0.8
SURE_WITH_HINT = 0.5


def detect_language(body: str, hint: str | None) -> str | None:
    """ISO 639-1 code; null for a short or doubtful text. `hint` is what the page declares."""
    declared = (hint or "").strip().lower().replace("_", "-").split("-")[0]
    if not any(sum(map(str.isalpha, body[:size])) >= TOO_SHORT for size in SAMPLES):
        return None
    code, score = "", 0.0
    for size in SAMPLES:
        sample = body[:size].encode("utf-8", "replace").decode("utf-8")
        code, score = _identifier().classify(sample)
        if score >= SURE_AT_ONCE:
            break
    needed = SURE_WITH_HINT if code == declared else SURE
    return code if score >= needed and len(code) == 2 else None


@cache
def _identifier() -> LanguageIdentifier:
    # The model takes 0.5 s and 130 MB to load: only a process that describes pages pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Stored as 16 bits: widened here once, or else for every text anew.
    identifier.nb_ptc = identifier.nb_ptc.astype("float32")
    return identifier
