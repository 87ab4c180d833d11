using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Local;

/// <summary>The machine that this program runs on, by the name that actions know it by.</summary>
static class ThisMachine
{
    /// <summary>The first label of its name, small letters.</summary>
    public static string Name { get; } = TargetForm.Host(Environment.MachineName)?.Name ?? "";

    /// <summary>Why something on a machine cannot be done here; null when it is this one.</summary>
    public static string? WhyNot(NamedTarget host) => host.Name == Name ? null : $"{host.Name} is not this machine, {Name}";
}
