using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Transparency;
using Hoplite.Response.Responders;

namespace Hoplite.Response.Tests.Broking;

/// <summary>A real responder around which something goes wrong at a chosen place.</summary>
sealed class Stumbling(IResponder real) : IResponder
{
    public Action<string>? At { get; set; }

    public ResponderTraits Traits => real.Traits;

    public string? Refuse(ProposedAction action) => real.Refuse(action);

    public IReadOnlyList<string> Rehearse(ProposedAction action) => real.Rehearse(action);

    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation)
    {
        At?.Invoke("observe");
        return real.ObserveAsync(action, cancellation);
    }

    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        At?.Invoke("before act");
        await real.ActAsync(call, cancellation);
        At?.Invoke("after act");
    }

    public async ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation)
    {
        At?.Invoke("verify");
        return await real.VerifyAsync(call, cancellation);
    }

    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        At?.Invoke("before undo");
        await real.UndoAsync(call, cancellation);
        At?.Invoke("after undo");
    }
}

/// <summary>A ledger around which something goes wrong before or after a leaf is written.</summary>
sealed class StumblingLedger(ILedger real) : ILedger
{
    public Action<string>? At { get; set; }

    public List<LedgerKind> Kinds { get; } = [];

    public IReadOnlyList<LedgerReceipt> Append(params IReadOnlyList<LedgerEntry> entries)
    {
        At?.Invoke("before leaf");
        var receipts = real.Append(entries);
        Kinds.AddRange(entries.Select(e => e.Kind));
        At?.Invoke("after leaf");
        return receipts;
    }
}

/// <summary>The sudden end of the program: nothing catches it.</summary>
sealed class SuddenEndException : Exception;
