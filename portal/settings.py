"""Settings of Shuye. Everything a deployment changes comes from the environment; see .env.example."""

import os
from pathlib import Path

import environ
from celery.schedules import crontab
from csp.constants import NONE, SELF

from portal.embedded import paths

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

SHUYE_ENV = env.str("SHUYE_ENV", default="development")  # development | test | production
DEVELOPMENT = SHUYE_ENV in ("development", "test")
DEBUG = env.bool("DEBUG", default=False)
PUBLIC_URL = env.str("PUBLIC_URL", default=f"http://127.0.0.1:{env.int('PORT', default=8000)}")
VAR_DIR = paths.var_dir()

SECRET_KEY = paths.given("SECRET_KEY") or paths.secret("django")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "portal.site.errors.csrf_failure"

INSTALLED_APPS = [
    "portal.site.admin_site.ShuyeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "csp",
    "portal.embedded",
    "portal.kernel",
    "portal.events",
    "portal.agencies",
    "portal.rules",
    "portal.accounts",
    "portal.notices",
    "portal.documents",
    "portal.exchange",
    "portal.casework",
    "portal.content",
    "portal.oversight",
    "portal.site",
    "registration",
    "jobs",
    "assistance",
    "training",
    "insurance",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.site.kiosk.KioskMiddleware",
    "portal.site.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.accounts.middleware.StaffSecondFactorMiddleware",
    "portal.accounts.middleware.IdleMiddleware",
    "portal.site.middleware.CalmFailureMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.site.context.face",
            ],
        },
    }
]

