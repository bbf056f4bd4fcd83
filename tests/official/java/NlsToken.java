import com.alibaba.fastjson.JSON;
import com.alibaba.fastjson.JSONObject;
import com.alibaba.nls.client.AccessToken;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.CommonResponse;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import java.io.IOException;

/**
 * Gets an NLS token with an official Java client: {@code NlsToken core|speech-sdk HOST:PORT}.
 *
 * The key comes from ALIYUN_AK_ID and ALIYUN_AK_SECRET. The last line on standard output is
 * {"id": …, "expire_time": …}, or {"error": …} for a refusal.
 */
public class NlsToken {
    private static final String KEY_ID = System.getenv("ALIYUN_AK_ID");
    private static final String SECRET = System.getenv("ALIYUN_AK_SECRET");

    public static void main(String[] args) throws Exception {
        JSONObject answer = new JSONObject();
        if (args[0].equals("core")) {
            core(args[1], answer);
        } else {
            speechSdk(args[1], answer);
        }
        System.out.println(answer);
    }

    /** aliyun-java-sdk-core, as Alibaba's page shows it. */
    private static void core(String host, JSONObject answer) throws ClientException {
        CommonRequest request = new CommonRequest();
        request.setDomain(host);
        request.setVersion("2019-02-28");
        request.setAction("CreateToken");
        request.setMethod(MethodType.POST);
        request.setProtocol(ProtocolType.HTTP);
        DefaultProfile profile = DefaultProfile.getProfile("cn-shanghai", KEY_ID, SECRET);
        CommonResponse response = new DefaultAcsClient(profile).getCommonResponse(request);
        JSONObject data = JSON.parseObject(response.getData());
        if (response.getHttpStatus() == 200) {
            answer.put("id", data.getJSONObject("Token").getString("Id"));
            answer.put("expire_time", data.getJSONObject("Token").getLongValue("ExpireTime"));
        } else {
            answer.put("error", data.getString("Code"));
        }
    }

    /** nls-sdk-common prints why it failed and leaves the token empty. */
    private static void speechSdk(String host, JSONObject answer) throws IOException {
        AccessToken token = new AccessToken(KEY_ID, SECRET, host, "cn-shanghai", "2019-02-28");
        token.apply();
        if (token.getToken() == null) {
            answer.put("error", "no token");
        } else {
            answer.put("id", token.getToken());
            answer.put("expire_time", token.getExpireTime());
        }
    }
}
