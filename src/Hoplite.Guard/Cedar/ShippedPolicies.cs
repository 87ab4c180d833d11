using System.Text;

namespace Hoplite.Guard.Cedar;

/// <summary>The policies that come with the program; they are in <c>content/policies</c>.</summary>
public static class ShippedPolicies
{
    /// <summary>The schema.</summary>
    public static string Schema { get; } = Read("policies/hoplite.cedarschema");

    /// <summary>The policies.</summary>
    public static string Text { get; } = Read("policies/hoplite.cedar");

    /// <summary>Lays them ready. In a build without an engine everything but observing is denied, and the answer says why.</summary>
    /// <param name="engine">The engine; null when there is none.</param>
    public static ICedarPolicies Open(CedarEngine? engine) =>
        engine is null ? new ObservingOnly("the policy engine is not part of this build, so nothing but observing is allowed") : engine.Parse(Text, Schema);

    static string Read(string name)
    {
        using var stream = typeof(ShippedPolicies).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
