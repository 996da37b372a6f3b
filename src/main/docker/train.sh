#!/usr/bin/env bash
# Starts Parley once with the demo agent, talks with it a little, and keeps what the JVM learned in parley.aot and how to
# start with it in parley.args: the same JVM starts the same package faster with
#
#   java @target/quarkus-app/parley.args
#
#   train.sh [folder of the package]          java is the one on the path, or $JAVA_HOME's
set -euo pipefail
cd "${1:-target/quarkus-app}"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
data=$(mktemp -d)
port=${TRAIN_PORT:-18080}

export PARLEY_STORE=sqlite PARLEY_AGENT=demo PARLEY_DATA_DIR=$data QUARKUS_HTTP_HOST=127.0.0.1 QUARKUS_HTTP_PORT=$port
export QUARKUS_MANAGEMENT_PORT=0 PARLEY_CONNECTION_DRAIN=0s
# All jars on the class path: of classes that a loader of Quarkus' own defines, the JVM would keep far less. Of the heap little
# is touched before the program is up, in huge pages where the system has them, and no collection is made for the sake of
# classes. The compilers give way to the threads they compile for: on few cores those wait for them otherwise. (To an account
# other than root the JVM says that it may not be allowed to; it is, since this only lowers a priority.) The rest is as in the
# manifest of quarkus-run.jar.
jars=(quarkus/*.jar app/*.jar lib/boot/*.jar lib/main/*.jar)
classpath=$(printf ":$PWD/%s" "${jars[@]}")
start=(-Xms128m -XX:NewSize=64m -XX:MetaspaceSize=128m -XX:+UseTransparentHugePages
  -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=10
  -Djava.util.logging.manager=org.jboss.logmanager.LogManager --enable-native-access=ALL-UNNAMED
  --add-opens=java.base/{java.lang,java.nio,jdk.internal.misc}=ALL-UNNAMED -cp "${classpath#:}" dev.parley.Parley)
"$java" -XX:AOTCacheOutput=parley.aot "${start[@]}" > "$data/log" 2>&1 &
program=$!
trap 'kill $program 2> /dev/null || true; rm -rf "$data"' EXIT

# call METHOD PATH [BODY [ACCEPT]]: the answer of Parley, with nothing but bash.
call() {
  local body=${3:-}
  exec 3<> "/dev/tcp/127.0.0.1/$port"
  printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nAccept: %s\r\n%sContent-Length: %d\r\n\r\n%s' \
    "$1" "$2" "${4:-application/json}" "${token:+Authorization: Bearer $token$'\r\n'}" "${#body}" "$body" >&3
  cat <&3
  exec 3>&-
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

token=
for _ in $(seq 240); do
  kill -0 $program 2> /dev/null || { cat "$data/log"; exit 1; }
  [[ $(call GET /q/health/ready 2> /dev/null) == *'200 OK'* ]] && break
  sleep 0.25
done
person='{"email":"train@example.com","password":"correct horse battery"}'
call POST /api/auth/register "$person" > /dev/null
token=$(call POST /api/auth/login "$person" | field access_token)
session=$(call POST /api/sessions '{}' | field session_id)
for said in 'Hello' '/stream 50' 'What can you do?'; do
  [[ $(call POST "/api/sessions/$session/messages" "{\"content\":\"$said\"}" text/event-stream) == *stream_end* ]]
done
call GET "/api/sessions/$session/messages" > /dev/null
call DELETE "/api/sessions/$session" > /dev/null

echo "trained; writing $PWD/parley.aot"
kill $program
wait $program || true
[ -s parley.aot ] || { cat "$data/log"; exit 1; }
printf '"%s"\n' "-XX:AOTCache=$PWD/parley.aot" "${start[@]}" > parley.args
