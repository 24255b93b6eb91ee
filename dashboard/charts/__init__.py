"""What several pages draw and say: rows in, figure or sentence out. The shared home of plotly."""
