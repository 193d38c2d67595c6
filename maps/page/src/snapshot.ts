// What the map shows now as a picture: its shapes, names and marks copied into one SVG that needs nothing else.

import { html, svg } from "./dom";

const PAINT = [
  "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap",
  "stroke-linejoin", "opacity",
] as const;
const TITLE = 40; // pixels above the map
const FOOT = 22; // and below it
const SHARP = 2; // pixels of a PNG for one of the screen

interface Frame {
  box: HTMLElement;
  left: number;
  top: number;
}

/** The view as SVG. `title` stands above it, `credit` below: the licences of the data ask for that. */
export function snapshot(box: HTMLElement, title: string, credit: string): SVGSVGElement {
  const { left, top, width, height } = box.getBoundingClientRect();
  const frame = { box, left, top };
  const look = getComputedStyle(box);
  const [paper, ink, muted] = ["--paper", "--ink", "--muted"].map((name) => colour(box, name));
  const font = { family: look.fontFamily, fill: ink! };
  const key = kindsKey(box, width, font);
  const clip = svg("clipPath", { id: "frame" }, svg("rect", { width, height }));
  const hatches = [...document.querySelectorAll<SVGElement>("#hatches pattern")].map((pattern) => copy(pattern));
  const map = svg("g", { "clip-path": "url(#frame)" }, [
    svg("rect", { width, height, fill: colour(box, "--water") }),
    ...seen(frame, ".leaflet-pane svg.leaflet-zoom-animated").sort(byDepth).map((shapes) => layer(frame, shapes as SVGSVGElement)),
    ...seen(frame, ".place-name").map((name) => placeName(frame, name as HTMLElement)),
    ...seen(frame, ".stem").map((stem) => stemLine(frame, stem as HTMLElement)),
    ...seen(frame, ".foot").map((foot) => disc(frame, foot, look)),
    ...seen(frame, ".mark .glyph").map((glyph) => mark(frame, glyph as SVGSVGElement)),
    ...seen(frame, ".cluster").map((cluster) => badge(frame, cluster, paper!, ink!)),
  ]);
  const size = { width, height: TITLE + height + key.deep + FOOT };
  return svg("svg", { xmlns: "http://www.w3.org/2000/svg", ...size, viewBox: `0 0 ${size.width} ${size.height}` }, [
    svg("title", {}, title),
    svg("defs", {}, [clip, ...hatches]),
    svg("rect", { ...size, fill: paper! }),
    fitted(title, { ...font, y: 27, size: 20, weight: 700, width }),
    svg("g", { transform: `translate(0 ${TITLE})` }, map),
    svg("g", { transform: `translate(0 ${TITLE + height})` }, key.rows),
    fitted(credit, { ...font, fill: muted!, y: TITLE + height + key.deep + 14, size: 11, weight: 400, width }),
  ]);
}

export function written(picture: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(picture);
}

