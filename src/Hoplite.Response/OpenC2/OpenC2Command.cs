namespace Hoplite.Response.OpenC2;

/// <summary>A command (OpenC2 1.0 §3.3.1).</summary>
/// <param name="Action">What to do.</param>
/// <param name="Target">To what.</param>
public sealed record OpenC2Command(OpenC2Action Action, OpenC2Target Target)
{
    /// <summary>How.</summary>
    public OpenC2Args Args { get; init; } = new();

    /// <summary>Who shall do it; null for everybody who gets the command.</summary>
    public OpenC2Actuator? Actuator { get; init; }

    /// <summary>What it is known by: at most 36 letters, none of them a blank.</summary>
    public string? CommandId { get; init; }
}

/// <summary>Who shall do a command.</summary>
/// <param name="Profile">The profile, such as <c>slpf</c>.</param>
public sealed record OpenC2Actuator(string Profile)
{
    /// <summary>The machine, by name or address.</summary>
    public string? Hostname { get; init; }

    /// <summary>A group of machines.</summary>
    public string? NamedGroup { get; init; }

    /// <summary>One packet filter.</summary>
    public string? AssetId { get; init; }

    /// <summary>One packet filter, by several words.</summary>
    public IReadOnlyList<string>? AssetTuple { get; init; }
}

/// <summary>The answer to a command (OpenC2 1.0 §3.3.2).</summary>
/// <param name="Status">102, 200, 400, 401, 403, 404, 500, 501 or 503.</param>
/// <param name="StatusText">Why, for people.</param>
public sealed record OpenC2Response(int Status, string? StatusText = null)
{
    /// <summary>Every status there is (OpenC2 1.0 §3.3.2.2).</summary>
    public static IReadOnlyList<int> Statuses { get; } = [102, 200, 400, 401, 403, 404, 500, 501, 503];

    /// <summary>What was found or made; null for nothing.</summary>
    public OpenC2Results? Results { get; init; }
}

/// <summary>What a command found or made.</summary>
public sealed record OpenC2Results
{
    /// <summary>The versions of the language.</summary>
    public IReadOnlyList<string>? Versions { get; init; }

    /// <summary>The profiles.</summary>
    public IReadOnlyList<string>? Profiles { get; init; }

    /// <summary>The targets of each action.</summary>
    public IReadOnlyList<(OpenC2Action Action, IReadOnlyList<string> Targets)>? Pairs { get; init; }

    /// <summary>How many requests a minute.</summary>
    public double? RateLimit { get; init; }

    /// <summary>The number of the rule that was made.</summary>
    public long? RuleNumber { get; init; }
}

/// <summary>What a message says besides its content (OpenC2 over HTTPS 1.1 §3.3.2).</summary>
public sealed record OpenC2Headers
{
    /// <summary>What the request is known by.</summary>
    public string? RequestId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Who made it.</summary>
    public string? From { get; init; }

    /// <summary>Whom it is for.</summary>
    public IReadOnlyList<string>? To { get; init; }
}

/// <summary>A command, and whether it came in an envelope with headers.</summary>
/// <param name="Headers">The headers; null when the command came bare.</param>
/// <param name="Command">The command.</param>
public sealed record OpenC2Request(OpenC2Headers? Headers, OpenC2Command Command);

/// <summary>A message that cannot be understood or done.</summary>
/// <param name="status">The status to answer with.</param>
/// <param name="message">Why, for people.</param>
public sealed class OpenC2Exception(int status, string message) : Exception(message)
{
    /// <summary>The status to answer with.</summary>
    public int Status { get; } = status;

    /// <summary>What answer was wanted, as far as it could be read.</summary>
    public ResponseType? ResponseRequested { get; init; }

    /// <summary>The headers, as far as they could be read.</summary>
    public OpenC2Headers? Headers { get; init; }
}
