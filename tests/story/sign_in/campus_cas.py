"""Debian's python3-django-cas-server on a free loopback port: campus_cas.py FOLDER HALL

Its people are 20230001 and stranger, each with the password campus-2026; the only service it knows is the hall. Prints
listening on http://127.0.0.1:PORT/cas when ready.
"""
import logging
import pathlib
import re
import socketserver
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

folder, hall = pathlib.Path(sys.argv[1]), sys.argv[2]
settings.configure(
    SECRET_KEY="only for a test", DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
    LANGUAGE_CODE="en", DEFAULT_AUTO_FIELD="django.db.models.AutoField", STATIC_URL="/static/",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "cas.sqlite")}},
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                    "django.contrib.messages", "django.contrib.staticfiles", "cas_server"],
    MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware",
                "django.middleware.csrf.CsrfViewMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware",
                "django.contrib.messages.middleware.MessageMiddleware", "django.middleware.locale.LocaleMiddleware"],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
        "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
                               "django.contrib.messages.context_processors.messages"]}}],
    CAS_NEW_VERSION_HTML_WARNING=False, CAS_NEW_VERSION_EMAIL_WARNING=False, CAS_SLO_TIMEOUT=5)
django.setup()

from cas_server.models import ServicePattern  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402

urlpatterns = [path("cas/", include("cas_server.urls", namespace="cas_server"))]


class Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Handler(WSGIRequestHandler):
    def log_message(self, *words):
        pass


call_command("migrate", verbosity=0)
for name in ("20230001", "stranger"):
    User.objects.create_user(name, email=name + "@example.edu.cn", password="campus-2026")
ServicePattern.objects.create(name="hall", pos=1, single_log_out=True, pattern="^" + re.escape(hall) + "/(sign-in/cas|device)")
logging.disable(logging.CRITICAL)
server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Handler)
print("listening on http://127.0.0.1:%d/cas" % server.server_port, flush=True)
server.serve_forever()
