#!/bin/sh
# A schedule that cron runs on some Mondays runs nearly every day as a CronJob: `*/2` beside a day of the week.
#
# Versions: Go github.com/robfig/cron/v3 v3.0.1, which Kubernetes uses; PyPI cronsim 2.8, which follows Debian's cron.
# Behaviour: with both day fields given, cron takes a day that is in either of them, unless one begins with an asterisk: then
#   it has to be in both. For Debian's cron `*/2` begins with an asterisk. For Kubernetes it does not count as one; `*/1` does.
# Seen: "0 0 */2 * 1" in January 2026: cronsim on the 5th and 19th, robfig on the 3rd, 5th, 7th, 9th, 11th, 12th, …
# Why it hurts: "the first Monday of the month" is written `0 0 */100,1-7 * MON` by those who know cron, and it works there.
#   Carried over to a CronJob the monthly job runs on seven days in a row and on every Monday. Nothing is refused.
set -eu

dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet cronsim==2.8
cat > "$dir/main.go" <<'GO'
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/robfig/cron/v3"
)

func main() {
	for _, text := range os.Args[1:] {
		schedule, err := cron.ParseStandard(text)
		if err != nil {
			panic(err)
		}
		next := time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC)
		for i := 0; i < 6; i++ {
			next = schedule.Next(next)
			fmt.Print(next.Format("01-02 "))
		}
		fmt.Println()
	}
}
GO
cat > "$dir/probe.py" <<'PY'
import sys
from datetime import datetime, timezone
from cronsim import CronSim
for text in sys.argv[1:]:
    days = CronSim(text, datetime(2025, 12, 31, 12, tzinfo=timezone.utc))
    print(*(next(days).strftime("%m-%d") for _ in range(6)), "")
PY
cd "$dir"
go mod init probe 2> log
go get github.com/robfig/cron/v3@v3.0.1 2>> log
kubernetes=$(go run . '0 0 */2 * 1' '0 0 */100,1-7 * MON' '0 0 */1 * 1' 2>> log)
debian=$(venv/bin/python probe.py '0 0 */2 * 1' '0 0 */100,1-7 * MON' '0 0 */1 * 1')
want_kubernetes='01-01 01-03 01-05 01-07 01-09 01-11 
01-01 01-02 01-03 01-04 01-05 01-06 
01-05 01-12 01-19 01-26 02-02 02-09 '
want_debian='01-05 01-19 02-09 02-23 03-09 03-23 
01-05 02-02 03-02 04-06 05-04 06-01 
01-05 01-12 01-19 01-26 02-02 02-09 '
if [ "$kubernetes" != "$want_kubernetes" ] || [ "$debian" != "$want_debian" ]; then
    printf 'changed: Kubernetes\n%s\ncronsim\n%s\n' "$kubernetes" "$debian" >&2
    exit 1
fi
echo 'as described: first Mondays for cron, 1st to 7th and every Monday for Kubernetes'
