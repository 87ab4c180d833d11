using Hoplite.Response.Cacao;
using Hoplite.Response.Cacao.Commands;
using Hoplite.Response.Cacao.Running;
using Hoplite.Server.Responses;

namespace Hoplite.Server.Tests.Responses;

/// <summary>The playbooks that ship, rehearsed: nothing is done.</summary>
static class ShippedRehearsal
{
    static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddYears(57);

    /// <summary>Every file by its name.</summary>
    public static IReadOnlyDictionary<string, LibraryEntry> Files { get; } = ShippedPlaybooks.Load(Now).ToDictionary(e => Path.GetFileNameWithoutExtension(e.File), StringComparer.Ordinal);

    /// <summary>What one would do with these values, as far as it knows the variables.</summary>
    public static Rehearsal Of(string id, IReadOnlyDictionary<string, string> values)
    {
        var playbook = Files[id].Playbook!;
        return Rehearsal.Of(playbook, values.Where(v => playbook.Variables.ContainsKey(v.Key)).ToDictionary(StringComparer.Ordinal), CommandRunners.All(new CommandSettings(_ => null, _ => null, "/nowhere")), Now);
    }
}
