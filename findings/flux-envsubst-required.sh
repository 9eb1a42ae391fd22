#!/bin/sh
# Flux fills the error message of `${NAME:?message}` into the manifest, and turns `${NAME:+text}` round.
#
# Version: Go github.com/fluxcd/pkg/envsubst v1.4.0, the substitution of Flux's `postBuild`; compose-go v2.9.1 to compare.
# Behaviour: shells and Docker Compose fail on `${NAME:?message}` when NAME is unset; in Flux the message is the value. `:+`
#   gives `text` where NAME is set and nothing where it is not; in Flux it is `:-`: the value where it is set, `text` where not.
#   The README calls both unsupported, and does not say that they are carried out as something else.
# Seen: ${TLS_SECRET:?must be set} -> "must be set"; ${DEBUG:+--verbose} with DEBUG=1 -> "1", without DEBUG -> "--verbose"
# Why it hurts: `:?` is written so that nothing is applied without the value. Here the cluster gets a Secret's name, a host or
#   a password that reads "must be set", and a switch that should be on only for debugging is on for everybody else.
set -eu

dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

cat > "$dir/main.go" <<'GO'
package main

import (
	"fmt"

	compose "github.com/compose-spec/compose-go/v2/template"
	flux "github.com/fluxcd/pkg/envsubst"
)

func main() {
	set := map[string]string{"DEBUG": "1", "EMPTY": ""}
	lookup := func(name string) (string, bool) { value, ok := set[name]; return value, ok }
	for _, text := range []string{"${TLS_SECRET:-web}", "${TLS_SECRET:?must be set}", "${DEBUG:+--verbose}", "${EMPTY:+--verbose}"} {
		left, err := compose.Substitute(text, lookup)
		if err != nil {
			left = "refused"
		}
		right, err := flux.Eval(text, lookup)
		if err != nil {
			right = "refused"
		}
		fmt.Printf("%s compose [%s] flux [%s]\n", text, left, right)
	}
}
GO
cd "$dir"
go mod init probe 2> log
go get github.com/fluxcd/pkg/envsubst@v1.4.0 github.com/compose-spec/compose-go/v2@v2.9.1 2>> log
seen=$(go run -mod=mod . 2>> log)
want='${TLS_SECRET:-web} compose [web] flux [web]
${TLS_SECRET:?must be set} compose [refused] flux [must be set]
${DEBUG:+--verbose} compose [--verbose] flux [1]
${EMPTY:+--verbose} compose [] flux [--verbose]'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    cat log >&2
    exit 1
fi
echo 'as described: :? fills its message in, :+ is turned round'
