/**
 * What a place says of itself in one glance: for the tooltip and for the screen reader alike.
 * All words come from the server; here they are only put together.
 */

import { element } from "../dom.js";
import { fill } from "../text.js";

/**
 * @param {import("../years/engine.js").Engine} engine @param {any} words
 * @returns describe(row) -> {name, kind, policy, since, source, policing}
 */
export function describer(engine, words) {
  const { data } = engine;
  const { places, segments, undated } = data;
  const undatedAt = new Map(undated.place.map((row, at) => [row, at]));
  return (row) => {
    const { status, policing, told, moment } = engine.shown;
    const s = status[row];
    const p = policing[row];
    const at = engine.segmentAt(row, moment);
    const matches =
      at >= 0 && segments.status[at] === s && segments.policing[at] === p && segments.told[at] === told[row];
    const [facts, index] = matches || !undatedAt.has(row) ? [segments, at] : [undated, undatedAt.get(row)];
    const date = index >= 0 ? (facts.since?.[index] ?? "") : "";
    const source = index >= 0 ? (data.publishers?.[facts.source?.[index]] ?? "") : "";
    const policy = p >= 0 ? words.policing[data.policings[p]] : s >= 0 ? words.status[data.statuses[s]] : words.nothing_known;
    const isAgreed = engine.valueOf(told[row], "deputising") === "agreed";
    const country = words.countries?.[places.country[row]] ?? places.country[row];
    return {
      name: places.name[row],
      kind: fill(words.kind_in_country, { kind: words.level[places.level[row]], country }),
      policy: isAgreed ? fill(words.with_agreement, { policy }) : policy,
      since: date ? fill(words.since, { date }) : "",
      source: source ? fill(words.source, { source }) : "",
      policing: p,
    };
  };
}

/** One sentence for a screen reader. */
export function sentence(about) {
  return [`${about.name}, ${about.kind}`, [about.policy, about.since].filter(Boolean).join(", "), about.source]
    .filter(Boolean)
    .join(". ");
}

/** @param {HTMLElement} root of the map @param {(row: number) => object} describe @param {() => object} palette */
export function create(root, describe, palette) {
  const box = element("div", "atlas-tip", root, { role: "tooltip", hidden: "" });
  const names = ["name", "kind", "policy", "since", "source"];
  const parts = names.map((name) => ({ name, part: element("div", `atlas-tip__${name}`, box) }));
  let width = 0;
  let height = 0;

  return {
    /** Fills the box from a place's description or from any object with the same texts. */
    show(about, x, y) {
      for (const { name, part } of parts) {
        part.textContent = about[name] ?? "";
        part.hidden = !about[name];
      }
      const colour = about.colour ?? (about.policing >= 0 ? palette().policing[about.policing] : "");
      box.style.setProperty("--tip-colour", colour || "transparent");
      box.classList.toggle("atlas-tip--plain", !colour);
      box.hidden = false;
      ({ offsetWidth: width, offsetHeight: height } = box);
      this.move(x, y);
    },
    place(row, x, y) {
      this.show(describe(row), x, y);
    },
    move(x, y) {
      if (box.hidden) return;
      const left = Math.max(6, Math.min(root.clientWidth - width - 6, x - width / 2));
      const above = y - height - 16;
      box.style.transform = `translate(${Math.round(left)}px, ${Math.round(above > 6 ? above : y + 18)}px)`;
    },
    hide() {
      box.hidden = true;
    },
  };
}
