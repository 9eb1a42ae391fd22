#!/bin/sh
# kubernetes-resource-parser reads `1.5Gi` as one byte and `100u` as a hundred processors.
#
# Versions: npm kubernetes-resource-parser 0.1.0; Go k8s.io/apimachinery v0.34.1 to compare.
# Behaviour: memoryParser() takes whole digits up to the point and forgets the unit; cpuParser() knows `m` and takes any other
#   unit for none. Neither raises an error, and `2Gi` and `500m` are right.
# Seen: 1.5Gi -> 1, 0.5Gi -> 0, 1e9 -> 1, 2Gi -> 2147483648; 100u -> 100, 5k -> 5
# Why it hurts: quotas, charts of cost and checks "limit at most 4Gi" are built on such a function. A container with 1.5Gi
#   counts as using nothing, so the sum of a namespace stays far below its real limits.
set -eu

dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

npm install --prefix "$dir" --silent --no-audit --no-fund kubernetes-resource-parser@0.1.0
cat > "$dir/probe.js" <<'JS'
const { cpuParser, memoryParser } = require('kubernetes-resource-parser');
console.log(...['2Gi', '1.5Gi', '0.5Gi', '1e9'].map(memoryParser));
console.log(...['500m', '100u', '5k'].map(cpuParser));
JS
cat > "$dir/main.go" <<'GO'
package main

import (
	"fmt"

	"k8s.io/apimachinery/pkg/api/resource"
)

func main() {
	for _, text := range []string{"2Gi", "1.5Gi", "0.5Gi", "1e9", "500m", "100u", "5k"} {
		quantity := resource.MustParse(text)
		fmt.Printf("%.6g ", quantity.AsApproximateFloat64())
	}
	fmt.Println()
}
GO
cd "$dir"
library=$(node probe.js)
go mod init probe 2> log
go get k8s.io/apimachinery@v0.34.1 2>> log
kubernetes=$(go run -mod=mod . 2>> log)
if [ "$kubernetes" != '2.14748e+09 1.61061e+09 5.36871e+08 1e+09 0.5 0.0001 5000 ' ]; then
    echo "changed: Kubernetes now reads $kubernetes" >&2
    exit 1
fi
if [ "$library" != '2147483648 1 0 1
0.5 100 5' ]; then
    printf 'changed: the library now reads\n%s\n' "$library" >&2
    exit 1
fi
echo 'as described: 1.5Gi is 1, 100u is 100'
