"""nginx as it is shipped in ``deploy/nginx``, on free ports of this machine and in a folder of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
from contextlib import contextmanager

from tests.browser.conftest import ROOT, free_port, wait_for

TEMPLATE = ROOT / "deploy" / "nginx" / "lsi.conf.template"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PLACES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def rendered(**values):
    """The shipped configuration with its names filled in, as the image of nginx does; one that is not given fails."""
    text = TEMPLATE.read_text(encoding="utf-8")
    return re.sub(r"\$\{(LSI_\w+)\}", lambda found: values[found[1]], text)


def configuration(folder, **values):
    """A file for nginx around the shipped one, writing nothing outside this folder."""
    (folder / "lsi.conf").write_text(rendered(**values), encoding="utf-8")
    temporary = "\n".join(f"    {place}_temp_path {folder / place};" for place in PLACES)
    main = folder / "nginx.conf"
    main.write_text(
        f"daemon off;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'} warn;\nworker_processes 2;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{\n{temporary}\n    access_log off;\n"
        f"    include {folder / 'lsi.conf'};\n}}\n",
        encoding="utf-8",
    )
    return main


@contextmanager
def proxy(folder, viewers, desk="127.0.0.1:9"):
    """nginx before three viewers, until the block ends; gives its address.

    Args:
        folder: for its files.
        viewers: host and port of each of the three.
        desk: host and port of the desk.
    """
    port = free_port()
    names = dict(zip(("LSI_VIEWER_A", "LSI_VIEWER_B", "LSI_VIEWER_C"), viewers, strict=True))
    file = configuration(
        folder, LSI_LISTEN=f"127.0.0.1:{port}", LSI_NAME="127.0.0.1", LSI_DESK_NAME="localhost", LSI_DESK=desk, **names
    )
    running = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(file)], stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(address, running)
        yield address
    finally:
        running.terminate()
        running.wait(20)
