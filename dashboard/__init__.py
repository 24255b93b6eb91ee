"""The LSI results dashboard.

Data walks one way: delivery, intake, vault, protection, release, answers, page or document.
"""

import os

__version__ = "0.2.0"

# Before numpy is loaded: a matrix is worked on by one thread, so that its last digits do not depend on the number of
# processors. Matrices are small here; on a machine that is shared, threads would only wait for each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
# Before openpyxl is loaded: it writes the sample and the template with the standard library alone, so that their bytes do not
# depend on whether something else brought lxml along.
os.environ["OPENPYXL_LXML"] = "False"
