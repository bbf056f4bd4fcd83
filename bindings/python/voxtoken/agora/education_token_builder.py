"""007: tokens for education, with the names of Agora's own ``education_token_builder.py``. They are those of apaas.

>>> certificate = "5CFd2fd1755d40ecb72977518be15d3b"
>>> EducationTokenBuilder.build_app_token("970CA35de60c44645bbae8a215061b33", certificate, 3600)[:3]
'007'
"""

from __future__ import annotations

from voxtoken.agora import apaas_token_builder as _apaas
from voxtoken.agora.apaas_token_builder import *

__all__ = ["EducationTokenBuilder"]
__all__ += _apaas.__all__


class EducationTokenBuilder(ApaasTokenBuilder):
    """Mints tokens for education: for a user in a room, for a user and for the app."""
