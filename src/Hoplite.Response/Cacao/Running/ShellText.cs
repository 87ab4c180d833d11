using System.Text.RegularExpressions;

namespace Hoplite.Response.Cacao.Running;

/// <summary>
/// Puts values into shell text (POSIX XCU §2.2). A value of a strict type stands as it is; any other becomes one literal, whatever is in it: it
/// is put between single quotes, and quotes that are open around it are closed before and opened again behind it.
/// </summary>
static partial class ShellText
{
    /// <summary>The text with values in place of placeholders.</summary>
    /// <exception cref="SubstitutionException">A value stands where no quoting could keep it literal.</exception>
    public static string Substitute(string text, Func<string, VariableNow?> find) => Placeholders.Replace(text, find, (variable, start) =>
    {
        if (variable.IsStrict) return variable.Value!;
        if (Doubtful().IsMatch(text)) throw new SubstitutionException("text of any form may not be used in a command that holds here-documents, command substitution, comments or another shell; give the variable a strict type");
        var quote = QuoteAt(text, start);
        var literal = Quote(variable.Value!);
        return quote == '\0' ? literal : $"{quote}{literal}{quote}";
    });

    /// <summary>A value as one literal word.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // The quote that is open at a place: a single or a double one, or none.
    static char QuoteAt(string text, int place)
    {
        var open = '\0';
        for (var i = 0; i < place; i++)
        {
            if (text[i] == '\\' && open != '\'')
            {
                if (++i >= place) throw new SubstitutionException("a backslash stands before it");
                continue;
            }

            if (text[i] is '\'' or '"' && (open == '\0' || open == text[i])) open = open == '\0' ? text[i] : '\0';
        }

        return place > 0 && text[place - 1] == '$' ? throw new SubstitutionException("a dollar sign stands before it") : open;
    }

    // Where the shell reads text a second time, or by other rules, quoting once is not enough.
    [GeneratedRegex(@"`|\$[({'""]|<<|(^|\s)#|\[\[|\(\(|\[ -v|(^|[\s;|&(!/])(eval|source|\.|sh|bash|dash|zsh|ksh|ash|su|sudo|ssh|xargs|env|trap|python[0-9.]*|perl|ruby|awk|gawk|mawk|sed|node|php|lua|let|test|declare|typeset|local|export|readonly|printf -v|read|mapfile|unset|alias|nohup|timeout|find|watch|parallel)(\s|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Doubtful();
}
