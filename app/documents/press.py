"""One paper at a time: the PDF library reads words with one parser for all. A long one gives way between two pages."""

import threading


class Press:
    """Taken in the order it was asked for. `give_way` lets those who wait go first: a brief does not wait for the end
    of a main courante of six hundred pages."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._asked = self._served = 0
        self._holder = 0

    def __enter__(self) -> None:
        with self._turn:
            mine = self._asked
            self._asked += 1
            self._turn.wait_for(lambda: self._served == mine)
            self._holder = threading.get_ident()

    def __exit__(self, *_: object) -> None:
        with self._turn:
            self._holder = 0
            self._served += 1
            self._turn.notify_all()

    def give_way(self) -> None:
        """To call by whoever holds it, where nothing is under way; the others are served before it goes on."""
        if self._holder == threading.get_ident() and self._asked - self._served > 1:
            self.__exit__()
            self.__enter__()
