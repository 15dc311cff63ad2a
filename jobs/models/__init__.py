from .application import Application, ApplicationEvent, ApplicationState, RejectReason
from .employer import Ban, Employer, EmployerVerification
from .matching import MatchRun, OpeningMatch, Seeker, SeekerMatch
from .occupation import Occupation
from .opening import Opening
from .resume import Intention, Resume, ResumeEntry
from .saved import SavedSearch, VacancyChange
from .vacancy import OPEN, Education, Kind, PayUnit, Vacancy, VacancyState

__all__ = [
    "OPEN",
    "Application",
    "ApplicationEvent",
    "ApplicationState",
    "Ban",
    "Education",
    "Employer",
    "EmployerVerification",
    "Intention",
    "Kind",
    "MatchRun",
    "Occupation",
    "Opening",
    "OpeningMatch",
    "PayUnit",
    "RejectReason",
    "Resume",
    "ResumeEntry",
    "SavedSearch",
    "Seeker",
    "SeekerMatch",
    "Vacancy",
    "VacancyChange",
    "VacancyState",
]
