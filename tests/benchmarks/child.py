"""Runs a command and prints, as the last line, how much memory it had at most, in MB."""

import resource
import subprocess
import sys


def peak_of_children() -> float:
    """In MB; Linux counts in kB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    status = subprocess.run(sys.argv[1:], check=False).returncode
    print(peak_of_children())  # noqa: T201 - its output is its answer
    sys.exit(status)
