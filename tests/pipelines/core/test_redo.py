"""What is made again is what is outdated and what depends on it, no more and no less."""

from __future__ import annotations

import pytest

from pipelines.errors import StageError
from pipelines.redo import plan_redo
from pipelines.references import References
from pipelines.stage import Stage, run_stages
from pipelines.stage_keys import find_affected, make_key, make_keys
from pipelines.stages import LATER_STAGES, STAGES
from tests.pipelines.core.test_stages_and_adapter import document

ALL = tuple(stage.name for stage in STAGES)
LATER = tuple(stage.name for stage in LATER_STAGES)
KEYS = dict.fromkeys(ALL, "1:0")


@pytest.mark.parametrize(
    ("outdated", "affected"),
    [
        ("citations", ("citations",)),
        ("compare", ("compare",)),
        ("quotes", ("quotes", "compare")),
        ("describe", LATER),
        ("sites", ALL[1:]),
        ("clean", ALL),
    ],
)
def test_what_reads_what_an_outdated_stage_writes_is_made_again(
    outdated: str, affected: tuple[str, ...]
) -> None:
    assert tuple(stage.name for stage in find_affected(STAGES, {outdated})) == affected


@pytest.mark.parametrize(
    ("known", "corrections", "media_type", "is_linked_otherwise", "expected"),
    [
        (KEYS, None, "text/html", False, ((), False, False, False)),
        (
            KEYS | {"citations": "2:0"},
            None,
            "text/html",
            False,
            (("citations",), True, False, False),
        ),
        (KEYS | {"compare": "1:9"}, None, "text/plain", False, (("compare",), True, True, False)),
        (KEYS | {"clean": "0:0"}, None, "text/plain", False, (ALL, True, True, False)),
        (KEYS | {"clean": "0:0"}, None, "text/html", False, ((), False, False, True)),
        (KEYS, "new", "text/plain", False, ((), True, True, False)),
        (KEYS | {"corrections": "old"}, "old", "text/plain", False, ((), False, False, False)),
        (KEYS | {"corrections": "old"}, None, "text/plain", False, (LATER, True, True, False)),
        (KEYS, None, "text/plain", True, ((), True, True, False)),
        ({}, None, "text/plain", False, (ALL, True, True, False)),
    ],
    ids=[
        *("unchanged", "citations alone", "compared", "cleaned", "html is gone", "newly corrected"),
        *("corrected", "correction removed", "linked otherwise", "of an older lake"),
    ],
)
def test_plans(
    known: dict[str, str],
    corrections: str | None,
    media_type: str,
    is_linked_otherwise: bool,
    expected: tuple[object, ...],
) -> None:
    plan = plan_redo(known, KEYS, corrections, media_type, is_linked_otherwise=is_linked_otherwise)
    assert (plan.stages if plan.is_needed else (), *plan[1:2], *plan[2:]) == (
        *expected[:2],
        expected[2] if expected[1] else plan.is_whole,
        expected[3],
    )


def test_keys_tell_versions_from_reference_files() -> None:
    one, other = References({}, {"a": "1", "b": "2"}), References({}, {"a": "1", "b": "3"})
    stage = Stage("one", 4, (), (), lambda pages, _: pages, ("b",))
    assert make_keys([stage], one)["one"].startswith("4:")
    assert make_keys([stage], one) != make_keys([stage], other)
    assert make_key(4, ("a",), one) == make_key(4, ("a",), other)
    assert make_key(4, ("b", "a"), one) == make_key(4, ("a", "b"), one)


def test_a_stage_is_shown_what_it_declares_alone(references: References) -> None:
    undeclared = Stage("one", 1, (), (), lambda pages, given: [given.rows("months"), *pages][1:])
    with pytest.raises(StageError, match="reads schemas/reference/months without declaring it"):
        run_stages([undeclared], [document("a")], references)
    declared = Stage("one", 1, (), (), undeclared.run, ("months",))
    assert len(run_stages([declared], [document("a")], references)) == 1
