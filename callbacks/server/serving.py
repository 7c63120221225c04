"""What leaves the server besides Dash's own answers: prepared files, the page's frame, compression, errors.

``install`` puts all of it on a Dash app. Nothing here knows what the atlas shows.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Final

import brotli
import dash
import flask
from dash.fingerprint import check_fingerprint
from flask_compress import Compress

from callbacks.server import error_pages, security
from callbacks.server.build import ENCODINGS, BuiltFile, StaticBuild, prepare
from callbacks.server.process import front
from callbacks.server.process.other_builds import OtherBuilds, remove_old
from callbacks.server.sources import PAGE_SCRIPT, PAGE_STYLE, STATIC
from geodata.database.address import DatabaseError
from geodata.tables import source
from geodata.text import LOCALES, current_locale

LOG = logging.getLogger("atlas.static")
FOR_EVER: Final = "public, max-age=31536000, immutable"
ANSWERS: Final = "/_dash-update-component"
LAYOUT: Final = "/_dash-layout"
RELEASE: Final = "Atlas-Release"
"""Header of answers that tells a page of an earlier release that it is one."""
SUITES_PREFIX: Final = "/_dash-component-suites/"
_VENDORED: Final = ("vendor/maplibre-gl-shared.js", "vendor/plotly.js")
_UNUSED: Final = re.compile(
    r'<script src="[^"]*/(?:dash_table/bundle|deps/polyfill|dcc/dash_core_components-shared)[^"]*">'
    r"</script>\s*"
)


class SlimDash(dash.Dash):
    """A Dash app whose page leaves out three of Dash's scripts that the atlas never uses.

    They are Dash's own table and its polyfills for old browsers, of which only regenerator-runtime is still
    needed and comes with the build, 37 kB of brotli together; and what several of Dash's own components
    share, which the cut bundle holds as far as the graph needs it. ``interpolate_index`` is Dash's documented
    place to change the page.
    """

    words: Callable[[], Mapping[str, str]] = dict
    """What the frame says in the language of the request: ``title``, ``description``, ``no_script``, …"""

    def interpolate_index(self, **kwargs: str) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return the page without the scripts of ``_UNUSED``, in the reader's language."""
        said = {name: escape(text, quote=True) for name, text in self.words().items()}
        kwargs["scripts"] = _UNUSED.sub("", kwargs.get("scripts", ""))
        kwargs["title"] = said.get("title", kwargs.get("title", ""))
        page = super().interpolate_index(**kwargs)
        embed = ' data-embed="1"' if security.is_embed(flask.request) else ""
        for name, text in (*said.items(), ("lang", current_locale()), ("embed", embed)):
            page = page.replace(f"{{%{name}%}}", text, 1)
        return page


def install(app: dash.Dash, build: StaticBuild, pages: Collection[str] = ("/",)) -> None:
    """Make a Dash app serve a build: files, compressed answers, security headers, error pages, its prefix.

    ``pages`` are the paths that show the app; Dash itself would answer any other path with the app, too, and
    here it gets the page that says so. Call it once; callbacks may be registered before or after, up to the
    first request.
    """
    server = _server(app)
    front.install(server, os.environ)
    files = build.by_file()
    known = frozenset(pages)
    others = OtherBuilds(build)

    @server.before_request
    def serve_prepared() -> flask.Response | None:
        path = flask.request.path
        if flask.request.method not in {"GET", "HEAD"}:
            return None
        if path.startswith(f"/{STATIC}"):
            place = path.removeprefix(f"/{STATIC}")
            found = (build, files[place]) if place in files else others.find(place)
            return error_pages.plain(404) if found is None else respond(*found)
        if path.startswith(SUITES_PREFIX):
            asked, fingerprinted = check_fingerprint(path.removeprefix(SUITES_PREFIX))
            built = build.files.get(f"suites/{asked}")
            return respond(build, built) if built is not None and fingerprinted else None
        if path == "/favicon.ico" and "favicon.svg" in build.files:
            return respond(build, build.files["favicon.svg"], cache="public, max-age=86400")
        return None

    @server.before_request
    def refuse_unknown_pages() -> flask.Response | None:
        rule = flask.request.url_rule
        is_catchall = rule is not None and rule.rule.endswith("<path:path>")
        return error_pages.page(404) if is_catchall and flask.request.path not in known else None

    @server.after_request
    def tell_release(response: flask.Response) -> flask.Response:
        if flask.request.path == ANSWERS:
            response.headers[RELEASE] = build.release
        return response

    server.config.setdefault("COMPRESS_ALGORITHM", ["br", "gzip"])
    server.config.setdefault("COMPRESS_BR_LEVEL", 5)
    server.config.setdefault("COMPRESS_MIN_SIZE", 500)
    Compress(server)
    server.after_request(_pack_layout)  # before Compress, which packs what is not packed yet
    security.install(app, server)
    error_pages.install(server)


def _pack_layout(response: flask.Response) -> flask.Response:
    """Send the page's parts, which are the same for every reader of a language, in fewer bytes."""
    takes = flask.request.accept_encodings
    if flask.request.path == LAYOUT and response.status_code == 200 and "br" in takes:
        response.set_data(_packed(response.get_data()))
        response.headers["Content-Encoding"] = "br"
    return response


