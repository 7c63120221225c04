/**
 * The timeline: adoptions by year under the present filters, one or two handles, play, step and speed.
 * While a handle moves nothing is sent; when it comes to rest the years are committed once.
 */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});
  const SVG = "http://www.w3.org/2000/svg";
  const SPEEDS = [1, 2, 4];
  const STEP_MS = 900;
  const REST_MS = 280;

  /** @param {HTMLElement} root @param {{engine: object, words: object, onStep: Function, onCommit: Function}} options */
  function create(root, { engine, words, onStep, onCommit }) {
    const { firstYear, lastYear } = engine.data;
    const years = lastYear - firstYear + 1;
    const state = { mode: "adopted", from: firstYear, to: lastYear, playing: 0, rest: 0, speed: 1, isMoving: false };
    const ui = build();

    function build() {
      root.classList.add("tl");
      root.style.setProperty("--years", String(years));
      const bar = make("div", "tl__bar", root);
      const play = button(bar, "tl__play", words.play, togglePlay);
      const back = button(bar, "tl__step", words.stepBack, () => step(-1));
      const on = button(bar, "tl__step", words.stepForward, () => step(1));
      back.textContent = "‹";
      on.textContent = "›";
      const readout = make("output", "tl__readout", bar);
      const speed = button(bar, "tl__speed", "", () => {
        state.speed = SPEEDS[(SPEEDS.indexOf(state.speed) + 1) % SPEEDS.length];
        nameSpeed();
      });
      const nameSpeed = () => {
        speed.textContent = `${state.speed}×`;
        speed.setAttribute("aria-label", atlas.page.fill(words.speed, { speed: state.speed }));
      };
      nameSpeed();
      const plot = make("div", "tl__plot", root);
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", words.timeline);
      plot.append(svg);
      const shade = [make("div", "tl__shade", plot), make("div", "tl__shade tl__shade--after", plot)];
      const from = range(plot, "tl__range tl__range--from", words.fromYear);
      const to = range(plot, "tl__range tl__range--to", words.toYear);
      const ticks = make("div", "tl__ticks", root);
      ticks.setAttribute("aria-hidden", "true");
      for (let year = Math.ceil(firstYear / 10) * 10; year <= lastYear; year += 10) {
        const tick = make("span", "", ticks);
        tick.textContent = String(year);
        tick.style.left = `${((year - firstYear + 0.5) / years) * 100}%`;
      }
      from.addEventListener("input", () => moved("from", from));
      to.addEventListener("input", () => moved("to", to));
      for (const input of [from, to]) input.addEventListener("change", rest);
      return { play, readout, svg, shade, from, to };
    }

    function make(tag, name, parent) {
      const element = document.createElement(tag);
      if (name) element.className = name;
      parent.append(element);
      return element;
    }

    function button(parent, name, label, run) {
      const element = make("button", name, parent);
      element.type = "button";
      element.setAttribute("aria-label", label);
      element.addEventListener("click", run);
      return element;
    }

    function range(parent, name, label) {
      const input = make("input", name, parent);
      Object.assign(input, { type: "range", min: firstYear, max: lastYear, step: 1 });
      input.setAttribute("aria-label", label);
      return input;
    }

    function moved(which, input) {
      state[which] = Number(input.value);
      if (state.mode === "adopted" && state.from > state.to) state[which === "from" ? "to" : "from"] = state[which];
      show(true);
    }

    /** The years as the engine takes them: a handle at its end leaves that side open. */
    function chosen() {
      if (state.mode === "in_force") return [null, state.to];
      const isWhole = state.from === firstYear && state.to === lastYear;
      return isWhole ? [null, null] : [state.from, state.to];
    }

    function show(isMoving) {
      state.isMoving = isMoving;
      const [from, to] = chosen();
      const computed = engine.compute(from, to);
      place();
      onStep(computed, isMoving);
    }

    function place() {
      const inForce = state.mode === "in_force";
      ui.from.hidden = inForce;
      ui.to.setAttribute("aria-label", inForce ? words.year : words.toYear);
      ui.from.value = String(state.from);
      ui.to.value = String(state.to);
      for (const input of [ui.from, ui.to]) input.setAttribute("aria-valuetext", input.value);
      const before = inForce ? 0 : (state.from - firstYear) / years;
      const after = (state.to - firstYear + 1) / years;
      ui.shade[0].style.transform = `scaleX(${before})`;
      ui.shade[1].style.transform = `scaleX(${1 - after})`;
      ui.readout.textContent = text();
    }

    function text() {
      const { fill } = atlas.page;
      if (state.mode === "in_force") return fill(words.inForceAt, { year: state.to });
      const isWhole = state.from === firstYear && state.to === lastYear;
      return isWhole ? words.allYears : fill(words.adoptedIn, { from: state.from, to: state.to });
    }

    function rest() {
      clearTimeout(state.rest);
      state.rest = setTimeout(commit, REST_MS);
    }

    function commit() {
      state.isMoving = false;
      onCommit({ mode: state.mode, from: state.mode === "in_force" ? null : state.from, to: state.to });
    }

    function step(by) {
      stop(false);
      state.to = Math.min(lastYear, Math.max(state.mode === "in_force" ? firstYear : state.from, state.to + by));
      show(true);
      rest();
    }

    function togglePlay() {
      if (state.playing) return stop(true);
      const atEnd = state.to >= lastYear;
      if (atEnd) state.to = state.mode === "in_force" ? firstYear : state.from;
      ui.play.classList.add("is-playing");
      ui.play.setAttribute("aria-label", words.pause);
      show(true);
      state.playing = setTimeout(tick, STEP_MS / state.speed);
    }

    function tick() {
      if (state.to >= lastYear) return stop(true);
      state.to += 1;
      show(true);
      state.playing = setTimeout(tick, STEP_MS / state.speed);
    }

    function stop(isCommitted) {
      if (!state.playing) return;
      clearTimeout(state.playing);
      state.playing = 0;
      ui.play.classList.remove("is-playing");
      ui.play.setAttribute("aria-label", words.play);
      if (isCommitted) commit();
    }

    function draw() {
      const counts = engine.histogram();
      const kinds = atlas.engine.POLICINGS;
      let top = 1;
      for (let i = 0; i < years; i++) {
        let sum = 0;
        for (let p = 0; p < kinds; p++) sum += counts[i * kinds + p];
        top = Math.max(top, sum);
      }
      ui.svg.setAttribute("viewBox", `0 0 ${years} 100`);
      const bars = [];
      for (let i = 0; i < years; i++) {
        let base = 100;
        for (let p = 0; p < kinds; p++) {
          const count = counts[i * kinds + p];
          if (!count) continue;
          const height = (count / top) * 96;
          base -= height;
          bars.push(`<rect x="${i + 0.08}" y="${base.toFixed(2)}" width="0.84" height="${height.toFixed(2)}" class="p p--${engine.data.policings[p].replaceAll("_", "-")}"/>`);
        }
      }
      ui.svg.innerHTML = bars.join("");
    }

    /** Takes over a committed filter; a hand that is on a handle is not pulled away from it. */
    function update(payload) {
      if (!state.playing && !state.isMoving) {
        state.mode = payload.mode;
        state.from = payload.from ?? firstYear;
        state.to = payload.to ?? lastYear;
      }
      draw();
      place();
    }

    return { update, yearsText: text, stop };
  }

  atlas.timeline = { create };
})();
