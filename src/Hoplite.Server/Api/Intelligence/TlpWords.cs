using Hoplite.Intelligence.Stix.Markings;

namespace Hoplite.Server.Api.Intelligence;

/// <summary>The words of the traffic light protocol, version 2.0.</summary>
static class TlpWords
{
    /// <summary>The word of a level.</summary>
    public static string Of(Tlp level) => level == Tlp.AmberStrict ? "AMBER+STRICT" : level.ToString().ToUpperInvariant();

    /// <summary>The level of a word, with or without <c>TLP:</c>.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static Tlp Read(string word)
    {
        var text = word.Trim().ToUpperInvariant();
        if (text.StartsWith("TLP:", StringComparison.Ordinal)) text = text[4..];
        return Enum.GetValues<Tlp>().Cast<Tlp?>().FirstOrDefault(l => Of(l!.Value) == text) ?? throw new ArgumentException("the level is CLEAR, GREEN, AMBER, AMBER+STRICT or RED");
    }
}
