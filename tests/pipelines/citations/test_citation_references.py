"""The reference files of citations agree with the table of resolutions and with each other."""

from collections import Counter

from pipelines.citations.lexicon import read_lexicon
from pipelines.references import References, split_list
from schemas import vocabularies as v


def test_every_measure_of_the_table_can_be_named(references: References) -> None:
    taken = {m for r in references.rows("resolutions") for m in split_list(r["measures"])}
    assert taken == {row["measure"] for row in references.rows("citation_measures")}


def test_no_synonym_stands_for_two_measures(references: References) -> None:
    rows = references.rows("citation_measures")
    names = Counter(name.casefold() for row in rows for name in split_list(row["synonyms"]))
    assert [name for name, count in names.items() if count > 1] == []


def test_a_measure_has_every_phrase_once(references: References) -> None:
    for row in references.rows("citation_measures"):
        names = [
            n.casefold() for c in ("synonyms", "shared", "objects") for n in split_list(row[c])
        ]
        assert sorted(names) == sorted(set(names)), row["measure"]
        assert row["is_sanction"] in ("yes", "no")


def test_shared_phrases_are_no_synonyms(references: References) -> None:
    rows = references.rows("citation_measures")
    own = {name.casefold() for row in rows for name in split_list(row["synonyms"])}
    shared = Counter(name.casefold() for row in rows for name in split_list(row["shared"]))
    objects = {name.casefold() for row in rows for name in split_list(row["objects"])}
    assert own & (set(shared) | objects) == set()
    assert [name for name, count in shared.items() if count < 2] == []


def test_every_target_is_a_listed_country(references: References) -> None:
    targets = {t for r in references.rows("resolutions") for t in split_list(r["targets"])}
    codes = [row["alpha3"] for row in references.rows("countries")]
    assert targets <= set(codes)
    assert codes == sorted(set(codes))


def test_organs_are_those_of_the_contract(references: References) -> None:
    bodies = {row["body"] for row in references.rows("citation_organs")} - {""}
    assert bodies == set(v.RESOLUTION_BODIES)


def test_every_role_of_words_is_read(references: References) -> None:
    words = read_lexicon(references).words
    assert {"noun", "nouns", "adoption", "restriction", "draft", "other_body"} <= set(words)
    assert all(words.values())
