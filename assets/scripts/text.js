/** Words from the server, filled in; numbers in the reader's way; texts to compare. */

const numbers = new Intl.NumberFormat(document.documentElement.lang || "en");

/** @param {number} value */
export const number = (value) => numbers.format(value);

/** A number with so many decimals at most. @param {number} value @param {number} most */
export const decimal = (value, most) => new Intl.NumberFormat(document.documentElement.lang || "en", { maximumFractionDigits: most }).format(value);

/** @param {string | undefined} text with {named} places @param {Record<string, any>} values */
export const fill = (text, values) => (text ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));

/** A text without accents and case. @param {string} text */
export const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What a style sheet calls a code. @param {string} code */
export const dashed = (code) => code.replaceAll("_", "-");
