// What the atlas draws with Plotly: lines (scatter, in the core), bars, and the map for browsers without WebGL.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/locales/fr"),
  require("plotly.js/lib/locales/es"),
]);

module.exports = Plotly;
