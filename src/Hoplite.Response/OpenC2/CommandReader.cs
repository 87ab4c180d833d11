using System.Text.Json;
using static Hoplite.Response.OpenC2.JsonShape;

namespace Hoplite.Response.OpenC2;

/// <summary>Reads commands.</summary>
static class CommandReader
{
    public static OpenC2Command Read(JsonElement value)
    {
        OpenC2Action? action = null;
        OpenC2Target? target = null;
        OpenC2Args args = new();
        OpenC2Actuator? actuator = null;
        string? id = null;
        var requested = Requested(value);
        try
        {
            foreach (var member in Members(value, "command"))
            {
                _ = member.Name switch
                {
                    "action" => (object?)(action = Member<OpenC2Action>(member.Value, "action")),
                    "target" => target = TargetReader.Read(member.Value),
                    "args" => args = Args(member.Value),
                    "actuator" => actuator = Actuator(member.Value),
                    "command_id" => id = Text(member.Value, "command_id", 36) is var text && !text.Any(char.IsWhiteSpace) ? text : throw Bad("command_id has blanks"),
                    _ => throw Bad($"a command has no {Quote(member.Name)}"),
                };
            }
            return new OpenC2Command(action ?? throw Bad("action is missing"), target ?? throw Bad("target is missing")) { Args = args, Actuator = actuator, CommandId = id };
        }
        catch (OpenC2Exception wrong)
        {
            throw new OpenC2Exception(wrong.Status, wrong.Message) { ResponseRequested = requested };
        }
    }

    // Who wants no answer gets none, also when the rest is wrong.
    static ResponseType? Requested(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty("args", out var args) && args.ValueKind == JsonValueKind.Object && args.TryGetProperty("response_requested", out var wanted) && wanted.ValueKind == JsonValueKind.String && wanted.GetRawText() == "\"none\"" ? ResponseType.None : null;

    static OpenC2Args Args(JsonElement value)
    {
        var args = new OpenC2Args();
        foreach (var member in Members(value, "args", 1))
        {
            args = member.Name switch
            {
                "start_time" => args with { StartTime = Instant(member.Value, "start_time") },
                "stop_time" => args with { StopTime = Instant(member.Value, "stop_time") },
                "duration" => args with { Duration = Span(member.Value, "duration") },
                "response_requested" => args with { ResponseRequested = Member<ResponseType>(member.Value, "response_requested") },
                "slpf" => Slpf(args, member.Value),
                _ => throw new OpenC2Exception(501, $"Option not supported: {Quote(member.Name)}"),
            };
        }
        if (args is { StartTime: not null, StopTime: not null, Duration: not null }) throw Bad("of start_time, stop_time and duration there are two at most");
        if (args.StopTime < args.StartTime) throw Bad("stop_time is before start_time");
        var whole = args.StartTime is { } start && args.Duration is { } length ? DateTimeOffset.MaxValue - start > length : args.Duration is not { } alone || alone < TimeSpan.FromDays(36_500);
        return whole && (args.StopTime is not { } stop || args.Duration is not { } before || stop - DateTimeOffset.MinValue > before) ? args : throw Bad("duration is too long");
    }

    static OpenC2Args Slpf(OpenC2Args args, JsonElement value)
    {
        foreach (var member in Members(value, "slpf"))
        {
            args = member.Name switch
            {
                "drop_process" => args with { DropProcess = Member<DropProcess>(member.Value, "drop_process") },
                "persistent" => args with { Persistent = Truth(member.Value, "persistent") },
                "direction" => args with { Direction = Member<Direction>(member.Value, "direction") },
                "insert_rule" => args with { InsertRule = Number(member.Value, "insert_rule", long.MaxValue) },
                _ => throw new OpenC2Exception(501, $"Option not supported: {Quote(member.Name)}"),
            };
        }
        return args;
    }

    static OpenC2Actuator Actuator(JsonElement value)
    {
        if (Members(value, "actuator").ToArray() is not [var only]) throw Bad("actuator has not one member");
        if (only.Name.Length is 0 or > 64 || !only.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')) throw Bad($"{Quote(only.Name)} is no profile");
        var actuator = new OpenC2Actuator(only.Name);

        // What other profiles say of their own is for those who have them.
        if (only.Name != "slpf") return actuator;
        foreach (var member in Members(only.Value, "slpf"))
        {
            actuator = member.Name switch
            {
                "hostname" => actuator with { Hostname = Text(member.Value, "hostname", 253) },
                "named_group" => actuator with { NamedGroup = Text(member.Value, "named_group") },
                "asset_id" => actuator with { AssetId = Text(member.Value, "asset_id") },
                "asset_tuple" => actuator with { AssetTuple = Texts(member.Value, "asset_tuple", 10) },
                _ => throw Bad($"actuator slpf has no {Quote(member.Name)}"),
            };
        }
        return actuator;
    }
}
