"""The LSI results dashboard.

Data walks one way: delivery, intake, vault, protection, release, answers, page or document.
"""

import os

__version__ = "0.2.0"

# Before numpy is loaded: a matrix is worked on by one thread, so that its last digits do not depend on the number of
# processors. Matrices are small here; on a machine that is shared, threads would only wait for each other.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
