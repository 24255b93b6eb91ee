"""Methods: for every statistic its formula in words, what it assumes, when it refuses, and how it was tried."""
