using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Agents.Hunting;
using Hoplite.Agents.Working;
using Hoplite.Detection.Rules;
using Hoplite.Detection.Sigma;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Labels;
using Hoplite.Incidents.Reports;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Intelligence;
using Hoplite.Store.Cases;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Hoplite.Server.Mcp;

/// <summary>The tools: each only reads, within bounds.</summary>
[McpServerToolType]
sealed class EvidenceTools(Platform platform, AgentRoom agents, HuntRoom room, IntelligenceRoom intelligence, ToolCall call)
{
    const int MostItems = 50;
    const int MostRows = 100;

    static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly Ceiling _ceiling = new(platform.Options.Agents.Mcp.Ceiling, Key);

    [McpServerTool(Name = "list_incidents", ReadOnly = true, Destructive = false, OpenWorld = false), Description("The queue of incidents, the most serious first.")]
    public string ListIncidents([Description("new, claimed, closed, open or all")] string state = "open", [Description("At most 50")] int limit = 20)
    {
        var (items, total) = platform.Incidents.List(new IncidentFilter { State = state is "" or "all" ? null : state, Limit = Math.Clamp(limit, 1, MostItems) });
        return call.Answer("list_incidents", $"{state} {limit}", new JsonObject { ["total"] = total, ["incidents"] = new JsonArray([.. items.Select(i => (JsonNode)Row(i))]) });
    }

    [McpServerTool(Name = "incident", ReadOnly = true, Destructive = false, OpenWorld = false), Description("An incident, and what came of looking into it.")]
    public string Incident([Description("Its id")] string id)
    {
        var incident = Find(id);
        var (row, isTold) = (Row(incident), IsTold(incident));
        if (agents.Investigations.Newest(incident.Id) is { } run && agents.Investigations.Report(run.Id) is { } kept)
        {
            var report = InvestigationJson.Read(kept);
            row["investigation"] = new JsonObject
            {
                ["verdict"] = report.Verdict, ["confidence"] = report.Confidence, ["source"] = report.Source,
                ["stages"] = new JsonArray([.. report.Chain.Select(s => (JsonNode)s.Tactic)]),
                ["proposals"] = new JsonArray([.. report.Proposals.Take(12).Select(p => (JsonNode)new JsonObject { ["action"] = p.Action, ["outcome"] = p.Outcome, ["events"] = p.Endorsement.Events, ["sensors"] = p.Endorsement.Sensors })]),
            };
            row["untrusted"]!["scope"] = new JsonArray([.. report.Scope.Take(MostItems).Select(m => (JsonNode)new JsonObject { ["kind"] = m.Kind, ["value"] = _ceiling.Name(m.Value, Secrecy(m)), ["findings"] = m.Findings, ["integrity"] = m.Label.Integrity })]);
            row["untrusted"]!["reasons"] = new JsonArray([.. report.Reasons.Where(r => isTold && _ceiling.Allows(Secrecy(r.Label))).Select(r => (JsonNode?)_ceiling.Prose(r.Text)).OfType<JsonNode>()]);
        }

        return call.Answer("incident", id, row, incident.Id);
    }

    [McpServerTool(Name = "timeline", ReadOnly = true, Destructive = false, OpenWorld = false), Description("The findings of an incident in order of time, with their events.")]
    public string Timeline([Description("The id of the incident")] string id, [Description("At most 50")] int limit = 20)
    {
        var incident = Find(id);
        var findings = platform.Findings.Of(incident.Id).Where(f => MayLeave(f.Rule.Id)).ToArray();
        return call.Answer("timeline", $"{id} {limit}", new JsonObject
        {
            ["total"] = findings.Length,
            ["findings"] = new JsonArray([.. findings.Take(Math.Clamp(limit, 1, MostItems)).Select(f => (JsonNode)new JsonObject
            {
                ["time"] = f.Time?.UtcDateTime, ["rule"] = SafeText.OneLine(f.Rule.Title, 200), ["level"] = f.Rule.Level.ToString().ToLowerInvariant(), ["event"] = EventId.Of(f.Event), ["untrusted"] = _ceiling.Fields(f.Event),
            })]),
        }, incident.Id);
    }

    [McpServerTool(Name = "entity", ReadOnly = true, Destructive = false, OpenWorld = false), Description("How often an address, machine, account or domain was seen in the last 30 days.")]
    public string Entity([Description("address, host, account or domain")] string kind, [Description("It")] string value)
    {
        call.Require(Scope.ReadEvents);
        var target = value.Length > 300 ? null : kind switch { "address" => TargetForm.Address(value), "host" => TargetForm.Host(value), "account" => TargetForm.Account(value), "domain" => TargetForm.Domain(value), _ => null };
        if (target is null) throw new McpException("that is no address, host, account or domain");
        var now = platform.Time.GetUtcNow();
        var seen = new StoreEvidence(room.Run, platform.Incidents).About(target, now.AddDays(-30), now, CancellationToken.None);
        return call.Answer("entity", $"{kind} {value}", new JsonObject { ["known"] = seen is not null, ["events"] = seen?.Events, ["machines"] = seen?.Machines, ["first"] = seen?.First?.UtcDateTime });
    }

