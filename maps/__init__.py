"""maps shows events: the folium map, the page, embedding and the command line."""
