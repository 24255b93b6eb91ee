"""Streamlit pieces that own their state and their URL keys."""
