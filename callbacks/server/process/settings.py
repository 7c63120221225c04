"""What the environment sets: where and with how many processes the atlas is served, and what it logs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from callbacks.server.address import AddressError, prefix, proxies, public_address
from callbacks.server.process.framing import FrameError, frame_ancestors

ACCESS = "access"


class SettingError(ValueError):
    """A setting that cannot be used; the message names the variable, its value and what would be valid."""


@dataclass(frozen=True)
class ServeSettings:
    """Where and with how many processes the atlas is served.

    ``access`` logs a line for each request, ``api`` serves the data at ``/ogc`` as well.
    """

    host: str = "127.0.0.1"
    port: int = 8050
    workers: int = 1
    threads: int = 4
    prefix: str = "/"
    access: bool = False
    api: bool = False

    @property
    def bind(self) -> str:
        """Host and port; an IPv6 host stands in brackets."""
        return f"{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}"

    @property
    def url(self) -> str:
        """The address to open."""
        return f"http://{self.bind}{self.prefix}"


def read_settings(environment: Mapping[str, str]) -> ServeSettings:
    """Return the settings that the environment names; ``SettingError`` for one that is not valid."""
    try:
        public_address(environment)
        proxies(environment)
        path = prefix(environment)
        frame_ancestors(environment)
    except (AddressError, FrameError) as error:
        raise SettingError(str(error)) from error
    plain = ServeSettings()
    return ServeSettings(
        host=environment.get("HOST", "").strip() or plain.host,
        port=_whole(environment, "PORT", plain.port, 65535),
        workers=_whole(environment, "WORKERS", plain.workers, 64),
        threads=_whole(environment, "THREADS", plain.threads, 256),
        prefix=path,
        access=_logs_access(environment),
        api=serves_api(environment),
    )


def serves_api(environment: Mapping[str, str]) -> bool:
    """Tell whether ``ATLAS_API`` asks for ``/ogc``; ``SettingError`` where its packages are not here."""
    text = environment.get("ATLAS_API", "").strip()
    if text not in {"", "0", "1"}:
        raise SettingError(f"ATLAS_API={text!r} is not valid: give 1 for the data at /ogc, 0 for none.")
    if text != "1":
        return False
    if find_spec("pygeoapi") is None:
        raise SettingError(
            "ATLAS_API='1' needs pygeoapi, which is not installed: run `make setup API=1` or "
            "`pip install '.[api]'`."
        )
    return True


def is_handed_a_socket(environment: Mapping[str, str]) -> bool:
    """Tell whether systemd has handed its listening socket to this process (``sd_listen_fds``)."""
    return environment.get("LISTEN_PID") == str(os.getpid()) and environment.get("LISTEN_FDS", "0") != "0"


def _whole(environment: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= most):
        raise SettingError(f"{name}={text!r} is not valid: give a whole number from 1 to {most}.")
    return int(text)


def _logs_access(environment: Mapping[str, str]) -> bool:
    text = environment.get("ATLAS_LOG", "").strip()
    if text not in {"", ACCESS}:
        raise SettingError(f"ATLAS_LOG={text!r} is not valid: give {ACCESS!r} for a line for each request.")
    return text == ACCESS
