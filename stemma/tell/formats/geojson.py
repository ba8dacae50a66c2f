"""The places of a story as GeoJSON (RFC 7946): a feature each, with the findings and articles that name it."""

import math
import re
from collections.abc import Sequence
from typing import Any

from stemma.model.dossier import Dossier, Place
from stemma.tell.arrangement import label_relation
from stemma.tell.formats.exchange import find_address, make_uuid, write_json
from stemma.tell.wording import clean_line, name_articles


def render_geojson(dossiers: Sequence[Dossier]) -> str:
    """A FeatureCollection of the places of all ``dossiers``; a place without coordinates has no geometry."""
    features = [feature for dossier in dossiers for feature in _list_features(dossier)]
    return write_json({"type": "FeatureCollection", "features": features})


def _list_features(dossier: Dossier) -> list[dict[str, Any]]:
    names = name_articles(dossier.articles)
    bodies = {
        article.id: "\n".join([article.title or "", *(article.text[start:end] for start, end in article.body)])
        for article in dossier.articles
    }
    features = []
    for place in dossier.places:
        naming = _match_names(place)
        findings = [
            {
                "id": finding.id,
                "statement": clean_line(finding.statement),
                "relation": "withheld" if finding.withheld else finding.relation,
                "label": label_relation(finding),
                "origins": finding.origins,
            }
            for finding in dossier.findings
            if naming and any(naming.search(claim.quote) for claim in finding.claims)
        ]
        articles = [
            {
                "id": one.id,
                "name": names[one.id],
                "title": one.title and clean_line(one.title),
                "url": find_address(one),
            }
            for one in dossier.articles
            if naming and naming.search(bodies[one.id])
        ]
        features.append(
            {
                "type": "Feature",
                "id": make_uuid("place", dossier.story.id, place.name, place.geonames),
                "geometry": _locate(place),
                "properties": {
                    "name": clean_line(place.name),
                    "variants": [clean_line(variant) for variant in place.variants],
                    "level": place.level,
                    "geonames": place.geonames,
                    "story": dossier.story.id,
                    "story_title": clean_line(dossier.story.title),
                    "findings": findings,
                    "articles": articles,
                },
            }
        )
    return features


def _locate(place: Place) -> dict[str, Any] | None:
    """A point, longitude first; None where it is not resolved or lies on no globe."""
    lat, lon = place.lat, place.lon
    if lat is None or lon is None or not (math.isfinite(lat) and math.isfinite(lon)):
        return None
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    return {"type": "Point", "coordinates": [lon, lat]}


def _match_names(place: Place) -> re.Pattern[str] | None:
    """What finds the place's names as whole words; None where it has none."""
    names = sorted(
        {name for name in (place.name, *place.variants) if name.strip()}, key=lambda name: (-len(name), name)
    )
    if not names:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