# Two database roles: the application's login works, the owner's migrates and loads the law.
DB_ROLE = env.str("SHUYE_DB_ROLE", default="app")
DATABASES = {
    "default": {
        **environ.Env.db_url_config(paths.database_url("owner" if DB_ROLE == "owner" else "app")),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "DISABLE_SERVER_SIDE_CURSORS": env.bool("DISABLE_SERVER_SIDE_CURSORS", default=False),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "portal.site.cache.ForgivingRedisCache",
        "LOCATION": paths.redis_url(2),
        "KEY_PREFIX": "shuye",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=not DEVELOPMENT)
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CELERY_BROKER_URL = paths.celery_broker_url()
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 6 * 3600,
    "socket_timeout": 1.0,
    "socket_connect_timeout": 0.5,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_BEAT_SCHEDULE = {
    "match-everybody": {
        "task": "jobs.tasks.matching.match_everybody",
        "schedule": crontab(hour=1, minute=30),
    },
    "roll-over-campaigns": {
        "task": "jobs.tasks.fairs.roll_over_campaigns",
        "schedule": crontab(hour=3, minute=40, day_of_month=1),
    },
    "ask-fair-results": {
        "task": "jobs.tasks.fairs.ask_fair_results",
        "schedule": crontab(hour=9, minute=0),
    },
    "remind-employers": {
        "task": "jobs.tasks.applications.remind_employers",
        "schedule": crontab(hour=8, minute=20),
    },
    "lapse-applications": {
        "task": "jobs.tasks.applications.lapse_applications",
        "schedule": crontab(hour=0, minute=20),
    },
    "count-answer-rates": {
        "task": "jobs.tasks.applications.count_answer_rates",
        "schedule": crontab(hour=0, minute=40),
    },
    "count-market": {"task": "jobs.tasks.market.count_market", "schedule": crontab(hour=4, minute=10)},
    "work-imports": {"task": "jobs.tasks.imports.work_imports", "schedule": 60.0},
    "work-filings": {"task": "registration.tasks.filings.work_filings", "schedule": 60.0},
    "forget-files": {
        "task": "registration.tasks.filings.forget_files",
        "schedule": crontab(hour=3, minute=20),
    },
    "remind-archives": {
        "task": "registration.tasks.archives.remind_archives",
        "schedule": crontab(hour=7, minute=30),
    },
    "ask-flexible": {
        "task": "registration.tasks.flexible.ask_flexible",
        "schedule": crontab(hour=6, minute=10),
    },
    "look-for-silent": {
        "task": "registration.tasks.lost.look_for_silent",
        "schedule": crontab(hour=6, minute=20),
    },
    "tell-ending-contracts": {
        "task": "registration.tasks.contracts.tell_ending_contracts",
        "schedule": crontab(hour=6, minute=30),
    },
    "end-choice-periods": {
        "task": "registration.tasks.graduates.end_choice_periods",
        "schedule": crontab(hour=0, minute=20),
    },
    "forget-graduate-files": {
        "task": "registration.tasks.graduates.forget_graduate_files",
        "schedule": crontab(hour=3, minute=40),
    },
    "count-figures": {
        "task": "registration.tasks.figures.count_figures",
        "schedule": crontab(hour=2, minute=40),
    },
    "exchange-send": {"task": "portal.exchange.tasks.send_deliveries", "schedule": 60.0},
    "exchange-fetch": {"task": "portal.exchange.tasks.fetch_files", "schedule": 600.0},
    "exchange-forget": {"task": "portal.exchange.tasks.forget_nonces", "schedule": 3600.0},
    "exchange-snapshots-waiting": {
        "task": "portal.exchange.tasks.send_waiting_snapshots",
        "schedule": 600.0,
    },
    "exchange-snapshots": {
        "task": "portal.exchange.tasks.send_snapshots",
        "schedule": crontab(hour=4, minute=40),
    },
    "drain-deliveries": {"task": "portal.events.tasks.drain_deliveries", "schedule": 60.0},
    "warn-of-deadlines": {"task": "portal.casework.tasks.warn_of_deadlines", "schedule": 600.0},
    "insurance-holds": {
        "task": "insurance.tasks.changes.end_holds",
        "schedule": crontab(hour=0, minute=10),
    },
    "insurance-matches": {
        "task": "insurance.tasks.changes.look_for_matches",
        "schedule": crontab(hour=1, minute=30),
    },
    "insurance-paid-up": {
        "task": "insurance.tasks.changes.end_paid_up_claims",
        "schedule": crontab(hour=2, minute=0),
    },
    "refund-closings": {
        "task": "insurance.tasks.firms.close_schemes",
        "schedule": crontab(hour=0, minute=10),
    },
    "refund-reminders": {
        "task": "insurance.tasks.firms.remind_units",
        "schedule": crontab(hour=9, minute=0),
    },
    "find-offers": {"task": "portal.casework.tasks.find_offers", "schedule": crontab(hour=2, minute=20)},
    "patrol": {"task": "portal.oversight.tasks.patrol", "schedule": crontab(hour=3, minute=10)},
    "end-notices": {"task": "portal.casework.tasks.end_notices", "schedule": 3600.0},
    "compute-boards": {
        "task": "portal.oversight.tasks.compute_boards",
        "schedule": crontab(hour=2, minute=20),
    },
    "expire-vacancies": {
        "task": "jobs.tasks.vacancies.expire_vacancies",
        "schedule": crontab(hour=0, minute=5),
    },
    "tell-new-vacancies": {
        "task": "jobs.tasks.searching.tell_new_vacancies",
        "schedule": crontab(hour=7, minute=30),
    },
    "move-stages": {
        "task": "jobs.tasks.stages.move_stages",
        "schedule": crontab(hour=2, minute=30),
    },
    "count-likely-employers": {
        "task": "jobs.tasks.stages.count_likely_employers",
        "schedule": crontab(hour=3, minute=20),
    },
    "push-new-openings": {
        "task": "jobs.tasks.stages.push_new_openings",
        "schedule": crontab(hour=8, minute=0),
    },
    "push-best-openings": {
        "task": "jobs.tasks.stages.push_best_openings",
        "schedule": crontab(day_of_week="mon", hour=8, minute=30),
    },
    "end-internships": {
        "task": "jobs.tasks.internships.end_internships",
        "schedule": crontab(hour=0, minute=20),
    },
    "count-retention": {
        "task": "jobs.tasks.internships.count_retention",
        "schedule": crontab(hour=2, minute=40),
    },
    "ask-referral-results": {
        "task": "jobs.tasks.referrals.ask_results",
        "schedule": crontab(hour=9, minute=10),
    },
    "remind-of-times": {
        "task": "jobs.tasks.reminding.remind_of_times",
        "schedule": crontab(minute="*/15"),
    },
    "remind-to-reverify": {
        "task": "jobs.tasks.serving.remind_to_reverify",
        "schedule": crontab(hour=8, minute=40),
    },
    "remind-vacancies": {
        "task": "jobs.tasks.vacancies.remind_of_the_end",
        "schedule": crontab(hour=8, minute=30),
    },
    "expire-drafts": {"task": "portal.casework.tasks.tidy_drafts", "schedule": 3600.0},
}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("zh-hant", "繁體中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "portal.site.finders.NodePackageFinder",
]
WHITENOISE_USE_FINDERS = DEVELOPMENT
if not DEVELOPMENT:  # names with a hash, so that browsers and nginx may keep files for good
    _hashed = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    STORAGES = {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": _hashed}
WHITENOISE_AUTOREFRESH = False

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
if SHUYE_ENV == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "site:my"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "10/m/ip,5/300s/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_ADAPTER = "portal.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT  # passkeys on http://localhost
MFA_TOTP_ISSUER = "Shuye"
MFA_TOTP_TOLERANCE = 1

# The unified identity service (OpenID Connect); without an address there is no such button.
OIDC_SERVER_URL = env.str("OIDC_SERVER_URL", default="")
OIDC_APP = {
    "provider_id": "unified",
    "name": env.str("OIDC_NAME", default="统一身份认证"),
    "client_id": env.str("OIDC_CLIENT_ID", default=""),
    "secret": paths.given("OIDC_CLIENT_SECRET"),
    "settings": {"server_url": OIDC_SERVER_URL},
}
SOCIALACCOUNT_ADAPTER = "portal.accounts.oidc.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "SCOPE": ["openid", "profile"],
        "APPS": [OIDC_APP] if OIDC_SERVER_URL else [],
    }
}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

