#!/bin/sh
# Registers this machine with a Nezha V0 dashboard and installs the agent. For Linux other than OpenWrt, as root or with
# sudo: the installer works nowhere else.
#
#   NEZHA_TOKEN             API token of the dashboard; asked for when it is not set and there is a terminal
#   NEZHA_DASHBOARD_URL     address of the dashboard, with http:// or https://
#   NEZHA_PROBE_ADDRESS     host of the gRPC port: a name, an IPv4 or an IPv6 address
#   NEZHA_PROBE_PORT        the gRPC port, 5555 if not set
#   NEZHA_TLS               1 if a proxy speaks TLS on that port, 0 if not (default)
#   NEZHA_MIRROR            github (default), or gitee for mainland China
#   NEZHA_DISABLE_COMMANDS  1 if the dashboard's owner must not run commands on this machine, 0 otherwise (default)
#   NEZHA_REINSTALL         1 replaces an agent that is already there
#   NODE_NAME               name on the dashboard, the host name if not set
#
# The token and the secret are never printed, and the token stands in no command line.
set -eu
umask 077
# Bytes are bytes, and a-z is a to z.
LC_ALL=C
export LC_ALL

default_url=''
default_host=''
default_port='5555'
default_tls='0'
default_mirror='github'
default_disable_commands='0'

# A commit of the V0 scripts; the branch could move.
commit='e61e10de579bcef7ec9bd1b94a38adcd427020ca'

tmp=''
echo_is_off=''
finish() {
    [ -z "$echo_is_off" ] || stty echo
    [ -z "$tmp" ] || rm -rf "$tmp"
}
trap finish EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

die() {
    printf 'nezha_register: %s\n' "$1" >&2
    exit 1
}

is_ipv4() {
    set -f
    IFS=.
    # shellcheck disable=SC2086
    set -- $1
    unset IFS
    set +f
    [ "$#" -eq 4 ] || return 1
    for part; do
        case $part in
            '' | *[!0-9]* | 0?* | ????*) return 1 ;;
        esac
        [ "$part" -le 255 ] || return 1
    done
}

is_host() {
    [ "${#1}" -le 253 ] || return 1
    case $1 in
        \[*:*:*\])
            case ${1#?} in
                *[!0-9A-Fa-f:.]*?) return 1 ;;
            esac
            ;;
        '' | *[!0-9A-Za-z.-]* | .* | *. | *..* | -* | *- | *.-* | *-.*) return 1 ;;
        *[!0-9.]*) ;;
        *) is_ipv4 "$1" ;;
    esac
}

is_port() {
    case $1 in
        '' | *[!0-9]* | 0* | ??????*) return 1 ;;
    esac
    [ "$1" -le 65535 ]
}

is_switch() {
    [ "$1" = 0 ] || [ "$1" = 1 ]
}

# Text as a JSON string: quotes, backslashes and control characters escaped, all other bytes as they are.
json_string() {
    TEXT=$1 awk 'BEGIN {
        for (i = 1; i < 32; i++) control[sprintf("%c", i)] = sprintf("\\u%04x", i)
        text = ENVIRON["TEXT"]
        ORS = ""
        print "\""
        for (i = 1; i <= length(text); i++) {
            c = substr(text, i, 1)
            if (c == "\\" || c == "\"") print "\\" c
            else if (c in control) print control[c]
            else print c
        }
        print "\""
    }'
}

# The dashboard's own words about a failure, without anything that a terminal would act on.
message() {
    sed -n 's/.*"message":"\([^"]*\)".*/\1/p' "$tmp/answer" | head -n 1 | tr -d '\000-\037\177' |
        sed "s/$(printf '\302[\200-\237]')/?/g" | cut -c 1-200
}

service_is_there() {
    [ -e /etc/systemd/system/nezha-agent.service ] || [ -e /etc/init.d/nezha-agent ] ||
        [ -e /etc/init/nezha-agent.conf ]
}

as_root() {
    if [ "$(id -u)" -ne 0 ]; then sudo "$@"; else "$@"; fi
}

# Everything is checked before anything is sent.
url=${NEZHA_DASHBOARD_URL:-$default_url}
host=${NEZHA_PROBE_ADDRESS:-$default_host}
port=${NEZHA_PROBE_PORT:-$default_port}
tls=${NEZHA_TLS:-$default_tls}
mirror=${NEZHA_MIRROR:-$default_mirror}
disable_commands=${NEZHA_DISABLE_COMMANDS:-$default_disable_commands}
reinstall=${NEZHA_REINSTALL:-0}
name=${NODE_NAME:-$(hostname 2>/dev/null || uname -n)}

while [ "$url" != "${url%/}" ]; do url=${url%/}; done
case $url in
    *[!]0-9A-Za-z.:/_~%[-]*) die 'NEZHA_DASHBOARD_URL has characters that do not belong there' ;;
    http://?* | https://?*) ;;
    *) die 'NEZHA_DASHBOARD_URL must begin with http:// or https://' ;;
esac
case $host in
    \[*) ;;
    *:*:*) host="[$host]" ;;
