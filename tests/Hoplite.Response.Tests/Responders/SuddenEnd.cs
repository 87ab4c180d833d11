using Hoplite.Guard.Actions;
using Hoplite.Response.Broking;
using Hoplite.Response.Responders;
using Hoplite.Response.Tests.Broking;

namespace Hoplite.Response.Tests.Responders;

/// <summary>An action through the broker from its beginning to the end of its lease, with or without a sudden end of the program.</summary>
static class SuddenEnd
{
    /// <summary>Does it, looks, lets the lease end.</summary>
    public static async Task LeaseAsync(IResponder responder, ProposedAction action, Action whileActive)
    {
        using var site = new Site(_ => responder);
        var receipt = await site.DoAsync(action);
        Assert.True(receipt.Run?.State == ActionState.Active, receipt.Refusal ?? receipt.Run?.Note);
        whileActive();
        site.Time.Advance(action.Lease);
        await site.Broker.EndDueAsync();
        var run = site.Broker.Book.Find(receipt.Run!.Id)!;
        Assert.True(run.State == ActionState.Undone, run.Note);
    }

    /// <summary>Ends the program suddenly at a place of the action, begins again, lets the lease end; nothing is stuck then.</summary>
    public static async Task AtAsync(int place, IResponder responder, ProposedAction action)
    {
        var left = place;
        void Step(string what)
        {
            if (left-- == 0) throw new SuddenEndException();
        }

        Stumbling? stumbling = null;
        StumblingLedger? ledger = null;
        using var site = new Site(_ => stumbling = new Stumbling(responder), real => ledger = new StumblingLedger(real));
        (stumbling!.At, ledger!.At) = (Step, Step);
        try
        {
            var receipt = await site.DoAsync(action, "step-1");
            Assert.True(receipt.Run is not null, receipt.Refusal);
            await site.Broker.RevertAsync(receipt.Run.Id, "ann", isMistake: false);
        }
        catch (SuddenEndException)
        {
            // The program is gone.
        }

        (stumbling.At, ledger.At) = (null, null);
        await site.RestartAsync();
        site.Time.Advance(action.Lease);
        await site.Broker.EndDueAsync();
        Assert.Empty(site.Broker.Book.Live);
        Assert.All(site.Broker.Book.Newest(10), r => Assert.True(r.State is ActionState.Undone or ActionState.Failed, $"{r.State}: {r.Note}"));
    }
}
