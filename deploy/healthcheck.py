"""Whether the web server of this container may be sent visitors: exit code 0 or 1."""

import http.client
from urllib.parse import urlsplit

import config

SECONDS = 4


def main() -> int:
    settings = config.load()
    # By its public name: requests for any other host are refused.
    host = urlsplit(str(settings["BASE_URL"])).netloc
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=SECONDS)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return int(connection.getresponse().status != http.HTTPStatus.OK)
    except OSError:
        return 1


if __name__ == "__main__":
    raise SystemExit(main())
