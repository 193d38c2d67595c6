// Builds everything a page inlines into built/: client, styles, Leaflet, icons, licence texts.
import { build } from "esbuild";
import { mkdir, readFile, writeFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const here = import.meta.dirname;
const built = path.join(here, "built");
const packages = path.join(here, "node_modules");
const read = (...parts) => readFile(path.join(...parts), "utf8");

/** The outline of each icon the page uses, by name. */
async function outlines() {
  const palette = JSON.parse(await read(here, "palette.json"));
  const signs = Object.values(palette.icons).map((name) => [name, "fill"]);
  const tools = Object.entries(JSON.parse(await read(here, "interface-icons.json")));
  const icons = {};
  for (const [name, weight] of [...signs, ...tools].sort()) {
    const svg = await read(packages, "@phosphor-icons/core/assets", weight, `${name}-${weight}.svg`);
    icons[name] = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]).join("");
  }
  return icons;
}

/** The outlines of the icon names that stock markers use most, by those names. */
async function pinOutlines() {
  const pins = {};
  for (const [name, icon] of Object.entries(JSON.parse(await read(here, "pin-icons.json")))) {
    const svg = await read(packages, "@phosphor-icons/core/assets/fill", `${icon}-fill.svg`);
    pins[name] = [...svg.matchAll(/ d="([^"]+)"/g)].map((match) => match[1]).join("");
  }
  return pins;
}

/** Family colours as custom properties, so that the palette is written once. */
async function familyColours() {
  const { families } = JSON.parse(await read(here, "palette.json"));
  const rules = families.map(
    ({ id, fill, light, dark }) =>
      `.family-${id}{--fill:${fill};--stroke:light-dark(${light},${dark});--hatch:url(#hatch-${id})}`,
  );
  const fills = families.map(({ id, fill }) => `--fill-${id}:${fill}`).join(";");
  return `.araxes{${fills}}\n${rules.join("\n")}`;
}

/** A package's licence as a comment: it has to travel with every copy of its code or drawings. */
async function notice(name) {
  const folder = path.join(packages, name);
  const { version } = JSON.parse(await read(folder, "package.json"));
  const text = (await read(folder, "LICENSE")).trim().replace(/\*\//g, "* /").replace(/\n{2,}/g, "\n");
  return `/* ${name} ${version}\n${text} */`;
}

/** Licence texts of everything whose code or drawing ends up in a page. */
async function licences(names) {
  const texts = [];
  for (const name of names) {
    const folder = path.join(packages, name);
    const { version, license } = JSON.parse(await read(folder, "package.json"));
    let text = "";
    for (const file of ["LICENSE", "LICENSE.txt", "LICENSE.md", "MIT-LICENCE.txt"]) {
      text ||= await read(folder, file).catch(() => "");
    }
    texts.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  return texts.join("\n----\n\n");
}

/** Stock markers look for their pictures beside the stylesheet; in one file they have to be given. */
async function markerPictures() {
  const picture = async (name) => {
    const data = await readFile(path.join(packages, "leaflet/dist/images", name));
    return `"data:image/png;base64,${data.toString("base64")}"`;
  };
  const [iconUrl, iconRetinaUrl, shadowUrl] = await Promise.all(
    ["marker-icon.png", "marker-icon-2x.png", "marker-shadow.png"].map(picture),
  );
  return (
    "delete L.Icon.Default.prototype._getIconUrl;" +
    `L.Icon.Default.mergeOptions({iconUrl:${iconUrl},iconRetinaUrl:${iconRetinaUrl},shadowUrl:${shadowUrl}});\n`
  );
}

/** Leaflet's own styles, without those of popups and controls that only stock layers bring (they get the whole). */
async function leafletStyles() {
  const styles = (await read(packages, "leaflet/dist/leaflet.css")).replace(/\/\*[\s\S]*?\*\//g, "");
  const foreign = /control|popup|tooltip|leaflet-(bar|top|right|bottom|left)|default-icon|url\(/;
  return [...styles.matchAll(/[^{}]+\{(?:[^{}]*|[^{}]+\{[^{}]*\}\s*)\}/g)].map(([rule]) => rule).filter((rule) => !foreign.test(rule)).join("\n");
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });

const icons = await outlines();
const virtual = {
  name: "virtual",
  setup(step) {
    step.onResolve({ filter: /^virtual:/ }, ({ path: name }) => ({ path: name, namespace: "virtual" }));
    step.onLoad({ filter: /icons$/, namespace: "virtual" }, () => ({ contents: JSON.stringify(icons), loader: "json" }));
    step.onLoad({ filter: /pins$/, namespace: "virtual" }, async () => ({
      contents: JSON.stringify(await pinOutlines()),
      loader: "json",
    }));
    step.onLoad({ filter: /leaflet$/, namespace: "virtual" }, async () => ({
      contents: await leafletStyles(),
      loader: "css",
    }));
    step.onLoad({ filter: /families$/, namespace: "virtual" }, async () => ({
      contents: await familyColours(),
      loader: "css",
    }));
  },
};
const drawings = { js: await notice("@phosphor-icons/core") };
const library = { js: await notice("leaflet") };
const options = { bundle: true, minify: true, charset: "utf8", legalComments: "none", target: "es2021", plugins: [virtual] };
await Promise.all([
  build({ ...options, banner: drawings, entryPoints: [path.join(here, "src/main.ts")], outfile: path.join(built, "page.js"), format: "iife" }),
  build({ ...options, banner: drawings, entryPoints: [path.join(here, "src/crowd.ts")], outfile: path.join(built, "crowd.js"), format: "iife" }),
  build({ ...options, banner: drawings, entryPoints: [path.join(here, "src/pins.ts")], outfile: path.join(built, "pins.js"), format: "iife" }),
  build({ ...options, entryPoints: [path.join(here, "src/guard.ts")], outfile: path.join(built, "guard.js"), format: "iife" }),
  build({ ...options, entryPoints: [path.join(here, "src/element.ts")], outfile: path.join(built, "event-map.js"), format: "iife" }),
  build({
    ...options,
    banner: library,
    entryPoints: { "leaflet-core": path.join(here, "src/leaflet.js") },
    outdir: built,
    format: "iife",
    globalName: "L",
  }),
  build({
    ...options,
    target: [],
    entryPoints: { page: path.join(here, "src/page.css"), leaflet: path.join(packages, "leaflet/dist/leaflet.css") },
    outdir: built,
    loader: { ".png": "dataurl" },
  }),
]);
const leaflet = (await read(packages, "leaflet/dist/leaflet.js")).replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
await writeFile(path.join(built, "leaflet.js"), `${library.js}\n${leaflet}${await markerPictures()}`);
await writeFile(path.join(built, "jquery.js"), await read(packages, "jquery/dist/jquery.min.js"));
const clusters = await read(packages, "leaflet.markercluster/dist/leaflet.markercluster.js");
await writeFile(path.join(built, "markercluster.js"), clusters.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
await writeFile(path.join(built, "markercluster.css"), await read(packages, "leaflet.markercluster/dist/MarkerCluster.css"));
await writeFile(
  path.join(built, "markercluster-default.css"),
  await read(packages, "leaflet.markercluster/dist/MarkerCluster.Default.css"),
);
await writeFile(path.join(built, "icons.json"), JSON.stringify(icons));
await writeFile(path.join(built, "licences.txt"), await licences(["leaflet", "@phosphor-icons/core", "jquery", "leaflet.markercluster"]));
