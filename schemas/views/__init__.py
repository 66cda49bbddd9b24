"""Decides which views the dataset has: stored questions over its tables, at every version of it."""

from schemas.view import View
from schemas.views.citations import RESOLUTION_CITATIONS
from schemas.views.outlets import OUTLET_COVERAGE
from schemas.views.speech import QUOTES_BY_SPEAKER, UTTERANCE_VARIANTS

VIEWS: dict[str, View] = {
    view.name: view
    for view in (QUOTES_BY_SPEAKER, UTTERANCE_VARIANTS, OUTLET_COVERAGE, RESOLUTION_CITATIONS)
}
