using System.Net;
using System.Text.Json;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.OpenC2;

/// <summary>Writes messages of OpenC2 1.0 as JSON.</summary>
public static class OpenC2Writer
{
    /// <summary>A command; in an envelope when there are headers.</summary>
    public static byte[] Command(OpenC2Command command, OpenC2Headers? headers = null) => Write(w => Envelope(w, headers, "request", () => Command(w, command)));

    /// <summary>A list of commands: the file of an update.</summary>
    public static byte[] Commands(IEnumerable<OpenC2Command> commands) => Write(w =>
    {
        w.WriteStartArray();
        foreach (var command in commands) Command(w, command);
        w.WriteEndArray();
    });

    /// <summary>An answer; in an envelope when there are headers.</summary>
    public static byte[] Response(OpenC2Response response, OpenC2Headers? headers = null) => Write(w => Envelope(w, headers, "response", () => Response(w, response)));

    static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) write(writer);
        return stream.ToArray();
    }

    static void Envelope(Utf8JsonWriter w, OpenC2Headers? headers, string kind, Action content)
    {
        if (headers is null)
        {
            content();
            return;
        }
        w.WriteStartObject();
        w.WriteStartObject("headers");
        Text(w, "request_id", headers.RequestId);
        if (headers.Created is { } created) w.WriteNumber("created", created.ToUnixTimeMilliseconds());
        Text(w, "from", headers.From);
        Texts(w, "to", headers.To);
        w.WriteEndObject();
        w.WriteStartObject("body");
        w.WriteStartObject("openc2");
        w.WritePropertyName(kind);
        content();
        w.WriteEndObject();
        w.WriteEndObject();
        w.WriteEndObject();
    }

    static void Command(Utf8JsonWriter w, OpenC2Command command)
    {
        w.WriteStartObject();
        w.WriteString("action", WireName.Of(command.Action));
        w.WriteStartObject("target");
        w.WritePropertyName(command.Target.Name);
        Target(w, command.Target);
        w.WriteEndObject();
        if (command.Args.HasTime || command.Args.HasSlpf || command.Args.ResponseRequested is not null) Args(w, command.Args);
        if (command.Actuator is { } actuator) Actuator(w, actuator);
        Text(w, "command_id", command.CommandId);
        w.WriteEndObject();
    }

    static void Target(Utf8JsonWriter w, OpenC2Target target)
    {
        switch (target)
        {
            case FeaturesTarget features:
                w.WriteStartArray();
                foreach (var feature in features.Wanted) w.WriteStringValue(WireName.Of(feature));
                w.WriteEndArray();
                break;
            case FileTarget file:
                File(w, file);
                break;
            case NetTarget net:
                w.WriteStringValue(Plain(net.Network));
                break;
            case ConnectionTarget connection:
                Connection(w, connection);
                break;
            case RuleNumberTarget rule:
                w.WriteNumberValue(rule.Number);
                break;
            case OtherTarget other:
                w.WriteRawValue(other.Json);
                break;
        }
    }

    static void File(Utf8JsonWriter w, FileTarget file)
    {
        w.WriteStartObject();
        Text(w, "name", file.FileName);
        Text(w, "path", file.Path);
        if ((file.Md5 ?? file.Sha1 ?? file.Sha256) is not null)
        {
            w.WriteStartObject("hashes");
            Text(w, "md5", file.Md5);
            Text(w, "sha1", file.Sha1);
            Text(w, "sha256", file.Sha256);
            w.WriteEndObject();
        }
        w.WriteEndObject();
    }

    static void Connection(Utf8JsonWriter w, ConnectionTarget connection)
    {
        w.WriteStartObject();
        Text(w, "protocol", connection.Protocol is { } protocol ? WireName.Of(protocol) : null);
        Text(w, "src_addr", connection.Source is { } source ? Plain(source) : null);
        Number(w, "src_port", connection.SourcePort);
        Text(w, "dst_addr", connection.Destination is { } destination ? Plain(destination) : null);
        Number(w, "dst_port", connection.DestinationPort);
        Number(w, "icmp_type", connection.IcmpType);
        Number(w, "icmp_code", connection.IcmpCode);
        w.WriteEndObject();
    }

    static void Args(Utf8JsonWriter w, OpenC2Args args)
    {
        w.WriteStartObject("args");
        Number(w, "start_time", args.StartTime?.ToUnixTimeMilliseconds());
        Number(w, "stop_time", args.StopTime?.ToUnixTimeMilliseconds());
        Number(w, "duration", args.Duration is { } duration ? (long)duration.TotalMilliseconds : null);
        Text(w, "response_requested", args.ResponseRequested is { } wanted ? WireName.Of(wanted) : null);
        if (args.HasSlpf)
        {
            w.WriteStartObject("slpf");
            Text(w, "drop_process", args.DropProcess is { } drop ? WireName.Of(drop) : null);
            if (args.Persistent is { } persistent) w.WriteBoolean("persistent", persistent);
            Text(w, "direction", args.Direction is { } direction ? WireName.Of(direction) : null);
            Number(w, "insert_rule", args.InsertRule);
            w.WriteEndObject();
        }
        w.WriteEndObject();
    }

    static void Actuator(Utf8JsonWriter w, OpenC2Actuator actuator)
    {
        w.WriteStartObject("actuator");
        w.WriteStartObject(actuator.Profile);
        Text(w, "hostname", actuator.Hostname);
        Text(w, "named_group", actuator.NamedGroup);
        Text(w, "asset_id", actuator.AssetId);
        Texts(w, "asset_tuple", actuator.AssetTuple);
        w.WriteEndObject();
        w.WriteEndObject();
    }

    static void Response(Utf8JsonWriter w, OpenC2Response response)
    {
        w.WriteStartObject();
        w.WriteNumber("status", response.Status);
        Text(w, "status_text", response.StatusText);
        if (response.Results is { } results && (results.Versions ?? results.Profiles ?? (object?)results.Pairs ?? results.RateLimit ?? results.RuleNumber) is not null)
        {
            w.WriteStartObject("results");
            Texts(w, "versions", results.Versions);
            Texts(w, "profiles", results.Profiles);
            if (results.Pairs is { } pairs)
            {
                w.WriteStartObject("pairs");
                foreach (var (action, targets) in pairs) Texts(w, WireName.Of(action), targets);
                w.WriteEndObject();
            }
            if (results.RateLimit is { } rate) w.WriteNumber("rate_limit", rate);
            if (results.RuleNumber is { } rule)
            {
                w.WriteStartObject("slpf");
                w.WriteNumber("rule_number", rule);
                w.WriteEndObject();
            }
            w.WriteEndObject();
        }
        w.WriteEndObject();
    }

    // A single address needs no length.
    static string Plain(IPNetwork network) => new AddressTarget(network).Text;

    static void Text(Utf8JsonWriter w, string name, string? value)
    {
        if (value is not null) w.WriteString(name, value);
    }

    static void Number(Utf8JsonWriter w, string name, long? value)
    {
        if (value is { } number) w.WriteNumber(name, number);
    }

    static void Texts(Utf8JsonWriter w, string name, IReadOnlyList<string>? values)
    {
        if (values is null) return;
        w.WriteStartArray(name);
        foreach (var value in values) w.WriteStringValue(value);
        w.WriteEndArray();
    }
}
