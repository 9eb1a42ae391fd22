#!/bin/sh
# Kubernetes takes the mistyped range `*-5` for an asterisk and runs the job every day.
#
# Versions: Go github.com/robfig/cron/v3 v3.0.1, which Kubernetes uses; PyPI croniter 7.0.0, cronsim 2.8, npm cron-parser 5.10.5.
# Behaviour: in a field that begins with `*` what stands behind the hyphen is not read at all, not even whether it is a number.
#   The three others refuse it. A trailing comma is taken likewise.
# Seen: "0 9 * * *-5" runs on Saturdays and Sundays too; "0 9 * * *-holidays" is taken as well
# Why it hurts: `*-5` is one slipped key from `1-5`, working days. The API server accepts the CronJob, and every check that is
#   built on another library would have refused it, so that the question is not which days are meant but who was asked.
set -eu

dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund cron-parser@5.10.5
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet croniter==7.0.0 cronsim==2.8
cat > "$dir/main.go" <<'GO'
package main

import (
	"fmt"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	for _, text := range []string{"0 9 * * 1-5", "0 9 * * *-5", "0 9 * * *-holidays"} {
		schedule, err := cron.ParseStandard(text)
		if err != nil {
			fmt.Println("refused")
			continue
		}
		friday := time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
		fmt.Println(schedule.Next(friday).Weekday())
	}
}
GO
cat > "$dir/probe.py" <<'PY'
from datetime import datetime
from croniter import croniter
from cronsim import CronSim
for read in croniter, CronSim:
    try:
        read("0 9 * * *-5", datetime(2026, 1, 2, 12))
        print("taken")
    except Exception:
        print("refused")
PY
cd "$dir"
go mod init probe 2> log
go get github.com/robfig/cron/v3@v3.0.1 2>> log
seen=$(go run . 2>> log && venv/bin/python probe.py && node -e "
try { require('cron-parser').CronExpressionParser.parse('0 9 * * *-5'); console.log('taken'); } catch { console.log('refused'); }")
want='Monday
Saturday
Saturday
refused
refused
refused'
if [ "$seen" != "$want" ]; then
    printf 'changed: three times Kubernetes, croniter, cronsim, cron-parser\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: *-5 is every day for Kubernetes and an error for the others'
