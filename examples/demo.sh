#!/bin/sh
# The main job, end to end: ask for tokens and mint tokens, without an account.
# With real keys in the environment the real clouds are asked as well.
set -eu
cd "$(dirname "$0")/.."
voxtoken=${VOXTOKEN:-${CARGO_TARGET_DIR:-target}/debug/voxtoken}

say() { printf '\n== %s\n' "$*"; }
fail() { printf 'demo: %s\n' "$*" >&2; exit 1; }

command -v "$voxtoken" >/dev/null || fail "$voxtoken is not there; run: cargo build --features cli"

# The sandbox is on this machine: no proxy is to be asked for it.
NO_PROXY="localhost,127.0.0.1,${no_proxy:-${NO_PROXY:-}}"
no_proxy=$NO_PROXY
export NO_PROXY no_proxy

work=$(mktemp -d)
"$voxtoken" sandbox --exit-with-parent >"$work/ready" &
sandbox=$!
trap 'kill $sandbox 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
tries=0
until [ -s "$work/ready" ]; do
    kill -0 $sandbox 2>/dev/null || fail "the sandbox ended before it was ready"
    tries=$((tries + 1))
    [ $tries -le 200 ] || fail "the sandbox did not start within 10 seconds"
    sleep 0.05
done
url() { sed -E "s/.*\"$1\": ?\"([^\"]*)\".*/\1/" "$work/ready"; }

# Whether this is a key of one's own: both parts are set, and not to what the sandbox knows.
is_real() { [ -n "$1" ] && [ -n "$2" ] && [ "$1" != sandbox-id ] && [ "$2" != sandbox-secret ]; }

say "Alibaba Cloud NLS, asked at the sandbox"
ALIYUN_AK_ID=sandbox-id ALIYUN_AK_SECRET=sandbox-secret "$voxtoken" nls --endpoint "$(url nls)"
say "Alibaba DashScope, asked at the sandbox"
DASHSCOPE_API_KEY=sandbox-secret "$voxtoken" dashscope --expire 300 --endpoint "$(url dashscope)"
say "Baidu AIOB, asked at the sandbox"
BAIDU_AIOB_ACCESS_KEY=sandbox-id BAIDU_AIOB_SECRET_KEY=sandbox-secret "$voxtoken" aiob --endpoint "$(url aiob)"

if is_real "${ALIYUN_AK_ID:-}" "${ALIYUN_AK_SECRET:-}" ||
    is_real "${ALIBABA_CLOUD_ACCESS_KEY_ID:-}" "${ALIBABA_CLOUD_ACCESS_KEY_SECRET:-}"; then
    say "Alibaba Cloud NLS itself"
    "$voxtoken" nls
fi
if is_real "${DASHSCOPE_API_KEY:-}" "${DASHSCOPE_API_KEY:-}"; then
    say "DashScope itself"
    "$voxtoken" dashscope
fi
if is_real "${BAIDU_AIOB_ACCESS_KEY:-}" "${BAIDU_AIOB_SECRET_KEY:-}"; then
    say "Baidu AIOB itself"
    "$voxtoken" aiob
fi

# The example id and certificate of Agora's own samples, unless real ones are set.
if [ -z "${AGORA_APP_ID:-}" ] || [ -z "${AGORA_APP_CERTIFICATE:-}" ]; then
    AGORA_APP_ID=970CA35de60c44645bbae8a215061b33
    AGORA_APP_CERTIFICATE=5CFd2fd1755d40ecb72977518be15d3b
fi
export AGORA_APP_ID AGORA_APP_CERTIFICATE

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
