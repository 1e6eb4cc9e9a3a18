"""Powertools for Python: the same routes on the resolver of each front door."""

import base64
import json

from aws_lambda_powertools.event_handler import (
    APIGatewayHttpResolver,
    APIGatewayRestResolver,
    LambdaFunctionUrlResolver,
    Response,
)
from aws_lambda_powertools.event_handler.exceptions import BadRequestError
from aws_lambda_powertools.shared.cookies import Cookie


def with_routes(app):
    @app.get("/users/<id>")
    def user(id):
        values = app.current_event.resolved_query_string_parameters.get("q") or []
        return {"id": id, "q": values if len(values) > 1 else (values[0] if values else None)}

    @app.post("/echo")
    def echo():
        try:
            body = app.current_event.json_body
        except json.JSONDecodeError:
            raise BadRequestError("bad json")
        return body, 201

    @app.get("/cookies")
    def cookies():
        event = app.current_event
        sent = event.get("cookies")
        sent = "; ".join(sent) if sent else event.headers.get("cookie")
        return Response(
            200,
            "application/json",
            json.dumps({"cookie": sent}),
            cookies=[Cookie(name="a", value="1"), Cookie(name="b", value="2", path="/x")],
        )

    @app.get("/image")
    def image():
        return Response(200, "image/png", bytes([0x89, 0x50, 0, 0xFF]))

    @app.post("/upload")
    def upload():
        event = app.current_event
        body = base64.b64decode(event.body) if event.is_base64_encoded else event.body.encode()
        return {"bytes": list(body)}

    @app.get("/fail")
    def fail():
        raise ValueError("as asked")

    @app.exception_handler(ValueError)
    def broken(_error):
        return Response(500, "application/json", json.dumps({"message": "broken"}))

    return app


rest = with_routes(APIGatewayRestResolver())
http = with_routes(APIGatewayHttpResolver())
url = with_routes(LambdaFunctionUrlResolver())


def handler(event, context):
    if event.get("version") != "2.0":
        return rest.resolve(event, context)
    is_url = "lambda-url" in event["requestContext"]["domainName"]
    return (url if is_url else http).resolve(event, context)
