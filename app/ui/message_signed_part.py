"""What leaves, field by field: everything a visa signs."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.core.errors import Refused
from app.core.message_fields import GOVERNMENT, is_joint
from app.core.organisations import organisations
from app.core.texts import FRAME, LANGUAGES, MOST_KEY_MESSAGES, Text
from app.ui import form, plain
from app.ui.form import Form
from app.ui.message_alternatives_part import AlternativesPart
from app.ui.message_variants_part import VariantsPart
from app.ui.organisation_field import OrganisationField
from app.ui.written_text import WrittenText

FRAME_HINTS = {
    "known": "Les faits confirmés, avec leur heure et leur source.",
    "unknown": "Ce qui se vérifie, et quand on le saura. Jamais d’hypothèse.",
    "doing": "Les moyens engagés, les mesures prises, par qui.",
    "asked": "Des consignes simples, à l’impératif, une par ligne.",
    "next": "L’heure de la prochaine prise de parole, et où la suivre.",
}
ISSUERS_HINT = "Un ou plusieurs organismes, séparés par des virgules. Deux ministères ou plus signent « Gouvernement »."
BODY_HINT = "Ce qui reste à écrire se met entre crochets : [numéro d’information]. Le visa final l’exige rempli."


class SignedPart(QObject):
    """The fields of the signed text, laid in `column` of `form`. `text` is what they say now."""

    changed = Signal()
    added = Signal(object)  # WrittenText: a field that was not there before

    def __init__(self, form_: Form, column: QVBoxLayout):
        super().__init__(form_)
        self.language = form.choice("Langue", LANGUAGES, "fr")
        self.title = WrittenText("Titre", single=True, role="emphasis")
        self.lead = WrittenText("Chapô", lines=2)
        self.keys = tuple(WrittenText(f"Message clé {n}", single=True) for n in range(1, MOST_KEY_MESSAGES + 1))
        self.frame = {name: WrittenText(words, lines=2) for name, words in FRAME.items()}
        self.body = WrittenText("Corps", lines=8)
        self.issuers = OrganisationField("Émetteurs", many=True)
        self.signature = plain.label("", "small_strong", "info", wrap=True, name="Signature")
        self.variants = VariantsPart()
        self.alternatives = AlternativesPart()
        self._issuer = ""
        self._lay_out(form_, column)
        for field in self.written:
            field.textChanged.connect(self.changed)
        for part in (self.variants, self.alternatives):
            part.changed.connect(self.changed)
            part.added.connect(self.added)
        self.language.currentIndexChanged.connect(lambda *_: self.changed.emit())
        self.issuers.textChanged.connect(self._show_signature)

    @property
    def written(self) -> Sequence[WrittenText]:
        """The fields one writes in, in the order they are read; those of variants and pictures last."""
        return (
            *(self.title, self.lead, *self.keys, *self.frame.values(), self.body),
            *self.variants.fields,
            *self.alternatives.fields,
        )

    @property
    def text(self) -> Text:
        frame = {name: field.text.strip() for name, field in self.frame.items() if field.text.strip()}
        return Text(
            title=self.title.text.strip(),
            lead=self.lead.text.strip(),
            key_messages=tuple(field.text.strip() for field in self.keys if field.text.strip()),
            frame=frame or None,
            body=self.body.text.strip(),
            variants=self.variants.texts,
            alternatives=self.alternatives.texts,
            language=str(self.language.currentData()),
            issuer=self.issuer,
        )

    @property
    def issuer(self) -> str:
        """Who signs: « Gouvernement » for two ministries or more; what was signed before as long as nobody is named."""
        codes = self.codes_known()
        if is_joint(codes):
            return GOVERNMENT
        known = organisations()
        return ", ".join(known.short(code) for code in codes) or self._issuer

    def typed(self) -> dict[str, Any]:
        """What the fields hold, as a draft keeps it."""
        return {
            "title": self.title.text,
            "lead": self.lead.text,
            "keys": [field.text for field in self.keys],
            "frame": {name: field.text for name, field in self.frame.items()},
            "body": self.body.text,
            "variants": self.variants.texts,
            "alternatives": self.alternatives.texts,
            "language": str(self.language.currentData()),
            "issuers": self.issuers.text(),
            "issuer": self._issuer,
        }

    def fill(self, typed: Mapping[str, Any]) -> None:
        """Put back what a draft kept."""
        self._issuer = str(typed.get("issuer", ""))
        self.title.write(str(typed.get("title", "")))
        self.lead.write(str(typed.get("lead", "")))
        keys = [*map(str, typed.get("keys", ())), *("" for _ in self.keys)]
        for field, words in zip(self.keys, keys, strict=False):
            field.write(words)
        frame = typed.get("frame", {})
        for name, field in self.frame.items():
            field.write(str(frame.get(name, "")))
        self.body.write(str(typed.get("body", "")))
        self.variants.fill(typed.get("variants", {}))
        self.alternatives.fill(typed.get("alternatives", {}))
        self.language.setCurrentIndex(max(0, self.language.findData(typed.get("language", "fr"))))
        self.issuers.setText(str(typed.get("issuers", "")))
        self._show_signature()

    def write(self, text: Text, issuers: Sequence[str] = ()) -> None:
        """Show that text."""
        known = organisations()
        if text.language not in LANGUAGES and self.language.findData(text.language) < 0:
            self.language.addItem(text.language, text.language)  # of a later version: kept as it is
        self.fill(
            {
                "title": text.title,
                "lead": text.lead,
                "keys": text.key_messages,
                "frame": text.frame or {},
                "body": text.body,
                "variants": text.variants or {},
                "alternatives": text.alternatives or {},
                "language": text.language,
                "issuers": ", ".join(known.short(code) for code in issuers),
                "issuer": text.issuer,
            }
        )

    def codes(self) -> tuple[str, ...]:
        """The organisations named. Raises Refused for words the list does not know."""
        return self.issuers.codes("issuers")

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet."""
        return not any(field.text.strip() for field in self.written)

    def codes_known(self) -> tuple[str, ...]:
        """Those of the organisations named that the list knows, while one still types."""
        try:
            return self.codes()
        except Refused:
            return ()

    def _show_signature(self) -> None:
        words = f"Signé : {self.issuer}" if self.issuer else "Sans émetteur pour le moment"
        count = sum(organisations().is_ministry(code) for code in self.codes_known())
        if is_joint(self.codes_known()):
            words += f" ({count} ministères, communiqué conjoint)"
        self.signature.setText(words)
        self.changed.emit()

    def _lay_out(self, form_: Form, column: QVBoxLayout) -> None:
        form_.add("title", "Titre", self.title, into=column)
        form_.add("lead", "Chapô", self.lead, into=column)
        for place, field in enumerate(self.keys):
            names = "key_messages" if not place else f"key_message_{place + 1}"
            form_.add(names, f"Message clé {place + 1}", field, into=column)
        for name, field in self.frame.items():
            names = "known frame" if name == "known" else name
            form_.add(names, FRAME[name], field, FRAME_HINTS[name], into=column)
        form_.add("body text version", "Corps", self.body, BODY_HINT, into=column)
        form_.add("issuers issuer", "Émetteurs", self.issuers, ISSUERS_HINT, into=column)
        column.addWidget(self.signature)
        form_.add("language", "Langue", self.language, into=column)
        form_.add("variants", "Variantes par canal", self.variants, into=column)
        form_.add("alternatives", "Textes de remplacement des visuels", self.alternatives, into=column)
