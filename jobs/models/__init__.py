from .activity import Activity, Booking
from .application import Application, ApplicationEvent, ApplicationState, RejectReason
from .assessment import Assessment
from .check import CreditObjection, CreditRecord, PromiseCheck, TakenDown
from .employer import Ban, Employer, EmployerVerification
from .fair import Booth, Campaign, FairIntention, FairPass, JobFair
from .guidance import CareerPlan, Interview, KeyGroup, PlanStep
from .hint import OccupationHint
from .imports import ImportJob, ImportRow
from .internship import (
    BaseRequest,
    BaseReview,
    CountyRetention,
    Internship,
    InternshipBase,
    SubsidyClaim,
    SubsidyMonth,
)
from .interview import InterviewSlot
from .likely import LikelyEmployer
from .market import MarketSnapshot, WageGuide
from .matching import MatchRun, OpeningMatch, Seeker, SeekerMatch
from .occupation import Occupation
from .opening import Opening
from .referral import Referral
from .report import Report
from .resume import Intention, Resume, ResumeEntry
from .saved import SavedSearch, VacancyChange
from .stage import (
    Dimension,
    ExpertConference,
    Grade,
    PushMark,
    PushStop,
    ServiceStage,
    Stage,
    StageProposal,
    StageTransition,
)
from .vacancy import OPEN, Education, Kind, PayUnit, Vacancy, VacancyState
from .visit import Visit

__all__ = [
    "OPEN",
    "Activity",
    "Booking",
    "Booth",
    "Campaign",
    "FairIntention",
    "FairPass",
    "JobFair",
    "Assessment",
    "Application",
    "ApplicationEvent",
    "ApplicationState",
    "Ban",
    "BaseRequest",
    "BaseReview",
    "CareerPlan",
    "CountyRetention",
    "Dimension",
    "CreditObjection",
    "CreditRecord",
    "Education",
    "Employer",
    "EmployerVerification",
    "ExpertConference",
    "Grade",
    "ImportJob",
    "ImportRow",
    "Intention",
    "Internship",
    "InternshipBase",
    "Interview",
    "InterviewSlot",
    "KeyGroup",
    "Kind",
    "LikelyEmployer",
    "MarketSnapshot",
    "MatchRun",
    "Occupation",
    "OccupationHint",
    "Opening",
    "OpeningMatch",
    "PayUnit",
    "PlanStep",
    "PushMark",
    "PushStop",
    "PromiseCheck",
    "Referral",
    "RejectReason",
    "Report",
    "Resume",
    "ResumeEntry",
    "SavedSearch",
    "Seeker",
    "SeekerMatch",
    "SubsidyClaim",
    "SubsidyMonth",
    "ServiceStage",
    "Stage",
    "StageProposal",
    "StageTransition",
    "TakenDown",
    "Vacancy",
    "VacancyChange",
    "VacancyState",
    "Visit",
    "WageGuide",
]
