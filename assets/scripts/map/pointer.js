/** Mouse, pen and finger on the map: what lies under it is told, a click opens it. */

const STILL = 5;

/**
 * @param {HTMLElement} host
 * @param {any} map slack by pointer type, area (area.js), placeAt, hover, open, crossingAt, tip, start
 */
export function attach(host, map) {
  let pending = 0;
  let last = null;
  let pressed = null;
  const slackOf = (event) => map.slack[event.pointerType] ?? map.slack.mouse;
  const at = (event) => {
    const { left, top } = host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  function look() {
    pending = 0;
    if (!last || map.area.isDrawing) return;
    const [x, y, slack] = last;
    const crossing = map.crossingAt(x, y, slack);
    if (crossing) {
      map.hover(-1);
      map.tip.show(crossing.about, crossing.x, crossing.y);
      host.classList.add("atlas-map__surface--hit");
    } else map.hover(map.placeAt(x, y, slack), x, y);
  }

  host.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    last = [...at(event), slackOf(event)];
    pending ||= requestAnimationFrame(look);
  });
  host.addEventListener("pointerleave", () => {
    last = null;
    map.hover(-1);
  });
  host.addEventListener("pointerdown", (event) => {
    pressed = event.isPrimary && event.button === 0 ? [...at(event), slackOf(event)] : null;
  });
  host.addEventListener("click", (event) => {
    if (!pressed || map.area.isDrawing) return;
    const [x, y] = at(event);
    const [px, py, slack] = pressed;
    pressed = null;
    if (Math.hypot(x - px, y - py) > STILL) return;
    const crossing = map.crossingAt(x, y, slack);
    if (crossing) return crossing.open();
    const row = map.placeAt(x, y, slack);
    if (row < 0) return;
    map.start(row);
    map.open(row);
  });
}
