"""The sabotages: patches to production code, each a mistake somebody could make, and where the harness finds it."""

from dataclasses import dataclass

SIMULATION = ""
POWER_CUT = "tests.campaigns powercut --runs 40 --seed 1"


@dataclass(frozen=True)
class Sabotage:
    """`old` stands exactly once in `file` (under `app/`) and becomes `new`. `harm` is what it would do to a user. Found
    from `seed` on by the simulation, or by the `campaign` that is named."""

    name: str
    file: str
    old: str
    new: str
    harm: str
    seed: int = 1
    campaign: str = SIMULATION


ENGINE, LOG, VISAS = "sync/engine.py", "core/store/log.py", "core/judging.py"
ACCESS, EXCHANGE, RECEIVING = "server/access.py", "server/exchange.py", "server/receiving.py"
MEMBERS, STORE = "core/registers/members.py", "core/store/engine.py"
_SENT = "            reply = transport.exchange(Exchange(space, before.epoch, before.rank, wires, believed))\n"
_AGAIN = f"""{_SENT}        except Unavailable:
            with store.write() as transaction:
                from app.core.register import Draft
                for one in map(read, wires[-1:]):
                    if one.header.device == store.key.public and one.header.kind == "entry.recorded":
                        again = Draft(one.header.kind, one.body, space)
                        transaction.append(transaction.sign(again, one.header.grant))
            raise
"""
_FAILED = f"""{_SENT}        except Unavailable:
            with store.database.write() as connection:
                for wire in wires:
                    answered.note(connection, space, hashlib.sha256(wire.header).digest(), "refused", "délai")
            raise
"""
_TAKE = "        with store.write() as transaction:\n            if transaction.cursor(space) != before:"
_MOVED = """        if ids:
            with store.write() as transaction:
                packed = msgspec.msgpack.encode(reply.checkpoint)
                transaction.move(space, Cursor(reply.epoch, rank, running, packed))
                before = transaction.cursor(space)
        with store.write() as transaction:
            if transaction.cursor(space) != before:"""
_READS = "    if space and view.belongs(device, space.id):\n        received = _push("
_OPEN = """    if space and not request.operations and view.person(device):
        return _reply(central, connection, epoch, Received(space, {}, {}), request)
    if space and view.belongs(device, space.id):
        received = _push("""
_UNRANK = '    sql = "UPDATE op SET rank = NULL, verdict = NULL, reason = NULL WHERE space = ?"'
_DELETE = """    sql = "DELETE FROM op WHERE rank IS NULL AND space = ?"
    connection.exec_driver_sql(sql, (space_number(connection, space),))
    sql = "UPDATE op SET rank = NULL, verdict = NULL, reason = NULL WHERE space = ?\""""
_CHECKPOINT = (
    "    if (checkpoint.space, checkpoint.epoch, checkpoint.rank, checkpoint.running) != (space, epoch, rank, running):"
)
_FOLLOWS = "        if (one.header.seq, one.header.prev) != (seq + 1, last):"
_REMOVALS = "if one.person == grant.person.id and one.id not in grant.undoes]"
_MANAGES = 'if may_manage_members(grant.role) or person.role == "ADM" else'
_ONE_SPACE = "    return [one for one in held if one.operation.space == first.operation.space] if first else held"
_FULL = '        if "full" in text:\n            message = '
_KEPT = "    aside.quarantine(connection, erasing.without_words(connection, kept), device, central.clock.now())"
_CONTROL_ORDER = "key=lambda pair: (pair[1] is None, pair[1] or 0, pair[0].header.clock, pair[0].id)"
_SPACES = "for id, space in self.spaces.items() if self.belongs(device, id)}"
_WAITING = "        aside.keep_waiting(self._connection, [(numbers[one.chain], one) for one in sound], self._now)"
_ENTITLED = "holds = removal.signed_by_its_device() and _entitled(transaction.view(), space, removal)"
_COUNTING = (
    "        one for one in given if one.counts and one.signs == submission.signs and one.regimes == submission.regimes"
)

