// Makes Dash's component bundles smaller: of each, only the components that the atlas shows, with what they need.
// `make vendor` runs this on the installed Python packages; the results are committed. A page that loads a bundle
// whole gets 190 Mantine components for eleven that it uses. Nothing is rewritten: statements, modules and style
// rules that nothing refers to any more are left out.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { analyze } from "eslint-scope";

const here = dirname(fileURLToPath(import.meta.url));
const [site] = process.argv.slice(2);
if (!site) throw new Error("usage: node slim.mjs SITE_PACKAGES");
const source = readFileSync(join(here, "..", "..", "components", "mantine.py"), "utf8");
const shown = [...source.match(/^SHOWN[^(]*\(([^)]*)\)/m)[1].matchAll(/"(\w+)"/g)].map((match) => match[1]);

const CORE = ["Graph", "Input", "Store"]; // what the atlas uses of Dash's own

/** Puts a style sheet into the page: nothing refers to it, and it is needed all the same. */
const STYLES = /^\w+\(\)\((\w+)\.A,\w+\)$/;

const names = (map) => map.properties.map(({ key }) => key.name ?? key.value);
const isModules = ({ type, properties }) =>
  type === "ObjectExpression" &&
  properties.length > 20 &&
  properties.every(({ key, value }) => /^\d+$/.test(key?.raw ?? "") && /Function/.test(value.type));

/** The webpack modules of a bundle, its map of exports, and the body of the function that holds that map. */
function parts(tree, wanted) {
  const found = {};
  const visit = (node, body) => {
    if (isModules(node)) {
      found.modules ??= node;
      return;
    }
    const inner = /Function/.test(node.type) && node.body.type === "BlockStatement" ? node.body : body;
    const map = node.type === "CallExpression" && node.callee.property?.name === "d" ? node.arguments[1] : null;
    if (map?.type === "ObjectExpression" && wanted.every((name) => names(map).includes(name)) && !found.exported)
      Object.assign(found, { exported: node, entry: inner });
    for (const value of Object.values(node).flat()) if (typeof value?.type === "string") visit(value, inner);
  };
  visit(tree, null);
  if (!found.modules || !found.exported) throw new Error("this is not the bundle that is expected");
  return found;
}

/** The entry's statements one by one: what each declares, and whom it speaks of where it declares nothing. */
function statements(entry, declared) {
  const units = [];
  const speaksOf = ({ type, left, arguments: given }) => {
    let about = left;
    while (about?.type === "MemberExpression") about = about.object;
    if (type === "CallExpression") [about] = given;
    return declared.has(about?.name) ? about.name : null;
  };
  for (const node of entry.body) {
    if (node.type === "VariableDeclaration")
      units.push(...node.declarations.map((each) => ({ node: each, kind: node.kind })));
    else if (node.type !== "ExpressionStatement") units.push({ node, root: !/Declaration$/.test(node.type) });
    else {
      const { expression: all } = node;
      const each = all.type === "SequenceExpression" ? all.expressions : [all];
      units.push(...each.map((part) => ({ node: part, about: speaksOf(part), root: !speaksOf(part) })));
    }
  }
  return units;
}

