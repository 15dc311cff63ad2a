from .employer import Ban, Employer, EmployerVerification
from .hint import OccupationHint
from .imports import ImportJob, ImportRow
from .market import MarketSnapshot, WageGuide
from .matching import MatchRun, OpeningMatch, Seeker, SeekerMatch
from .occupation import Occupation
from .opening import Opening
from .resume import Intention, Resume, ResumeEntry
from .saved import SavedSearch, VacancyChange
from .vacancy import OPEN, Education, Kind, PayUnit, Vacancy, VacancyState

__all__ = [
    "OPEN",
    "Ban",
    "Education",
    "Employer",
    "EmployerVerification",
    "ImportJob",
    "ImportRow",
    "Intention",
    "Kind",
    "MarketSnapshot",
    "MatchRun",
    "Occupation",
    "OccupationHint",
    "Opening",
    "OpeningMatch",
    "PayUnit",
    "Resume",
    "ResumeEntry",
    "SavedSearch",
    "Seeker",
    "SeekerMatch",
    "Vacancy",
    "VacancyChange",
    "VacancyState",
    "WageGuide",
]
