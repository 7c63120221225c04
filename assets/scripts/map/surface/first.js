/**
 * Nothing is drawn before the marks, and no source but theirs is laid out: each drawing of the whole map, and each
 * tile that the worker has to make first, would keep the reader waiting for them.
 */

const STEP_MS = 300;
const NOTHING = { type: "FeatureCollection", features: [] };
const isAreas = (source) => source?.startsWith("source-areas");

/** @param {string[]} sources of the marks */
export function create(sources) {
  const later = [];
  let whenDrawn = [];
  let map = null;

  /** The layer, not to be shown before the marks. */
  function postponed(layer) {
    later.push(() => map.setLayoutProperty(layer.id, "visibility", "visible"));
    return { ...layer, layout: { ...layer.layout, visibility: "none" } };
  }

  function hold(made) {
    map = made;
    const { painter, addSource, addLayer } = map;
    const { render } = painter;
    map.addSource = (id, source) => {
      if (!isAreas(id)) return addSource.call(map, id, source);
      later.push(() => map.getSource(id)?.setData(source.data));
      return addSource.call(map, id, { ...source, data: NOTHING });
    };
    map.addLayer = (layer, before) => addLayer.call(map, isAreas(layer.source) ? postponed(layer) : layer, before);
    painter.render = (style, ...rest) => {
      painter.style = style; // what the worker has made is read with it
      if (!sources.every((source) => map.getSource(source) && map.isSourceLoaded(source))) return;
      painter.render = inSteps(painter, render);
      painter.render(style, ...rest);
      Object.assign(map, { addSource, addLayer });
      map.once("render", drawn);
    };
  }

  /** While tiles come, the map is drawn now and then: a drawing for each would keep the reader waiting for the last. */
  function inSteps(painter, render) {
    let last = 0;
    let timer = 0;
    const again = () => {
      timer = 0;
      map.triggerRepaint();
    };
    return (...given) => {
      const rest = last + STEP_MS - performance.now();
      if (rest > 0 && !map.isMoving() && !map.areTilesLoaded()) {
        timer ||= setTimeout(again, rest);
        return;
      }
      last = performance.now();
      render.apply(painter, given);
    };
  }

  function drawn() {
    for (const job of [...later, ...whenDrawn]) job();
    whenDrawn = null;
  }

  return { postponed, hold, drawn: (job) => (whenDrawn ? whenDrawn.push(job) : job()) };
}
