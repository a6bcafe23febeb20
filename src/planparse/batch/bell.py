"""Waking a thread that waits for many things at once."""

import multiprocessing
from multiprocessing.connection import Connection


class Bell:
    """Any thread may ring it, and a signal handler; one thread hears it, with ``multiprocessing.connection.wait``."""

    def __init__(self) -> None:
        self._ear, self._rope = multiprocessing.Pipe(duplex=False)
        self._is_ringing = False

    @property
    def ear(self) -> Connection:
        """What is waited for."""
        return self._ear

    def ring(self) -> None:
        """Wakes the thread that waits, now or when it next does."""
        if not self._is_ringing:
            self._is_ringing = True
            self._rope.send_bytes(b"!")

    def hush(self) -> None:
        """Makes it ready to ring again; ask after this, not before, what it was rung for."""
        self._is_ringing = False
        while self._ear.poll():
            self._ear.recv_bytes()

    def close(self) -> None:
        """Takes it down."""
        self._ear.close()
        self._rope.close()
