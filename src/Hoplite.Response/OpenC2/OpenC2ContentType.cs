namespace Hoplite.Response.OpenC2;

/// <summary>The content types of messages (OpenC2 over HTTPS 1.1 §3.3.1, 1.0 §3.3.1).</summary>
public static class OpenC2ContentType
{
    /// <summary>Messages in JSON.</summary>
    public const string Message = "application/openc2+json;version=1.0";

    /// <summary>Commands, as HTTPS 1.0 has them.</summary>
    public const string OldCommand = "application/openc2-cmd+json;version=1.0";

    /// <summary>Responses, as HTTPS 1.0 has them.</summary>
    public const string OldResponse = "application/openc2-rsp+json;version=1.0";

    /// <summary>The path that commands are posted to.</summary>
    public const string Path = "/.well-known/openc2";

    /// <summary>What the answer to a command of a content type has; null when commands have none such.</summary>
    public static string? ForAnswer(string? contentType) => Plain(contentType) switch { Message => Message, OldCommand => OldResponse, _ => null };

    /// <summary>Whether an answer may have a content type.</summary>
    public static bool IsAnswer(string? contentType) => Plain(contentType) is Message or OldResponse;

    // Without quotes and blanks; that the text is UTF-8, as JSON always is, may be said or not.
    static string? Plain(string? contentType)
    {
        if (contentType is null) return null;
        var parts = contentType.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal).ToLowerInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(';', parts.Where(p => p != "charset=utf-8"));
    }
}