SABOTAGES = (
    Sabotage("acknowledge before fsync", STORE, '"synchronous=FULL",', '"synchronous=OFF",',
             "une coupure de courant perd des écritures dites enregistrées", campaign=POWER_CUT),
    Sabotage("synchronous NORMAL", STORE, '"synchronous=FULL",', '"synchronous=NORMAL",',
             "une coupure de courant perd les dernières écritures", campaign=POWER_CUT),
    Sabotage("new id on retry", ENGINE, _SENT, _AGAIN, "une entrée dont l'envoi échoue est écrite deux fois", 1),
    Sabotage("time-out taken for failure", ENGINE, _SENT, _FAILED,
             "ce qui n'a pas reçu de réponse n'est plus jamais envoyé", 1),
    Sabotage("cursor moved before apply", ENGINE, _TAKE, _MOVED,
             "un arrêt entre les deux perd ce que le serveur avait envoyé", 3),
    Sabotage("checkpoint not shown", ENGINE, "before.rank, wires, believed)", "before.rank, wires, None)",
             "un serveur restauré ne l'apprend pas, et les postes le refusent pour toujours", 4),
    Sabotage("no running-hash check", ENGINE, _CHECKPOINT,
             "    if (checkpoint.space, checkpoint.epoch) != (space, epoch):",
             "un serveur retire des entrées sans que personne ne le voie", 8),
    Sabotage("checkpoint not verified", ENGINE,
             "    if checkpoint is None or not checkpoint_holds(checkpoint, server_key):",
             "    if checkpoint is None:", "n'importe qui, sur le chemin, dit ce que le serveur a classé", 8),
    Sabotage("other start accepted", ENGINE,
             "    if reply.after != start.rank or (", "    if reply.after < start.rank or (",
             "des rangs sautés laissent croire à un journal complet", 8),
    Sabotage("the server shows the door", ENGINE, _ENTITLED, "holds = removal.signed_by_its_device()",
             "un serveur efface une crise d'un poste sans que personne n'ait retiré son agent", 8),
    Sabotage("visa by message id", VISAS, _COUNTING, "        one for one in given if one.signs",
             "un visa passe d'un texte à un autre", 6),
    Sabotage("four eyes dropped", VISAS, "    if ready and not _two_persons(", "    if not ready and not _two_persons(",
             "une personne seule valide un texte", 6),
    Sabotage("membership checked only on POST", EXCHANGE,
             _READS, _OPEN, "un agent retiré continue de lire la crise", 5),
    Sabotage("stream kept after removal", ACCESS, _SPACES,
             "for id, space in self.spaces.items() if self.belongs(device, id) or self.removal(device, id)}",
             "un agent retiré voit encore la crise avancer", 5),
    Sabotage("revoked workstations read on", ACCESS,
             "return None if device in self.accounts.cuts else self.accounts.person_of(device)",
             "return self.accounts.person_of(device)", "un poste volé reçoit tout ce qui s'écrit", 5),
    Sabotage("quarantine dropped", EXCHANGE, _KEPT, "    connection.info.pop('x', None)",
             "ce qu'un agent retiré remet n'est gardé nulle part", 5),
    Sabotage("restoration not noticed", EXCHANGE,
             "    elif not log.shows_us_restored(", "    elif epoch or not log.shows_us_restored(",
             "un serveur restauré bloque tous les postes", 4),
    Sabotage("quarantine counted", RECEIVING,
             "        return self._accounts.beyond_cut(operation, self._position) and not",
             "        return not self._accounts and not",
             "ce qu'un poste révoqué signe après coup est classé et compte", 10),
    Sabotage("bad signatures ranked", RECEIVING,
             "            if not all(map(_signed, must)):", "            if not must and new:",
             "n'importe qui écrit au nom d'un autre", 7),
    Sabotage("waiting operations dropped", RECEIVING, _WAITING, "        numbers.clear()",
             "ce qui arrive avant sa suite est perdu", 7),
    Sabotage("no prev check at the central", RECEIVING, "            if operation.header.prev != head.id:",
             "            if not operation.header.prev:", "une chaîne rompue est classée et bloque tous les postes", 7),
    Sabotage("no prev check", LOG, _FOLLOWS, "        if False:", "une entrée retirée de la chaîne passe inaperçue", 8),
    Sabotage("foreign space accepted", LOG, "        if one.space != space:", "        if not one.space:",
             "un serveur glisse une crise dans une autre", 8),
    Sabotage("duplicate operations accepted", LOG, "    new = [one for one in operations if one.id not in held]",
             "    new = operations", "la même entrée est tenue deux fois, ou l'échange s'arrête", 4),
    Sabotage("unsigned accepted", LOG, "    if not all(one.signed_by_its_device() for one in ends.values()):",
             "    if not all(one.signature for one in ends.values()):", "un serveur écrit au nom d'un agent", 8),
    Sabotage("rank given twice", "core/store/transaction.py",
             "        if len(ranks) != len(ids):", "        if not ids and ranks:",
             "une entrée a deux rangs, et l'ordre n'est plus celui de tous", 8),
    Sabotage("epoch change deletes unranked", "core/store/cursor.py", _UNRANK, _DELETE,
             "quand le serveur est restauré, les postes perdent ce qu'il n'avait pas", 4),
    Sabotage("unsigned accepted from USB", "core/store/peers.py",
             "    if not all(one.signed_by_its_device() for one in must):",
             "    if not all(one.signature for one in must):",
             "une clé trouvée écrit au nom de n'importe qui", 2),
    Sabotage("read tables not reprojected", "core/store/writing.py",
             "        project(connection, records, standing, batch)",
             "        project(connection, {one.record for one in operations}, standing, batch)",
             "les listes montrent encore ce qui ne compte plus", 5),
    Sabotage("ENOSPC ignored", STORE, _FULL, '        if "full" in text:\n            return\n            message = ',
             "un disque plein perd ce qui est dit enregistré", 3),
    Sabotage("body hash not checked", "core/operations.py",
             "    if hashlib.sha256(salt + body).hexdigest() != header.body:",
             "    if not salt:", "les mots d'une entrée sont changés sous sa signature", 8),
    Sabotage("clocks believed", "core/clock.py", "        return min(clock, (self.now() + MOST_AHEAD) << COUNTER_BITS)",
             "        return clock", "l'horloge folle d'un poste entraîne toutes les autres", 9),
    Sabotage("nonce used twice", "server/nonces.py", "    return connection.execute(used, row).first() is not None",
             "    return connection.execute(used, row) is not None", "une requête captée est rejouée", 1),
    Sabotage("order by wall clock", "core/registers/accounts.py", _CONTROL_ORDER,
             "key=lambda pair: (pair[0].header.at, pair[0].id)",
             "un rôle donné depuis un poste dont l'horloge avance ne compte pas", 9),
    Sabotage("removal loses to grant", MEMBERS, _REMOVALS,
             "if one.person == grant.person.id and one.at > grant.since]",
             "un agent retiré reste membre parce qu'un autre lui donnait un rôle au même moment", 5),
    Sabotage("anybody manages members", MEMBERS, _MANAGES, "if grant.role else",
             "une liaison retire le chef de cellule", 7),
    Sabotage("anybody sets circuits", MEMBERS, "    if grant.role != SETS_CIRCUITS:", "    if not grant.role:",
             "une liaison retire une étape du circuit", 7),
    Sabotage("borrowed roles", MEMBERS, "        if person is None or grant.person.id != person.id:",
             "        if person is None:", "un agent écrit sous le rôle d'un autre", 7),
    Sabotage("records of another space", "core/store/projection.py", _ONE_SPACE, "    return held",
             "d'une crise, on rectifie les entrées d'une autre", 7),
)  # fmt: skip

LONG = frozenset(
    {
        "body hash not checked",
        "clocks believed",
        "nonce used twice",
        "order by wall clock",
        "removal loses to grant",
        "anybody manages members",
        "anybody sets circuits",
        "borrowed roles",
        "records of another space",
    }
)
"""Those that a few seconds of simulation do not always find: `--all` plays them, not the tests of a day."""
