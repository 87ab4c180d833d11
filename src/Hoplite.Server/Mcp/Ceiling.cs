using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Guard.Labels;
using Hoplite.Incidents.Reports;
using Hoplite.Telemetry;

namespace Hoplite.Server.Mcp;

/// <summary>What may leave through the door, by the table of labels. What is above the ceiling becomes a pseudonym: the same name the same word while the platform runs, and never the name.</summary>
/// <param name="most">The ceiling.</param>
/// <param name="key">The key of the pseudonyms.</param>
sealed class Ceiling(Confidentiality most, byte[] key)
{
    const int LongestText = 500;
    const int MostFields = 60;

    /// <summary>Whether data of this secrecy may leave.</summary>
    public bool Allows(Confidentiality secrecy) => secrecy < Confidentiality.Secret && secrecy <= most;

    /// <summary>A name, or its pseudonym.</summary>
    public string Name(string name, Confidentiality secrecy) => Allows(secrecy) ? SafeText.OneLine(name, LongestText) : Pseudonym(name);

    /// <summary>Text of the evidence about which no field is known: only where the most secret fields may leave too, since any of them may be quoted in it.</summary>
    public string? Prose(string text) => Allows(Confidentiality.Sensitive) ? SafeText.OneLine(text, LongestText) : null;

    /// <summary>The fields of an event. One that may leave does so as it is, unless it quotes one that may not.</summary>
    public JsonObject Fields(EventRecord record)
    {
        var fields = record.Fields.Where(f => !string.IsNullOrEmpty(f.Value)).Take(MostFields).Select(f => (f.Key, Value: f.Value!, Secrecy: FieldTrust.Default.Of(record, f.Key).Confidentiality)).ToArray();
        string[] hidden = [.. fields.Where(f => !Allows(f.Secrecy) && f.Value.Length > 1).Select(f => f.Value).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(v => v.Length)];
        var shown = new JsonObject();
        foreach (var (name, value, secrecy) in fields)
        {
            var text = value;
            if (!Allows(secrecy)) text = Pseudonym(value);
            else foreach (var secret in hidden) text = text.Replace(secret, Pseudonym(secret), StringComparison.OrdinalIgnoreCase);
            shown[SafeText.OneLine(name, 100)] = SafeText.OneLine(text, LongestText);
        }

        return shown;
    }

    string Pseudonym(string name) => "hidden-" + Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(name.ToLowerInvariant())).AsSpan(0, 6));
}
