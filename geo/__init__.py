"""geo knows the world: gazetteer, geoparsing, footprints, located events. It knows no screen."""
