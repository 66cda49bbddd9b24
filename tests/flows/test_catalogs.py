"""Addresses of catalogues: what they mean, and that nothing of a password is ever shown."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import conninfo

from flows.lake.catalogs import PASSWORD, read_address, take_password
from pipelines.errors import UsageError


@pytest.fixture(autouse=True)
def _no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD, "before")


@pytest.mark.parametrize(
    ("address", "bare", "password"),
    [
        ("postgres://u:p@h:5/db", "postgres://u@h:5/db", "p"),
        (
            "postgresql://u:p%40%2Fw@h/db?sslmode=require",
            "postgresql://u@h/db?sslmode=require",
            "p@/w",
        ),
        ("postgres://u@h/db", "postgres://u@h/db", "before"),
        ("postgres://u:p@s@h/db", "postgres://u@h/db", "p@s"),
        ("postgres://u:a:b@h/db", "postgres://u@h/db", "a:b"),
        ("postgres://u@h/db?password=abc", "postgres://u@h/db", "abc"),
        ("postgres://u:p@[::1]:5/db?schema=x", "postgres://u@[::1]:5/db?schema=x", "p"),
        ("postgres:///db?host=/run/pg", "postgres:///db?host=%2Frun%2Fpg", "before"),
    ],
)
def test_a_password_goes_to_the_environment(address: str, bare: str, password: str) -> None:
    assert take_password(address) == bare
    assert os.environ[PASSWORD] == password


@pytest.mark.parametrize(
    ("address", "meaning"),
    [
        ("postgres://u@h:5/db", {"user": "u", "host": "h", "port": "5", "dbname": "db"}),
        ("postgres://u@h/d%27%20b%20sslmode=disable", {"dbname": "d' b sslmode=disable"}),
        ("postgres://u@h/d'b\\x", {"dbname": "d'b\\x"}),
        ("postgres:///db?host=/run/pg", {"host": "/run/pg", "dbname": "db"}),
        ("postgres://h/db?sslmode=verify-full&sslrootcert=/a b", {"sslmode": "verify-full"}),
    ],
)
def test_an_address_becomes_keywords_of_libpq(address: str, meaning: dict[str, str]) -> None:
    found = conninfo.conninfo_to_dict(read_address(address.replace(" ", "%20")).keywords)
    assert found | meaning == found


@pytest.mark.parametrize(
    ("query", "schema"), [("", "onrecord"), ("?schema=news_2", "news_2"), ("?schema=_x", "_x")]
)
def test_a_lake_has_a_schema_of_its_own(query: str, schema: str) -> None:
    assert read_address(f"postgres://h/db{query}").schema == schema


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:s3cret@h/db",
        "warehouse/catalog.sqlite",
        "postgres://u:s3cret@h",
        "postgres://u:s3cret@h/",
        "postgres://u:s3cret@h:x/db",
        "postgres://u:s3cret@h:123456/db",
        "postgres://u:s3cret@h1,h2/db",
        "postgres://u:s3/cret@h/db",
        "postgres://u:12/s3cret@h/db",
        "postgres://u:?s3cret@h/db",
        "postgres://u:#s3cret@h/db",
        "postgres://u:%zzs3cret@h/db",
        "postgres://u:%00s3cret@h/db",
        "postgres://u:%FFs3cret@h/db",
        "postgres://u:s3cret @h/db",
        "postgres://u:s3cret@h/db\n",
        "postgres://u:s3cret@[h/db",
        "postgres://u:s3cret@h/db?options=-csearch_path%3Dx",
        "postgres://u:s3cret@h/db?service=x",
        "postgres://u:s3cret@h/db?sslmode=a&sslmode=b",
        "postgres://u:s3cret@h/db?schema=pg_catalog",
        "postgres://u:s3cret@h/db?schema=a%22;drop",
        "postgres://u:s3cret@h/db?schema=",
    ],
)
def test_what_is_malformed_is_refused_without_showing_it(address: str) -> None:
    with pytest.raises(UsageError) as refused:
        take_password(address)
    assert "s3cret" not in str(refused.value)
    assert os.environ[PASSWORD] == "before"


def test_an_address_that_is_kept_holds_no_password() -> None:
    with pytest.raises(UsageError, match=PASSWORD) as refused:
        read_address("postgres://u:s3cret@h/db")
    assert "s3cret" not in str(refused.value)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_whatever_is_given_is_read_or_refused(text: str) -> None:
    given = (text, f"postgres://{text}", f"postgres://u:s3cret@{text}", f"postgres://h/{text}")
    for address in given:
        with suppress(UsageError):
            bare = take_password(address)
            assert "s3cret" not in bare
            assert take_password(bare) == bare
