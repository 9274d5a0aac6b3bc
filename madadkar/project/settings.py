"""How Madadkar is set: one file, and the few things an office may choose come from the environment.

MADADKAR_HOME, DATABASE_URL, MADADKAR_WEB_DATABASE_URL, SECRET_KEY: see home.py and database.py.
MADADKAR_HOSTS: names it is reached by, with commas; MADADKAR_BIND: the address pages listen on.
MADADKAR_HTTPS=1: behind a proxy that speaks HTTPS.
MADADKAR_IDLE_MINUTES (30): a session left alone so long ends.
MADADKAR_DEMO=1: the demo's accounts are excused from the second factor. MADADKAR_DEBUG=1: for developers.
"""

from __future__ import annotations

import os
import socket

import django_stubs_ext
from csp.constants import NONE, SELF

from madadkar.project.database import databases
from madadkar.project.home import CHECKOUT, home, secret_key
from madadkar.project.vendor import NPM_STATIC as NPM_STATIC


def _is_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


DEBUG = _is_on("MADADKAR_DEBUG")
HTTPS = _is_on("MADADKAR_HTTPS")
DEMO = _is_on("MADADKAR_DEMO")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = [
    "localhost",
    "127.0.0.1",
    "[::1]",
    socket.gethostname(),
    *filter(None, os.environ.get("MADADKAR_HOSTS", "").split(",")),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "procrastinate.contrib.django",
    "madadkar.foundation",
    "madadkar.places",
    "madadkar.organisations",
    "madadkar.registry",
    "madadkar.matching",
    "madadkar.casework",
    "madadkar.overlap",
    "madadkar.reports",
    "madadkar.demo",
    "madadkar.web",
    "madadkar.project",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "madadkar.web.doors.scope_middleware",  # last: it calls the view itself, within the scope
]

ROOT_URLCONF = "madadkar.project.urls"
WSGI_APPLICATION = "madadkar.project.wsgi.application"

_LOADERS = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _LOADERS if DEBUG else [("django.template.loaders.cached.Loader", _LOADERS)],
                )
            ],
            "builtins": ["template_partials.templatetags.partials", "madadkar.web.templatetags.madadkar"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

DATABASES = databases()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PROCRASTINATE_DATABASE_ALIAS = "default"
PROCRASTINATE_IMPORT_PATHS = ["madadkar.project.schedule"]

# ---------------------------------------------------------------- people
AUTH_USER_MODEL = "organisations.Staff"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day: an office's computer is shared
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_IDLE_SECONDS = 60 * int(os.environ.get("MADADKAR_IDLE_MINUTES", "30"))
SECOND_FACTOR_EXCUSED_IN_DEMO = DEMO

# ---------------------------------------------------------------- language and time
LANGUAGE_CODE = "fa"
TIME_ZONE = "Asia/Tehran"
USE_I18N = True
USE_TZ = True

# ---------------------------------------------------------------- files
STATIC_URL = "/static/"
STATIC_ROOT = home() / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "madadkar.project.static_files.NpmFinder",
]
NPM_ROOT = CHECKOUT / "node_modules"
MEDIA_ROOT = home() / "files"
LINKAGE_ROOT = home() / "linkage"  # a folder an office code, of projects' files: matching/queries/projects.py
MATCHING_ROOT = home() / "matching"  # registers laid for comparison: matching/engine/shelf.py
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "madadkar.project.static_files.HashedStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # form fields; a roster's file itself goes to disk
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

# ---------------------------------------------------------------- safety
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "madadkar.web.kept.untrusted"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {
        "in_one_line": {"()": "madadkar.project.logs.InOneLine"},
        "not_of_health": {"()": "madadkar.project.logs.NotOfHealth"},
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "WARNING"},
        "django.request": {"filters": ["not_of_health"]},
        "django.security.DisallowedHost": {"filters": ["in_one_line"]},
        "madadkar": {"level": "INFO"},
        "procrastinate": {"level": "WARNING"},
    },
}

django_stubs_ext.monkeypatch()
