"""The door the web server comes through."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "madadkar.project.settings")

application = get_wsgi_application()
