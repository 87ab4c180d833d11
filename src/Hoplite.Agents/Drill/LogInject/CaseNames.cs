using System.Globalization;

namespace Hoplite.Agents.Drill.LogInject;

/// <summary>The names of one case.</summary>
/// <param name="Attacker">The address that attacks.</param>
/// <param name="Victim">An address of the organisation.</param>
/// <param name="Host">The machine it happens on.</param>
/// <param name="User">An ordinary account.</param>
/// <param name="Controller">The domain controller.</param>
/// <param name="Administrator">The account of an administrator.</param>
public sealed record CaseNames(string Attacker, string Victim, string Host, string User, string Controller, string Administrator)
{
    /// <summary>The names of a case by its number.</summary>
    public static CaseNames Of(int number)
    {
        var n = (uint)number;
        return new CaseNames(string.Create(CultureInfo.InvariantCulture, $"198.51.100.{n % 250 + 2}"), string.Create(CultureInfo.InvariantCulture, $"10.20.{n / 250 % 200}.{n % 250 + 2}"), string.Create(CultureInfo.InvariantCulture, $"pc{n % 900 + 100}"), string.Create(CultureInfo.InvariantCulture, $"user{n % 90 + 10}"), "dc01", "admin");
    }

    /// <summary>A text with the names in their places.</summary>
    public string Fill(string text) => text.Replace("{attacker}", Attacker, StringComparison.Ordinal).Replace("{victim}", Victim, StringComparison.Ordinal).Replace("{host}", Host, StringComparison.Ordinal)
        .Replace("{user}", User, StringComparison.Ordinal).Replace("{controller}", Controller, StringComparison.Ordinal).Replace("{administrator}", Administrator, StringComparison.Ordinal);
}
