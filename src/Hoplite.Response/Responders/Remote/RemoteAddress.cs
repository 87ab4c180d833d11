namespace Hoplite.Response.Responders.Remote;

/// <summary>Addresses and secrets of other systems, as a configuration names them.</summary>
/// <param name="secrets">The value of a secret by where it is kept; null when it is not there.</param>
sealed class RemoteAddress(Func<string, string?> secrets)
{
    /// <summary>The value of a secret.</summary>
    /// <exception cref="ResponderException">It is not there, or was written down in clear.</exception>
    public string Secret(string reference)
    {
        if (!IsReference(reference)) throw new ResponderException("a secret is named by where it is kept, env:NAME or file:/path, and never written down");
        return secrets(reference)?.Trim() is { Length: > 0 } value ? value : throw new ResponderException($"there is no secret at {reference}");
    }

    /// <summary>An address: itself, or where it is kept when it is a secret, as those of webhooks are.</summary>
    /// <exception cref="ResponderException">It is none that anything may be sent to.</exception>
    public Uri Of(string text)
    {
        var value = IsReference(text) ? Secret(text) : text;
        return Uri.TryCreate(value, UriKind.Absolute, out var address) && Refuse(address) is null ? address : throw new ResponderException($"{Shown(text)} is no address of https; http is for this machine alone, and no user stands in it");
    }

    /// <summary>The address as people may see it: the paths of webhooks are secrets.</summary>
    public static string Shown(string text) => IsReference(text) ? text : Uri.TryCreate(text, UriKind.Absolute, out var address) ? $"{address.Scheme}://{address.Host}" : "what is set";

    /// <summary>Why nothing is sent to an address; null when it may be.</summary>
    public static string? Refuse(Uri address) =>
        address.UserInfo.Length > 0 ? "no user stands in an address" : address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback) ? null : "http is for this machine alone";

    /// <summary>What is wrong, as the reason of a refusal; null when nothing is.</summary>
    public static string? Problem(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ResponderException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>The key of an action as other systems are told it: letters that every header can have.</summary>
    public static string Key(string key) =>
        key.Length is > 0 and <= 128 && key.All(c => c is > ' ' and <= '~') ? key : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    /// <summary>Whether a text says where a secret is kept.</summary>
    public static bool IsReference(string text) => text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);
}
