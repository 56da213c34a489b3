"""Django's settings. What a host may decide comes from the environment; all else is fixed here."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.functional import SimpleLazyObject

from velneuro.web.databases import postgres, sqlite
from velneuro.web.environment import read_environment
from velneuro.web.secret import secret_key

HERE = Path(__file__).parent
ENVIRONMENT = read_environment(os.environ)
LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"]

DATA = ENVIRONMENT.data
SOUND_BYTES = ENVIRONMENT.sound_bytes
DOOR = ENVIRONMENT.door
ROUTINE_FILE = ENVIRONMENT.routine
PUBLIC_URL = ENVIRONMENT.public_url
SENDING = ENVIRONMENT.sending
DEBUG = False
# Lazy, so that a checker which only reads the settings makes no folder.
SECRET_KEY: Any = SimpleLazyObject(lambda: secret_key(DATA))

# Without a PUBLIC_URL a phone comes by an address in the home network that nobody knows beforehand; the door guards it.
ALLOWED_HOSTS = LOOPBACK_NAMES if DOOR == "open" else ["*"]
if PUBLIC_URL:
    ALLOWED_HOSTS = [str(ENVIRONMENT.public.hostname), *LOOPBACK_NAMES]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []

INSTALLED_APPS = [
    "velneuro.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "velneuro.web.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "velneuro.web.door.Door",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "velneuro.web.compressing.Compressing",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "velneuro.web.saving.Saving",
]
ROOT_URLCONF = "velneuro.web.urls"
WSGI_APPLICATION = "velneuro.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "velneuro.web.people.example.example"]
        },
    }
]

DATABASES = {"default": postgres(ENVIRONMENT.database_url) if ENVIRONMENT.database_url else sqlite(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["ip_address"]
AXES_LOCKOUT_CALLABLE = "velneuro.web.people.entering.too_many_tries"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

IS_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_AGE = int(timedelta(days=400).total_seconds())  # the longest that browsers keep a cookie
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_AGE = SESSION_COOKIE_AGE
CSRF_FAILURE_VIEW = "velneuro.web.failures.csrf_failure"

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "style-src": [SELF, NONCE],  # a nonce is made only for a page that uses it: those at the door
        "media-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# The only files that anybody sends are own music: straight to the disk, and no further once one is too long.
FILE_UPLOAD_HANDLERS = [
    "velneuro.web.sound.uploading.Limited",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [
    ("player", HERE.parent / "player"),
    ("notebook", HERE.parent / "notebook"),
    ("worker", HERE.parent / "worker"),
    ("figures", HERE.parent / "content" / "figures"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "velneuro.web.static_files.HashedFiles"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"no_secrets": {"()": "velneuro.web.quiet_log.NoSecrets"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_secrets"]}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    # A 404 is the door doing its work, and the addresses that a stranger tries are nothing to keep.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.server": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
    },
}
