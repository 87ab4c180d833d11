using System.Text.Json;

namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>What another server says about itself.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Default">The root that is meant when nothing is said.</param>
/// <param name="Roots">All roots.</param>
public sealed record TaxiiDiscovery(string Title, Uri? Default, IReadOnlyList<Uri> Roots);

/// <summary>A collection of another server.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="CanRead">Whether we may read it.</param>
/// <param name="CanWrite">Whether we may write to it.</param>
public sealed record RemoteCollection(string Id, string Title, bool CanRead, bool CanWrite);

/// <summary>A page of another server.</summary>
/// <param name="Objects">The objects, each as it came.</param>
/// <param name="More">Whether there are more.</param>
/// <param name="Next">The token for them; null when the server has none.</param>
/// <param name="Last">When the last one was added there; null when the server does not say.</param>
/// <param name="Bytes">How long the answer was.</param>
public sealed record RemotePage(IReadOnlyList<ReadOnlyMemory<byte>> Objects, bool More, string? Next, string? Last, int Bytes);

/// <summary>A server that does not do what was asked.</summary>
public sealed class TaxiiClientException : Exception
{
    /// <summary>Says so.</summary>
    public TaxiiClientException(string message)
        : base(message)
    {
    }

    /// <summary>Says so, because of something else.</summary>
    public TaxiiClientException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Says nothing.</summary>
    public TaxiiClientException()
    {
    }

    /// <summary>Says so of an HTTP answer.</summary>
    /// <param name="message">What.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">How long it asks us to wait; null when it does not.</param>
    public TaxiiClientException(string message, int status, TimeSpan? retryAfter)
        : base(message) => (Status, RetryAfter) = (status, retryAfter);

    /// <summary>The HTTP status; 0 for none.</summary>
    public int Status { get; }

    /// <summary>How long the server asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}

/// <summary>Reads answers with what real servers leave out.</summary>
static class AnswerReader
{
    /// <summary>A text of an object; null when it is not there.</summary>
    public static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether something is said to be so.</summary>
    public static bool Flag(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The items of a list; none when it is not there.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
}
