"""Measurements, each beside a floor or rival of the same run: `make bench`."""
