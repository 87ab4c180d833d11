using System.Text;

namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>A collection of another server that is polled again and again.</summary>
/// <param name="Name">Its name here; the cursor is kept under it.</param>
/// <param name="Root">The root.</param>
/// <param name="Collection">The id of the collection.</param>
/// <param name="Every">How often it is polled.</param>
public sealed record FeedPlan(string Name, Uri Root, string Collection, TimeSpan Every);

/// <summary>What a poll brought.</summary>
/// <param name="New">Objects that had not been seen.</param>
/// <param name="Pages">Pages that were read.</param>
/// <param name="IsComplete">Whether there was no more; false when a cap was reached or the server turned in a circle.</param>
/// <param name="Refused">Objects that have not the form of one.</param>
public readonly record struct PollResult(int New, int Pages, bool IsComplete, int Refused);

/// <summary>Polls a collection: follows <c>next</c>, else what was added after the last; keeps where it is with every page; waits longer when the server has trouble.</summary>
public sealed class TaxiiFeed(FeedPlan plan, TaxiiClient client, FeedCursor cursor, TaxiiClientOptions options, Action<IReadOnlyList<TaxiiObject>> take, TimeProvider? time = null)
{
    static readonly TimeSpan LeastWait = TimeSpan.FromSeconds(30);
    static readonly TimeSpan MostWait = TimeSpan.FromHours(6);

    readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>How many polls in a row have failed.</summary>
    public int Failures { get; private set; }

    /// <summary>What the last failure was; null after a success.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Polls until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var wait = plan.Every;
            try
            {
                if (!(await PollAsync(cancellation).ConfigureAwait(false)).IsComplete) wait = LeastWait;
                (Failures, Trouble) = (0, null);
            }
            catch (TaxiiClientException wrong)
            {
                Trouble = wrong.Message;
                wait = Wait(++Failures, wrong.RetryAfter);
            }

            await Task.Delay(wait, _time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Polls once.</summary>
    /// <exception cref="TaxiiClientException">The server does not answer as it should; what came before is kept.</exception>
    public async Task<PollResult> PollAsync(CancellationToken cancellation = default)
    {
        var (added, pages, refused, bytes) = (0, 0, 0, 0L);
        var after = cursor.AddedAfter(plan.Name);
        string? next = null;
        var asked = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            // Asking the same again brings the same again: a server that includes the last one, or repeats a token, is left here.
            if (pages >= options.MaxPages || bytes >= options.MaxPollBytes || !asked.Add($"{after} {next}")) return new PollResult(added, pages, false, refused);
            var page = await client.ObjectsAsync(plan.Root, plan.Collection, after, next, cancellation).ConfigureAwait(false);
            pages++;
            bytes += page.Bytes;
            var envelope = Envelope(page.Objects);
            refused += envelope.Failures.Count;
            added += cursor.Take(plan.Name, envelope.Objects, page.Last, take);
            if (page.Objects.Count == 0 || !page.More) return new PollResult(added, pages, true, refused);

            // The filters stay as they were while a token is followed.
            next = page.Next;
            if (next is null) after = page.Last ?? throw new TaxiiClientException("the server has more, but says neither where nor when");
        }
    }

    /// <summary>How long to wait after failures: twice as long each time, or what the server asks for when that is longer.</summary>
    internal static TimeSpan Wait(int failures, TimeSpan? asked)
    {
        var own = TimeSpan.FromSeconds(Math.Min(LeastWait.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 20)), MostWait.TotalSeconds));
        return asked is { } wish && wish > own ? wish < MostWait ? wish : MostWait : own;
    }

    static TaxiiEnvelope Envelope(IReadOnlyList<ReadOnlyMemory<byte>> objects)
    {
        var whole = new StringBuilder("{\"objects\":[");
        for (var i = 0; i < objects.Count; i++) whole.Append(i == 0 ? "" : ",").Append(Encoding.UTF8.GetString(objects[i].Span));
        return EnvelopeReader.Read(Encoding.UTF8.GetBytes(whole.Append("]}").ToString()));
    }
}
