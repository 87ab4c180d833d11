using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Remote;

/// <summary>Puts the values of an action into texts of an operator so that no value can become anything else than a value.</summary>
static class HttpTemplate
{
    static readonly ProposedAction Sample = ProposedAction.Of(ActionKind.Notify, TargetForm.Named(TargetKind.Named, "sample")!, TimeSpan.Zero, Guid.Empty, "sample");

    /// <summary>Looks at a template of an address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static void CheckAddress(string template)
    {
        var host = template.IndexOf("://", StringComparison.Ordinal);
        var end = host < 0 ? -1 : template.IndexOfAny(['/', '?', '#'], host + 3);
        if ((end < 0 ? template : template[..end]).Contains('{', StringComparison.Ordinal)) throw new FormatException("nothing of an action stands in the host of an address");
        if (Fill(template, Sample, "k", Uri.EscapeDataString).AsSpan().ContainsAny('{', '}')) throw new FormatException("an address has a name in braces that is not known");
        if (!Uri.TryCreate(Fill(template, Sample, "k", Uri.EscapeDataString), UriKind.Absolute, out var address) || RemoteAddress.Refuse(address) is not null) throw new FormatException("an address is one of https; http is for this machine alone, and no user stands in it");
    }

    /// <summary>Looks at a template of content.</summary>
    /// <exception cref="FormatException">It is no JSON.</exception>
    public static void CheckBody(string template)
    {
        try
        {
            JsonNode.Parse(Body(template, Sample, "k"));
        }
        catch (JsonException wrong)
        {
            throw new FormatException("the content of a request is no JSON when its values are filled in", wrong);
        }
    }

    /// <summary>The address for an action.</summary>
    public static Uri Address(string template, ProposedAction action, string key) => new(Fill(template, action, key, Uri.EscapeDataString));

    /// <summary>The content for an action.</summary>
    public static string Body(string template, ProposedAction action, string key) => Fill(template, action, key, value => JsonEncodedText.Encode(value).ToString());

    /// <summary>Plain text for an action.</summary>
    public static string Text(string template, ProposedAction action, string key) => Fill(template, action, key, value => value);

    // One pass, so that a value that looks like a name in braces stays what it is.
    static string Fill(string template, ProposedAction action, string key, Func<string, string> escape)
    {
        var made = new System.Text.StringBuilder(template.Length + 64);
        for (var at = 0; at < template.Length;)
        {
            var end = template[at] == '{' ? template.IndexOf('}', at) : -1;
            if (end > 0 && Value(template[(at + 1)..end], action, key) is { } value)
            {
                made.Append(escape(value));
                at = end + 1;
                continue;
            }

            made.Append(template[at++]);
        }

        return made.ToString();
    }

    static string? Value(string name, ProposedAction action, string key) => name switch
    {
        "target" => action.Target.Text,
        "kind" => action.Traits.Name,
        "lease" => ((long)action.Lease.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        "key" => key,
        "incident" => action.Incident.ToString(),
        "playbook" => action.Playbook,
        _ => null,
    };
}
