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


class DiffFormat(StrEnum):
    """How `diff` shows changes."""

    text = "text"
    json = "json"
    parquet = "parquet"
    html = "html"


class ReportFormat(StrEnum):
    """How `report` tells of a version."""

    text = "text"
    html = "html"


def _take_password(address: str | None) -> str | None:
    """The address of the catalogue as it may be shown."""
    if address is None:
        return None
    from flows.lake.catalogs import take_password

    return take_password(address)


WarehouseOption = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", help="The folder that holds the lake.")
]
CatalogOption = Annotated[
    str | None,
    typer.Option(
        "--catalog",
        metavar="ADDRESS",
        envvar="ONRECORD_CATALOG",
        callback=_take_password,
        help="Keep the catalogue in PostgreSQL, for several writers: postgres://USER@HOST/DATABASE.",
    ),
]
AT_HELP = "A version by its number, its release's name, or the one current at an ISO time."
AtOption = Annotated[str | None, typer.Option("--at", metavar="VERSION|NAME|TIME", help=AT_HELP)]
ToOption = Annotated[
    Path | None,
    typer.Option("--to", metavar="FILE", help="Write there, not to standard output."),
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
    catalog: CatalogOption = None,
    jobs: JobsOption = ALL_CORES,
    output: OutputOption = Output.text,
) -> None:
    """Read pages, extract, link, audit, and publish a new version."""
    from flows.commands.build import run_build

    run_build(inputs or [RAW], Warehouse(warehouse, catalog), jobs, as_json=output == Output.json)


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
    catalog: CatalogOption = None,
    jobs: JobsOption = ALL_CORES,
    output: OutputOption = Output.text,
) -> None:
    """Take a page back: publish a version without it, and never bring it back."""
    from flows.commands.withdraw import run_withdraw

    run_withdraw(
        uri, Warehouse(warehouse, catalog), reason, by, jobs, as_json=output == Output.json
    )


@app.command()
def sql(
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="A query in DuckDB's SQL: 'from quotes'.")
    ],
    at: AtOption = None,
    form: Annotated[Format, typer.Option("--format", help="How rows are printed.")] = Format.table,
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
) -> None:
    """Query the lake, read-only."""
    from flows.commands.sql import run_sql

    run_sql(query, Warehouse(warehouse, catalog), at, form.value)


@app.command()
def versions(
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
    output: OutputOption = Output.text,
) -> None:
    """List the published versions."""
    from flows.commands.versions import run_versions

    run_versions(Warehouse(warehouse, catalog), as_json=output == Output.json)


@app.command()
def diff(
    before: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", help="The earlier version, like --at; by default the one before B."
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The later version, like --at; the latest by default."),
    ] = None,
    form: Annotated[
        DiffFormat, typer.Option("--format", help="How changes are shown.")
    ] = DiffFormat.text,
    to: ToOption = None,
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
) -> None:
    """Tell what changed between two versions, and why; VERSION, NAME or TIME for each."""
    from flows.commands.diff import run_diff

    run_diff(Warehouse(warehouse, catalog), before, after, form.value, to)


@app.command()
def report(
    at: AtOption = None,
    form: Annotated[
        ReportFormat, typer.Option("--format", help="A page, or lines for the terminal.")
    ] = ReportFormat.html,
    to: ToOption = None,
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
) -> None:
    """Tell of one version: coverage, speakers, resolutions, wordings, changes, known limits."""
    from flows.commands.report import run_report

    run_report(Warehouse(warehouse, catalog), at, form.value, to)


@app.command()
def release(
    name: Annotated[
        str,
        typer.Argument(metavar="NAME", help="Three numbers: v1.2.0, or 2026.11.0 by the month."),
    ],
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="VERSION|NAME|TIME", help="An older version than the latest."),
    ] = None,
    without_text: Annotated[
        bool,
        typer.Option("--without-text", help="Ship digests in the place of the pages' text."),
    ] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell which number it should have, and why; no more.")
    ] = False,
    gold: Annotated[
        Path | None,
        typer.Option(
            "--gold", metavar="DIR", help="Measure on the gold sets in DIR, by its evaluate.py."
        ),
    ] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
    output: OutputOption = Output.text,
) -> None:
    """Write a version as an immutable folder of files under warehouse/releases/."""
    from flows.commands.release import run_release
    from flows.releasing.release import Wish

    wish = Wish(name, at, not without_text, gold)
    run_release(wish, Warehouse(warehouse, catalog), explain=explain, as_json=output == Output.json)


@app.command()
def check(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="A release: compare its files with its manifest."),
    ] = None,
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
    output: OutputOption = Output.text,
) -> None:
    """Audit the current version again (exit 3 when it fails), or verify a release's checksums."""
    if name is not None:
        from flows.commands.check_release import run_check_release

        run_check_release(name, Warehouse(warehouse), as_json=output == Output.json)
        return
    from flows.commands.check import run_check

    run_check(Warehouse(warehouse, catalog), as_json=output == Output.json)


@app.command()
def vacuum(
    older_than: Annotated[
        str,
        typer.Option(
            "--older-than",
            metavar="AGE",
            help="Versions of this age end, but for the last and released ones: 12h, 30d, 4w.",
        ),
    ] = "30d",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell what would be done, and do nothing.")
    ] = False,
    warehouse: WarehouseOption = WAREHOUSE,
    catalog: CatalogOption = None,
    output: OutputOption = Output.text,
) -> None:
    """Merge small files, expire old versions, delete files that no version needs."""
    from flows.commands.vacuum import run_vacuum

    run_vacuum(
        Warehouse(warehouse, catalog), older_than, dry_run=dry_run, as_json=output == Output.json
    )


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
    catalog: CatalogOption = None,
    jobs: JobsOption = ALL_CORES,
) -> None:
    """Build on a schedule until stopped, with Prefect's page of runs on this machine."""
    from flows.commands.serve import run_serve

    run_serve(inputs or [RAW], Warehouse(warehouse, catalog), jobs, cron)


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
