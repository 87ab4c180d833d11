using System.Globalization;
using System.Net;
using Hoplite.Response.Cacao.Conditions;

namespace Hoplite.Response.Cacao;

/// <summary>Looks whether agents and targets can be reached, and whether a login can be used.</summary>
static class PartyChecks
{
    static readonly string[] Reached = ["http-api", "linux", "net-address", "ssh"];

    public static IEnumerable<PlaybookCheck.Finding> Find(Playbook playbook, CheckContext context) => Parties(playbook).Concat(Logins(playbook));

    static IEnumerable<PlaybookCheck.Finding> Parties(Playbook playbook)
    {
        foreach (var (set, parties) in new[] { ("agent_definitions", playbook.Agents), ("target_definitions", playbook.Targets) })
            foreach (var party in parties.Values)
            {
                var place = JsonPointer.Of(set, party.Id);
                foreach (var (type, values) in party.Addresses)
                    for (var i = 0; i < values.Count; i++)
                        if (!IsLater(values[i]) && !Fits(type, values[i])) yield return PlaybookCheck.Error($"{JsonPointer.Join(place + "/address", type)}/{i}", $"this is no address of the kind {type}");
                if (Reached.Contains(party.Kind) && party.Addresses.Values.All(v => v.Count == 0)) yield return PlaybookCheck.Warning(place, $"{party.Name} has no address");
                if (party.Port is { } port && !IsLater(port) && !IsPort(port)) yield return PlaybookCheck.Error(place + "/port", "a port is a number from 1 to 65535");
            }
    }

    static IEnumerable<PlaybookCheck.Finding> Logins(Playbook playbook) =>
        playbook.AuthenticationInfos.Values.Where(a => a is { NeedsSecretName: true, Secret: null or "" })
            .Select(a => PlaybookCheck.Error(JsonPointer.Of("authentication_info_definitions", a.Id), "kms is true, but kms_key_identifier names no secret"));

    // What the schemas have no pattern for, or one that is too wide.
    static bool Fits(string type, string value) => type switch
    {
        "ipv6" => VariableTypes.Fits("ipv6-addr", value) || (IPAddress.TryParse(value, out var address) && address.ScopeId != 0),
        _ => true,
    };

    static bool IsLater(string value) => VariableNames.Placeholders(value).Any();

    static bool IsPort(string port) => ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0;
}
