/**
 * Which mark stands for which place at which moment: one feature for each (place, appearance), made
 * once, so that time only switches features on and off. Pure arrays and plane geometry, no DOM.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});

  const SHAPES = {
    municipality: "circle",
    agency: "diamond",
    county: "square",
    state: "square",
    province: "square",
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

  /** Marks of what is not in force are smaller; counties seen from afar smaller still. */
  const SCALE_IN_FORCE = 1;
  const SCALE_OTHER = 0.82;
  const SCALE_FAR = 0.7;

  /** Places closer than this (degrees) share one point and are fanned out. */
  const SAME_POINT = 0.012;
  const FAN = 11;
  const IN_FORCE = 0;

  /** @param {number} status @param {number} policing @returns {number} 1..72; 0 means "not shown" */
  const keyOf = (status, policing) => 1 + (status + 1) * 9 + (policing + 1);
  const KEYS = 1 + 8 * 9;

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

  /** Offsets in pixels at scale 1 for places that share a point: the first stays, others go around it. */
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
        const angle = Math.PI / 4 + ((k - 1) * 2 * Math.PI) / Math.max(3, rows.length - 1);
        dx[rows[k]] = FAN * Math.cos(angle);
        dy[rows[k]] = FAN * Math.sin(angle);
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

    const add = (i, status, policing) => {
      const at = i * KEYS + keyOf(status, policing);
      const level = places.level[i];
      const isArea = places.area[i] !== "" && status === IN_FORCE;
      if (status < 0 || feature[at] >= 0 || (isArea && level !== "county")) return;
      const shape = SHAPES[level] || "circle";
      const name = `${shape}|${data.statuses[status]}|${policing}`;
      if (!names.has(name)) names.set(name, { shape, status: data.statuses[status], policing });
      feature[at] = place.length;
      place.push(i);
      icon.push(name);
      far.push(isArea ? 1 : 0);
      scale.push(isArea ? SCALE_FAR : status === IN_FORCE ? SCALE_IN_FORCE : SCALE_OTHER);
      const weight = level === "country" ? 3 : level === "municipality" || level === "agency" ? 2 : 1;
      sort.push((status === IN_FORCE ? 100 : 10 - status) + weight + (dx[i] || dy[i] ? 0.5 : 0));
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
    keyOf,
    KEYS,
    SIZES,
    FAR_ZOOM,
    IN_FORCE,
    sizeAt,
    mercatorX,
    mercatorY,
    longitude,
    latitude,
  };
})();
