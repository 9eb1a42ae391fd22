#!/bin/sh
# Two libraries describe `0 0 1/1 * 5` as "only on Friday"; Kubernetes runs it every day.
#
# Versions: npm cronstrue 3.39.0, PyPI cron-descriptor 2.2.1; Go github.com/robfig/cron/v3 v3.0.1, which Kubernetes uses.
# Behaviour: both describers drop a step of one ("every day") from the text. But `1/1` is no asterisk: with two day fields
#   given, a day in either of them counts, and `1/1` has every day. With `*` in its place it really is Fridays only.
# Seen: cronstrue and cron-descriptor: "At 12:00 AM, only on Friday"; next runs 01-01, 01-02, 01-03, 01-04
# Why it hurts: the description is what a dashboard shows to the person who confirms the schedule, and generators of Quartz
#   expressions write `1/1` for "every day". The weekly job that was confirmed runs seven times a week.
set -eu

dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund cronstrue@3.39.0
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet cron-descriptor==2.2.1
cat > "$dir/main.go" <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	for _, text := range []string{"0 0 * * 5", "0 0 1/1 * 5"} {
		schedule, err := cron.ParseStandard(text)
		if err != nil {
			panic(err)
		}
		next := time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC)
		for i := 0; i < 4; i++ {
			next = schedule.Next(next)
			fmt.Print(next.Format("01-02 "))
		}
		fmt.Println()
	}
}
GO
cd "$dir"
go mod init probe 2> log
go get github.com/robfig/cron/v3@v3.0.1 2>> log
runs=$(go run . 2>> log)
words=$(node -e "console.log(require('cronstrue').toString('0 0 1/1 * 5'))" &&
    venv/bin/python -c "from cron_descriptor import get_description; print(get_description('0 0 1/1 * 5'))")
if [ "$words" != 'At 12:00 AM, only on Friday
At 12:00 AM, only on Friday' ]; then
    printf 'changed: the descriptions are now\n%s\n' "$words" >&2
    exit 1
fi
if [ "$runs" != '01-02 01-09 01-16 01-23 
01-01 01-02 01-03 01-04 ' ]; then
    printf 'changed: Kubernetes now runs on\n%s\n' "$runs" >&2
    exit 1
fi
echo 'as described: "only on Friday" runs on every day'
