/** Texts in dialogs that a reader copies, or hands to another app where the browser can. */

import { byId, onPage } from "../dom.js";

/** Says in the dialog itself, for what lies behind it is out of reach. */
const say = (dialog, text) => (dialog.querySelector("[role=status]").textContent = text);

function select(box) {
  const range = document.createRange();
  range.selectNodeContents(box);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(box) {
  const dialog = box.closest("dialog");
  say(dialog, "");
  try {
    await navigator.clipboard.writeText(box.textContent);
    say(dialog, dialog.dataset.copied);
  } catch {
    select(box);
    say(dialog, dialog.dataset.uncopied);
  }
}

/** A reader who closes the browser's own list of apps has shared nothing, and that is no fault. */
const share = (box) => navigator.share({ text: box.textContent }).catch(() => {});

/** Opens a dialog with nothing said in it yet. @param {any} dialog */
export function open(dialog) {
  say(dialog, "");
  for (const button of dialog.querySelectorAll("[data-send]")) button.hidden = !navigator.share;
  if (!dialog.open) dialog.showModal();
}

export function watch() {
  onPage("click", (at) => {
    const button = at.closest("[data-copy], [data-send]");
    if (button?.dataset.copy) copy(byId(button.dataset.copy));
    else if (button) share(byId(button.dataset.send));
  });
}
