using Hoplite.Intelligence.Taxii;

namespace Hoplite.Intelligence.Tests.Taxii;

/// <summary>Where a store keeps things; it can end suddenly.</summary>
abstract class StoreFolder : IAsyncDisposable
{
    /// <summary>The store.</summary>
    public ITaxiiStore Store { get; protected set; } = null!;

    /// <summary>As after the sudden end of the process, or of the database: what was not written is gone.</summary>
    public abstract Task CrashAsync();

    /// <summary>Another server on the same content; null where only one can be.</summary>
    public virtual ITaxiiStore? Beside() => null;

    public abstract ValueTask DisposeAsync();
}

/// <summary>The embedded store in a scratch folder.</summary>
sealed class EmbeddedFolder : StoreFolder
{
    readonly string _folder = Directory.CreateTempSubdirectory("hoplite-taxii-").FullName;
    string _path;
    int _turn;

    public EmbeddedFolder()
    {
        _path = Path.Combine(_folder, "taxii.db");
        Store = TaxiiStore.Open(_path);
    }

    public override async Task CrashAsync()
    {
        var copy = Directory.CreateDirectory(Path.Combine(_folder, $"after-{_turn++}")).FullName;
        var from = Path.GetDirectoryName(_path)!;
        foreach (var file in Directory.GetFiles(from, "taxii.db*").Order(StringComparer.Ordinal).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var old = Store;
        _path = Path.Combine(copy, "taxii.db");
        Store = TaxiiStore.Open(_path);
        await old.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
