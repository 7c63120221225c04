/**
 * Which names a query finds, the best first: the same as tests/search_reference.py, over keys that
 * geodata/search has made. Knows nothing of the page.
 */

const [EXACT, CODE, STARTS, WORD, INSIDE, ALMOST, NEARLY, NONE] = [0, 1, 2, 3, 4, 5, 6, 9];
const SHORTEST_ALMOST = 4;
const SHORTEST_NEARLY = 5;
const LEAST_NEAR = 2;
const NEAREST = 4;

/** A query as keys are made: no accents, case and apostrophes, one space between words. @param {string} text @param {any} data */
export function key(text, { letters, dropped }) {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const replaced = [...plain].map((letter) => (dropped.includes(letter) ? "" : (letters[letter] ?? letter)));
  return replaced.join("").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** The query as a name alone, and as a name with where it lies behind it. */
function readings(words, phrases) {
  const found = [{ head: words.join(" "), least: EXACT }];
  for (let at = words.length - 1; at > 0; at--) {
    const tail = words.slice(at).join(" ");
    const least = phrases.includes(tail) ? EXACT : phrases.some((phrase) => phrase.startsWith(tail)) ? STARTS : NONE;
    if (least < NONE) found.push({ head: words.slice(0, at).join(" "), least });
  }
  return found;
}

function plainRank(name, head, isCode) {
  if (name === head) return isCode ? CODE : EXACT;
  if (isCode) return NONE;
  if (name.startsWith(head)) return STARTS;
  return name.includes(` ${head}`) ? WORD : name.includes(head) ? INSIDE : NONE;
}

/** How many letters are wrong: from `wanted` to each beginning of `text` (two that changed places are one wrong). */
function distances(wanted, text) {
  let [before, last] = [[], [...Array(text.length + 1).keys()]];
  for (let i = 1; i <= wanted.length; i++) {
    const row = [i];
    for (let j = 1; j <= text.length; j++) {
      const isOther = wanted[i - 1] === text[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + isOther);
      const isTurned = i > 1 && j > 1 && wanted[i - 1] === text[j - 2] && wanted[i - 2] === text[j - 1];
      if (isTurned) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last;
}

/** One wrong letter in the whole name, or in the beginning of one of its words. */
function almostRank(name, head, isCode) {
  if (isCode || head.length < SHORTEST_ALMOST) return NONE;
  if (Math.abs(name.length - head.length) < 2 && distances(head, name).at(-1) < 2) return ALMOST;
  if (head.length < SHORTEST_NEARLY) return NONE;
  for (let at = 0; at >= 0; at = name.indexOf(" ", at + 1)) {
    const start = at && at + 1;
    if (Math.min(...distances(head, name.slice(start, start + head.length + 1))) < 2) return NEARLY;
  }
  return NONE;
}

/** The best of an entry's names under one way of ranking. */
function best(names, ways, rankOf) {
  const found = { rank: NONE, alias: "" };
  for (const name of names) {
    const [text, alias = "", isCode = 0] = Array.isArray(name) ? name : [name];
    for (const { head, least } of ways) {
      const rank = Math.max(least, rankOf(text, head, isCode));
      if (rank < found.rank) Object.assign(found, { rank, alias });
    }
  }
  return found;
}

function ranked(data, waysOf, rankOf, worst) {
  const found = data.rows.map((row, at) => ({ row, at, ...best(row[4], waysOf[row[3]], rankOf) }));
  return found.filter(({ rank }) => rank < worst).sort((a, b) => a.rank - b.rank || a.at - b.at);
}

/**
 * @param {any} data of geodata/search/payload.py @param {string} query
 * @returns {{found: {row: any[], alias: string}[], isNear: boolean}} `isNear`: nothing is called so, and these are near
 */
export function find(data, query) {
  const words = key(query, data).split(" ").filter(Boolean);
  if (!words.length) return { found: data.rows.slice(0, data.shown).map((row) => ({ row, alias: "" })), isNear: false };
  const waysOf = data.within.map((phrases) => readings(words, phrases));
  let found = ranked(data, waysOf, plainRank, NONE);
  if (found.length < data.shown && !(found[0]?.rank < STARTS)) {
    const known = new Set(found.map(({ at }) => at));
    found = [...found, ...ranked(data, waysOf, almostRank, NONE).filter(({ at }) => !known.has(at))];
  }
  if (found.length) return { found: found.slice(0, data.shown), isNear: false };
  const wholeWord = (name, head, isCode) => (isCode ? Infinity : distances(head, name).at(-1));
  const whole = words.join(" ");
  const most = Math.max(LEAST_NEAR, Math.floor(whole.length / 3));
  const alone = data.within.map(() => [{ head: whole, least: 0 }]);
  return { found: ranked(data, alone, wholeWord, most + 1).slice(0, NEAREST), isNear: true };
}
