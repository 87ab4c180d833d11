using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Hoplite.Telemetry.Simulation;

/// <summary>A small organisation, an ordinary day in it, and one intrusion; the content of a file of <c>content/demo</c>.</summary>
public sealed class Scenario
{
    /// <summary>What it is called.</summary>
    public string Title { get; init; } = "";

    /// <summary>Says that nothing in it is real.</summary>
    public string Notice { get; init; } = "";

    /// <summary>When the day starts, UTC.</summary>
    public DateTime Start { get; init; }

    /// <summary>How long it lasts.</summary>
    public int Hours { get; init; }

    /// <summary>Where chance starts: the same seed gives the same logs.</summary>
    public int Seed { get; init; }

    /// <summary>Values of placeholders.</summary>
    public Dictionary<string, List<string>> Sets { get; init; } = [];

    /// <summary>What happens all day.</summary>
    public List<ScenarioEvent> Background { get; init; } = [];

    /// <summary>What happens once.</summary>
    public List<ScenarioEvent> Intrusion { get; init; } = [];

    /// <summary>Reads a scenario.</summary>
    public static Scenario Read(TextReader yaml) =>
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build().Deserialize<Scenario>(yaml);

    /// <summary>The demonstration that travels inside the program.</summary>
    public static Scenario Demonstration()
    {
        using var stream = typeof(Scenario).Assembly.GetManifestResourceStream("demo/clinic.yaml") ?? throw new InvalidOperationException("the demonstration is not part of this build");
        using var text = new StreamReader(stream);
        return Read(text);
    }
}

/// <summary>One kind of event of a scenario.</summary>
public sealed class ScenarioEvent
{
    /// <summary>The log it goes to.</summary>
    public string File { get; init; } = "";

    /// <summary>How often an hour, for the background.</summary>
    public int PerHour { get; init; }

    /// <summary>When, after the start, for the intrusion.</summary>
    public TimeSpan At { get; init; }

    /// <summary>Seconds until it happens again.</summary>
    public double Every { get; init; }

    /// <summary>How often it happens.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The event as names and values, written as JSON.</summary>
    public Dictionary<string, string>? Event { get; init; }

    /// <summary>The event as a line of text.</summary>
    public string? Line { get; init; }
}
