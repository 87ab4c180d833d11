using Hoplite.Agents.Working;
using Hoplite.Guard.Actions;
using Hoplite.Guard.Gating;

namespace Hoplite.Server.Responses;

/// <summary>The things of an incident as values of the variables that playbooks know.</summary>
public static class IncidentVariables
{
    /// <summary>The values; what the incident does not have is left out.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="scope">What an investigation found to be its things.</param>
    public static IReadOnlyDictionary<string, string> Of(Guid incident, IReadOnlyList<ReportMember> scope)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["__incident__"] = incident.ToString() };
        Add("__attacker__", scope.Where(m => IsOutside(m) && m.Roles.Contains("actor")));
        Add("__called__", scope.Where(m => IsOutside(m) && m.Roles.Contains("object")));
        Add("__domain__", scope.Where(m => m.Kind == "domain"));
        Add("__host__", scope.Where(m => m.Kind == "host").OrderByDescending(m => m.Roles.Contains("place")));
        Add("__account__", scope.Where(m => m.Kind == "account").OrderByDescending(m => m.Roles.Contains("actor")));
        Add("__process__", scope.Where(m => m.Kind == "process"));
        Add("__file__", scope.Where(m => m.Kind == "file"));
        return values;

        void Add(string name, IEnumerable<ReportMember> members)
        {
            if (members.FirstOrDefault() is { } first) values[name] = first.Value;
        }
    }

    /// <summary>Whether a value is an address that is neither inside the organisation nor everybody's.</summary>
    internal static bool IsOutside(string value) => TargetForm.Address(value) is { } address && !ProtectedSet.IsInternal(address) && !ProtectedSet.Shares.Contains(address);

    static bool IsOutside(ReportMember member) => member.Kind == "address" && IsOutside(member.Value);
}