    [McpServerTool(Name = "search", ReadOnly = true, Destructive = false, OpenWorld = false), Description("A KQL query over the events. Rows are handed out only where the ceiling is 'sensitive', since a query can rename any field; below it, how many there are.")]
    public string Search([Description("KQL")] string query, [Description("At most 100")] int limit = 50, CancellationToken cancellation = default)
    {
        call.Require(Scope.ReadEvents);
        try
        {
            var found = room.Run(query, new HuntOptions { MaxRows = Math.Clamp(limit, 1, MostRows), Timeout = Patience, MemoryLimit = 8 << 20 }, cancellation);
            var answer = new JsonObject { ["rows"] = found.Rows.Count, ["truncated"] = found.Truncated, ["elapsedMs"] = found.Elapsed.TotalMilliseconds };
            if (_ceiling.Allows(Confidentiality.Sensitive)) answer["untrusted"] = new JsonObject { ["columns"] = new JsonArray([.. found.Columns.Select(c => (JsonNode)SafeText.OneLine(c.Name, 100))]), ["rows"] = new JsonArray([.. found.Rows.Select(r => (JsonNode)new JsonArray([.. r.Select(v => (JsonNode)SafeText.OneLine(HuntText.Of(v), 300))]))]) };
            else answer["withheld"] = "the content is above the ceiling of this door (agents.mcp.ceiling)";
            return call.Answer("search", query, answer);
        }
        catch (Exception wrong) when (wrong is KqlException or TimeoutException or HuntRoomFullException)
        {
            throw new McpException(SafeText.OneLine(wrong.Message, 500), wrong);
        }
    }

    [McpServerTool(Name = "rule_test", ReadOnly = true, Destructive = false, OpenWorld = false), Description("Whether a Sigma rule can be used here, and if not, why. Nothing is kept.")]
    public string RuleTest([Description("The rule, YAML, at most 64 KB")] string rule)
    {
        call.Require(Scope.ReadRules);
        if (rule.Length > 64 << 10) throw new McpException("a rule has at most 64 KB");
        var read = RuleReader.Load([new RuleFile("rule.yml", Encoding.UTF8.GetBytes(rule))], RuleOptions.Default);
        return call.Answer("rule_test", rule, new JsonObject
        {
            ["usable"] = read.Rules.Length + read.Correlations.Length > 0 && read.Rejections.Length == 0,
            ["problems"] = new JsonArray([.. read.Rejections.Take(10).Select(r => (JsonNode)SafeText.OneLine(r.Reason, 300))]),
        });
    }

    // A finding of threat intelligence says what that says: it leaves where its markings let it.
    bool MayLeave(string rule) => !rule.StartsWith("indicator--", StringComparison.Ordinal) || (intelligence.WatchedBy(rule) is { } named && _ceiling.Allows(intelligence.Reputations.SecrecyOf(named)));

    IncidentState Find(string id) => Guid.TryParse(id, out var known) && platform.Incidents.Find(known) is { } incident ? incident : throw new McpException("there is no such incident");

    // Names and titles come out of events: they are data of others, apart from what the platform says itself.
    JsonObject Row(IncidentState i) => new()
    {
        ["id"] = i.Id, ["number"] = i.Number, ["severity"] = LevelNames.Of(i.Severity), ["confidence"] = i.Confidence, ["state"] = i.State, ["verdict"] = i.Verdict, ["findings"] = i.Findings,
        ["first"] = i.First?.UtcDateTime, ["last"] = i.Last?.UtcDateTime, ["tactics"] = new JsonArray([.. i.Tactics.Select(t => (JsonNode)t)]),
        ["untrusted"] = new JsonObject
        {
            ["title"] = IsTold(i) ? _ceiling.Prose(i.Title) : null, ["why"] = IsTold(i) ? _ceiling.Prose(i.Why) : null, ["hosts"] = new JsonArray([.. i.Hosts.Select(h => (JsonNode)_ceiling.Name(h, Confidentiality.Internal))]),
            ["users"] = new JsonArray([.. i.Users.Select(u => (JsonNode)_ceiling.Name(u, Confidentiality.Sensitive))]),
        },
    };

    // Words about an incident may quote any of its findings.
    bool IsTold(IncidentState i) => _ceiling.Allows(Confidentiality.Sensitive) && platform.Findings.Of(i.Id).All(f => MayLeave(f.Rule.Id));

    // An account is data about a person, whatever field it stood in.
    static Confidentiality Secrecy(ReportMember m) => m.Kind == "account" ? Confidentiality.Sensitive : Secrecy(m.Label);

    static Confidentiality Secrecy(ReportLabel label) => Enum.TryParse<Confidentiality>(label.Confidentiality, ignoreCase: true, out var secrecy) ? secrecy : Confidentiality.Sensitive;
}
