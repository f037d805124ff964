"""A real SMTP server on this machine, and the settings that send to it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller


@contextmanager
def receiving(handler: Any, settings: Any) -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.MAIL_IS_SENT, settings.DEFAULT_FROM_EMAIL = True, "press@ruritania.example"
    settings.OWN_ORIGIN = settings.SITE_ORIGIN = "https://press.ruritania.example"
    try:
        yield
    finally:
        controller.stop()
