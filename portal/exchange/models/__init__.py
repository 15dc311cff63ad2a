from .correction import Correction
from .delivery import Delivery
from .job import Job, Snapshot
from .partner import Contract, Nonce, Partner

__all__ = ["Contract", "Correction", "Delivery", "Job", "Nonce", "Partner", "Snapshot"]
