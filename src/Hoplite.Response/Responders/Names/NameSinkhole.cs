using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders.Local;

namespace Hoplite.Response.Responders.Names;

/// <summary>Answers a domain with nothing, through a file of the organisation's own resolver.</summary>
/// <param name="options">The file.</param>
public sealed class NameSinkhole(SinkholeOptions options) : IResponder
{
    readonly Lock _file = new();

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("dns-sinkhole", [ActionKind.SinkholeDomain], Reversibility.Exact, IsRepeatable: true, "A file that the resolver includes and this program may write.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Target is not DomainTarget domain) return "it answers names only";
        if (domain.IsWide) return "a whole top level is never answered with nothing";
        if (options.File.Length == 0) return "no file of a resolver is set";
        return Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(options.File))) ? null : $"the folder of {options.File} is not there";
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) =>
        [.. Lines(action).Select(l => $"add to {options.File}: {l}"), .. Reloading(), .. Lines(action).Select(l => $"at the end remove from {options.File}: {l}"), .. Reloading()];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation)
    {
        var text = TextFile.Read(options.File);
        return new(new JsonObject { ["exists"] = text is not null, ["listed"] = IsListed(text, action) });
    }

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        lock (_file)
        {
            var text = TextFile.Read(options.File) ?? "";
            var missing = Lines(call.Action).Where(l => !Has(text, l)).ToArray();
            if (missing.Length > 0) TextFile.Replace(options.File, text + (text.Length == 0 || text.EndsWith('\n') ? "" : "\n") + string.Concat(missing.Select(l => l + "\n")));
        }

        await ReloadAsync(cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(IsListed(TextFile.Read(options.File), call.Action) ? Effect.Present : Effect.Absent);

    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        if ((bool)call.Before["listed"]!) return;
        lock (_file)
        {
            var text = TextFile.Read(options.File);
            if (text is null) return;
            foreach (var line in Lines(call.Action)) text = Without(text, line);
            TextFile.Replace(options.File, text.Length == 0 && !(bool)call.Before["exists"]! ? null : text);
        }

        await ReloadAsync(cancellation).ConfigureAwait(false);
    }

    string[] Lines(ProposedAction action) => options.Form switch
    {
        SinkholeForm.Hosts => [$"0.0.0.0 {action.Target.Text}", $":: {action.Target.Text}"],
        SinkholeForm.Unbound => [$"local-zone: \"{action.Target.Text}.\" always_nxdomain"],
        _ => [$"{action.Target.Text} CNAME .", $"*.{action.Target.Text} CNAME ."],
    };

    IEnumerable<string> Reloading() => options.Reload.Count > 0 ? [string.Join(' ', options.Reload)] : [];

    async Task ReloadAsync(CancellationToken cancellation)
    {
        if (options.Reload.Count > 0) await Local.Program.MustAsync(options.Reload, cancellation).ConfigureAwait(false);
    }

    bool IsListed(string? text, ProposedAction action) => text is not null && Array.TrueForAll(Lines(action), l => Has(text, l));

    static bool Has(string text, string line) => ("\n" + text + "\n").Contains($"\n{line}\n", StringComparison.Ordinal);

    static string Without(string text, string line)
    {
        var at = ("\n" + text).IndexOf($"\n{line}\n", StringComparison.Ordinal);
        return at < 0 ? text : text.Remove(at, line.Length + 1);
    }
}
