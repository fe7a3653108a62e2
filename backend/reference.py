"""The page at /docs: the OpenAPI description for people, without scripts and without anything from elsewhere."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment

_PAGE = Environment(autoescape=True).from_string(
    """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ info.title }} API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2330;background:#fff}
code{font-size:.95em}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.35rem .75rem .35rem 0;
border-bottom:1px solid #d9dde5;vertical-align:top}h2{margin-top:2rem}
@media(prefers-color-scheme:dark){body{color:#e6e9ef;background:#14171d}td,th{border-color:#333a46}a{color:#9cc4ff}}
</style></head><body><h1>{{ info.title }} API {{ info.version }}</h1><p>{{ info.description }}</p>
<p>Machine-readable: <a href="/openapi.json">openapi.json</a></p>
{% for tag, calls in groups %}<h2>{{ tag }}</h2><table><tr><th>Call</th><th>Body</th><th>Answer</th><th></th></tr>
{% for call in calls %}<tr><td><code>{{ call.method }} {{ call.path }}</code></td><td>{{ call.body }}</td>
<td>{{ call.answer }}</td><td>{{ call.words }}</td></tr>{% endfor %}</table>{% endfor %}
<h2>Types</h2>{% for name, schema in types %}<h3 id="{{ name }}">{{ name }}</h3><p>{{ schema.description }}</p>
<table>{% for field, words in schema.fields %}<tr><td><code>{{ field }}</code></td><td>{{ words }}</td></tr>{% endfor %}
</table>{% endfor %}</body></html>"""
)


def page(openapi: dict[str, Any]) -> str:
    """HTML of an OpenAPI 3.1 description."""
    groups: dict[str, list[dict[str, str]]] = {}
    for path, calls in openapi["paths"].items():
        for method, call in calls.items():
            row = {
                "method": method.upper(),
                "path": path,
                "body": _type_of(call.get("requestBody", {})),
                "answer": _answer_of(call["responses"]),
                "words": call.get("description", call.get("summary", "")),
            }
            groups.setdefault(call.get("tags", ["other"])[0], []).append(row)
    types = []
    for name, schema in sorted(openapi["components"]["schemas"].items()):
        fields = [(field, _field_words(value)) for field, value in schema.get("properties", {}).items()]
        types.append((name, {"description": schema.get("description", ""), "fields": fields}))
    return _PAGE.render(info=openapi["info"], groups=groups.items(), types=types)


def _answer_of(responses: dict[str, Any]) -> str:
    code = "200" if "200" in responses else "204"
    return _type_of(responses.get(code, {})) or code


def _type_of(part: dict[str, Any]) -> str:
    contents: list[dict[str, Any]] = list(part.get("content", {}).values())
    schema = contents[0].get("schema", {}) if contents else {}
    return str(schema.get("$ref", schema.get("format", ""))).rpartition("/")[2]


def _field_words(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_field_words(choice) for choice in schema["anyOf"])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if schema.get("type") == "array":
        return f"list of {_field_words(schema.get('items', {}))}"
    limits = ", ".join(
        f"{key} {schema[key]}" for key in ("minimum", "maximum", "maxLength", "pattern") if key in schema
    )
    return f"{schema.get('type', schema.get('const', 'any'))}{f' ({limits})' if limits else ''}"
