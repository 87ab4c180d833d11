using Hoplite.Intelligence.Taxii.Client;
using Microsoft.Data.Sqlite;

namespace Hoplite.Intelligence.Feeds;

/// <summary>Polls a feed of any kind again and again: one poll at a time, and longer waits while the server has trouble.</summary>
/// <param name="every">How often.</param>
/// <param name="poll">Polls once; throws <see cref="FeedException"/> or <see cref="TaxiiClientException"/>.</param>
/// <param name="time">The clock.</param>
public sealed class FeedLoop(TimeSpan every, Func<CancellationToken, Task<FeedPoll>> poll, TimeProvider time) : IDisposable
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    readonly SemaphoreSlim _one = new(1);

    /// <summary>How many polls in a row have failed.</summary>
    public int Failures { get; private set; }

    /// <summary>What the last failure was; null after a success.</summary>
    public string? Trouble { get; private set; }

    /// <summary>When it last answered; null when it never did since the start.</summary>
    public DateTimeOffset? Checked { get; private set; }

    /// <summary>Polls until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan wait;
            try
            {
                wait = (await PollAsync(cancellation).ConfigureAwait(false)).IsComplete || every < Soon ? every : Soon;
            }
            catch (FeedException wrong)
            {
                wait = TaxiiFeed.Wait(Failures, wrong.RetryAfter);
            }

            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Polls once.</summary>
    /// <exception cref="FeedException">The server does not answer as it should; what came before is kept.</exception>
    public async Task<FeedPoll> PollAsync(CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var brought = await poll(cancellation).ConfigureAwait(false);
            (Failures, Trouble, Checked) = (0, null, time.GetUtcNow());
            return brought;
        }
        catch (FeedException wrong)
        {
            (Failures, Trouble) = (Failures + 1, wrong.Message);
            throw;
        }
        catch (Exception wrong) when (wrong is TaxiiClientException or SqliteException or IOException or InvalidOperationException)
        {
            // A disk that is full, say: it is told, and tried again like a server in trouble.
            (Failures, Trouble) = (Failures + 1, wrong.Message);
            throw new FeedException(wrong.Message, (wrong as TaxiiClientException)?.Status ?? 0, (wrong as TaxiiClientException)?.RetryAfter, wrong);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();
}
