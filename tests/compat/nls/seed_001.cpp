#include <iostream>
#include "Token.h"

using std::cout;
using std::endl;
using namespace AlibabaNlsCommon;

// Obtain the ID of the access token.
int getTokenId(const char* keySecret, const char* keyId) {
    NlsToken nlsTokenRequest;

    / *Set the AccessKey secret of your Alibaba Cloud account.* /
    nlsTokenRequest.setKeySecret(keySecret);
    / *Set the AccessKey ID of your Alibaba Cloud account.* /
    nlsTokenRequest.setAccessKeyId(keyId);

    /* Obtain the access token. If a value of 0 is returned, the request is successful. If a value of -1 is returned, the request failed. * /
    if (-1 == nlsTokenRequest.applyNlsToken()) {
        cout << "Failed: " << nlsTokenRequest.getErrorMsg() << endl; / *The cause of the failure.* /

        return -1;
    } else {
        cout << "TokenId: " << nlsTokenRequest.getToken() << endl; / *The ID of the access token.* /
        cout << "TokenId expireTime: " << nlsTokenRequest.getExpireTime() << endl; / *The timestamp that indicates the validity period of the access token in seconds.* /

        return 0;
    }
}
