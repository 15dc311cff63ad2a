from .assessment import Assessment
from .application import Application, ApplicationEvent, ApplicationState, RejectReason
from .employer import Ban, Employer, EmployerVerification
from .guidance import CareerPlan, Interview, KeyGroup, PlanStep
from .matching import MatchRun, OpeningMatch, Seeker, SeekerMatch
from .occupation import Occupation
from .opening import Opening
from .resume import Intention, Resume, ResumeEntry
from .saved import SavedSearch, VacancyChange
from .vacancy import OPEN, Education, Kind, PayUnit, Vacancy, VacancyState

__all__ = [
    "OPEN",
    "Assessment",
    "Application",
    "ApplicationEvent",
    "ApplicationState",
    "Ban",
    "CareerPlan",
    "Education",
    "Employer",
    "EmployerVerification",
    "Intention",
    "Interview",
    "KeyGroup",
    "Kind",
    "MatchRun",
    "Occupation",
    "Opening",
    "OpeningMatch",
    "PayUnit",
    "PlanStep",
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
