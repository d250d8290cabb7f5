"""Whether a file that is to be written is standard output, where answers are told as well."""

import os
import sys
from pathlib import Path


def is_standard_output(out: Path) -> bool:
    """Whether what is written would end up between what is told: `/dev/stdout` and its other names."""
    try:
        return not out.is_file() and os.path.samestat(out.stat(), os.fstat(sys.stdout.fileno()))
    except OSError:
        return False
