"""What the tests of the agreement page share: its parts on a small table."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
