#include <iostream>
#include "Token.h"

using std::cout;
using std::endl;
using namespace AlibabaNlsCommon;

//获取访问令牌TokenId
int getTokenId(const char* keySecret, const char* keyId) {
    NlsToken nlsTokenRequest;

    /*设置阿里云账号KeySecret*/
    nlsTokenRequest.setKeySecret(getenv("ALIYUN_AK_SECRET"));
    /*设置阿里云账号KeyId*/
    nlsTokenRequest.setAccessKeyId(getenv("ALIYUN_AK_ID"));

    /*获取Token. 成功返回0, 失败返回-1*/
    if (-1 == nlsTokenRequest.applyNlsToken()) {
        cout << "Failed: " << nlsTokenRequest.getErrorMsg() << endl; /*获取失败原因*/

        return -1;
    } else {
        cout << "TokenId: " << nlsTokenRequest.getToken() << endl; /*获取TokenId*/
        cout << "TokenId expireTime: " << nlsTokenRequest.getExpireTime() << endl; /*获取Token有效期时间戳（秒）*/

        return 0;
    }
}
