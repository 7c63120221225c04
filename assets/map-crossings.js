/**
 * Border crossings on the map: kinds by shape, counts by area, missing counts as a small hollow mark that
 * looks like no count at all. Display anchors that are not measured points are drawn dashed.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const UNIT = 8;
  const SMALLEST = 0.42;

  /** Shapes in a box of radius 8, by the shape's name that the server gives each kind. */
  const SHAPES = {
    triangle: "M0 -8.500L8 6.500H-8Z",
    down: "M0 8.500L8 -6.500H-8Z",
    circle: "M-8 0A8 8 0 1 1 8 0A8 8 0 1 1 -8 0Z",
    square: "M-7 -7H7V7H-7Z",
    diamond: "M0 -9L9 0L0 9L-9 0Z",
    cross: "M-3 -8H3V-3H8V3H3V8H-3V3H-8V-3H-3Z",
    star: "M0 -9L2.600 -2.600L9 0L2.600 2.600L0 9L-2.600 2.600L-9 0L-2.600 -2.600Z",
  };

  /** Areas of the shapes beside the disc's: marks of equal counts cover equal areas, whatever their shape. */
  const EVEN = { triangle: 1.294, down: 1.294, circle: 1, square: 1.013, diamond: 1.114, cross: 1.135, star: 1.466 };

  /** How finely an icon is drawn, so that a large mark keeps a thin, sharp line. */
  const detailOf = (size) => (size <= 1.2 ? 1 : size <= 2.4 ? 2 : 4);

  /** @param {string} shape @param {{isApprox: boolean, isMissing: boolean, isChosen: boolean, detail: number}} how */
  const strokesOf = (shape, { isApprox, isMissing, isChosen, detail }) => (palette) => {
    const d = SHAPES[shape] ?? SHAPES.circle;
    const { crossing = palette.accent, paper } = palette;
    if (isMissing) {
      return [
        { d, fill: paper, stroke: paper, width: 4 },
        { d, fill: paper, stroke: isChosen ? palette.ink : crossing, width: isChosen ? 4 : 2 },
      ];
    }
    return [
      { d, stroke: paper, width: 3.4 / detail },
      {
        d,
        fill: `${crossing}${isChosen ? "CC" : isApprox ? "2E" : "66"}`,
        stroke: isChosen ? palette.ink : crossing,
        width: (isChosen ? 2.6 : 1.6) / detail,
        ...(isApprox ? { dash: [2.4 / detail, 1.8 / detail] } : {}),
      },
    ];
  };

  /**
   * @param {object} payload {points: [{id, lon, lat, shape, radius, approx, name, kind, text, source}], onPick,
   *   selected} where `radius` is that of a disc in pixels on an area scale, null where the count is missing
   * @returns {{icons: Map, collection: object, at: (x: number, y: number, slack: number) => object|null,
   *   spot: (row: number) => object, count: number}} `spot` gives a crossing's place on the screen and words
   */
  function prepare(payload, words, frame, measure, palette) {
    const icons = new Map();
    const points = payload?.points ?? [];
    const features = points.map((point, id) => {
      const isMissing = point.radius === null || point.radius === undefined;
      const even = EVEN[point.shape] ?? 1;
      const size = isMissing ? SMALLEST : Math.max(SMALLEST, (point.radius / UNIT) * even);
      const detail = detailOf(size);
      const how = { isApprox: Boolean(point.approx), isMissing, isChosen: point.id === payload.selected, detail };
      const name = `crossing|${point.shape}|${Object.values(how).map(Number).join("|")}`;
      if (!icons.has(name)) {
        const strokes = strokesOf(point.shape, how);
        icons.set(name, Object.assign(strokes, { detail }));
      }
      return {
        type: "Feature",
        id,
        geometry: { type: "Point", coordinates: [point.lon, point.lat] },
        properties: { icon: name, size },
      };
    });
    const x = Float64Array.from(points, ({ lon }) => atlas.marks.mercatorX(lon));
    const y = Float64Array.from(points, ({ lat }) => atlas.marks.mercatorY(lat));

    function at(px, py, slack) {
      measure();
      let best = -1;
      let least = Infinity;
      for (let i = 0; i < points.length; i++) {
        const d = x[i] - frame.cx;
        const sx = (d - Math.round(d)) * frame.scale + frame.width / 2;
        const sy = (y[i] - frame.cy) * frame.scale + frame.height / 2;
        const distance = Math.hypot(sx - px, sy - py);
        const { size } = features[i].properties;
        if (distance <= UNIT * size + slack && size * 1000 + distance < least) [best, least] = [i, size * 1000 + distance];
      }
      return best < 0 ? null : spot(best);
    }

    function spot(row) {
      const point = points[row];
      const d = x[row] - frame.cx;
      return {
        x: (d - Math.round(d)) * frame.scale + frame.width / 2,
        y: (y[row] - frame.cy) * frame.scale + frame.height / 2,
        radius: UNIT * features[row].properties.size,
        about: { name: point.name, kind: point.kind, policy: point.text, source: point.source, colour: palette().crossing ?? palette().accent },
        open: () => payload.onPick?.(point.id),
      };
    }
    return { icons, collection: { type: "FeatureCollection", features }, at, spot, count: points.length };
  }

  atlas.mapCrossings = { prepare, SHAPES };
})();
