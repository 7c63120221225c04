// Bundles what the page loads besides Dash's own scripts. `make vendor` installs the packages named in package.json
// and runs this; the results are committed, so that neither running nor testing the atlas needs Node.
import { copyFileSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
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
const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: "utf8",
  legalComments: "none",
  target: "es2020",
  logLevel: "warning",
};

/**
 * Plotly's map, changed in three places that have no option: its worker is a file of this host (`worker-src 'self'`),
 * MapLibre's options are the atlas's own, and no icon that is missing is asked from another host.
 */
const CHANGES = [
  [/const maplibreWorkerSource = require\([^)]*\);/, ""],
  [/const setWorkerUrl = \(\) => \{[\s\S]*?\n\};/, "const setWorkerUrl = () => maplibregl.setWorkerUrl(worker);"],
  [/attributionControl: false\n/, `attributionControl: false, ...${JSON.stringify(MAP_OPTIONS)}\n`],
  [/if \(!requestedIcons\[id\] && [\s\S]*?\n {8}\}\n/, ""],
];
const atlasMap = {
  name: "atlas-map",
  setup(builder) {
    builder.onLoad({ filter: /plotly\.js\/src\/plots\/map\/map\.js$/ }, ({ path }) => {
      let contents = readFileSync(path, "utf8");
      for (const [found, changed] of CHANGES) {
        if (!found.test(contents)) throw new Error(`plotly.js ${plotly}: ${found} is not in its map any more`);
        contents = contents.replace(found, () => changed);
      }
      const worker = "const worker = new URL(document.currentScript.dataset.worker, document.baseURI).href;\n";
      return { contents: worker + contents, loader: "js" };
    });
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
    plugins: [atlasMap],
    banner: { js: `/*! plotly.js ${plotly} (MIT) with MapLibre GL JS ${maplibre} (BSD-3-Clause). See plotly.LICENSE.txt */` },
  });
}

// The worker stays an ES module in a file of its own: MapLibre starts it with {type: "module"}.
await build({
  ...shared,
  entryPoints: [join(packageFolder("maplibre-gl"), "dist", "maplibre-gl-worker.mjs")],
  outfile: join(here, "maplibre-gl-worker.js"),
  format: "esm",
  banner: { js: `/*! MapLibre GL JS ${maplibre} worker (BSD-3-Clause). See maplibre-gl.LICENSE.txt */` },
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

for (const name of ["plotly.js", "plotly-geo.js", "regenerator-runtime.js", "maplibre-gl-worker.js"]) {
  const path = join(here, name);
  const { size } = statSync(path);
  const packed = brotliCompressSync(readFileSync(path), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: size },
  }).length;
  console.log(`${name.padEnd(24)} ${(size / 1000).toFixed(0).padStart(6)} kB raw ${(packed / 1000).toFixed(0).padStart(6)} kB brotli`);
  if (size > LARGEST) throw new Error(`${name}: ${size} bytes, at most ${LARGEST} are allowed`);
}
