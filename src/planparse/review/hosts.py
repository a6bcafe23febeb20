"""Under which names the page may be asked for.

A site elsewhere can let its own name lead to 127.0.0.1 (DNS rebinding) and then have a browser ask us as if we were
that site; the name that the browser sends gives it away.
"""

import ipaddress
import socket
from typing import NamedTuple

_EVERYWHERE = frozenset({"0.0.0.0", "::", ""})


class Hosts(NamedTuple):
    """The names of this server.

    Attributes:
        names: in lower case, without port.
        addresses_too: it listens on every address of the machine; each of them is a name of it.
        port: where it listens.
    """

    names: frozenset[str]
    addresses_too: bool
    port: int

    def allows(self, header: str) -> bool:
        """Whether the ``Host`` of a request is one of ours.

        >>> hosts = hosts_of("127.0.0.1", 8000)
        >>> hosts.allows("127.0.0.1:8000"), hosts.allows("evil.example:8000"), hosts.allows("localhost:81")
        (True, False, False)
        """
        name, _, port = header.strip().lower().rpartition(":")
        if port != str(self.port):  # as text: a number of thousands of digits cannot be read
            return False
        name = name.strip("[]")
        return name in self.names or (self.addresses_too and _is_address(name))


def hosts_of(host: str, port: int) -> Hosts:
    """The names of a server that listens there."""
    own = {host.lower(), "127.0.0.1", "localhost", "::1"}
    if not is_loopback(host):
        own.add(socket.gethostname().lower())
    return Hosts(frozenset(own), host in _EVERYWHERE, port)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach it.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