/** The bundle with the wanted exports alone. */
function slimmed(text, wanted, unwantedStyles) {
  const tree = parse(text, { ecmaVersion: "latest", ranges: true });
  const { modules, exported, entry } = parts(tree, wanted);
  const cut = ({ start, end }) => text.slice(start, end);
  const scope = analyze(tree, { ecmaVersion: 2022, sourceType: "script" }).scopes.find(({ block }) => block.body === entry);
  const places = scope.variables.flatMap(({ name, references }) => references.map(({ identifier }) => [identifier.start, name]));
  const namedIn = ({ start, end }) => new Set(places.filter(([at]) => at >= start && at < end).map(([, name]) => name));
  const units = statements(entry, new Set(scope.variables.map(({ name }) => name)));
  const exports = exported.arguments[1].properties.filter(({ key }) => wanted.includes(key.name ?? key.value));
  const byName = new Map();
  for (const unit of units) {
    const said = cut(unit.node);
    if (unit.node === exported) Object.assign(unit, { root: true, about: null });
    else if (STYLES.test(said)) unit.root = !unwantedStyles(said.match(STYLES)[1], text);
    else if (unit.root && unit.node.type !== "Literal" && namedIn(unit.node).size) unit.root = !(unit.late = true);
    const declared = scope.variables.filter(({ defs }) => defs.some(({ node }) => node === unit.node));
    for (const name of unit.about ? [unit.about] : declared.map((one) => one.name))
      byName.set(name, [...(byName.get(name) ?? []), unit]);
  }
  const kept = new Set(units.filter(({ root }) => root));
  const keepNamed = (unit) => {
    for (const name of unit.node === exported ? exports.flatMap((one) => [...namedIn(one)]) : namedIn(unit.node))
      for (const other of byName.get(name) ?? []) kept.add(other);
  };
  // A statement on its own belongs to what it speaks of: it is kept if any of that is.
  for (let before = -1; before < kept.size; ) {
    before = kept.size;
    for (const unit of kept) keepNamed(unit); // a set that grows while it is walked through is walked to its end
    for (const unit of units.filter(({ late }) => late))
      if ([...namedIn(unit.node)].some((name) => byName.get(name)?.some((other) => kept.has(other)))) kept.add(unit);
  }
  const { name: require } = exported.callee.object;
  const map = `${require}.d(${cut(exported.arguments[0])},{${exports.map(cut).join(",")}})`;
  const body = units
    .filter((unit) => kept.has(unit))
    .map(({ node, kind }) => (node === exported ? map : `${kind ? `${kind} ` : ""}${cut(node)}`))
    .join(";");
  return { text, modules, require, before: text.slice(modules.end, entry.start + 1), body, after: text.slice(entry.end - 1) };
}

/** What a chunk of a bundle pushes: the call's text, the chunk's ids and its modules. */
function chunk(text) {
  let call;
  full(parse(text, { ecmaVersion: "latest" }), (node) => {
    if (node.type === "CallExpression" && node.arguments[0]?.elements?.[1]?.type === "ObjectExpression") call = node;
  });
  const [ids, modules] = call.arguments[0].elements;
  return { text, push: text.slice(call.callee.start, call.callee.end), ids: ids.elements.map(({ value }) => value), modules };
}

/** The slimmed bundle put together with the modules that are still required, those of its chunks included. */
function joined({ text, modules, require, before, body, after }, chunks = []) {
  const holders = [{ text, modules }, ...chunks];
  const all = holders.flatMap((holder, at) =>
    holder.modules.properties.map(({ key, value, start, end }) => ({
      id: String(key.value), at, by: value.params[2]?.name, said: holder.text.slice(start, end),
    })),
  );
  const byId = new Map(all.map((one) => [one.id, one]));
  const required = (said, by) =>
    [...said.matchAll(new RegExp(`(?<![\\w$.])${by}(?:\\.t\\(|\\.bind\\(\\w+,|\\()(\\d+)\\b`, "g"))].map((match) => match[1]);
  const needed = new Set([...required(body, require), ...required(before, require)]);
  for (const id of needed) {
    const { by, said } = byId.get(id) ?? {};
    if (by) for (const other of required(said, by)) needed.add(other);
  }
  const left = (at) => all.filter((one) => one.at === at && needed.has(one.id)).map(({ said }) => said).join(",");
  const loaded = chunks.map(({ push, ids }, at) => `;${push}([${JSON.stringify(ids)},{${left(at + 1)}}])`);
  return `${text.slice(0, modules.start)}{${left(0)}}${before}${body}${after.replace(/\n\/\/#.*\s*$/, "")}${loaded.join("")}`;
}

