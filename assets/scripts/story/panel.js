/**
 * The story's panel: arrow keys and swipes within it go to the next and the previous step. It takes the focus
 * when a reader opens it, and gives it back when it goes. What a step says and shows comes from the server.
 */

import { byId } from "../dom.js";
import { command } from "../state.js";

const FAR = 60;
const WAYS = { ArrowRight: "next", ArrowLeft: "previous" };

/** @param {HTMLElement} panel */
export function watch(panel) {
  let isOpen = panel.childElementCount > 0;
  let hadFocus = false;
  /** @type {{x: number, y: number} | null} */
  let from = null;

  panel.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    command("step", way);
  });
  panel.addEventListener("focusin", () => (hadFocus = true));
  panel.addEventListener("focusout", ({ relatedTarget }) => (hadFocus = relatedTarget === null));
  panel.addEventListener("touchstart", ({ touches: [touch] }) => (from = { x: touch.clientX, y: touch.clientY }), { passive: true });
  panel.addEventListener("touchend", ({ changedTouches: [touch] }) => {
    const right = from ? touch.clientX - from.x : 0;
    const down = from ? touch.clientY - from.y : 0;
    from = null;
    if (Math.abs(right) > FAR && Math.abs(right) > 2 * Math.abs(down)) command("step", right < 0 ? "next" : "previous");
  });
  new MutationObserver(() => {
    const wasOpen = isOpen;
    isOpen = panel.childElementCount > 0;
    const opener = byId("story-open");
    if (isOpen && !wasOpen && document.activeElement === opener) panel.focus();
    else if (wasOpen && !isOpen && hadFocus) opener.focus();
  }).observe(panel, { childList: true });
}
