// What the page draws with where there is no WebGL: the same map as SVG. Loaded only then.
const Plotly = require("plotly.js/lib/core");
Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/scattergeo"),
  require("plotly.js/lib/choropleth"),
  require("plotly.js/lib/locales/fr"),
  require("plotly.js/lib/locales/es"),
]);
module.exports = Plotly;
