using System.Buffers;
using System.Text.Json;

namespace Hoplite.Server.Listeners.Http;

/// <summary>The body of an Elasticsearch <c>_bulk</c> request: a line that says what to do, then, for most, a line that is the document.</summary>
static class BulkBody
{
    /// <summary>Copies the documents, one a line, and says for each line that asked for something what it asked.</summary>
    /// <param name="body">The body.</param>
    /// <param name="documents">Takes the documents.</param>
    /// <returns>One entry for each action, in order.</returns>
    public static IReadOnlyList<BulkAction> Read(ReadOnlySpan<byte> body, IBufferWriter<byte> documents)
    {
        var actions = new List<BulkAction>();
        while (TakeLine(ref body) is { Found: true } action)
        {
            if (action.Text.IsEmpty) continue;
            var (name, id) = NameOf(action.Text);
            if (name is "delete")
            {
                actions.Add(new BulkAction(name, id, false));
                continue;
            }

            var document = TakeLine(ref body);
            var taken = name is "create" or "index" && document.Found && !document.Text.IsEmpty;
            if (taken)
            {
                documents.Write(document.Text);
                documents.Write("\n"u8);
            }

            actions.Add(new BulkAction(name ?? "index", id, taken));
        }

        return actions;
    }

    static (string? Name, string? Id) NameOf(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject || !json.Read() || json.TokenType != JsonTokenType.PropertyName) return default;
            var name = json.GetString();
            string? id = null;
            while (json.Read())
                if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("_id"u8) && json.Read() && json.TokenType == JsonTokenType.String) id = json.GetString();
            return (name, id);
        }
        catch (Exception bad) when (bad is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    static BulkLine TakeLine(ref ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return default;
        var end = body.IndexOf((byte)'\n');
        var line = end < 0 ? body : body[..end];
        body = end < 0 ? [] : body[(end + 1)..];
        return new BulkLine(line.TrimEnd((byte)'\r'));
    }

    readonly ref struct BulkLine(ReadOnlySpan<byte> text)
    {
        public ReadOnlySpan<byte> Text { get; } = text;

        public bool Found { get; } = true;
    }
}

/// <summary>What one action of a bulk request asked for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">The id it gave, or null.</param>
/// <param name="IsTaken">Whether it brought a document that was taken.</param>
readonly record struct BulkAction(string Name, string? Id, bool IsTaken);
