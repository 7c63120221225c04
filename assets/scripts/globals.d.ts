/** What stands on the window besides the browser's own: Plotly, React and Dash, and what main.js puts there. */
interface Window {
  Plotly: any;
  Papa: any;
  PlotlyGeoAssets: any;
  React: any;
  dash_clientside: any;
  dashMantineFunctions: Record<string, Function>;
  sanctuary_atlas: Record<string, Function>;
  atlas: any;
}
