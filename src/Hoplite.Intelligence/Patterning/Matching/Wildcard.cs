namespace Hoplite.Intelligence.Patterning;

/// <summary><c>LIKE</c>: <c>%</c> stands for any characters, <c>_</c> for one; all else for itself.</summary>
static class Wildcard
{
    /// <summary>Whether the whole text is of that form.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text, ReadOnlySpan<char> form, bool ignoreCase)
    {
        var (at, next) = (0, 0);
        var (resumeText, resumeForm) = (-1, -1);
        while (at < text.Length)
        {
            if (next < form.Length && form[next] == '%')
            {
                (resumeText, resumeForm) = (at, ++next);
            }
            else if (next < form.Length && form[next] == '_')
            {
                at += char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? 2 : 1;
                next++;
            }
            else if (next < form.Length && (form[next] == text[at] || (ignoreCase && char.ToUpperInvariant(form[next]) == char.ToUpperInvariant(text[at]))))
            {
                at++;
                next++;
            }
            else if (resumeForm >= 0)
            {
                at = ++resumeText;
                next = resumeForm;
            }
            else return false;
        }

        while (next < form.Length && form[next] == '%') next++;
        return next == form.Length;
    }
}
