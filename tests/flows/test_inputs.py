"""Which files of a folder are read, and what becomes of the others."""

import os
from pathlib import Path

import pytest

from flows.reading.sources import Source, find_sources, name_source
from pipelines.document import Reject
from pipelines.errors import UsageError


def outcome(folder: Path) -> dict[str, str]:
    return {
        one.name if isinstance(one, Source) else one.uri: one.kind
        if isinstance(one, Source)
        else one.reason
        for one in find_sources([folder])
    }


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("page.txt", "text/plain"),
        ("PAGE.TXT", "text/plain"),
        ("page.html", "text/html"),
        ("page.htm", "text/html"),
        ("feed.jsonl", "application/jsonl"),
        ("feed.jsonl.gz", "application/jsonl+gzip"),
        ("two words \U0001f4f0.txt", "text/plain"),
        ("deep/er/page.txt", "text/plain"),
        ("page.pdf", "unsupported_type"),
        ("no_ending", "unsupported_type"),
        ("feed.gz", "unsupported_type"),
    ],
)
def test_kind_follows_the_ending(tmp_path: Path, name: str, expected: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("text")
    assert outcome(tmp_path) == {name: expected}


@pytest.mark.parametrize("name", ["README.md", "readme.txt", ".hidden.txt", ".git/page.txt"])
def test_notes_and_hidden_files_are_left_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("text")
    assert outcome(tmp_path) == {}


def test_links_are_followed_only_to_files_inside(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "page.txt").write_text("text")
    (tmp_path / "secret.txt").write_text("text")
    (folder / "same.txt").symlink_to(folder / "page.txt")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    assert outcome(folder) == {
        "page.txt": "text/plain",
        "same.txt": "text/plain",
        **dict.fromkeys(("out.txt", "loop", "self.txt", "gone.txt"), "symlink_not_followed"),
    }


def test_the_input_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real" / "sub").mkdir(parents=True)
    (tmp_path / "real" / "sub" / "page.txt").write_text("text")
    (tmp_path / "real" / "same.txt").symlink_to(tmp_path / "real" / "sub" / "page.txt")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert outcome(tmp_path / "link") == {"sub/page.txt": "text/plain", "same.txt": "text/plain"}


def test_a_folder_may_be_given_from_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text("text")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert outcome(Path("../in")) == {"page.txt": "text/plain"}


def test_a_pipe_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcome(tmp_path) == {"pipe.txt": "unreadable"}


def test_order_is_that_of_the_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/a.txt", "B.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("text")
    assert list(outcome(tmp_path)) == ["B.txt", "a.txt", "b.txt", "c/a.txt"]


def test_a_folder_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere does not exist: give"):
        list(find_sources([tmp_path / "nowhere"]))


def test_a_single_file_keeps_its_given_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "page.txt").write_text("text")
    monkeypatch.chdir(tmp_path)
    one = name_source(Path("sub/page.txt"))
    assert isinstance(one, Source)
    assert one.name == "sub/page.txt"
    with pytest.raises(UsageError, match="is a folder"):
        name_source(Path("sub"))


def test_an_undecodable_name_is_written_out(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/page-\xff.txt")).write_text("text")
    (one,) = find_sources([tmp_path])
    assert not isinstance(one, Reject)
    assert one.name == "page-\\udcff.txt"
