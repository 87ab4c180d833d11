using Hoplite.Guard.Cedar;

namespace Hoplite.Guard.Tests.Cedar;

/// <summary>Everything that the gate is told about one action.</summary>
sealed record GateCell(string Action)
{
    public bool Human { get; init; }
    public long Criticality { get; init; } = 1;
    public bool Protected { get; init; }
    public bool Internal { get; init; }
    public bool Wide { get; init; }
    public long Integrity { get; init; } = 2;
    public long Events { get; init; } = 3;
    public long Sensors { get; init; } = 2;
    public bool AtPoint { get; init; }
    public long Ttl { get; init; } = 3600;
    public long Budget { get; init; } = 1;
    public long Approvals { get; init; }
    public bool DigestOk { get; init; } = true;
    public long Autonomy { get; init; } = 2;
    public bool Logged { get; init; } = true;
    public bool BreakGlass { get; init; }
    public bool FromModel { get; init; }

    public CedarRequest ToRequest() => CedarRequest.About(
        new CedarEntity(new CedarUid(Human ? "Human" : "Agent", "p"), new Dictionary<string, CedarValue> { ["role"] = "any" }),
        Action,
        new CedarEntity(new CedarUid("Target", "t"), new Dictionary<string, CedarValue>
        {
            ["kind"] = "host", ["criticality"] = Criticality, ["protected"] = Protected, ["internal"] = Internal, ["wide"] = Wide,
        }),
        new Dictionary<string, CedarValue>
        {
            ["minIntegrity"] = Integrity, ["endorsedEvents"] = Events, ["endorsedSensors"] = Sensors, ["atEnforcementPoint"] = AtPoint,
            ["ttlSeconds"] = Ttl, ["budgetLeft"] = Budget, ["approvals"] = Approvals, ["approvalDigestOk"] = DigestOk, ["autonomy"] = Autonomy,
            ["logCommitted"] = Logged, ["breakGlass"] = BreakGlass, ["fromModel"] = FromModel,
        });
}
