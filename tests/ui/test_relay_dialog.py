"""The dialog of relays: what this workstation serves, whom it calls, and what a relay is not."""

import pytest

from app.core.errors import Unavailable
from app.sync.state import RelaysSeen
from app.ui.relay_dialog import NO_RELAY, UNHEARD, RelayActs, RelayDialog, met_words
from tests.ui.by_name import words

SERVING = RelaysSeen(("192.168.1.20:8743",), ("SIG2 (N. Bellec)",), True)


class Network:
    """A relay that a test starts and stops."""

    def __init__(self) -> None:
        self.seen, self.called = RelaysSeen(), list[str]()
        self.trouble: Exception | None = None

    def acts(self) -> RelayActs:
        return RelayActs(lambda: self.seen, self.serve, self.stop, self.call)

    def serve(self) -> None:
        if self.trouble:
            raise self.trouble
        self.seen = SERVING

    def stop(self) -> None:
        self.seen = RelaysSeen()

    def call(self, address: str) -> None:
        if self.trouble:
            raise self.trouble
        self.called.append(address)
        self.seen = RelaysSeen(called=address, met="SIG2 (N. Bellec)")


@pytest.fixture
def network():
    return Network()


@pytest.fixture
def dialog(room, network, qtbot):
    made = RelayDialog(None, room.background, network.acts())
    qtbot.addWidget(made)
    made.show()
    return made


def test_one_click_serves_and_gives_the_address_to_dictate(dialog, qtbot):
    assert dialog.state.text() == NO_RELAY
    assert not dialog.address.isVisible()
    dialog.serve.click()
    qtbot.waitUntil(lambda: dialog.address.text() == "192.168.1.20:8743")
    assert dialog.address.isVisible()
    assert dialog.present.text() == "Présents : SIG2 (N. Bellec)."
    dialog.serve.click()
    qtbot.waitUntil(lambda: dialog.state.text() == NO_RELAY)


def test_a_network_that_carries_no_announcement_is_said_to(dialog, network, qtbot):
    network.seen = RelaysSeen(("10.0.0.1:8743",))
    dialog._look()
    qtbot.waitUntil(lambda: UNHEARD in dialog.present.text())


def test_why_it_cannot_serve_is_said_beside(dialog, network, qtbot):
    network.trouble = Unavailable("Le relais ne peut pas s'ouvrir : ce port est déjà pris.")
    dialog.serve.click()
    qtbot.waitUntil(lambda: "déjà pris" in dialog.refusal.text())
    assert dialog.serve.isEnabled()


def test_an_address_that_was_dictated_is_called(dialog, network, qtbot):
    dialog.called.setText("192.168.1.30")
    dialog.call.click()
    qtbot.waitUntil(lambda: "SIG2 (N. Bellec)" in dialog.met.text())
    assert network.called == ["192.168.1.30"]


def test_what_a_relay_does_not_do_is_always_in_sight(dialog):
    assert "ne remplace pas le serveur" in words(dialog)


def test_with_whom_or_why_with_nobody():
    assert met_words(RelaysSeen(met="SIG2 (B)")) == "Ce poste échange avec le relais SIG2 (B)."
    assert met_words(RelaysSeen(problem="Injoignable.", found=("h:1",))) == "Injoignable. Relais annoncés : h:1."
    assert "Aucun relais annoncé" in met_words(RelaysSeen())
