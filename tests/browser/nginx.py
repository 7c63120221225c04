"""An nginx for a test: the configuration that docs/operating.md shows, on loopback, in a folder."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.browser.support import ROOT, free_port

DOC = ROOT / "docs" / "operating.md"
PREFIX = "/atlas/"
PATIENCE_S = 30

AROUND = """
{user}
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log stderr warn;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{shown}
}}
"""


def nginx_path() -> str | None:
    """Return the nginx of this machine, which Debian keeps out of a user's path."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")


def shown(language: str) -> list[str]:
    """Return the blocks of a language that the page on operating shows."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", DOC.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def configuration(folder: Path, port: int, behind: int) -> str:
    """Return the configuration of the page on operating with only this machine's own put into it."""
    (text,) = shown("nginx")
    own: Mapping[str, str] = {
        r"/var/cache/nginx/atlas": f"{folder}/cache",
        r"127\.0\.0\.1:8050": f"127.0.0.1:{behind}",
        r"listen 443 ssl;": f"listen 127.0.0.1:{port};",
        r"ssl_certificate  .*;": "",
        r"ssl_certificate_key .*;": "",
    }
    for pattern, replacement in own.items():
        text, count = re.subn(pattern, replacement, text)
        if count != 1:
            raise ValueError(f"docs/operating.md must name {pattern} once, it does {count} times")
    # The account that nginx would work as could not read a temporary folder of root's.
    user = "user root;" if os.geteuid() == 0 else ""
    return AROUND.format(user=user, folder=folder, shown=text)


@contextmanager
def nginx_before(behind: int, folder: Path) -> Iterator[str]:
    """Run nginx before a port of the loopback interface; give the address of the atlas behind it."""
    path, port = nginx_path(), free_port()
    if path is None:
        raise FileNotFoundError("nginx is not on this machine")
    file = folder / "nginx.conf"
    file.write_text(configuration(folder, port, behind), encoding="utf-8")
    with (folder / "stderr").open("w") as log:
        process = subprocess.Popen([path, "-p", str(folder), "-c", str(file)], stderr=log)
        try:
            _until_it_listens(port, process, folder / "stderr")
            yield f"http://127.0.0.1:{port}{PREFIX}"
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_S)


def _until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _look in range(PATIENCE_S * 10):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
        try:
            connection.request("GET", "/")
            connection.getresponse()
            return
        except ConnectionRefusedError:
            try:
                process.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        finally:
            connection.close()
    raise RuntimeError(f"nginx does not listen:\n{log.read_text()}")
