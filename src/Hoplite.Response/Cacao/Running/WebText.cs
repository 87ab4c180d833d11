using System.Text.Json;

namespace Hoplite.Response.Cacao.Running;

/// <summary>Puts values into the parts of an HTTP request.</summary>
static class WebText
{
    /// <summary>A URL or path: values are percent-encoded (RFC 3986 §2.1), so that they stay inside the part they stand in.</summary>
    public static string Url(string text, Func<string, VariableNow?> find) => Placeholders.Replace(text, find, (variable, _) =>
        variable.Value is "." or ".." ? throw new SubstitutionException("it would change the path") : Uri.EscapeDataString(variable.Value!));

    /// <summary>A header: values stay on their line (RFC 9110 §5.5).</summary>
    public static string Header(string text, Func<string, VariableNow?> find) => Placeholders.Replace(text, find, (variable, _) =>
        variable.Value!.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 ? throw new SubstitutionException("only printable ASCII may stand in a header") : variable.Value!);

    /// <summary>A body: in JSON values are escaped and stay inside their string; in other text only values of strict types may stand.</summary>
    public static string Body(string text, Func<string, VariableNow?> find)
    {
        if (!LooksLikeJson(text)) return Strict(text, find);
        var body = Placeholders.Replace(text, find, (variable, start) =>
        {
            if (IsInString(text, start)) return JsonEncodedText.Encode(variable.Value!).ToString();
            return variable is { IsStrict: true, Type: "integer" or "long" or "float" or "bool" }
                ? variable.Value!.ToLowerInvariant() : throw new SubstitutionException("outside a JSON string only a number, true or false may stand");
        });
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 64, AllowDuplicateProperties = false });
            return body;
        }
        catch (JsonException)
        {
            throw new SubstitutionException("the body is no JSON any more with the values in it");
        }
    }

    /// <summary>A text of another language, such as a rule: only values of strict types may stand in it.</summary>
    public static string Strict(string text, Func<string, VariableNow?> find) => Placeholders.Replace(text, find, (variable, _) =>
        variable.IsStrict ? variable.Value! : throw new SubstitutionException($"only a value of a strict type may stand there, and it is of the type {variable.Type}"));

    static bool LooksLikeJson(string text) => text.AsSpan().TrimStart() is ['{' or '[' or '"', ..];

    static bool IsInString(string text, int place)
    {
        var inside = false;
        for (var i = 0; i < place; i++)
        {
            if (inside && text[i] == '\\') i++;
            else if (text[i] == '"') inside = !inside;
        }

        return inside;
    }
}
