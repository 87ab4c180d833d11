using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Approvals;

namespace Hoplite.Cli.Responding;

/// <summary>A question of a server, put together again from the action itself: what is shown is what is signed, whatever the server says.</summary>
static class ShownQuestion
{
    /// <summary>Reads it.</summary>
    /// <param name="detail">What the server gave.</param>
    /// <exception cref="UsageException">The server shows one thing and wants another signed.</exception>
    public static (ProposedAction Action, ApprovalRequest Request) Read(JsonNode detail)
    {
        try
        {
            var (row, asked) = (detail["row"]!, detail["request"]!);
            var kind = Array.Find(Enum.GetValues<ActionKind>(), k => ActionTraits.Of(k).Name == (string?)row["action"]);
            var action = ProposedAction.Of(
                kind, ActionReader.Target((string)row["targetKind"]!, (string)row["target"]!), TimeSpan.FromSeconds((long)row["leaseSeconds"]!), Guid.Parse((string)row["incident"]!), (string)row["playbook"]!);
            var request = new ApprovalRequest(
                Guid.Parse((string)asked["id"]!), action.Digest, action.Incident, (string)asked["nonce"]!, DateTimeOffset.Parse((string)asked["expires"]!, CultureInfo.InvariantCulture), ApprovalText.Of(action));
            if (request.Digest == (string?)asked["digest"] && request.Text == (string?)asked["text"] && Convert.ToBase64String(request.Statement()) == (string?)asked["statement"]) return (action, request);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException or InvalidOperationException or NullReferenceException)
        {
            // As good as one that lies.
        }

        throw new UsageException("the server shows one action and wants another signed; do not approve, and look at the server");
    }
}
