"""A certificate that was issued gets its PDF; retried, because disks fill up."""

from portal.events.models import Event
from portal.events.registry import listens
from portal.kernel.actor import system

from . import services
from .models import Certificate


@listens("certificate.issued", name="documents.render", attempts=500, every_seconds=120)
def render_certificate(event: Event) -> None:
    """Render what was just issued, unless it is rendered already."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=event.subject_id)
    if certificate.rendered_at is None:
        services.render(certificate, by=system("documents.render"))
