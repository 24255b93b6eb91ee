"""Which parts of the product have known faults, by an index of them: ``python -m tests.audit``.

pip-audit asks it, from an environment of its own, because it is no part of what is checked. Exit code 0: every part was looked up and
none has a known fault; 1: some have; 3: some or all could not be looked up, which is not the same as none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHON = ROOT / "build" / "audit" / "bin" / "python"
ASK = ["-m", "pip_audit", "--requirement", "requirements.txt", "--require-hashes", "--disable-pip"]
ASK += ["--format", "json", "--progress-spinner", "off"]
NONE_KNOWN, KNOWN, NOT_ASKED = 0, 1, 3


def judged(answer):
    """Lines to print and the exit code, from what pip-audit wrote; empty where it could not ask at all."""
    parts = json.loads(answer)["dependencies"] if answer.strip() else []
    faults = [(part, fault) for part in parts for fault in part.get("vulns", [])]
    skipped = [part["name"] for part in parts if "skip_reason" in part]
    lines = [
        f"{part['name']} {part['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'no version yet'}"
        for part, fault in faults
    ]
    if faults:
        return [*lines, f"Known faults: {len(faults)}."], KNOWN
    if skipped or not parts:
        what = f"{len(skipped)} of {len(parts)} parts" if parts else "the parts"
        return [
            f"No index of known faults answered for {what}; run `make sbom` and have build/sbom.json checked elsewhere."
        ], NOT_ASKED
    return [f"No known fault in {len(parts)} parts."], NONE_KNOWN


def ask():
    """What pip-audit says, as JSON; empty where it cannot be had or cannot ask."""
    subprocess.run([sys.executable, "-m", "venv", ROOT / "build" / "audit"], check=True)
    got = subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "pip-audit"], check=False, capture_output=True)
    if got.returncode:
        return ""
    return subprocess.run([PYTHON, *ASK], cwd=ROOT, check=False, capture_output=True, text=True).stdout


if __name__ == "__main__":
    said, code = judged(ask())
    print("\n".join(said))
    sys.exit(code)
