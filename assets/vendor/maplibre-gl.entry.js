// MapLibre as one global. The page names the worker file on this script's own tag (data-worker), so that the
// worker is a same-origin file with a fingerprint and the Content-Security-Policy needs no blob:.
import * as maplibregl from "maplibre-gl";

const worker = document.currentScript && document.currentScript.dataset.worker;
if (worker) maplibregl.setWorkerUrl(new URL(worker, document.baseURI).href);

window.maplibregl = maplibregl;
