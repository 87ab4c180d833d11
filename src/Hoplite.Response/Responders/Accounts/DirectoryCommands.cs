using Hoplite.Guard.Actions;
using Hoplite.Response.Cacao.Running;

namespace Hoplite.Response.Responders.Accounts;

/// <summary>Lines of PowerShell for a person to run.</summary>
/// <param name="Do">What does it.</param>
/// <param name="Undo">What takes it back.</param>
public sealed record PersonCommands(IReadOnlyList<string> Do, IReadOnlyList<string> Undo);

/// <summary>What a person can run on Windows and in Active Directory where no responder reaches. Names are literals for PowerShell, whatever is in them.</summary>
public static class DirectoryCommands
{
    /// <summary>The lines for an action; none when there are none for its kind.</summary>
    public static PersonCommands For(ProposedAction action) => (action.Kind, action.Target) switch
    {
        (ActionKind.DisableAccount or ActionKind.DisableAdmin, NamedTarget { Name: var account }) => Account(account),
        (ActionKind.IsolateHost or ActionKind.IsolateServer, NamedTarget { Name: var host }) => Host(host, []),
        _ => new PersonCommands([], []),
    };

    /// <summary>Disables an account of the directory and ends its sessions.</summary>
    public static PersonCommands Account(string account)
    {
        var name = PowerShellText.Quote(account);
        return new(
            [$"Disable-ADAccount -Identity {name}", $"Get-ADUser -Identity {name} | ForEach-Object {{ Revoke-MgUserSignInSession -UserId $_.UserPrincipalName }}"],
            [$"Enable-ADAccount -Identity {name}"]);
    }

    /// <summary>Disables an account of one machine's own; to be run there.</summary>
    public static PersonCommands LocalAccount(string account)
    {
        var name = PowerShellText.Quote(account);
        return new([$"net user {name} /active:no"], [$"net user {name} /active:yes"]);
    }

    /// <summary>Cuts a machine off the network by its own firewall but for some addresses.</summary>
    /// <param name="host">The machine.</param>
    /// <param name="lifelines">Addresses that it still reaches; the firewall blocks before it allows, so the rules leave them out.</param>
    public static PersonCommands Host(string host, IReadOnlyList<System.Net.IPAddress> lifelines)
    {
        var (name, ranges) = (PowerShellText.Quote(host), string.Join(',', AddressGaps.Around(lifelines).Select(PowerShellText.Quote)));
        return new(
            [.. new[] { "Inbound", "Outbound" }.Select(d => $"Invoke-Command -ComputerName {name} -ScriptBlock {{ New-NetFirewallRule -Name 'hoplite-isolation-{d}' -DisplayName 'Hoplite isolation' -Direction {d} -Action Block -RemoteAddress {ranges} }}")],
            [$"Invoke-Command -ComputerName {name} -ScriptBlock {{ Remove-NetFirewallRule -Name 'hoplite-isolation-*' }}"]);
    }
}
