"""The views' declarations are well-formed, and agree with those of the tables."""

import pytest

from schemas.tables import TABLES
from schemas.view import View
from schemas.views import VIEWS

each_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


@each_view
def test_columns_are_declared_once(view: View) -> None:
    names = [field.name for field in view.fields]
    assert len(set(names)) == len(names)
    assert set(view.key) <= set(names)


@each_view
def test_meanings_are_sentences(view: View) -> None:
    assert [f.name for f in view.fields if not f.meaning.endswith(".")] == []


@each_view
def test_tables_named_are_those_read(view: View) -> None:
    assert [name for name in TABLES if f"{{{name}}}" in view.template] == [
        name for name in TABLES if TABLES[name] in view.tables
    ]


def test_a_view_has_no_name_of_a_table() -> None:
    assert VIEWS.keys() & TABLES.keys() == set()


def test_a_column_of_a_view_has_the_type_that_its_name_has_in_tables() -> None:
    types = {field.name: field.type for table in TABLES.values() for field in table.fields}
    differing = [
        (view.name, field.name)
        for view in VIEWS.values()
        for field in view.fields
        if types.get(field.name, field.type) != field.type
    ]
    assert differing == []
