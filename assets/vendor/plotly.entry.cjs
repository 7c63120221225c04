// What the page draws with: the map's traces on WebGL, and bars; lines (scatter) are part of the core.
const Plotly = require("plotly.js/lib/core");
Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/scattermap"),
  require("plotly.js/lib/choroplethmap"),
  require("plotly.js/lib/locales/fr"),
  require("plotly.js/lib/locales/es"),
]);
// For assets/map-plotly.js alone: what Plotly's map stands on.
Plotly.maplibre = require("maplibre-gl/dist/maplibre-gl.mjs");
module.exports = Plotly;
