using Hoplite.Guard.Cedar;

namespace Hoplite.Bench.Gate;

/// <summary>What the gate is asked most: may an agent block this address?</summary>
static class GateQuestion
{
    public static CedarRequest Block { get; } = CedarRequest.About(
        new CedarEntity(new CedarUid("Agent", "containment"), new Dictionary<string, CedarValue>(StringComparer.Ordinal) { ["role"] = "containment" }),
        "blockAddress",
        new CedarEntity(new CedarUid("Target", "203.0.113.9"), new Dictionary<string, CedarValue>(StringComparer.Ordinal)
        {
            ["kind"] = "address", ["criticality"] = 0, ["protected"] = false, ["internal"] = false, ["wide"] = false,
        }),
        new Dictionary<string, CedarValue>(StringComparer.Ordinal)
        {
            ["minIntegrity"] = 3, ["endorsedEvents"] = 12, ["endorsedSensors"] = 2, ["atEnforcementPoint"] = false, ["ttlSeconds"] = 3600, ["budgetLeft"] = 7,
            ["approvals"] = 0, ["approvalDigestOk"] = false, ["autonomy"] = 2, ["logCommitted"] = true, ["breakGlass"] = false, ["fromModel"] = false,
        });
}
