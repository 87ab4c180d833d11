namespace Hoplite.Guard.Actions;

/// <summary>Turns text into targets, strictly. What has no certain normal form is no target.</summary>
public static class TargetForm
{
    /// <summary>An address or network.</summary>
    public static ActionTarget? Address(string text) => AddressForm.TryParseNetwork(text, out var network) ? new AddressTarget(network) : null;

    /// <summary>A name in the DNS, in ASCII; one of another script in the form it has on the wire.</summary>
    public static ActionTarget? Domain(string text)
    {
        var name = text.EndsWith('.') ? text[..^1] : text;
        if (name.Length is 0 or > 253 || AddressForm.TryParse(name, out _)) return null;

        // In other scripts the same name has many forms; on the wire and in logs it has its ASCII form.
        if (!System.Text.Ascii.IsValid(name)) return null;
        name = name.ToLowerInvariant();
        var isName = name.Split('.').All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'));

        // A number at the end, also a hexadecimal one, could be read as an address by somebody else.
        var last = name[(name.LastIndexOf('.') + 1)..];
        var isNumber = last.All(char.IsAsciiDigit) || (last.StartsWith("0x", StringComparison.Ordinal) && last.AsSpan(2).IndexOfAnyExcept(System.Buffers.SearchValues.Create("0123456789abcdef")) < 0);
        return isName && !isNumber ? new DomainTarget(name) : null;
    }

    /// <summary>A machine, by its first label, small letters.</summary>
    public static NamedTarget? Host(string text)
    {
        var name = text.ToLowerInvariant().TrimStart('\\');
        if (AddressForm.TryParse(name, out _)) return null;
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Named(TargetKind.Host, dot > 0 ? name[..dot] : name);
    }

    /// <summary>An account, without its realm, small letters.</summary>
    public static NamedTarget? Account(string text)
    {
        var name = text[(text.LastIndexOf('\\') + 1)..].ToLowerInvariant();
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return Named(TargetKind.Account, at > 0 ? name[..at] : name);
    }

    /// <summary>A thing of the platform, a service or a message, by its id.</summary>
    public static NamedTarget? Named(TargetKind kind, string name) =>
        name.Length is > 0 and <= 128 && name[0] is not ('-' or '.') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.' or '$' or ':') ? new NamedTarget(kind, name) : null;

    /// <summary>A file by its hash.</summary>
    public static ActionTarget? File(string host, string sha256) =>
        Host(host) is { } known && sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit) ? new FileTarget(known, sha256.ToLowerInvariant()) : null;

    /// <summary>A process.</summary>
    public static ActionTarget? Process(string host, int pid, DateTimeOffset started) => pid > 1 && Host(host) is { } known ? new ProcessTarget(known, pid, started.ToUniversalTime()) : null;
}
