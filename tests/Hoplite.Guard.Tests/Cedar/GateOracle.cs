namespace Hoplite.Guard.Tests.Cedar;

/// <summary>The rules of the gate a second time, read from their description and not from the policies.</summary>
static class GateOracle
{
    public static readonly string[] Narrow = ["blockAddress", "sinkholeDomain", "killProcess", "suspendProcess", "quarantineFile", "restartService"];
    public static readonly string[] Wide = ["isolateHost", "disableAccount", "quarantineMail", "runCommand"];
    public static readonly string[] Privileged = ["isolateServer", "disableAdmin", "applyPatch", "writeRule", "allowList", "changePolicy"];
    public static readonly string[] Lowering =
        ["closeAlert", "suppressAlert", "lowerSeverity", "mergeIncident", "deleteEvidence", "shortenRetention", "dropSensor", "allowList", "writeRule", "changePolicy"];

    public static readonly string[] All = [.. new[] { "read", "notify" }.Concat(Narrow).Concat(Wide).Concat(Privileged).Concat(Lowering).Distinct(StringComparer.Ordinal)];

    public static bool Allows(GateCell c)
    {
        if (c.Action is "read" or "notify") return c.Action == "read" || !c.FromModel;
        if (!c.Logged || c.Budget < 1 || c.Autonomy == 0) return false;
        if (c.Approvals > 0 && !c.DigestOk) return false;
        if (c.Approvals < 2 && (c.Wide || c.Protected)) return false;
        if (c.Protected && !c.BreakGlass) return false;

        if (Lowering.Contains(c.Action)) return c.Human && c.Approvals >= (Privileged.Contains(c.Action) ? 2 : 1);
        if (Privileged.Contains(c.Action)) return c.Approvals >= 2;
        return c.Approvals > 0 && c.Criticality < 4 && c.Ttl is > 0 and <= 86400 || ByItself(c);
    }

    static bool ByItself(GateCell c)
    {
        if (c.Action == "runCommand" || c.Human || c.FromModel || c.Autonomy < 2 || c.Integrity < 2 || c.Events < 3 || c.Ttl < 1 || c.Wide) return false;
        return Narrow.Contains(c.Action)
            ? (c.AtPoint || c.Sensors > 1) && c.Ttl <= 3600 && c.Criticality < 3 && !(c.Internal && c.Action == "blockAddress")
            : c.Sensors > 1 && c.Ttl <= 14400 && c.Criticality < 2;
    }
}
