using System.Globalization;
using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Cacao.Guarding;

/// <summary>
/// The actions of the gate as OpenC2 commands, the language in which playbooks ask for them: <c>deny</c> a network or domain, <c>contain</c> a
/// device, and so on. What OpenC2 has no target for is the target <c>x-hoplite:target</c>, with the kind and the normal form.
/// </summary>
public static class ActionCommand
{
    /// <summary>The target that OpenC2 has no word for.</summary>
    public const string OwnTarget = "x-hoplite:target";

    static readonly TimeSpan Usual = TimeSpan.FromHours(1);

    /// <summary>What a command asks for.</summary>
    /// <param name="command">An OpenC2 command.</param>
    /// <param name="incident">Because of which incident.</param>
    /// <param name="playbook">By which playbook.</param>
    /// <exception cref="FormatException">It asks for nothing that is known here.</exception>
    public static ProposedAction Read(JsonObject command, Guid incident, string playbook)
    {
        try
        {
            var verb = (string?)command["action"] ?? "";
            if (command["target"] is not JsonObject { Count: 1 } wanted) throw new FormatException("an OpenC2 command has one target");
            var (name, value) = wanted.First();
            var target = Target(name, value);
            var kind = Kind(verb, target, command["args"] as JsonObject);
            var lease = ActionTraits.Of(kind).Class == ActionClass.Read ? TimeSpan.Zero : Lease(command["args"]?["duration"]);
            return ProposedAction.Of(kind, target, lease, incident, playbook);
        }
        catch (Exception wrong) when (wrong is ArgumentException or InvalidOperationException or OverflowException)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }

    static ActionTarget Target(string name, JsonNode? value) => (name switch
    {
        "ipv4_net" or "ipv6_net" => TargetForm.Address((string?)value ?? ""),
        "domain_name" => TargetForm.Domain((string?)value ?? ""),
        "device" => TargetForm.Host((string?)value?["hostname"] ?? ""),
        OwnTarget => ActionReader.Target((string?)value?["kind"] ?? "", (string?)value?["value"] ?? ""),
        _ => null,
    }) ?? throw new FormatException($"the target {name} cannot be acted on here, or has no such form");

    static ActionKind Kind(string verb, ActionTarget target, JsonObject? args) => (verb, target.Kind, (string?)args?["x-hoplite:as"]) switch
    {
        ("deny", TargetKind.Address, _) => ActionKind.BlockAddress,
        ("deny", TargetKind.Domain, _) => ActionKind.SinkholeDomain,
        ("contain", TargetKind.Host, "server") => ActionKind.IsolateServer,
        ("contain", TargetKind.Host, _) => ActionKind.IsolateHost,
        ("contain", TargetKind.File, _) => ActionKind.QuarantineFile,
        ("contain", TargetKind.Mail, _) => ActionKind.QuarantineMail,
        ("contain", TargetKind.Process, _) => ActionKind.SuspendProcess,
        ("stop", TargetKind.Process, _) => ActionKind.KillProcess,
        ("restart", TargetKind.Service, _) => ActionKind.RestartService,
        ("deny", TargetKind.Account, "admin") => ActionKind.DisableAdmin,
        ("deny", TargetKind.Account, _) => ActionKind.DisableAccount,
        ("create", TargetKind.Named, _) => ActionKind.Notify,
        ("query", _, _) => ActionKind.Read,
        _ => throw new FormatException($"{verb} of a target of the kind {target.Kind} is no action that is known here"),
    };

    static TimeSpan Lease(JsonNode? duration)
    {
        if (duration is null) return Usual;
        var milliseconds = duration is JsonValue v && v.TryGetValue<string>(out var text) ? long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : (long)duration;
        return milliseconds is >= 1_000 and <= 2_592_000_000 ? TimeSpan.FromSeconds(milliseconds / 1_000) : throw new FormatException("a duration is 1,000 to 2,592,000,000 milliseconds");
    }
}
