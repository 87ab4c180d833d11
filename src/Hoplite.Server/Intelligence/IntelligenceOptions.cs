using System.ComponentModel;

namespace Hoplite.Server.Intelligence;

/// <summary>What others say about threats, and what is told them.</summary>
public sealed record IntelligenceOptions
{
    /// <summary>The community.</summary>
    [Description("Name of the community this node belongs to; leave out to share with nobody. The first node founds it by setting a name, others join by invitation.")]
    public string? Community { get; init; }

    /// <summary>What others call this node.</summary>
    [Description("What other members call this organisation.")]
    public string Name { get; init; } = "Hoplite";

    /// <summary>Where others reach it.</summary>
    [Description("Address under which other members reach this node, such as https://hoplite.example.org; default: web.public_url.")]
    public string? Address { get; init; }

    /// <summary>How often missed objects are fetched.</summary>
    [Description("How often this node asks others for what it may have missed, seconds. What is new is sent at once, whatever this says.")]
    public int FetchEverySeconds { get; init; } = 30;

    /// <summary>Private networks that may be reached.</summary>
    [Description("Private networks that feeds and members may be reached in, such as 10.1.2.0/24; all others are refused.")]
    public IReadOnlyList<string> PrivateNetworks { get; init; } = [];

    /// <summary>Feeds.</summary>
    [Description("Feeds that are polled: TAXII 2.1 collections, feeds of MISP, lists.")]
    public IReadOnlyList<FeedOptions> Feeds { get; init; } = [];

    /// <summary>More warning lists.</summary>
    [Description("Folder with more warning lists, in the form of the MISP warning lists.")]
    public string? WarningLists { get; init; }

    /// <summary>How long others have for objecting.</summary>
    [Description("How long others have for objecting before a thing may be blocked without a person, minutes.")]
    public int ObjectionMinutes { get; init; } = 10;

    /// <summary>How far back new indicators are looked for.</summary>
    [Description("For how many days back the stored events are searched for new indicators.")]
    public int RetroDays { get; init; } = 30;

    /// <summary>How things grow old.</summary>
    [Description("How fast the score of things fades that nobody sees or confirms.")]
    public DecayOptions Decay { get; init; } = new();

    /// <summary>How long objects of feeds are kept that are of no use.</summary>
    [Description("After how many days objects of feeds are forgotten that ended or were taken back and were not met since; 0 to keep them.")]
    public int ForgetDays { get; init; } = 400;

    /// <summary>The privacy budget.</summary>
    [Description("How much may be told of counts a day, as ε of differential privacy; 0 to tell no counts.")]
    public double EpsilonADay { get; init; } = 1;

    /// <summary>Whether members may ask.</summary>
    [Description("Whether members may ask what this node found out itself about an address, domain, web address, hash or mail address: bad, harmless or unknown.")]
    public bool AnswerQuestions { get; init; } = true;

    /// <summary>How often members are tested.</summary>
    [Description("How many test questions each member is asked a day, on average, at random times; 0 for none. Whoever calls bad what was made up loses trust.")]
    public int TestQuestionsADay { get; init; } = 3;

    /// <summary>Whether members may compare.</summary>
    [Description("Whether members may compare which attackers both see; each learns those and how many others there are, nothing else.")]
    public bool CompareAttackers { get; init; } = true;
}
