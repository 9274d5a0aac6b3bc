"""Settings of the tests: a careless PostgreSQL of their own, and quick hashes."""

from madadkar.project.settings import *  # noqa: F403 - the tests' settings are the house's, but for what follows
from tests.databases import settings_for_tests

DATABASES = settings_for_tests()
DEMO = False
SECOND_FACTOR_EXCUSED_IN_DEMO = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # pages in the browser tests, without collecting first
WHITENOISE_AUTOREFRESH = True
