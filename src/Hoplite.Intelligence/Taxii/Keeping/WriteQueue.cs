using System.Threading.Channels;

namespace Hoplite.Intelligence.Taxii;

/// <summary>Requests that come at the same time are written together, and so wait for the disk once.</summary>
/// <typeparam name="TWork">What is written.</typeparam>
sealed class WriteQueue<TWork> : IAsyncDisposable
{
    const int MostTogether = 64;

    readonly Channel<(TWork Work, TaskCompletionSource Done)> _queue = Channel.CreateBounded<(TWork, TaskCompletionSource)>(new BoundedChannelOptions(1_024) { SingleReader = true });
    readonly Action<IReadOnlyList<TWork>> _write;
    readonly Task _writing;

    /// <summary>Begins.</summary>
    /// <param name="write">Writes them, all or none; throws <see cref="IOException"/> when it cannot.</param>
    public WriteQueue(Action<IReadOnlyList<TWork>> write)
    {
        _write = write;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Has something written.</summary>
    /// <param name="work">What.</param>
    /// <param name="cancellation">Stops waiting; what was begun is done.</param>
    /// <exception cref="IOException">It could not be written, nor anything of it.</exception>
    public async Task DoAsync(TWork work, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((work, done), cancellation).ConfigureAwait(false);
        await done.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
    }

    async Task WriteAsync()
    {
        var together = new List<(TWork Work, TaskCompletionSource Done)>(MostTogether);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            together.Clear();
            while (together.Count < MostTogether && _queue.Reader.TryRead(out var one)) together.Add(one);
            try
            {
                _write([.. together.Select(t => t.Work)]);
                foreach (var (_, done) in together) done.TrySetResult();
            }
            catch (Exception wrong) when (wrong is IOException or InvalidOperationException or System.Text.Json.JsonException)
            {
                foreach (var (_, done) in together) done.TrySetException(new IOException("the store could not write: " + wrong.Message, wrong));
            }
        }
    }
}
