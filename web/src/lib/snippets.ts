/** Ready-made configuration for what people already have. The token is filled in once, when it is made. */
export interface Snippet { id: string; label: string; file: string; text: string }

interface Place { origin: string; host: string; token: string; syslogPort: string }

export function snippets({ origin, host, token, syslogPort }: Place): Snippet[] {
  // Beats take 9200 when no port is written, so it always is.
  const full = `${new URL(origin).protocol}//${new URL(origin).hostname}:${portOf(origin)}`;
  return [
    { id: 'winlogbeat', label: 'Winlogbeat', file: 'winlogbeat.yml', text: `winlogbeat.event_logs:
  - name: Security
  - name: System
  - name: Microsoft-Windows-Sysmon/Operational
  - name: Microsoft-Windows-PowerShell/Operational

setup.ilm.enabled: false
setup.template.enabled: false

output.elasticsearch:
  hosts: ["${full}"]
  path: /elastic
  allow_older_versions: true
  headers:
    Authorization: "Bearer ${token}"` },
    { id: 'filebeat', label: 'Filebeat', file: 'filebeat.yml', text: `filebeat.inputs:
  - type: filestream
    id: logs
    paths: [/var/log/auth.log, /var/log/syslog, /var/log/audit/audit.log]

setup.ilm.enabled: false
setup.template.enabled: false

output.elasticsearch:
  hosts: ["${full}"]
  path: /elastic
  allow_older_versions: true
  headers:
    Authorization: "Bearer ${token}"` },
    { id: 'vector', label: 'Vector', file: 'vector.yaml', text: `sources:
  logs:
    type: journald

sinks:
  hoplite:
    type: http
    inputs: [logs]
    uri: ${origin}/ingest
    encoding: { codec: json }
    framing: { method: newline_delimited }
    compression: gzip
    auth: { strategy: bearer, token: "${token}" }` },
    { id: 'fluent-bit', label: 'Fluent Bit', file: 'fluent-bit.conf', text: `[INPUT]
    Name   systemd
    Tag    host.*

[OUTPUT]
    Name    http
    Match   *
    Host    ${host}
    Port    ${portOf(origin)}
    URI     /ingest
    Format  json_lines
    Tls     ${origin.startsWith('https') ? 'On' : 'Off'}
    Header  Authorization Bearer ${token}` },
    { id: 'rsyslog', label: 'rsyslog', file: '/etc/rsyslog.d/90-hoplite.conf', text: `# Sends everything over TCP, with a queue on disk for when Hoplite cannot be reached.
action(type="omfwd" target="${host}" port="${syslogPort}" protocol="tcp"
       queue.type="LinkedList" queue.filename="hoplite" queue.saveOnShutdown="on"
       action.resumeRetryCount="-1" template="RSYSLOG_SyslogProtocol23Format")` },
    { id: 'splunk', label: 'Splunk HEC', file: 'any program that speaks HEC', text: `curl ${origin}/services/collector/event \\
  -H "Authorization: Splunk ${token}" \\
  -d '{"sourcetype": "test", "event": "hello from HEC"}'` },
    { id: 'otel', label: 'OpenTelemetry', file: 'otel-collector.yaml', text: `exporters:
  otlphttp/hoplite:
    logs_endpoint: ${origin}/v1/logs
    headers:
      Authorization: "Bearer ${token}"

service:
  pipelines:
    logs:
      receivers: [filelog]
      exporters: [otlphttp/hoplite]` },
    { id: 'curl', label: 'Anything else', file: 'one JSON object a line', text: `curl ${origin}/ingest \\
  -H "Authorization: Bearer ${token}" \\
  --data-binary @events.jsonl` },
  ];
}

function portOf(origin: string): string {
  const url = new URL(origin);
  return url.port || (url.protocol === 'https:' ? '443' : '80');
}
