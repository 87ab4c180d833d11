using System.Reflection;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Incidents.Triage;

/// <summary>How much attention alerts of other tools get: <c>content/triage/alerts.yaml</c>.</summary>
sealed class AlertBudget
{
    /// <summary>The budget that travels inside the program.</summary>
    public static AlertBudget Default { get; } = Load();

    /// <summary>The length of a window, minutes.</summary>
    public int WindowMinutes { get; init; } = 15;

    /// <summary>In more than this share of the windows an alert is everyday, 0 to 1.</summary>
    public double EverydayShare { get; init; } = 0.2;

    /// <summary>The pause that ends a group, minutes.</summary>
    public int PauseMinutes { get; init; } = 30;

    /// <summary>The most a group may last, hours.</summary>
    public int LongestHours { get; init; } = 3;

    /// <summary>How many groups a day and network become incidents.</summary>
    public int ADay { get; init; } = 5;

    static AlertBudget Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("triage/alerts.yaml")
            ?? throw new InvalidOperationException("the budget of attention is not part of this build");
        using var text = new StreamReader(stream);
        return new DeserializerBuilder().WithNamingConvention(HyphenatedNamingConvention.Instance).Build().Deserialize<AlertBudget>(text);
    }
}
