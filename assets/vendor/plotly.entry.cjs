// What the atlas draws with Plotly: charts of lines (scatter, which is in the core) and bars. Maps are not among them.
const Plotly = require("plotly.js/lib/core");

Plotly.register([
  require("plotly.js/lib/bar"),
  require("plotly.js/lib/locales/fr"),
  require("plotly.js/lib/locales/es"),
]);

module.exports = Plotly;
