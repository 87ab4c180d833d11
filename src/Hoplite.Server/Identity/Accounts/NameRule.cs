using System.Buffers;

namespace Hoplite.Server.Identity.Accounts;

/// <summary>What a name to sign in with looks like: plain letters, so that two names never look the same.</summary>
public static class NameRule
{
    const int Longest = 64;
    static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_@+");

    /// <summary>Why a name is not good; null when it is.</summary>
    public static string? Complaint(string? name) => name switch
    {
        null or "" => "the name is missing",
        { Length: > Longest } => "the name is longer than 64 characters",
        _ => name.AsSpan().ContainsAnyExcept(Allowed) ? "the name may have only the letters a to z, digits and . - _ @ +" : null,
    };

    /// <summary>The nearest good name to one that another system chose.</summary>
    public static string Nearest(string? name)
    {
        var letters = (name ?? "").Select(c => Allowed.Contains(c) ? c : '-').Take(Longest - 4).ToArray();
        return letters.Length == 0 ? "somebody" : new string(letters);
    }
}
