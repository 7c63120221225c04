/** The two ways in which the page's scripts make elements. */
(() => {
  "use strict";

  const atlas = (window.atlas = window.atlas || {});

  /** @param {string} tag @param {string} name of its class, "" for none @param {Element} parent */
  function element(tag, name, parent) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    parent.append(made);
    return made;
  }

  /** @param {Element} parent @param {string} name of its class @param {string} label @param {() => void} run */
  function button(parent, name, label, run) {
    const made = element("button", name, parent);
    made.type = "button";
    made.setAttribute("aria-label", label);
    made.addEventListener("click", run);
    return made;
  }

  atlas.dom = { element, button };
})();
