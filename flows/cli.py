"""Decides the command line: names, options, exit codes. Each command loads only what it needs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.settings import RAW, WAREHOUSE, Warehouse, default_jobs

app = typer.Typer(
    name="onrecord",
    help="Raw news pages in; an audited, versioned dataset of who said what, when and where out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Output(StrEnum):
    """How a command prints its result."""

    text = "text"
    json = "json"


class Format(StrEnum):
    """How `sql` prints rows."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", help="The folder that holds the lake.")
]
OutputOption = Annotated[Output, typer.Option("--output", help="For people or for programs.")]
JobsOption = Annotated[
    int, typer.Option("--jobs", min=1, help="Processes that extract; all cores by default.")
]
ALL_CORES = default_jobs()


@app.command()
def build(
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[INPUT]...", help="Files and folders of pages; raw/ by default."),
    ] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    jobs: JobsOption = ALL_CORES,
    output: OutputOption = Output.text,
) -> None:
    """Read pages, extract, link, audit, and publish a new version."""
    from flows.commands.build import run_build

    run_build(inputs or [RAW], Warehouse(warehouse), jobs, as_json=output == Output.json)


@app.command()
def extract(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...|-", help="Files of pages, or - for JSON lines on standard input."
        ),
    ],
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes that extract.")] = 1,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each page with what was left out, and why.")
    ] = False,
    learn_sites: Annotated[
        bool,
        typer.Option(
            "--learn-sites",
            help="Leave out what sites repeat on the given pages; reads them first.",
        ),
    ] = False,
) -> None:
    """Print one JSON object a document, without a lake."""
    if explain:
        from flows.commands.explain import run_explain

        run_explain(files, jobs, learn_sites=learn_sites)
        return
    from flows.commands.extract import run_extract

    run_extract(files, jobs, learn_sites=learn_sites)


@app.command()
def withdraw(
    uri: Annotated[
        str,
        typer.Argument(metavar="URI", help="The page's uri, or the doc_id of a document there."),
    ],
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; it is published in `withdrawn`.")
    ],
    by: Annotated[
        str | None, typer.Option("--by", metavar="NAME", help="Who withdraws it; published too.")
    ] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    jobs: JobsOption = ALL_CORES,
    output: OutputOption = Output.text,
) -> None:
    """Take a page back: publish a version without it, and never bring it back."""
    from flows.commands.withdraw import run_withdraw

    run_withdraw(uri, Warehouse(warehouse), reason, by, jobs, as_json=output == Output.json)


@app.command()
def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A query in DuckDB's SQL: 'from quotes'.")
    ],
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="VERSION|TIME", help="An older version, or the one at an ISO time."
        ),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How rows are printed.")] = Format.table,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Query the lake, read-only."""
    from flows.commands.sql import run_sql

    run_sql(query, Warehouse(warehouse), at, form.value)


@app.command()
def versions(warehouse: WarehouseOption = WAREHOUSE, output: OutputOption = Output.text) -> None:
    """List the published versions."""
    from flows.commands.versions import run_versions

    run_versions(Warehouse(warehouse), as_json=output == Output.json)


@app.command()
def check(warehouse: WarehouseOption = WAREHOUSE, output: OutputOption = Output.text) -> None:
    """Audit the current version again; exit 3 when a critical expectation fails."""
    from flows.commands.check import run_check

    run_check(Warehouse(warehouse), as_json=output == Output.json)


@app.command()
def serve(
    cron: Annotated[
        str,
        typer.Option("--cron", metavar="CRON", help="When to build, as a cron line: '0 6 * * *'."),
    ],
    inputs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[INPUT]...", help="Files and folders of pages; raw/ by default."),
    ] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    jobs: JobsOption = ALL_CORES,
) -> None:
    """Build on a schedule until stopped, with Prefect's page of runs on this machine."""
    from flows.commands.serve import run_serve

    run_serve(inputs or [RAW], Warehouse(warehouse), jobs, cron)


def run() -> None:
    """Run a command: 0 done, 1 failed, 2 wrong usage, 3 audit failed; errors as one message."""
    from pipelines.errors import AuditFailed, OnrecordError, UsageError

    try:
        app()
    except UsageError as error:
        _end(2, str(error))
    except AuditFailed as error:
        _end(3, str(error))
    except OnrecordError as error:
        _end(1, str(error))
    except BrokenPipeError:
        sys.stderr.close()  # the reader went away: nothing more to say
        sys.exit(1)
    except OSError as error:
        _end(1, f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")


def _end(code: int, message: str) -> None:
    print(f"error: {message}", file=sys.stderr)  # noqa: T201 - the command line talks to people
    sys.exit(code)
