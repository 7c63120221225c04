/**
 * The timeline: adoptions by year under the present filters, one or two handles, play, step and speed.
 * While a handle moves nothing is sent; when it comes to rest the years are committed once.
 */

import { button, element } from "../dom.js";
import { fill, number } from "../text.js";
import * as histograms from "./histogram.js";

const SPEEDS = [1, 2, 4];
const STEP_MS = 900;
const CALM_STEP_MS = 1600;
const REST_MS = 80; // longer than between two keys of a held arrow
const THUMB = 24;

/** @param {HTMLElement} root @param {{engine: import("./engine.js").Engine, words: any, onStep: Function, onCommit: Function, onUndated: () => void}} options */
export function create(root, { engine, words, onStep, onCommit, onUndated }) {
  const { firstYear, lastYear } = engine.data;
  const years = lastYear - firstYear + 1;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const state = { mode: "adopted", from: firstYear, to: lastYear, playing: 0, rest: 0, rested: 0, speed: 1, isMoving: false, undated: false };
  const ui = build();
  let width = 0;
  new ResizeObserver(([entry]) => {
    width = entry.contentRect.width;
    part();
  }).observe(ui.plot);

  function build() {
    root.classList.add("tl");
    root.style.setProperty("--years", String(years));
    const bar = element("div", "tl__bar", root);
    const play = button(bar, "tl__play", words.play, togglePlay);
    button(bar, "tl__step", words.stepBack, () => step(-1)).textContent = "‹";
    button(bar, "tl__step", words.stepForward, () => step(1)).textContent = "›";
    const readout = element("div", "tl__readout", bar);
    const modes = element("div", "tl__modes", bar, { role: "group", "aria-label": words.yearMode });
    const mode = (code, label) => {
      const choice = button(modes, "tl__mode", "", () => chooseMode(code));
      choice.textContent = label;
      return choice;
    };
    const adopted = mode("adopted", words.modeAdopted);
    const inForce = mode("in_force", words.modeInForce);
    const undated = button(bar, "tl__undated", "", onUndated);
    undated.title = words.undatedHint;
    const speed = button(bar, "tl__speed", "", () => {
      state.speed = SPEEDS[(SPEEDS.indexOf(state.speed) + 1) % SPEEDS.length];
      nameSpeed();
    });
    const nameSpeed = () => {
      speed.textContent = `${state.speed}×`;
      speed.setAttribute("aria-label", fill(words.speed, { speed: state.speed }));
    };
    nameSpeed();
    const cited = button(bar, "tl__cite", "", () => {});
    cited.textContent = words.cite;
    cited.dataset.cite = "timeline";
    const plot = element("div", "tl__plot", root);
    const histogram = histograms.create(plot, { engine, words, onYear: chooseYear });
    const shade = [element("div", "tl__shade", plot), element("div", "tl__shade tl__shade--after", plot)];
    const from = range(plot, "tl__range tl__range--from", words.fromYear);
    const to = range(plot, "tl__range tl__range--to", words.toYear);
    const ticks = element("div", "tl__ticks", root, { "aria-hidden": "true" });
    for (let year = Math.ceil(firstYear / 10) * 10; year <= lastYear; year += 10) {
      const tick = element("span", "", ticks);
      tick.textContent = String(year);
      tick.style.left = `${((year - firstYear + 0.5) / years) * 100}%`;
    }
    from.addEventListener("input", () => moved("from", from));
    to.addEventListener("input", () => moved("to", to));
    for (const input of [from, to]) {
      input.addEventListener("change", rest);
      // A handle that is back where it was taken ends without a "change".
      input.addEventListener("pointerup", restIfMoving);
      input.addEventListener("blur", restIfMoving);
      input.addEventListener("keydown", (event) => {
        if (event.key !== " ") return;
        event.preventDefault();
        togglePlay();
      });
    }
    return { play, readout, adopted, inForce, undated, plot, histogram, shade, from, to };
  }

  function range(parent, name, label) {
    return element("input", name, parent, { type: "range", min: firstYear, max: lastYear, step: 1, "aria-label": label });
  }

  const isInForce = () => state.mode === "in_force";
  const isWhole = () => state.from === firstYear && state.to === lastYear;

  function moved(which, input) {
    halt();
    state[which] = Number(input.value);
    if (!isInForce() && state.from > state.to) state[which === "from" ? "to" : "from"] = state[which];
    show();
  }

  /** The years as the engine takes them: two handles at their ends leave both sides open. */
  function chosen() {
    if (isInForce()) return [null, state.to];
    return isWhole() ? [null, null] : [state.from, state.to];
  }

  function show() {
    state.isMoving = true;
    place();
    onStep(engine.compute(...chosen()), true);
  }

  function place() {
    ui.from.hidden = isInForce();
    const before = isInForce() ? 0 : (state.from - firstYear) / years;
    const after = (state.to - firstYear + 1) / years;
    ui.from.value = String(state.from);
    ui.to.value = String(state.to);
    ui.shade[0].style.transform = `scaleX(${before})`;
    ui.shade[1].style.transform = `scaleX(${1 - after})`;
    ui.readout.textContent = text();
    part();
  }

  /** Keeps two handles that are close beside each other, so that a hand can take either. */
  function part() {
    const gap = ((state.to - state.from) / years) * width;
    const apart = isInForce() ? 0 : Math.max(0, (THUMB - gap) / 2);
    ui.from.style.translate = `${-apart}px`;
    ui.to.style.translate = `${apart}px`;
  }

  function text() {
      if (isInForce()) return state.to >= lastYear ? words.inForceNow : fill(words.inForceAt, { year: state.to });
    if (isWhole()) return words.allYears;
    return state.from === state.to
      ? fill(words.adoptedInOne, { year: state.to })
      : fill(words.adoptedIn, { from: state.from, to: state.to });
  }

  /** A step by itself is asked for at once, so that the server answers while it is drawn; many wait for their last. */
  function rest() {
    const isAlone = performance.now() - state.rested > REST_MS;
    state.rested = performance.now();
    clearTimeout(state.rest);
    state.rest = setTimeout(commit, isAlone ? 0 : REST_MS);
  }

  function restIfMoving() {
    if (state.isMoving && !state.playing) rest();
  }

  function commit() {
    clearTimeout(state.rest);
    state.isMoving = false;
    onCommit({ mode: state.mode, from: isInForce() ? null : state.from, to: state.to });
  }

  function step(by) {
    halt();
    state.to = Math.min(lastYear, Math.max(isInForce() ? firstYear : state.from, state.to + by));
    show();
    rest();
  }

  function chooseMode(mode) {
    halt();
    if (mode !== state.mode) onCommit({ mode, from: null, to: state.to });
  }

  /** A bar of the histogram: that year alone, and all years again where it was alone already. */
  function chooseYear(year) {
    halt();
    const isAlone = isInForce() ? state.to === year : state.from === year && state.to === year;
    if (isAlone && isInForce()) return;
    [state.from, state.to] = isAlone ? [firstYear, lastYear] : [year, year];
    show();
    commit();
  }

  const wait = () => (calm.matches ? CALM_STEP_MS : STEP_MS) / state.speed;

  function togglePlay() {
    if (state.playing) {
      halt();
      commit();
      return;
    }
    clearTimeout(state.rest);
    if (state.to >= lastYear) state.to = isInForce() ? firstYear : state.from;
    ui.play.classList.add("is-playing");
    ui.play.setAttribute("aria-label", words.pause);
    show();
    state.playing = setTimeout(tick, wait());
  }

  function tick() {
    state.to = Math.min(lastYear, state.to + 1);
    show();
    if (state.to < lastYear) {
      state.playing = setTimeout(tick, wait());
      return;
    }
    halt();
    commit();
  }

  function halt() {
    clearTimeout(state.playing);
    state.playing = 0;
    ui.play.classList.remove("is-playing");
    ui.play.setAttribute("aria-label", words.play);
  }

  function nameUndated() {
    const count = engine.undatedCount();
    ui.undated.hidden = count === 0;
    ui.undated.textContent = fill(words.undated, { count: number(count) });
    ui.undated.setAttribute("aria-pressed", String(state.undated));
  }

  /**
   * Takes over a committed filter. A hand that is on a handle, or time that plays, is not pulled away.
   * @returns {import("./engine.js").Computed} what to show now
   */
  function update(payload) {
    state.undated = payload.includeUndated;
    const isBusy = state.playing !== 0 || state.isMoving;
    if (!isBusy || payload.mode !== state.mode) {
      halt();
      state.isMoving = false;
      state.mode = payload.mode;
      state.from = payload.from ?? firstYear;
      state.to = Math.min(payload.to ?? lastYear, lastYear);
    }
    ui.adopted.setAttribute("aria-pressed", String(!isInForce()));
    ui.inForce.setAttribute("aria-pressed", String(isInForce()));
    ui.to.setAttribute("aria-label", isInForce() ? words.year : words.toYear);
    ui.histogram.draw();
    nameUndated();
    place();
    return engine.compute(...(state.isMoving ? chosen() : [payload.from, payload.to]));
  }

  return {
    update,
    yearsText: text,
    get isMoving() {
      return state.isMoving;
    },
  };
}
