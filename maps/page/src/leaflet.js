// The parts of Leaflet that our own layers and folium's map and groups stand on. A map with stock layers gets it whole.

export { Class, Evented, Handler, Util, Browser, extend, stamp, setOptions } from "leaflet/src/core/index.js";
export * from "leaflet/src/geometry/index.js";
export * from "leaflet/src/geo/index.js";
export * from "leaflet/src/dom/index.js";
export { Layer } from "leaflet/src/layer/Layer.js";
export { LayerGroup, layerGroup } from "leaflet/src/layer/LayerGroup.js";
export { FeatureGroup, featureGroup } from "leaflet/src/layer/FeatureGroup.js";
export { GeoJSON, geoJSON } from "leaflet/src/layer/GeoJSON.js";
export * from "leaflet/src/layer/vector/index.js";
export * from "leaflet/src/map/index.js";
