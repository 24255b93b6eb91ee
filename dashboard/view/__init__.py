"""Answer in, figure out. The only home of plotly and pydeck."""