/** A style sheet's rules, each with its head and body; the body is null for a statement without one. */
function rules(css) {
  const found = [];
  let [depth, start, open] = [0, 0, 0];
  for (let i = 0; i < css.length; i += 1) {
    if (css[i] === '"' || css[i] === "'") i = css.indexOf(css[i], i + 1);
    else if (css[i] === "{" && depth++ === 0) open = i;
    else if ((css[i] === "}" && --depth === 0) || (css[i] === ";" && depth === 0)) {
      found.push(css[i] === "}" ? [css.slice(start, open).trim(), css.slice(open + 1, i)] : [css.slice(start, i + 1).trim(), null]);
      start = i + 1;
    }
  }
  return found;
}

/** A style sheet without the selectors that name a class which no script names. */
function worn(css, classes) {
  const isWorn = (selector) => (selector.match(/\.m_[0-9a-f]+/g) ?? []).every((name) => classes.has(name.slice(1)));
  const written = ([head, body]) => {
    if (body === null) return head;
    if (/^@(media|supports|layer)/.test(head)) return worn(body, classes) && `${head}{${worn(body, classes)}}`;
    const selectors = head.startsWith("@") ? [head] : head.split(/,(?![^(]*\))/).filter(isWorn);
    return selectors.length ? `${selectors.map((one) => one.trim()).join(",")}{${body.trim().replace(/\s*\n\s*/g, "")}}` : "";
  };
  return rules(css).map(written).filter(Boolean).join("");
}

/** The bundle with its style sheets cut to what its scripts wear, and without their source maps. */
function dressed(text) {
  const sheets = [];
  full(parse(text, { ecmaVersion: "latest" }), ({ type, callee, arguments: given }) => {
    const [id, css] = (type === "CallExpression" && callee.property?.name === "push" && given[0]?.elements) || [];
    if (typeof css?.value === "string" && css.value.includes("{")) sheets.push({ ...given[0], id, css: css.value });
  });
  const scripts = sheets.reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), text);
  const classes = new Set(scripts.match(/\bm_[0-9a-f]+/g));
  return sheets.reduceRight((left, { start, end, id, css }) => {
    const cut = worn(css.replace(/\/\*[\s\S]*?\*\//g, ""), classes);
    return `${left.slice(0, start)}[${text.slice(id.start, id.end)},${JSON.stringify(cut)},""]${left.slice(end)}`;
  }, text);
}

/** Whether a style sheet is that of a part which is not shown (dates, carousel, notifications). */
function foreign(name, text) {
  const [, id] = text.match(new RegExp(`\\b${name}=\\w+\\((\\d+)\\)`)) ?? [];
  return Boolean(id) && !text.slice(text.indexOf(`${id}(e,n,t){`)).slice(0, 300).includes(":root,");
}

/** Writes a bundle's cut form beside the others, its version and what is in it first. */
function write(name, version, wanted, whole, slim) {
  const banner = `/*! ${name} ${version} (MIT): ${wanted.join(", ")}. See ${name}.LICENSE.txt */\n`;
  writeFileSync(join(here, "suites", `${name}.js`), banner + slim);
  console.log(`${name}.js ${(whole.length / 1000).toFixed(0)} kB -> ${(slim.length / 1000).toFixed(0)} kB`);
}

const read = (...path) => readFileSync(join(site, ...path), "utf8");
const mantine = read("dash_mantine_components", "dash_mantine_components.js");
const { version } = JSON.parse(read("dash_mantine_components", "package-info.json"));
write("dash_mantine_components", version, shown, mantine, dressed(joined(slimmed(mantine, shown, foreign))));

const core = read("dash", "dcc", "dash_core_components.js");
const chunks = ["dash_core_components-shared.js", "async-graph.js"].map((name) => chunk(read("dash", "dcc", name)));
const [, dash] = read("dash", "version.py").match(/"([\d.]+)"/);
write("dash_core_components", dash, CORE, core, dressed(joined(slimmed(core, CORE, () => false), chunks)));
