using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;

namespace Hoplite.Response.Responders.Accounts;

/// <summary>Locks an account of this machine: its password, and the account itself, which ends other ways to log in as well. Its sessions are ended.</summary>
/// <param name="options">Which accounts may be locked.</param>
public sealed class AccountLock(AccountOptions options) : IResponder
{
    readonly AccountFiles _files = new(options.Root);

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("account-lock", [ActionKind.DisableAccount, ActionKind.DisableAdmin], Reversibility.Exact, IsRepeatable: true, "Linux with usermod and chage, and to be root.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Kind is not (ActionKind.DisableAccount or ActionKind.DisableAdmin) || action.Target is not NamedTarget { Name: var account }) return "it locks accounts only";
        if (!OperatingSystem.IsLinux()) return "it locks accounts of Linux only";
        try
        {
            if (_files.IdOf(account) is not { } id || _files.StateOf(account) is null)
                return $"{account} is no account of this machine's own files; elsewhere a person can do it: {string.Join("; ", DirectoryCommands.For(action).Do)}";
            return WhyNot(account, id);
        }
        catch (ResponderException unread)
        {
            return unread.Message;
        }
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action)
    {
        var account = ((NamedTarget)action.Target).Name;
        return [.. Closing(account).Select(c => string.Join(' ', c)), .. Opening(account, Known(account)).Select(c => $"at the end: {string.Join(' ', c)}")];
    }

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation)
    {
        var state = Known(((NamedTarget)action.Target).Name);
        return new(new JsonObject { ["locked"] = state.IsLocked, ["empty"] = state.IsEmpty, ["changed"] = state.Changed, ["expires"] = state.Expires });
    }

    /// <inheritdoc />
    public async ValueTask ActAsync(ResponderCall call, CancellationToken cancellation)
    {
        var account = ((NamedTarget)call.Action.Target).Name;
        if (Refuse(call.Action) is { } refusal) throw new ResponderException(refusal);
        foreach (var command in Closing(account).Take(2)) await Local.Program.MustAsync(command, cancellation).ConfigureAwait(false);

        // Somebody without a session has none to end, which is an error to this program.
        foreach (var command in Closing(account).Skip(2)) await Local.Program.RunAsync(command, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation) => new(_files.StateOf(((NamedTarget)call.Action.Target).Name) is { IsClosed: true } ? Effect.Present : Effect.Absent);

    /// <inheritdoc />
    public async ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation)
    {
        var account = ((NamedTarget)call.Action.Target).Name;
        var before = new AccountState((bool)call.Before["locked"]!, (bool)call.Before["empty"]!, (string)call.Before["changed"]!, (string)call.Before["expires"]!);
        foreach (var command in Opening(account, before))
            if (_files.StateOf(account) is { } now && IsNeeded(command, now, before)) await Local.Program.MustAsync(command, cancellation).ConfigureAwait(false);
    }

    static bool IsNeeded(string[] command, AccountState now, AccountState before) =>
        command[0] == "usermod" ? now.IsLocked && !before.IsLocked : command.Contains("-d", StringComparer.Ordinal) ? now.IsEmpty && now.Changed != before.Changed : now.Expires != before.Expires;

    string? WhyNot(string account, int id)
    {
        if (account == "root" || id == 0) return "root is never locked";
        if (id < options.LowestId) return $"{account} has the number {id}; those below {options.LowestId} belong to services";
        if (options.Root is null && (account == Environment.UserName || account == Environment.GetEnvironmentVariable("SUDO_USER"))) return $"this program runs as {account}";
        foreach (var group in options.AdminGroups)
        {
            var members = _files.MembersOf(group);
            if (members.Contains(account, StringComparer.Ordinal) && !members.Any(m => m != account && _files.StateOf(m) is { IsLocked: false })) return $"{account} is the last in the group {group} who can log in";
        }

        return null;
    }

    AccountState Known(string account) => _files.StateOf(account) ?? throw new ResponderException($"there is no account {account} any more");

    string[][] Closing(string account) =>
        [["usermod", .. Under(), "-L", account], ["chage", .. Under(), "-E", "0", account], .. options.Root is null && File.Exists("/usr/bin/loginctl") ? new[] { new[] { "loginctl", "terminate-user", account } } : []];

    // The program that unlocks refuses to leave an account without a password; the one that sets it writes down the day, which is put back.
    string[][] Opening(string account, AccountState before)
    {
        string[] renew = ["chage", .. Under(), "-E", before.Expires.Length == 0 ? "-1" : before.Expires, account];
        if (before.IsLocked) return [renew];
        if (!before.IsEmpty) return [["usermod", .. Under(), "-U", account], renew];
        return [["usermod", .. Under(), "-p", "", account], ["chage", .. Under(), "-d", before.Changed.Length == 0 ? "-1" : before.Changed, account], renew];
    }

    string[] Under() => options.Root is { } root ? ["--root", Path.GetFullPath(root)] : [];
}
