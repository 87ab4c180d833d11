using System.Text.Json.Nodes;
using Hoplite.Guard.Actions;
using Hoplite.Response.Responders.Local;
using Microsoft.Win32.SafeHandles;

namespace Hoplite.Response.Responders.Files;

/// <summary>Moves a file of this machine, known by its hash, where nobody can open or run it.</summary>
/// <param name="options">Where it is looked for and kept.</param>
public sealed class FileQuarantine(QuarantineOptions options) : IResponder
{
    readonly FileSearch _search = new(options);

    /// <inheritdoc />
    public ResponderTraits Traits { get; } = new("file-quarantine", [ActionKind.QuarantineFile], Reversibility.Exact, IsRepeatable: true, "Linux 5.6, folders to look through, and to be root or the owner of the files.");

    /// <inheritdoc />
    public string? Refuse(ProposedAction action)
    {
        if (action.Target is not FileTarget file) return "it moves files only";
        if (!OperatingSystem.IsLinux()) return "it moves files of Linux only";
        return options.Folders.Count == 0 ? "no folders to look through are set" : ThisMachine.WhyNot(file.Host);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Rehearse(ProposedAction action) => _search.Find(((FileTarget)action.Target).Sha256, default) is { } found
        ? [$"mv {found.Folder}/{found.Name} {options.Store}/ && chmod 0000 there", $"at the end: move it back with the rights {Convert.ToString(found.State.Rights, 8)}, owner {found.State.User}:{found.State.Group} and its times"]
        : [$"no file with this hash is in {string.Join(", ", options.Folders)}"];

    /// <inheritdoc />
    public ValueTask<JsonObject> ObserveAsync(ProposedAction action, CancellationToken cancellation)
    {
        var hash = ((FileTarget)action.Target).Sha256;
        var found = _search.Find(hash, cancellation) ?? throw new ResponderException($"no file with this hash is in {string.Join(", ", options.Folders)}");
        var before = found.State.ToJson();
        (before["folder"], before["name"], before["sha256"], before["kept"]) = (found.Folder, found.Name, hash, Guid.NewGuid().ToString("N"));
        return new(before);
    }

    /// <inheritdoc />
    public ValueTask ActAsync(ResponderCall call, CancellationToken cancellation) => Do(() =>
    {
        var (was, kept, name) = (FileState.From(call.Before), Kept(call), (string)call.Before["name"]!);
        using var store = Store();
        TextFile.Replace(Path.Combine(options.Store, kept + ".json"), call.Before.ToJsonString());
        if (FileCalls.Look(store, kept) is null)
        {
            using var folder = FileCalls.OpenFolder((string)call.Before["folder"]!);
            if (!was.IsSame(FileCalls.Look(folder, name))) throw new ResponderException("the file is no longer where it was found");
            if (was.Names > 1 && was.Device != FileCalls.Look(store)!.Device) throw new ResponderException("the file has other names, under which it would stay; keep the quarantine on its file system");
            FileCopy.Move(folder, name, store, kept, was);
        }

        FileCalls.Mode(store, kept, 0, 0);
        if (FileCalls.Look(store, kept) is { } moved && moved.Device == was.Device && !was.IsSame(moved)) throw new ResponderException("another file was put in its place while it was moved");
    });

    /// <inheritdoc />
    public ValueTask<Effect> VerifyAsync(ResponderCall call, CancellationToken cancellation)
    {
        try
        {
            if (!Directory.Exists(options.Store)) return new(Effect.Absent);
            using var store = FileCalls.OpenFolder(Path.GetFullPath(options.Store));
            return new(FileCalls.Look(store, Kept(call)) is { Rights: 0 } && !IsAtHome(call) ? Effect.Present : Effect.Absent);
        }
        catch (IOException)
        {
            return new(Effect.Unknown);
        }
    }

    /// <inheritdoc />
    public ValueTask UndoAsync(ResponderCall call, CancellationToken cancellation) => Do(() =>
    {
        if (!Directory.Exists(options.Store)) return;
        var (was, kept, name) = (FileState.From(call.Before), Kept(call), (string)call.Before["name"]!);
        using var store = Store();

        // Half a move: the copy is there and the file has not gone yet.
        if (IsAtHome(call)) FileCalls.Unlink(store, kept, 0);
        if (FileCalls.Look(store, kept) is not null)
        {
            using var folder = FileCalls.OpenFolder((string)call.Before["folder"]!);
            FileCopy.Dress(store, kept, was);
            if (!FileCopy.Move(store, kept, folder, name, was))
            {
                // A copy that was put back just before a sudden end is what it was.
                if (FileSearch.Hash(folder, name) == (string)call.Before["sha256"]!) FileCalls.Unlink(store, kept, 0);
                else FileCalls.Mode(store, kept, 0, 0);
                if (FileCalls.Look(store, kept) is not null) throw new ResponderException($"something new is at {call.Before["folder"]}/{name}; take it away, then the file is put back from {options.Store}/{kept}");
            }
        }

        FileCalls.Unlink(store, FileCopy.Draft(kept), 0);
        FileCalls.Unlink(store, kept + ".json", 0);
    });

    bool IsAtHome(ResponderCall call)
    {
        try
        {
            using var folder = FileCalls.OpenFolder((string)call.Before["folder"]!);
            return FileState.From(call.Before).IsSame(FileCalls.Look(folder, (string)call.Before["name"]!));
        }
        catch (IOException)
        {
            return false;
        }
    }

    static string Kept(ResponderCall call) => (string)call.Before["kept"]!;

    SafeFileHandle Store()
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var path = Path.GetFullPath(options.Store);
        if (!OperatingSystem.IsWindows() && Directory.CreateDirectory(path, Own).UnixFileMode != Own) throw new ResponderException($"{path} must have the rights 0700");
        return FileCalls.OpenFolder(path);
    }

    static ValueTask Do(Action what)
    {
        try
        {
            what();
            return ValueTask.CompletedTask;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or ResponderException)
        {
            return ValueTask.FromException(failed as ResponderException ?? new ResponderException(failed.Message, failed));
        }
    }
}
