using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Guard.Actions;

/// <summary>Reads an action from its canonical form, as strictly as if it had just been asked for.</summary>
public static class ActionReader
{
    /// <summary>Reads it.</summary>
    /// <exception cref="FormatException">It is no action, or not in its canonical form.</exception>
    public static ProposedAction Read(ReadOnlyMemory<byte> canonical)
    {
        try
        {
            var data = JsonNode.Parse(canonical.Span) as JsonObject ?? throw new FormatException("an action is an object");
            var target = data["target"] as JsonObject ?? throw new FormatException("an action has a target");
            var action = ProposedAction.Of(
                Kind(Text(data, "action")), Target(Text(target, "kind"), Text(target, "value")), TimeSpan.FromSeconds((long)(data["leaseSeconds"] ?? throw new FormatException("an action has a lease"))),
                Guid.Parse(Text(data, "incident")), Text(data, "playbook"));
            return action.Canonical.Span.SequenceEqual(canonical.Span) ? action : throw new FormatException("this is not the canonical form of the action");
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new FormatException($"this is no action: {wrong.Message}", wrong);
        }
    }

    /// <summary>A target from its two words.</summary>
    /// <exception cref="FormatException">There is no such target.</exception>
    public static ActionTarget Target(string kind, string text) => (kind switch
    {
        "address" => TargetForm.Address(text),
        "domain" => TargetForm.Domain(text),
        "host" => TargetForm.Host(text),
        "account" => TargetForm.Account(text),
        "process" => Process(text),
        "file" when text.Split('/') is [var host, var hash] => TargetForm.File(host, hash),
        "service" => TargetForm.Named(TargetKind.Service, text),
        "mail" => TargetForm.Named(TargetKind.Mail, text),
        "named" => TargetForm.Named(TargetKind.Named, text),
        _ => null,
    }) ?? throw new FormatException($"'{kind}' with this value is no target of an action");

    static ActionTarget? Process(string text)
    {
        var (slash, at) = (text.IndexOf('/', StringComparison.Ordinal), text.LastIndexOf('@'));
        return slash > 0 && at > slash
            && int.TryParse(text.AsSpan(slash + 1, at - slash - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && DateTimeOffset.TryParseExact(text.AsSpan(at + 1), "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var started)
            ? TargetForm.Process(text[..slash], pid, started)
            : null;
    }

    static ActionKind Kind(string name) => Array.Find(Enum.GetValues<ActionKind>(), k => ActionTraits.Of(k).Name == name) is var kind && ActionTraits.Of(kind).Name == name ? kind : throw new FormatException($"there is no action '{name}'");

    static string Text(JsonObject data, string name) => (string?)data[name] ?? throw new FormatException($"an action has a member '{name}'");
}
