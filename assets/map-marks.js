/**
 * Which mark stands for which place at which moment: one feature for each (place, appearance), made
 * once, so that time only switches features on and off. Pure arrays and plane geometry, no DOM.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});

  /** Kind of place by outline. Cooperation and "listed only" have a shape of their own, whatever the place. */
  const SHAPES = {
    municipality: "circle",
    agency: "diamond",
    county: "square",
    state: "pentagon",
    province: "pentagon",
    country: "hexagon",
  };

  /** (zoom, scale) stops: marks grow from 4.4 to 9 pixels radius. */
  const SIZES = [
    [1, 0.5],
    [3.5, 0.6],
    [6, 0.82],
    [9, 1.05],
  ];

  /** Counties in force are squares from afar and areas from this zoom on. */
  const FAR_ZOOM = 3.4;

  /** Marks of what is not in force are smaller, and so are policies that say nothing of police. */
  const SCALES = { in_force: 1, pledge: 0.68, cooperates: 0.58, other: 0.82, listed_only: 0.7, far: 0.7 };

  /** Strength of an area's fill, and of the hatching that marks cooperation. */
  const FILL = { county: 0.66, state: 0.3 };
  const FILL_HATCHED = { county: 0.16, state: 0.1 };
  const FILL_FAINT = { county: 0.22, state: 0.1 };
  const HATCHED = { county: 0.6, state: 0.36 };

  /** Places closer than this (degrees) share one point and are fanned out. */
  const SAME_POINT = 0.012;
  const FAN = 11;
  const RING = 6;
  const IN_FORCE = 0;
  const COOPERATES = 1;

  /** @param {number} status @param {number} policing @returns {number} 1..72; 0 means "not shown" */
  const keyOf = (status, policing) => 1 + (status + 1) * 9 + (policing + 1);
  const KEYS = 1 + 8 * 9;
  const statusOf = (key) => (key === 0 ? -1 : Math.floor((key - 1) / 9) - 1);
  const policingOf = (key) => (key === 0 ? -1 : ((key - 1) % 9) - 1);

  /** @param {"county"|"state"} kind @param {string|null} colour @param {number} status @returns what to paint of an area */
  function areaLook(kind, colour, status) {
    if (!colour) return { opacity: 0, hatch: 0 };
    if (status === IN_FORCE) return { opacity: FILL[kind], hatch: 0 };
    return status === COOPERATES ? { opacity: FILL_HATCHED[kind], hatch: HATCHED[kind] } : { opacity: FILL_FAINT[kind], hatch: 0 };
  }

  const mercatorX = (lon) => (lon + 180) / 360;
  const mercatorY = (lat) => {
    const bounded = Math.max(-85.05, Math.min(85.05, lat));
    return 0.5 - Math.log(Math.tan(Math.PI / 4 + (bounded * Math.PI) / 360)) / (2 * Math.PI);
  };
  const longitude = (x) => x * 360 - 180;
  const latitude = (y) => (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90;

  /** @param {number} zoom @returns {number} scale of the marks */
  function sizeAt(zoom) {
    if (zoom <= SIZES[0][0]) return SIZES[0][1];
    for (let k = 1; k < SIZES.length; k++) {
      const [z0, s0] = SIZES[k - 1];
      const [z1, s1] = SIZES[k];
      if (zoom <= z1) return s0 + ((s1 - s0) * (zoom - z0)) / (z1 - z0);
    }
    return SIZES[SIZES.length - 1][1];
  }

  /** Offsets in pixels at scale 1 for places that share a point: the first stays, others go around it in rings. */
  function fanOut(places) {
    const n = places.id.length;
    const dx = new Float32Array(n);
    const dy = new Float32Array(n);
    const cells = new Map();
    for (let i = 0; i < n; i++) {
      if (places.area[i]) continue;
      const key = `${Math.round(places.lon[i] / SAME_POINT)} ${Math.round(places.lat[i] / SAME_POINT)}`;
      const together = cells.get(key);
      if (together) together.push(i);
      else cells.set(key, [i]);
    }
    for (const rows of cells.values()) {
      if (rows.length === 1) continue;
      rows.sort((a, b) => Number(places.level[a] === "agency") - Number(places.level[b] === "agency"));
      for (let k = 1; k < rows.length; k++) {
        const ring = Math.ceil(k / RING);
        const inRing = Math.min(RING, rows.length - 1 - (ring - 1) * RING);
        const angle = (Math.PI / 4) * ring + (((k - 1) % RING) * 2 * Math.PI) / Math.max(3, inRing);
        dx[rows[k]] = FAN * ring * Math.cos(angle);
        dy[rows[k]] = FAN * ring * Math.sin(angle);
      }
    }
    return { dx, dy };
  }

  /**
   * @param {object} data the static data file
   * @returns marks: `feature[place * KEYS + key]` is a feature's row or -1; `place`, `icon`, `sort`,
   *   `far` and `scale` describe features; `x`, `y` are Mercator coordinates of places in 0..1, `dx`, `dy` their fan.
   */
  function build(data) {
    const { places, segments, undated } = data;
    const n = places.id.length;
    const feature = new Int32Array(n * KEYS).fill(-1);
    const place = [];
    const icon = [];
    const sort = [];
    const far = [];
    const scale = [];
    const names = new Map();

    const pledge = data.policings.indexOf("not_addressed");
    const add = (i, status, policing) => {
      const at = i * KEYS + keyOf(status, policing);
      const level = places.level[i];
      const isRuled = status === IN_FORCE || status === COOPERATES;
      const isArea = places.area[i] !== "" && isRuled;
      const isFar = isArea && level === "county" && status === IN_FORCE;
      if (status < 0 || feature[at] >= 0 || (isArea && !isFar)) return;
      const code = data.statuses[status];
      const shape = SHAPES[level] || "circle";
      const name = `${shape}|${code}|${policing}`;
      if (!names.has(name)) names.set(name, { shape, status: code, policing });
      const isPledge = status === IN_FORCE && policing === pledge;
      feature[at] = place.length;
      place.push(i);
      icon.push(name);
      far.push(isFar ? 1 : 0);
      scale.push(isFar ? SCALES.far : isPledge ? SCALES.pledge : (SCALES[code] ?? SCALES.other));
      const weight = level === "country" ? 3 : level === "municipality" || level === "agency" ? 2 : 1;
      const rank = isPledge ? 60 : status === IN_FORCE ? 100 : status === COOPERATES ? 40 : 10 - status;
      sort.push(rank + weight + (dx[i] || dy[i] ? 0.5 : 0));
    };

    const { dx, dy } = fanOut(places);
    for (let s = 0; s < segments.place.length; s++) add(segments.place[s], segments.status[s], segments.policing[s]);
    for (let u = 0; u < undated.place.length; u++) add(undated.place[u], undated.status[u], undated.policing[u]);
    return {
      n,
      feature,
      place,
      icon,
      sort,
      far,
      scale,
      names,
      dx,
      dy,
      x: Float64Array.from(places.lon, mercatorX),
      y: Float64Array.from(places.lat, mercatorY),
    };
  }

  /** The features as GeoJSON, ids are their rows. */
  function geojson(data, marks) {
    const features = marks.place.map((i, id) => ({
      type: "Feature",
      id,
      geometry: { type: "Point", coordinates: [data.places.lon[i], data.places.lat[i]] },
      properties: {
        icon: marks.icon[id],
        sort: marks.sort[id],
        far: marks.far[id],
        scale: marks.scale[id],
        offset: [marks.dx[i] / marks.scale[id], marks.dy[i] / marks.scale[id]],
      },
    }));
    return { type: "FeatureCollection", features };
  }

  atlas.marks = {
    build,
    geojson,
    areaLook,
    keyOf,
    statusOf,
    policingOf,
    KEYS,
    SIZES,
    FAR_ZOOM,
    IN_FORCE,
    COOPERATES,
    sizeAt,
    mercatorX,
    mercatorY,
    longitude,
    latitude,
  };
})();
