using System.Text;

namespace Hoplite.Guard.Cedar;

/// <summary>The policies that come with the program; they are in <c>content/policies</c>.</summary>
public static class ShippedPolicies
{
    /// <summary>The schema.</summary>
    public static string Schema { get; } = Read("policies/hoplite.cedarschema");

    /// <summary>The policies.</summary>
    public static string Text { get; } = Read("policies/hoplite.cedar");

    /// <summary>Lays them ready.</summary>
    /// <param name="engine">The engine.</param>
    public static CedarPolicies Open(CedarEngine engine) => engine.Parse(Text, Schema);

    static string Read(string name)
    {
        using var stream = typeof(ShippedPolicies).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
