#!/bin/sh
# Docker pulls `localhost/app` from the machine itself; go-containerregistry and oras look for it on Docker Hub.
#
# Versions: Go github.com/google/go-containerregistry v0.20.6 and github.com/distribution/reference v0.6.0; PyPI oras 0.2.43.
# Behaviour: a first part without a dot and a colon is a user of Docker Hub, with the one exception of `localhost`, in the
#   grammar of Docker, containerd and Kubernetes. The two others do not know the exception.
# Seen: distribution: localhost, app; go-containerregistry: index.docker.io, localhost/app; oras: docker.io, localhost/app
# Why it hurts: `localhost/…` is the name that Podman gives to every image that it builds, and what stands in manifests for
#   local clusters. Programs built on go-containerregistry (crane, ko, cosign, policy controllers) resolve, sign or check an
#   image of a stranger in place of the one that the node starts.
set -eu

dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet oras==0.2.43
cat > "$dir/main.go" <<'GO'
package main

import (
	"fmt"

	"github.com/distribution/reference"
	"github.com/google/go-containerregistry/pkg/name"
)

func main() {
	for _, text := range []string{"localhost/app:1", "localhost:5000/app:1"} {
		docker, err := reference.ParseNormalizedNamed(text)
		if err != nil {
			panic(err)
		}
		other, err := name.ParseReference(text)
		if err != nil {
			panic(err)
		}
		fmt.Println(reference.Domain(docker), reference.Path(docker), "|",
			other.Context().RegistryStr(), other.Context().RepositoryStr())
	}
}
GO
cd "$dir"
go mod init probe 2> log
go get github.com/distribution/reference@v0.6.0 github.com/google/go-containerregistry@v0.20.6 2>> log
seen=$(go run -mod=mod . 2>> log && venv/bin/python -c '
from oras.container import Container
it = Container("localhost/app:1")
print(it.registry, it.namespace, it.repository)')
want='localhost app | index.docker.io localhost/app
localhost:5000 app | localhost:5000 app
docker.io localhost app'
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: localhost/app is on Docker Hub for go-containerregistry and oras'