esac
is_host "$host" || die 'NEZHA_PROBE_ADDRESS must be a host name or an IP address, without scheme and port'
is_port "$port" || die 'NEZHA_PROBE_PORT must be a number from 1 to 65535'
is_switch "$tls" || die 'NEZHA_TLS must be 0 or 1'
is_switch "$disable_commands" || die 'NEZHA_DISABLE_COMMANDS must be 0 or 1'
is_switch "$reinstall" || die 'NEZHA_REINSTALL must be 0 or 1'
[ -n "$name" ] || die 'NODE_NAME is not set, and this machine has no name'
case $mirror in
    github) installer="https://raw.githubusercontent.com/nezhahq/scripts/$commit/install.sh" ;;
    gitee)
        installer="https://gitee.com/naibahq/scripts/raw/$commit/install.sh"
        # Any value takes Gitee, without a question.
        CN=true
        export CN
        ;;
    *) die 'NEZHA_MIRROR must be github or gitee' ;;
esac
# Where the installer cannot work, a server would be made that never reports, and another one at the next try.
[ "$(uname -s)" = Linux ] || die 'the installer works on Linux only'
[ ! -e /etc/openwrt_release ] || die 'the installer does not work on OpenWrt'
machine=$(uname -m)
case $machine in
    x86_64 | i386 | i686 | aarch64 | armv* | s390x | riscv64) ;;
    *) die "the installer has no agent for this processor: $machine" ;;
esac
[ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null 2>&1 ||
    die 'the installer needs root: run this as root, or install sudo'
command -v curl >/dev/null 2>&1 || die 'curl is needed'
name_json=$(json_string "$name") || die 'awk is needed'
# On a machine that has the service the installer would remove it and say that it succeeded.
if service_is_there && [ "$reinstall" = 0 ]; then
    die 'an agent is installed here already; NEZHA_REINSTALL=1 replaces it'
fi

# Nothing that is started from here gets to see it, nor the secret: a variable that came from outside would be handed on
# under its name.
unset token secret answer
token=${NEZHA_TOKEN:-}
unset NEZHA_TOKEN
if [ -z "$token" ] && [ -t 0 ]; then
    echo_is_off=1
    stty -echo
    printf 'API token (not shown): ' >&2
    IFS= read -r token || token=''
    stty echo
    echo_is_off=''
    printf '\n' >&2
fi
case $token in
    '') die 'NEZHA_TOKEN is not set' ;;
    *[!0-9A-Za-z]*) die 'NEZHA_TOKEN is not a token of Nezha: it has letters and digits only' ;;
esac

# The installer comes first: without it there would be a server on the dashboard that never reports.
tmp=$(mktemp -d)
curl -q -fsSL --proto '=https' "$installer" -o "$tmp/nezha.sh" || die 'the installer could not be downloaded'
case $(head -n 1 "$tmp/nezha.sh") in
    '#!'*) ;;
    *) die 'what was downloaded is not the installer' ;;
esac

printf '{"Name":%s}' "$name_json" >"$tmp/request"
: >"$tmp/answer"
# Once, without retries: every answered call makes another server. No redirects: they would carry the token along.
status=$(printf 'header = "Authorization: %s"\n' "$token" |
    curl -q -sS --globoff --proto '=http,https' --connect-timeout 10 --max-time 60 --config - \
        -H 'Content-Type: application/json' --data-binary "@$tmp/request" \
        -o "$tmp/answer" -w '%{http_code}' "$url/api/v1/server/register") ||
    die 'the dashboard did not answer'
unset token
[ "$status" = 200 ] || die "the dashboard answered with HTTP $status: $(message)"

# {"code":200,"message":"...","secret":"..."}, or "..." in simple mode, or the bare secret.
answer=$(tr -d '\000-\040' <"$tmp/answer" | head -c 4096)
case $answer in
    '{'*'"code":403'*) die "the dashboard refused the token: $(message)" ;;
    '{'*) secret=$(printf '%s\n' "$answer" | sed -n 's/.*"secret":"\([0-9A-Za-z]*\)".*/\1/p') ;;
    '"'*'"')
        secret=${answer#?}
        secret=${secret%?}
        ;;
    *) secret=$answer ;;
esac
case $secret in
    *[!0-9A-Za-z]*) secret='' ;;
esac
[ "${#secret}" -eq 18 ] || die "the answer holds no secret; is NEZHA_DASHBOARD_URL a V0 dashboard? $(message)"

set -- install_agent "$host" "$port" "$secret"
if [ "$tls" = 1 ]; then set -- "$@" --tls; fi
if [ "$disable_commands" = 1 ]; then set -- "$@" --disable-command-execute; fi
if service_is_there; then as_root /opt/nezha/agent/nezha-agent service uninstall || :; fi
cd "$tmp"
sh ./nezha.sh "$@" || die 'the installer failed; the server is on the dashboard all the same'
# The installer says that it succeeded even when the agent refused.
service_is_there || die 'the installer left no service; the server is on the dashboard all the same'
printf 'nezha_register: the agent is installed and will show up within a minute\n'
