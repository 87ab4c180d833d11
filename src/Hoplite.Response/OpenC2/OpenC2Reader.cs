using System.Text.Json;
using System.Text.Unicode;
using static Hoplite.Response.OpenC2.JsonShape;

namespace Hoplite.Response.OpenC2;

/// <summary>Reads messages of OpenC2 1.0 strictly. What is not understood is an <see cref="OpenC2Exception"/> with the status to answer: 400 for what is no message, 501 for what is one of others.</summary>
public static class OpenC2Reader
{
    /// <summary>Bytes that a message has at most.</summary>
    public const int MaxBytes = 64 * 1024;

    static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a command, bare or in an envelope with headers.</summary>
    /// <exception cref="OpenC2Exception">It is no command that can be understood.</exception>
    public static OpenC2Request Request(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        var (headers, content) = Open(document.RootElement, "request");
        try
        {
            return new OpenC2Request(headers, CommandReader.Read(content));
        }
        catch (OpenC2Exception wrong)
        {
            throw new OpenC2Exception(wrong.Status, wrong.Message) { ResponseRequested = wrong.ResponseRequested, Headers = headers };
        }
    }

    /// <summary>Reads a list of commands: the file of an update.</summary>
    /// <exception cref="OpenC2Exception">It is no list of at most so many commands.</exception>
    public static IReadOnlyList<OpenC2Command> Commands(ReadOnlyMemory<byte> json, int most)
    {
        using var document = Parse(json, int.MaxValue);
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() > most) throw Bad($"a file of rules is a list of at most {most} commands");
        return [.. document.RootElement.EnumerateArray().Select(CommandReader.Read)];
    }

    /// <summary>Reads an answer, bare or in an envelope with headers.</summary>
    /// <exception cref="OpenC2Exception">It is no answer that can be understood.</exception>
    public static (OpenC2Headers? Headers, OpenC2Response Response) Response(ReadOnlyMemory<byte> json)
    {
        using var document = Parse(json);
        var (headers, content) = Open(document.RootElement, "response");
        return (headers, ResponseReader.Read(content));
    }

    static JsonDocument Parse(ReadOnlyMemory<byte> json, int most = MaxBytes)
    {
        if (json.Length > most) throw Bad($"a message has at most {most} bytes");
        if (!Utf8.IsValid(json.Span)) throw Bad("this is no text in UTF-8");
        try
        {
            return JsonDocument.Parse(json, Strict);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            // The second is what a lone surrogate in the name of a member ends in.
            throw Bad("this is no JSON that has one meaning");
        }
    }

    static (OpenC2Headers? Headers, JsonElement Content) Open(JsonElement root, string kind)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("body", out var body)) return (null, root);
        var headers = new OpenC2Headers();
        foreach (var member in Members(root, "message"))
        {
            if (member.Name == "headers") headers = Headers(member.Value);
            else if (member.Name == "signature") throw new OpenC2Exception(501, "signatures of messages are not supported") { Headers = headers };
            else if (member.Name != "body") throw Bad($"a message has no {Quote(member.Name)}");
        }
        return (headers, Only(Only(body, "openc2"), kind));
    }

    static JsonElement Only(JsonElement value, string name) => Members(value, name).ToArray() is [var only] && only.Name == name ? only.Value : throw Bad($"there is not one {name}");

    static OpenC2Headers Headers(JsonElement value)
    {
        var headers = new OpenC2Headers();
        foreach (var member in Members(value, "headers"))
        {
            headers = member.Name switch
            {
                "request_id" => headers with { RequestId = Text(member.Value, "request_id", 256) },
                "created" => headers with { Created = Instant(member.Value, "created") },
                "from" => headers with { From = Text(member.Value, "from") },
                "to" => headers with { To = member.Value.ValueKind == JsonValueKind.String ? [Text(member.Value, "to")] : Texts(member.Value, "to", 100) },
                _ => throw Bad($"headers have no {Quote(member.Name)}"),
            };
        }
        return headers;
    }
}
