"""Who may do what in the register on a unit's behalf: administrators and those who look after staff (用工)."""

from portal.accounts.models import Membership

STAFF_SEATS = (Membership.Role.ADMIN, Membership.Role.STAFFING)
