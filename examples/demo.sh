#!/bin/sh
# The main job, end to end: ask for tokens and mint tokens, without an account.
# With real keys in the environment the real clouds are asked as well.
set -eu
cd "$(dirname "$0")/.."
voxtoken=${VOXTOKEN:-${CARGO_TARGET_DIR:-target}/debug/voxtoken}

say() { printf '\n== %s\n' "$*"; }

work=$(mktemp -d)
"$voxtoken" sandbox --exit-with-parent >"$work/ready" &
sandbox=$!
trap 'kill $sandbox 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
tries=0
until [ -s "$work/ready" ]; do
    tries=$((tries + 1))
    [ $tries -le 200 ] || { echo "the sandbox did not start" >&2; exit 1; }
    sleep 0.05
done
url() { sed -E "s/.*\"$1\": ?\"([^\"]*)\".*/\1/" "$work/ready"; }

real_nls=${ALIYUN_AK_ID:+yes}
real_dashscope=${DASHSCOPE_API_KEY:+yes}
real_aiob=${BAIDU_AIOB_ACCESS_KEY:+yes}

say "Alibaba Cloud NLS, asked at the sandbox"
ALIYUN_AK_ID=sandbox-id ALIYUN_AK_SECRET=sandbox-secret "$voxtoken" nls --endpoint "$(url nls)"
say "Alibaba DashScope, asked at the sandbox"
DASHSCOPE_API_KEY=sandbox-secret "$voxtoken" dashscope --expire 300 --endpoint "$(url dashscope)"
say "Baidu AIOB, asked at the sandbox"
BAIDU_AIOB_ACCESS_KEY=sandbox-id BAIDU_AIOB_SECRET_KEY=sandbox-secret "$voxtoken" aiob --endpoint "$(url aiob)"

# The example id and certificate of Agora's own samples, unless real ones are set.
export AGORA_APP_ID="${AGORA_APP_ID:-970CA35de60c44645bbae8a215061b33}"
export AGORA_APP_CERTIFICATE="${AGORA_APP_CERTIFICATE:-5CFd2fd1755d40ecb72977518be15d3b}"

say "Agora RTC, minted offline (007)"
token=$("$voxtoken" agora rtc --channel demo --uid 2882341273 --role publisher --expire 3600)
echo "$token"
say "Agora RTC in the old format (006)"
"$voxtoken" agora rtc --channel demo --uid 2882341273 --role publisher --token-version 006
say "Agora RTM"
"$voxtoken" agora rtm --account alice
say "Agora Chat"
"$voxtoken" agora chat --account alice

say "What is in the first one"
"$voxtoken" inspect "$token" --channel demo --uid 2882341273

[ -z "$real_nls" ] || { say "Alibaba Cloud NLS itself"; "$voxtoken" nls; }
[ -z "$real_dashscope" ] || { say "DashScope itself"; "$voxtoken" dashscope; }
[ -z "$real_aiob" ] || { say "Baidu AIOB itself"; "$voxtoken" aiob; }
