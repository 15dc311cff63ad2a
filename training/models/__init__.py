"""What training keeps; see each module."""

from .interest import ITEM, Direction, Hours, TrainingInterest

__all__ = ["ITEM", "Direction", "Hours", "TrainingInterest"]
