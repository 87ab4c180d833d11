using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Cacao.Commands;

/// <summary>Finds the files that a rule is to look at: named by the variable <c>__evidence__</c>, or by a <c>file://</c> address of the target.</summary>
/// <param name="folder">Where such files may lie; nothing else is ever read.</param>
sealed class EvidenceFiles(string folder)
{
    /// <summary>The name of the variable.</summary>
    public const string Variable = "__evidence__";

    /// <summary>The path; or why there is none.</summary>
    public (string Path, string? Problem) Find(CommandCall call)
    {
        var named = call.Variables.GetValueOrDefault(Variable) ?? (call.Target.Address("url") is { } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.IsFile ? uri.LocalPath : null);
        if (named is null) return ("", $"no file is named: neither by the variable {Variable} nor by a file:// address of the target");
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath(Path.Combine(root, named));
        if (path != root && !path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return ("", "the file named lies outside the folder of evidence");
        if (!Path.Exists(path)) return ("", "the file named does not exist");

        // A link could lead out of the folder again.
        for (var part = path; part.Length > root.Length; part = Path.GetDirectoryName(part)!)
            if (new FileInfo(part).LinkTarget is not null) return ("", "the file named is reached through a link");
        return (path, null);
    }
}
