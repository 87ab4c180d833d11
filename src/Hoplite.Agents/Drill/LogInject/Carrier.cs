namespace Hoplite.Agents.Drill.LogInject;

/// <summary>A place of a log that an outsider can write into.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Escape">How the source writes a text there.</param>
/// <param name="Longest">How many characters fit.</param>
/// <param name="Source">Which source delivers it.</param>
/// <param name="Text">The line, with a slot for the text.</param>
public sealed record Carrier(string Id, CarrierEscape Escape, int Longest, string Source, string Text);

/// <summary>How a source writes a text.</summary>
public enum CarrierEscape
{
    /// <summary>Between quotation marks, as web servers do.</summary>
    Quote,

    /// <summary>Percent-encoded.</summary>
    Url,

    /// <summary>As a JSON string.</summary>
    Json,

    /// <summary>As a label of the DNS.</summary>
    Label,

    /// <summary>As it is, on one line.</summary>
    Word,
}
