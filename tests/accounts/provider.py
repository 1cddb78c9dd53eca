"""A small OpenID Connect provider that really answers: discovery, sign-in, token, keys, user information."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

#: Making one takes long enough to make it once.
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Runs until ``stop``. ``person`` is who sits at its sign-in page: the claims that it will tell."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {"sub": "a1", "preferred_username": "M1"}
        self.client_id, self.client_secret = "quebu", "s3cret"
        self.denies = False
        self.key = KEY
        self.waiting: dict[str, dict[str, str]] = {}
        self.tokens: set[str] = set()
        self.asked: list[str] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider.answer(self, "")

            def do_POST(self) -> None:
                provider.answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def settings(self) -> dict[str, Any]:
        """``SOCIALACCOUNT_PROVIDERS`` as the ready-made site builds it from its environment."""
        app = {
            "provider_id": "oidc", "name": "县统一认证", "client_id": self.client_id, "secret": self.client_secret,
            "settings": {"server_url": self.url},
        }  # fmt: skip
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    # ---- what it says

    def answer(self, handler: BaseHTTPRequestHandler, body: str) -> None:
        address = urlsplit(handler.path)
        self.asked.append(address.path)
        given = {name: values[0] for name, values in parse_qs(address.query or body).items()}
        if address.path == "/authorize":
            self._redirect(handler, given)
            return
        said = {
            "/.well-known/openid-configuration": self._configuration, "/token": self._token, "/keys": self._keys,
            "/userinfo": self._person,
        }[address.path](handler, given)  # fmt: skip
        handler.send_response(200 if said is not None else 400)
        handler.send_header("Content-Type", "application/json")
        handler.end_headers()
        handler.wfile.write(json.dumps(said or {"error": "invalid_request"}).encode())

    def _configuration(self, handler: Any, given: dict[str, str]) -> dict[str, Any]:
        return {
            "issuer": self.url, "authorization_endpoint": f"{self.url}/authorize", "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys", "userinfo_endpoint": f"{self.url}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"], "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"], "subject_types_supported": ["public"],
        }  # fmt: skip

    def _redirect(self, handler: Any, given: dict[str, str]) -> None:
        """Where a person signs in; here somebody has done so already, or pressed 「cancel」."""
        assert given["client_id"] == self.client_id and given["response_type"] == "code"
        assert "openid" in given["scope"].split() and given["code_challenge_method"] == "S256"
        answer = {"state": given["state"]}
        if self.denies:
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe()
            self.waiting[answer["code"]] = given
        handler.send_response(302)
        handler.send_header("Location", f"{given['redirect_uri']}?{urlencode(answer)}")
        handler.end_headers()

    def _token(self, handler: Any, given: dict[str, str]) -> dict[str, Any] | None:
        asked = self.waiting.pop(given.get("code", ""), None)
        if asked is None or (given["client_id"], given["client_secret"]) != (self.client_id, self.client_secret):
            return None
        digest = hashlib.sha256(given["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).decode().rstrip("=") != asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.client_id, "iat": now, "exp": now + 300, "sub": self.person["sub"]}
        token = secrets.token_urlsafe()
        self.tokens.add(token)
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": token, "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def _keys(self, handler: Any, given: dict[str, str]) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def _person(self, handler: Any, given: dict[str, str]) -> dict[str, Any] | None:
        token = handler.headers.get("Authorization", "").removeprefix("Bearer ")
        return self.person if token in self.tokens else None
