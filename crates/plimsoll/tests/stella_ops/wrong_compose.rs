//! Every line of the corrected Compose file, made wrong.

use super::Line;

const ONE_BY_ONE: &str = "what it holds is taken one by one";
const A_NAME: &str = "a name, by which other lines know it";

pub(super) const LINES: &[Line] = &[
    ("services:", &[], ONE_BY_ONE),
    ("backend:", &[], A_NAME),
    (
        "image: registry.stella-ops.org/stella-ops/stella-ops@sha256:4f9c1d0e8b7a6c5d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d",
        &[
            ("image: registry.stella-ops.org/stella-ops/stella-ops:2.0", "missing-digest"),
            ("image: registry.stella-ops.org/stella-ops/stella-ops:latest", "missing-digest"),
            ("image: registry.stella-ops.org/stella-ops/stella-ops", "missing-digest"),
            (
                "image: registry.stella-ops.org/stella-ops/stella-ops:<PINNED_TAG_OR_DIGEST>",
                "placeholder-image",
            ),
        ],
        "",
    ),
    (
        "user: \"101:101\"",
        &[
            ("", "unspecified-user"),
            ("user: \"0:0\"", "root-user"),
            ("user: \"0:101\"", "root-user"),
            ("user: root", "root-user"),
        ],
        "",
    ),
    (
        "read_only: true",
        &[("", "writable-root-filesystem"), ("read_only: false", "writable-root-filesystem")],
        "",
    ),
    ("security_opt:", &[], ONE_BY_ONE),
    (
        "- \"no-new-privileges:true\"",
        &[("", "privilege-escalation"), ("- \"no-new-privileges:false\"", "privilege-escalation")],
        "",
    ),
    (
        "- \"seccomp:./seccomp-backend.json\"",
        &[
            ("", "stella-default-seccomp"),
            ("- \"seccomp:builtin\"", "stella-default-seccomp"),
            ("- \"seccomp:unconfined\"", "unconfined-seccomp"),
            ("- \"seccomp:./seccomp-backand.json\"", "missing-seccomp-profile"),
        ],
        "",
    ),
    (
        "cap_drop: [ALL]",
        &[
            ("", "kept-capabilities"),
            ("cap_drop: []", "kept-capabilities"),
            ("cap_drop: [NET_RAW]", "kept-capabilities"),
            ("&\ncap_add: [SYS_ADMIN]", "added-capability"),
            ("&\ncap_add: [CHOWN]", "extra-capability"),
        ],
        "",
    ),
    ("tmpfs:", &[], ONE_BY_ONE),
    (
        "- /tmp:size=64m,noexec,nosuid",
        &[
            ("", "stella-missing-tmp"),
            ("- /tmp:size=64m,exec,nosuid", "executable-tmpfs"),
            ("- /tmp:size=64m,noexec,suid", "stella-setuid-tmpfs"),
            ("- /tmp:noexec,nosuid", "stella-unbounded-tmpfs"),
            ("- /tmp:size=0,noexec,nosuid", "stella-unbounded-tmpfs"),
            ("- /tmp:size=64m,noexec,nosymlink", "unknown-mount-option"),
            ("- /var/cache:size=64m,noexec,nosuid", "stella-missing-tmp"),
        ],
        "",
    ),
    ("environment:", &[], ONE_BY_ONE),
    (
        "- ASPNETCORE_URLS=https://+:8080",
        &[
            ("", "stella-plaintext-listener"),
            ("- ASPNETCORE_URLS=http://+:8080", "stella-plaintext-listener"),
            ("- ASPNETCORE_URLS=https://+:8080;http://+:80", "stella-plaintext-listener"),
        ],
        "",
    ),
    (
        "- TLSPROVIDER=OpenSslGost",
        &[
            ("- TLSPROVIDER=Legacy", "stella-other-tls-provider"),
            ("&\n- Kestrel__EndpointDefaults__SslProtocols=Tls11,Tls12", "stella-old-tls-listener"),
            ("&\n- Authority__AccessTokenLifetime=1.00:00:00", "stella-lasting-token"),
            ("&\n- Security__DisablePluginUnsigned=true", "stella-unsigned-plugins"),
            (
                "&\n- Serilog__WriteTo__0__Args__formatter=Serilog.Formatting.Display.MessageTemplateTextFormatter",
                "stella-unstructured-log",
            ),
            ("&\n- FEEDSER_AUTHORITY__ENABLED=false", "stella-authority-off"),
            ("&\n- FEEDSER_AUTHORITY__ALLOWANONYMOUSFALLBACK=true", "stella-anonymous-fallback"),
            ("&\n- FEEDSER_AUTHORITY__CLIENTSECRET=${SECRET}", "stella-literal-client-secret"),
            (
                "&\n- FEEDSER_AUTHORITY__CLIENTSECRETFILE=/run/secrets/authority",
                "stella-dangling-client-secret",
            ),
            (
                "&\n- Serilog__MinimumLevel__Override__Feedser.Authorization.Audit=Fatal",
                "stella-silenced-audit",
            ),
            ("&\n- DB_PASSWORD=vUxa92kQ1pLz", "secret-in-environment"),
        ],
        "",
    ),
    ("depends_on: [redis]", &[("", "stella-unordered-start")], ""),
    (
        "networks: [core-net]",
        &[
            ("", "stella-default-network"),
            ("networks: [core-net, default]", "stella-default-network"),
            ("networks: [core-nat]", "undefined-reference"),
            ("network_mode: host", "host-network"),
            ("&\nlogging: {driver: none}", "disabled-logging"),
            ("&\nbuild: {context: ., args: {NPM_TOKEN: vUxa92kQ1pLz}}", "secret-in-build"),
        ],
        "",
    ),
    ("volumes:", &[], ONE_BY_ONE),
    (
        "- ./keys/jwt.pem:/keys/jwt.pem:ro",
        &[
            ("- ./keys/jwt.pem:/keys/jwt.pem", "stella-writable-keys"),
            ("- ./keys:/keys:ro", "stella-shadowed-signature-key"),
            ("&\n- ./keys/cosign.pub:/keys/cosign.pub:ro", "stella-shadowed-signature-key"),
            ("&\n- /var/run/docker.sock:/var/run/docker.sock", "runtime-socket-mount"),
        ],
        "",
    ),
    ("- ./plugins:/plugins:ro", &[("- ./plugins:/plugins", "stella-writable-plugins")], ""),
    (
        "healthcheck:",
        &[("", "missing-health-check"), ("healthcheck: {disable: true}", "disabled-health-check")],
        "",
    ),
    (
        "test: [\"CMD\", \"wget\", \"-qO-\", \"https://localhost:8080/health\"]",
        &[
            ("", "missing-health-check"),
            (
                "test: [\"CMD\", \"wget\", \"-qO-\", \"http://localhost:8080/health\"]",
                "stella-plaintext-health-check",
            ),
            ("test: [\"CMD\", \"true\"]", "stella-other-health-check"),
            ("test: [\"NONE\"]", "disabled-health-check"),
        ],
        "",
    ),
    INTERVAL,
    TIMEOUT,
    RETRIES,
    ("redis:", &[], A_NAME),
    (
        "image: redis:7.2-alpine@sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809",
        &[
            ("image: redis:7.2-alpine", "missing-digest"),
            ("image: redis:<TAG>", "placeholder-image"),
        ],
        "",
    ),
    (
        "command: [\"redis-server\", \"/run/secrets/redis.conf\", \"--rename-command\", \"FLUSHALL\", \"\"]",
        &[
            (
                "command: [\"redis-server\", \"--rename-command\", \"FLUSHALL\", \"\"]",
                "stella-redis-without-password",
            ),
            (
                "command: [\"redis-server\", \"--requirepass\", \"${REDIS_PASS}\", \"--rename-command\", \"FLUSHALL\", \"\"]",
                "secret-on-command-line",
            ),
            (
                "command: [\"redis-server\", \"--requirepass\", \"vUxa92kQ1pLz\", \"--rename-command\", \"FLUSHALL\", \"\"]",
                "secret-in-command",
            ),
            (
                "command: [\"redis-server\", \"/run/secrets/redis.conf\"]",
                "stella-redis-dangerous-commands",
            ),
            (
                "command: [\"redis-server\", \"/run/secrets/redis.conf\", \"FLUSHALL\", \"\"]",
                "stella-redis-dangerous-commands",
            ),
            (
                "command: [\"redis-server\", \"/run/secrets/redis.conf\", \"--rename-command\", \"\"]",
                "stella-redis-dangerous-commands",
            ),
            (
                "command: [\"redis-server\", \"/run/secrets/redis.conf\", \"--rename-command\", \"FLUSHALL\"]",
                "stella-redis-dangerous-commands",
            ),
        ],
        "",
    ),
    ("user: \"redis\"", &[("", "unspecified-user"), ("user: \"root\"", "root-user")], ""),
    (
        "read_only: true",
        &[("", "writable-root-filesystem"), ("read_only: false", "writable-root-filesystem")],
        "",
    ),
    ("security_opt:", &[("", "privilege-escalation")], ""),
    (
        "- \"no-new-privileges:true\"",
        &[
            ("", "privilege-escalation"),
            ("- \"no-new-privileges:false\"", "privilege-escalation"),
            ("&\n- \"seccomp:unconfined\"", "unconfined-seccomp"),
        ],
        "",
    ),
    (
        "cap_drop: [ALL]",
        &[
            ("", "kept-capabilities"),
            ("cap_drop: [NET_RAW]", "kept-capabilities"),
            ("&\ncap_add: [NET_ADMIN]", "added-capability"),
        ],
        "",
    ),
    ("tmpfs:", &[("", "stella-missing-data")], ""),
    (
        "- /data:size=256m,noexec,nosuid",
        &[
            ("", "stella-missing-data"),
            ("- /data", "stella-unbounded-tmpfs"),
            ("- /data:size=256m,exec", "executable-tmpfs"),
            ("- /data:size=256m,suid", "stella-setuid-tmpfs"),
        ],
        "",
    ),
    (
        "networks: [core-net]",
        &[
            ("", "stella-default-network"),
            ("&\nports: [\"6379:6379\"]", "datastore-port-published"),
            ("&\nports: [\"0.0.0.0:16379:6379\"]", "datastore-port-published"),
        ],
        "",
    ),
    ("secrets: [redis.conf]", &[("secrets: [redis.cfg]", "undefined-reference")], ""),
    (
        "healthcheck:",
        &[("", "missing-health-check"), ("healthcheck: {disable: true}", "disabled-health-check")],
        "",
    ),
    (
        "test: [\"CMD-SHELL\", \"redis-cli --no-auth-warning ping\"]",
        &[("", "missing-health-check"), ("test: [NONE]", "disabled-health-check")],
        "",
    ),
    INTERVAL,
    TIMEOUT,
    RETRIES,
    ("networks:", &[], ONE_BY_ONE),
    ("core-net:", &[("redis-net: {}\n&", "stella-several-networks")], ""),
    (
        "driver: bridge",
        &[
            ("driver: macvlan", "stella-several-networks"),
            ("driver: overlay", "stella-several-networks"),
        ],
        "",
    ),
    ("secrets:", &[], ONE_BY_ONE),
    ("redis.conf:", &[], A_NAME),
    ("file: ./secrets/redis.conf", &[], "where the file lies is for the host to decide"),
    ("x-rotated: 2027-01-01", &[("x-rotated: 2026-10-01", "stella-overdue-rotation")], ""),
];

const INTERVAL: Line = (
    "interval: 30s",
    &[("", "stella-incomplete-health-check"), ("interval: 10m", "stella-slow-health-check")],
    "",
);
const TIMEOUT: Line = (
    "timeout: 5s",
    &[("", "stella-incomplete-health-check"), ("timeout: 1m", "stella-slow-health-check")],
    "",
);
const RETRIES: Line = (
    "retries: 5",
    &[("", "stella-incomplete-health-check"), ("retries: 50", "stella-slow-health-check")],
    "",
);
