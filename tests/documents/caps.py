"""Alerts written for a test: what is not said is ordinary."""

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="{namespace}">
  <identifier>{identifier}</identifier>
  <sender>{sender}</sender>
  <sent>{sent}</sent>
  <status>{status}</status>
  <msgType>{kind}</msgType>
  <scope>Public</scope>
  <references>{references}</references>
  <info>
    <language>fr-FR</language>
    <category>Met</category>
    <event>{event}</event>
    <urgency>Immediate</urgency>
    <severity>{severity}</severity>
    <certainty>Observed</certainty>
    <senderName>Météo-France</senderName>
    <description>{description}</description>
    {area}
  </info>
</alert>
"""
ORDINARY = {
    "namespace": "urn:oasis:names:tc:emergency:cap:1.2",
    "identifier": "FR.1",
    "sender": "vigilance@meteo.fr",
    "sent": "2026-09-24T02:00:00+02:00",
    "status": "Actual",
    "kind": "Alert",
    "references": "",
    "event": "Vigilance orange vent",
    "severity": "Severe",
    "description": "Rafales de 110 km/h.",
    "area": "<area><areaDesc>Rouen</areaDesc>"
    "<geocode><valueName>INSEE</valueName><value>76540</value></geocode></area>",
}


def alert(**more: str) -> bytes:
    return PAGE.format(**{**ORDINARY, **more}).encode()
