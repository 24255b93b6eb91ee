"""The LSI results dashboard.

Data walks one way: delivery, intake, vault, release, answers, view, page or document.
"""

__version__ = "0.1.0"
