"""What `flask --app wsgi` loads: the application, configured from the environment.

Its pages are bound when the first request comes. A web server should bind them before it opens its
port, so that a mistake in them ends the start: deploy/gunicorn.conf.py asks for app.create_app().
"""

from app import create_app

app = create_app(doors_open=False)
