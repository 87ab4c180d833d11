using System.Text.Json.Nodes;

namespace Hoplite.Response.OpenC2.Slpf;

/// <summary>An allow or deny that was accepted.</summary>
/// <param name="Number">Its number, for as long as it lives.</param>
/// <param name="Command">The command that made it.</param>
/// <param name="Start">When it begins, not before it was accepted.</param>
/// <param name="Stop">When it ends; null for never.</param>
sealed record SlpfRule(long Number, OpenC2Command Command, DateTimeOffset Start, DateTimeOffset? Stop)
{
    /// <summary>When a delete takes it away; null when none does.</summary>
    public DateTimeOffset? OffFrom { get; init; }

    /// <summary>When that delete ends and the rule is back; null when it stays away.</summary>
    public DateTimeOffset? OffUntil { get; init; }

    public bool IsPersistent => Command.Args.Persistent ?? true;

    public string Remark => $"slpf {Number}";

    /// <summary>When the kernel ends it, also when nobody is there to.</summary>
    public DateTimeOffset? Until => OffFrom is { } off && !(Stop < off) && OffUntil is null ? off : Stop;

    public bool IsOver(DateTimeOffset now) => Stop <= now || (OffUntil is null && OffFrom <= now);

    public bool IsActive(DateTimeOffset now) => Start <= now && !IsOver(now) && !(OffFrom <= now && now < OffUntil);

    /// <summary>When something becomes of it next; null for never.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) => new[] { Start, Stop, OffFrom, OffUntil }.Where(t => t > now).Min();

    public JsonObject ToJson() => new()
    {
        ["number"] = Number,
        ["command"] = JsonNode.Parse(OpenC2Writer.Command(Command)),
        ["start"] = Start.ToUnixTimeMilliseconds(),
        ["stop"] = Stop?.ToUnixTimeMilliseconds(),
        ["offFrom"] = OffFrom?.ToUnixTimeMilliseconds(),
        ["offUntil"] = OffUntil?.ToUnixTimeMilliseconds(),
    };

    /// <exception cref="InvalidDataException">It is no rule.</exception>
    public static SlpfRule Read(JsonNode? json)
    {
        try
        {
            var command = OpenC2Reader.Request(System.Text.Encoding.UTF8.GetBytes(json!["command"]!.ToJsonString())).Command;
            return new SlpfRule(json["number"]!.GetValue<long>(), command, Time(json["start"])!.Value, Time(json["stop"])) { OffFrom = Time(json["offFrom"]), OffUntil = Time(json["offUntil"]) };
        }
        catch (Exception wrong) when (wrong is OpenC2Exception or InvalidOperationException or NullReferenceException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"a kept rule cannot be read: {wrong.Message}", wrong);
        }
    }

    static DateTimeOffset? Time(JsonNode? value) => value is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(value.GetValue<long>());
}