/** The picture in pixels. The browser draws it; nothing leaves the page. */
export async function drawn(picture: SVGSVGElement): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(written(picture))}`;
  await image.decode();
  const { width, height } = picture.viewBox.baseVal;
  const canvas = html("canvas", { width: Math.round(width * SHARP), height: Math.round(height * SHARP) });
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"));
}

/** The elements of a kind that are to be seen. */
function seen({ box }: Frame, selector: string): Element[] {
  return [...box.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0);
}

function place({ left, top }: Frame, element: Element): DOMRect {
  const { x, y, width, height } = element.getBoundingClientRect();
  return new DOMRect(x - left, y - top, width, height);
}

function colour(box: HTMLElement, name: string): string {
  const probe = html("i");
  probe.style.color = `var(${name})`;
  box.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** A shape with all that is in it, its looks written out: the picture has no stylesheet. */
function copy<E extends Element>(original: E): E {
  const twin = original.cloneNode(false) as E;
  const look = getComputedStyle(original);
  for (const name of ["class", "style"]) twin.removeAttribute(name);
  if (original.children.length === 0) for (const name of PAINT) twin.setAttribute(name, local(look.getPropertyValue(name)));
  for (const child of original.children) if (getComputedStyle(child).display !== "none") twin.append(copy(child));
  return twin;
}

/** References to patterns, which some browsers write with the page's address. */
function local(value: string): string {
  return value.replace(/url\(.*?(#[\w-]+)["']?\)/, "url($1)");
}

/** One of Leaflet's drawings: its viewBox begins at a corner that lies outside the window. */
function layer(frame: Frame, shapes: SVGSVGElement): SVGElement {
  const { x, y } = place(frame, shapes);
  const { x: dx, y: dy } = shapes.viewBox.baseVal;
  const paths = [...shapes.querySelectorAll("path")].filter((path) => path.getClientRects().length && path.getAttribute("d") !== "M0 0");
  return svg("g", { transform: `translate(${x - dx} ${y - dy})` }, paths.map(copy));
}

function placeName(frame: Frame, name: HTMLElement): SVGElement {
  const look = getComputedStyle(name);
  const { x, y, height } = place(frame, name);
  const words = look.textTransform === "uppercase" ? name.textContent!.toLocaleUpperCase() : name.textContent!;
  const face = {
    "font-family": look.fontFamily, "font-size": look.fontSize, "font-weight": look.fontWeight, "font-style": look.fontStyle,
    "letter-spacing": look.letterSpacing === "normal" ? null : look.letterSpacing, fill: look.color, direction: look.direction,
    stroke: colour(frame.box, "--land"), "stroke-width": 2.5, "stroke-opacity": 0.8, "stroke-linejoin": "round", "paint-order": "stroke",
  };
  const text = svg("text", { x: look.direction === "rtl" ? place(frame, name).right : x, y: y + height / 2, "dominant-baseline": "central", ...face }, words);
  const dot = getComputedStyle(name, "::before");
  if (dot.content === "none" || dot.display === "none") return text;
  const pane = place(frame, name.parentElement!);
  const at = new DOMMatrix(look.transform);
  const circle = { cx: pane.x + at.e, cy: pane.y + at.f, r: 3, fill: dot.backgroundColor, stroke: dot.borderTopColor, "stroke-width": 1.5 };
  return svg("g", {}, [svg("circle", circle), text]);
}

function stemLine(frame: Frame, stem: HTMLElement): SVGElement {
  const look = getComputedStyle(stem);
  const pane = place(frame, stem.parentElement!);
  const { a, b, e, f } = new DOMMatrix(look.transform);
  const [x, y, length] = [pane.x + e, pane.y + f, stem.offsetWidth];
  return svg("line", { x1: x, y1: y, x2: x + a * length, y2: y + b * length, stroke: look.backgroundColor, "stroke-opacity": look.opacity });
}

function disc(frame: Frame, foot: Element, look: CSSStyleDeclaration): SVGElement {
  const { x, y, width } = place(frame, foot);
  return svg("circle", { cx: x + width / 2, cy: y + width / 2, r: width / 2, fill: getComputedStyle(foot).backgroundColor, stroke: look.color, "stroke-opacity": 0.6 });
}

function mark(frame: Frame, glyph: SVGSVGElement): SVGElement {
  const { x, y, width, height } = place(frame, glyph);
  const twin = copy(glyph);
  for (const [name, value] of Object.entries({ x, y, width, height, overflow: "visible" })) twin.setAttribute(name, String(value));
  return twin;
}

function badge(frame: Frame, cluster: Element, paper: string, ink: string): SVGElement {
  const { x, y, width, height } = place(frame, cluster);
  const middle = { x: x + width / 2, y: y + height / 2 };
  const look = getComputedStyle(cluster);
  return svg("g", {}, [
    svg("circle", { cx: middle.x, cy: middle.y, r: width / 2 - 2, fill: paper, stroke: ink, "stroke-width": 3 }),
    svg(
      "text",
      { ...middle, "text-anchor": "middle", "dominant-baseline": "central", "font-family": look.fontFamily, "font-size": look.fontSize, "font-weight": 650, fill: ink },
      cluster.textContent,
    ),
  ]);
}

/** What the icons mean: the legend's rows that are switched on, in lines of the picture's width. */
function kindsKey(box: HTMLElement, width: number, { family, fill }: Font): { rows: SVGElement[]; deep: number } {
  const rows: SVGElement[] = [];
  let [x, y] = [12, 8];
  for (const label of box.querySelectorAll(".tree label:has(.glyph)")) {
    if (!label.querySelector("input")!.checked) continue;
    const words = label.querySelector(".leaf-name")!.textContent!;
    const wide = 24 + widthOf(words, `12px ${family}`) + 16;
    if (x > 12 && x + wide > width) [x, y] = [12, y + 22];
    const sign = painted(label.querySelector<SVGSVGElement>(".glyph")!, box);
    for (const [name, value] of Object.entries({ x, y, width: 18, height: 18 })) sign.setAttribute(name, String(value));
    rows.push(svg("g", {}, [sign, svg("text", { x: x + 24, y: y + 13, "font-family": family, "font-size": 12, fill }, words)]));
    x += wide;
  }
  return { rows, deep: rows.length ? y + 24 : 6 };
}

/** A copy of a glyph that may lie in a closed panel: what is not shown has no looks of its own. */
function painted(glyph: SVGSVGElement, box: HTMLElement): SVGSVGElement {
  const shown = glyph.cloneNode(true) as SVGSVGElement;
  box.append(shown);
  const twin = copy(shown);
  shown.remove();
  return twin;
}

function byDepth(a: Element, b: Element): number {
  const depth = (drawing: Element): number => Number(getComputedStyle(drawing.parentElement!).zIndex);
  return depth(a) - depth(b);
}

function widthOf(words: string, font: string): number {
  const pen = html("canvas").getContext("2d")!;
  pen.font = font;
  return pen.measureText(words).width;
}

interface Font {
  family: string;
  fill: string;
}

/** A line of text that is no wider than the picture. */
function fitted(words: string, line: Font & { y: number; size: number; weight: number; width: number }): SVGElement {
  const { y, size, weight, width, family, fill } = line;
  const shrunk = Math.min(size, (size * (width - 24)) / Math.max(1, widthOf(words, `${weight} ${size}px ${family}`)));
  return svg("text", { x: 12, y, "font-family": family, "font-size": shrunk.toFixed(2), "font-weight": weight, fill }, words);
}
