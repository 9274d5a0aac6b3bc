"""The door the web server comes through."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madadkar.project.settings")

application = get_wsgi_application()

# All screens are loaded once, before the web server's workers part, and not by each at its first page.
_ = get_resolver().url_patterns
