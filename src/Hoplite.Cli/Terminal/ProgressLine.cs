using System.Globalization;

namespace Hoplite.Cli.Terminal;

/// <summary>One line on the error stream that says how far something is; only for a person.</summary>
/// <param name="what">What is counted.</param>
/// <param name="total">How many there are.</param>
sealed class ProgressLine(string what, int total) : IProgress<int>, IDisposable
{
    readonly Lock _gate = new();
    bool _isShown;

    /// <inheritdoc />
    public void Report(int value)
    {
        if (Console.IsErrorRedirected) return;
        lock (_gate)
        {
            _isShown = true;
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{value:N0} of {total:N0} {what}"));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        lock (_gate)
            if (_isShown) Console.Error.Write("\r\u001b[K");
    }
}
