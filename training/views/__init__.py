"""Rooms of training."""
