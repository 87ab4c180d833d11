using Hoplite.Guard.Actions;

namespace Hoplite.Agents.Hunting;

/// <summary>The step of a query that keeps the events that name something. Written by us from a normal form; the name is a literal in it.</summary>
public static class EntityQuery
{
    /// <summary>The step; null when events cannot be asked for such a thing.</summary>
    public static string? Of(ActionTarget target) => target switch
    {
        AddressTarget { IsWide: false } => $"where src_ip == {Text(target)} or dst_ip == {Text(target)}",
        AddressTarget { Network.BaseAddress.AddressFamily: System.Net.Sockets.AddressFamily.InterNetwork } => $"where ipv4_is_in_range(src_ip, {Text(target)}) or ipv4_is_in_range(dst_ip, {Text(target)})",
        DomainTarget => $"where domain =~ {Text(target)} or domain endswith {KqlLiteral.Of("." + target.Text)}",
        NamedTarget { Kind: TargetKind.Host } => $"where host =~ {Text(target)} or host startswith {KqlLiteral.Of(target.Text + ".")}",
        NamedTarget { Kind: TargetKind.Account } =>
            $"where user =~ {Text(target)} or user startswith {KqlLiteral.Of(target.Text + "@")} or user endswith {KqlLiteral.Of("\\" + target.Text)} or actor_user =~ {Text(target)}",
        FileTarget file => $"search {KqlLiteral.Of(file.Sha256)}",
        _ => null,
    };

    static string Text(ActionTarget target) => KqlLiteral.Of(target.Text);
}
