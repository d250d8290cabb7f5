"""The program as a process: what it loads, how it speaks, and where its errors go."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from annotator.settings import shipped
from tests.cli.conftest import Ran

Process = Callable[..., Ran]

_RUN_ALL_AND_LIST_MODULES = """
import sys
from annotator.__main__ import main
for line in sys.stdin.read().splitlines():
    main(line.split("\\t"))
print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def _loaded_by(*commands: tuple[str, ...]) -> set[str]:
    """The packages that are loaded after the program did all of this."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN_ALL_AND_LIST_MODULES],
        input="\n".join("\t".join(command) for command in commands),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return set(done.stderr.splitlines()[-1].split())


def test_no_command_but_the_windows_loads_qt(tmp_path: Path) -> None:
    project, out = str(tmp_path / "p.annotator"), str(tmp_path / "out.jsonl")
    story = next(iter(sorted(shipped("seeds").glob("*.txt"))))
    loaded = _loaded_by(
        ("new", project),
        ("import", project, str(story)),
        ("suggest", project),
        ("status", project),
        ("export", project, out),
        ("check", out),
        ("schema",),
        ("formats",),
    )
    assert "spacy" in loaded
    assert "PySide6" not in loaded
    assert Path(out).exists()


def test_help_waits_for_nothing_heavy() -> None:
    assert _loaded_by(("--help",)).isdisjoint(
        ("PySide6", "spacy", "sqlalchemy", "numpy", "trafilatura", "lxml")
    )


def test_what_is_printed_is_utf8_whatever_the_console_is_set_to(process: Process, tmp_path: Path) -> None:
    ran = process(
        "new",
        tmp_path / "Zoë 🌊.annotator",
        "--json",
        environment={"PYTHONIOENCODING": "ascii"},
    )
    assert ran.status == 0
    assert ran.json["project"] == str(tmp_path / "Zoë 🌊.annotator")


def test_a_file_name_that_is_no_utf8_is_still_json(process: Process, tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.jsonl")
    (tmp_path / name).write_bytes(b"no row\n")
    checked = process("check", tmp_path / name, "--json")
    assert checked.status == 1
    assert checked.json["rows"] == 1


def test_rows_on_standard_output_are_alone_there(process: Process, tmp_path: Path) -> None:
    project = str(tmp_path / "a.annotator")
    (tmp_path / "a.txt").write_text("The council of the valley met on Monday and decided nothing.")
    assert process("new", project).status == process("import", project, str(tmp_path / "a.txt")).status == 0
    ran = process("export", project, "/dev/stdout")
    assert json.loads(ran.out)["schema"] == "annotator/1"
    assert ran.err == "1 row written to /dev/stdout.\n"
    refused = process("export", project, "/dev/stdout", "--json")
    assert (refused.status, list(refused.json)) == (2, ["error"])


def test_a_reader_who_had_enough_is_no_error() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    for command in ("schema", "formats"):
        done = subprocess.run(
            [sys.executable, "-m", "annotator", command],
            stdout=theirs,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    os.close(theirs)


def test_the_script_is_the_module(process: Process) -> None:
    script = Path(sys.executable).with_name("annotator")
    done = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == process("--version").out


def test_an_error_nobody_foresaw_is_in_the_log_and_not_on_the_screen(tmp_path: Path) -> None:
    code = """
import sys
from annotator import __main__
from annotator.cli import edge
def broken(window):
    raise RuntimeError("cheese")
sys.exit(edge.run([], broken, log=__main__.start_log()))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    (log,) = (tmp_path / "home").rglob("annotator.log")
    assert str(log) in done.stderr
    assert "RuntimeError: cheese" in log.read_text(encoding="utf-8")
