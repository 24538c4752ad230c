#!/bin/bash
# usage: tiny_run.sh N
export DB=$PEERS_HOME/tmp/tiny.$$
"$(dirname "$0")/ns.sh" 8084 "node --max-old-space-size=4096 tiny_server.mjs 8084" "timeout 300 node --max-old-space-size=4096 tiny_client.mjs ${1:-10000}"; code=$?
rm -f "$DB".*; exit $code
