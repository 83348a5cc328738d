"""What the web server loads: the application, configured from the environment."""

from app import create_app

app = create_app()
