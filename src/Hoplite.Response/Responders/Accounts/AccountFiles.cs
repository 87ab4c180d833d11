using System.Globalization;
using Hoplite.Response.Responders.Local;

namespace Hoplite.Response.Responders.Accounts;

/// <summary>How an account stands in the shadow file. The hash of its password never leaves this file.</summary>
/// <param name="IsLocked">Whether the password is locked.</param>
/// <param name="IsEmpty">Whether it has no password at all.</param>
/// <param name="Changed">The day the password was changed, as the file has it.</param>
/// <param name="Expires">The day the account ends, as the file has it; empty for none.</param>
sealed record AccountState(bool IsLocked, bool IsEmpty, string Changed, string Expires)
{
    /// <summary>Whether nobody can log in with it.</summary>
    public bool IsClosed => IsLocked && Expires == "0";
}

/// <summary>The files of accounts: <c>passwd</c>, <c>shadow</c>, <c>group</c>. They are read here and written by the system's own programs only.</summary>
/// <param name="root">The folder they are under.</param>
sealed class AccountFiles(string? root)
{
    /// <summary>The number of an account; null when there is none of the name.</summary>
    public int? IdOf(string account) => Lines("passwd").FirstOrDefault(f => f[0] == account && f.Length > 3) is { } fields ? Number(fields[2]) : null;

    /// <summary>How an account stands; null when it has no line.</summary>
    /// <exception cref="ResponderException">The file cannot be read.</exception>
    public AccountState? StateOf(string account) =>
        Lines("shadow").FirstOrDefault(f => f[0] == account && f.Length > 7) is { } fields ? new AccountState(fields[1].StartsWith('!'), fields[1].Length == 0, fields[2], fields[7]) : null;

    /// <summary>The accounts of a group, also those that have it as their first.</summary>
    public IReadOnlyList<string> MembersOf(string group)
    {
        if (Lines("group").FirstOrDefault(f => f[0] == group && f.Length > 3) is not { } fields) return [];
        var first = Lines("passwd").Where(f => f.Length > 3 && f[3] == fields[2]).Select(f => f[0]);
        return [.. fields[3].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Concat(first).Distinct(StringComparer.Ordinal)];
    }

    IEnumerable<string[]> Lines(string file) => (TextFile.Read(Path.Combine(root ?? "/", "etc", file)) ?? "").Split('\n').Where(l => l.Length > 0).Select(l => l.Split(':'));

    static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
