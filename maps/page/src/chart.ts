// The one module that speaks Leaflet. Everything else asks a Chart, so that the map library can be changed here.

import type * as Leaflet from "leaflet";
import type { Geometry, LonLat } from "./data";

declare const L: typeof Leaflet;

export interface Pixel {
  x: number;
  y: number;
}
export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}
export type Layer = Leaflet.Layer;
/** Left, top, right, bottom in pixels. */
export type Box = [number, number, number, number];

const FAR = 4.5; // the zoom at which a coarse coast still looks like one
const CLEAR = 30; // pixels between a revealed mark and the panel beside it

export class Chart {
  private ground: Leaflet.LatLngBounds | null = null;
  readonly calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

  constructor(
    readonly map: Leaflet.Map,
    private readonly groups: Record<string, Leaflet.FeatureGroup>,
  ) {
    if (this.calm) map.options.zoomAnimation = map.options.fadeAnimation = map.options.inertia = false;
  }

  // Panes and drawing

  /** A pane of its own: `depth` is its z-index; `touch` is false where clicks should fall through. */
  pane(name: string, depth: number, touch = false): HTMLElement {
    const pane = this.map.getPane(name) ?? this.map.createPane(name);
    pane.style.zIndex = String(depth);
    if (!touch) pane.style.pointerEvents = "none";
    return pane;
  }

  /** A drawn geometry that takes its looks from CSS by `className`. Not yet on the map. */
  outline(geometry: Geometry, className: string, pane: string): Layer {
    const style = { className, interactive: false, pane, renderer: this.renderer(pane) };
    return L.geoJSON(geometry as GeoJSON.Geometry, {
      ...style,
      style: () => style,
      pointToLayer: (_, latlng) => L.circleMarker(latlng, { ...style, radius: 0 }),
    } as Leaflet.GeoJSONOptions);
  }

  /** Rings drawn as one shape: quick for a basemap of a thousand rings. */
  rings(rings: LonLat[][], className: string, pane: string, closed: boolean): Layer {
    const latlngs = rings.map((ring) => ring.map(([lon, lat]) => L.latLng(lat, lon)));
    const options = { className, interactive: false, pane, renderer: this.renderer(pane), smoothFactor: 0.6 };
    return closed ? L.polygon(latlngs.map((ring) => [ring]), options) : L.polyline(latlngs, options);
  }

  /** A circle of so many pixels about a place, at every zoom. */
  ring([lon, lat]: LonLat, radius: number, className: string, pane: string): Layer {
    return L.circleMarker([lat, lon], { radius, className, interactive: false, pane, renderer: this.renderer(pane) });
  }

  private readonly renderers = new Map<string, Leaflet.Renderer>();

  private renderer(pane: string): Leaflet.Renderer {
    let renderer = this.renderers.get(pane);
    if (!renderer) this.renderers.set(pane, (renderer = L.svg({ pane, padding: 0.6 })));
    return renderer;
  }

  /** A layer whose picture is `elements` in `pane`; where they stand is decided by whoever arranges them. */
  elements(elements: HTMLElement[], pane: string, at: LonLat, changed: () => void): Layer {
    const layer = new (L.Layer.extend({
      onAdd(map: Leaflet.Map) {
        map.getPane(pane)!.append(...elements);
        changed();
      },
      onRemove() {
        for (const element of elements) element.remove();
        changed();
      },
      getLatLng: () => L.latLng(at[1], at[0]),
    }) as unknown as new () => Layer)();
    for (const element of elements) L.DomEvent.disableClickPropagation(element);
    return layer;
  }

  add(layer: Layer): void {
    this.map.addLayer(layer);
  }

  remove(layer: Layer): void {
    this.map.removeLayer(layer);
  }

  move(element: HTMLElement, { x, y }: Pixel): void {
    L.DomUtil.setPosition(element, L.point(x, y));
  }

  // Groups: one folium.FeatureGroup per kind, which anybody's layer control may switch

  /** Put a layer into the group of `kind`, or take it out. */
  member(kind: string, layer: Layer, belongs: boolean): void {
    const group = this.groups[kind];
    if (!group || group.hasLayer(layer) === belongs) return;
    if (belongs) group.addLayer(layer);
    else group.removeLayer(layer);
  }

  shows(kind: string): boolean {
    const group = this.groups[kind];
    return Boolean(group && this.map.hasLayer(group));
  }

  show(kind: string, shown: boolean): void {
    const group = this.groups[kind];
    if (!group || this.map.hasLayer(group) === shown) return;
    if (shown) this.map.addLayer(group);
    else this.map.removeLayer(group);
  }

  /** Tell when a group is switched, by us or by a stock layer control. */
  onGroupSwitched(tell: () => void): void {
    const groups = new Set<Layer>(Object.values(this.groups));
    this.map.on("layeradd layerremove", (event) => {
      if (groups.has((event as Leaflet.LayerEvent).layer)) tell();
    });
  }

  // The view

  onMoved(tell: () => void): void {
    this.map.on("moveend zoomend viewreset resize", tell);
  }

  onClick(tell: () => void): void {
    this.map.on("click", tell);
  }

  get size(): Pixel {
    return this.map.getSize();
  }

  get zoom(): number {
    return this.map.getZoom();
  }

