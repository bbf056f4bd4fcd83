from collections.abc import Callable, Sequence
from typing import final

from voxtoken.agora.words import Permissions

def main(arguments: Sequence[str]) -> int: ...

# Agora

@final
class TokenBuilder:
    def __new__(
        cls,
        app_id: str | None = None,
        certificate: str | None = None,
        *,
        lenient: bool = False,
        issued_at: int | None = None,
        salt: int | None = None,
        clock: Callable[[], float] | None = None,
    ) -> TokenBuilder: ...
    def rtc(self, channel: str, user: int | str, role: int, token_expire: int, privilege_expire: int) -> str: ...
    def rtc_with_privileges(
        self, channel: str, user: int | str, token_expire: int, join: int, audio: int, video: int, data: int
    ) -> str: ...
    def rtc_with_rtm(
        self, channel: str, account: str, role: int, token_expire: int, privilege_expire: int
    ) -> str: ...
    def rtc_with_rtm2(
        self,
        channel: str,
        user: int | str,
        role: int,
        rtc_token_expire: int,
        join: int,
        audio: int,
        video: int,
        data: int,
        rtm_user_id: str,
        rtm_token_expire: int,
    ) -> str: ...
    def convo_ai(
        self,
        channel: str,
        user: int | str,
        role: int,
        rtc_token_expire: int,
        join: int,
        audio: int,
        video: int,
        data: int,
        rtm_user_id: str,
        rtm_token_expire: int,
    ) -> str: ...
    def stt(
        self,
        channel: str,
        user: int | str,
        role: int,
        rtc_token_expire: int,
        join: int,
        audio: int,
        video: int,
        data: int,
        rtm_user_id: str,
        rtm_token_expire: int,
    ) -> str: ...
    def rtm(self, user_id: str, expire: int) -> str: ...
    def rtm_with_permissions(self, user_id: str, permissions: Permissions, expire: int) -> str: ...
    def chat_user(self, user_id: str, expire: int) -> str: ...
    def chat_app(self, expire: int) -> str: ...
    def apaas_room_user(self, room_uuid: str, user_uuid: str, role: int, expire: int) -> str: ...
    def apaas_user(self, user_uuid: str, expire: int) -> str: ...
    def apaas_app(self, expire: int) -> str: ...
    def education_room_user(self, room_uuid: str, user_uuid: str, role: int, expire: int) -> str: ...
    def education_user(self, user_uuid: str, expire: int) -> str: ...
    def education_app(self, expire: int) -> str: ...
    def fpa(self) -> str: ...
    def streaming(self, channel: str, user: int | str, token_expire: int, privilege_expire: int) -> str: ...
    def fcdn(self, channel: str, user: int | str, role: int, token_expire: int, privilege_expire: int) -> str: ...
    def rtc_006(self, channel: str, user: int | str, role: int, privilege_expired_ts: int) -> str: ...
    def rtm_006(self, account: str, privilege_expired_ts: int) -> str: ...

def agora_parse(token: str) -> str: ...
def agora_verify(
    token: str, certificate: str, channel: str | None, user: int | str | None, now: float | None
) -> str: ...
def agora_explain(
    token: str, certificate: str | None, channel: str | None, user: int | str | None, now: float | None
) -> str: ...
def agora_seal(signing_info: bytes, certificate: str) -> str: ...
def agora_sign(signing_info: bytes, certificate: str) -> bytes: ...
def agora_open(token: str) -> tuple[bytes, bytes]: ...
def agora_fits(token: str, certificate: str) -> bool: ...
def agora_hmac(key: bytes, message: bytes) -> bytes: ...
def agora_random_salt() -> int: ...
def agora_rtc_006(
    app_id: str,
    certificate: str,
    channel: str,
    account: int | str,
    role: int,
    expired_ts: int,
    /,
) -> str | None: ...
def agora_rtc_007(
    app_id: str,
    certificate: str,
    channel: str,
    account: int | str,
    role: int,
    token_expire: int,
    privilege_expire: int,
    /,
) -> str | None: ...
