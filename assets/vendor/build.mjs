// Bundles what the page loads besides Dash's own scripts. `make vendor` installs the packages named in package.json
// and runs this; the results are committed, so that neither running nor testing the atlas needs Node.
import { copyFileSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const { devDependencies: wanted } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
const MAP_OPTIONS = { validateStyle: false, fadeDuration: 250, minZoom: 0.6, maxZoom: 13, maxPitch: 0, pitchWithRotate: false, dragRotate: false, keyboard: false };
const LARGEST = 3_000_000; // bytes a file, the most that a committed file may have

/** The folder of an installed package, whatever its `exports` hides. */
const packageFolder = (name) => join(here, "node_modules", ...name.split("/"));

/** Refuses to build from another version than package.json names. */
function checkVersion(name) {
  const { version } = JSON.parse(readFileSync(join(packageFolder(name), "package.json"), "utf8"));
  if (version !== wanted[name]) throw new Error(`${name}: installed ${version}, package.json names ${wanted[name]}`);
  return version;
}

const plotly = checkVersion("plotly.js");
const maplibre = checkVersion("maplibre-gl");
const regenerator = checkVersion("regenerator-runtime");
const papaparse = checkVersion("papaparse");
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  target: "es2020",
  logLevel: "warning",
};

/** What is changed in Plotly's files: of its map what has no option, and of its core what the atlas never draws. */
const CHANGES = {
  // Its worker is a file of this host, which assets/scripts/map/surface/reach.js names; MapLibre's options are the atlas's own;
  // no icon that is missing is asked from another host.
  "plots/map/map.js": [
    [/const maplibreWorkerSource = require\([^)]*\);/, ""],
    [/const setWorkerUrl = \(\) => \{[\s\S]*?\n\};/, "const setWorkerUrl = () => {};"],
    [/attributionControl: false\n/, `attributionControl: false, ...${JSON.stringify(MAP_OPTIONS)}\n`],
    [/if \(!requestedIcons\[id\] && [\s\S]*?\n {8}\}\n/, ""],
  ],
  "core.js": ["annotations3d", "images", "updatemenus", "sliders", "rangeslider", "rangeselector"].map((part) => [
    new RegExp(`require\\('\\./components/${part}'\\),\\n`),
    "",
  ]),
};

/** Packages that Plotly loads whole: names of countries, which the atlas's shapes do not go by, and colours. */
const STANDS_FOR = {
  "country-iso-search": "exports.COUNTRIES = []; exports.createLookup = () => ({});",
  culori: 'import * as css from "culori/css"; export * from "culori/fn"; export { css };',
};

/** Plotly's sources without what only its reference manual needs, and with the changes above. */
const atlasParts = {
  name: "atlas-parts",
  setup(builder) {
    builder.onLoad({ filter: /plotly\.js\/src\/.*\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [found, changed] of CHANGES[path.split("plotly.js/src/")[1]] ?? []) {
        if (!found.test(contents)) throw new Error(`plotly.js ${plotly}: ${found} is not in ${path} any more`);
        contents = contents.replace(found, () => changed);
      }
      return { contents: undescribed(contents), loader: "js" };
    });
    builder.onResolve({ filter: /^(country-iso-search|culori)$/ }, ({ path }) => ({ path, namespace: "stands-for" }));
    builder.onLoad({ filter: /.*/, namespace: "stands-for" }, ({ path }) => ({ contents: STANDS_FOR[path], resolveDir: here }));
  },
};

/** A source of Plotly's without its attributes' descriptions, which are a tenth of its bytes. */
function undescribed(text) {
  if (!text.includes("description:")) return text;
  const said = [];
  full(parse(text, { ecmaVersion: "latest", sourceType: "script" }), ({ type, key, value, shorthand }) => {
    if (type === "Property" && key.name === "description" && !shorthand) said.push(value);
  });
  said.sort((one, other) => other.start - one.start);
  return said.reduce((left, { start, end }) => `${left.slice(0, start)}""${left.slice(end)}`, text);
}

/**
 * MapLibre's page and its worker share half a megabyte: both read it from one file, which the page has loaded
 * before either. A script for the page and a module for the worker, so it hands itself over by a global name.
 */
