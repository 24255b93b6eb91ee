"""Eigen gebied: an outline of one's own, filled by whole neighbourhoods."""
