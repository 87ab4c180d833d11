namespace Hoplite.Store.Hunting.Sql;

/// <summary>A function of the language.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Signature">How it is written.</param>
/// <param name="Doc">What it does, one line.</param>
/// <param name="Least">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="Translate">Makes SQL of a call.</param>
sealed record FunctionDefinition(string Name, string Signature, string Doc, int Least, int Most, Func<CallSite, SqlValue> Translate);

/// <summary>All functions.</summary>
static class FunctionTable
{
    static readonly Dictionary<string, FunctionDefinition> ByName = new FunctionDefinition[][] { [.. TextFunctions.All], [.. TextMeasures.All], [.. LogicFunctions.All], [.. NumberFunctions.All], [.. TimeFunctions.All], [.. NetworkFunctions.All] }
        .SelectMany(f => f).ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>All functions by name.</summary>
    public static IReadOnlyList<FunctionDefinition> All { get; } = [.. ByName.Values.OrderBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>The function of a name, or null.</summary>
    public static FunctionDefinition? Find(string name) => ByName.GetValueOrDefault(name);
}
