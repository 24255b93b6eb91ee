"""The script that Streamlit runs, in a folder of its own: beside a folder ``pages`` Streamlit would look for pages in it."""
