using System.Text;

namespace Hoplite.Agents.Hunting;

/// <summary>Writes values into queries so that they stay values: whatever a name holds, the query around it means the same.</summary>
public static class KqlLiteral
{
    /// <summary>A text as a literal.</summary>
    public static string Of(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            literal.Append(c switch
            {
                '\\' => "\\\\",
                '"' => "\\\"",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\0' => "\\0",
                _ => c.ToString(),
            });
        return literal.Append('"').ToString();
    }
}
