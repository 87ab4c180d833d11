using System.Text.Json;

namespace Hoplite.Intelligence.Stix.Validation;

/// <summary>Keys and values of the dictionaries that the specification tells more about.</summary>
static class DictionaryRules
{
    public static void Check(Scope scope, string dictionary, JsonProperty entry, string path)
    {
        var value = entry.Value.ValueKind;
        switch (dictionary)
        {
            case "contents":
                Contents(scope, entry, path);
                break;
            case "ipfix":
                if (value is not (JsonValueKind.String or JsonValueKind.Number)) scope.Must(path, "is neither text nor number");
                if (!(entry.Name.Length > 1 && char.IsAsciiLetterLower(entry.Name[0]) && char.IsAsciiLetterOrDigit(entry.Name[1]))) scope.Should("ipfix", path, "is not the name of an IPFIX element");
                break;
            case "exif_tags":
                if (value is not (JsonValueKind.String or JsonValueKind.Number)) scope.Must(path, "is neither text nor number");
                if (entry.Name.Length < 2 || !char.IsAsciiLetterUpper(entry.Name[0])) scope.Must(path, "is no EXIF tag; they begin with a capital letter");
                break;
            case "document_info_dict":
                if (value != JsonValueKind.String) scope.Must(path, "is no text");
                if (!Registered.PdfKeys.Contains(entry.Name)) scope.Should("pdf-doc-info", path, "is no key of a PDF's document information");
                break;
            case "request_header":
                // A list in 2.1, a text in 2.0; many still write the text.
                if (value is not (JsonValueKind.String or JsonValueKind.Array)) scope.Must(path, "is no list of texts");
                if (!Registered.HttpHeaders.Contains(entry.Name)) scope.Should("http-request-headers", path, "is no known header of a request");
                break;
            case "options":
                if (value != JsonValueKind.Number || !IsSocketOption(entry.Name)) scope.Must(path, "is no number of a socket option, which begin with SO_, IP_, TCP_ and the like");
                if (!Registered.SocketOptions.Contains(entry.Name)) scope.Should("socket-options", path, "is no known socket option");
                break;
            case "additional_header_fields":
                if (value is not (JsonValueKind.String or JsonValueKind.Array)) scope.Must(path, "is neither text nor a list of texts");
                break;
        }
    }

    static void Contents(Scope scope, JsonProperty entry, string path)
    {
        if (!Registered.IsLanguage(entry.Name)) scope.Must(path, "is no language; write it as RFC 5646 does, like de or pt-BR");
        if (entry.Value.ValueKind != JsonValueKind.Object) return;
        foreach (var text in entry.Value.EnumerateObject())
            if (!Structure.IsName(text.Name)) scope.Must($"{path}.{text.Name}", "is no name of a property");
    }

    static bool IsSocketOption(string name)
    {
        var end = name.IndexOf('_', StringComparison.Ordinal);
        return end > 0 && name[..end] is "SO" or "ICMP" or "ICMP6" or "IP" or "IPV6" or "MCAST" or "TCP" or "IRLMP" && name.Length > end + 1;
    }
}
