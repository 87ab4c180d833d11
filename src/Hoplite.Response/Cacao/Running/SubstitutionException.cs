namespace Hoplite.Response.Cacao.Running;

/// <summary>A value cannot be put into a command without changing what the command means, or there is none.</summary>
/// <param name="message">Why, in one sentence.</param>
public sealed class SubstitutionException(string message) : Exception(message);

/// <summary>A variable as it is now.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Value">Its value; null when it is not set.</param>
public readonly record struct VariableNow(string Type, string? Value)
{
    /// <summary>Whether the value has a form so narrow that it has no meaning to any shell, URL or JSON text.</summary>
    public bool IsStrict => Value is { } value && VariableTypes.IsStrict(Type) && VariableTypes.Fits(Type, value);
}

/// <summary>Goes through the placeholders of a text.</summary>
static class Placeholders
{
    /// <summary>The text with every placeholder replaced.</summary>
    /// <param name="text">The text.</param>
    /// <param name="find">The variable of a name.</param>
    /// <param name="put">What to put for a variable that stands at a place of the text.</param>
    /// <exception cref="SubstitutionException">A variable is missing, not set or holds a null character.</exception>
    public static string Replace(string text, Func<string, VariableNow?> find, Func<VariableNow, int, string> put)
    {
        var result = new System.Text.StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, length, name) in VariableNames.Placeholders(text))
        {
            if (find(name) is not { } variable) throw new SubstitutionException($"the variable {name} does not exist");
            if (variable.Value is not { } value) throw new SubstitutionException($"the variable {name} has no value");
            if (value.Contains('\0', StringComparison.Ordinal)) throw new SubstitutionException($"the value of {name} holds a null character");
            if (HasLoneSurrogate(value)) throw new SubstitutionException($"the value of {name} is no Unicode text");
            try
            {
                result.Append(text, done, start - done).Append(put(variable, start));
            }
            catch (SubstitutionException wrong)
            {
                throw new SubstitutionException($"the value of {name} cannot stand there: {wrong.Message}");
            }

            done = start + length;
        }

        return result.Append(text, done, text.Length - done).ToString();
    }

    static bool HasLoneSurrogate(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i])) continue;
            if (i + 1 >= value.Length || !char.IsSurrogatePair(value[i], value[i + 1])) return true;
            i++;
        }

        return false;
    }
}
