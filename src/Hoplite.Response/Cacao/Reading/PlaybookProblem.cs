namespace Hoplite.Response.Cacao;

/// <summary>One thing that is wrong with a playbook.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Pointer">Where in it, as a JSON pointer (RFC 6901); empty for the whole.</param>
/// <param name="Check">The name of the check that found it, such as <c>schema</c> or <c>reference</c>.</param>
/// <param name="Severity">Whether it must not run so.</param>
/// <param name="Sentence">What is wrong, in one sentence.</param>
public sealed record PlaybookProblem(string File, string Pointer, string Check, ProblemSeverity Severity, string Sentence)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}{(Pointer.Length > 0 ? "#" : "")}{Pointer}: {(Severity == ProblemSeverity.Error ? "error" : "warning")}: {Sentence} [{Check}]";
}

/// <summary>How bad a problem is.</summary>
public enum ProblemSeverity
{
    /// <summary>It can run, but somebody should look.</summary>
    Warning,

    /// <summary>It does not run.</summary>
    Error,
}

/// <summary>JSON pointers (RFC 6901).</summary>
static class JsonPointer
{
    /// <summary>The pointer to a member or an item of what another points to.</summary>
    public static string Join(string pointer, string name) =>
        $"{pointer}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The pointer made of names.</summary>
    public static string Of(params ReadOnlySpan<string> names)
    {
        var pointer = "";
        foreach (var name in names) pointer = Join(pointer, name);
        return pointer;
    }
}
