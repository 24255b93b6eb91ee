"""The LSI results dashboard.

Data walks one way: delivery, intake, vault, protection, release, answers, page or document.
"""

__version__ = "0.2.0"
