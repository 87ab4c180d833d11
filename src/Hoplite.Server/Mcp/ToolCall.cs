using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;
using Hoplite.Server.Hosting;
using Hoplite.Server.Identity;
using Hoplite.Server.Identity.Doors;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;

namespace Hoplite.Server.Mcp;

/// <summary>One call of a tool: what it answers is bounded, and leaves only once the call is taken down in the audit trail and the ledger.</summary>
/// <param name="http">Who calls.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="platform">The platform.</param>
sealed class ToolCall(IHttpContextAccessor http, PlatformLedger ledger, Platform platform)
{
    const int LongestAnswer = 128 << 10;

    /// <summary>Refuses a caller whose token is not for it.</summary>
    /// <exception cref="McpException">It is not.</exception>
    public void Require(Scope scope)
    {
        if (http.HttpContext is not { } context || !context.User.HasScope(scope)) throw new McpException($"this token is not for {scope.Name()}");
    }

    /// <summary>Takes a call down and hands its answer out.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="asked">What was asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="incident">The incident it is about; null for none.</param>
    /// <exception cref="McpException">It is too long, or could not be taken down.</exception>
    public string Answer(string tool, string asked, JsonObject answer, Guid? incident = null)
    {
        var text = answer.ToJsonString();
        if (text.Length > LongestAnswer) throw new McpException("the answer is too long; ask for less");
        var context = http.HttpContext ?? throw new McpException("nobody calls");
        try
        {
            ledger.Append(new LedgerEntry(LedgerKind.Extraction, "mcp", incident, new JsonObject
            {
                ["answer"] = Digest(text), ["asked"] = Digest(asked), ["caller"] = context.Actor(), ["ceiling"] = platform.Options.Agents.Mcp.Ceiling.ToString(), ["tool"] = tool,
            }));
        }
        catch (IOException refused)
        {
            throw new McpException("the ledger cannot be written, so nothing is handed out", refused);
        }

        context.Audit("mcp." + tool, Digest(asked));
        return text;
    }

    static string Digest(string text) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
