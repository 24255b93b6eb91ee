"""An app of one page for the browser test of what delivered text looks like: every text in every place that reads Markdown."""

import json
import os
from pathlib import Path

import pandas as pd
import streamlit as st

from dashboard import text as words
from dashboard.text.markup import Delivered, Markup
from dashboard.ui import screen

screen.title("Teksten")
screen.header("Alle")
for at, text in enumerate(json.loads(Path(os.environ["TEXTS"]).read_text(encoding="utf-8"))):
    with st.container(key=f"text_{at}"):
        screen.markdown(text)
        screen.caption(Markup("**{}**").format(text))
        screen.table(pd.DataFrame({"x": [text]}), hide_header=True)
        screen.button(text, key=f"button_{at}")
        screen.subheader(text)
        words.use("en")  # in a span of its own
        screen.markdown(Delivered(text))
        words.use("nl")
