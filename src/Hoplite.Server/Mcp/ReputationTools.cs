using System.ComponentModel;
using System.Text.Json.Nodes;
using Hoplite.Guard.Labels;
using Hoplite.Incidents.Reports;
using Hoplite.Intelligence.Trusting;
using Hoplite.Server.Api.Intelligence;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Intelligence;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Hoplite.Server.Mcp;

/// <summary>What threat intelligence says of a thing, as far as its markings let that leave. Nobody outside is asked.</summary>
[McpServerToolType]
sealed class ReputationTools(Platform platform, IntelligenceRoom room, ToolCall call)
{
    const int MostSaid = 20;

    [McpServerTool(Name = "reputation", ReadOnly = true, Destructive = false, OpenWorld = false), Description("What threat intelligence says of an address, network, domain, URL, hash or mail address. What is marked above the ceiling, TLP:RED always, is left out as if nobody had said it. Nobody outside is asked.")]
    public string Reputation([Description("It; hxxp and [.] are understood")] string value)
    {
        call.Require(Scope.ReadEvents);
        var ceiling = platform.Options.Agents.Mcp.Ceiling;
        var (named, most) = (Read(value), ceiling < Confidentiality.Secret ? ceiling : Confidentiality.Sensitive);
        var (known, said) = (room.Reputations.Of(named, most), room.Reputations.Said(named, most));
        return call.Answer("reputation", value, new JsonObject
        {
            ["kind"] = named.Kind.ToString().ToLowerInvariant(), ["standing"] = known.Standing.ToString().ToLowerInvariant(), ["sources"] = known.Sources,
            ["said"] = new JsonArray([.. said.OrderByDescending(s => s.Claim.At).Take(MostSaid).Select(s => (JsonNode)Row(s.Claim, named))]),
        });
    }

    // Sources name themselves, and choose what they name.
    JsonObject Row(Claim claim, Named asked) => new()
    {
        ["bad"] = claim.IsBad, ["ownWord"] = claim.Peer == TrustBook.Self, ["at"] = claim.At.UtcDateTime, ["object"] = claim.Source.Contains("--", StringComparison.Ordinal) ? SafeText.OneLine(claim.Source, 100) : null,
        ["reliable"] = claim.Peer == TrustBook.Self ? 1 : Math.Round(room.Trust.Reliable(claim.Peer, claim.Named.Kind), 3),
        ["untrusted"] = new JsonObject { ["source"] = claim.Peer.StartsWith("person:", StringComparison.Ordinal) ? "a person of this house" : SafeText.OneLine(IntelligenceRows.NameOf(room, claim.Peer), 100), ["about"] = claim.Named == asked ? null : SafeText.OneLine(claim.Named.Value, 300) },
    };

    static Named Read(string value)
    {
        try
        {
            return IndicatorText.Read(value);
        }
        catch (ArgumentException wrong)
        {
            throw new McpException(SafeText.OneLine(wrong.Message, 300), wrong);
        }
    }
}
