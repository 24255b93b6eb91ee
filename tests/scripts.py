"""``python -m tests.scripts``: hold every JavaScript of ours to its syntax, by the node that Playwright brings along."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

ROOT = Path(__file__).parent.parent
SCRIPTS = sorted([*(ROOT / "dashboard").rglob("*.js"), *(ROOT / "tests").rglob("*.js")])


def main() -> int:
    """How many scripts do not parse; what is wrong is printed."""
    node = compute_driver_executable()[0]
    return sum(subprocess.run([node, "--check", str(path)], check=False).returncode != 0 for path in SCRIPTS)


if __name__ == "__main__":
    sys.exit(main())