# Real-name verification with an official source over HTTP (联网核验); empty: not offered.
REALNAME_URL = env.str("REALNAME_URL", default="")
REALNAME_KEY = paths.given("REALNAME_KEY")

# Pages of other rooms that ask an idle citizen to confirm first; where acting for somebody is open.
FRESH_PAGES = ["documents:certificate", "documents:credential"]
WINDOW_FIRST_ITEM = "unemployment-registration"  # ticked when a clerk opens the window
ACTING_ROOMS = ["casework"]
MANDATE_ITEMS = "portal.casework.queries.items"
MANDATE_OPEN = "portal.casework.registry.applyable"  # items that only have a guide cannot be mandated
MANDATE_CASES = "portal.casework.policy.visible_to"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEVELOPMENT)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0 if DEVELOPMENT else 31536000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEVELOPMENT
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# A card reader's driver on the clerk's own machine; empty: cards are typed or come by keyboard wedge.
CARD_READER_URL = env.str("CARD_READER_URL", default="")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "connect-src": [SELF, *([CARD_READER_URL] if CARD_READER_URL else [])],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],  # closed unless opened
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.str("API_THROTTLE", default="240/min"),
        "identity": "30/min",
        "estimate": "600/min",
    },
    "EXCEPTION_HANDLER": "portal.site.problems.problem_handler",
    "UNICODE_JSON": True,
    "NUM_PROXIES": ALLAUTH_TRUSTED_PROXY_COUNT or None,
}
SPECTACULAR_SETTINGS = {
    "ENUM_NAME_OVERRIDES": {
        "PayUnitEnum": "jobs.models.vacancy.PayUnit",
        "EntitlementOutcomeEnum": ["yes", "no", "unknown"],
        "ScreeningOutcomeEnum": ["reject", "review", "pass"],
    },
    "TITLE": "Shuye API",
    "DESCRIPTION": "四川公共就业服务门户开放接口",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

EMAIL_URL = env.email_url_config(paths.given("EMAIL_URL", "consolemail://"))
vars().update(EMAIL_URL)
EMAIL_DOMAIN = env.str("EMAIL_DOMAIN", default="shuye.local")  # the right side of Message-ID
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"no-reply@{EMAIL_DOMAIN}")
SMS_GATEWAY = env.str("SMS_GATEWAY", default="outbox")  # an address, or outbox: /outbox/ in development
SMS_KEY = paths.given("SMS_KEY")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portal.kernel.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
}
