"""Says whether the app works; for the machine itself and for those who are in."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from velneuro.version import VERSION


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers, 503 when not."""
    works = _database_works()
    return JsonResponse(
        {"status": "ok" if works else "failing", "version": VERSION, "database": works}, status=200 if works else 503
    )


def _database_works() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
