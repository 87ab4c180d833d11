using Hoplite.Detection;
using Hoplite.Telemetry;

namespace Hoplite.Agents.Investigating;

/// <summary>Reads off logons whether guessing succeeded.</summary>
static class LogonSequence
{
    /// <summary>Whether a logon succeeded from an address after others from it had failed.</summary>
    public static bool SuccessAfterFailures(IReadOnlyList<Finding> findings)
    {
        var failed = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var record in findings.SelectMany(f => f.Events).Where(e => e.Time is not null).OrderBy(e => e.Time))
        {
            if ((record["IpAddress"] ?? record["src_ip"]) is not { Length: > 1 } address) continue;
            if (Failed(record)) failed.TryAdd(address, record.Time!.Value);
            else if (Succeeded(record) && failed.ContainsKey(address)) return true;
        }

        return false;
    }

    static bool Failed(EventRecord record) => record["EventID"] is "4625" or "4771" || record["action"] is "failed" or "invalid_user";

    static bool Succeeded(EventRecord record) => (record["EventID"] == "4624" && record["LogonType"] is not ("0" or "5")) || record["action"] == "accepted";
}
