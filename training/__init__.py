"""Vocational training."""
