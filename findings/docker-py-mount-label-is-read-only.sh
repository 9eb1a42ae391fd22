#!/bin/sh
# Docker's Python library takes a mount with the SELinux label `z` for read-only, and `./data` for a volume's name.
#
# Version: PyPI docker 7.2.0 (docker-py).
# Behaviour: Mount.parse_mount_string(), which services.create(mounts=[…]) uses, calls every mode but `rw` read-only. The same
#   text given to containers.run(volumes=[…]) is handed to the engine as it stands and may be written to. A source that does
#   not begin with a slash, so also one with `./`, is the name of a volume.
# Seen: data:/data -> ReadOnly False, data:/data:z -> ReadOnly True, ./data:/data -> Type volume, Source ./data
# Why it hurts: `:z` is what Compose files carry on Fedora and Red Hat. Moved from a Compose file to a service by a script, the
#   database starts and cannot write. The library itself gives one string two meanings.
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet docker==7.2.0

seen=$("$dir/venv/bin/python" - <<'PY'
from docker.types import HostConfig, Mount

for text in "data:/data", "data:/data:rw", "data:/data:z", "data:/data:Z", "data:/data:nocopy", "./data:/data":
    mount = Mount.parse_mount_string(text)
    print(text, mount["Type"], mount["Source"], mount["ReadOnly"])
print(HostConfig(version="1.44", binds=["data:/data:z"])["Binds"])
PY
)
want="data:/data volume data False
data:/data:rw volume data False
data:/data:z volume data True
data:/data:Z volume data True
data:/data:nocopy volume data True
./data:/data volume ./data False
['data:/data:z']"
if [ "$seen" != "$want" ]; then
    printf 'changed: now\n%s\n' "$seen" >&2
    exit 1
fi
echo 'as described: z, Z and nocopy make a mount read-only'
