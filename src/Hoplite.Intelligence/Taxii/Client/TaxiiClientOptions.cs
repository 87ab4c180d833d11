using System.Net;

namespace Hoplite.Intelligence.Taxii.Client;

/// <summary>How another server is reached.</summary>
public sealed record TaxiiClientOptions
{
    /// <summary>The name for HTTP Basic; null for none.</summary>
    public string? Name { get; init; }

    /// <summary>The password for it.</summary>
    public string? Password { get; init; }

    /// <summary>A bearer token, instead of a name; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>Gives a fresh bearer token for each request, instead of a name; null for none.</summary>
    public Func<string>? TokenSource { get; init; }

    /// <summary>Networks that may be reached although they are private, such as <c>10.1.2.0/24</c>.</summary>
    public IReadOnlyList<IPNetwork> Allowed { get; init; } = [];

    /// <summary>The longest answer, bytes, unpacked.</summary>
    public int MaxAnswerBytes { get; init; } = 64 << 20;

    /// <summary>The most pages of one poll; the next poll goes on from there.</summary>
    public int MaxPages { get; init; } = 1_000;

    /// <summary>The most bytes of one poll.</summary>
    public long MaxPollBytes { get; init; } = 1L << 30;

    /// <summary>The objects asked for on a page.</summary>
    public int PageSize { get; init; } = 1_000;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
