"""Every address of jobs, a module a room; the rooms with fixed first words stand before `jobs/<number>/`."""

from . import (
    applications,
    checks,
    fairs,
    internships,
    market,
    matching,
    planning,
    referrals,
    searching,
    seekers,
    serving,
    stages,
    vacancies,
)

ROOMS = (
    searching,
    seekers,
    applications,
    market,
    fairs,
    internships,
    matching,
    serving,
    stages,
    checks,
    referrals,
    planning,
    vacancies,
)
app_name = "jobs"
urlpatterns = [each for room in ROOMS for each in room.urlpatterns]
