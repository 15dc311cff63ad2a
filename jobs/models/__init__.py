from .employer import Ban, Employer, EmployerVerification
from .occupation import Occupation
from .opening import Opening
from .vacancy import OPEN, Education, Kind, PayUnit, Vacancy, VacancyState

__all__ = [
    "OPEN",
    "Ban",
    "Education",
    "Employer",
    "EmployerVerification",
    "Kind",
    "Occupation",
    "Opening",
    "PayUnit",
    "Vacancy",
    "VacancyState",
]
