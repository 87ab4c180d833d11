namespace Hoplite.Store.Hunting.Kql;

/// <summary>The grammar alone, without any events.</summary>
public static class KqlSyntax
{
    /// <summary>Says whether a text is a query at all; names and types are not looked at.</summary>
    /// <exception cref="KqlException">It is none.</exception>
    public static void Check(string kql) => KqlParser.Parse(kql);
}
