/**
 * "Something wrong?": the fact that a reader asks about, as the card shows it, in the pattern that the server
 * gave. Nothing is sent; one dialog serves every fact.
 */

import { byId, onPage } from "../dom.js";
import { address } from "../map/linked.js";
import { fill } from "../text.js";
import { here } from "./cite.js";
import * as copies from "./copies.js";

const FACT = "tbody, dd, li";
const NO_WORDS = "button[data-wrong], .term__mark, .visually-hidden, [aria-hidden=true]";

/** What an element says: a block is a line of its own, a source has its address, a kind stands in brackets. */
function told(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches(NO_WORDS)) return "";
  const inside = [...node.childNodes].map(told).join("");
  if (node.matches(".kind")) return ` (${inside})`;
  if (node.matches("a[href^=http]")) return `${inside} <${node.href}>`;
  return getComputedStyle(node).display.startsWith("inline") ? inside : `\n${inside}\n`;
}

const lines = (nodes) =>
  nodes
    .flatMap((node) => told(node).split("\n"))
    .map((line) => line.replace(/\s+/g, " ").trim())
    .filter(Boolean)
    .join("\n");

/** A fact with what names it: the row's own words before it, or the day that a table holds for. */
function factOf(button) {
  const fact = button.closest(FACT);
  if (fact.matches("dd")) return lines([fact.previousElementSibling, fact]);
  if (fact.matches("tbody")) return lines([...fact.closest("section").querySelectorAll("h3, .hint"), fact]);
  const list = fact.closest("ol, ul").previousElementSibling;
  return fact.matches(".event") || !list ? lines([fact]) : lines([list, fact]);
}

function open(button) {
  const card = button.closest(".card");
  const values = {
    place: card.querySelector("#card-title").textContent,
    where: card.querySelector(".card__where").textContent,
    id: card.dataset.subject,
    row: button.dataset.wrong,
    fact: factOf(button),
    link: `${here()}?${address("replaceState")}`,
  };
  const isTold = (line) => !line.includes("{row}") || values.row;
  const pattern = byId("report").dataset.pattern.split("\n").filter(isTold).join("\n");
  byId("report-text").textContent = fill(pattern, values);
  copies.open(byId("report"));
}

export function watch() {
  onPage("click", (at) => {
    const button = at.closest("[data-wrong]");
    if (button) open(button);
  });
}
