/** The plane geometry of the map's present view, without rotation: the same for both surfaces. */

import { latitude, longitude, mercatorX, mercatorY } from "./marks.js";

/** @param {{view: () => {lon: number, lat: number, zoom: number, width: number, height: number}}} surface @param {import("./marks.js").Marks} marks */
export function create(surface, marks) {
  const frame = { scale: 1, cx: 0, cy: 0, width: 0, height: 0, size: 1, zoom: 0 };
  const turn = (d) => d - Math.round(d);
  return {
    frame,
    measure() {
      const { lon, lat, zoom, width, height } = surface.view();
      Object.assign(frame, { zoom, width, height, scale: 512 * 2 ** zoom, size: marks.sizeAt(zoom) });
      frame.cx = mercatorX(lon);
      frame.cy = mercatorY(lat);
      return frame;
    },
    screenX: (i) => turn(marks.x[i] - frame.cx) * frame.scale + frame.width / 2 + marks.dx[i] * frame.size,
    screenY: (i) => (marks.y[i] - frame.cy) * frame.scale + frame.height / 2 + marks.dy[i] * frame.size,
    isInside: (x, y) => x >= 0 && y >= 0 && x <= frame.width && y <= frame.height,
    lonAt: (x) => longitude(frame.cx + (x - frame.width / 2) / frame.scale),
    latAt: (y) => latitude(frame.cy + (y - frame.height / 2) / frame.scale),
  };
}
