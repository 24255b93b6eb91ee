"""Answer in, figure out. The only home of plotly and of the map."""
