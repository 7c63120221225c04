/** The ways in which the page's scripts find and make elements. */

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {Record<string, string | number>} Attributes */

/** @param {string} id of an element that the page has @returns {any} */
export const byId = (id) => document.getElementById(id);

/** The first element that a selector names. @param {string} selector @returns {any} */
export const one = (selector) => document.querySelector(selector);

/** @param {string} selector @returns {any[]} every element of the page that it names */
export const all = (selector) => [...document.querySelectorAll(selector)];

/**
 * @template {Element} E
 * @param {E} made @param {Attributes} attributes @returns {E}
 */
export function dress(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  return made;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} name of its class, "" for none @param {Element | null} [parent] @param {Attributes} [attributes]
 */
export function element(tag, name, parent = null, attributes = {}) {
  const made = dress(document.createElement(tag), attributes);
  if (name) made.className = name;
  parent?.append(made);
  return made;
}

/** @param {Element | null} parent @param {string} name of its class @param {string} label, "" where its text says it @param {() => void} run */
export function button(parent, name, label, run) {
  const made = element("button", name, parent);
  made.type = "button";
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", run);
  return made;
}

/**
 * Listens on the whole page; `run` hears of the element that an event is about.
 * @param {string} type @param {(target: any, event: any) => void} run @param {boolean} [isFirst] before the element itself
 */
export function onPage(type, run, isFirst = false) {
  document.addEventListener(type, (event) => run(event.target, event), isFirst);
}

/**
 * An element of SVG.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag @param {Attributes} [attributes] @param {Element | null} [parent]
 */
export function drawn(tag, attributes = {}, parent = null) {
  const made = dress(document.createElementNS(SVG, tag), attributes);
  parent?.append(made);
  return made;
}