const SHARED = "maplibreShared";
const sharedOnce = {
  name: "shared-once",
  setup(builder) {
    const filter = /^\.\/maplibre-gl-shared\.mjs$/;
    builder.onResolve({ filter }, () => ({ path: SHARED, namespace: "shared" }));
    builder.onLoad({ filter: /.*/, namespace: "shared" }, () => ({ contents: `module.exports = globalThis.${SHARED};` }));
  },
};

for (const name of ["plotly", "plotly-geo"]) {
  await build({
    ...shared,
    entryPoints: [`${name}.entry.cjs`],
    outfile: join(here, `${name}.js`),
    format: "iife",
    globalName: "Plotly",
    define: { global: "window", "define.amd": "false", "import.meta.url": "document.baseURI" },
    loader: { ".css": "empty" }, // the few rules that MapLibre's canvas needs stand in map.css
    plugins: [atlasParts, sharedOnce],
    banner: { js: `/*! plotly.js ${plotly} (MIT) with MapLibre GL JS ${maplibre} (BSD-3-Clause). See plotly.LICENSE.txt */` },
  });
}

const MAPLIBRE = `/*! MapLibre GL JS ${maplibre} (BSD-3-Clause). See maplibre-gl.LICENSE.txt */`;
const dist = join(packageFolder("maplibre-gl"), "dist");
await build({
  ...shared,
  stdin: { contents: `import * as all from "./maplibre-gl-shared.mjs"; globalThis.${SHARED} = all;`, resolveDir: dist },
  outfile: join(here, "maplibre-gl-shared.js"),
  format: "iife",
  banner: { js: MAPLIBRE },
});
// The worker stays an ES module in a file of its own: MapLibre starts it with {type: "module"}.
await build({
  ...shared,
  entryPoints: [join(dist, "maplibre-gl-worker.mjs")],
  outfile: join(here, "maplibre-gl-worker.js"),
  format: "esm",
  plugins: [sharedOnce],
  banner: { js: `${MAPLIBRE}\nimport "./maplibre-gl-shared.js";` },
});

// The one thing that Dash's components still need of the 30 kB of polyfills that Dash would load.
await build({
  ...shared,
  entryPoints: [join(packageFolder("regenerator-runtime"), "runtime.js")],
  outfile: join(here, "regenerator-runtime.js"),
  format: "iife",
  banner: { js: `/*! regenerator-runtime ${regenerator} (MIT). See regenerator-runtime.LICENSE.txt */` },
});

copyFileSync(join(packageFolder("plotly.js"), "LICENSE"), join(here, "plotly.LICENSE.txt"));
copyFileSync(join(packageFolder("maplibre-gl"), "LICENSE.txt"), join(here, "maplibre-gl.LICENSE.txt"));
copyFileSync(join(packageFolder("regenerator-runtime"), "LICENSE"), join(here, "regenerator-runtime.LICENSE.txt"));

const papaFolder = packageFolder("papaparse");
const papa = readFileSync(join(papaFolder, "papaparse.min.js"), "utf8");
writeFileSync(join(here, "papaparse.js"), `/*! papaparse ${papaparse} (MIT). See papaparse.LICENSE.txt */\n${papa.slice(papa.indexOf("*/") + 2).trimStart()}`);
copyFileSync(join(papaFolder, "LICENSE"), join(here, "papaparse.LICENSE.txt"));

for (const name of ["plotly.js", "plotly-geo.js", "regenerator-runtime.js", "papaparse.js", "maplibre-gl-shared.js", "maplibre-gl-worker.js"]) {
  const path = join(here, name);
  const { size } = statSync(path);
  const packed = brotliCompressSync(readFileSync(path), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: size },
  }).length;
  console.log(`${name.padEnd(24)} ${(size / 1000).toFixed(0).padStart(6)} kB raw ${(packed / 1000).toFixed(0).padStart(6)} kB brotli`);
  if (size > LARGEST) throw new Error(`${name}: ${size} bytes, at most ${LARGEST} are allowed`);
}
