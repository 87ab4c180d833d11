namespace Hoplite.Intelligence.Formats.Csaf.Testing;

/// <summary>Tests about languages.</summary>
static class LanguageTests
{
    /// <summary>6.1.12: languages are such.</summary>
    public static void Known(CsafSubject subject)
    {
        foreach (var name in new[] { "lang", "source_lang" })
            if (subject.Document.Text(name) is { } tag && !LanguageTag.IsValid(tag)) subject.Fail("/document/" + name, $"'{tag}' is no language (RFC 5646)");
    }

    /// <summary>6.1.15: a translator says what was translated from.</summary>
    public static void Translator(CsafSubject subject)
    {
        if (subject.Document.Object("publisher")?.Text("category") is "translator" && subject.Document.Text("source_lang") is null) subject.Fail("/document/source_lang", "it is missing, and the publisher is a translator");
    }

    /// <summary>6.1.28: a translation is into another language.</summary>
    public static void Translation(CsafSubject subject)
    {
        if (subject.Document.Text("lang") is { } language && language.Equals(subject.Document.Text("source_lang"), StringComparison.OrdinalIgnoreCase)) subject.Fail("/document/lang", $"it was translated from '{language}' into the same");
    }
}
