/**
 * A committed filter as geodata/views/places.py (filter_payload) packs it, read into typed arrays for engine.js.
 * Pure: no DOM, no network.
 */

/** @param {string} text base64 @returns {Uint8Array} */
const bytesOf = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/**
 * Unpacks a base64 bitset, least significant bit first, to one byte a place.
 * @param {string|null|undefined} text @param {number} length @returns {Uint8Array|null}
 */
function bitsOf(text, length) {
  if (text === null || text === undefined) return null;
  const packed = bytesOf(text);
  const bits = new Uint8Array(length);
  for (let i = 0; i < length; i++) bits[i] = (packed[i >> 3] >> (i & 7)) & 1;
  return bits;
}

/** @param {string|null|undefined} text base64 of little-endian 16 bit integers @returns {Int16Array|null} */
function yearsOf(text) {
  if (text === null || text === undefined) return null;
  const view = new DataView(bytesOf(text).buffer);
  return Int16Array.from({ length: view.byteLength >> 1 }, (_, i) => view.getInt16(2 * i, true));
}

/** @param {number[]|null|undefined} codes @param {number} count @returns {Uint8Array|null} 1 for each chosen code */
const chosenOf = (codes, count) =>
  codes ? Uint8Array.from({ length: count }, (_, i) => Number(codes.includes(i))) : null;

/**
 * Which packed answers to the five provisions a choice of values lets through; null where none is chosen.
 * Each answer is one number: digits to the base of the values and "none", the first provision lowest.
 * @param {(number[]|null)[]} chosen indexes of values by provision @param {number} values how many there are
 * @returns {Uint8Array|null} 1 for each packed answer that passes
 */
function toldOf(chosen, values) {
  if (!chosen?.some(Boolean)) return null;
  const base = values + 1;
  const passes = new Uint8Array(base ** chosen.length);
  for (let told = 0; told < passes.length; told++) {
    passes[told] = Number(chosen.every((codes, p) => !codes || codes.includes(digitOf(told, p, base) - 1)));
  }
  return passes;
}

/** @returns {number} a digit of a packed answer: 0 for none, else 1 + the index of the value */
export const digitOf = (told, provision, base) => Math.floor(told / base ** provision) % base;

/**
 * @param {any} payload of geodata/views/places.py @param {{places: number, policings: number, statuses: number,
 *   values: number}} sizes how many there are @returns {any} null where a part restricts nothing
 */
export const read = (payload, sizes) => ({
  mode: payload.mode,
  from: payload.from ?? null,
  to: payload.to ?? null,
  mask: bitsOf(payload.mask, sizes.places),
  policings: chosenOf(payload.policings, sizes.policings),
  told: toldOf(payload.provisions, sizes.values),
  statuses: chosenOf(payload.statuses, sizes.statuses),
  includeUndated: Boolean(payload.includeUndated),
  measureYear: yearsOf(payload.measureYear),
  measureMask: bitsOf(payload.measureMask, sizes.places),
  undatedMeasureMask: bitsOf(payload.undatedMeasureMask, sizes.places),
  programmeYear: yearsOf(payload.programmeYear),
  programmeMask: bitsOf(payload.programmeMask, sizes.places),
  undatedProgrammeMask: bitsOf(payload.undatedProgrammeMask, sizes.places),
});