  /** Nothing is drawn outside the box: neither drag nor zoom leads far from it. */
  stayWithin([west, south, east, north]: Box): void {
    this.ground = L.latLngBounds([south, west], [north, east]);
  }

  /** Zoom out no further than the ground fills the window, or than the opening view needs. */
  private limit(opening: number): void {
    // not setMinZoom: that would start a zoom of its own and undo the one asked for
    if (this.ground) this.map.options.minZoom = Math.min(opening, this.map.getBoundsZoom(this.ground, true));
  }

  /** Where a place stands in the panes, which move with the map. */
  inPane([lon, lat]: LonLat): Pixel {
    return this.map.latLngToLayerPoint([lat, lon]);
  }

  /** Where a place stands in the map's window. */
  inWindow([lon, lat]: LonLat): Pixel {
    return this.map.latLngToContainerPoint([lat, lon]);
  }

  /** The pane position of the window's upper left corner. */
  get origin(): Pixel {
    return this.map.containerPointToLayerPoint([0, 0]);
  }

  /** Where the panes lie in the pixels of the whole world at this zoom. */
  get worldOrigin(): Pixel {
    return this.map.getPixelOrigin();
  }

  /** How many pixels the whole world is wide at this zoom. */
  get worldSize(): number {
    return 256 * 2 ** this.zoom;
  }

  /** Come closer until these places can be told apart. */
  zoomInto(places: LonLat[]): void {
    const bounds = L.latLngBounds(places.map(([lon, lat]) => L.latLng(lat, lon)));
    const zoom = Math.max(this.zoom + 1, Math.min(this.map.getBoundsZoom(bounds.pad(0.1)), this.zoom + 4));
    this.map.setView(bounds.getCenter(), Math.min(zoom, this.map.getMaxZoom()), { animate: !this.calm });
  }

  placeAt({ x, y }: Pixel): LonLat {
    const { lat, lng } = this.map.layerPointToLatLng([x, y]);
    return [lng, lat];
  }

  /** West, south, east, north of what is seen. */
  get seen(): [number, number, number, number] {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  fit([west, south, east, north]: [number, number, number, number], padding: Padding, moving = false): void {
    this.map.invalidateSize(false);
    const options = {
      paddingTopLeft: [padding.left, padding.top] as Leaflet.PointTuple,
      paddingBottomRight: [padding.right, padding.bottom] as Leaflet.PointTuple,
      maxZoom: 10,
      animate: moving && !this.calm,
    };
    const bounds = L.latLngBounds([south, west], [north, east]);
    const padded = L.point(padding.left + padding.right, padding.top + padding.bottom);
    this.limit(Math.min(10, this.map.getBoundsZoom(bounds, false, padded)));
    this.map.fitBounds(bounds, options);
    if (!this.ground || this.map.options.maxBounds) return;
    // only now: the view folium began with may lie outside, and would be moved at the same time
    this.map.options.maxBoundsViscosity = 0.9;
    this.map.setMaxBounds(this.ground);
  }

  /**
   * Move no further than needed for `at` to stand in `room` and under none of `panels`, all in window pixels.
   * Outside `detail` (degrees) only a coarse map lies: what is there is shown from afar.
   */
  reveal(at: LonLat, room: Box, panels: Box[], detail?: Box): void {
    if (detail && !within(detail, ...at) && this.zoom > FAR) {
      this.map.setView([at[1], at[0]], FAR, { animate: false });
    }
    const home = this.inWindow(at);
    const shift = { x: clamp(home.x, room[0], room[2]) - home.x, y: clamp(home.y, room[1], room[3]) - home.y };
    for (const [left, top, right, bottom] of panels) {
      const x = home.x + shift.x;
      const y = home.y + shift.y;
      if (x < left - CLEAR || x > right + CLEAR || y < top - CLEAR || y > bottom + CLEAR) continue;
      const ways = [
        { x: right + CLEAR - x, y: 0 },
        { x: left - CLEAR - x, y: 0 },
        { x: 0, y: top - CLEAR - y },
        { x: 0, y: bottom + CLEAR - y },
      ].filter((way) => within(room, x + way.x, y + way.y));
      ways.sort((a, b) => Math.abs(a.x + a.y) - Math.abs(b.x + b.y));
      if (ways[0]) Object.assign(shift, { x: shift.x + ways[0].x, y: shift.y + ways[0].y });
    }
    if (shift.x || shift.y) this.map.panBy([-shift.x, -shift.y], { animate: !this.calm });
  }

  zoomBy(steps: number): void {
    this.map.setZoom(this.map.getZoom() + steps, { animate: !this.calm });
  }

  resized(): void {
    this.map.invalidateSize({ pan: true, animate: false, debounceMoveend: false } as Leaflet.ZoomPanOptions);
  }

  /** Metres covered by `pixels` along the middle of the window. */
  metres(pixels: number): number {
    const y = this.size.y / 2;
    return this.map.distance(this.map.containerPointToLatLng([0, y]), this.map.containerPointToLatLng([pixels, y]));
  }

  /** Inside a frame one finger and a plain wheel belong to the page around it. */
  yieldGestures(): void {
    this.map.scrollWheelZoom.disable();
    if (matchMedia("(pointer: coarse)").matches) this.map.dragging.disable();
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

function within([left, top, right, bottom]: Box, x: number, y: number): boolean {
  return x >= left && y >= top && x <= right && y <= bottom;
}

export function meet(a: Box, b: Box): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}