@lru_cache(maxsize=len(LOCALES))
def _packed(data: bytes) -> bytes:
    """Pack at a quality that takes a tenth of a second, once, and saves a tenth of the bytes."""
    return brotli.compress(data, quality=10)


def _server(app: dash.Dash) -> flask.Flask:
    if not isinstance(app.server, flask.Flask):
        raise TypeError(f"the atlas is served by Flask, not by {type(app.server).__name__}")
    return app.server


def respond(build: StaticBuild, built: BuiltFile, cache: str = FOR_EVER) -> flask.Response:
    """Return a file in the smallest encoding that the browser takes and that is still what was built."""
    accepted = flask.request.accept_encodings
    taken = [name for name in ENCODINGS if name in built.encodings and accepted[name] > 0]
    for encoding in (*taken, ""):
        etag = f"{built.digest}-{encoding or 'identity'}"
        if flask.request.if_none_match.contains(etag):
            response = flask.Response(status=304)
            break
        body = build.read(built, encoding)
        if body is not None:
            response = flask.Response(body, content_type=built.content_type)
            if encoding:
                response.headers["Content-Encoding"] = encoding
            break
        LOG.warning(
            "%s (%s) is missing or damaged; a new start builds it anew.", built.file, encoding or "plain"
        )
    else:
        return error_pages.plain(503)
    response.set_etag(etag)
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Access-Control-Allow-Origin"] = "*"  # public files: a notebook draws the map from them
    return response


def index_string(build: StaticBuild, *, preload: Mapping[str, str] | None = None) -> str:
    """Return the page's frame for ``Dash.index_string``: each file once, by its fingerprint.

    Its language and texts are filled in for each reader (:class:`SlimDash`).

    Vendored scripts come first, then the assets folder's own, linked and joined. ``preload`` names files to
    fetch before any script runs, each with the media query that wants it ("all" for every reader); what a
    build lacks is left out. The URLs of every file but scripts stand in the page as JSON under the id
    ``atlas-assets`` (logical name -> URL), for scripts that fetch them.
    """
    vendored = [name for name in _VENDORED if name in build.files]
    own = [name for name in (PAGE_SCRIPT,) if name in build.files]
    sheets = [*build.names("vendor/", ".css"), *build.names(PAGE_STYLE)]
    urls = {
        n: build.asset_url(n)
        for n in build.names()
        if not n.startswith("suites/") and not n.endswith((".css", ".js"))
    }
    head = [
        *(
            f'<link rel="preload" href="{build.asset_url(n)}" as="fetch" crossorigin media="{media}">'
            for n, media in (preload or {}).items()
            if n in build.files
        ),
        *(f'<link rel="stylesheet" href="{build.asset_url(n)}">' for n in sheets),
    ]
    if "favicon.svg" in build.files:
        head.append(f'<link rel="icon" type="image/svg+xml" href="{build.asset_url("favicon.svg")}">')
    body = [_script(build, name) for name in [*vendored, *own]]
    data = json.dumps(urls, sort_keys=True).replace("<", "\\u003c")
    return _FRAME.format(
        release=escape(build.release, quote=True),
        head="\n    ".join(head),
        data=data,
        body="\n    ".join(body),
    )


def _script(build: StaticBuild, name: str) -> str:
    worker = "vendor/maplibre-gl-worker.js"
    extra = ""
    if name == "vendor/plotly.js" and worker in build.files:
        extra = f' data-worker="{build.asset_url(worker)}"'
    return f'<script src="{build.asset_url(name)}"{extra}></script>'


_FRAME: Final = """<!DOCTYPE html>
<html lang="{{%lang%}}" data-release="{release}"{{%embed%}}>
  <head>
    {{%metas%}}
    <title>{{%title%}}</title>
    <meta name="description" content="{{%description%}}">
    <meta name="theme-color" content="#F7F5F1">
    <link rel="alternate" type="application/atom+xml" href="feed.atom" title="{{%feed%}}">
    {head}
    {{%css%}}
  </head>
  <body>
    <noscript>{{%no_script%}} <a href="plain">{{%plain%}}</a></noscript>
    {{%app_entry%}}
    <footer hidden>{{%config%}}</footer>
    <script id="atlas-assets" type="application/json">{data}</script>
    {body}
    {{%scripts%}}
    {{%renderer%}}
  </body>
</html>
"""


def main(arguments: Sequence[str]) -> int:
    """Run ``python -m callbacks.server.serving build``: prepare the files and say so on standard error.

    With ``--coming`` they are those of what the database holds newest, and its tables are made ready, too.
    """
    if list(arguments) not in (["build"], ["build", "--coming"]):
        print("usage: python -m callbacks.server.serving build [--coming]", file=sys.stderr)
        return 2
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        if "--coming" in arguments:
            from geodata.tables.atlas import load_atlas  # noqa: PLC0415 - pandas, which a ready build needs not

            source.show(source.coming())
            load_atlas()
        build = prepare()
        if "--coming" in arguments:
            remove_old(build)
    except DatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    packed = sum(
        build.seal[f.file + ENCODINGS["br"]].size for f in build.files.values() if "br" in f.encodings
    )
    print(f"{len(build.files)} files are ready ({packed / 1000:,.0f} kB in brotli).", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
