"""The part of ``aliyunsdkcore`` that asks for an NLS token: ``AcsClient``, ``CommonRequest`` and the exceptions."""
