"""Verhaal: the programme, my area or one project as a text to read, out of what the pages say."""
