"""The installation: settings, routes, the WSGI entry point."""
