using System.Text.Json.Nodes;
using Hoplite.Guard.Gating;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Broking;

public sealed partial class Broker
{
    /// <summary>Gives a command of a playbook that a capability allows. What came of it the journal of the playbook keeps; this writes it down before and after.</summary>
    internal async ValueTask<CommandResult> GiveAsync(Capability capability, string key, ICommandRunner runner, CommandCall call, CancellationToken cancellation)
    {
        if (book.Stopped is { } stopped) return new CommandResult.Failed($"{stopped.Who} stopped all actions");
        if (!capability.TryUse(capability.Action, time.GetUtcNow())) return new CommandResult.Failed("the right to do this has been used or is over");
        if (!Written(LedgerKind.Intent, "about to run")) return new CommandResult.Failed("the ledger could not be written, so nothing was done");
        var result = await runner.RunAsync(call, cancellation).ConfigureAwait(false);
        Written(LedgerKind.Action, result.GetType().Name.ToLowerInvariant());
        return result;

        bool Written(LedgerKind kind, string what)
        {
            try
            {
                ledger.Append(new LedgerEntry(kind, "broker", capability.Action.Incident, new JsonObject
                {
                    ["action"] = capability.Action.Digest, ["command"] = runner.Kind.ToString(), ["decision"] = capability.Decision.Id.ToString(), ["key"] = key, ["step"] = call.StepId, ["what"] = what,
                }));
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }
    }
}
