// Bundles what the page loads besides Dash's own scripts. `make vendor` installs the packages named in package.json
// and runs this; the results are committed, so that neither running nor testing the atlas needs Node.
import { copyFileSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const { devDependencies: wanted } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
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
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  target: "es2020",
  logLevel: "warning",
};

await build({
  ...shared,
  entryPoints: ["plotly.entry.cjs"],
  outfile: join(here, "plotly.js"),
  format: "iife",
  globalName: "Plotly",
  define: { global: "window", "define.amd": "false" },
  loader: { ".css": "empty" }, // the style sheet of Plotly's own WebGL map, which is not in this bundle
  banner: { js: `/*! plotly.js ${plotly} (MIT): core, bar, locales fr and es. See plotly.LICENSE.txt */` },
});

await build({
  ...shared,
  entryPoints: ["maplibre-gl.entry.js"],
  outfile: join(here, "maplibre-gl.js"),
  format: "iife",
  define: { "import.meta.url": "document.baseURI" },
  banner: { js: `/*! MapLibre GL JS ${maplibre} (BSD-3-Clause). See maplibre-gl.LICENSE.txt */` },
});

// The worker stays an ES module in a file of its own: MapLibre starts it with {type: "module"}.
await build({
  ...shared,
  entryPoints: [join(packageFolder("maplibre-gl"), "dist", "maplibre-gl-worker.mjs")],
  outfile: join(here, "maplibre-gl-worker.js"),
  format: "esm",
  banner: { js: `/*! MapLibre GL JS ${maplibre} worker (BSD-3-Clause). See maplibre-gl.LICENSE.txt */` },
});

await build({
  ...shared,
  entryPoints: [join(packageFolder("maplibre-gl"), "dist", "maplibre-gl.css")],
  outfile: join(here, "maplibre-gl.css"),
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

for (const name of ["plotly.js", "regenerator-runtime.js", "maplibre-gl.js", "maplibre-gl-worker.js", "maplibre-gl.css"]) {
  const path = join(here, name);
  const { size } = statSync(path);
  const packed = brotliCompressSync(readFileSync(path), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: size },
  }).length;
  console.log(`${name.padEnd(24)} ${(size / 1000).toFixed(0).padStart(6)} kB raw ${(packed / 1000).toFixed(0).padStart(6)} kB brotli`);
  if (size > LARGEST) throw new Error(`${name}: ${size} bytes, at most ${LARGEST} are allowed`);
}
