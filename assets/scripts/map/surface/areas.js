/**
 * Areas of states and counties on Plotly's WebGL map: their paint reads feature-state, so that a year or a filter
 * only changes states. What is known of each is kept, for Plotly lays its areas anew with every other style.
 */

const KINDS = ["state", "county"];
const LINE = { state: 0.9, county: 0.6 };
const CLEAR = "rgba(0,0,0,0)";
const COLOUR = ["coalesce", ["feature-state", "color"], CLEAR];
const STRENGTH = ["coalesce", ["feature-state", "opacity"], 0];
const HATCH = ["coalesce", ["feature-state", "hatch"], 0];
const CHOSEN = ["boolean", ["feature-state", "selected"], false];

const layerOf = (kind, type) => `plotly-trace-layer-areas-${kind}-${type}`;
const lineOf = (kind) => layerOf(kind, "line");

/** @param {any} map of MapLibre @param {any} options of the surface @param {() => any} meta of the present figure */
export function create(map, { data, palette }, meta) {
  const states = new Map();
  const id = { source: "", id: 0 };

  function apply(row, state) {
    id.source = `source-areas-${data.places.area[row]}`;
    id.id = row;
    if (map.getSource(id.source)) map.setFeatureState(id, state);
  }

  function keep(row, part) {
    const state = Object.assign(states.get(row) ?? {}, part);
    states.set(row, state);
    apply(row, state);
  }

  const paintOf = (type, kind) =>
    type === "fill"
      ? { "fill-color": COLOUR, "fill-opacity": STRENGTH }
      : {
          "line-color": ["case", CHOSEN, palette().ink, COLOUR],
          "line-width": ["case", CHOSEN, 2.5, LINE[kind]],
          "line-opacity": ["case", CHOSEN, 1, ["case", [">", STRENGTH, 0], 0.9, 0]],
        };

  function hatch(kind) {
    const paint = { "fill-pattern": meta().hatch, "fill-opacity": HATCH };
    const id = `atlas-hatch-${kind}`;
    if (!map.getLayer(id)) map.addLayer({ id, type: "fill", source: `source-areas-${kind}`, paint }, lineOf(kind));
  }

  // Plotly's areas have their paint from their first moment: its worker may still know it, and gives back a tile
  // whose colours are read from a state that a layer without such paint has not.
  const { addLayer } = map;
  map.addLayer = (layer, before) => {
    const kind = KINDS.find((one) => layer.id === layerOf(one, layer.type));
    if (!kind) return addLayer.call(map, layer, before);
    const paint = paintOf(layer.type, kind);
    addLayer.call(map, { ...layer, paint, metadata: { held: Object.keys(paint) } }, before);
    if (layer.type === "line") {
      hatch(kind);
      for (const [row, state] of states) apply(row, state);
    }
    return map;
  };

  return {
    set(row, policing, status) {
      const looks = meta().areas[data.places.area[row]];
      const [opacity, hatch] = policing < 0 ? [0, 0] : (looks[data.statuses[status]] ?? looks.other);
      keep(row, { color: policing < 0 ? CLEAR : palette().policing[policing], opacity, hatch });
    },
    select: (row, isSelected) => keep(row, { selected: isSelected }),
    at(x, y) {
      const layers = KINDS.map((kind) => layerOf(kind, "fill")).filter((layer) => map.getLayer(layer));
      return layers.length ? map.queryRenderedFeatures([x, y], { layers }).map((found) => found.id) : [];
    },
  };
}
