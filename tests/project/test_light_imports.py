"""Opening a project loads nothing that only some of its work needs."""

import subprocess
import sys

_HEAVY = ("spacy", "PySide6", "psycopg", "numpy", "trafilatura")


def test_importing_the_project_loads_no_pipeline_no_window_and_no_server_driver() -> None:
    program = f"import sys, annotator.project; print([name for name in {_HEAVY} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert loaded.stdout.strip() == "[]"
