"""What programs written for other packages import, so that moving over is a change of the import line.

==========================================  =====================================================
instead of                                  import from
==========================================  =====================================================
``aliyunsdkcore`` (aliyun-python-sdk-core)  ``voxtoken.compat.aliyunsdkcore``
``nls`` (alibabacloud-nls-python-sdk)       ``voxtoken.compat.nls``, for ``nls.token`` only
``requests``, in Baidu's sample             ``voxtoken.compat.requests``, for ``getToken`` only
``agora_token_builder``, Agora's ``src``    :mod:`voxtoken.agora`
==========================================  =====================================================

Tokens are asked for over https, with time limits, whatever the original did. The environment variables
``VOXTOKEN_NLS_ENDPOINT`` and ``VOXTOKEN_AIOB_ENDPOINT`` replace the address in the program, for the sandbox.

New programs take :class:`voxtoken.NlsToken`, :class:`voxtoken.AiobToken` and :class:`voxtoken.agora.TokenBuilder`.
"""
